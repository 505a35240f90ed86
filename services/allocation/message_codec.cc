#include "services/allocation/message_codec.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "services/allocation/names.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::allocation {
namespace {

using clientroute::FromProto;
using Content = v1::SubmittedLine::ContentCase;

constexpr int kFirstReport = 1;
constexpr int kRemoval = 3;
// Enough to mend a fault of the sender; a message may have 100,000 lines.
constexpr std::size_t kViolationsMax = 50;

struct KindName {
  std::string_view jw;
  std::string_view wmo;
  MessageKind kind;
  std::vector<Content> contents;
};
const std::vector<KindName>& Kinds() {
  static const std::vector<KindName> kinds = {
      {"JW302", "WMO302", MessageKind::kAllocationReturn, {}},
      {"JW305", "WMO305", MessageKind::kStart, {Content::kStartedProduct}},
      {"JW307", "WMO307", MessageKind::kStop, {Content::kStoppedProduct}},
      {"JW315", "WMO315", MessageKind::kRequest, {Content::kRequestedProduct}},
      {"JW317",
       "WMO317",
       MessageKind::kChange,
       {Content::kContinuedProduct, Content::kChangedProduct, Content::kNewProduct}},
  };
  return kinds;
}

// Collects what is wrong with one line.
class LineCheck {
 public:
  LineCheck(int index, std::vector<FieldViolation>* violations) : index_(index), violations_(violations) {}
  void Require(bool holds, std::string_view part, std::string_view what) {
    if (holds) return;
    violations_->push_back({Cat("lines[", index_, "].", part), std::string(what)});
    whole_ = false;
  }
  Date Day(bool given, const type::v1::Date& date, std::string_view part) {
    const auto day = given ? FromProto(date) : std::nullopt;
    Require(day.has_value(), part, "is no day");
    return day.value_or(Date());
  }
  bool whole() const { return whole_; }

 private:
  int index_;
  std::vector<FieldViolation>* violations_;
  bool whole_ = true;
};

template <typename Reported>
StartedProduct ReadStarted(const Reported& in, std::string_view part, LineCheck& check) {
  StartedProduct out;
  out.number = in.allocation_number();
  out.product = FromProto(in.product());
  if (in.has_allocation_start_date()) out.first_day = FromProto(in.allocation_start_date());
  out.start = check.Day(in.has_start_date(), in.start_date(), Cat(part, ".start_date"));
  check.Require(in.status() == kFirstReport || in.status() == kRemoval, Cat(part, ".status"), "must be 1 or 3");
  out.removes = in.status() == kRemoval;
  return out;
}

RequestedProduct ReadRequested(const v1::RequestedProduct& in, LineCheck& check) {
  const type::v1::CareLine& line = in.line();
  RequestedProduct out;
  out.reference = line.provider_reference();
  out.product = FromProto(line.product());
  out.first_day =
      check.Day(line.period().has_start_date(), line.period().start_date(), "requested_product.line.period.start_date");
  check.Require(!out.reference.empty(), "requested_product.line.provider_reference", "is required");
  return out;
}

// Volume, budget and period of a wish; what is given must be whole.
template <typename Wire>
void ReadAmounts(const Wire& in, std::string_view part, LineCheck& check, std::optional<Volume>* volume,
                 std::optional<Money>* budget) {
  if (in.has_volume()) {
    *volume = FromProto(in.volume());
    check.Require(volume->has_value(), Cat(part, ".volume"), "needs an amount above 0, a known unit and frequency");
  }
  if (in.has_budget()) *budget = FromProto(in.budget());
}

ChangedProduct ReadChanged(const v1::ChangedProduct& in, LineCheck& check) {
  ChangedProduct out;
  out.number = in.allocation_number();
  const Date from = check.Day(in.has_change_date(), in.change_date(), "changed_product.change_date");
  std::optional<Date> until;
  if (in.has_end_date()) until = check.Day(true, in.end_date(), "changed_product.end_date");
  const auto period = Period::Of(from, until);
  check.Require(period.has_value(), "changed_product.end_date", "lies before the change");
  out.wanted.period = period.value_or(Period());
  ReadAmounts(in, "changed_product", check, &out.wanted.volume, &out.wanted.budget);
  return out;
}

NewProduct ReadNew(const v1::NewProduct& in, LineCheck& check) {
  NewProduct out;
  out.line.product = FromProto(in.line().product());
  const auto period = FromProto(in.line().period());
  check.Require(period.has_value(), "new_product.line.period",
                "must have a first day that exists and no last day before it");
  out.line.period = period.value_or(Period());
  ReadAmounts(in.line(), "new_product.line", check, &out.line.volume, &out.line.budget);
  return out;
}

StoppedProduct ReadStopped(const v1::StoppedProduct& in, LineCheck& check) {
  StoppedProduct stop;
  stop.of = ReadStarted(in, "stopped_product", check);
  stop.end = check.Day(in.has_end_date(), in.end_date(), "stopped_product.end_date");
  stop.stop_reason = in.stop_reason();
  return stop;
}

MessageLine ReadLine(const v1::SubmittedLine& in, const std::vector<Content>& expected, LineCheck& check) {
  MessageLine out{.class_path = in.class_path(), .client_path = in.client_path(), .client = {}, .content = {}};
  if (!in.client().empty()) {
    out.client = IdIn(in.client(), kClients);
    check.Require(out.client.has_value(), "client", "must be clients/ and an id");
  }
  check.Require(std::find(expected.begin(), expected.end(), in.content_case()) != expected.end(), "content",
                "does not belong in a message of this kind");
  if (!check.whole()) return out;
  if (in.has_requested_product()) {
    check.Require(out.client.has_value(), "client", "is required for a requested product");
    out.content = ReadRequested(in.requested_product(), check);
  } else if (in.has_started_product()) {
    out.content = ReadStarted(in.started_product(), "started_product", check);
  } else if (in.has_stopped_product()) {
    out.content = ReadStopped(in.stopped_product(), check);
  } else if (in.has_continued_product()) {
    out.content = ContinuedProduct{in.continued_product().allocation_number()};
  } else if (in.has_changed_product()) {
    out.content = ReadChanged(in.changed_product(), check);
  } else {
    out.content = ReadNew(in.new_product(), check);
  }
  return out;
}

// A request for change is about one client, under one reference.
void CheckChange(const Message& message, std::vector<FieldViolation>* violations) {
  if (message.kind != MessageKind::kChange) return;
  if (!IsReference(message.reference)) {
    violations->push_back({"header.provider_reference", "must be 1 to 36 letters, digits and -_./: that name nobody"});
  }
  for (std::size_t i = 1; i < message.lines.size(); ++i) {
    if (message.lines[i].client == message.lines[0].client) continue;
    violations->push_back({Cat("lines[", i, "].client"), "is another than that of the first line"});
    return;
  }
}

}  // namespace

