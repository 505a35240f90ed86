#include "services/platform/values/municipalities.h"

#include <cstdlib>
#include <fstream>
#include <set>
#include <string>

#include "gtest/gtest.h"

namespace clientroute {
namespace {

Date Day(const char* text) { return Date::Parse(text).value(); }
MunicipalityCode Code(const char* text) { return MunicipalityCode::Parse(text).value(); }

TEST(MunicipalitiesTest, ExistOnTheDaysOfTheirDivision) {
  const struct {
    const char* code;
    const char* day;
    bool exists;
  } cases[] = {
      {"0361", "2026-04-01", true},                                  // Alkmaar
      {"0772", "2021-01-01", true},                                  // Eindhoven
      {"0772", "1999-01-01", true},                                  // judged by the division of 2021
      {"9999", "2026-04-01", false},                                 // none
      {"0000", "2026-04-01", false}, {"1992", "2022-12-31", false},  // Voorne aan Zee, since 2023
      {"1992", "2023-01-01", true},  {"0501", "2022-12-31", true},   // Brielle, until 2022
      {"0501", "2023-01-01", false}, {"0457", "2022-03-23", true},   // Weesp, part of Amsterdam since 24 March 2022
      {"0457", "2022-03-24", false}, {"1980", "2021-12-31", false}, {"1980", "2022-01-01", true},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(MunicipalityExistsOn(Code(one.code), Day(one.day)), one.exists) << one.code << " " << one.day;
  }
}

TEST(MunicipalitiesTest, AreAsManyAsTheCountryHad) {
  const struct {
    const char* day;
    int count;
  } cases[] = {{"2021-06-01", 352}, {"2022-01-01", 345}, {"2022-03-24", 344}, {"2023-01-01", 342}, {"2026-04-01", 342}};
  for (const auto& one : cases) {
    EXPECT_EQ(MunicipalitiesOn(Day(one.day)), one.count) << one.day;
    int found = 0;
    for (int number = 0; number < 10'000; ++number) {
      const std::string digits = std::to_string(10'000 + number).substr(1);
      if (MunicipalityExistsOn(Code(digits.c_str()), Day(one.day))) ++found;
    }
    EXPECT_EQ(found, one.count) << one.day;
  }
}

// The table against a given copy of the standard's code lists: `codelists.tsv` in the folder that CLIENTROUTE_STANDARD
// names.
TEST(MunicipalitiesTest, AreThoseOfTheGivenStandard) {
  const char* folder = std::getenv("CLIENTROUTE_STANDARD");
  if (folder == nullptr) GTEST_SKIP() << "CLIENTROUTE_STANDARD names no folder with codelists.tsv";
  std::ifstream lists(std::string(folder) + "/codelists.tsv");
  ASSERT_TRUE(lists.is_open());
  int rows = 0;
  for (std::string line; std::getline(lists, line);) {
    if (line.rfind("ijw\tCBS\t", 0) != 0) continue;
    const auto code = MunicipalityCode::Parse(std::string_view(line).substr(8, 4));
    if (!code) continue;
    ++rows;
    EXPECT_TRUE(MunicipalityExistsOn(*code, Day("2023-04-01"))) << line;
  }
  EXPECT_EQ(rows, 342);
}

}  // namespace
}  // namespace clientroute
