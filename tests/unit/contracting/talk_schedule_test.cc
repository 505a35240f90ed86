#include "services/contracting/talk_schedule.h"

#include "gtest/gtest.h"

namespace clientroute::contracting {
namespace {

Date Day(const char* text) { return Date::Parse(text).value(); }

TalkSchedule Quarterly() {
  return {.contract = "duin",
          .provider = ProviderCode::Parse("42420001").value(),
          .lot = "ambulant-2026",
          .period = Period::From(Day("2025-01-01")),
          .intensity = TalkIntensity{"", "", 4, "Strategische partner", Period::From(Day("2025-07-01"))},
          .last_talk = Day("2026-01-15"),
          .planned = {},
          .due = Day("2026-04-16")};
}

TEST(TalkScheduleTest, TheDayItselfIsInTime) {
  EXPECT_EQ(Quarterly().DaysBetween(), 91);
  EXPECT_EQ(Quarterly().DaysLate(Day("2026-04-16")), 0);
  EXPECT_EQ(Quarterly().DaysLate(Day("2026-04-17")), 1);
  TalkSchedule none = Quarterly();
  none.due.reset();
  EXPECT_EQ(none.DaysLate(Day("2030-01-01")), 0);
  none.intensity->talks_per_year = 0;
  EXPECT_EQ(none.DaysBetween(), 0);
  none.intensity.reset();
  EXPECT_EQ(none.DaysBetween(), 0);
}

TEST(TalkScheduleTest, ItIsExplainedHowTheDayWasFound) {
  const Date today = Day("2026-04-01");
  TalkSchedule schedule = Quarterly();
  const std::string rhythm = "Strategische partner: 4 gesprekken per jaar, dus om de 91 dagen. ";
  EXPECT_EQ(Explain(schedule, today), rhythm +
                                          "Geteld vanaf het laatste gesprek, op 15 januari 2026, is het volgende "
                                          "uiterlijk 16 april 2026.");
  schedule.last_talk.reset();
  schedule.due = Day("2025-09-30");
  EXPECT_EQ(Explain(schedule, today),
            rhythm +
                "Geteld vanaf het begin van deze keuze, op 1 juli 2025, is het volgende uiterlijk 30 september "
                "2025.");
  schedule.intensity->period = Period::From(Day("2024-01-01"));
  schedule.due = Day("2025-04-02");
  EXPECT_EQ(Explain(schedule, today),
            rhythm +
                "Geteld vanaf het begin van het contract, op 1 januari 2025, is het volgende uiterlijk 2 april "
                "2025.");
  schedule.due.reset();
  EXPECT_EQ(Explain(schedule, today),
            rhythm + "Geteld vanaf het begin van het contract, op 1 januari 2025, eindigt het contract eerder.");
  EXPECT_EQ(Explain(schedule, Day("2024-12-31")), rhythm + "Het contract loopt nu niet.");
  schedule.intensity->talks_per_year = 1;
  EXPECT_EQ(Explain(schedule, Day("2024-12-31")),
            "Strategische partner: één gesprek per jaar, dus om de 365 dagen. Het contract loopt nu niet.");
  schedule.intensity->talks_per_year = 0;
  EXPECT_EQ(Explain(schedule, today), "Strategische partner: alleen een gesprek als daar aanleiding voor is.");
  schedule.intensity.reset();
  EXPECT_EQ(Explain(schedule, today), "De regio koos voor dit contract niet hoe vaak er een gesprek is.");
}

}  // namespace
}  // namespace clientroute::contracting
