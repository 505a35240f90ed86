#include "services/allocation/message_codec.h"

#include <algorithm>
#include <array>
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
  Content content;
};
constexpr std::array kKinds = {
    KindName{"JW302", "WMO302", MessageKind::kAllocationReturn, Content::CONTENT_NOT_SET},
    KindName{"JW305", "WMO305", MessageKind::kStart, Content::kStartedProduct},
    KindName{"JW307", "WMO307", MessageKind::kStop, Content::kStoppedProduct},
    KindName{"JW315", "WMO315", MessageKind::kRequest, Content::kRequestedProduct},
};

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

MessageLine ReadLine(const v1::SubmittedLine& in, Content expected, LineCheck& check) {
  MessageLine out{.class_path = in.class_path(), .client_path = in.client_path(), .client = {}, .content = {}};
  if (!in.client().empty()) {
    out.client = IdIn(in.client(), kClients);
    check.Require(out.client.has_value(), "client", "must be clients/ and an id");
  }
  check.Require(in.content_case() == expected && expected != Content::CONTENT_NOT_SET, "content",
                "does not belong in a message of this kind");
  if (!check.whole()) return out;
  if (in.has_requested_product()) {
    check.Require(out.client.has_value(), "client", "is required for a requested product");
    out.content = ReadRequested(in.requested_product(), check);
  } else if (in.has_started_product()) {
    out.content = ReadStarted(in.started_product(), "started_product", check);
  } else {
    StoppedProduct stop;
    stop.of = ReadStarted(in.stopped_product(), "stopped_product", check);
    stop.end =
        check.Day(in.stopped_product().has_end_date(), in.stopped_product().end_date(), "stopped_product.end_date");
    stop.stop_reason = in.stopped_product().stop_reason();
    out.content = std::move(stop);
  }
  return out;
}

}  // namespace

absl::StatusOr<Message> ReadMessage(const v1::SubmitMessageRequest& request) {
  std::vector<FieldViolation> violations;
  const v1::SubmittedHeader& header = request.header();
  const auto named = std::find_if(kKinds.begin(), kKinds.end(), [&](const KindName& one) {
    return one.jw == header.kind() || one.wmo == header.kind();
  });
  if (named == kKinds.end()) violations.push_back({"header.kind", "is no message that is judged here"});
  const auto id = IdIn(header.message(), kMessages);
  if (!id) violations.push_back({"header.message", "must be messages/ and an id"});
  const auto provider = ProviderCode::Parse(header.provider());
  if (!provider) violations.push_back({"header.provider", "must be an AGB code of eight digits"});
  const auto municipality = MunicipalityCode::Parse(header.municipality());
  if (!municipality) violations.push_back({"header.municipality", "must be a CBS code of four digits"});
  const auto law = LawOf(static_cast<int>(header.law()));
  if (!law) violations.push_back({"header.law", "must be one of the laws"});
  if (!violations.empty()) return InvalidFields("REQUEST_INVALID", std::move(violations));
  Message message{
      .kind = named->kind, .id = *id, .provider = *provider, .municipality = *municipality, .law = *law, .lines = {}};
  for (int i = 0; i < request.lines_size() && violations.size() < kViolationsMax; ++i) {
    LineCheck check(i, &violations);
    message.lines.push_back(ReadLine(request.lines(i), named->content, check));
  }
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
