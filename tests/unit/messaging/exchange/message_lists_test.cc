// The lists of messages, of letters that were given up and of errors of the hub: their orders, and by which index.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/messaging/hub/delivery_store.h"
#include "services/messaging/hub/hub_error_store.h"
#include "services/messaging/message_store.h"
#include "services/messaging/migrations.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/plan_recorder.h"
#include "services/platform/testing/status_matchers.h"

namespace clientroute::messaging {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class MessageListsTest : public ::testing::Test {
 protected:
  /// Six messages; every other one has a term, the first of them the latest.
  MessageListsTest() : database_(*OpenSqlite({.path = ":memory:"}, MessagingMigrations())) {
    EXPECT_THAT(database_->Write([](Connection& connection) -> absl::Status {
      for (int i = 1; i <= 6; ++i) {
        MessageRecord record;
        record.municipality = i == 6 ? "0400" : "0361";
        record.file_name = Cat(i, ".xml");
        record.digest = Digest(record.file_name);
        record.created_at = *ParseIso("2026-04-01T08:00:00Z");
        if (i % 2 == 1) record.answer_due = Date::Of(2026, 4, 20 - i);
        CLIENTROUTE_RETURN_IF_ERROR(InsertMessage(connection, &record));
        CLIENTROUTE_RETURN_IF_ERROR(
            connection
                .Execute(
                    "INSERT INTO exchange_file (message, box, municipality, name, dead_at) VALUES ($1, 1, $2, $3, 1)",
                    {record.number, std::string_view(record.municipality), std::string_view(record.file_name)})
                .status());
        HubError error;
        error.reference = Cat("error-", i);
        error.municipality = record.municipality;
        CLIENTROUTE_RETURN_IF_ERROR(AddHubError(connection, error));
      }
      return absl::OkStatus();
    }),
                IsOk());
  }
  /// Page by page of two; `asked` gets what was asked for.
  std::vector<std::string> Read(const MessageFilter& filter, MessageOrder order) {
    std::vector<std::string> names;
    std::optional<MessagePosition> after;
    std::size_t before = 0;
    do {
      before = names.size();
      EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
        PlanRecorder recorder(connection);
        CLIENTROUTE_ASSIGN(const auto page, ListMessages(recorder, filter, order, after, 2));
        for (const MessageRecord& record : page) {
          names.push_back(record.file_name);
          after = PositionOf(record);
        }
        EXPECT_THAT(recorder.asked().front().plan, Not(HasSubstr("TEMP B-TREE"))) << recorder.asked().front().sql;
        if (order == MessageOrder::kDue) EXPECT_THAT(recorder.asked().front().plan, HasSubstr("message_due"));
        return absl::OkStatus();
      }),
                  IsOk());
    } while (names.size() > before);
    return names;
  }
  template <typename List>
  std::vector<std::int64_t> Walk(const List& list) {
    std::vector<std::int64_t> numbers;
    std::size_t before = 0;
    do {
      before = numbers.size();
      EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
        CLIENTROUTE_ASSIGN(const auto page, list(connection, numbers.empty() ? 0 : numbers.back()));
        for (const auto& one : page) numbers.push_back(one.number);
        return absl::OkStatus();
      }),
                  IsOk());
    } while (numbers.size() > before);
    return numbers;
  }

  std::unique_ptr<Database> database_;
};

TEST_F(MessageListsTest, EveryOrderIsThatOfAnIndex) {
  EXPECT_THAT(Read({}, MessageOrder::kNewest), ElementsAre("6.xml", "5.xml", "4.xml", "3.xml", "2.xml", "1.xml"));
  EXPECT_THAT(Read({}, MessageOrder::kOldest), ElementsAre("1.xml", "2.xml", "3.xml", "4.xml", "5.xml", "6.xml"));
  EXPECT_THAT(Read({}, MessageOrder::kDue), ElementsAre("5.xml", "3.xml", "1.xml"));
}

TEST_F(MessageListsTest, EveryFilterKeepsTheOrderOfAnIndex) {
  std::vector<MessageFilter> filters(8);
  filters[0].visible = std::set<std::string>{"0361", "0400"};
  filters[1].own_provider = "42420001";
  filters[2].municipality = "0361";
  filters[3].provider = "42420001";
  filters[4].kind = "JW305";
  filters[5].states = {MessageState::kReceived};
  filters[6].states = {MessageState::kReceived, MessageState::kSent};
  filters[7].due_before = Date::Of(2026, 4, 18);
  for (const MessageFilter& filter : filters) {
    for (const auto order : {MessageOrder::kNewest, MessageOrder::kOldest, MessageOrder::kDue}) Read(filter, order);
  }
}

TEST_F(MessageListsTest, WhatIsLateWasDueBeforeTheDay) {
  MessageFilter filter;
  filter.due_before = Date::Of(2026, 4, 17);
  EXPECT_THAT(Read(filter, MessageOrder::kDue), ElementsAre("5.xml"));
  filter.due_before = Date::Of(2026, 4, 18);
  EXPECT_THAT(Read(filter, MessageOrder::kDue), ElementsAre("5.xml", "3.xml"));
  filter.visible = std::set<std::string>{"0400"};
  EXPECT_THAT(Read(filter, MessageOrder::kDue), ElementsAre());
}

TEST_F(MessageListsTest, DeadLettersAndErrorsOfTheHubComeOldestOrNewestFirst) {
  const std::set<std::string> here = {"0361"};
  for (const bool oldest : {true, false}) {
    const auto dead = Walk([&](Connection& connection, std::int64_t from) {
      return ListDeadFiles(connection, here, "", oldest, from, 2);
    });
    const auto errors = Walk([&](Connection& connection, std::int64_t from) {
      return ListHubErrors(connection, here, "", oldest, from, 2);
    });
    if (oldest) {
      EXPECT_THAT(dead, ElementsAre(1, 2, 3, 4, 5));
      EXPECT_THAT(errors, ElementsAre(1, 2, 3, 4, 5));
    } else {
      EXPECT_THAT(dead, ElementsAre(5, 4, 3, 2, 1));
      EXPECT_THAT(errors, ElementsAre(5, 4, 3, 2, 1));
    }
  }
}

}  // namespace
}  // namespace clientroute::messaging
