#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "services/platform/store/database.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/temp_folder.h"

namespace clientroute {
namespace {

using absl::StatusCode;
using testing::ElementsAre;

const std::vector<Migration>& Things() {
  static const std::vector<Migration> migrations = {
      {1, "things",
       "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT UNIQUE, amount INTEGER CHECK (amount >= 0), bytes BLOB,"
       " owner INTEGER REFERENCES thing (id) DEFERRABLE INITIALLY DEFERRED) STRICT;"
       "CREATE TABLE note (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;"
       "CREATE TABLE departed (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;"
       "CREATE TRIGGER thing_departs AFTER DELETE ON thing BEGIN INSERT INTO departed VALUES (OLD.name); END;"}};
  return migrations;
}

// Every engine and shape passes the same suite.
class DatabaseTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    auto opened = OpenSqlite({.path = path(), .busy_timeout_ms = 0}, Things());
    ASSERT_THAT(opened, IsOk());
    database_ = *std::move(opened);
  }
  std::string path() const { return GetParam() == "memory" ? ":memory:" : folder_.File("store.db"); }
  bool in_memory() const { return GetParam() == "memory"; }

  absl::Status Insert(std::string_view name, std::int64_t amount = 1) {
    return database_->Write([&](Connection& c) {
      return c.Execute("INSERT INTO thing (name, amount) VALUES ($1, $2)", {name, amount}).status();
    });
  }
  std::vector<std::string> Names() {
    std::vector<std::string> names;
    EXPECT_THAT(database_->Read([&](Connection& c) -> absl::Status {
      CLIENTROUTE_ASSIGN(names, c.QueryAll("SELECT name FROM thing ORDER BY id", {},
                                           [](const Row& row) { return std::string(row.Text(0)); }));
      return absl::OkStatus();
    }),
                IsOk());
    return names;
  }

  TempFolder folder_;
  std::unique_ptr<Database> database_;
};
INSTANTIATE_TEST_SUITE_P(Sqlite, DatabaseTest, testing::Values("memory", "file"),
                         [](const auto& parameter) { return parameter.param; });

