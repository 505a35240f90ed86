#include "services/intake/person.h"

#include <functional>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace clientroute::intake {
namespace {

Date Day(std::string_view text) { return Date::Parse(text).value(); }

Person Sanne() {
  Person person;
  person.citizen_number = CitizenNumber::Parse("999900006");
  person.family_name = "Vries";
  person.prefix = "de";
  person.first_names = "Sanne Maria";
  person.initials = "SM";
  person.birth_date = Day("2014-05-09");
  person.gender = Gender::kFemale;
  person.address = Address{"Langestraat", 12, "A", "1811JH", "Alkmaar"};
  return person;
}

const Date kDay = Day("2026-04-01");

TEST(PersonTest, WhatIsWholeHasNoProblem) { EXPECT_EQ(CheckPerson(Sanne(), kDay), Problems()); }

struct WrongPerson {
  const char* name;
  std::function<void(Person&)> spoil;
  const char* field;
};

TEST(PersonTest, NamesEachWrongField) {
  const std::vector<WrongPerson> cases = {
      {"no family name", [](Person& p) { p.family_name = ""; }, "family_name"},
      {"blank family name", [](Person& p) { p.family_name = "   "; }, "family_name"},
      {"family name of two lines", [](Person& p) { p.family_name = "Vries\nJansen"; }, "family_name"},
      {"family name too long", [](Person& p) { p.family_name = std::string(201, 'a'); }, "family_name"},
      {"prefix too long", [](Person& p) { p.prefix = "van der vand"; }, "prefix"},
      {"first names with a tab", [](Person& p) { p.first_names = "Sanne\tMaria"; }, "first_names"},
      {"initials with dots", [](Person& p) { p.initials = "S.M."; }, "initials"},
      {"initials too many", [](Person& p) { p.initials = "ABCDEFG"; }, "initials"},
      {"no birth date with a number", [](Person& p) { p.birth_date.reset(); }, "birth_date"},
      {"born later with a number", [](Person& p) { p.birth_date = Day("2026-04-02"); }, "birth_date"},
      {"over 120 years old (TR002)", [](Person& p) { p.birth_date = Day("1906-03-31"); }, "birth_date"},
      {"no street", [](Person& p) { p.address->street = ""; }, "address.street"},
      {"street too long", [](Person& p) { p.address->street = std::string(25, 's'); }, "address.street"},
      {"no house number", [](Person& p) { p.address->house_number = 0; }, "address.house_number"},
      {"house number too high", [](Person& p) { p.address->house_number = 100'000; }, "address.house_number"},
      {"addition too long", [](Person& p) { p.address->addition = "bis-2"; }, "address.house_number_addition"},
      {"postal code with a space", [](Person& p) { p.address->postal_code = "1811 JH"; }, "address.postal_code"},
      {"postal code in lower case", [](Person& p) { p.address->postal_code = "1811jh"; }, "address.postal_code"},
      {"postal code beginning with 0", [](Person& p) { p.address->postal_code = "0811JH"; }, "address.postal_code"},
      {"no city", [](Person& p) { p.address->city = ""; }, "address.city"},
  };
  for (const WrongPerson& one : cases) {
    Person person = Sanne();
    one.spoil(person);
    const Problems problems = CheckPerson(person, kDay);
    ASSERT_EQ(problems.size(), 1u) << one.name;
    EXPECT_EQ(problems[0].field, one.field) << one.name;
  }
}

TEST(PersonTest, LimitsCountCharactersAndNotBytes) {
  Person person = Sanne();
  person.family_name.clear();
  for (int i = 0; i < 200; ++i) person.family_name += "ë";
  person.initials = "ÉËÏÖÜÀ";
  EXPECT_EQ(CheckPerson(person, kDay), Problems());
  person.family_name += "ë";
  EXPECT_EQ(CheckPerson(person, kDay).size(), 1u);
}

TEST(PersonTest, AllThatIsWrongIsNamedAtOnce) {
  Person person = Sanne();
  person.family_name = "";
  person.initials = "1";
  person.address->city = "";
  const Problems problems = CheckPerson(person, kDay);
  ASSERT_EQ(problems.size(), 3u);
  EXPECT_EQ(problems[0].field, "family_name");
  EXPECT_EQ(problems[1].field, "initials");
  EXPECT_EQ(problems[2].field, "address.city");
}

// shows: INT-3
TEST(PersonTest, AChildNotYetBornHasNoNumberButADayOnWhichItIsExpected) {
  Person child;
  child.family_name = "Vries";
  const auto fields = [&] {
    std::vector<std::string> found;
    for (const Problem& problem : CheckPerson(child, kDay)) found.push_back(problem.field);
    return found;
  };
  EXPECT_EQ(fields(), std::vector<std::string>{"expected_birth_date"});
  for (const int days : {-30, 0, 300}) {
    child.expected_birth = kDay.AddDays(days);
    EXPECT_EQ(fields(), std::vector<std::string>()) << days;
  }
  for (const int days : {-31, 301}) {
    child.expected_birth = kDay.AddDays(days);
    EXPECT_EQ(fields(), std::vector<std::string>{"expected_birth_date"}) << days;
  }
  child.expected_birth = kDay;
  child.birth_date = kDay;
  EXPECT_EQ(fields(), std::vector<std::string>{"birth_date"});
  child.birth_date_use = BirthDateUse::kNothing;
  EXPECT_EQ(fields(), std::vector<std::string>{"birth_date"}) << "however little of it is known";
}

TEST(PersonTest, WhoHasANumberIsNotExpected) {
  Person person = Sanne();
  person.expected_birth = kDay;
  const Problems problems = CheckPerson(person, kDay);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].field, "expected_birth_date");
}

TEST(PersonTest, AnUnknownBirthDateIsNotJudged) {
  Person person = Sanne();
  person.birth_date_use = BirthDateUse::kNothing;
  for (const std::optional<Date>& date : {std::optional<Date>(), std::optional(Day("1900-01-01"))}) {
    person.birth_date = date;
    EXPECT_EQ(CheckPerson(person, kDay), Problems());
  }
}

TEST(PersonTest, ProblemsNeverRepeatTheValue) {
  Person person = Sanne();
  person.family_name = "Vries\n";
  person.prefix = "Geheimhouding";
  person.address->postal_code = "9999 ZZ";
  for (const Problem& problem : CheckPerson(person, kDay)) {
    for (const std::string& value : {person.prefix, person.address->postal_code, std::string("Vries")}) {
      EXPECT_EQ(problem.what.find(value), std::string::npos);
    }
  }
}

TEST(ReconcileTest, TheMunicipalityReplacesWhatItSays) {
  Person told;
  told.citizen_number = Sanne().citizen_number;
  told.family_name = "Jansen";
  told.birth_date = Day("2014-05-10");
  told.address = Address{"Dijk", 1, "", "1811AB", "Alkmaar"};
  const Person result = Reconcile(Sanne(), told, Trust::kMunicipality);
  EXPECT_EQ(result.family_name, "Jansen");
  EXPECT_EQ(result.prefix, "");
  EXPECT_EQ(result.first_names, "Sanne Maria");
  EXPECT_EQ(result.birth_date, Day("2014-05-10"));
  EXPECT_EQ(result.gender, Gender::kFemale);
  EXPECT_EQ(result.address->street, "Dijk");
}

TEST(ReconcileTest, OthersOnlyFillWhatIsNotKnown) {
  Person known = Sanne();
  known.first_names = "";
  known.address.reset();
  known.gender = Gender::kUnknown;
  Person told = Sanne();
  told.family_name = "Jansen";
  told.birth_date = Day("2013-01-01");
  const Person result = Reconcile(known, told, Trust::kOthers);
  EXPECT_EQ(result, Sanne());
}

TEST(ReconcileTest, ABirthDateOfWhichNothingIsKnownGivesWay) {
  Person known = Sanne();
  known.birth_date = Day("1900-01-01");
  known.birth_date_use = BirthDateUse::kNothing;
  const Person result = Reconcile(known, Sanne(), Trust::kOthers);
  EXPECT_EQ(result.birth_date, Day("2014-05-09"));
  EXPECT_EQ(result.birth_date_use, BirthDateUse::kWhole);
}

TEST(CodesTest, GendersAndBirthDateUsesAreThoseOfTheLists) {
  EXPECT_EQ(GenderOf(0), Gender::kUnknown);
  EXPECT_EQ(GenderOf(9), Gender::kNotSpecified);
  for (int code : {-1, 3, 8, 10}) EXPECT_EQ(GenderOf(code), std::nullopt) << code;
  EXPECT_EQ(BirthDateUseOf(0), BirthDateUse::kWhole);
  EXPECT_EQ(BirthDateUseOf(3), BirthDateUse::kNothing);
  for (int code : {-1, 4}) EXPECT_EQ(BirthDateUseOf(code), std::nullopt) << code;
}

}  // namespace
}  // namespace clientroute::intake
