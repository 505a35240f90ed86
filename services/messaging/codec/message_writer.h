#ifndef CLIENTROUTE_SERVICES_MESSAGING_CODEC_MESSAGE_WRITER_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CODEC_MESSAGE_WRITER_H_

#include <cstddef>
#include <string>
#include <vector>

#include "services/messaging/codec/message.h"
#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/schema_error.h"

namespace clientroute::messaging {

struct WriteOutcome {
  std::string bytes;                // the file; empty when there are errors
  std::vector<SchemaError> errors;  // at most kSchemaErrorsMax
  bool ok() const { return errors.empty(); }
};

/// A message to the bytes of its file: UTF-8 without byte order mark, two spaces an indent, LF line ends, elements in
/// the order of the schema. A file that would be larger than `bytes_max` is written without white space and with the
/// shortest prefixes, so that an answer to a large file fits where that file did. The same message gives the same
/// bytes, whatever the order in which it was built. What is written is judged against the same tables as the reader's
/// while it is written. Pure; safe from any thread. Errors: kMissingElement, kTooOften, kValue, kEncoding (a text that
/// is not UTF-8 or has a character that XML forbids), kTooLarge (a value, or the file however it is written).
WriteOutcome WriteMessage(const Message& message, std::size_t bytes_max = kFileBytesMax);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CODEC_MESSAGE_WRITER_H_
