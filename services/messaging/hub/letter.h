#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_LETTER_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_LETTER_H_

#include <cstdint>
#include <string>
#include <string_view>

// What goes between a municipality and its HTTP hub (GGK, StUF 3.01): national messages in envelopes, receipts and
// errors. Values and pure functions, thread-safe.

namespace clientroute::messaging {

/// The kinds of letters. The numbers of the first three are stored.
enum class LetterKind : std::uint8_t {
  kForward = 1,  // Di01: a forward message
  kReturn = 2,   // Du01: a return message
  kFault = 3,    // Fo01: an error about a letter that was taken before
  kReceipt = 4,  // Bv03: the answer to a letter that was taken
  kRefusal = 5,  // Fo03: the answer to a letter that was not taken
};
/// `Di01`, …
std::string_view CodeOf(LetterKind kind);

/// A system at either side.
struct LetterParty {
  std::string organisation;  // CBS code of a municipality, AGB code of a provider
  std::string application;
  std::string administration;
  std::string user;

  friend bool operator==(const LetterParty&, const LetterParty&) = default;
};

/// An error as a letter tells it.
struct LetterFault {
  std::string code;         // of the transport: `IB001` (transport_code.h), or another of the sender's
  std::string place;        // `client`: the fault is the sender's; `server`: the receiver's
  std::string explanation;  // in Dutch, for people, at most 200 characters
  std::string details;

  friend bool operator==(const LetterFault&, const LetterFault&) = default;
};
inline constexpr std::string_view kPlaceClient = "client";
inline constexpr std::string_view kPlaceServer = "server";

struct Letter {
  LetterKind kind = LetterKind::kForward;
  LetterParty sender;
  LetterParty receiver;
  std::string reference;        // of this letter: a lower-case UUID v4
  std::string cross_reference;  // of the letter that it answers; empty for a forward message
  std::string sent_at;          // tijdstipBericht: YYYYMMDDhhmmss, local
  // Of a message (kForward, kReturn).
  std::string function;  // `WMO301`
  std::string application_version = "0001";
  std::string application_subversion = "0000";
  std::string function_version;  // four digits
  std::string function_subversion;
  std::string payload;  // the national message
  // Of an error (kFault, kRefusal).
  LetterFault fault;

  friend bool operator==(const Letter&, const Letter&) = default;
};

/// Whether the text is a lower-case UUID v4, as references are.
bool IsLetterReference(std::string_view text);
/// A reference of sixteen random bytes, of which the version and the variant are put right.
std::string LetterReferenceOf(std::string_view sixteen_bytes);
/// The reference of what answers the letter with this reference: always the same.
std::string AnswerReferenceOf(std::string_view reference);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_LETTER_H_
