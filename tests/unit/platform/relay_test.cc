#include "services/platform/events/relay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clientroute/platform/v1/operations.pb.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/platform/events/backlog.h"
#include "services/platform/store/unit_of_work.h"
#include "services/platform/testing/capturing_subscriber.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/test_world.h"

namespace clientroute {
namespace {

using absl::StatusCode;
using testing::ElementsAre;

class RelayTest : public testing::TestWithParam<std::uint64_t> {
 protected:
  // Announces an event whose payload is its number.
  void Announce(const std::string& aggregate, int number) {
    CallContext call;
    call.method = "clientroute.test.v1.Test/Do";
    call.request_id = Cat("r-", number);
    call.now = world_.clock()->Now();
    google::protobuf::Duration payload;
    payload.set_seconds(number);
    google::protobuf::Duration answer;
    ASSERT_THAT(WriteOnce(*database_, call, payload, &answer,
                          [&](UnitOfWork& unit) { return unit.Announce(aggregate, payload); }),
                IsOk());
  }
  static int NumberOf(const type::v1::Event& event) {
    google::protobuf::Duration payload;
    EXPECT_TRUE(event.payload().UnpackTo(&payload));
    return static_cast<int>(payload.seconds());
  }
  // What arrived, of one aggregate or of all.
  std::vector<int> Arrived(const std::string& aggregate = "") {
    std::vector<int> numbers;
    for (const auto& event : subscriber_.events()) {
      if (aggregate.empty() || event.aggregate() == aggregate) numbers.push_back(NumberOf(event));
    }
    return numbers;
  }
  Work* AddRelay(std::set<std::string> types = {}) {
    return world_.Add(MakeRelay("test", database_, subscriber_.Subscribe("orchestrator", std::move(types)),
                                world_.clock(), world_.random(), world_.logger(), world_.metrics()));
  }
  // Refuses the events with these numbers, `times` times each.
  void Refuse(std::set<int> numbers, StatusCode code, int times = 1'000'000) {
    subscriber_.AnswerBy([numbers, code, times, refused = std::map<int, int>()](const type::v1::Event& event) mutable {
      const int number = NumberOf(event);
      if (!numbers.contains(number) || ++refused[number] > times) return absl::OkStatus();
      return Error(code, "TEST_REFUSAL", "refused by the test");
    });
  }
  std::vector<DeadLetter> DeadLetters() {
    std::vector<DeadLetter> letters;
    EXPECT_THAT(database_->Read([&](Connection& c) -> absl::Status {
      CLIENTROUTE_ASSIGN(letters, ListDeadLetters(c, 100));
      return absl::OkStatus();
    }),
                IsOk());
    return letters;
  }
  absl::Status Resend(std::string_view aggregate) {
    return database_->Write([&](Connection& c) { return ResendDeadLetters(c, "orchestrator", aggregate); });
  }

