#ifndef CLIENTROUTE_SERVICES_MESSAGING_CONTROL_CLAIM_ANSWER_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CONTROL_CLAIM_ANSWER_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "services/messaging/codec/message.h"
#include "services/messaging/control/return_message.h"
#include "services/messaging/standard/catalogue.h"

// How a claim (323) is answered (325). Unlike a return message the answer is the municipality's own: it is the sender,
// and the claim is named by DeclaratieIdentificatie and DeclaratieNummer.
//   a code on the header       header alone, with the codes
//   a code on Declaratie       header 0200; DeclaratieAntwoord with the codes, nothing granted, no clients
//   nothing refused            header 0200; DeclaratieAntwoord 8001, all granted, no clients
//   otherwise                  header 0200; DeclaratieAntwoord 0200, granted what is left; only clients with something
//                              refused: a refused client with its codes and all its lines 0233, or 0200 with its
//                              refused lines alone, each with its codes

namespace clientroute::messaging {

/// What the municipality adds.
struct ClaimAnswerHeader {
  std::string identification;  // of the answer: 1 to 12 characters, unique for the municipality
  std::string signed_on;       // its Dagtekening: YYYY-MM-DD
  std::string xslt_version;    // XsltVersie of the stylesheets that judged level 2; "" when none did
  /// What was posted, in euro cents, credit negative. Where given, an answer that says otherwise is an error (CLM-4).
  std::optional<std::int64_t> granted_cents;
};

/// The answer to `claim`, a 323 that passed level 1. Verdicts as for `MakeReturnMessage`: on paths of the claim, in any
/// order, 0200 and 0233 refuse nothing. Pure. Errors: the message is no claim, a class path that it does not have, a
/// code that is not in the list, a granted total that is not `granted_cents`.
ReturnOutcome MakeClaimAnswer(const Message& claim, std::span<const ClassVerdict> verdicts,
                              const ClaimAnswerHeader& header, const Catalogue& catalogue = Catalogue::Default());

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CONTROL_CLAIM_ANSWER_H_
