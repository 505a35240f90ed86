#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_LETTER_WRITER_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_LETTER_WRITER_H_

#include <string>
#include <string_view>

#include "services/messaging/hub/letter.h"
#include "services/platform/values/calendar.h"

// Letters as they go over HTTP. Pure, thread-safe.

namespace clientroute::messaging {

/// The letter in a SOAP 1.1 envelope; a kRefusal as the detail of a SOAP fault. The same letter always gives the same
/// bytes. Texts are cut to what the schemas allow.
std::string WriteLetter(const Letter& letter);

/// The SOAPAction of the operation that takes a letter of this kind; empty for what only answers.
std::string_view SoapActionOf(LetterKind kind);

/// `YYYYMMDDhhmmss`, local.
std::string LetterTime(Instant instant);

/// The type of what goes over HTTP in either direction.
inline constexpr char kLetterContentType[] = "text/xml; charset=utf-8";

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_LETTER_WRITER_H_
