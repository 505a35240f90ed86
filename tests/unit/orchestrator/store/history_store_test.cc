#include "services/orchestrator/store/history_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/orchestrator/migrations.h"
#include "services/orchestrator/store/route_store.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/test_world.h"

namespace clientroute::orchestrator {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Two routes of which the journals were written in turn: records 1, 3, 5 are the first one's, 2, 4, 6 the other's.
class HistoryStoreTest : public testing::Test {
 protected:
  static constexpr std::int64_t kRoute = 1;

  HistoryStoreTest() {
    EXPECT_THAT(database_->Write([](Connection& connection) -> absl::Status {
      for (std::int64_t id = 1; id <= 2; ++id) {
        RouteRow row;
        row.id = id;
        row.uid = Uuid::Derive(kClientrouteSpace, Cat("route-", id));
        row.sequence = 3;
        row.last_record = 4 + id;
        CLIENTROUTE_RETURN_IF_ERROR(InsertRoute(connection, row, {}, ""));
      }
      for (std::int64_t id = 1; id <= 6; ++id) {
        v1::JournalRecord record;
        record.set_state(Cat("state-", id));
        JournalRow row;
        row.id = id;
        row.route = (id + 1) % 2 + 1;
        row.sequence = (id + 1) / 2;
        row.previous = id <= 2 ? 0 : id - 2;
        row.record = record.SerializeAsString();
        CLIENTROUTE_RETURN_IF_ERROR(AppendJournal(connection, row));
      }
      return absl::OkStatus();
    }),
                IsOk());
  }
  /// What is read of a record that was changed as no writer would, past the checks of its tables; it is undone.
  absl::Status ReadDamaged(std::string_view damage, std::int64_t route) {
    absl::Status read;
    EXPECT_THAT(database_->Write([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_RETURN_IF_ERROR(connection.Execute("PRAGMA ignore_check_constraints = ON").status());
      CLIENTROUTE_ASSIGN(const std::int64_t changed, connection.Execute(damage));
      EXPECT_EQ(changed, 1);
      read = ReadJournal(connection, route).status();
      return absl::CancelledError("undone");
    }),
                Fails(StatusCode::kCancelled, ""));
    return read;
  }
  absl::StatusOr<std::vector<std::string>> Read(std::int64_t route, std::int64_t after = 0, int limit = 100) {
    std::vector<std::string> states;
    CLIENTROUTE_RETURN_IF_ERROR(database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(const std::vector<v1::JournalRecord> records,
                         ReadJournalAfter(connection, route, after, limit));
      for (const v1::JournalRecord& record : records) states.push_back(record.state());
      return absl::OkStatus();
    }));
    return states;
  }

  TestWorld world_;
  Database* database_ = world_.OpenDatabase("orchestrator", OrchestratorMigrations());
};

TEST_F(HistoryStoreTest, TheRecordsOfARouteComeOldestFirstFromWhereTheyAreAsked) {
  EXPECT_THAT(*Read(kRoute), ElementsAre("state-1", "state-3", "state-5"));
  EXPECT_THAT(*Read(2), ElementsAre("state-2", "state-4", "state-6"));
  EXPECT_THAT(*Read(kRoute, 1), ElementsAre("state-3", "state-5"));
  EXPECT_THAT(*Read(kRoute, 0, 2), ElementsAre("state-1", "state-3"));
  EXPECT_THAT(*Read(kRoute, 3), IsEmpty());
  EXPECT_THAT(*Read(kRoute, 9), IsEmpty());
  EXPECT_THAT(*Read(77), IsEmpty());
}

TEST_F(HistoryStoreTest, ARecordThatCannotBeReadIsDataLoss) {
  const absl::Status read = ReadDamaged("UPDATE journal SET record = X'FF' WHERE id = 3", kRoute);
  EXPECT_THAT(read, Fails(StatusCode::kDataLoss, "JOURNAL_DAMAGED"));
  EXPECT_THAT(std::string(read.message()), HasSubstr("journal record 3 of route row 1"));
}

TEST_F(HistoryStoreTest, ABrokenChainIsDataLossWithWhatWhereAndWhyAndNeverAShortHistory) {
  const struct {
    std::string name;
    std::string damage;
    std::string where;
    std::string why;
  } kCases[] = {
      {"the last record is gone", "DELETE FROM journal WHERE id = 5",
       "at the last record of its row, where sequence 3 belongs", "record 5 is not there"},
      {"the row names no last record", "UPDATE route SET last_record = 0 WHERE id = 1",
       "at the last record of its row, where sequence 3 belongs", "record 0 is not there"},
      {"a record in between is gone", "DELETE FROM journal WHERE id = 3",
       "before its record 5, where sequence 2 belongs", "record 3 is not there"},
      {"the first record is gone", "DELETE FROM journal WHERE id = 1", "before its record 3, where sequence 1 belongs",
       "record 1 is not there"},
      {"the chain ends too early", "UPDATE journal SET previous = 0 WHERE id = 3",
       "before its record 3, where sequence 1 belongs", "record 0 is not there"},
      {"it points to another route's record", "UPDATE journal SET previous = 4 WHERE id = 5",
       "before its record 5, where sequence 2 belongs", "record 4 is of route row 2"},
      {"the last record is another route's", "UPDATE route SET last_record = 6 WHERE id = 1",
       "at the last record of its row, where sequence 3 belongs", "record 6 is of route row 2"},
      {"it skips a record", "UPDATE journal SET previous = 1 WHERE id = 5",
       "before its record 5, where sequence 2 belongs", "record 1 stands at sequence 1"},
      {"the row is behind its journal", "UPDATE route SET sequence = 2 WHERE id = 1",
       "at the last record of its row, where sequence 2 belongs", "record 5 stands at sequence 3"},
      {"the row is ahead of its journal", "UPDATE route SET sequence = 4 WHERE id = 1",
       "at the last record of its row, where sequence 4 belongs", "record 5 stands at sequence 3"},
      {"a record points to itself", "UPDATE journal SET previous = 3 WHERE id = 3",
       "before its record 3, where sequence 1 belongs", "record 3 is not older: the chain is a loop"},
      {"a record points to a later one", "UPDATE journal SET previous = 5 WHERE id = 3",
       "before its record 3, where sequence 1 belongs", "record 5 is not older: the chain is a loop"},
      {"the first goes on", "UPDATE journal SET previous = 5 WHERE id = 1",
       "before its record 3, where sequence 1 belongs", "record 1 is the first, and goes on to 5"},
  };
  for (const auto& [name, damage, where, why] : kCases) {
    SCOPED_TRACE(name);
    const absl::Status read = ReadDamaged(damage, kRoute);
    EXPECT_THAT(read, Fails(StatusCode::kDataLoss, "JOURNAL_DAMAGED"));
    EXPECT_THAT(std::string(read.message()), HasSubstr("the journal of route row 1 is broken"));
    EXPECT_THAT(std::string(read.message()), HasSubstr(where));
    EXPECT_THAT(std::string(read.message()), HasSubstr(why));
    EXPECT_THAT(ReadDamaged(damage, 2), IsOk()) << "the other route's is whole";
    EXPECT_THAT(*Read(kRoute), ElementsAre("state-1", "state-3", "state-5")) << "nothing is left of it";
  }
}

}  // namespace
}  // namespace clientroute::orchestrator
