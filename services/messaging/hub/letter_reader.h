#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_LETTER_READER_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_LETTER_READER_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/hub/letter.h"

namespace clientroute::messaging {

/// The largest letter that is read: 25 MB in base64, in lines of 76 characters, with an envelope around it.
inline constexpr std::size_t kLetterBytesMax = kFileBytesMax / 3 * 4 / 76 * 78 + std::size_t{128} * 1024;

struct LetterReading {
  Letter letter;                     // as far as it could be read
  std::optional<LetterFault> fault;  // what is wrong with it, by the code to answer; place `client`
  /// Whether its reference and who sent it are known, so that an error (Fo01) can be sent about it.
  bool answerable = false;
};

/// Reads a letter, in a SOAP 1.1 envelope or bare. Judges it against the schemas of the envelope (StUF 3.01, GGK 2.10)
/// as far as the kinds of LetterKind go: elements, order, lengths, patterns. IB001 when it is not so, or not XML, or
/// has a DTD or an entity of its own; IB003 when it or the message in it is larger than 25 MB. Any bytes will do.
/// Memory: the decoded message beside `bytes`. Pure, thread-safe.
LetterReading ReadLetter(std::string_view bytes);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_LETTER_READER_H_
