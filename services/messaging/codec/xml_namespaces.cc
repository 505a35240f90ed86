#include "services/messaging/codec/xml_namespaces.h"

#include <libxml/uri.h>

#include <algorithm>

namespace clientroute::messaging {
namespace {

constexpr std::string_view kXmlPrefix = "xml";
constexpr std::string_view kXmlnsPrefix = "xmlns";
constexpr std::string_view kXmlNamespace = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view kXmlnsNamespace = "http://www.w3.org/2000/xmlns/";
/// How many texts are kept of those that are out of scope.
constexpr std::size_t kKeptMax = 2 * kNamespacesMax;

bool IsUri(std::string_view text) {
  xmlURI* const uri = xmlParseURI(std::string(text).c_str());
  xmlFreeURI(uri);
  return uri != nullptr;
}

}  // namespace

XmlNamespaces::Declared XmlNamespaces::Declare(std::string_view prefix, std::string_view uri, std::size_t depth) {
  const bool is_xml = uri == kXmlNamespace;
  if (prefix == kXmlPrefix) return is_xml ? Declared::kDone : Declared::kRefused;
  if (is_xml || uri == kXmlnsNamespace || prefix == kXmlnsPrefix) return Declared::kRefused;
  if (uri.empty() && !prefix.empty()) return Declared::kRefused;
  for (auto at = bindings_.rbegin(); at != bindings_.rend() && at->depth == depth; ++at) {
    if (at->prefix == prefix) return Declared::kRefused;
  }
  if (bindings_.size() >= kNamespacesMax) return Declared::kTooMany;
  const std::size_t kept = uris_.size();
  const std::string_view text = Keep(uri);
  // Only what was not seen before is looked at.
  if (uris_.size() != kept && !uri.empty() && !IsUri(uri)) return Declared::kRefused;
  bindings_.push_back({prefix, text, depth});
  return Declared::kDone;
}

std::string_view XmlNamespaces::Keep(std::string_view uri) {
  const auto there = std::ranges::find(uris_, uri);
  if (there != uris_.end()) return *there;
  if (uris_.size() >= kKeptMax) {
    std::erase_if(uris_, [&](const std::string& one) {
      return std::ranges::none_of(bindings_, [&](const Binding& binding) { return binding.uri.data() == one.data(); });
    });
  }
  return uris_.emplace_back(uri);
}

std::optional<std::string_view> XmlNamespaces::Find(std::string_view prefix) const {
  for (auto at = bindings_.rbegin(); at != bindings_.rend(); ++at) {
    if (at->prefix == prefix) return at->uri;
  }
  if (prefix.empty()) return std::string_view();
  if (prefix == kXmlPrefix) return kXmlNamespace;
  return std::nullopt;
}

void XmlNamespaces::Leave(std::size_t depth) {
  while (!bindings_.empty() && bindings_.back().depth >= depth) bindings_.pop_back();
}

}  // namespace clientroute::messaging
