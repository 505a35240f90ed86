#include "services/monitoring/monitoring_codec.h"

#include <string_view>

#include "services/monitoring/figure_value.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"

namespace clientroute::monitoring {
namespace {

using clientroute::FromProto;
using clientroute::ToProto;

absl::StatusOr<MonthRange> MonthsOf(const type::v1::Date& from, const type::v1::Date& until) {
  const auto first = FromProto(from);
  const auto last = FromProto(until);
  std::vector<FieldViolation> wrong;
  if (!first) wrong.push_back({"from", "is no day"});
  if (!last) wrong.push_back({"until", "is no day"});
  if (first && last && *last < *first) wrong.push_back({"until", "lies before from"});
  if (wrong.empty() && Month::Of(*last).index() - Month::Of(*first).index() >= kMonthsMost) {
    wrong.push_back({"until", Cat("is more than ", kMonthsMost, " months after from")});
  }
  if (!wrong.empty()) return InvalidFields("PERIOD_INVALID", std::move(wrong));
  return MonthRange{Month::Of(*first), Month::Of(*last)};
}

template <typename Request>
absl::StatusOr<FigureFilter> Common(const CallContext& call, const Request& request) {
  CLIENTROUTE_ASSIGN(const MonthRange months, MonthsOf(request.from(), request.until()));
  return FilterOf(call, months, request.municipality(), request.provider());
}

std::string PartOf(const std::optional<Month>& month) { return month ? KeyPart(month->index()) : std::string(); }
std::optional<Month> MonthIn(const std::string& part) {
  if (part.empty()) return std::nullopt;
  return Month::At(NumberIn(part));
}

}  // namespace

FigureFilter FilterOf(const CallContext& call, MonthRange months, const std::string& municipality,
                      const std::string& provider) {
  FigureFilter filter;
  filter.months = months;
  filter.municipality = municipality;
  filter.provider = provider;
  const Visibility visible = Visible(call.identity, call.purpose, AccessQuestion::Subject::kFigures);
  // Nobody is involved with a figure: where a role would need that, it shows nothing.
  filter.visible_municipalities = visible.involved_only ? std::set<std::string>() : visible.municipalities;
  filter.visible_provider = visible.provider;
  return filter;
}

absl::StatusOr<FigureFilter> FilterOf(const CallContext& call, const v1::ListClientCostsRequest& request) {
  CLIENTROUTE_ASSIGN(FigureFilter filter, Common(call, request));
  filter.segment = request.segment();
  filter.product = request.product();
  filter.contract = request.contract();
  return filter;
}

absl::StatusOr<FigureFilter> FilterOf(const CallContext& call, const v1::GetConcentrationRequest& request) {
  return Common(call, request);
}

absl::StatusOr<FigureFilter> FilterOf(const CallContext& call, const v1::ListFiguresRequest& request) {
  CLIENTROUTE_ASSIGN(FigureFilter filter, Common(call, request));
  filter.product = request.product();
  filter.segment = request.segment();
  filter.contract = request.contract();
  return filter;
}

absl::StatusOr<FigureFilter> FilterOf(const CallContext& call, const v1::GetSpendRequest& request) {
  CLIENTROUTE_ASSIGN(FigureFilter filter, Common(call, request));
  filter.contract = request.contract();
  return filter;
}

namespace {

template <typename Request>
absl::StatusOr<std::set<Division>> Divided(const Request& request, bool has_kinds) {
  std::set<Division> by;
  std::vector<FieldViolation> wrong;
  for (int i = 0; i < request.by_size(); ++i) {
    const v1::Division division = request.by(i);
    if (!v1::Division_IsValid(division) || division == v1::DIVISION_UNSPECIFIED) {
      wrong.push_back({Cat("by[", i, "]"), "is none of the divisions"});
    } else if (division == v1::KIND && !has_kinds) {
      wrong.push_back({Cat("by[", i, "]"), "this figure tells no kinds apart"});
    } else {
      by.insert(static_cast<Division>(division));
    }
  }
  if (!wrong.empty()) return InvalidFields("DIVISION_INVALID", std::move(wrong));
  return by;
}

}  // namespace

absl::StatusOr<std::set<Division>> DivisionsOf(const v1::ListFiguresRequest& request, const FigureDefinition& figure) {
  return Divided(request, !figure.kinds.empty());
}

absl::StatusOr<std::set<Division>> DivisionsOf(const v1::ListClientCostsRequest& request) {
  return Divided(request, false);
}

RowOrder OrderOf(const v1::ListFiguresRequest& request) {
  switch (request.order()) {
    case v1::ListFiguresRequest::HIGHEST:
      return RowOrder{RankedBy::kValue, true};
    case v1::ListFiguresRequest::LOWEST:
      return RowOrder{RankedBy::kValue, false};
    case v1::ListFiguresRequest::MOST:
      return RowOrder{RankedBy::kCount, true};
    case v1::ListFiguresRequest::FEWEST:
      return RowOrder{RankedBy::kCount, false};
    case v1::ListFiguresRequest::NEWEST:
      return RowOrder{RankedBy::kMonth, true};
    case v1::ListFiguresRequest::HIGHEST_MEDIAN:
      return RowOrder{RankedBy::kMedian, true};
    case v1::ListFiguresRequest::HIGHEST_NINETIETH:
      return RowOrder{RankedBy::kNinetieth, true};
    default:
      return RowOrder{};
  }
}

RowOrder OrderOf(const v1::ListClientCostsRequest& request) {
  switch (request.order()) {
    case v1::ListClientCostsRequest::HIGHEST:
      return RowOrder{RankedBy::kValue, true};
    case v1::ListClientCostsRequest::LOWEST:
      return RowOrder{RankedBy::kValue, false};
    case v1::ListClientCostsRequest::HIGHEST_AVERAGE:
      return RowOrder{RankedBy::kAverage, true};
    case v1::ListClientCostsRequest::LOWEST_AVERAGE:
      return RowOrder{RankedBy::kAverage, false};
    case v1::ListClientCostsRequest::MOST_CLIENTS:
      return RowOrder{RankedBy::kClients, true};
    case v1::ListClientCostsRequest::NEWEST:
      return RowOrder{RankedBy::kMonth, true};
    default:
      return RowOrder{};
  }
}

RowOrder OrderOf(const v1::ListPublishedFiguresRequest& request) {
  switch (request.order()) {
    case v1::ListPublishedFiguresRequest::HIGHEST:
      return RowOrder{RankedBy::kValue, true};
    case v1::ListPublishedFiguresRequest::LOWEST:
      return RowOrder{RankedBy::kValue, false};
    case v1::ListPublishedFiguresRequest::NEWEST:
      return RowOrder{RankedBy::kMonth, true};
    case v1::ListPublishedFiguresRequest::LAST_PUBLISHED:
      return RowOrder{RankedBy::kPublished, true};
    default:
      return RowOrder{};
  }
}

absl::StatusOr<PublishedQuestion> QuestionOf(const CallContext& call, const v1::ListPublishedFiguresRequest& request) {
  PublishedQuestion question;
  question.figure = request.figure();
  CLIENTROUTE_ASSIGN(question.filter, Common(call, request));
  question.filter.segment = request.segment();
  question.filter.product = request.product();
  question.corrections = request.corrections();
  question.order = OrderOf(request);
  std::vector<FieldViolation> wrong;
  for (int i = 0; i < request.by_size(); ++i) {
    switch (request.by(i)) {
      case v1::MONTH:
        break;  // each row is of one
      case v1::MUNICIPALITY:
        question.by_municipality = true;
        break;
      case v1::SEGMENT:
        question.by_segment = true;
        break;
      case v1::PRODUCT:
        question.by_product = true;
        break;
      case v1::PROVIDER:
        question.by_provider = true;
        break;
      default:
        wrong.push_back({Cat("by[", i, "]"), "the cube is not divided by it"});
    }
  }
  if (!wrong.empty()) return InvalidFields("DIVISION_INVALID", std::move(wrong));
  return question;
}

v1::FigureRow ToProto(const FigureDefinition& figure, const FigureNumber& number) {
  v1::FigureRow row;
  if (number.key.month) *row.mutable_month() = ToProto(number.key.month->FirstDay());
  row.set_municipality(number.key.municipality);
  row.set_provider(number.key.provider);
  row.set_product(number.key.product);
  row.set_kind(number.key.kind);
  row.set_segment(number.key.segment);
  row.set_contract(number.key.contract);
  row.set_value(ValueOf(figure, number));
  row.set_count(number.count);
  if (figure.measure == Measure::kAverage) {
    row.set_most(number.most);
    row.set_median(number.median);
    row.set_ninetieth(number.ninetieth);
  }
  return row;
}

v1::SpendRow ToProto(const Spend& spend) {
  v1::SpendRow row;
  if (spend.month) *row.mutable_month() = ToProto(spend.month->FirstDay());
  row.set_contract(spend.contract);
  row.set_municipality(spend.municipality);
  row.set_provider(spend.provider);
  row.set_product(spend.product);
  row.mutable_submitted()->set_cents(spend.accepted_cents + spend.refused_cents);
  row.mutable_accepted()->set_cents(spend.accepted_cents);
  row.mutable_refused()->set_cents(spend.refused_cents);
  row.set_lines_accepted(spend.lines_accepted);
  row.set_lines_refused(spend.lines_refused);
  for (const auto& [code, lines] : spend.refused_by_code) {
    v1::RefusedByCode& refused = *row.add_refused_by_code();
    refused.set_return_code(code);
    refused.set_lines(lines);
  }
  return row;
}

v1::FigureDefinition ToProto(const FigureDefinition& figure) {
  v1::FigureDefinition definition;
  definition.set_figure(std::string(figure.code));
  definition.set_display_name(std::string(figure.display_name));
  definition.set_description(std::string(figure.description));
  definition.set_unit(static_cast<v1::FigureDefinition::Unit>(figure.unit));
  for (std::string_view left = figure.sources; !left.empty();) {
    const std::size_t space = left.find(' ');
    definition.add_sources(std::string(left.substr(0, space)));
    left = space == std::string_view::npos ? std::string_view() : left.substr(space + 1);
  }
  definition.set_standing(figure.standing != Standing::kNone);
  definition.set_published(figure.published);
  definition.set_measure(static_cast<v1::FigureDefinition::Measure>(figure.measure));
  definition.set_kinds(std::string(figure.kinds));
  return definition;
}

v1::PublishedRow ToProto(const PublishedNumber& number) {
  v1::PublishedRow row;
  *row.mutable_month() = ToProto(number.month.FirstDay());
  row.set_municipality(number.key.municipality);
  row.set_segment(number.key.segment);
  row.set_product(number.key.product);
  row.set_provider(number.key.provider);
  row.set_version(static_cast<std::int32_t>(number.version));
  if (number.routes) row.set_value(*number.routes);
  row.set_held_back(!number.routes);
  *row.mutable_publish_time() = ToProto(number.published);
  if (number.replaced) *row.mutable_replace_time() = ToProto(*number.replaced);
  return row;
}

v1::RebuildStatus ToProto(const RebuildProgress& progress) {
  v1::RebuildStatus status;
  status.set_rebuilding(progress.running());
  if (progress.begun) *status.mutable_begin_time() = ToProto(*progress.begun);
  if (progress.ended) *status.mutable_end_time() = ToProto(*progress.ended);
  for (const RebuildProgress::Source& source : progress.sources) {
    v1::SourceProgress& shown = *status.add_sources();
    shown.set_service(source.service);
    shown.set_position(source.position);
    shown.set_done(source.done);
  }
  return status;
}

std::vector<std::string> PartsOf(const FigureKey& key) {
  return {PartOf(key.month), key.municipality, key.provider, key.product, key.kind, key.segment, key.contract};
}

FigureKey FigureKeyOf(const std::vector<std::string>& parts) {
  return {MonthIn(parts[0]), parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]};
}

