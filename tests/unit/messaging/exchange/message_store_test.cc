#include "services/messaging/message_store.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/messaging/exchange_store.h"
#include "services/messaging/migrations.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/testing/status_matchers.h"

namespace clientroute::messaging {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class MessageStoreTest : public ::testing::Test {
 protected:
  MessageStoreTest() : database_(*OpenSqlite({.path = ":memory:"}, MessagingMigrations())) {}

  MessageRecord Record(const std::string& file_name) const {
    MessageRecord record;
    record.municipality = "0361";
    record.file_name = file_name;
    record.digest = Digest(file_name);
    record.created_at = *ParseIso("2026-04-01T08:00:00Z");
    return record;
  }
  void Write(const std::function<absl::Status(Connection&)>& work) { ASSERT_THAT(database_->Write(work), IsOk()); }
  std::int64_t Insert(MessageRecord record) {
    Write([&](Connection& connection) { return InsertMessage(connection, &record); });
    return record.number;
  }
  MessageRecord Load(std::int64_t number) {
    MessageRecord record;
    Write([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(record, LoadMessage(connection, number));
      return absl::OkStatus();
    });
    return record;
  }

  std::unique_ptr<Database> database_;
};

TEST_F(MessageStoreTest, AllFieldsComeBack) {
  MessageRecord record = Record("a.xml");
  record.way = MessageWay::kOut;
  record.state = MessageState::kSent;
  record.stage = MessageStage::kFinished;
  record.kind = "JW301";
  record.provider = "42420001";
  record.identification = "000000000001";
  record.signed_on = Date::Of(2026, 4, 1);
  record.answer_due = Date::Of(2026, 4, 7);
  record.route = "routes/1";
  record.routes = {"routes/1", "routes/2"};
  record.clients = {"clients/1"};
  record.findings = {{"Client[1]", "TR019", "9019", 12, "Niet gevonden."},
                     {"Header", "TR056", "9056", 0, "Al gebruikt."}};
  const MessageRecord loaded = Load(Insert(record));
  EXPECT_EQ(loaded.way, record.way);
  EXPECT_EQ(loaded.state, record.state);
  EXPECT_EQ(loaded.stage, record.stage);
  EXPECT_EQ(loaded.kind, record.kind);
  EXPECT_EQ(loaded.municipality, record.municipality);
  EXPECT_EQ(loaded.provider, record.provider);
  EXPECT_EQ(loaded.identification, record.identification);
  EXPECT_EQ(loaded.signed_on, record.signed_on);
  EXPECT_EQ(loaded.file_name, record.file_name);
  EXPECT_EQ(loaded.digest, record.digest);
  EXPECT_EQ(loaded.created_at, record.created_at);
  EXPECT_EQ(loaded.answer_due, record.answer_due);
  EXPECT_EQ(loaded.route, record.route);
  EXPECT_EQ(loaded.routes, record.routes);
  EXPECT_EQ(loaded.clients, record.clients);
  EXPECT_EQ(loaded.findings, record.findings);
  EXPECT_FALSE(loaded.id.IsNil());
}

TEST_F(MessageStoreTest, IdsFollowFromWhatCameInWhichOrder) {
  const MessageRecord first = Load(Insert(Record("a.xml")));
  const MessageRecord second = Load(Insert(Record("b.xml")));
  EXPECT_EQ(first.number, 1);
  EXPECT_EQ(second.number, 2);
  EXPECT_NE(first.id, second.id);
  const auto other = *OpenSqlite({.path = ":memory:"}, MessagingMigrations());
  MessageRecord again = Record("a.xml");
  ASSERT_THAT(other->Write([&](Connection& connection) { return InsertMessage(connection, &again); }), IsOk());
  EXPECT_EQ(again.id, first.id);
}

TEST_F(MessageStoreTest, ANameIsThereOnce) {
  Insert(Record("a.xml"));
  MessageRecord again = Record("a.xml");
  EXPECT_THAT(database_->Write([&](Connection& connection) { return InsertMessage(connection, &again); }),
              Fails(absl::StatusCode::kAlreadyExists, ""));
}

TEST_F(MessageStoreTest, WhatIsNotThereIsNotFound) {
  Write([](Connection& connection) {
    EXPECT_THAT(LoadMessage(connection, 7), Fails(absl::StatusCode::kNotFound, "MESSAGE_NOT_FOUND"));
    EXPECT_THAT(FindMessage(connection, Uuid()), Fails(absl::StatusCode::kNotFound, "MESSAGE_NOT_FOUND"));
    EXPECT_THAT(LoadContent(connection, 7), Fails(absl::StatusCode::kNotFound, "CONTENT_NOT_FOUND"));
    return absl::OkStatus();
  });
}

TEST_F(MessageStoreTest, AQueueHoldsUpTheLaterUntilTheOlderIsFinished) {
  const std::int64_t first = Insert(Record("a.xml"));
  const std::int64_t second = Insert(Record("b.xml"));
  const std::int64_t other = Insert(Record("c.xml"));
  Write([&](Connection& connection) -> absl::Status {
    for (const auto& [number, queue] : {std::pair(first, "q"), std::pair(second, "q"), std::pair(other, "")}) {
      CLIENTROUTE_ASSIGN(const MessageRecord record, LoadMessage(connection, number));
      CLIENTROUTE_RETURN_IF_ERROR(SaveJudged(connection, record, queue));
    }
    EXPECT_FALSE(*HasOlderInQueue(connection, first));
    EXPECT_TRUE(*HasOlderInQueue(connection, second));
    EXPECT_FALSE(*HasOlderInQueue(connection, other));
    EXPECT_THAT(*ListOpenMessages(connection), ElementsAre(first, second, other));
    CLIENTROUTE_RETURN_IF_ERROR(
        FinishMessage(connection, {first, MessageState::kAccepted, "", std::nullopt, std::nullopt, {}, {}, {}}));
    EXPECT_FALSE(*HasOlderInQueue(connection, second));
    EXPECT_THAT(*ListOpenMessages(connection), ElementsAre(second, other));
    return absl::OkStatus();
  });
}

TEST_F(MessageStoreTest, ARepeatHasTheContentOfWhatItRepeats) {
  const std::int64_t first = Insert(Record("a.xml"));
  const std::int64_t repeat = Insert(Record("b.xml"));
  Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(SaveContent(connection, first, {"clients/1", "first"}));
    CLIENTROUTE_RETURN_IF_ERROR(SaveContent(connection, repeat, {"", "repeat"}));
    EXPECT_EQ(LoadContent(connection, repeat)->sealed, "repeat");
    CLIENTROUTE_RETURN_IF_ERROR(
        FinishMessage(connection, {repeat, MessageState::kAccepted, "", std::nullopt, first, {}, {}, {}}));
    CLIENTROUTE_RETURN_IF_ERROR(DropContent(connection, repeat));
    EXPECT_EQ(LoadContent(connection, repeat)->sealed, "first");
    EXPECT_EQ(LoadContent(connection, repeat)->client, "clients/1");
    CLIENTROUTE_RETURN_IF_ERROR(SaveContent(connection, first, {"clients/1", "sealed anew"}));
    EXPECT_EQ(LoadContent(connection, first)->sealed, "sealed anew");
    return absl::OkStatus();
  });
}

