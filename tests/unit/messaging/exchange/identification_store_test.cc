#include "services/messaging/identification_store.h"

#include "gtest/gtest.h"
#include "services/messaging/message_store.h"
#include "services/messaging/migrations.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/testing/status_matchers.h"

namespace clientroute::messaging {
namespace {

class IdentificationStoreTest : public ::testing::Test {
 protected:
  IdentificationStoreTest() : database_(*OpenSqlite({.path = ":memory:"}, MessagingMigrations())) {}

  /// Stores an inbound message with these bytes under identification `1` of the sender.
  MessageRecord Add(const std::string& bytes, const std::string& kind = "JW315",
                    const std::string& provider = "42420001") {
    MessageRecord record;
    record.municipality = "0361";
    record.kind = kind;
    record.provider = provider;
    record.identification = "1";
    record.file_name = "file-" + std::to_string(++files_);
    record.digest = Digest(bytes);
    EXPECT_THAT(database_->Write([&](Connection& connection) { return InsertMessage(connection, &record); }), IsOk());
    return record;
  }
  Standing Take(const MessageRecord& record, bool counts = true) {
    Standing standing;
    EXPECT_THAT(database_->Write([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(standing, TakeIdentification(connection, record, counts));
      return absl::OkStatus();
    }),
                IsOk());
    return standing;
  }
  void Finish(const MessageRecord& record, MessageState state) {
    EXPECT_THAT(database_->Write([&](Connection& connection) {
      return FinishMessage(connection, {record.number, state, "", std::nullopt, std::nullopt, {}, {}, {}});
    }),
                IsOk());
  }
  absl::StatusOr<std::int64_t> Next(const std::string& municipality) {
    std::int64_t number = 0;
    const absl::Status status = database_->Write([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(number, NextIdentification(connection, municipality));
      return absl::OkStatus();
    });
    if (!status.ok()) return status;
    return number;
  }

  std::unique_ptr<Database> database_;
  int files_ = 0;
};

TEST_F(IdentificationStoreTest, TheFirstOneHasIt) {
  const MessageRecord first = Add("a");
  EXPECT_EQ(Take(first).kind, Standing::Kind::kNew);
  EXPECT_EQ(Take(first).kind, Standing::Kind::kNew);  // asked again it says the same
}

TEST_F(IdentificationStoreTest, TheSameBytesRepeatAndOthersReuse) {
  const MessageRecord first = Add("a");
  Take(first);
  const MessageRecord repeat = Add("a");
  EXPECT_EQ(Take(repeat).kind, Standing::Kind::kRepeat);
  EXPECT_EQ(Take(repeat).earlier, first.number);
  const MessageRecord other = Add("b");
  EXPECT_EQ(Take(other).kind, Standing::Kind::kReused);
  EXPECT_EQ(Take(Add("b")).earlier, other.number);  // what was refused for it repeats itself
}

TEST_F(IdentificationStoreTest, AnotherKindOrSenderHasItsOwn) {
  Take(Add("a"));
  EXPECT_EQ(Take(Add("a", "JW305")).kind, Standing::Kind::kNew);
  EXPECT_EQ(Take(Add("b", "JW315", "42420002")).kind, Standing::Kind::kNew);
}

TEST_F(IdentificationStoreTest, WhatCountsAsNotSentGivesWay) {
  const MessageRecord refused = Add("a");
  EXPECT_EQ(Take(refused, /*counts=*/false).kind, Standing::Kind::kNew);
  const MessageRecord better = Add("b");
  EXPECT_EQ(Take(better).kind, Standing::Kind::kNew);
  EXPECT_EQ(Take(refused, /*counts=*/false).kind, Standing::Kind::kNew);  // says the same, and takes nothing back
  EXPECT_EQ(Take(Add("c")).kind, Standing::Kind::kReused);
  EXPECT_EQ(Take(Add("d"), /*counts=*/false).kind, Standing::Kind::kNew);  // level 2 is told first
  EXPECT_EQ(Take(better).kind, Standing::Kind::kNew);
}

TEST_F(IdentificationStoreTest, ARefusedFileIsNoEarlierMessage) {
  Finish(Add("a"), MessageState::kRefused);
  EXPECT_EQ(Take(Add("a")).kind, Standing::Kind::kNew);
}

TEST_F(IdentificationStoreTest, EachMunicipalityCountsFromOne) {
  EXPECT_EQ(*Next("0361"), 1);
  EXPECT_EQ(*Next("0361"), 2);
  EXPECT_EQ(*Next("0400"), 1);
}

TEST_F(IdentificationStoreTest, BeyondTwelveDigitsNothingIsGiven) {
  ASSERT_THAT(database_->Write([](Connection& connection) {
    return connection
        .Execute("INSERT INTO identification_sequence (municipality, last) VALUES ('0361', 999999999999)", {})
        .status();
  }),
              IsOk());
  EXPECT_THAT(Next("0361"), Fails(absl::StatusCode::kOutOfRange, "IDENTIFICATIONS_USED_UP"));
}

TEST_F(IdentificationStoreTest, AnAllocationIsSentForTheFirstTimeOnce) {
  const MessageRecord message = Add("a");
  ASSERT_THAT(database_->Write([&](Connection& connection) -> absl::Status {
    EXPECT_FALSE(*WasAllocationSent(connection, {"0361", 1, 7}));
    CLIENTROUTE_RETURN_IF_ERROR(RecordSentAllocation(connection, {"0361", 1, 7}, "ref-1", message.number));
    CLIENTROUTE_RETURN_IF_ERROR(RecordSentAllocation(connection, {"0361", 1, 7}, "ref-1", message.number));
    EXPECT_TRUE(*WasReferenceSent(connection, {"0361", 1, 7}, "ref-1"));
    EXPECT_FALSE(*WasReferenceSent(connection, {"0361", 1, 7}, "ref-2"));  // asked for again, to be changed
    EXPECT_TRUE(*WasReferenceSent(connection, {"0361", 1, 7}, ""));
    EXPECT_TRUE(*WasAllocationSent(connection, {"0361", 1, 7}));
    EXPECT_FALSE(*WasAllocationSent(connection, {"0361", 2, 7}));  // numbers are unique per law
    EXPECT_FALSE(*WasAllocationSent(connection, {"0400", 1, 7}));  // and per municipality
    return absl::OkStatus();
  }),
              IsOk());
}

}  // namespace
}  // namespace clientroute::messaging
