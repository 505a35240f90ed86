#ifndef CLIENTROUTE_SERVICES_PLATFORM_VALUES_VOLUME_H_
#define CLIENTROUTE_SERVICES_PLATFORM_VALUES_VOLUME_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clientroute {

/// The units of the national messages (code list WJ756; the number is the code).
enum class Unit : std::uint8_t {
  kMinute = 1,
  kHour = 4,
  kDayAndNight = 14,
  kPartDay = 16,
  kPieceOutput = 82,
  kEuro = 83,
  kPieceEffort = 84,
};
/// nullopt for a number that is no unit.
std::optional<Unit> UnitOf(int code);
constexpr int CodeOf(Unit unit) { return static_cast<int>(unit); }
/// `uur`, `dagdeel`: for people, one of it.
std::string_view ToDutch(Unit unit);

/// How often the volume returns (code list WMO757, used by both standards).
enum class Frequency : std::uint8_t { kPerDay = 1, kPerWeek = 2, kPerMonth = 4, kTotal = 6 };
std::optional<Frequency> FrequencyOf(int code);
constexpr int CodeOf(Frequency frequency) { return static_cast<int>(frequency); }
/// `per week`, `in totaal`: for people.
std::string_view ToDutch(Frequency frequency);

/// So many units, so often. Whole numbers (IV042); in the unit euro the amount is cents (CS339). A value, thread-safe.
struct Volume {
  std::int64_t amount = 0;
  Unit unit = Unit::kHour;
  Frequency frequency = Frequency::kPerWeek;
  /// `4 uur per week`, `6 dagdelen in totaal`, `€ 250,00 per maand`.
  std::string ToDutch() const;
  friend bool operator==(const Volume&, const Volume&) = default;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_VALUES_VOLUME_H_
