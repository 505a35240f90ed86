#ifndef CLIENTROUTE_SERVICES_PROVIDER_LETTER_READER_H_
#define CLIENTROUTE_SERVICES_PROVIDER_LETTER_READER_H_

#include <string>
#include <utility>
#include <vector>

#include "services/messaging/codec/message.h"
#include "services/provider/book.h"

// What a provider reads in the messages of a municipality. It believes what stands there: the control is the
// municipality's. Pure; thread-safe.

namespace clientroute::provider {

/// `JW`, `WMO`.
std::string StandardOf(const messaging::Message& message);

/// The codes that refuse something, by class path: `Client[1]/…` and `9019`.
using Remarks = std::vector<std::pair<std::string, std::string>>;
Remarks RemarksIn(const messaging::Message& message);
/// `9019 9074`, each once.
std::string CodesOf(const Remarks& remarks);

/// The client of a 301.
Person PersonIn(const messaging::Message& message);
/// A ToegewezenProduct, with what changed.
struct ToldAllocation {
  Allocation allocation;  // without id and state
  std::string reference;  // of the request that it honours; empty for none
  bool removed = false;   // RedenWijziging 13
};
std::vector<ToldAllocation> AllocationsIn(const messaging::Message& message);

/// An Antwoord (319).
struct ToldAnswer {
  std::string reference;
  bool refused = false;  // otherwise under investigation
};
std::vector<ToldAnswer> AnswersIn(const messaging::Message& message);

/// A DeclaratieAntwoord (325).
struct ToldClaim {
  std::string identification;  // of the 323
  std::string number;          // DeclaratieNummer; empty when the message itself was refused
  std::int64_t granted_cents = 0;
  bool whole_refused = false;  // at the header or the claim; nothing of it was judged
  std::string codes;           // of that
  std::vector<std::pair<std::string, std::string>> refused_lines;  // reference, codes
};
ToldClaim ClaimAnswerIn(const messaging::Message& message);

}  // namespace clientroute::provider

#endif  // CLIENTROUTE_SERVICES_PROVIDER_LETTER_READER_H_
