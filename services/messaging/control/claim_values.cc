#include "services/messaging/control/claim_values.h"

#include <charconv>
#include <string>

namespace clientroute::messaging {

using namespace literals;  // NOLINT(google-build-using-namespace)

std::int64_t IntegerIn(const InstanceView& instance, FieldId field) {
  std::string_view text = instance.Get(field);
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::int64_t SignedCents(const InstanceView& instance, FieldId amount, FieldId debit_credit) {
  const std::int64_t cents = IntegerIn(instance, amount);
  return instance.Get(debit_credit) == "C" ? -cents : cents;
}

std::int64_t LineCents(const InstanceView& line) {
  return SignedCents(line, "IngediendBedrag/Bedrag"_field, "IngediendBedrag/DebetCredit"_field);
}

std::int64_t SubmittedCents(const InstanceView& claim) {
  return SignedCents(claim, "TotaalIngediendBedrag/TotaalBedrag"_field, "TotaalIngediendBedrag/DebetCredit"_field);
}

void SetTotal(Message& message, InstanceIndex instance, FieldId amount, FieldId debit_credit, std::int64_t cents) {
  message.Set(instance, amount, std::to_string(cents < 0 ? -cents : cents));
  message.Set(instance, debit_credit, cents < 0 ? "C" : "D");
}

}  // namespace clientroute::messaging
