#include "services/messaging/codec/schema_error.h"

namespace clientroute::messaging {

std::string_view NameOf(SchemaErrorCode code) {
  switch (code) {
    case SchemaErrorCode::kTooLarge:
      return "too_large";
    case SchemaErrorCode::kEncoding:
      return "encoding";
    case SchemaErrorCode::kNotXml:
      return "not_xml";
    case SchemaErrorCode::kDoctype:
      return "doctype";
    case SchemaErrorCode::kTooDeep:
      return "too_deep";
    case SchemaErrorCode::kTooMany:
      return "too_many";
    case SchemaErrorCode::kUnknownMessage:
      return "unknown_message";
    case SchemaErrorCode::kUnexpectedElement:
      return "unexpected_element";
    case SchemaErrorCode::kTooOften:
      return "too_often";
    case SchemaErrorCode::kMissingElement:
      return "missing_element";
    case SchemaErrorCode::kUnexpectedAttribute:
      return "unexpected_attribute";
    case SchemaErrorCode::kUnexpectedText:
      return "unexpected_text";
    case SchemaErrorCode::kValue:
      return "value";
  }
  return "unknown";
}

}  // namespace clientroute::messaging
