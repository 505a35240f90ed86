#include "services/messaging/codec/envelope_walker.h"
#include "services/messaging/codec/schema_walker.h"
#include "services/messaging/codec/xml_characters.h"
#include "services/messaging/codec/xml_scanner.h"

// What stands before and behind the outermost element: the declaration, comments and instructions.

namespace clientroute::messaging {

template <typename Walker>
bool XmlScanner<Walker>::Declaration() {
  constexpr std::string_view kBegin = "<?xml";
  if (!At(kBegin) || at_ + kBegin.size() >= bytes_.size() || !IsXmlSpace(bytes_[kBegin.size()])) return true;
  at_ += kBegin.size();
  std::string_view version;
  std::string_view encoding;
  std::string_view standalone;
  if (!PseudoAttribute("version", &version)) return false;
  const bool one = version.starts_with("1.") && version.find_first_not_of("0123456789", 2) == std::string_view::npos;
  if (!one) return Malformed("de XML-versie is niet 1.0");
  if (!PseudoAttribute("encoding", &encoding) || !PseudoAttribute("standalone", &standalone)) return false;
  if (!standalone.empty() && standalone != "yes" && standalone != "no")
    return Malformed("standalone is geen yes of no");
  Spaces();
  if (!At("?>")) return Malformed("de XML-declaratie is niet goed afgesloten");
  at_ += 2;
  return true;
}

template <typename Walker>
bool XmlScanner<Walker>::PseudoAttribute(std::string_view name, std::string_view* value) {
  const std::size_t before = at_;
  const std::uint32_t line = line_;
  const bool spaced = Spaces();
  if (!At(name)) {
    at_ = before;
    line_ = line;
    return true;
  }
  if (!spaced) return Malformed("in de XML-declaratie ontbreekt een spatie");
  at_ += name.size();
  Spaces();
  if (Current() != '=') return Malformed("de XML-declaratie is niet goed geschreven");
  ++at_;
  Spaces();
  const char quote = Current();
  const std::size_t end = quote == '"' || quote == '\'' ? bytes_.find(quote, at_ + 1) : std::string_view::npos;
  if (end == std::string_view::npos) return Malformed("de XML-declaratie is niet goed geschreven");
  *value = bytes_.substr(at_ + 1, end - at_ - 1);
  at_ = end + 1;
  return value->empty() ? Malformed("de XML-declaratie is niet goed geschreven") : true;
}

template <typename Walker>
bool XmlScanner<Walker>::Misc() {
  for (;;) {
    Spaces();
    if (At("<!--")) {
      if (!Comment()) return false;
    } else if (At("<?")) {
      if (!Instruction()) return false;
    } else if (At("<!DOCTYPE")) {
      walker_.Abort(SchemaErrorCode::kDoctype, line_, "een DOCTYPE wordt niet aangenomen");
      return false;
    } else {
      return true;
    }
  }
}

template bool XmlScanner<SchemaWalker>::Declaration();
template bool XmlScanner<SchemaWalker>::Misc();
template bool XmlScanner<EnvelopeWalker>::Declaration();
template bool XmlScanner<EnvelopeWalker>::Misc();
}  // namespace clientroute::messaging
