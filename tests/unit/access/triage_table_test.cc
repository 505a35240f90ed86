#include "services/access/triage_table.h"

#include <functional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace clientroute::access {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Date Day(const char* text) { return Date::Parse(text).value(); }

TriageTable Youth(int version = 1, const char* valid_from = "2025-01-01") {
  return {"youth_multi",
          version,
          Law::kJeugdwet,
          Day(valid_from),
          {{"several_life_areas", "Meer leefgebieden?", true, "kader"},
           {"intertwined", "Verweven?", true, "kader"},
           {"avoids_care", "Mijdt zorg?", false, "kader"}},
          1};
}

TriageTable Wmo() {
  TriageTable table = Youth();
  table.code = "wmo_multi";
  table.law = Law::kWmo;
  return table;
}

std::vector<std::string> Fields(const Problems& problems) {
  std::vector<std::string> fields;
  for (const Problem& problem : problems) fields.push_back(problem.field);
  return fields;
}

std::vector<ImportedTable> Imported(std::vector<TriageTable> tables) {
  std::vector<ImportedTable> imported;
  for (TriageTable& table : tables) {
    imported.push_back({"tables[" + std::to_string(imported.size()) + "]", std::move(table)});
  }
  return imported;
}

TEST(CheckTableTest, NamesTheFieldOfEveryFault) {
  const struct {
    const char* name;
    std::function<void(TriageTable&)> change;
    std::vector<std::string> fields;
  } cases[] = {
      {"whole", [](TriageTable&) {}, {}},
      {"only required", [](TriageTable& t) { t.criteria.pop_back(), t.optional_needed = 0; }, {}},
      {"optional ones that need not hold", [](TriageTable& t) { t.optional_needed = 0; }, {}},
      {"no code", [](TriageTable& t) { t.code = ""; }, {"name"}},
      {"code with a capital", [](TriageTable& t) { t.code = "Youth"; }, {"name"}},
      {"code that begins with a digit", [](TriageTable& t) { t.code = "1youth"; }, {"name"}},
      {"code of 64", [](TriageTable& t) { t.code = std::string(64, 'a'); }, {"name"}},
      {"version 0", [](TriageTable& t) { t.version = 0; }, {"version"}},
      {"no criteria", [](TriageTable& t) { t.criteria.clear(), t.optional_needed = 0; }, {"criteria"}},
      {"51 criteria",
       [](TriageTable& t) {
         t.criteria.clear();
         for (int i = 0; i < 51; ++i) t.criteria.push_back({"c" + std::to_string(i), "?", true, "kader"});
         t.optional_needed = 0;
       },
       {"criteria"}},
      {"criterion without a code", [](TriageTable& t) { t.criteria[1].code = ""; }, {"criteria[1].code"}},
      {"criterion twice", [](TriageTable& t) { t.criteria[2].code = "intertwined"; }, {"criteria[2].code"}},
      {"no question", [](TriageTable& t) { t.criteria[0].question = ""; }, {"criteria[0].question"}},
      {"question of two lines", [](TriageTable& t) { t.criteria[0].question = "a\nb"; }, {"criteria[0].question"}},
      {"question too long",
       [](TriageTable& t) { t.criteria[0].question = std::string(501, 'a'); },
       {"criteria[0].question"}},
      {"not published", [](TriageTable& t) { t.criteria[2].source = ""; }, {"criteria[2].source"}},
      {"more needed than there are", [](TriageTable& t) { t.optional_needed = 2; }, {"optional_needed"}},
      {"less than none needed", [](TriageTable& t) { t.optional_needed = -1; }, {"optional_needed"}},
      {"everything multi",
       [](TriageTable& t) {
         for (Criterion& criterion : t.criteria) criterion.required = false;
         t.optional_needed = 0;
       },
       {"optional_needed"}},
      {"two faults", [](TriageTable& t) { t.version = -1, t.criteria[0].code = "?"; }, {"version", "criteria[0].code"}},
  };
  for (const auto& one : cases) {
    TriageTable table = Youth();
    one.change(table);
    EXPECT_EQ(Fields(CheckTable(table)), one.fields) << one.name;
  }
}

