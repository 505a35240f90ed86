#ifndef CLIENTROUTE_SERVICES_MESSAGING_CONTROL_RETURN_MESSAGE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CONTROL_RETURN_MESSAGE_H_

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "services/messaging/codec/message.h"
#include "services/messaging/standard/catalogue.h"

// How a message is answered:
//   nothing to remark                     header alone, without codes
//   a code on the header (0001 of level 2,
//   9056, 8848, ...)                      header alone, with the codes
//   a code on a class                     the client whole: every class with its own codes, otherwise 0233 (not judged)
//   under
//                                         a class that was refused, 0200 (no remark) elsewhere
// The header is copied unchanged: sender and receiver are not swapped.

namespace clientroute::messaging {

/// What a judge says about one class. Several may name the same class.
struct ClassVerdict {
  std::string class_path;   // as `InstanceView::path()` gives it; "Header" for the message as a whole
  std::string return_code;  // of list WJ001

  friend bool operator==(const ClassVerdict&, const ClassVerdict&) = default;
};

/// What the answering party adds to the header.
struct ReturnHeader {
  std::string identification;  // IdentificatieRetour: 1 to 12 characters, unique for the answering party
  std::string signed_on;       // DagtekeningRetour: YYYY-MM-DD
  std::string xslt_version;    // XsltVersie of the stylesheets that judged level 2; "" when none did
};

struct ReturnOutcome {
  std::optional<Message> message;
  std::string error;  // in English, for the log; "" when there is a message
  bool ok() const { return message.has_value(); }
};

/// The answer to `forward`. Verdicts may come in any order; repeated ones count once; the codes of a class are
/// ascending in the answer, so that the same verdicts give the same message. A verdict of 0200 or 0233 on a class does
/// not refuse. Pure. Errors: the message has no return message, a class path that it does not have, a code that is not
/// in the list.
ReturnOutcome MakeReturnMessage(const Message& forward, std::span<const ClassVerdict> verdicts,
                                const ReturnHeader& header, const Catalogue& catalogue = Catalogue::Default());

/// What a received return message says.
struct ReturnedVerdict {
  bool approved = false;               // no code in it refuses
  std::vector<ClassVerdict> verdicts;  // every code in it, in the order of the file; 0200 and 0233 too
};

/// Reads a return message. Precondition: `answer.schema().is_return()`. Which message it answers is said by its own
/// header: sender, receiver, identification and Dagtekening are those of the forward message.
ReturnedVerdict ReadReturnMessage(const Message& answer);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CONTROL_RETURN_MESSAGE_H_