TEST_F(MessageStoreTest, FilesWaitInOrderUntilTheyAreWritten) {
  const std::int64_t message = Insert(Record("a.xml"));
  const Instant now = *ParseIso("2026-04-01T08:00:00Z");
  Write([&](Connection& connection) -> absl::Status {
    EXPECT_TRUE(*AreFilesWritten(connection));
    CLIENTROUTE_RETURN_IF_ERROR(AddFile(connection, {0, message, Box::kOut, "0361", "b.xml", "content"}));
    CLIENTROUTE_RETURN_IF_ERROR(AddFile(connection, {0, message, Box::kDone, "0361", "a.sealed", std::nullopt}));
    CLIENTROUTE_ASSIGN(const auto waiting, ListWaitingFiles(connection));
    EXPECT_THAT(waiting, SizeIs(2));
    CLIENTROUTE_ASSIGN(const auto file, LoadWaitingFile(connection, waiting[0].number));
    EXPECT_EQ(file->box, Box::kOut);
    EXPECT_EQ(file->name, "b.xml");
    EXPECT_EQ(file->content, "content");
    EXPECT_EQ(LoadWaitingFile(connection, waiting[1].number)->value().content, std::nullopt);
    CLIENTROUTE_RETURN_IF_ERROR(MarkFileWritten(connection, waiting[0].number, now));
    EXPECT_EQ(*LoadWaitingFile(connection, waiting[0].number), std::nullopt);
    EXPECT_FALSE(*AreFilesWritten(connection));
    CLIENTROUTE_RETURN_IF_ERROR(MarkFileWritten(connection, waiting[1].number, now));
    EXPECT_TRUE(*AreFilesWritten(connection));
    return absl::OkStatus();
  });
}

