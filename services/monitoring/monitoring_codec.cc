#include "services/monitoring/monitoring_codec.h"

#include <string_view>

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
  FigureFilter filter;
  CLIENTROUTE_ASSIGN(filter.months, MonthsOf(request.from(), request.until()));
  filter.municipality = request.municipality();
  filter.provider = request.provider();
  const Visibility visible = Visible(call.identity, call.purpose, AccessQuestion::Subject::kFigures);
  // Nobody is involved with a figure: where a role would need that, it shows nothing.
  filter.visible_municipalities = visible.involved_only ? std::set<std::string>() : visible.municipalities;
  filter.visible_provider = visible.provider;
  return filter;
}

std::int64_t ValueOf(const FigureDefinition& figure, const FigureNumber& number) {
  switch (figure.measure) {
    case Measure::kCount:
      return number.count;
    case Measure::kAverage:
      return Average(number.sum, number.count);
    case Measure::kSum:
      return number.sum;
  }
  return 0;
}

std::string PartOf(const std::optional<Month>& month) { return month ? KeyPart(month->index()) : std::string(); }
std::optional<Month> MonthIn(const std::string& part) {
  if (part.empty()) return std::nullopt;
  return Month::At(NumberIn(part));
}

}  // namespace

absl::StatusOr<FigureFilter> FilterOf(const CallContext& call, const v1::ListFiguresRequest& request) {
  CLIENTROUTE_ASSIGN(FigureFilter filter, Common(call, request));
  filter.product = request.product();
  return filter;
}

absl::StatusOr<FigureFilter> FilterOf(const CallContext& call, const v1::GetSpendRequest& request) {
  CLIENTROUTE_ASSIGN(FigureFilter filter, Common(call, request));
  filter.contract = request.contract();
  return filter;
}

absl::StatusOr<std::set<Division>> DivisionsOf(const v1::ListFiguresRequest& request, const FigureDefinition& figure) {
  std::set<Division> by;
  std::vector<FieldViolation> wrong;
  for (int i = 0; i < request.by_size(); ++i) {
    const v1::Division division = request.by(i);
    if (!v1::Division_IsValid(division) || division == v1::DIVISION_UNSPECIFIED) {
      wrong.push_back({Cat("by[", i, "]"), "is none of the divisions"});
    } else if (division == v1::KIND && figure.kinds.empty()) {
      wrong.push_back({Cat("by[", i, "]"), "this figure tells no kinds apart"});
    } else {
      by.insert(static_cast<Division>(division));
    }
  }
  if (!wrong.empty()) return InvalidFields("DIVISION_INVALID", std::move(wrong));
  return by;
}

v1::FigureRow ToProto(const FigureDefinition& figure, const FigureNumber& number) {
  v1::FigureRow row;
  if (number.key.month) *row.mutable_month() = ToProto(number.key.month->FirstDay());
  row.set_municipality(number.key.municipality);
  row.set_provider(number.key.provider);
  row.set_product(number.key.product);
  row.set_kind(number.key.kind);
  row.set_value(ValueOf(figure, number));
  row.set_count(number.count);
  if (figure.measure == Measure::kAverage) row.set_most(number.most);
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
  definition.set_standing(figure.standing);
  definition.set_kinds(std::string(figure.kinds));
  return definition;
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
  return {PartOf(key.month), key.municipality, key.provider, key.product, key.kind};
}

FigureKey FigureKeyOf(const std::vector<std::string>& parts) {
  return {MonthIn(parts[0]), parts[1], parts[2], parts[3], parts[4]};
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
