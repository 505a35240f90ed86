#ifndef CLIENTROUTE_SERVICES_MESSAGING_CODEC_XML_SCANNER_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CODEC_XML_SCANNER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/messaging/codec/xml_namespaces.h"

namespace clientroute::messaging {

/// How many attributes one element may have, declarations of namespaces among them; no message has any but those.
inline constexpr std::size_t kAttributesMax = 64;

/// Reads XML 1.0 with namespaces and drives a walker with what it finds: elements, attributes, texts. Judges that the
/// XML is well formed, as far as a message can go: there is no DOCTYPE, so that no entity is known but the five of XML
/// itself. Keeps nothing of the file but where the open elements began: texts that it hands over are parts of `bytes`,
/// but for references. Cost: one look at each byte. One file a scanner; not thread safe. There are two walkers: that of
/// a message along its schema, and that of the envelope around one.
template <typename Walker>
class XmlScanner {
 public:
  /// Both must outlive the scanner.
  XmlScanner(std::string_view bytes, Walker& walker) : bytes_(bytes), walker_(walker) {}

  /// Reads to the end, or until the walker is done. What is not well formed the walker is told by `Abort`.
  void Scan();

 private:
  struct Name {
    std::string_view prefix;
    std::string_view local;
    std::string_view whole;  // as it is written
  };
  struct Attribute {
    Name name;
    std::string_view name_space;
  };

  // Each gives false after it aborted.
  bool Declaration();
  bool PseudoAttribute(std::string_view name, std::string_view* value);
  bool Misc();  // comments, instructions and white space, up to the next element or the end
  bool Content();
  bool Markup();
  bool StartTag();
  bool EndTag();
  bool Attributes(std::uint32_t line);
  bool OneAttribute();
  bool AttributeValue(std::string* decoded);
  bool Declare(const Name& name, const std::string& uri);
  bool ResolveAttributes(std::uint32_t line);
  bool Texts();
  bool Comment();
  bool Instruction();
  bool Cdata();
  bool ReadName(Name* name);
  bool NcName(std::string_view* name);
  /// The text that a reference stands for; it is gone with the next one.
  bool Reference(std::string_view* text);
  bool CharacterReference(std::string_view* text);
  /// Past a character that is not plain ASCII.
  bool OtherCharacter();

  bool At(std::string_view text) const { return bytes_.substr(at_, text.size()) == text; }
  bool AtEnd() const { return at_ >= bytes_.size(); }
  char Current() const { return at_ < bytes_.size() ? bytes_[at_] : '\0'; }
  /// Past white space; whether there was any.
  bool Spaces();
  bool Malformed(const char* what);
  bool NotAllowed();
  bool TooMany(const char* what);

  std::string_view bytes_;
  Walker& walker_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::vector<std::string_view> open_;  // the names of the open elements, as they are written
  XmlNamespaces namespaces_;
  std::vector<Attribute> attributes_;
  std::size_t attribute_count_ = 0;  // with declarations
  std::string decoded_;              // of a declaration
  char reference_[4] = {};
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CODEC_XML_SCANNER_H_
