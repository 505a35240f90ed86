#include "services/platform/values/volume.h"

#include <set>
#include <string_view>

#include "gtest/gtest.h"

namespace clientroute {
namespace {

TEST(VolumeTest, KnowsTheCodesOfTheMessagesAndNoOthers) {
  const std::set<int> units = {1, 4, 14, 16, 82, 83, 84};
  const std::set<int> frequencies = {1, 2, 4, 6};
  for (int code = -1; code <= 260; ++code) {
    const auto unit = UnitOf(code);
    EXPECT_EQ(unit.has_value(), units.contains(code)) << code;
    if (unit.has_value()) {
      EXPECT_EQ(CodeOf(*unit), code);
    }
    const auto frequency = FrequencyOf(code);
    EXPECT_EQ(frequency.has_value(), frequencies.contains(code)) << code;
    if (frequency.has_value()) {
      EXPECT_EQ(CodeOf(*frequency), code);
    }
  }
}

TEST(VolumeTest, SpeaksDutch) {
  const struct {
    Volume volume;
    std::string_view text;
  } cases[] = {
      {{4, Unit::kHour, Frequency::kPerWeek}, "4 uur per week"},
      {{1, Unit::kHour, Frequency::kPerDay}, "1 uur per dag"},
      {{1, Unit::kMinute, Frequency::kPerDay}, "1 minuut per dag"},
      {{90, Unit::kMinute, Frequency::kPerWeek}, "90 minuten per week"},
      {{1, Unit::kDayAndNight, Frequency::kPerMonth}, "1 etmaal per maand"},
      {{7, Unit::kDayAndNight, Frequency::kPerWeek}, "7 etmalen per week"},
      {{1, Unit::kPartDay, Frequency::kPerWeek}, "1 dagdeel per week"},
      {{0, Unit::kPartDay, Frequency::kPerWeek}, "0 dagdelen per week"},
      {{6, Unit::kPartDay, Frequency::kTotal}, "6 dagdelen in totaal"},
      {{1, Unit::kPieceOutput, Frequency::kTotal}, "1 stuk in totaal"},
      {{12, Unit::kPieceEffort, Frequency::kPerMonth}, "12 stuks per maand"},
      {{250'00, Unit::kEuro, Frequency::kPerMonth}, "€ 250,00 per maand"},
      {{1, Unit::kEuro, Frequency::kTotal}, "€ 0,01 in totaal"},
  };
  for (const auto& c : cases) EXPECT_EQ(c.volume.ToDutch(), c.text);
}

TEST(VolumeTest, NamesOneUnit) {
  EXPECT_EQ(ToDutch(Unit::kPartDay), "dagdeel");
  EXPECT_EQ(ToDutch(Unit::kEuro), "euro");
  EXPECT_EQ(ToDutch(Frequency::kTotal), "in totaal");
}

}  // namespace
}  // namespace clientroute
