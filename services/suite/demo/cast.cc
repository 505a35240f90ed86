#include "services/suite/demo/cast.h"

#include "services/suite/demo/stage.h"

namespace clientroute::suite {

namespace {

constexpr const char* kDuinkerStreet = "Zandhaverpad";
constexpr int kDuinkerHouse = 14;
constexpr const char* kDuinkerPostalCode = "1811ZP";

}  // namespace

StoryClient Duinker() {
  constexpr int kBirthYear = 2016;
  // A test number: it keeps the eleven test (CS002) and belongs to nobody.
  return {"999990019",   StoryDay(kBirthYear, 9, 14), "2",      "Duinker", "S", "Saartje", kDuinkerStreet,
          kDuinkerHouse, kDuinkerPostalCode,          "Alkmaar"};
}

StoryClient Meeuwis() {
  constexpr int kBirthYear = 2011;
  constexpr int kHouse = 3;
  return {"999990020", StoryDay(kBirthYear, 11, 3), "1", "Meeuwis", "T", "Timoteus", "Stormvogelhof", kHouse, "1781ZW",
          "Den Helder"};
}

StoryClient Zandstra() {
  constexpr int kBirthYear = 1979;
  constexpr int kHouse = 208;
  return {"999990032", StoryDay(kBirthYear, 7, 21), "1", "Zandstra", "K", "Klaas-Jan", "Oude Helmweg", kHouse, "1812ZQ",
          "Alkmaar"};
}

StoryClient LittleDuinker() {
  return {"999990044", StoryDay(5, 12), "2",           "Duinker",          "M",
          "Milanthe",  kDuinkerStreet,  kDuinkerHouse, kDuinkerPostalCode, "Alkmaar"};
}

std::vector<StoryClient> Everyone() { return {Duinker(), Meeuwis(), Zandstra(), LittleDuinker()}; }

std::vector<StoryProduct> GuidanceAndDayTreatment() {
  constexpr int kHoursAWeek = 4;
  constexpr int kPartDaysAWeek = 5;
  return {
      {"ZW-2026-0117-1", "45", "45A05", StoryDay(3, 16), StoryDay(12, 31), kHoursAWeek, "04", "2"},
      {"ZW-2026-0117-2", "41", "41A02", StoryDay(4, 1), StoryDay(12, 31), kPartDaysAWeek, "16", "2"},
  };
}

}  // namespace clientroute::suite