TEST(FindWrongTest, TakesNewVersionsAndWhatIsStoredAlready) {
  EXPECT_THAT(FindWrong(Imported({Youth(), Wmo()}), {}), IsEmpty());
  EXPECT_THAT(FindWrong(Imported({Youth(), Wmo()}), {Youth(), Wmo()}), IsEmpty());
  EXPECT_THAT(FindWrong(Imported({Youth(1), Youth(2)}), {Youth(1)}), IsEmpty());
  EXPECT_THAT(FindWrong(Imported({Youth(3, "2026-01-01"), Youth(2, "2025-07-01")}), {Youth(1)}), IsEmpty());
  EXPECT_THAT(FindWrong(Imported({Youth(2)}), {Youth(1)}), IsEmpty()) << "a correction may hold from the same day";
}

TEST(FindWrongTest, RefusesWhatDoesNotGoWithTheOthers) {
  TriageTable changed = Youth();
  changed.criteria[0].question = "Anders gevraagd?";
  TriageTable second = Youth();
  second.code = "youth_other";
  TriageTable other_law = Youth(2);
  other_law.law = Law::kWmo;
  TriageTable broken = Wmo();
  broken.version = 0;
  const struct {
    const char* name;
    std::vector<TriageTable> imported;
    std::vector<TriageTable> stored;
    std::vector<std::string> fields;
  } cases[] = {
      {"stored with other content", {changed}, {Youth()}, {"tables[0].version"}},
      {"twice in the import", {Youth(), Youth()}, {}, {"tables[1].version"}},
      {"below what is stored", {Youth(2)}, {Youth(3)}, {"tables[0].version"}},
      {"begins before the one before", {Youth(2, "2024-12-31")}, {Youth(1)}, {"tables[0].valid_from"}},
      {"begins before one of the import",
       {Youth(2, "2025-06-01"), Youth(3, "2025-05-31")},
       {Youth(1)},
       {"tables[1].valid_from"}},
      {"another law", {other_law}, {Youth()}, {"tables[0].law"}},
      {"a second table for the law", {second}, {Youth()}, {"tables[0].law"}},
      {"the second row is broken by itself", {Youth(), broken}, {}, {"tables[1].version"}},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(Fields(FindWrong(Imported(one.imported), one.stored)), one.fields) << one.name;
  }
}

TEST(NewTablesTest, LeavesWhatIsStoredAndOrdersTheRest) {
  EXPECT_THAT(NewTables(Imported({Youth(), Wmo()}), {Youth(), Wmo()}), IsEmpty());
  EXPECT_THAT(NewTables(Imported({Youth(3), Wmo(), Youth(2), Youth(1)}), {Youth(1)}),
              ElementsAre(Wmo(), Youth(2), Youth(3)));
}

TEST(CheckFindingsTest, WantsEveryCriterionOnce) {
  const std::vector<Finding> whole = {{"avoids_care", true}, {"several_life_areas", false}, {"intertwined", true}};
  EXPECT_THAT(CheckFindings(Youth(), whole), IsEmpty()) << "in any order";
  EXPECT_THAT(Fields(CheckFindings(Youth(), {})), ElementsAre("findings", "findings", "findings"));
  EXPECT_THAT(
      CheckFindings(Youth(), {{"intertwined", true}, {"intertwined", false}, {"unheard_of", true}}),
      UnorderedElementsAre(Problem{"findings[1].criterion", "comes twice"},
                           Problem{"findings[2].criterion", "is no criterion of triage_tables/youth_multi version 1"},
                           Problem{"findings", "must say whether avoids_care holds"},
                           Problem{"findings", "must say whether several_life_areas holds"}));
}

}  // namespace
}  // namespace clientroute::access
