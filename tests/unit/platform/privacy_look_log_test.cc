#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/status/status.h"
#include "services/platform/store/database.h"

namespace clientroute {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class LookLogTest : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = OpenSqlite({.path = ":memory:"}, {});
    ASSERT_TRUE(opened.ok()) << opened.status();
    database_ = *std::move(opened);
  }

  absl::Status Append(std::string_view subject, const std::vector<std::string>& clients,
                      const std::string& municipality = "0392") {
    Look look;
    for (const std::string& client : clients) look.Saw(client, municipality);
    CallContext call;
    call.method = "clientroute.intake.v1.Intake/GetClient";
    call.identity.subject = std::string(subject);
    call.identity.on_behalf_of = "persons/a.bakker";
    call.purpose = "care-allocation";
    call.now = ParseIso("2026-04-03T09:15:00Z").value() + std::chrono::seconds(++seconds_);
    return database_->Write([&](Connection& connection) { return AppendLook(connection, call, look); });
  }

  std::vector<LookEntry> List(std::int64_t after, int limit, const std::optional<std::string>& client = std::nullopt) {
    std::vector<LookEntry> entries;
    const absl::Status status = database_->Read([&](Connection& connection) {
      auto listed = ListLooks(connection, after, limit, client);
      if (listed.ok()) entries = *std::move(listed);
      return listed.status();
    });
    EXPECT_TRUE(status.ok()) << status;
    return entries;
  }

  std::optional<std::int64_t> Broken() {
    std::optional<std::int64_t> broken;
    const absl::Status status = database_->Read([&](Connection& connection) {
      auto found = FindBrokenLook(connection);
      if (found.ok()) broken = *found;
      return found.status();
    });
    EXPECT_TRUE(status.ok()) << status;
    return broken;
  }

  // Someone with the file in hands, who takes the guards away first.
  void Tamper(const std::vector<std::string>& statements) {
    const absl::Status status = database_->Write([&](Connection& connection) {
      for (std::string_view guard : {"look_is_never_changed", "look_is_never_removed", "look_client_is_never_changed",
                                     "look_client_is_never_removed"}) {
        CLIENTROUTE_RETURN_IF_ERROR(connection.Execute(Cat("DROP TRIGGER IF EXISTS ", guard)).status());
      }
      for (const std::string& statement : statements) {
        CLIENTROUTE_RETURN_IF_ERROR(connection.Execute(statement).status());
      }
      return absl::OkStatus();
    });
    ASSERT_TRUE(status.ok()) << status;
  }

  void AppendFive() {
    ASSERT_TRUE(Append("persons/j.devries", {"clients/a"}).ok());
    ASSERT_TRUE(Append("persons/j.devries", {"clients/b", "clients/a", "clients/c"}).ok());
    ASSERT_TRUE(Append("services/messaging", {"clients/c"}).ok());
    ASSERT_TRUE(Append("persons/k.smit", {"clients/a"}).ok());
    ASSERT_TRUE(Append("persons/k.smit", {"clients/d", "clients/b"}).ok());
  }

  std::unique_ptr<Database> database_;
  int seconds_ = 0;
};

std::vector<std::int64_t> NumbersOf(const std::vector<LookEntry>& entries) {
  std::vector<std::int64_t> numbers;
  for (const LookEntry& entry : entries) numbers.push_back(entry.number);
  return numbers;
}

TEST(LookTest, SeeingAClientTwiceIsOneLook) {
  Look look;
  look.Saw("clients/b", "0392");
  look.Saw("clients/a", "0392");
  look.Saw("clients/b", "0392");
  EXPECT_THAT(look.clients(), ElementsAre("clients/b", "clients/a"));
}

TEST_F(LookLogTest, ALookIsKeptWhole) {
  ASSERT_TRUE(Append("persons/j.devries", {"clients/b", "clients/a"}).ok());
  const auto entries = List(0, 10);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].number, 1);
  EXPECT_EQ(ToIso(entries[0].at), "2026-04-03T09:15:01.000000Z");
  EXPECT_EQ(entries[0].subject, "persons/j.devries");
  EXPECT_EQ(entries[0].on_behalf_of, "persons/a.bakker");
  EXPECT_EQ(entries[0].purpose, "care-allocation");
  EXPECT_EQ(entries[0].method, "clientroute.intake.v1.Intake/GetClient");
  EXPECT_THAT(entries[0].clients, ElementsAre("clients/b", "clients/a"));
  EXPECT_EQ(entries[0].hash.size(), 32U);
}

