#include "services/claims/claim_judgement.h"

#include <map>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/claims/claim_rules.h"
#include "tests/unit/claims/claim_samples.h"

namespace clientroute::claims {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Case {
  const char* rule;
  const char* name;
  bool broken;
  Claim claim;
  Knowledge known;
};

Case Of(
    const char* rule, const char* name, bool broken, void (*change)(Claim&),
    void (*learn)(Knowledge&) = [](Knowledge&) {}) {
  Claim claim = With(ClaimOf({Debit()}), change);
  Knowledge known = With(KnownFor(claim), learn);
  return {rule, name, broken, std::move(claim), std::move(known)};
}

std::vector<Case> Cases() {
  return {
      Of("CS337", "within a month", false, [](Claim&) {}),
      Of("CS337", "over two months", true,
         [](Claim& claim) { claim.lines[0].period = Days("2026-04-10", "2026-05-31"); }),
      Of("CS337", "over a year", true, [](Claim& claim) { claim.lines[0].period = Days("2025-05-01", "2026-05-31"); }),
      Of("CS339", "euros as the volume says", false,
         [](Claim& claim) {
           claim.lines[0].volume = {136'240, Unit::kEuro};
         }),
      Of("CS339", "more euros than the volume says", true,
         [](Claim& claim) {
           claim.lines[0].volume = {136'239, Unit::kEuro};
         }),
      Of("CS340", "a month", false, [](Claim&) {}),
      Of("CS340", "a month less a day", true, [](Claim& claim) { claim.period = Days("2026-05-01", "2026-05-30"); }),
      Of("CS340", "two months", true, [](Claim& claim) { claim.period = Days("2026-05-01", "2026-06-30"); }),
      Of("CS340", "from another day", true, [](Claim& claim) { claim.period = Days("2026-05-02", "2026-05-31"); }),
      Of("TR358", "the sum", false, [](Claim&) {}),
      Of("TR358", "a cent more", true, [](Claim& claim) { claim.total += Money::Cents(1); }),
      Of("TR358", "the sum with the other direction", true, [](Claim& claim) { claim.total = -claim.total; }),
      Of("TR333", "a new number", false, [](Claim&) {}),
      Of(
          "TR333", "a used number", true, [](Claim&) {}, [](Knowledge& known) { known.claim_number_used = true; }),
      Of("TR318", "the first claim", false, [](Claim&) {}),
      Of(
          "TR318", "the month after the latest", false, [](Claim&) {},
          [](Knowledge& known) { known.latest_month = Day("2026-04-01"); }),
      Of(
          "TR318", "the latest month again, for corrections", false, [](Claim&) {},
          [](Knowledge& known) { known.latest_month = Day("2026-05-01"); }),
      Of(
          "TR318", "a month before the latest", true, [](Claim&) {},
          [](Knowledge& known) { known.latest_month = Day("2026-06-01"); }),
      Of(
          "TR318", "skipped months without care", false, [](Claim&) {},
          [](Knowledge& known) { known.latest_month = Day("2026-01-01"); }),
      Of(
          "TR318", "a skipped month with care", true,
          [](Claim& claim) { claim.lines[0].period = Days("2026-04-10", "2026-04-30"); },
          [](Knowledge& known) { known.latest_month = Day("2026-03-01"); }),
      Of("TR378", "a municipality that exists", false, [](Claim&) {}),
      Of(
          "TR378", "one that existed when the allocation began", false,
          [](Claim& claim) { claim.municipality = MunicipalityCode::Parse("0416").value(); },
          [](Knowledge& known) { known.allocations.at(kNumber).period = Days("2021-12-31", "2026-12-31"); }),
      Of("TR378", "one that is gone", true,
         [](Claim& claim) { claim.municipality = MunicipalityCode::Parse("0416").value(); }),
  };
}

TEST(ClaimRulesTest, EachIsKeptAndBrokenAsItSays) {
  std::map<std::string, int> kept, broken;
  for (const Case& one : Cases()) {
    const std::string what = std::string(one.rule) + ", " + one.name;
    const ClaimJudgement judgement = JudgeClaim(one.claim, one.known);
    ++(one.broken ? broken : kept)[one.rule];
    EXPECT_EQ(judgement.refused(), one.broken) << what;
    if (!one.broken) continue;
    EXPECT_EQ(judgement.verdicts[0].rule, one.rule) << what;
    EXPECT_THAT(judgement.verdicts[0].explanation, testing::EndsWith(".")) << what;
    EXPECT_THAT(judgement.lines, IsEmpty()) << what << ": nothing is processed";
    EXPECT_EQ(judgement.accepted, Money()) << what;
  }
  for (const ClaimRule& rule : ClaimRules()) {
    EXPECT_GT(kept[std::string(rule.id)], 0) << rule.id;
    EXPECT_GT(broken[std::string(rule.id)], 0) << rule.id;
  }
}

TEST(ClaimRulesTest, HaveTheirCodeAndClass) {
  std::vector<std::string> rows;
  for (const ClaimRule& rule : ClaimRules()) {
    rows.push_back(std::string(rule.id) + " " + std::string(rule.return_code) + " " + std::string(rule.at));
  }
  EXPECT_THAT(rows, ElementsAre("CS337 0001 Header", "CS339 0001 Header", "CS340 0001 Header", "TR358 0001 Header",
                                "TR333 9333 Declaratie", "TR318 8214 Declaratie", "TR378 S300 Header"));
}

TEST(JudgeClaimTest, AWholeMonthIsAcceptedToTheCent) {
  const Claim claim = ClaimOf({Debit()});
  const ClaimJudgement judgement = JudgeClaim(claim, KnownFor(claim));
  EXPECT_THAT(AllVerdicts(judgement), IsEmpty());
  ASSERT_EQ(judgement.lines.size(), 1U);
  EXPECT_TRUE(judgement.lines[0].accepted);
  EXPECT_EQ(judgement.lines[0].contract, "contracts/ambulatory");
  EXPECT_EQ(judgement.lines[0].explanation, "Toegekend: € 1.362,40.");
  EXPECT_EQ(judgement.accepted, Money::Cents(136'240));
}

TEST(JudgeClaimTest, ARefusedLineLeavesTheOthers) {
  ClaimLine wrong = Debit("R-2", 4, Days("2026-04-10", "2026-04-30"));
  wrong.tariff = Money::Cents(9'000);
  wrong.amount = Money::Cents(36'000);
  const Claim claim = ClaimOf({wrong, Debit()});
  const ClaimJudgement judgement = JudgeClaim(claim, KnownFor(claim));
  EXPECT_THAT(Told(AllVerdicts(judgement)), ElementsAre("Client[1]/Prestaties/Prestatie[R-2] TR418 0611"));
  EXPECT_EQ(judgement.lines[0].explanation,
            "Het tarief € 90,00 is niet dat van het contract op 10 april 2026: € 85,15 per uur.");
  EXPECT_EQ(judgement.lines[0].contract, "contracts/ambulatory") << "what was refused is known by contract too";
  EXPECT_EQ(judgement.accepted, PriceOf(16));
}

TEST(JudgeClaimTest, AnUnknownClientIsRefusedOnceWithAllItsLinesAndNothingElseIsSaid) {
  std::vector<ClaimLine> lines = {Debit("R-1"), Debit("R-2", 90, Days("2026-04-10", "2026-04-30"))};
  for (ClaimLine& line : lines) line.client.reset();
  ClaimLine known = Debit("R-3");
  known.client_path = "Client[2]";
  lines.push_back(known);
  const Claim claim = ClaimOf(lines);
  const ClaimJudgement judgement = JudgeClaim(claim, KnownFor(claim));
  EXPECT_THAT(Told(AllVerdicts(judgement)), ElementsAre("Client[1] TR304 8187"));
  EXPECT_FALSE(judgement.lines[0].accepted);
  EXPECT_FALSE(judgement.lines[1].accepted);
  EXPECT_TRUE(judgement.lines[2].accepted);
}

TEST(JudgeClaimTest, NothingIsToldOfAnotherClientsAllocation) {
  ClaimLine line = Debit("R-1", 90);
  line.client = kOtherClient;
  line.product = kTreatment;
  const Claim claim = ClaimOf({line});
  Knowledge known = KnownFor(claim);
  EXPECT_THAT(Codes(JudgeClaim(claim, known).lines[0]), ElementsAre("TR304 8187"));
  known.allocations.at(kNumber).change_reason = "13";
  EXPECT_THAT(Codes(JudgeClaim(claim, known).lines[0]), ElementsAre("TR304 8187"));
}

TEST(JudgeClaimTest, EveryBrokenRuleOfALineIsNamedAndOutsideSourcesOnlyWhenTheRestIsKept) {
  ClaimLine line = Debit("R-1", 21);
  line.amount = PriceOf(30);
  line.period = Days("2026-05-02", "2026-05-31");
  const Claim claim = ClaimOf({line});
  EXPECT_THAT(Codes(JudgeClaim(claim, KnownFor(claim)).lines[0]), ElementsAre("TR387 9387", "TR321 9321"));
  line.volume.amount = 16;
  line.period = Month("2026-05-01");
  const Claim right = ClaimOf({line});
  EXPECT_THAT(Codes(JudgeClaim(right, KnownFor(right)).lines[0]), ElementsAre("TR346 9346"));
}

TEST(JudgeClaimTest, AReferenceThatComesTwiceRefusesBothLines) {
  const Claim claim = ClaimOf({Debit("R-1", 16), Debit("R-1", 8, Days("2026-04-10", "2026-04-30"))});
  const ClaimJudgement judgement = JudgeClaim(claim, KnownFor(claim));
  EXPECT_THAT(Codes(judgement.lines[0]), ElementsAre("TR314 8021"));
  EXPECT_THAT(Codes(judgement.lines[1]), ElementsAre("TR314 8021"));
}

TEST(JudgeClaimTest, OfTwoDebitsForOneMonthTheFirstReferenceCounts) {
  for (const bool turned : {false, true}) {
    std::vector<ClaimLine> lines = {Debit("R-1", 16), Debit("R-2", 12)};
    if (turned) std::swap(lines[0], lines[1]);
    const Claim claim = ClaimOf(lines);
    const ClaimJudgement judgement = JudgeClaim(claim, KnownFor(claim));
    EXPECT_THAT(Codes(judgement.lines[turned ? 1 : 0]), IsEmpty());
    EXPECT_THAT(Codes(judgement.lines[turned ? 0 : 1]), ElementsAre("TR389 9389"));
  }
}

TEST(JudgeClaimTest, ACreditAndItsCorrectionStandInOneMessageWhateverTheirReferences) {
  const ClaimLine paid = Debit("R-5", 16);
  for (const char* correction : {"A-1", "Z-1"}) {
    const Claim claim = ClaimOf({Debit(correction, 12), CreditOf(paid, "R-6")}, Month("2026-06-01"), "D-2");
    Knowledge known = KnownFor(claim);
    known.debits.emplace("R-5", Accepted(paid));
    known.open_debits = {KeyOf(paid)};
    known.used[kNumber] = {16 * 60, PriceOf(16)};
    const ClaimJudgement judgement = JudgeClaim(claim, known);
    EXPECT_THAT(AllVerdicts(judgement), IsEmpty()) << correction;
    EXPECT_EQ(judgement.accepted, PriceOf(12) - PriceOf(16));
    EXPECT_EQ(judgement.lines[1].explanation, "Gecrediteerd: € 1.362,40.");
    EXPECT_EQ(judgement.lines[1].credits, 1);
  }
}

TEST(JudgeClaimTest, ACorrectionWithoutItsCreditIsRefused) {
  const Claim claim = ClaimOf({Debit("R-6", 12)}, Month("2026-06-01"), "D-2");
  Knowledge known = KnownFor(claim);
  known.open_debits = {KeyOf(claim.lines[0])};
  EXPECT_THAT(Codes(JudgeClaim(claim, known).lines[0]), ElementsAre("TR389 9389"));
}

TEST(JudgeClaimTest, ADebitIsNotTakenBackInItsOwnMessageNorTwice) {
  const Claim own = ClaimOf({Debit("R-1"), CreditOf(Debit("R-1"), "R-2")});
  EXPECT_THAT(Codes(JudgeClaim(own, KnownFor(own)).lines[1]), ElementsAre("TR323 8017"));
  const Claim twice =
      ClaimOf({CreditOf(Debit("R-1"), "R-2"), CreditOf(Debit("R-1"), "R-3")}, Month("2026-06-01"), "D-2");
  Knowledge known = KnownFor(twice);
  known.debits.emplace("R-1", Accepted(Debit("R-1")));
  const ClaimJudgement judgement = JudgeClaim(twice, known);
  EXPECT_THAT(Codes(judgement.lines[0]), IsEmpty());
  EXPECT_THAT(Codes(judgement.lines[1]), ElementsAre("TR390 9390"));
  EXPECT_EQ(judgement.accepted, -PriceOf(16));
}

TEST(JudgeClaimTest, ACreditIsNotHeldAgainstAnAllocationThatChangedSince) {
  const Claim claim = ClaimOf({CreditOf(Debit("R-1"), "R-2")}, Month("2026-06-01"), "D-2");
  Knowledge known = KnownFor(claim);
  known.debits.emplace("R-1", Accepted(Debit("R-1")));
  known.tariffs.clear();
  known.allocations.at(kNumber).period = Days("2026-04-10", "2026-04-10");
  known.allocations.at(kNumber).change_reason = "13";
  const ClaimJudgement judgement = JudgeClaim(claim, known);
  EXPECT_TRUE(judgement.lines[0].accepted);
  EXPECT_EQ(judgement.lines[0].contract, "contracts/ambulatory") << "that of the debit";
}

TEST(JudgeClaimTest, WhatIsTakenBackMakesRoomAgain) {
  const ClaimLine april = Debit("R-1", 16, Days("2026-04-10", "2026-04-30"));
  const Claim claim = ClaimOf({Debit("R-3", 20), CreditOf(april, "R-2")}, Month("2026-05-01"), "D-2");
  Knowledge known = KnownFor(claim);
  known.debits.emplace("R-1", Accepted(april));
  known.used[kNumber] = {80 * 60, PriceOf(80)};  // of 96 hours
  EXPECT_THAT(AllVerdicts(JudgeClaim(claim, known)), IsEmpty());
  const Claim without = ClaimOf({Debit("R-3", 20)}, Month("2026-05-01"), "D-2");
  const ClaimJudgement refused = JudgeClaim(without, known);
  EXPECT_THAT(Codes(refused.lines[0]), ElementsAre("TR322 9322"));
  EXPECT_EQ(refused.lines[0].explanation,
            "Over de hele toewijzing (4 uur per week) kan ten hoogste 96 uur; toegekend is al 80 uur, gedeclareerd nu "
            "20 uur.");
}

TEST(JudgeClaimTest, EarlierMonthsTakeTheRoomFirst) {
  ClaimLine april = Debit("R-9", 16, Days("2026-04-10", "2026-04-30"));
  const Claim claim = ClaimOf({Debit("R-1", 16), april});
  Knowledge known = KnownFor(claim);
  known.used[kNumber] = {80 * 60, PriceOf(80)};
  const ClaimJudgement judgement = JudgeClaim(claim, known);
  EXPECT_THAT(Codes(judgement.lines[1]), IsEmpty());
  EXPECT_THAT(Codes(judgement.lines[0]), ElementsAre("TR322 9322"));
}

TEST(RemarksTest, StartAndStopReportsRefuseNothing) {
  const struct {
    const char* name;
    std::vector<KnownDelivery> deliveries;
    std::vector<Remark> remarks;
  } cases[] = {
      {"in care", {{false, Day("2026-04-10"), {}}}, {}},
      {"started on the last day", {{false, Day("2026-05-31"), {}}}, {}},
      {"not started", {}, {Remark::kNotStarted}},
      {"started later", {{false, Day("2026-06-01"), {}}}, {Remark::kNotStarted}},
      {"stopped in the period", {{false, Day("2026-04-10"), {}}, {true, Day("2026-04-10"), Day("2026-05-01")}}, {}},
      {"stopped before it",
       {{false, Day("2026-04-10"), {}}, {true, Day("2026-04-10"), Day("2026-04-30")}},
       {Remark::kStopped}},
      {"stopped and started again",
       {{false, Day("2026-04-10"), {}}, {true, Day("2026-04-10"), Day("2026-04-20")}, {false, Day("2026-05-06"), {}}},
       {}},
  };
  for (const auto& one : cases) {
    const Claim claim = ClaimOf({Debit()});
    Knowledge known = KnownFor(claim);
    known.allocations.at(kNumber).deliveries = one.deliveries;
    const ClaimJudgement judgement = JudgeClaim(claim, known);
    EXPECT_EQ(judgement.lines[0].remarks, one.remarks) << one.name;
    EXPECT_TRUE(judgement.lines[0].accepted) << one.name << ": OP364";
    if (!one.remarks.empty()) EXPECT_THAT(judgement.lines[0].explanation, HasSubstr("gemeld.")) << one.name;
  }
}

}  // namespace
}  // namespace clientroute::claims
