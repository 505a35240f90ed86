// Random months of claims, corrections and mistakes by one provider on a few allocations. After every message: the
// ledger is zero, what is ordered to be paid is what was accepted, nothing is paid twice or beyond what was allocated.
// And every message gives the same verdicts whatever the order of its lines.
#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/claims/claim_history.h"

namespace clientroute::claims {
namespace {

using testing::IsEmpty;

constexpr int kSeeds = 12;
constexpr int kMonths = 10;
constexpr int kShuffles = 3;
constexpr int kAllocations = 6;
const Date kFirstMonth = Day("2026-01-01");

// Allocations 1 to 6: per week, per month, in total, a budget, output, and one that goes on, of whole months and of
// parts.
std::map<std::int64_t, KnownAllocation> Allocations() {
  std::map<std::int64_t, KnownAllocation> allocations;
  const std::array<std::optional<Volume>, kAllocations> volumes = {
      Volume{4, Unit::kHour, Frequency::kPerWeek},        Volume{9, Unit::kHour, Frequency::kPerMonth},
      Volume{40, Unit::kHour, Frequency::kTotal},         std::nullopt,
      Volume{2, Unit::kPieceOutput, Frequency::kPerWeek}, Volume{3, Unit::kHour, Frequency::kPerWeek}};
  for (std::int64_t number = 1; number <= kAllocations; ++number) {
    KnownAllocation allocation = SampleAllocation();
    allocation.id = Uuid::Derive(kClientrouteSpace, "allocation " + std::to_string(number));
    allocation.volume = volumes[static_cast<std::size_t>(number - 1)];
    allocation.period = Days("2026-01-15", "2026-08-12");
    if (number % 2 == 0) allocation.period = Period::From(Day("2026-02-01"));
    if (number == 4) allocation.budget = Money::Cents(400'000);
    allocations.emplace(number, allocation);
  }
  return allocations;
}

class Provider {
 public:
  explicit Provider(unsigned seed) : random_(seed) {}

  // The claim over one month: mostly right, with corrections of what was accepted and with mistakes.
  Claim Next(Date month) {
    std::vector<ClaimLine> lines;
    for (std::int64_t number = 1; number <= kAllocations; ++number) {
      if (!Chance(80)) continue;
      const Date of = Chance(85) ? month : month.AddMonths(-Below(3));
      lines.push_back(DebitOf(number, of));
      if (Chance(10)) lines.push_back(DebitOf(number, of));  // by mistake
    }
    for (const ClaimLine& paid : accepted_) {
      if (!Chance(15)) continue;
      lines.push_back(CreditOf(paid, NewReference()));
      if (Chance(60)) lines.push_back(DebitOf(paid.allocation_number, paid.Month()));
    }
    for (ClaimLine& line : lines) Spoil(line);
    if (lines.empty()) lines.push_back(DebitOf(1, month));
    std::shuffle(lines.begin(), lines.end(), random_);
    for (std::size_t i = 0; i < lines.size(); ++i) lines[i].class_path = "P[" + std::to_string(i + 1) + "]";
    return ClaimOf(lines, Period::Of(month, month.LastOfMonth()).value(), NewReference());
  }

  void Learn(const Claim& claim, const ClaimJudgement& judgement) {
    for (std::size_t i = 0; i < judgement.lines.size(); ++i) {
      if (!judgement.lines[i].accepted) continue;
      const ClaimLine& line = claim.lines[i];
      if (line.credit) {
        std::erase_if(accepted_, [&](const ClaimLine& paid) { return paid.reference == line.previous_reference; });
      } else {
        accepted_.push_back(line);
      }
    }
  }

  std::mt19937& random() { return random_; }

 private:
  int Below(int bound) { return static_cast<int>(random_() % static_cast<unsigned>(bound)); }
  bool Chance(int percent) { return Below(100) < percent; }
  std::string NewReference() {
    return "R" + std::to_string(1'000'000 + Below(1'000'000)) + "-" + std::to_string(++made_);
  }

  ClaimLine DebitOf(std::int64_t number, Date month) {
    const KnownAllocation allocation = Allocations().at(number);
    const Period whole = Period::Of(month.FirstOfMonth(), month.LastOfMonth()).value();
    ClaimLine line = Debit(NewReference(), 1 + Below(22), whole);
    if (const auto part = allocation.period.Intersection(whole)) line.period = *part;
    line.allocation_number = number;
    if (allocation.volume && allocation.volume->unit == Unit::kPieceOutput) line.volume.unit = Unit::kPieceOutput;
    if (line.volume.unit == Unit::kHour && Chance(30)) {
      line.volume = {line.volume.amount * 60 - Below(60), Unit::kMinute};
      line.tariff = Money::Cents(142);
      line.amount = *Money::CheckedScale(kHourTariff, line.volume.amount, 60);
    }
    return line;
  }

  void Spoil(ClaimLine& line) {
    switch (Below(60)) {
      case 0:
        line.reference = "R-always-the-same";
        break;
      case 1:
        line.amount += Money::Cents(1);
        break;
      case 2:
        line.previous_reference += "x";
        break;
      case 3:
        line.client = kOtherClient;
        break;
      case 4:
        line.client.reset();
        break;
      case 5:
        line.product = kTreatment;
        break;
      case 6:
        line.allocation_number = 99;
        break;
      default:
        break;
    }
  }

  std::mt19937 random_;
  int made_ = 0;
  std::vector<ClaimLine> accepted_;
};

// What contracting and allocation say; an output piece has a tariff of its own unit.
Knowledge PeersSay(const Claim& claim) {
  Knowledge known = KnownFor(claim);
  known.allocations = Allocations();
  for (auto& [key, tariff] : known.tariffs) {
    if (key.unit == Unit::kPieceOutput) tariff.unit = Unit::kPieceOutput;
  }
  return known;
}

// The verdicts by what a line says, whatever its place.
std::multimap<std::string, std::string> ByLine(const Claim& claim, const ClaimJudgement& judgement) {
  std::multimap<std::string, std::string> told;
  for (std::size_t i = 0; i < judgement.lines.size(); ++i) {
    std::string outcome = std::to_string(judgement.lines[i].paid.cents()) + " " + judgement.lines[i].explanation;
    for (const std::string& code : Codes(judgement.lines[i])) outcome += " " + code;
    told.emplace(claim.lines[i].class_path, outcome);
  }
  return told;
}

void ExpectSameInAnyOrder(Claim claim, const Knowledge& known, std::mt19937& random) {
  const ClaimJudgement judgement = JudgeClaim(claim, known);
  const auto expected = ByLine(claim, judgement);
  for (int i = 0; i < kShuffles; ++i) {
    std::shuffle(claim.lines.begin(), claim.lines.end(), random);
    const ClaimJudgement shuffled = JudgeClaim(claim, known);
    EXPECT_EQ(ByLine(claim, shuffled), expected);
    EXPECT_EQ(shuffled.accepted, judgement.accepted);
  }
}

void ExpectSoundLedger(ClaimHistory& history, const Claim& claim, const ClaimJudgement& judgement) {
  for (const auto& balance : {history.Balance(), history.Balance(claim.message)}) {
    EXPECT_EQ(balance.total, Money()) << "always zero";
    const auto sum = [&](AccountKind kind) {
      return balance.by_kind.contains(kind) ? balance.by_kind.at(kind) : Money();
    };
    EXPECT_EQ(sum(AccountKind::kOwed), Money()) << "all that is owed is ordered to be paid";
    EXPECT_EQ(-sum(AccountKind::kPaymentOrders), balance.accepted) << "paid = accepted";
    EXPECT_EQ(sum(AccountKind::kCareCosts), balance.accepted);
  }
  EXPECT_EQ(history.Balance(claim.message).accepted, judgement.accepted);
  EXPECT_THAT(history.Numbers("SELECT posting FROM entry GROUP BY posting HAVING sum(cents) <> 0", 1), IsEmpty());
}

// By the rows alone: nothing beyond an allocation, no month of a product twice, no credit without its debit.
void ExpectNothingOverpaid(ClaimHistory& history, Date until) {
  const auto allocations = Allocations();
  for (const auto& row :
       history.Numbers("SELECT allocation_number, sum(CASE credit WHEN 1 THEN -1 ELSE 1 END * volume *"
                       " CASE unit WHEN 4 THEN 60 ELSE 1 END), sum(accepted_cents) FROM claim_line WHERE state = 1"
                       " GROUP BY allocation_number",
                       3)) {
    const KnownAllocation& allocation = allocations.at(row[0]);
    EXPECT_GE(row[1], 0);
    EXPECT_GE(row[2], 0);
    if (allocation.volume) {
      EXPECT_LE(row[1], MostInAll({*allocation.volume, allocation.period, Law::kJeugdwet, kGuidance}, until)) << row[0];
    }
    if (allocation.budget) EXPECT_LE(row[2], allocation.budget->cents());
  }
  EXPECT_THAT(history.Numbers("SELECT count(*) FROM claim_line AS d WHERE d.state = 1 AND d.credit = 0 AND NOT EXISTS"
                              " (SELECT 1 FROM claim_line AS c WHERE c.credits = d.id)"
                              " GROUP BY allocation_number, category, code, start_day HAVING count(*) > 1",
                              1),
              IsEmpty());
}

// shows: CLM-4
TEST(ClaimPropertiesTest, WhateverIsClaimedTheLedgerIsZeroAndPaidIsAccepted) {
  std::map<std::string, int> happened;
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    ClaimHistory history;
    Provider provider(seed);
    for (int i = 0; i < kMonths; ++i) {
      const Date month = kFirstMonth.AddMonths(i);
      const Claim claim = provider.Next(month);
      ExpectSameInAnyOrder(claim, history.Known(claim, PeersSay(claim)), provider.random());
      const ClaimJudgement judgement = history.Take(claim, PeersSay(claim));
      ASSERT_FALSE(judgement.refused()) << judgement.verdicts[0].explanation;
      provider.Learn(claim, judgement);
      ExpectSoundLedger(history, claim, judgement);
      ExpectNothingOverpaid(history, month.LastOfMonth());
      for (std::size_t line = 0; line < judgement.lines.size(); ++line) {
        if (judgement.lines[line].accepted) ++happened[claim.lines[line].credit ? "credit" : "debit"];
        for (const Verdict& verdict : judgement.lines[line].verdicts) ++happened[verdict.rule];
      }
    }
  }
  for (const char* what : {"credit", "debit", "TR304", "TR307", "TR314", "TR321", "TR322", "TR323", "TR338", "TR340",
                           "TR346", "TR369", "TR389"}) {
    EXPECT_GT(happened[what], 0) << what << " never happened";
  }
}

TEST(ClaimPropertiesTest, TheSameClaimAgainIsRefusedAndMovesNothing) {
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    ClaimHistory history;
    Provider provider(seed);
    Claim claim = provider.Next(Day("2026-03-01"));
    const ClaimJudgement first = history.Take(claim, PeersSay(claim));
    const Money paid = history.Balance().accepted;
    claim.message = Uuid::Derive(claim.message, "again");
    EXPECT_EQ(Told(AllVerdicts(history.Take(claim, PeersSay(claim)))),
              std::vector<std::string>{"Declaratie TR333 9333"});
    claim.message = Uuid::Derive(claim.message, "with another number");
    claim.number = "again";
    const ClaimJudgement again = history.Take(claim, PeersSay(claim));
    EXPECT_EQ(again.accepted, Money());
    for (const LineJudgement& line : again.lines) EXPECT_FALSE(line.accepted);
    EXPECT_EQ(history.Balance().accepted, paid);
    EXPECT_EQ(paid, first.accepted);
  }
}

// Months that are claimed in one message and those that are claimed one by one are accepted alike.
TEST(ClaimPropertiesTest, SplitOverMonthsTheVerdictsAreTheSame) {
  int refused = 0;
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    std::mt19937 random(seed);
    const Date last = Day("2026-06-01");
    std::vector<ClaimLine> lines;
    for (Date month = Day("2026-01-01"); month <= last; month = month.AddMonths(1)) {
      const auto period = Period::Of(month, month.LastOfMonth())->Intersection(Days("2026-01-15", "2026-08-12"));
      for (const std::int64_t number : {1, 3}) {
        ClaimLine line =
            Debit(std::to_string(number) + month.ToString(), 6 + static_cast<int>(random() % 14U), *period);
        line.allocation_number = number;
        line.class_path = line.reference;
        lines.push_back(line);
      }
    }
    ClaimHistory history;
    std::multimap<std::string, std::string> one_by_one;
    for (Date month = Day("2026-01-01"); month <= last; month = month.AddMonths(1)) {
      std::vector<ClaimLine> of_month;
      std::copy_if(lines.begin(), lines.end(), std::back_inserter(of_month),
                   [&](const ClaimLine& line) { return line.Month() == month; });
      const Claim claim = ClaimOf(of_month, Period::Of(month, month.LastOfMonth()).value(), month.ToString());
      one_by_one.merge(ByLine(claim, history.Take(claim, PeersSay(claim))));
    }
    std::shuffle(lines.begin(), lines.end(), random);
    const Claim together = ClaimOf(lines, Month("2026-06-01"));
    const ClaimJudgement judgement = JudgeClaim(together, PeersSay(together));
    EXPECT_EQ(ByLine(together, judgement), one_by_one) << "seed " << seed;
    refused += static_cast<int>(AllVerdicts(judgement).size());
  }
  EXPECT_GT(refused, 0) << "the allocations were never used up";
}

}  // namespace
}  // namespace clientroute::claims
