#include "services/claims/ledger.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/claims/claim_history.h"

namespace clientroute::claims {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// `kind: account amount, …` of every posting.
std::vector<std::string> Told(const std::vector<Posting>& postings) {
  std::vector<std::string> told;
  for (const Posting& posting : postings) {
    std::string text = posting.kind == PostingKind::kAcceptedLine ? Cat("line ", *posting.line) : "payment";
    for (const Entry& entry : posting.entries) {
      text += Cat(", ", static_cast<int>(entry.account.kind), entry.account.contract, " ", entry.amount.cents());
    }
    told.push_back(text);
  }
  return told;
}

std::vector<Posting> Postings(const Claim& claim, const Knowledge& known) {
  return PostingsOf(claim, JudgeClaim(claim, known));
}

TEST(PostingsTest, AcceptedLinesAreOwedAndThenOrderedToBePaid) {
  const Claim claim = ClaimOf({Debit("R-1", 10), Debit("R-2", 999), Debit("R-3", 4, Days("2026-04-10", "2026-04-30"))});
  EXPECT_THAT(Told(Postings(claim, KnownFor(claim))),
              ElementsAre("line 0, 1contracts/ambulatory 85150, 2 -85150",
                          "line 2, 1contracts/ambulatory 34060, 2 -34060", "payment, 2 119210, 3 -119210"));
}

TEST(PostingsTest, ACreditTurnsTheAmountsRound) {
  const Claim claim = ClaimOf({CreditOf(Debit("R-1", 10), "R-2")}, Month("2026-06-01"), "D-2");
  Knowledge known = KnownFor(claim);
  known.debits.emplace("R-1", Accepted(Debit("R-1", 10)));
  EXPECT_THAT(Told(Postings(claim, known)),
              ElementsAre("line 0, 1contracts/ambulatory -85150, 2 85150", "payment, 2 -85150, 3 85150"));
}

TEST(PostingsTest, NothingIsOrderedWhenItComesToNothing) {
  const ClaimLine paid = Debit("R-1", 10);
  const Claim claim = ClaimOf({CreditOf(paid, "R-2"), Debit("R-3", 10)}, Month("2026-06-01"), "D-2");
  Knowledge known = KnownFor(claim);
  known.debits.emplace("R-1", Accepted(paid));
  EXPECT_THAT(Postings(claim, known), SizeIs(2)) << "both lines, and no payment";
  const Claim free = ClaimOf({Debit("R-1", 0)});
  EXPECT_THAT(Told(Postings(free, KnownFor(free))), ElementsAre("line 0, 1contracts/ambulatory 0, 2 0"));
}

TEST(PostingsTest, ARefusedClaimPostsNothing) {
  Claim claim = ClaimOf({Debit()});
  claim.total += Money::Cents(1);
  EXPECT_THAT(Postings(claim, KnownFor(claim)), IsEmpty());
}

TEST(PostingsTest, EachSumsToZero) {
  const Claim claim = ClaimOf({Debit("R-1", 10), Debit("R-3", 4, Days("2026-04-10", "2026-04-30"))});
  for (const Posting& posting : Postings(claim, KnownFor(claim))) EXPECT_EQ(SumOf(posting), Money());
}

// What the schema itself refuses, whatever the code above it says.
class LedgerSchemaTest : public testing::Test {
 protected:
  LedgerSchemaTest() : judgement_(JudgeClaim(claim_, known_)), postings_(PostingsOf(claim_, judgement_)) {}

  absl::Status Keep() { return history_.Keep(claim_, judgement_, known_, postings_); }
  void ExpectRefused(std::string_view what) {
    EXPECT_THAT(Keep(), Fails(absl::StatusCode::kFailedPrecondition, "STORE_CONSTRAINT")) << what;
    EXPECT_EQ(history_.Numbers("SELECT (SELECT count(*) FROM claim) + (SELECT count(*) FROM claim_line)"
                               " + (SELECT count(*) FROM entry) + (SELECT count(*) FROM posting)",
                               1),
              (std::vector<std::vector<std::int64_t>>{{0}}))
        << what << ": nothing half done";
  }