std::vector<std::string> PartsOf(const RowPlace& place) {
  std::vector<std::string> parts = PartsOf(place.key);
  parts.push_back(KeyPart(place.rank));
  return parts;
}

RowPlace RowPlaceOf(const std::vector<std::string>& parts) {
  return {NumberIn(parts[kFigureKeyParts]), FigureKeyOf(parts)};
}

std::vector<std::string> PartsOf(const PublishedPlace& place) {
  const PublishedNumber& number = place.number;
  return {KeyPart(number.month.index()), number.key.municipality, number.key.segment, number.key.product,
          number.key.provider,           KeyPart(number.version), KeyPart(place.rank)};
}

PublishedPlace PublishedPlaceOf(const std::vector<std::string>& parts) {
  PublishedPlace place;
  place.number.month = Month::At(NumberIn(parts[0]));
  place.number.key = {parts[1], parts[2], parts[3], parts[4]};
  place.number.version = NumberIn(parts[5]);
  place.rank = NumberIn(parts[6]);
  return place;
}

std::vector<std::string> PartsOf(const Spend& spend) {
  return {PartOf(spend.month), spend.contract, spend.municipality, spend.provider, spend.product};
}

Spend SpendKeyOf(const std::vector<std::string>& parts) {
  Spend spend;
  spend.month = MonthIn(parts[0]);
  spend.contract = parts[1];
  spend.municipality = parts[2];
  spend.provider = parts[3];
  spend.product = parts[4];
  return spend;
}

}  // namespace clientroute::monitoring
