#ifndef CLIENTROUTE_SERVICES_MESSAGING_CODEC_XML_NAMESPACES_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CODEC_XML_NAMESPACES_H_

#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clientroute::messaging {

/// How many namespace declarations may be in scope at once; a message needs two or three. Keeps the search for a prefix
/// short, whatever the file declares.
inline constexpr std::size_t kNamespacesMax = 64;

/// The namespace declarations in scope while a file is read (Namespaces in XML 1.0). One file; not thread safe.
class XmlNamespaces {
 public:
  enum class Declared { kDone, kRefused, kTooMany };

  /// Declares `prefix` ("" for the default) as `uri` from the element at `depth` on. The prefix must outlive this; the
  /// uri is copied. Refused: what the recommendation forbids, and a uri that is none.
  Declared Declare(std::string_view prefix, std::string_view uri, std::size_t depth);

  /// The namespace of `prefix`, "" for no default; nothing when it is not declared.
  std::optional<std::string_view> Find(std::string_view prefix) const;

  /// Forgets the declarations of elements at `depth` and deeper.
  void Leave(std::size_t depth);

 private:
  struct Binding {
    std::string_view prefix;
    std::string_view uri;
    std::size_t depth;
  };
  /// The uri as it is kept: each text once, so that a file that declares one again and again takes no more memory.
  std::string_view Keep(std::string_view uri);

  std::vector<Binding> bindings_;
  std::list<std::string> uris_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CODEC_XML_NAMESPACES_H_
