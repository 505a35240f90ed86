#include "services/suite/demo/cast.h"

#include "services/suite/demo/stage.h"

namespace clientroute::suite {

StoryClient Duinker() {
  constexpr int kBirthYear = 2016;
  // A test number: it keeps the eleven test (CS002) and belongs to nobody.
  return {"999990019", StoryDay(kBirthYear, 9, 14), "2", "Duinker", "S"};
}

StoryClient Meeuwis() {
  constexpr int kBirthYear = 2011;
  return {"999990020", StoryDay(kBirthYear, 11, 3), "1", "Meeuwis", "T"};
}

StoryClient Zandstra() {
  constexpr int kBirthYear = 1979;
  return {"999990032", StoryDay(kBirthYear, 7, 21), "1", "Zandstra", "K"};
}

std::vector<StoryProduct> GuidanceAndDayTreatment() {
  constexpr int kHoursAWeek = 4;
  constexpr int kPartDaysAWeek = 5;
  return {
      {"ZW-2026-0117-1", "45", "45A05", StoryDay(3, 16), StoryDay(12, 31), kHoursAWeek, "04", "2"},
      {"ZW-2026-0117-2", "41", "41A02", StoryDay(4, 1), StoryDay(12, 31), kPartDaysAWeek, "16", "2"},
  };
}

}  // namespace clientroute::suite
