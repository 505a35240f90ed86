#ifndef CLIENTROUTE_SERVICES_PLATFORM_STORE_TEXT_SET_H_
#define CLIENTROUTE_SERVICES_PLATFORM_STORE_TEXT_SET_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace clientroute {

/// A set of texts or whole numbers as one parameter of a statement, so that one query serves a set of any size:
///   WHERE provider IN (SELECT key FROM json_each($1))
///   WHERE id IN (SELECT CAST(key AS BIGINT) FROM json_each($1))
/// It is a JSON object whose keys are the elements, which both engines can read. One thread.
class TextSet {
 public:
  /// UTF-8, without NUL.
  void Add(std::string_view text);
  void Add(std::int64_t number) { Add(std::to_string(number)); }
  /// The parameter; it looks at this object.
  std::string_view parameter();

 private:
  std::string json_ = "{";
  std::string closed_;
};

/// The set of all elements of a container.
template <typename Container>
TextSet TextSetOf(const Container& elements) {
  TextSet set;
  for (const auto& element : elements) set.Add(element);
  return set;
}

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_STORE_TEXT_SET_H_