  ClaimHistory history_;
  Claim claim_ = ClaimOf({Debit("R-1", 10), Debit("R-2", 4, Days("2026-04-10", "2026-04-30"))});
  Knowledge known_ = KnownFor(claim_);
  ClaimJudgement judgement_;
  std::vector<Posting> postings_;
};

TEST_F(LedgerSchemaTest, TakesWhatIsRight) {
  ASSERT_THAT(Keep(), IsOk());
  EXPECT_EQ(history_.Balance().accepted, PriceOf(14));
}

// shows: CLM-4
TEST_F(LedgerSchemaTest, RefusesAPostingThatDoesNotBalance) {
  postings_[0].entries[1].amount += Money::Cents(1);
  ExpectRefused("a cent too much");
}

TEST_F(LedgerSchemaTest, RefusesAPostingOfOneEntryOrNone) {
  postings_[0].entries = {{postings_[0].entries[0].account, Money()}};
  ExpectRefused("one entry");
  postings_[0].entries.clear();
  ExpectRefused("none");
}

TEST_F(LedgerSchemaTest, RefusesAnotherAmountThanTheLineSays) {
  for (Entry& entry : postings_[0].entries) entry.amount = Money::Cents(entry.amount.cents() * 2);
  ExpectRefused("twice the line, balanced");
}

TEST_F(LedgerSchemaTest, RefusesAPaymentOfAnotherAmountThanWasAccepted) {
  for (Entry& entry : postings_[2].entries)
    entry.amount = Money::Cents(entry.amount.cents() + (entry.amount < Money() ? -1 : 1));
  ExpectRefused("a cent more, balanced");
}

TEST_F(LedgerSchemaTest, RefusesTheAccountOfAnotherProvider) {
  for (Posting& posting : postings_) {
    for (Entry& entry : posting.entries) entry.account.provider = "42420002";
  }
  ExpectRefused("all of it with another");
}

TEST_F(LedgerSchemaTest, RefusesToPostALineThatWasRefused) {
  claim_.lines[0].tariff = Money::Cents(1);
  const ClaimJudgement accepted = judgement_;
  judgement_ = JudgeClaim(claim_, known_);
  ASSERT_FALSE(judgement_.lines[0].accepted);
  ExpectRefused("the postings of the judgement before");
}

TEST_F(LedgerSchemaTest, RefusesToPostALineOrPayAClaimTwice) {
  const std::vector<Posting> right = postings_;
  postings_.push_back(right[0]);
  EXPECT_THAT(Keep(), Fails(absl::StatusCode::kAlreadyExists, "STORE_DUPLICATE"));
  postings_ = right;
  postings_.push_back(right[2]);
  EXPECT_THAT(Keep(), Fails(absl::StatusCode::kAlreadyExists, "STORE_DUPLICATE"));
  EXPECT_EQ(history_.Balance().total, Money());
}

TEST_F(LedgerSchemaTest, RefusesEntriesWithoutAPostingAndIntoAClosedOne) {
  ASSERT_THAT(Keep(), IsOk());
  const auto insert = [&](std::int64_t posting) {
    return history_.database().Write([&](Connection& connection) {
      return connection.Execute("INSERT INTO entry (posting, number, account, cents) VALUES ($1, 9, 1, 0)", {posting})
          .status();
    });
  };
  EXPECT_THAT(insert(99), Fails(absl::StatusCode::kFailedPrecondition, "STORE_CONSTRAINT"));
  EXPECT_THAT(insert(1), Fails(absl::StatusCode::kFailedPrecondition, "STORE_CONSTRAINT"));
}

TEST_F(LedgerSchemaTest, RefusesToChangeOrDeleteAnything) {
  ASSERT_THAT(Keep(), IsOk());
  for (const char* sql :
       {"UPDATE entry SET cents = 0", "DELETE FROM entry", "UPDATE posting SET kind = 2", "DELETE FROM posting",
        "UPDATE account SET provider = '42420002'", "UPDATE claim_line SET accepted_cents = 0",
        "DELETE FROM claim_line", "UPDATE claim SET accepted_cents = 0", "DELETE FROM claim"}) {
    EXPECT_THAT(history_.database().Write([&](Connection& connection) { return connection.Execute(sql).status(); }),
                Fails(absl::StatusCode::kFailedPrecondition, "STORE_CONSTRAINT"))
        << sql;
  }
}

TEST_F(LedgerSchemaTest, RefusesACreditOfPartOfADebitAndASecondOne) {
  ASSERT_THAT(Keep(), IsOk());
  const auto credit = [&](std::int64_t hours, const char* number) {
    claim_ = ClaimOf({CreditOf(Debit("R-1", hours), number)}, Month("2026-06-01"), number);
    known_ = KnownFor(claim_);
    known_.debits.emplace("R-1", Accepted(Debit("R-1", hours)));
    judgement_ = JudgeClaim(claim_, known_);
    postings_ = PostingsOf(claim_, judgement_);
    return Keep();
  };
  EXPECT_THAT(credit(9, "D-2"), Fails(absl::StatusCode::kFailedPrecondition, "STORE_CONSTRAINT"));
  EXPECT_THAT(credit(10, "D-3"), IsOk());
  EXPECT_THAT(credit(10, "D-4"), Fails(absl::StatusCode::kAlreadyExists, "STORE_DUPLICATE"));
}

}  // namespace
}  // namespace clientroute::claims
