#include "services/platform/values/resource_name.h"

#include <algorithm>

namespace clientroute {
namespace {

constexpr std::size_t kCodeCharactersMax = 63;

bool IsLetterOrDigit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// What follows `<collection>/`; nullopt when the name does not begin so.
std::optional<std::string_view> After(std::string_view name, std::string_view collection) {
  if (name.size() <= collection.size() || !name.starts_with(collection) || name[collection.size()] != '/') {
    return std::nullopt;
  }
  return name.substr(collection.size() + 1);
}

}  // namespace

std::string NameOf(std::string_view collection, const Uuid& id) { return NameOf(collection, id.ToString()); }

std::string NameOf(std::string_view collection, std::string_view code) {
  return std::string(collection).append("/").append(code);
}

std::optional<Uuid> IdIn(std::string_view name, std::string_view collection) {
  const auto text = After(name, collection);
  if (!text) return std::nullopt;
  const std::optional<Uuid> id = Uuid::Parse(*text);
  // One thing has one name: the other case of letters would be a second one.
  if (!id || id->ToString() != *text) return std::nullopt;
  return id;
}

std::optional<std::string_view> CodeIn(std::string_view name, std::string_view collection) {
  const auto text = After(name, collection);
  if (!text || !IsResourceCode(*text)) return std::nullopt;
  return text;
}

bool IsResourceCode(std::string_view text) {
  return !text.empty() && text.size() <= kCodeCharactersMax && IsLetterOrDigit(text.front()) &&
         IsLetterOrDigit(text.back()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return IsLetterOrDigit(c) || c == '-'; });
}

}  // namespace clientroute
