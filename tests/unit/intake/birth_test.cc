#include "services/intake/birth.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace clientroute::intake {
namespace {

const Date kToday = Date::Parse("2026-08-01").value();

Date Day(const char* text) { return Date::Parse(text).value(); }

Person Expected() {
  Person child;
  child.family_name = "Zonnebloem";
  child.prefix = "van";
  child.expected_birth = Day("2026-07-15");
  child.address = Address{"Breedstraat", 12, "", "1811JH", "Alkmaar"};
  return child;
}

Birth Told(const char* day = "2026-07-20") {
  return {CitizenNumber::Parse("999900018").value(), Day(day), "", "", "Noor", "N", Gender::kFemale};
}

std::vector<std::string> FieldsOf(const Problems& problems) {
  std::vector<std::string> fields;
  for (const Problem& problem : problems) fields.push_back(problem.field);
  return fields;
}

// shows: INT-3
TEST(BornTest, KeepsWhatWasKnownAndIsExpectedNoLonger) {
  const Person child = Born(Expected(), Told());
  EXPECT_EQ(child.citizen_number, CitizenNumber::Parse("999900018"));
  EXPECT_EQ(child.birth_date, Day("2026-07-20"));
  EXPECT_EQ(child.expected_birth, std::nullopt);
  EXPECT_EQ(child.family_name, "Zonnebloem");
  EXPECT_EQ(child.prefix, "van");
  EXPECT_EQ(child.first_names, "Noor");
  EXPECT_EQ(child.gender, Gender::kFemale);
  EXPECT_EQ(child.address, Expected().address);
  EXPECT_EQ(CheckPerson(child, kToday), Problems());
}

TEST(BornTest, AFamilyNameBringsItsOwnPrefix) {
  Birth birth = Told();
  birth.family_name = "Vries";
  birth.gender = Gender::kUnknown;
  const Person child = Born(Expected(), birth);
  EXPECT_EQ(child.family_name, "Vries");
  EXPECT_EQ(child.prefix, "");
  EXPECT_EQ(child.gender, Gender::kUnknown);
}

TEST(CheckBirthTest, ABirthLiesInThePastAndNearTheDayOnWhichItWasExpected) {
  const struct {
    const char* day;
    bool fits;
  } cases[] = {{"2026-08-01", true}, {"2026-08-02", false}, {"2026-01-16", true}, {"2026-01-15", false}};
  for (const auto& one : cases) {
    EXPECT_EQ(FieldsOf(CheckBirth(Expected(), Told(one.day), kToday)),
              one.fits ? std::vector<std::string>() : std::vector<std::string>{"birth_date"})
        << one.day;
  }
}

TEST(CheckBirthTest, NamesEachWrongField) {
  Birth birth = Told();
  birth.prefix = "de";
  birth.initials = "N.";
  EXPECT_EQ(FieldsOf(CheckBirth(Expected(), birth, kToday)), (std::vector<std::string>{"prefix", "initials"}));
}

}  // namespace
}  // namespace clientroute::intake
