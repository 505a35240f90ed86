#include "services/messaging/control/content_rule.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

constexpr FieldId kStart = "Begindatum"_field;
constexpr FieldId kEnd = "Einddatum"_field;
constexpr FieldId kStatus = "StatusAanlevering"_field;

Violation NotAfterSigning(const InstanceView& delivery, FieldId field, const ContentFacts& facts) {
  const std::optional<Date> day = Date::Parse(delivery.Get(field));
  if (!day.has_value() || *day <= facts.signed_on) return std::nullopt;
  return std::string(PathOf(field)) + " " + day->ToString() + " ligt na de dagtekening " + facts.signed_on.ToString();
}

/// A start and a stop are announced once they have happened (OP011, OP271, OP272).
Violation StartIsNotAfterSigning(const InstanceView& delivery, const ContentFacts& facts) {
  return NotAfterSigning(delivery, kStart, facts);
}

Violation StopIsNotAfterSigning(const InstanceView& delivery, const ContentFacts& facts) {
  return NotAfterSigning(delivery, kEnd, facts);
}

Violation StopIsNotBeforeStart(const InstanceView& stop, const ContentFacts&) {
  const std::optional<Date> start = Date::Parse(stop.Get(kStart));
  const std::optional<Date> end = Date::Parse(stop.Get(kEnd));
  if (!start.has_value() || !end.has_value() || *end >= *start) return std::nullopt;
  return "Einddatum " + end->ToString() + " ligt voor Begindatum " + start->ToString();
}

/// A class is sent for the first time or taken away; a change is the one after the other (OP033x2).
Violation StatusIsFirstOrRemoval(const InstanceView& delivery, const ContentFacts&) {
  const std::string_view status = delivery.Get(kStatus);
  if (status == "1" || status == "3") return std::nullopt;
  return "StatusAanlevering " + std::string(status) + " kan niet; alleen 1 (eerste) en 3 (verwijderen)";
}

constexpr InstanceRule kRules[] = {
    {"TR134", "StartProduct"_class, "Begindatum", kStart, StartIsNotAfterSigning},
    {"CS058", "StartProduct"_class, "StatusAanlevering", kStatus, StatusIsFirstOrRemoval},
    {"TR134", "StopProduct"_class, "Begindatum", kStart, StartIsNotAfterSigning},
    {"TR134", "StopProduct"_class, "Einddatum", kEnd, StopIsNotAfterSigning},
    {"TR018", "StopProduct"_class, "Einddatum", kEnd, StopIsNotBeforeStart},
    {"CS058", "StopProduct"_class, "StatusAanlevering", kStatus, StatusIsFirstOrRemoval},
};

}  // namespace

std::span<const InstanceRule> DeliveryRules() { return kRules; }

}  // namespace clientroute::messaging
