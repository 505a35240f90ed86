#ifndef CLIENTROUTE_SERVICES_MESSAGING_CODEC_SCHEMA_ERROR_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CODEC_SCHEMA_ERROR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace clientroute::messaging {

/// What is wrong with a message at level 1.
enum class SchemaErrorCode : std::uint8_t {
  kTooLarge,           // the file, or one value in it
  kEncoding,           // not UTF-8, or with a byte order mark
  kNotXml,             // not well formed
  kDoctype,            // DOCTYPE or an entity
  kTooDeep,            // more nesting than any message has
  kTooMany,            // more elements than is accepted in one file
  kUnknownMessage,     // root or namespace of no message that is understood
  kUnexpectedElement,  // unknown here, out of order or in another namespace
  kTooOften,           // more often than allowed
  kMissingElement,     // a required element is not there
  kUnexpectedAttribute,
  kUnexpectedText,  // text between elements
  kValue,           // not of its type: length, pattern, range, code list, date, time
};

/// A stable name for machines, such as "value".
std::string_view NameOf(SchemaErrorCode code);

/// One error, for the report beside a refused file. Neither path nor reason holds a value from the message.
struct SchemaError {
  std::uint32_t line = 0;  // from 1; 0 when it has no line
  std::string path;        // "Bericht/Client/StartProducten/StartProduct[2]/Begindatum"
  SchemaErrorCode code = SchemaErrorCode::kNotXml;
  std::string reason;  // in Dutch

  friend bool operator==(const SchemaError&, const SchemaError&) = default;
};

/// How many errors of one file are kept; the first is enough to refuse it.
inline constexpr std::size_t kSchemaErrorsMax = 100;

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CODEC_SCHEMA_ERROR_H_
