#include "services/messaging/request_store.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/messaging/message_store.h"
#include "services/messaging/migrations.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/testing/status_matchers.h"

namespace clientroute::messaging {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RequestStoreTest : public ::testing::Test {
 protected:
  RequestStoreTest() : database_(*OpenSqlite({.path = ":memory:"}, MessagingMigrations())) {
    MessageRecord record;
    record.municipality = "0361";
    record.file_name = "verzoek.xml";
    record.digest = Digest("verzoek");
    EXPECT_THAT(database_->Write([&](Connection& connection) { return InsertMessage(connection, &record); }), IsOk());
    message_ = record.number;
  }
  void Write(const std::function<absl::Status(Connection&)>& work) { ASSERT_THAT(database_->Write(work), IsOk()); }
  std::optional<RequestStanding> Standing(const RequestKey& key) {
    std::optional<RequestStanding> standing;
    Write([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(standing, FindRequest(connection, key));
      return absl::OkStatus();
    });
    return standing;
  }

  std::unique_ptr<Database> database_;
  std::int64_t message_ = 0;
  const RequestKey key_{"0361", Law::kJeugdwet, "42420001", "ref-1"};
};

TEST_F(RequestStoreTest, ARequestIsOpenUntilItIsAnswered) {
  EXPECT_EQ(Standing(key_), std::nullopt);
  Write([&](Connection& connection) { return AddRequest(connection, key_, message_); });
  EXPECT_EQ(Standing(key_), RequestStanding::kOpen);
  Write([&](Connection& connection) {
    return SaveStanding(connection, key_, RequestStanding::kUnderInvestigation, "routes/1");
  });
  EXPECT_EQ(Standing(key_), RequestStanding::kUnderInvestigation);
  // The same reference again changes nothing of it.
  Write([&](Connection& connection) { return AddRequest(connection, key_, message_); });
  EXPECT_EQ(Standing(key_), RequestStanding::kUnderInvestigation);
}

TEST_F(RequestStoreTest, TheMessageOfARequestIsOneOfTheRouteThatAnswersIt) {
  Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(AddRequest(connection, key_, message_));
    for (const RequestStanding standing : {RequestStanding::kUnderInvestigation, RequestStanding::kAllocated}) {
      CLIENTROUTE_RETURN_IF_ERROR(SaveStanding(connection, key_, standing, "routes/1"));
    }
    CLIENTROUTE_ASSIGN(const MessageRecord message, LoadMessage(connection, message_));
    EXPECT_THAT(message.routes, ElementsAre("routes/1"));
    return absl::OkStatus();
  });
}

TEST_F(RequestStoreTest, AReferenceIsOneProvidersUnderOneLawInOneMunicipality) {
  Write([&](Connection& connection) { return AddRequest(connection, key_, message_); });
  RequestKey other = key_;
  other.law = Law::kWmo;
  EXPECT_EQ(Standing(other), std::nullopt);
  other = key_;
  other.provider = "42420002";
  EXPECT_EQ(Standing(other), std::nullopt);
  other = key_;
  other.municipality = "0400";
  EXPECT_EQ(Standing(other), std::nullopt);
  Write([&](Connection& connection) { return SaveStanding(connection, other, RequestStanding::kRefused, "routes/1"); });
  EXPECT_EQ(Standing(other), std::nullopt);
  EXPECT_EQ(Standing(key_), RequestStanding::kOpen);
}

TEST_F(RequestStoreTest, TheRequestsOfAMessageAreListed) {
  RequestKey second = key_;
  second.reference = "ref-0";
  Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const auto none, ListRequests(connection, message_));
    EXPECT_THAT(none, IsEmpty());
    CLIENTROUTE_RETURN_IF_ERROR(AddRequest(connection, key_, message_));
    CLIENTROUTE_RETURN_IF_ERROR(AddRequest(connection, second, message_));
    CLIENTROUTE_ASSIGN(const auto both, ListRequests(connection, message_));
    EXPECT_THAT(both, ElementsAre(second, key_));
    return absl::OkStatus();
  });
}

}  // namespace
}  // namespace clientroute::messaging
