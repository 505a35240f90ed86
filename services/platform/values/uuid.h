#ifndef CLIENTROUTE_SERVICES_PLATFORM_VALUES_UUID_H_
#define CLIENTROUTE_SERVICES_PLATFORM_VALUES_UUID_H_

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace clientroute {

/// Sixteen bytes that name a thing outwardly. A value, thread-safe.
class Uuid {
 public:
  /// All zero: names nothing.
  constexpr Uuid() = default;
  constexpr explicit Uuid(const std::array<std::uint8_t, 16>& bytes) : bytes_(bytes) {}
  /// Reads the 36-character form, any case; nullopt otherwise.
  static std::optional<Uuid> Parse(std::string_view text);
  /// From exactly sixteen bytes; nullopt otherwise.
  static std::optional<Uuid> FromBytes(std::string_view bytes);
  /// Version 5: SHA-1 of `name` within `space`; the same input always gives the same id, which is how a repeated
  /// request makes the same thing (design: "Ids derive from the request id").
  static Uuid Derive(const Uuid& space, std::string_view name);

  /// 36 characters, lower case.
  std::string ToString() const;
  std::string_view bytes() const { return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()}; }
  bool IsNil() const { return *this == Uuid(); }
  friend auto operator<=>(const Uuid&, const Uuid&) = default;

 private:
  std::array<std::uint8_t, 16> bytes_{};
};

/// The name space of all ids of this product: version 5 of `urn:clientroute` in the URL name space.
extern const Uuid kClientrouteSpace;

}  // namespace clientroute

template <>
struct std::hash<clientroute::Uuid> {
  std::size_t operator()(const clientroute::Uuid& id) const noexcept {
    return std::hash<std::string_view>{}(id.bytes());
  }
};

#endif  // CLIENTROUTE_SERVICES_PLATFORM_VALUES_UUID_H_
