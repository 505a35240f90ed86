#ifndef CLIENTROUTE_SERVICES_MESSAGING_CODEC_ENVELOPE_WALKER_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CODEC_ENVELOPE_WALKER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/messaging/codec/base64.h"
#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/schema_error.h"

namespace clientroute::messaging {

/// The deepest element of an envelope that is read is the 7th; what is deeper stops the reading.
inline constexpr std::size_t kEnvelopeDepthMax = 32;
/// An envelope has some twenty elements; a fault may carry some of its own.
inline constexpr std::size_t kEnvelopeElementsMax = 1'000;
/// All texts of an envelope together, without the message in it.
inline constexpr std::size_t kEnvelopeTextBytesMax = std::size_t{64} * 1024;

/// An element of an envelope with all that stands in it.
struct EnvelopeElement {
  std::string name;
  std::string name_space;
  std::string text;  // its own, without that of the elements in it
  std::vector<EnvelopeElement> children;

  bool Is(std::string_view of_namespace, std::string_view called) const {
    return name == called && name_space == of_namespace;
  }
};

/// Walks an envelope along the events of an XML parser (XmlScanner) and keeps it as a tree, small as it is; the message
/// in it (`xmlBestand`) is decoded as it comes and kept apart. Judges nothing but its bounds. One envelope a walker;
/// not thread safe.
class EnvelopeWalker {
 public:
  EnvelopeWalker() : payload_(kFileBytesMax) {}

  void StartElement(std::string_view name, std::string_view element_namespace, std::uint32_t line);
  void Attribute(std::string_view, std::string_view, std::uint32_t) {}
  void Text(std::string_view text, std::uint32_t line);
  void PassingText(std::string_view text, std::uint32_t line) { Text(text, line); }
  void CdataSection(std::string_view text, std::uint32_t line) { Text(text, line); }
  void EndElement(std::uint32_t line);
  void Abort(SchemaErrorCode code, std::uint32_t line, std::string reason);
  bool stopped() const { return !failure_.empty(); }

  /// The outermost element, as far as it was read; null when there is none.
  const EnvelopeElement* root() const { return top_.children.empty() ? nullptr : &top_.children.front(); }
  /// Why the reading stopped, in Dutch; empty when it came to the end.
  const std::string& failure() const { return failure_; }
  /// The message. Once.
  Base64Decoder& payload() { return payload_; }

 private:
  EnvelopeElement top_;  // around the root
  std::vector<EnvelopeElement*> open_;
  std::size_t elements_ = 0;
  std::size_t text_bytes_ = 0;
  bool in_payload_ = false;
  Base64Decoder payload_;
  std::string failure_;
};

/// The namespaces of an envelope.
inline constexpr std::string_view kSoapNamespace = "http://schemas.xmlsoap.org/soap/envelope/";
inline constexpr std::string_view kStufNamespace = "http://www.egem.nl/StUF/StUF0301";
inline constexpr std::string_view kGgkNamespace = "http://www.stufstandaarden.nl/koppelvlak/ggk0210";
/// The element with the message.
inline constexpr std::string_view kPayloadElement = "xmlBestand";

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CODEC_ENVELOPE_WALKER_H_
