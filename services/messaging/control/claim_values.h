#ifndef CLIENTROUTE_SERVICES_MESSAGING_CONTROL_CLAIM_VALUES_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CONTROL_CLAIM_VALUES_H_

#include <cstdint>

#include "services/messaging/codec/message.h"

// The values of claims and their answers. Amounts are in euro cents, credit negative (IV042). A file of 25 MB holds
// fewer than 100,000 lines of at most 99,999,999 cents each: sums fit by far.

namespace clientroute::messaging {

/// IngediendBedrag of a Prestatie.
std::int64_t LineCents(const InstanceView& line);
/// TotaalIngediendBedrag of a Declaratie or DeclaratieAntwoord.
std::int64_t SubmittedCents(const InstanceView& claim);
/// TotaalToegekendBedrag of a DeclaratieAntwoord.
std::int64_t GrantedCents(const InstanceView& answer);

/// Writes these two; nothing is debit (CS325).
void SetSubmittedCents(Message& message, InstanceIndex answer, std::int64_t cents);
void SetGrantedCents(Message& message, InstanceIndex answer, std::int64_t cents);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CONTROL_CLAIM_VALUES_H_