  TestWorld world_{GetParam()};
  Database* database_ = world_.OpenDatabase("test", {});
  CapturingSubscriber subscriber_;
};
INSTANTIATE_TEST_SUITE_P(Seeds, RelayTest, testing::Values(1, 2, 3));

TEST_P(RelayTest, DeliversAllInOrder) {
  AddRelay();
  std::vector<int> expected;
  for (int i = 1; i <= 200; ++i) {
    Announce(Cat("routes/", i % 7), i);
    expected.push_back(i);
  }
  world_.Settle();
  EXPECT_EQ(Arrived(), expected);
  EXPECT_EQ(subscriber_.offers(), 200);
}

TEST_P(RelayTest, NewSubscriberHearsFromTheStartAndLaterEventsAfterACommit) {
  Announce("routes/1", 1);
  Work* relay = AddRelay();
  EXPECT_FALSE(relay->Idle());
  world_.Settle();
  EXPECT_TRUE(relay->Idle());
  Announce("routes/1", 2);
  EXPECT_FALSE(relay->Idle());
  world_.Settle();
  EXPECT_THAT(Arrived(), ElementsAre(1, 2));
}

TEST_P(RelayTest, OnlyWantedTypesArriveAndTheOthersCostNoDelivery) {
  Work* relay = AddRelay({"google.protobuf.Timestamp"});
  for (int i = 1; i <= 20; ++i) Announce("routes/1", i);
  world_.Settle();
  EXPECT_TRUE(relay->Idle());
  EXPECT_EQ(subscriber_.offers(), 0);
}

// What a subscriber does not want costs no commit each, and does not stand as waiting for it either.
TEST_P(RelayTest, TheStoredCursorComesToWhatIsNotWantedWithinSeconds) {
  const auto waiting = [&] {
    std::int64_t count = -1;
    EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(const auto backlog, ListBacklog(connection));
      EXPECT_EQ(backlog.size(), 2U);
      count = 0;
      for (const RelayBacklog& one : backlog) count += one.waiting;
      return absl::OkStatus();
    }),
                IsOk());
    return count;
  };
  auto relay = MakeRelay("test", database_, subscriber_.Subscribe("orchestrator", {"google.protobuf.Duration"}),
                         world_.clock(), world_.random(), world_.logger(), world_.metrics());
  auto deaf = MakeRelay("test", database_, subscriber_.Subscribe("deaf", {"google.protobuf.Timestamp"}), world_.clock(),
                        world_.random(), world_.logger(), world_.metrics());
  Announce("routes/1", 1);
  const std::chrono::microseconds begin = Elapsed();
  {
    const ElapsedOverride now(begin);
    (void)relay->Run();
    const auto pause = deaf->Run();
    ASSERT_TRUE(pause.has_value()) << "it comes back by itself";
    EXPECT_LE(*pause, std::chrono::seconds(10));
  }
  {
    const ElapsedOverride now(begin + std::chrono::seconds(10));
    EXPECT_EQ(relay->Run(), std::nullopt) << "nothing is left to save";
    EXPECT_EQ(deaf->Run(), std::nullopt) << "nothing is left to save";
  }
  EXPECT_EQ(waiting(), 0);
  EXPECT_EQ(Arrived(), std::vector<int>{1});
}

TEST_P(RelayTest, CursorGoesOnWhereItStoodAfterARestart) {
  AddRelay();
  Announce("routes/1", 1);
  world_.Settle();
  // A second relay of the same name is what a restart makes.
  auto again = MakeRelay("test", database_, subscriber_.Subscribe("orchestrator"), world_.clock(), world_.random(),
                         world_.logger(), world_.metrics());
  Announce("routes/1", 2);
  EXPECT_FALSE(again->Idle());
  (void)again->Run();
  EXPECT_THAT(Arrived(), ElementsAre(1, 2));
  EXPECT_TRUE(again->Idle());
}

// One at a time, as they come when people and services answer each other: a commit of the cursor for each would cost as
// much as the events themselves.
TEST_P(RelayTest, EventsThatAreDeliveredSoonAfterEachOtherShareACommitOfTheCursor) {
  int commits = 0;
  database_->OnCommitTo({"relay_cursor"}, [&] { ++commits; });
  auto relay = MakeRelay("test", database_, subscriber_.Subscribe("orchestrator"), world_.clock(), world_.random(),
                         world_.logger(), world_.metrics());
  const std::chrono::microseconds begin = Elapsed();
  for (int i = 1; i <= 50; ++i) {
    const ElapsedOverride now(begin + std::chrono::milliseconds(i));
    Announce("routes/1", i);
    const auto pause = relay->Run();
    ASSERT_TRUE(pause.has_value()) << "it comes back by itself";
    EXPECT_LE(*pause, std::chrono::seconds(1));
    EXPECT_TRUE(relay->Idle()) << "all is delivered";
  }
  EXPECT_EQ(commits, 0);
  {
    const ElapsedOverride now(begin + std::chrono::seconds(1));
    EXPECT_EQ(relay->Run(), std::nullopt) << "nothing is left to save";
  }
  EXPECT_EQ(commits, 1);
  EXPECT_FALSE(relay->Settle());
  EXPECT_EQ(subscriber_.offers(), 50);
}

TEST_P(RelayTest, AStreamOfEventsMovesTheStoredCursorSoThatARepeatStaysSmall) {
  auto relay = MakeRelay("test", database_, subscriber_.Subscribe("orchestrator"), world_.clock(), world_.random(),
                         world_.logger(), world_.metrics());
  const ElapsedOverride now(Elapsed());  // no time passes
  for (int i = 1; i <= 500; ++i) {
    Announce(Cat("routes/", i % 7), i);
    (void)relay->Run();
  }
  CapturingSubscriber after_restart;
  auto again = MakeRelay("test", database_, after_restart.Subscribe("orchestrator"), world_.clock(), world_.random(),
                         world_.logger(), world_.metrics());
  while (!again->Idle()) (void)again->Run();
  EXPECT_LE(after_restart.offers(), 64);
}