absl::StatusOr<Message> ReadMessage(const v1::SubmitMessageRequest& request) {
  std::vector<FieldViolation> violations;
  const v1::SubmittedHeader& header = request.header();
  const auto named = std::find_if(Kinds().begin(), Kinds().end(), [&](const KindName& one) {
    return one.jw == header.kind() || one.wmo == header.kind();
  });
  if (named == Kinds().end()) violations.push_back({"header.kind", "is no message that is judged here"});
  const auto id = IdIn(header.message(), kMessages);
  if (!id) violations.push_back({"header.message", "must be messages/ and an id"});
  const auto provider = ProviderCode::Parse(header.provider());
  if (!provider) violations.push_back({"header.provider", "must be an AGB code of eight digits"});
  const auto municipality = MunicipalityCode::Parse(header.municipality());
  if (!municipality) violations.push_back({"header.municipality", "must be a CBS code of four digits"});
  const auto law = LawOf(static_cast<int>(header.law()));
  if (!law) violations.push_back({"header.law", "must be one of the laws"});
  if (law && named != Kinds().end() && *law != (named->jw == header.kind() ? Law::kJeugdwet : Law::kWmo)) {
    violations.push_back({"header.law", "is not that of the message's standard"});
  }
  const auto date = FromProto(header.date());
  if (!date) violations.push_back({"header.date", "is no day"});
  if (named != Kinds().end() && named->kind == MessageKind::kChange && request.lines_size() > kChangeLinesMax) {
    violations.push_back({"lines", Cat("a request for change holds at most ", kChangeLinesMax)});
  }
  if (!violations.empty()) return InvalidFields("REQUEST_INVALID", std::move(violations));
  Message message{.kind = named->kind,
                  .id = *id,
                  .provider = *provider,
                  .municipality = *municipality,
                  .law = *law,
                  .date = *date,
                  .reference = header.provider_reference(),
                  .request_path = header.request_path(),
                  .lines = {}};
  for (int i = 0; i < request.lines_size() && violations.size() < kViolationsMax; ++i) {
    LineCheck check(i, &violations);
    message.lines.push_back(ReadLine(request.lines(i), named->contents, check));
  }
  CheckChange(message, &violations);
  if (!violations.empty()) return InvalidFields("REQUEST_INVALID", std::move(violations));
  return message;
}

v1::ClassVerdict ToProto(const Verdict& verdict) {
  v1::ClassVerdict out;
  out.set_class_path(verdict.class_path);
  out.set_rule(verdict.rule);
  out.set_return_code(verdict.return_code);
  out.set_explanation(verdict.explanation);
  return out;
}

}  // namespace clientroute::allocation