// The hash is that of the fields which a look had then.
TEST_F(LookLogTest, ALookFromBeforeMunicipalitiesWereKeptKeepsItsHashAndIsShownToWhoMaySeeAll) {
  ASSERT_TRUE(Append("persons/j.devries", {"clients/a"}, std::string(kNotKept)).ok());
  const auto entries = List(0, 10);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(Hex(entries[0].hash), "471c92862ec6f9558e9dd3f23ff5fdc2dbcb895d8a653177c63d38e391e3ac9b");
  EXPECT_EQ(Broken(), std::nullopt);
  const absl::Status status = database_->Read([](Connection& connection) -> absl::Status {
    LookView view;
    view.municipalities = std::set<std::string>{"0392", ""};
    CLIENTROUTE_ASSIGN(const auto shown, ListLooks(connection, 0, 10, std::nullopt, view));
    EXPECT_THAT(shown, IsEmpty());
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
}

TEST_F(LookLogTest, ACallThatShowedNobodyLeavesNoRow) {
  ASSERT_TRUE(Append("persons/j.devries", {}).ok());
  EXPECT_THAT(List(0, 10), IsEmpty());
  EXPECT_EQ(Broken(), std::nullopt);
}

TEST_F(LookLogTest, AClientWithoutANameIsRefusedAndLeavesNothing) {
  EXPECT_EQ(ReasonOf(Append("persons/j.devries", {"clients/a", ""})), "LOOK_CLIENT_NAME");
  EXPECT_THAT(List(0, 10), IsEmpty());
  EXPECT_EQ(Broken(), std::nullopt);
}

TEST_F(LookLogTest, ListsByPageAndByClient) {
  AppendFive();
  EXPECT_THAT(NumbersOf(List(0, 2)), ElementsAre(1, 2));
  EXPECT_THAT(NumbersOf(List(2, 2)), ElementsAre(3, 4));
  EXPECT_THAT(NumbersOf(List(4, 2)), ElementsAre(5));
  EXPECT_THAT(NumbersOf(List(5, 2)), IsEmpty());
  EXPECT_THAT(NumbersOf(List(0, 10, "clients/a")), ElementsAre(1, 2, 4));
  EXPECT_THAT(NumbersOf(List(0, 2, "clients/a")), ElementsAre(1, 2));
  EXPECT_THAT(NumbersOf(List(2, 2, "clients/a")), ElementsAre(4));
  EXPECT_THAT(NumbersOf(List(0, 10, "clients/z")), IsEmpty());
  EXPECT_THAT(List(0, 10, "clients/a")[1].clients, ElementsAre("clients/b", "clients/a", "clients/c"));
}

TEST_F(LookLogTest, APageHasALimit) {
  for (const int limit : {0, -1, 1'002}) {
    const absl::Status status =
        database_->Read([&](Connection& connection) { return ListLooks(connection, 0, limit, std::nullopt).status(); });
    EXPECT_EQ(ReasonOf(status), "LOOK_LIMIT") << limit;
  }
}

TEST_F(LookLogTest, AWholeChainIsWhole) {
  EXPECT_EQ(Broken(), std::nullopt);
  AppendFive();
  EXPECT_EQ(Broken(), std::nullopt);
  for (int i = 0; i < 250; ++i) ASSERT_TRUE(Append("services/intake", {Cat("clients/", i)}).ok());
  EXPECT_EQ(Broken(), std::nullopt);
}

TEST_F(LookLogTest, TheSchemaItselfRefusesChangeAndRemoval) {
  AppendFive();
  for (std::string_view statement :
       {"UPDATE look SET purpose = 'x' WHERE number = 2", "DELETE FROM look_client WHERE number = 2",
        "DELETE FROM look WHERE number = 5", "UPDATE look_client SET client = 'clients/z' WHERE number = 1"}) {
    EXPECT_FALSE(database_->Write([&](Connection& connection) { return connection.Execute(statement).status(); }).ok())
        << statement;
  }
  EXPECT_EQ(Broken(), std::nullopt);
}

TEST_F(LookLogTest, EveryKindOfTamperingIsFound) {
  const struct {
    std::string_view what;
    std::vector<std::string> statements;
    std::int64_t broken;
  } cases[] = {
      {"another moment", {"UPDATE look SET looked_at = looked_at + 1 WHERE number = 2"}, 2},
      {"another person", {"UPDATE look SET subject = 'persons/x' WHERE number = 3"}, 3},
      {"another principal", {"UPDATE look SET on_behalf_of = '' WHERE number = 3"}, 3},
      {"another purpose", {"UPDATE look SET purpose = 'operation' WHERE number = 4"}, 4},
      {"another method", {"UPDATE look SET method = 'm' WHERE number = 1"}, 1},
      {"a letter moved between fields",
       {"UPDATE look SET purpose = 'care-allocatio', method = 'n' || method WHERE number = 4"},
       4},
      {"another hash", {"UPDATE look SET hash = zeroblob(32) WHERE number = 5"}, 5},
      {"another client", {"UPDATE look_client SET client = 'clients/z' WHERE number = 2 AND ordinal = 2"}, 2},
      {"another municipality", {"UPDATE look_client SET municipality = '0400' WHERE number = 3"}, 3},
      {"a client hidden", {"DELETE FROM look_client WHERE number = 2 AND ordinal = 3"}, 2},
      {"all clients hidden", {"DELETE FROM look_client WHERE number = 3"}, 3},
      {"a client added", {"INSERT INTO look_client (number, ordinal, client) VALUES (4, 9, 'clients/z')"}, 4},
      {"clients in another order", {"UPDATE look_client SET ordinal = 4 WHERE number = 2 AND ordinal = 1"}, 2},
      {"the first removed", {"DELETE FROM look_client WHERE number = 1", "DELETE FROM look WHERE number = 1"}, 1},
      {"one in between removed", {"DELETE FROM look_client WHERE number = 3", "DELETE FROM look WHERE number = 3"}, 3},
      {"one removed, the next moved up",
       {"DELETE FROM look_client WHERE number = 3", "DELETE FROM look WHERE number = 3",
        "INSERT INTO look SELECT 3, looked_at, subject, on_behalf_of, purpose, method, hash FROM look WHERE number = 4",
        "UPDATE look_client SET number = 3 WHERE number = 4", "DELETE FROM look WHERE number = 4"},
       3},
      {"the last removed", {"DELETE FROM look_client WHERE number = 5", "DELETE FROM look WHERE number = 5"}, 5},
      {"all removed", {"DELETE FROM look_client", "DELETE FROM look"}, 1},
      {"two exchanged",
       {"INSERT INTO look SELECT 9, looked_at, subject, on_behalf_of, purpose, method, hash FROM look WHERE number = 1",
        "INSERT INTO look_client SELECT 9, ordinal, client, municipality FROM look_client WHERE number = 1",
        "DELETE FROM look_client WHERE number = 1", "DELETE FROM look WHERE number = 1",
        "INSERT INTO look SELECT 1, looked_at, subject, on_behalf_of, purpose, method, hash FROM look WHERE number = 4",
        "INSERT INTO look_client SELECT 1, ordinal, client, municipality FROM look_client WHERE number = 4",
        "DELETE FROM look_client WHERE number = 4", "DELETE FROM look WHERE number = 4",
        "INSERT INTO look SELECT 4, looked_at, subject, on_behalf_of, purpose, method, hash FROM look WHERE number = 9",
        "INSERT INTO look_client SELECT 4, ordinal, client, municipality FROM look_client WHERE number = 9",
        "DELETE FROM look_client WHERE number = 9", "DELETE FROM look WHERE number = 9"},
       1},
      {"one put before the first",
       {"INSERT INTO look SELECT 0, looked_at, subject, on_behalf_of, purpose, method, hash FROM look WHERE number = "
        "1"},
       1},
      {"one put after the last",
       {"INSERT INTO look SELECT 6, looked_at, subject, on_behalf_of, purpose, method, hash FROM look WHERE number = "
        "5"},
       6},
  };
  for (const auto& c : cases) {
    SetUp();
    seconds_ = 0;
    AppendFive();
    ASSERT_EQ(Broken(), std::nullopt);
    Tamper(c.statements);
    EXPECT_EQ(Broken(), c.broken) << c.what;
  }
}

}  // namespace
}  // namespace clientroute