TEST_P(RelayTest, WhatWasPutOffIsOnRecordBeforeAClockJumps) {
  AddRelay();
  Announce("routes/1", 1);
  world_.Advance(std::chrono::hours(1));
  CapturingSubscriber after_restart;
  auto again = MakeRelay("test", database_, after_restart.Subscribe("orchestrator"), world_.clock(), world_.random(),
                         world_.logger(), world_.metrics());
  (void)again->Run();
  EXPECT_EQ(after_restart.offers(), 0) << "to a clock that jumped far, the repeat would be no repeat";
}

TEST_P(RelayTest, TransientErrorHoldsItsAggregateAndNoOther) {
  Refuse({1}, StatusCode::kUnavailable, 3);
  AddRelay();
  Announce("routes/1", 1);
  Announce("routes/2", 2);
  Announce("routes/1", 3);
  Announce("routes/2", 4);
  world_.Settle();
  EXPECT_THAT(Arrived("routes/1"), ElementsAre(1, 3));
  EXPECT_THAT(Arrived("routes/2"), ElementsAre(2, 4));
  EXPECT_EQ(Arrived().front(), 2);
  EXPECT_TRUE(DeadLetters().empty());
}

TEST_P(RelayTest, SubscriberThatIsDownIsNotAskedForEveryAggregate) {
  bool down = true;
  subscriber_.AnswerBy(
      [&](const type::v1::Event&) { return down ? absl::UnavailableError("down") : absl::OkStatus(); });
  auto relay = MakeRelay("test", database_, subscriber_.Subscribe("orchestrator"), world_.clock(), world_.random(),
                         world_.logger(), world_.metrics());
  for (int i = 1; i <= 50; ++i) Announce(Cat("routes/", i), i);
  const auto pause = relay->Run();
  EXPECT_EQ(subscriber_.offers(), 3);
  ASSERT_TRUE(pause.has_value());
  EXPECT_GT(pause->count(), 0);
  EXPECT_FALSE(relay->Idle());
  down = false;
  world_.Add(std::move(relay));
  world_.Settle();
  EXPECT_EQ(Arrived().size(), 50u);
}

TEST_P(RelayTest, PermanentErrorIsADeadLetterAndWhatFollowsInItsAggregateWaitsBehindIt) {
  Refuse({1}, StatusCode::kFailedPrecondition);
  Work* relay = AddRelay();
  Announce("routes/1", 1);
  Announce("routes/1", 2);
  Announce("routes/2", 3);
  world_.Settle();
  EXPECT_THAT(Arrived(), ElementsAre(3));
  Announce("routes/1", 4);
  world_.Settle();
  EXPECT_THAT(Arrived(), ElementsAre(3));
  EXPECT_EQ(subscriber_.offers(), 2);
  EXPECT_TRUE(relay->Idle());
  const auto letters = DeadLetters();
  ASSERT_EQ(letters.size(), 3u);
  EXPECT_EQ(letters[0].position, 1);
  EXPECT_EQ(letters[0].subscriber, "orchestrator");
  EXPECT_EQ(letters[0].type, "google.protobuf.Duration");
  EXPECT_EQ(letters[0].aggregate, "routes/1");
  EXPECT_EQ(letters[0].error, "FAILED_PRECONDITION TEST_REFUSAL: refused by the test");
  EXPECT_EQ(letters[0].at, kTestStart);
  EXPECT_EQ(letters[1].position, 2);
  EXPECT_EQ(letters[2].position, 4);
}

TEST_P(RelayTest, DeadLettersAreSentAgainInOrderWhenAsked) {
  Refuse({1}, StatusCode::kFailedPrecondition);
  AddRelay();
  for (int i = 1; i <= 3; ++i) Announce("routes/1", i);
  world_.Settle();
  subscriber_.AnswerBy(nullptr);
  ASSERT_THAT(Resend("routes/1"), IsOk());
  Announce("routes/1", 4);
  world_.Settle();
  EXPECT_THAT(Arrived(), ElementsAre(1, 2, 3, 4));
  EXPECT_TRUE(DeadLetters().empty());
  EXPECT_THAT(Resend("routes/1"), Fails(StatusCode::kNotFound, "NO_DEAD_LETTERS"));
}