TEST_P(DatabaseTest, EveryKindOfValueComesBackAsItWent) {
  const std::string zeros("a\0b", 3);
  const std::string empty;
  ASSERT_THAT(database_->Write([&](Connection& c) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(c.Execute("INSERT INTO thing (name, amount, bytes) VALUES ($3, $1, $2)",
                                          {9'007'199'254'740'993, Blob{zeros}, "caf\xC3\xA9"})
                                    .status());
    EXPECT_EQ(c.LastInsertedRow(), 1);
    return c
        .Execute("INSERT INTO thing (name, amount, bytes) VALUES ($1, $2, $3)",
                 {std::string_view(), nullptr, Blob{empty}})
        .status();
  }),
              IsOk());
  ASSERT_THAT(database_->Read([&](Connection& c) {
    int rows = 0;
    absl::Status status = c.Query("SELECT name, amount, bytes FROM thing ORDER BY id", {}, [&](const Row& row) {
      if (rows++ == 0) {
        EXPECT_EQ(row.Text(0), "caf\xC3\xA9");
        EXPECT_EQ(row.Int(1), 9'007'199'254'740'993);
        EXPECT_EQ(row.Bytes(2), zeros);
        EXPECT_EQ(row.MaybeInt(1), 9'007'199'254'740'993);
      } else {
        EXPECT_EQ(row.MaybeText(0), "");  // empty is not null
        EXPECT_TRUE(row.IsNull(1));
        EXPECT_EQ(row.MaybeInt(1), std::nullopt);
        EXPECT_EQ(row.Bytes(2), "");
      }
      return absl::OkStatus();
    });
    EXPECT_EQ(rows, 2);
    return status;
  }),
              IsOk());
}

TEST_P(DatabaseTest, ErrorOutOfTheWorkRollsBackAndIsReturned) {
  EXPECT_THAT(database_->Write([&](Connection& c) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(c.Execute("INSERT INTO thing (name) VALUES ('gone')").status());
    return absl::NotFoundError("changed my mind");
  }),
              Fails(StatusCode::kNotFound, ""));
  EXPECT_THAT(Names(), ElementsAre());
}

TEST_P(DatabaseTest, ExceptionOutOfTheWorkRollsBackAndTheDatabaseStaysUsable) {
  EXPECT_THROW((void)database_->Write([&](Connection& c) -> absl::Status {
    EXPECT_THAT(c.Execute("INSERT INTO thing (name) VALUES ('gone')"), IsOk());
    throw std::runtime_error("a defect");
  }),
               std::runtime_error);
  EXPECT_THROW((void)database_->Read([&](Connection&) -> absl::Status { throw std::runtime_error("a defect"); }),
               std::runtime_error);
  EXPECT_THAT(Insert("kept"), IsOk());
  EXPECT_THAT(Names(), ElementsAre("kept"));
}

TEST_P(DatabaseTest, SecondRowWithTheSameKeyAlreadyExists) {
  ASSERT_THAT(Insert("one"), IsOk());
  EXPECT_THAT(Insert("one"), Fails(StatusCode::kAlreadyExists, "STORE_DUPLICATE"));
}

TEST_P(DatabaseTest, RowThatBreaksACheckIsRefused) {
  EXPECT_THAT(Insert("less", -1), Fails(StatusCode::kFailedPrecondition, "STORE_CONSTRAINT"));
}

TEST_P(DatabaseTest, CommitThatFailsRollsBackAndTheDatabaseStaysUsable) {
  // The missing owner is noticed at the commit only.
  EXPECT_THAT(database_->Write(
                  [](Connection& c) { return c.Execute("INSERT INTO thing (name, owner) VALUES ('x', 99)").status(); }),
              Fails(StatusCode::kFailedPrecondition, "STORE_CONSTRAINT"));
  EXPECT_THAT(Insert("after"), IsOk());
  EXPECT_THAT(Names(), ElementsAre("after"));
}

TEST_P(DatabaseTest, TransactionWithAnErrorIsLostEvenWhenTheWorkSwallowsIt) {
  ASSERT_THAT(Insert("one"), IsOk());
  EXPECT_THAT(database_->Write([](Connection& c) {
    EXPECT_THAT(c.Execute("INSERT INTO thing (name) VALUES ('two')"), IsOk());
    EXPECT_FALSE(c.Execute("INSERT INTO thing (name) VALUES ('one')").ok());
    EXPECT_THAT(c.Execute("INSERT INTO thing (name) VALUES ('three')"),
                Fails(StatusCode::kAlreadyExists, "STORE_DUPLICATE"));
    return absl::OkStatus();
  }),
              Fails(StatusCode::kAlreadyExists, "STORE_DUPLICATE"));
  EXPECT_THAT(Names(), ElementsAre("one"));
}

TEST_P(DatabaseTest, ReaderThatStopsAtARowGetsItsOwnErrorAndTheTransactionGoesOn) {
  ASSERT_THAT(Insert("one"), IsOk());
  ASSERT_THAT(database_->Write([](Connection& c) {
    EXPECT_THAT(c.Query("SELECT 1 FROM thing", {}, [](const Row&) { return absl::CancelledError("enough"); }),
                Fails(StatusCode::kCancelled, ""));
    return c.Execute("INSERT INTO thing (name) VALUES ('two')").status();
  }),
              IsOk());
  EXPECT_THAT(Names(), ElementsAre("one", "two"));
}

TEST_P(DatabaseTest, WrongStatementsAreInternalErrors) {
  const struct {
    const char* sql;
    std::vector<Parameter> parameters;
  } kCases[] = {
      {"SELEKT 1", {}},
      {"SELECT name FROM nothing", {}},
      {"", {}},
      {"DELETE FROM thing; DELETE FROM thing", {}},
      {"DELETE FROM thing WHERE id = ?", {1}},
      {"DELETE FROM thing WHERE id = :id", {1}},
      {"DELETE FROM thing WHERE id = $1", {}},
      {"DELETE FROM thing WHERE id = $1", {1, 2}},
  };
  for (const auto& each : kCases) {
    EXPECT_THAT(
        database_->Write([&](Connection& c) { return c.Execute(each.sql, Parameters(each.parameters)).status(); }),
        Fails(StatusCode::kInternal, "STORE_STATEMENT"))
        << each.sql;
  }
  EXPECT_THAT(Insert("still works"), IsOk());
}

TEST_P(DatabaseTest, StatementsOfOneBufferAreToldApart) {
  std::string sql;
  sql.reserve(64);
  ASSERT_THAT(database_->Read([&](Connection& c) -> absl::Status {
    for (int round = 0; round < 3; ++round) {
      for (const char* number : {"1", "2"}) {
        sql.assign("SELECT '").append(number).append("'");
        CLIENTROUTE_ASSIGN(const auto found,
                           c.QueryOne(sql, {}, [](const Row& row) { return std::string(row.Text(0)); }));
        EXPECT_EQ(found, number);
      }
    }
    return absl::OkStatus();
  }),
              IsOk());
}

TEST_P(DatabaseTest, ChangeInsideAReadIsRefused) {
  EXPECT_THAT(
      database_->Read([](Connection& c) { return c.Execute("INSERT INTO thing (name) VALUES ('x')").status(); }),
      Fails(StatusCode::kInternal, "STORE_STATEMENT"));
  EXPECT_THAT(Names(), ElementsAre());
}

TEST_P(DatabaseTest, QueryMayRunInsideTheRowsOfTheSameQuery) {
  ASSERT_THAT(Insert("one"), IsOk());
  ASSERT_THAT(Insert("two"), IsOk());
  int pairs = 0;
  EXPECT_THAT(database_->Read([&](Connection& c) {
    return c.Query("SELECT id FROM thing", {}, [&](const Row&) {
      return c.Query("SELECT id FROM thing", {}, [&](const Row&) {
        ++pairs;
        return absl::OkStatus();
      });
    });
  }),
              IsOk());
  EXPECT_EQ(pairs, 4);
}

TEST_P(DatabaseTest, SetsOfRowsGoInTogetherOrNotAtAll) {
  const std::vector<std::vector<Parameter>> good = {{"a", 1}, {"b", 2}, {"c", 3}};
  const std::vector<std::vector<Parameter>> bad = {{"d", 4}, {"a", 5}};
  const auto insert = [&](const auto& sets) {
    return database_->Write(
        [&](Connection& c) { return c.ExecuteMany("INSERT INTO thing (name, amount) VALUES ($1, $2)", sets); });
  };
  EXPECT_THAT(insert(good), IsOk());
  EXPECT_THAT(insert(bad), Fails(StatusCode::kAlreadyExists, "STORE_DUPLICATE"));
  EXPECT_THAT(Names(), ElementsAre("a", "b", "c"));
}

TEST_P(DatabaseTest, ListenersHearOfCommitsThatChangedSomething) {
  int commits = 0;
  database_->OnCommit([&] { ++commits; });
  ASSERT_THAT(Insert("one"), IsOk());
  EXPECT_EQ(commits, 1);
  EXPECT_FALSE(Insert("one").ok());
  EXPECT_THAT(database_->Write([](Connection& c) { return c.Execute("DELETE FROM thing WHERE id = 99").status(); }),
              IsOk());
  EXPECT_EQ(commits, 1);
  (void)Names();
  EXPECT_EQ(commits, 1);
}

TEST_P(DatabaseTest, ListenersToTablesHearOfCommitsThatChangedOneOfThem) {
  std::vector<std::string> heard;
  database_->OnCommitTo({"thing"}, [&] { heard.push_back("thing"); });
  database_->OnCommitTo({"note", "departed"}, [&] { heard.push_back("note or departed"); });
  database_->OnCommitTo({}, [&] { heard.push_back("none"); });
  const auto write = [&](const std::vector<std::string>& statements) {
    heard.clear();
    EXPECT_THAT(database_->Write([&](Connection& c) -> absl::Status {
      for (const std::string& sql : statements) CLIENTROUTE_RETURN_IF_ERROR(c.Execute(sql).status());
      return absl::OkStatus();
    }),
                IsOk());
    return heard;
  };
  // The second time a statement comes from those that were kept.
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(write({"INSERT INTO thing (name) VALUES ('one')"}), ElementsAre("thing"));
    EXPECT_THAT(write({"INSERT INTO note VALUES ('a')"}), ElementsAre("note or departed"));
    EXPECT_THAT(write({"UPDATE thing SET amount = 2", "UPDATE note SET name = 'b'"}),
                ElementsAre("thing", "note or departed"));
    EXPECT_THAT(write({"DELETE FROM note"}), ElementsAre("note or departed"));
    EXPECT_THAT(write({"DELETE FROM thing"}), ElementsAre("thing", "note or departed"));  // by a trigger
    EXPECT_THAT(write({"DELETE FROM departed"}), ElementsAre("note or departed"));
    EXPECT_THAT(write({"DELETE FROM departed"}), ElementsAre());  // there was none
  }
}

TEST_P(DatabaseTest, AStatementOfATransactionThatWasLostIsNotHeardOfWithTheNext) {
  std::vector<std::string> heard;
  database_->OnCommitTo({"note"}, [&] { heard.push_back("note"); });
  EXPECT_FALSE(database_
                   ->Write([](Connection& c) -> absl::Status {
                     CLIENTROUTE_RETURN_IF_ERROR(c.Execute("INSERT INTO note VALUES ('a')").status());
                     return absl::InternalError("lost");
                   })
                   .ok());
  ASSERT_THAT(Insert("one"), IsOk());
  EXPECT_THAT(heard, ElementsAre());
}

TEST_P(DatabaseTest, ListenerMayUseTheDatabase) {
  std::vector<std::string> seen;
  database_->OnCommit([&] { seen = Names(); });
  ASSERT_THAT(Insert("one"), IsOk());
  EXPECT_THAT(seen, ElementsAre("one"));
}

TEST_P(DatabaseTest, FullDatabaseIsExhaustedAndTheSameWriteSucceedsWhenThereIsRoom) {
  const auto limit_pages = [&](std::int64_t extra) {
    ASSERT_THAT(database_->Write([&](Connection& c) -> absl::Status {
      CLIENTROUTE_ASSIGN(auto pages, c.QueryOne("PRAGMA page_count", {}, [](const Row& row) { return row.Int(0); }));
      return c.Query("PRAGMA max_page_count = " + std::to_string(*pages + extra), {},
                     [](const Row&) { return absl::OkStatus(); });
    }),
                IsOk());
  };
  limit_pages(0);
  const std::string large(100'000, 'x');
  EXPECT_THAT(Insert(large), Fails(StatusCode::kResourceExhausted, "STORE_FULL"));
  EXPECT_THAT(Names(), ElementsAre());
  limit_pages(1'000);
  EXPECT_THAT(Insert(large), IsOk());
}

TEST_P(DatabaseTest, ManyThreadsWriteAndReadWithoutLoss) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 25; ++i) {
        EXPECT_THAT(Insert(Cat("t", t, "-", i)), IsOk());
        EXPECT_GE(Names().size(), static_cast<std::size_t>(i + 1));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(Names().size(), 100u);
}

using DatabaseDeathTest = DatabaseTest;
INSTANTIATE_TEST_SUITE_P(Sqlite, DatabaseDeathTest, testing::Values("memory"),
                         [](const auto& parameter) { return parameter.param; });

TEST_P(DatabaseDeathTest, TransactionInsideAnotherStopsTheProcess) {
  EXPECT_DEATH((void)database_->Write([&](Connection&) { return Insert("x"); }), "inside another transaction");
}

TEST_P(DatabaseDeathTest, ColumnReadAsAnotherTypeStopsTheProcess) {
  ASSERT_THAT(Insert("one"), IsOk());
  EXPECT_DEATH((void)database_->Read([&](Connection& c) {
    return c.QueryOne("SELECT name FROM thing", {}, [](const Row& row) { return row.Int(0); }).status();
  }),
               "of another type");
}

class FileTest : public testing::Test {
 protected:
  std::string path() const { return folder_.File("store.db"); }
  absl::StatusOr<std::unique_ptr<Database>> Open() {
    return OpenSqlite({.path = path(), .busy_timeout_ms = 0}, Things());
  }
  static absl::Status Insert(Database& database, std::string_view name) {
    return database.Write(
        [&](Connection& c) { return c.Execute("INSERT INTO thing (name) VALUES ($1)", {name}).status(); });
  }
  static std::int64_t Count(Connection& c) {
    return *c.QueryOne("SELECT COUNT(*) FROM thing", {}, [](const Row& row) { return row.Int(0); }).value();
  }
  TempFolder folder_;
};

TEST_F(FileTest, WhatWasCommittedIsThereAfterReopening) {
  { ASSERT_THAT(Insert(**Open(), "kept"), IsOk()); }
  auto database = *Open();
  EXPECT_THAT(database->Read([](Connection& c) {
    EXPECT_EQ(Count(c), 1);
    return absl::OkStatus();
  }),
              IsOk());
}

TEST_F(FileTest, FileIsForItsOwnerAlone) {
  auto database = *Open();
  for (const char* suffix : {"", "-wal"}) {
    struct stat info {};
    ASSERT_EQ(::stat((path() + suffix).c_str(), &info), 0) << suffix;
    EXPECT_EQ(info.st_mode & 0777, 0600u) << suffix;
  }
}

// Without this lock another process that opens the file and closes it again, to look into it, is the last one for all
// that it knows: it carries the log over and removes it under us, and later commits are lost.
TEST_F(FileTest, StaysLockedAgainstAnotherProcessThatWouldTakeTheLogAway) {
  auto opened = OpenSqlite({.path = path()}, Things());
  ASSERT_THAT(opened, IsOk());
  ASSERT_THAT((*opened)->Read([](Connection&) { return absl::OkStatus(); }), IsOk());
  constexpr off_t kSharedFirst = 0x40000002;  // where SQLite locks a file
  constexpr off_t kSharedBytes = 510;
  const std::string file_name = path();
  const pid_t other = fork();
  if (other == 0) {
    const int file = open(file_name.c_str(), O_RDWR | O_CLOEXEC);
    struct flock exclusive = {};
    exclusive.l_type = F_WRLCK;
    exclusive.l_whence = SEEK_SET;
    exclusive.l_start = kSharedFirst;
    exclusive.l_len = kSharedBytes;
    _exit(file >= 0 && fcntl(file, F_GETLK, &exclusive) == 0 && exclusive.l_type != F_UNLCK ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(waitpid(other, &status, 0), other);
  EXPECT_EQ(status, 0) << "nobody holds a lock on the record";
}

TEST_F(FileTest, DatabaseLockedByAnotherIsUnavailableAndTheSameWriteSucceedsLater) {
  auto database = *Open();
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(path().c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_THAT(Insert(*database, "one"), Fails(StatusCode::kUnavailable, "STORE_BUSY"));
  ASSERT_EQ(sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_THAT(Insert(*database, "one"), IsOk());
  sqlite3_close(other);
}

TEST_F(FileTest, ReadSeesOneSnapshotWhileAnotherThreadCommits) {
  auto database = *Open();
  ASSERT_THAT(Insert(*database, "one"), IsOk());
  EXPECT_THAT(database->Read([&](Connection& c) {
    EXPECT_EQ(Count(c), 1);
    std::thread([&] { EXPECT_THAT(Insert(*database, "two"), IsOk()); }).join();
    EXPECT_EQ(Count(c), 1);
    return absl::OkStatus();
  }),
              IsOk());
  EXPECT_THAT(database->Read([&](Connection& c) {
    EXPECT_EQ(Count(c), 2);
    return absl::OkStatus();
  }),
              IsOk());
}

TEST_F(FileTest, LogIsCarriedOverSoThatItStaysShort) {
  auto database = *Open();
  const std::string large(4'000'000, 'x');
  for (int i = 0; i < 40; ++i) {
    ASSERT_THAT(database->Write([&](Connection& c) {
      return c
          .Execute("INSERT INTO thing (id, bytes) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes",
                   {Blob{large}})
          .status();
    }),
                IsOk());
  }
  struct stat info {};
  ASSERT_EQ(::stat((path() + "-wal").c_str(), &info), 0);
  // 160 MB were written; the bound is 64 MiB and a transaction.
  EXPECT_LT(info.st_size, 80'000'000);
}

TEST_F(FileTest, FileThatIsNoDatabaseIsDataLoss) {
  std::ofstream(path()) << std::string(8'192, '?');
  EXPECT_THAT(Open(), Fails(StatusCode::kDataLoss, "STORE_DAMAGED"));
}

TEST_F(FileTest, FolderThatIsMissingIsUnavailableAndNamed) {
  auto opened = OpenSqlite({.path = folder_.File("missing/store.db")}, {});
  EXPECT_THAT(opened, Fails(StatusCode::kUnavailable, "STORE_IO"));
  EXPECT_THAT(std::string(opened.status().message()), testing::HasSubstr("missing/store.db"));
}

TEST_F(FileTest, OptionsOutOfRangeAreRefused) {
  EXPECT_THAT(OpenSqlite({.path = ""}, {}), Fails(StatusCode::kInvalidArgument, "STORE_OPTIONS"));
  EXPECT_THAT(OpenSqlite({.path = path(), .readers = 0}, {}), Fails(StatusCode::kInvalidArgument, "STORE_OPTIONS"));
  EXPECT_THAT(OpenSqlite({.path = path(), .busy_timeout_ms = -1}, {}),
              Fails(StatusCode::kInvalidArgument, "STORE_OPTIONS"));
}

}  // namespace
}  // namespace clientroute
