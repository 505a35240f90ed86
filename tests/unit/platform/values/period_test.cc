#include "services/platform/values/period.h"

#include <optional>
#include <string_view>

#include "gtest/gtest.h"

namespace clientroute {
namespace {

Date D(std::string_view text) { return Date::Parse(text).value(); }
// "2026-04-01..2026-09-30" or "2026-04-01..".
Period P(std::string_view text) {
  const std::string_view end = text.substr(12);
  return Period::Of(D(text.substr(0, 10)), end.empty() ? std::nullopt : std::optional(D(end))).value();
}

TEST(PeriodTest, AnEndBeforeTheStartIsRefused) {
  EXPECT_EQ(Period::Of(D("2026-04-02"), D("2026-04-01")), std::nullopt);
  EXPECT_TRUE(Period::Of(D("2026-04-02"), D("2026-04-02")).has_value());
  EXPECT_TRUE(Period::Of(D("2026-04-02"), std::nullopt).has_value());
}

TEST(PeriodTest, ContainsBothItsEnds) {
  const Period period = P("2026-04-01..2026-09-30");
  EXPECT_FALSE(period.Contains(D("2026-03-31")));
  EXPECT_TRUE(period.Contains(D("2026-04-01")));
  EXPECT_TRUE(period.Contains(D("2026-09-30")));
  EXPECT_FALSE(period.Contains(D("2026-10-01")));
  EXPECT_TRUE(Period::From(D("2026-04-01")).Contains(D("9999-12-31")));
  EXPECT_FALSE(Period::From(D("2026-04-01")).Contains(D("2026-03-31")));
}

TEST(PeriodTest, RelatesToOtherPeriods) {
  const struct {
    std::string_view a;
    std::string_view b;
    bool contains;
    std::string_view common;  // empty: they do not overlap
  } cases[] = {
      {"2026-01-01..2026-12-31", "2026-03-01..2026-03-31", true, "2026-03-01..2026-03-31"},
      {"2026-01-01..2026-12-31", "2026-01-01..2026-12-31", true, "2026-01-01..2026-12-31"},
      {"2026-01-01..2026-12-31", "2026-12-31..2027-03-31", false, "2026-12-31..2026-12-31"},
      {"2026-01-01..2026-12-31", "2027-01-01..2027-03-31", false, ""},
      {"2026-01-01..2026-12-31", "2025-01-01..2026-01-01", false, "2026-01-01..2026-01-01"},
      {"2026-01-01..2026-12-31", "2025-01-01..", false, "2026-01-01..2026-12-31"},
      {"2026-01-01..", "2026-03-01..", true, "2026-03-01.."},
      {"2026-03-01..", "2026-01-01..", false, "2026-03-01.."},
      {"2026-01-01..", "2025-01-01..2025-12-31", false, ""},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(P(c.a).Contains(P(c.b)), c.contains) << c.a << " " << c.b;
    EXPECT_EQ(P(c.a).Overlaps(P(c.b)), !c.common.empty()) << c.a << " " << c.b;
    EXPECT_EQ(P(c.b).Overlaps(P(c.a)), !c.common.empty()) << c.a << " " << c.b;
    const auto common = P(c.a).Intersection(P(c.b));
    EXPECT_EQ(common ? common->ToString() : "", c.common) << c.a << " " << c.b;
    EXPECT_EQ(P(c.b).Intersection(P(c.a)), common) << c.a << " " << c.b;
  }
}

TEST(PeriodTest, CountsItsDays) {
  EXPECT_EQ(P("2026-04-01..2026-04-30").Days(), 30);
  EXPECT_EQ(P("2026-04-01..2026-04-01").Days(), 1);
  EXPECT_EQ(P("2026-04-01..").Days(), std::nullopt);
}

TEST(PeriodTest, WritesItself) {
  EXPECT_EQ(P("2026-04-01..2026-09-30").ToString(), "2026-04-01..2026-09-30");
  EXPECT_EQ(P("2026-04-01..").ToString(), "2026-04-01..");
}

}  // namespace
}  // namespace clientroute