TEST_P(RelayTest, DeadLetterThatIsRefusedAgainStaysOneAndSoDoWhatFollow) {
  Refuse({1, 3}, StatusCode::kInvalidArgument);
  AddRelay();
  for (int i = 1; i <= 4; ++i) Announce("routes/1", i);
  world_.Settle();
  ASSERT_THAT(Resend("routes/1"), IsOk());
  world_.Settle();
  EXPECT_EQ(DeadLetters().size(), 4u);
  Refuse({3}, StatusCode::kInvalidArgument);
  ASSERT_THAT(Resend("routes/1"), IsOk());
  world_.Settle();
  EXPECT_THAT(Arrived(), ElementsAre(1, 2));
  const auto letters = DeadLetters();
  ASSERT_EQ(letters.size(), 2u);
  EXPECT_EQ(letters[0].position, 3);
  EXPECT_EQ(letters[0].error, "INVALID_ARGUMENT TEST_REFUSAL: refused by the test");
}

TEST_P(RelayTest, RetryThatTurnsPermanentBecomesADeadLetter) {
  int offers = 0;
  subscriber_.AnswerBy([&](const type::v1::Event&) {
    return ++offers < 3 ? absl::UnavailableError("later") : absl::NotFoundError("never");
  });
  Work* relay = AddRelay();
  Announce("routes/1", 1);
  Announce("routes/1", 2);
  world_.Settle();
  EXPECT_EQ(DeadLetters().size(), 2u);
  EXPECT_TRUE(relay->Idle());
}

TEST_P(RelayTest, RestartKnowsWhatWaitsAndWhatIsDead) {
  Refuse({1, 2}, StatusCode::kUnavailable);
  auto before = MakeRelay("test", database_, subscriber_.Subscribe("orchestrator"), world_.clock(), world_.random(),
                          world_.logger(), world_.metrics());
  Announce("routes/1", 1);
  Announce("routes/1", 3);
  (void)before->Run();
  EXPECT_FALSE(before->Idle());
  before.reset();
  subscriber_.AnswerBy(nullptr);
  Work* after = AddRelay();
  EXPECT_FALSE(after->Idle());
  world_.Settle();
  EXPECT_THAT(Arrived(), ElementsAre(1, 3));
}

TEST_P(RelayTest, DeliveryIsCountedByOutcome) {
  Refuse({2}, StatusCode::kFailedPrecondition);
  AddRelay();
  Announce("routes/1", 1);
  Announce("routes/2", 2);
  world_.Settle();
  const std::string text = world_.metrics()->Text();
  EXPECT_THAT(text, testing::HasSubstr("outcome=\"delivered\""));
  EXPECT_THAT(text, testing::HasSubstr("outcome=\"refused\""));
}

TEST(ListEventsTest, PagesThroughTheOutboxWithinItsLimits) {
  TestWorld world;
  Database* database = world.OpenDatabase("test", {});
  CallContext call;
  call.method = "clientroute.test.v1.Test/Do";
  call.now = kTestStart;
  google::protobuf::Duration payload;
  google::protobuf::Duration answer;
  for (int i = 1; i <= 5; ++i) {
    call.request_id = Cat("r-", i);
    ASSERT_THAT(
        WriteOnce(*database, call, payload, &answer, [&](UnitOfWork& u) { return u.Announce("routes/1", payload); }),
        IsOk());
  }
  ASSERT_THAT(database->Read([](Connection& c) -> absl::Status {
    CLIENTROUTE_ASSIGN(auto page, ListEvents(c, 2, 2));
    EXPECT_EQ(page.size(), 2u);
    EXPECT_EQ(page[0].position(), 3);
    EXPECT_EQ(page[1].position(), 4);
    EXPECT_FALSE(ListEvents(c, 0, 0).ok());
    EXPECT_FALSE(ListEvents(c, 0, 1'001).ok());
    return absl::OkStatus();
  }),
              IsOk());
}

}  // namespace
}  // namespace clientroute
