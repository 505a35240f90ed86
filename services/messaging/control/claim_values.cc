#include "services/messaging/control/claim_values.h"

#include <string>

#include "services/messaging/codec/integer.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

/// An amount stands as a pair of values.
struct AmountFields {
  FieldId cents;
  FieldId debit_credit;
};
constexpr AmountFields kLine = {"IngediendBedrag/Bedrag"_field, "IngediendBedrag/DebetCredit"_field};
constexpr AmountFields kSubmitted = {"TotaalIngediendBedrag/TotaalBedrag"_field,
                                     "TotaalIngediendBedrag/DebetCredit"_field};
constexpr AmountFields kGranted = {"TotaalToegekendBedrag/TotaalBedrag"_field,
                                   "TotaalToegekendBedrag/DebetCredit"_field};

std::int64_t SignedCents(const InstanceView& instance, const AmountFields& fields) {
  const std::int64_t cents = IntegerIn(instance.Get(fields.cents));
  return instance.Get(fields.debit_credit) == "C" ? -cents : cents;
}

void SetSignedCents(Message& message, InstanceIndex instance, const AmountFields& fields, std::int64_t cents) {
  message.Set(instance, fields.cents, std::to_string(cents < 0 ? -cents : cents));
  message.Set(instance, fields.debit_credit, cents < 0 ? "C" : "D");
}

}  // namespace

std::int64_t LineCents(const InstanceView& line) { return SignedCents(line, kLine); }
std::int64_t SubmittedCents(const InstanceView& claim) { return SignedCents(claim, kSubmitted); }
std::int64_t GrantedCents(const InstanceView& answer) { return SignedCents(answer, kGranted); }

void SetSubmittedCents(Message& message, InstanceIndex answer, std::int64_t cents) {
  SetSignedCents(message, answer, kSubmitted, cents);
}

void SetGrantedCents(Message& message, InstanceIndex answer, std::int64_t cents) {
  SetSignedCents(message, answer, kGranted, cents);
}

}  // namespace clientroute::messaging
