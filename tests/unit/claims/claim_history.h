#ifndef CLIENTROUTE_TESTS_UNIT_CLAIMS_CLAIM_HISTORY_H_
#define CLIENTROUTE_TESTS_UNIT_CLAIMS_CLAIM_HISTORY_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/claims/claim_store.h"
#include "services/claims/history_store.h"
#include "services/claims/ledger_store.h"
#include "services/claims/migrations.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/unit/claims/claim_samples.h"

namespace clientroute::claims {

/// Claims that follow each other in a database of their own, judged and posted as the service does it.
class ClaimHistory {
 public:
  /// What the rules would know of the claim now, on top of what the peers say.
  Knowledge Known(const Claim& claim, Knowledge known) {
    EXPECT_THAT(database_->Read([&](Connection& connection) { return HistoryStore(&connection).Load(claim, &known); }),
                IsOk());
    return known;
  }

  /// Judges, keeps and posts.
  ClaimJudgement Take(const Claim& claim, Knowledge known) {
    known = Known(claim, std::move(known));
    const ClaimJudgement judgement = JudgeClaim(claim, known);
    EXPECT_THAT(Keep(claim, judgement, known, PostingsOf(claim, judgement)), IsOk());
    return judgement;
  }
  ClaimJudgement Take(const Claim& claim) { return Take(claim, KnownFor(claim)); }

  /// Keeps what it is told, as it is told.
  absl::Status Keep(const Claim& claim, const ClaimJudgement& judgement, const Knowledge& known,
                    const std::vector<Posting>& postings) {
    return database_->Write([&](Connection& connection) -> absl::Status {
      ClaimRecord record{.row = 0,
                         .id = Uuid::Derive(claim.message, "claim"),
                         .refused = false,
                         .claim = claim,
                         .accepted = {},
                         .lines_accepted = 0,
                         .lines_refused = 0,
                         .created = Instant(),
                         .verdicts = {}};
      CLIENTROUTE_ASSIGN(const auto rows, ClaimStore(&connection).Add(judgement, known, &record));
      return LedgerStore(&connection).Add(record, postings, rows);
    });
  }

  /// Of everything, or of the claim of one message.
  LedgerStore::Balance Balance(const std::optional<Uuid>& message = std::nullopt) {
    LedgerStore::Balance balance;
    LedgerStore::Filter filter;
    if (message) filter.claim = Uuid::Derive(*message, "claim");
    EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(balance, LedgerStore(&connection).Sum(filter, All()));
      return absl::OkStatus();
    }),
                IsOk());
    return balance;
  }

  /// Numbers from a query of its own, row by row.
  std::vector<std::vector<std::int64_t>> Numbers(std::string_view sql, int columns) {
    std::vector<std::vector<std::int64_t>> rows;
    EXPECT_THAT(database_->Read([&](Connection& connection) {
      return connection.Query(sql, {}, [&](const Row& row) {
        std::vector<std::int64_t>& numbers = rows.emplace_back();
        for (int i = 0; i < columns; ++i) numbers.push_back(row.Int(i));
        return absl::OkStatus();
      });
    }),
                IsOk());
    return rows;
  }

  static VisibleClaims All() {
    CallContext call;
    const Caller caller = ServiceCaller("test", "message-exchange");
    call.identity = caller.identity;
    call.purpose = caller.purpose;
    return VisibleClaims(call);
  }
  Database& database() { return *database_; }

 private:
  std::unique_ptr<Database> database_ = OpenSqlite({.path = ":memory:"}, ClaimsMigrations()).value();
};

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_TESTS_UNIT_CLAIMS_CLAIM_HISTORY_H_
