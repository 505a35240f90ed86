#include "services/platform/values/volume.h"

#include <array>

#include "services/platform/values/money.h"

namespace clientroute {
namespace {

struct UnitWords {
  Unit unit;
  std::string_view one;
  std::string_view many;
};

constexpr std::array kUnits = {
    UnitWords{Unit::kMinute, "minuut", "minuten"},      UnitWords{Unit::kHour, "uur", "uur"},
    UnitWords{Unit::kDayAndNight, "etmaal", "etmalen"}, UnitWords{Unit::kPartDay, "dagdeel", "dagdelen"},
    UnitWords{Unit::kPieceOutput, "stuk", "stuks"},     UnitWords{Unit::kEuro, "euro", "euro"},
    UnitWords{Unit::kPieceEffort, "stuk", "stuks"},
};

const UnitWords* WordsOf(Unit unit) {
  for (const UnitWords& words : kUnits) {
    if (words.unit == unit) return &words;
  }
  return nullptr;
}

}  // namespace

std::optional<Unit> UnitOf(int code) {
  for (const UnitWords& words : kUnits) {
    if (CodeOf(words.unit) == code) return words.unit;
  }
  return std::nullopt;
}

std::string_view ToDutch(Unit unit) {
  const UnitWords* words = WordsOf(unit);
  return words == nullptr ? "onbekende eenheid" : words->one;
}

std::optional<Frequency> FrequencyOf(int code) {
  switch (code) {
    case CodeOf(Frequency::kPerDay):
      return Frequency::kPerDay;
    case CodeOf(Frequency::kPerWeek):
      return Frequency::kPerWeek;
    case CodeOf(Frequency::kPerMonth):
      return Frequency::kPerMonth;
    case CodeOf(Frequency::kTotal):
      return Frequency::kTotal;
    default:
      return std::nullopt;
  }
}

std::string_view ToDutch(Frequency frequency) {
  switch (frequency) {
    case Frequency::kPerDay:
      return "per dag";
    case Frequency::kPerWeek:
      return "per week";
    case Frequency::kPerMonth:
      return "per maand";
    case Frequency::kTotal:
      return "in totaal";
  }
  return "onbekende frequentie";
}

std::string Volume::ToDutch() const {
  const std::string often = " " + std::string(clientroute::ToDutch(frequency));
  if (unit == Unit::kEuro) return Money::Cents(amount).ToDutch() + often;
  const UnitWords* words = amount == 1 ? nullptr : WordsOf(unit);
  return std::to_string(amount) + " " + std::string(words == nullptr ? clientroute::ToDutch(unit) : words->many) +
         often;
}

}  // namespace clientroute
