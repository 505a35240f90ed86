#include "services/claims/line_rules.h"

#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/claims/claim_samples.h"

namespace clientroute::claims {
namespace {

struct Case {
  const char* rule;
  const char* name;
  bool broken;
  Claim claim;
  Knowledge known;
};

// The claim of one debit line, with changes to line and knowledge.
Case Of(
    const char* rule, const char* name, bool broken, void (*change)(ClaimLine&),
    void (*learn)(Knowledge&) = [](Knowledge&) {}) {
  Claim claim = ClaimOf({With(Debit(), change)});
  Knowledge known = With(KnownFor(claim), learn);
  return {rule, name, broken, std::move(claim), std::move(known)};
}
KnownAllocation& AllocationIn(Knowledge& known) { return known.allocations.at(kNumber); }

// The claim over June that takes the line of May back, with changes to credit and knowledge.
Case OfCredit(
    const char* rule, const char* name, bool broken, void (*change)(ClaimLine&),
    void (*learn)(Knowledge&) = [](Knowledge&) {}) {
  Claim claim = ClaimOf({With(CreditOf(Debit(), "R-2"), change)}, Month("2026-06-01"));
  Knowledge known = KnownFor(claim);
  known.debits.emplace("R-1", Accepted(Debit()));
  learn(known);
  return {rule, name, broken, std::move(claim), std::move(known)};
}

std::vector<Case> AllocationCases() {
  return {
      Of("TR304", "the client's allocation", false, [](ClaimLine&) {}),
      Of("TR304", "a client that is not known", true, [](ClaimLine& line) { line.client.reset(); }),
      Of("TR304", "another client's allocation", true, [](ClaimLine& line) { line.client = kOtherClient; }),
      OfCredit("TR304", "a credit of the client's", false, [](ClaimLine&) {}),
      OfCredit("TR304", "a credit on another client's", true, [](ClaimLine& line) { line.client = kOtherClient; }),
      Of("TR338", "a number that is known", false, [](ClaimLine&) {}),
      Of("TR338", "a number that is not", true, [](ClaimLine& line) { line.allocation_number = 8; }),
      OfCredit("TR338", "a credit on a known number", false, [](ClaimLine&) {}),
      OfCredit("TR338", "a credit on an unknown number", true, [](ClaimLine& line) { line.allocation_number = 8; }),
      Of(
          "TR384", "an allocation that was changed otherwise", false, [](ClaimLine&) {},
          [](Knowledge& known) { AllocationIn(known).change_reason = "12"; }),
      Of(
          "TR384", "a deleted one", true, [](ClaimLine&) {},
          [](Knowledge& known) { AllocationIn(known).change_reason = "13"; }),
      Of(
          "TR384", "a withdrawn one", true, [](ClaimLine&) {},
          [](Knowledge& known) { AllocationIn(known).withdrawn = true; }),
      Of("TR339", "the allocated category", false, [](ClaimLine&) {}),
      Of(
          "TR339", "a budget for anything", false,
          [](ClaimLine& line) {
            line.product = {"50", "50A01"};
          },
          [](Knowledge& known) { AllocationIn(known).product = {}; }),
      Of("TR339", "another category", true,
         [](ClaimLine& line) {
           line.product = {"50", "50A01"};
         }),
      Of("TR340", "the allocated product", false, [](ClaimLine&) {}),
      Of(
          "TR340", "any product of an allocated category (CLM-3)", false,
          [](ClaimLine& line) { line.product = kTreatment; },
          [](Knowledge& known) { AllocationIn(known).product.code.clear(); }),
      Of("TR340", "another product", true, [](ClaimLine& line) { line.product = kTreatment; }),
  };
}

std::vector<Case> PeriodCases() {
  return {
      Of("TR307", "from its first day", false, [](ClaimLine& line) { line.period = Days("2026-04-10", "2026-04-30"); }),
      Of("TR307", "before it", true, [](ClaimLine& line) { line.period = Days("2026-04-09", "2026-04-30"); }),
      Of("TR308", "up to its last day", false, [](ClaimLine& line) { line.period = Days("2026-09-01", "2026-09-20"); }),
      Of(
          "TR308", "open", false, [](ClaimLine& line) { line.period = Month("2026-09-01"); },
          [](Knowledge& known) { AllocationIn(known).period = Period::From(Day("2026-04-10")); }),
      Of("TR308", "beyond it", true, [](ClaimLine& line) { line.period = Days("2026-09-01", "2026-09-21"); }),
      Of("TR387", "from the first of the month", false, [](ClaimLine&) {}),
      Of("TR387", "from the first day of the allocation in it", false,
         [](ClaimLine& line) { line.period = Days("2026-04-10", "2026-04-30"); }),
      Of("TR387", "from another day", true, [](ClaimLine& line) { line.period = Days("2026-05-02", "2026-05-31"); }),
      Of("TR387", "later than the allocation", true,
         [](ClaimLine& line) { line.period = Days("2026-04-11", "2026-04-30"); }),
      Of("TR388", "to the last of the month", false, [](ClaimLine&) {}),
      Of("TR388", "to the last day of the allocation in it", false,
         [](ClaimLine& line) { line.period = Days("2026-09-01", "2026-09-20"); }),
      Of("TR388", "to another day", true, [](ClaimLine& line) { line.period = Days("2026-05-01", "2026-05-30"); }),
      Of("TR388", "before the allocation ends", true,
         [](ClaimLine& line) { line.period = Days("2026-09-01", "2026-09-19"); }),
      Of("TR319", "the month of the claim", false, [](ClaimLine&) {}),
      Of("TR319", "a month before", false, [](ClaimLine& line) { line.period = Days("2026-04-10", "2026-04-30"); }),
      Of("TR319", "a month after", true, [](ClaimLine& line) { line.period = Month("2026-06-01"); }),
      OfCredit("TR319", "a credit of the month before", false, [](ClaimLine&) {}),
      OfCredit("TR319", "a credit of a month after", true, [](ClaimLine& line) { line.period = Month("2026-07-01"); }),
  };
}

void InMinutes(ClaimLine& line) {
  line.volume = {100, Unit::kMinute};
  line.tariff = Money::Cents(142);
  line.amount = Money::Cents(14'192);  // 8,515 × 100 / 60 = 14,191.67
}

void InEuros(ClaimLine& line) {
  line.volume = {136'240, Unit::kEuro};
  line.tariff.reset();
}

std::vector<Case> VolumeCases() {
  return {
      Of("TR341", "the allocated unit", false, [](ClaimLine&) {}),
      Of("TR341", "minutes of hours", false, InMinutes),
      Of("TR341", "another unit", true, [](ClaimLine& line) { line.volume.unit = Unit::kPartDay; }),
      Of(
          "TR341", "hours of minutes", true, [](ClaimLine&) {},
          [](Knowledge& known) { AllocationIn(known).volume->unit = Unit::kMinute; }),
      Of(
          "TR341", "another unit than the contract's where no volume was allocated", true,
          [](ClaimLine& line) { line.volume.unit = Unit::kPartDay; },
          [](Knowledge& known) {
            AllocationIn(known).volume.reset();
            AllocationIn(known).budget = Money::Cents(1'000'000);
          }),
      Of("TR321", "as much as the weeks of May give", false,
         [](ClaimLine& line) { line.volume.amount = 20, line.amount = PriceOf(20); }),
      Of("TR321", "an hour more", true, [](ClaimLine& line) { line.volume.amount = 21, line.amount = PriceOf(21); }),
      Of("TR321", "a minute more", true,
         [](ClaimLine& line) {
           line.volume = {1'201, Unit::kMinute};
         }),
      Of("TR341", "euros of a contract that pays by the hour, on a budget", true, InEuros,
         [](Knowledge& known) {
           AllocationIn(known).volume.reset();
           AllocationIn(known).budget = Money::Cents(1'000'000);
         }),
      Of("TR341", "euros of a contract that pays by the hour, on a category", true, InEuros,
         [](Knowledge& known) {
           AllocationIn(known).volume.reset();
           AllocationIn(known).product.code.clear();
         }),
      Of("TR341", "euros of a contract that pays by the hour, on a volume in euros", true, InEuros,
         [](Knowledge& known) {
           AllocationIn(known).volume = Volume{1'000'000, Unit::kEuro, Frequency::kTotal};
         }),
      Of("TR341", "euros of allocated hours", true, InEuros, [](Knowledge& known) { known.tariffs.clear(); }),
      Of("TR341", "euros of a contract that pays in euros", false, InEuros,
         [](Knowledge& known) {
           AllocationIn(known).volume.reset();
           for (auto& [key, tariff] : known.tariffs) tariff.unit = Unit::kEuro;
         }),
      Of("TR341", "euros of an allocation in euros without a tariff", false, InEuros,
         [](Knowledge& known) {
           AllocationIn(known).volume = Volume{1'000'000, Unit::kEuro, Frequency::kTotal};
           known.tariffs.clear();
         }),
      Of(
          "TR321", "no volume allocated", false, [](ClaimLine& line) { line.volume.amount = 21; },
          [](Knowledge& known) { AllocationIn(known).volume.reset(); }),
      Of(
          "TR322", "up to the whole", false, [](ClaimLine&) {},
          [](Knowledge& known) {
            known.used[kNumber] = {80 * 60, PriceOf(80)};
          }),
      Of(
          "TR322", "beyond the whole", true, [](ClaimLine&) {},
          [](Knowledge& known) {
            known.used[kNumber] = {80 * 60 + 1, PriceOf(80)};
          }),
      Of(
          "TR369", "up to the budget", false, [](ClaimLine&) {},
          [](Knowledge& known) {
            AllocationIn(known).volume.reset();
            AllocationIn(known).budget = PriceOf(26);
            known.used[kNumber] = {600, PriceOf(10)};
          }),
      Of(
          "TR369", "a cent beyond it", true, [](ClaimLine&) {},
          [](Knowledge& known) {
            AllocationIn(known).volume.reset();
            AllocationIn(known).budget = PriceOf(26) - Money::Cents(1);
            known.used[kNumber] = {600, PriceOf(10)};
          }),
  };
}

std::vector<Case> MoneyCases() {
  return {
      Of("TR418", "the contract's tariff", false, [](ClaimLine&) {}),
      Of("TR418", "a minute of it, rounded", false, InMinutes),
      Of("TR418", "a minute of it, cut off", true,
         [](ClaimLine& line) { InMinutes(line), line.tariff = Money::Cents(141); }),
      Of("TR418", "another tariff", true, [](ClaimLine& line) { line.tariff = Money::Cents(8'514); }),
      Of("TR418", "none given", true, [](ClaimLine& line) { line.tariff.reset(); }),
      Of(
          "TR418", "none agreed", true, [](ClaimLine&) {}, [](Knowledge& known) { known.tariffs.clear(); }),
      Of("TR418", "in euros on a budget", false, InEuros,
         [](Knowledge& known) {
           known.tariffs.clear();
           AllocationIn(known).volume.reset();
           AllocationIn(known).budget = Money::Cents(1'000'000);
         }),
      Of("TR418", "in euros on a volume in euros", false, InEuros,
         [](Knowledge& known) {
           known.tariffs.clear();
           AllocationIn(known).volume = Volume{1'000'000, Unit::kEuro, Frequency::kTotal};
         }),
      Of("TR418", "in euros of a contract that pays in euros", false, InEuros,
         [](Knowledge& known) {
           AllocationIn(known).volume.reset();
           for (auto& [key, tariff] : known.tariffs) tariff.unit = Unit::kEuro;
         }),
      Of("TR418", "in euros on a category, without tariff or budget", true, InEuros,
         [](Knowledge& known) {
           known.tariffs.clear();
           AllocationIn(known).volume.reset();
           AllocationIn(known).product.code.clear();
         }),
      Of("TR418", "in euros on hours, without tariff", true, InEuros, [](Knowledge& known) { known.tariffs.clear(); }),
      Of("TR418", "in euros on a budget, for what is not contracted", true, InEuros,
         [](Knowledge& known) {
           known.tariffs.clear();
           known.uncontracted = {{{kGuidance, Day("2026-05-01")}, "Er is geen contract."}};
           AllocationIn(known).volume.reset();
           AllocationIn(known).budget = Money::Cents(1'000'000);
         }),
      Of("TR346", "volume times tariff", false, [](ClaimLine&) {}),
      Of("TR346", "a cent less", true, [](ClaimLine& line) { line.amount -= Money::Cents(1); }),
      Of("TR346", "minutes by the hour's tariff", false, InMinutes),
      Of("TR346", "minutes by the minute's tariff", true,
         [](ClaimLine& line) { InMinutes(line), line.amount = Money::Cents(14'200); }),
      Of(
          "TR381", "a code that fits", false, [](ClaimLine&) {},
          [](Knowledge& known) {
            known.misfits = {{kGuidance, Day("2025-05-01")}, {kTreatment, Day("2026-05-01")}};
          }),
      Of(
          "TR381", "a code that does not", true, [](ClaimLine&) {},
          [](Knowledge& known) {
            known.misfits = {{kGuidance, Day("2026-05-01")}};
            known.tariffs.clear();
          }),
  };
}

std::vector<Case> HistoryCases() {
  return {
      Of(
          "TR314", "a new reference", false, [](ClaimLine&) {},
          [](Knowledge& known) { known.used_references = {"R-9"}; }),
      Of(
          "TR314", "a used reference", true, [](ClaimLine&) {},
          [](Knowledge& known) { known.used_references = {"R-1"}; }),
      OfCredit("TR314", "a credit with a new reference", false, [](ClaimLine&) {}),
      OfCredit(
          "TR314", "a credit with a used one", true, [](ClaimLine&) {},
          [](Knowledge& known) { known.used_references = {"R-2"}; }),
      Of(
          "TR389", "another month before", false, [](ClaimLine&) {},
          [](Knowledge& known) {
            known.open_debits = {{kNumber, kGuidance, Day("2026-04-01")}};
          }),
      Of(
          "TR389", "another product before", false, [](ClaimLine&) {},
          [](Knowledge& known) {
            known.open_debits = {{kNumber, kTreatment, Day("2026-05-01")}};
          }),
      Of(
          "TR389", "the same before", true, [](ClaimLine&) {},
          [](Knowledge& known) {
            known.open_debits = {{kNumber, kGuidance, Day("2026-05-01")}};
          }),
      OfCredit("TR323", "the accepted debit", false, [](ClaimLine&) {}),
      OfCredit("TR323", "no such debit", true, [](ClaimLine& line) { line.previous_reference = "R-0"; }),
      OfCredit("TR323", "another period", true,
               [](ClaimLine& line) { line.period = Days("2026-05-01", "2026-05-30"); }),
      OfCredit("TR323", "another product", true, [](ClaimLine& line) { line.product = kTreatment; }),
      OfCredit("TR323", "another allocation", true, [](ClaimLine& line) { line.allocation_number = 8; }),
      OfCredit("TR323", "another client", true, [](ClaimLine& line) { line.client = kOtherClient; }),
      OfCredit("TR323", "a part of it", true, [](ClaimLine& line) { line.amount = PriceOf(8); }),
      OfCredit("TR323", "less volume for the same amount", true, [](ClaimLine& line) { line.volume.amount = 8; }),
      OfCredit("TR390", "not taken back yet", false, [](ClaimLine&) {}),
      OfCredit(
          "TR390", "taken back already", true, [](ClaimLine&) {},
          [](Knowledge& known) { known.debits.at("R-1").credited = true; }),
  };
}

std::vector<Case> AllCases() {
  std::vector<Case> cases;
  for (auto& part : {AllocationCases(), PeriodCases(), VolumeCases(), MoneyCases(), HistoryCases()}) {
    cases.insert(cases.end(), part.begin(), part.end());
  }
  return cases;
}

// shows: CLM-3
TEST(LineRulesTest, EachIsKeptAndBrokenAsItSays) {
  for (const Case& one : AllCases()) {
    const std::string what = std::string(one.rule) + ", " + one.name;
    // The whole claim is no concern here: a period may lie beyond its month.
    const ClaimJudgement judgement = JudgeClaim(one.claim, one.known);
    ASSERT_FALSE(judgement.refused()) << what << ": " << judgement.verdicts[0].explanation;
    const LineJudgement& line = judgement.lines[0];
    std::vector<std::string> broken;
    std::string explanation;
    for (const Verdict& verdict : line.verdicts) {
      broken.push_back(verdict.rule);
      if (verdict.rule == one.rule) explanation = verdict.explanation;
    }
    if (one.broken) {
      EXPECT_THAT(broken, testing::Contains(one.rule)) << what;
      EXPECT_THAT(explanation, testing::EndsWith(".")) << what << ": explained in Dutch";
      EXPECT_THAT(line.explanation, testing::HasSubstr(explanation)) << what;
      EXPECT_FALSE(line.accepted) << what;
      EXPECT_EQ(line.paid, Money()) << what;
    } else {
      EXPECT_THAT(broken, testing::Not(testing::Contains(one.rule))) << what;
    }
  }
}

TEST(LineRulesTest, EachIsTriedBothWaysForDebitAndCredit) {
  std::set<std::string> wanted, tried;
  for (const LineRule& rule : LineRules()) {
    for (const char* way : {"kept", "broken"}) {
      if (rule.of_debit) wanted.insert(std::string(rule.id) + " debit " + way);
      if (rule.of_credit) wanted.insert(std::string(rule.id) + " credit " + way);
    }
  }
  for (const Case& one : AllCases()) {
    tried.insert(std::string(one.rule) + (one.claim.lines[0].credit ? " credit " : " debit ") +
                 (one.broken ? "broken" : "kept"));
  }
  EXPECT_EQ(tried, wanted);
}

TEST(LineRulesTest, HaveTheCodesOfTheStandard) {
  std::map<std::string, std::string> codes;
  for (const LineRule& rule : LineRules()) codes[std::string(rule.id)] = rule.return_code;
  EXPECT_EQ(codes, (std::map<std::string, std::string>{
                       {"TR304", "8187"}, {"TR307", "9307"}, {"TR308", "9308"}, {"TR314", "8021"}, {"TR319", "9319"},
                       {"TR321", "9321"}, {"TR322", "9322"}, {"TR323", "8017"}, {"TR338", "9338"}, {"TR339", "9339"},
                       {"TR340", "9340"}, {"TR341", "9341"}, {"TR346", "9346"}, {"TR369", "9369"}, {"TR381", "S329"},
                       {"TR384", "9384"}, {"TR387", "9387"}, {"TR388", "9388"}, {"TR389", "9389"}, {"TR390", "9390"},
                       {"TR418", "0611"}}));
}

// The tables against a given copy of the standard: `rules.tsv` in the folder that CLIENTROUTE_STANDARD names. Every
// rule of levels 3 and 4 that it has for a claim is in a table, or is one of those that the message traffic keeps.
TEST(LineRulesTest, AreThoseOfTheGivenStandard) {
  const char* folder = std::getenv("CLIENTROUTE_STANDARD");
  if (folder == nullptr) GTEST_SKIP() << "CLIENTROUTE_STANDARD names no folder with rules.tsv";
  std::ifstream table(std::string(folder) + "/rules.tsv");
  ASSERT_TRUE(table.is_open());
  std::map<std::string, std::string> ours, theirs;  // id to level and code
  const auto level = [](int number) { return number == 3 ? "berichtoverstijgend" : "externe bron"; };
  for (const LineRule& rule : LineRules()) {
    ours[std::string(rule.id)] = std::string(level(rule.level)) + " " + std::string(rule.return_code);
  }
  for (const ClaimRule& rule : ClaimRules()) {
    if (rule.level > 2)
      ours[std::string(rule.id)] = std::string(level(rule.level)) + " " + std::string(rule.return_code);
  }
  // standard, id, kind, level, return code, messages, …
  for (std::string line; std::getline(table, line);) {
    std::vector<std::string> cells;
    std::istringstream cut(line);
    for (std::string cell; std::getline(cut, cell, '\t');) cells.push_back(cell);
    if (cells.size() < 6 || (cells[3] != level(3) && cells[3] != level(4))) continue;
    if (cells[5].find("JW323") == std::string::npos && cells[5].find("WMO323") == std::string::npos) continue;
    if (cells[1] == "TR056" || cells[1] == "TR135") continue;  // identification and Dagtekening
    theirs[cells[1]] = cells[3] + " " + cells[4];
  }
  EXPECT_EQ(ours, theirs);
}

}  // namespace
}  // namespace clientroute::claims
