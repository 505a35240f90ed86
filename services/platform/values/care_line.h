#ifndef CLIENTROUTE_SERVICES_PLATFORM_VALUES_CARE_LINE_H_
#define CLIENTROUTE_SERVICES_PLATFORM_VALUES_CARE_LINE_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "services/platform/values/codes.h"
#include "services/platform/values/money.h"
#include "services/platform/values/period.h"
#include "services/platform/values/volume.h"

namespace clientroute {

/// The law that care is bought under (REG-2); the number is the one of the wire.
enum class Law : std::uint8_t { kJeugdwet = 1, kWmo = 2, kPWet = 3 };
/// nullopt for a number that is no law.
std::optional<Law> LawOf(int code);
constexpr int CodeOf(Law law) { return static_cast<int>(law); }
/// `Jeugdwet`, `Wmo`, `Participatiewet`.
std::string_view ToDutch(Law law);

/// A product code with its category, a whole category (no code), or neither where only a budget is given (ALL-4).
struct Product {
  /// Two digits (JZ020, WMO020), or empty.
  std::string category;
  /// Five capitals and digits of the region's catalogue, or empty.
  std::string code;

  /// Whether the shapes above are kept and no code stands without its category.
  bool IsWellFormed() const;
  /// Whether a contract or a place for this one serves for the other: the same product, or the whole category of it.
  bool Covers(const Product& other) const;
  /// `Product 45A04`, `Categorie 45`, `Zorg zonder vast product`: for people, at the start of a sentence.
  std::string ToDutch() const;
  friend auto operator<=>(const Product&, const Product&) = default;
};

/// One line of care on its way through a route: asked for, decided on, contracted, placed, allocated. Each step fills
/// what it knows. A value, thread-safe.
struct CareLine {
  /// Names the line within its route, and the route's part: `line-1`.
  std::string line;
  Law law = Law::kJeugdwet;
  Product product;
  Period period;
  std::optional<Volume> volume;
  std::optional<Money> budget;
  std::optional<ProviderCode> provider;
  /// ReferentieAanbieder (TR347); empty when the provider did not ask.
  std::string provider_reference;
  /// Per unit of the contract.
  std::optional<Money> tariff;
  /// `contracts/…`, `locations/…`, `allocations/…`; empty until known.
  std::string contract;
  std::string location;
  std::string allocation;
  /// ToewijzingNummer; 0 until allocated.
  std::int64_t allocation_number = 0;

  friend bool operator==(const CareLine&, const CareLine&) = default;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_VALUES_CARE_LINE_H_
