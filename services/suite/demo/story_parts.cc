#include "services/suite/demo/story_parts.h"

namespace clientroute::suite {
namespace {

constexpr int kStoryYear = 2026;
constexpr int kBirthYear = 2016;

}  // namespace

Date StoryDay(unsigned month, unsigned day) { return Date::Of(kStoryYear, month, day).value_or(Date()); }

StoryClient TheClient() {
  // A test number: it keeps the eleven test (CS002) and belongs to nobody.
  return {"999990019", Date::Of(kBirthYear, 9, 14).value_or(Date()), "2", "Duinker", "S"};
}

std::vector<StoryProduct> TheProducts() {
  constexpr int kHoursAWeek = 4;
  constexpr int kPartDaysAWeek = 5;
  return {
      {"ZW-2026-0117-1", "45", "45A05", StoryDay(3, 16), StoryDay(12, 31), kHoursAWeek, "04", "2"},
      {"ZW-2026-0117-2", "41", "41A02", StoryDay(4, 1), StoryDay(12, 31), kPartDaysAWeek, "16", "2"},
  };
}

}  // namespace clientroute::suite