TEST_F(MessageStoreTest, AnArrivalIsRememberedUntilItsFileIsGone) {
  const std::int64_t message = Insert(Record("a.xml"));
  Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(AddArrival(connection, message, "0361", "mark"));
    EXPECT_THAT(*ListStoredArrivals(connection), ElementsAre(std::pair(ArrivalKey("0361", "mark"), message)));
    CLIENTROUTE_RETURN_IF_ERROR(
        FinishMessage(connection, {message, MessageState::kAccepted, "", std::nullopt, std::nullopt, {}, {}, {}}));
    EXPECT_FALSE(*IsInboundDone(connection));
    CLIENTROUTE_RETURN_IF_ERROR(ForgetArrival(connection, message));
    EXPECT_TRUE(*IsInboundDone(connection));
    EXPECT_THAT(*ListStoredArrivals(connection), IsEmpty());
    EXPECT_EQ(*CountName(connection, "0361", "a.xml"), 1);
    EXPECT_EQ(*CountName(connection, "0361", "a.xml"), 2);
    EXPECT_EQ(*CountName(connection, "0400", "a.xml"), 1);
    return absl::OkStatus();
  });
}

TEST_F(MessageStoreTest, WhatFailedIsNotOpenAndHoldsNobodyUntilItIsTakenUpAgain) {
  const std::int64_t first = Insert(Record("a.xml"));
  const std::int64_t second = Insert(Record("b.xml"));
  const auto open_and_behind = [&] {
    std::pair<std::vector<std::int64_t>, bool> found;
    Write([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(found.first, ListOpenMessages(connection));
      CLIENTROUTE_ASSIGN(found.second, HasOlderInQueue(connection, second));
      return absl::OkStatus();
    });
    return found;
  };
  const auto take_up = [&] {
    bool taken = false;
    Write([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(taken, TakeUpAgain(connection, first));
      return absl::OkStatus();
    });
    return taken;
  };
  for (const std::int64_t number : {first, second}) {
    const MessageRecord record = Load(number);
    Write([&](Connection& connection) { return SaveJudged(connection, record, "one queue"); });
  }
  EXPECT_EQ(open_and_behind(), std::make_pair(std::vector<std::int64_t>{first, second}, true));
  EXPECT_FALSE(take_up());
  Write([&](Connection& connection) { return SaveFailure(connection, first, "NO: never"); });
  EXPECT_EQ(open_and_behind(), std::make_pair(std::vector<std::int64_t>{second}, false));
  EXPECT_EQ(Load(first).state, MessageState::kFailed);
  EXPECT_EQ(Load(first).failure, "NO: never");
  EXPECT_EQ(Load(first).failures, 1);
  EXPECT_TRUE(take_up());
  EXPECT_EQ(Load(first).state, MessageState::kWaiting);
  EXPECT_EQ(Load(first).failure, "");
  EXPECT_EQ(open_and_behind(), std::make_pair(std::vector<std::int64_t>{first, second}, true));
}

TEST_F(MessageStoreTest, AListShowsTheFirstClientsOnly) {
  MessageRecord record = Record("a.xml");
  for (int i = 0; i < kListedClientsMax + 5; ++i) record.clients.push_back("clients/" + std::to_string(100 + i));
  const std::int64_t number = Insert(record);
  EXPECT_THAT(Load(number).clients, SizeIs(kListedClientsMax + 5));
  Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const auto listed, ListMessages(connection, {}, MessageOrder::kNewest, std::nullopt, 10));
    EXPECT_THAT(listed.at(0).clients, SizeIs(kListedClientsMax));
    return absl::OkStatus();
  });
}

}  // namespace
}  // namespace clientroute::messaging
