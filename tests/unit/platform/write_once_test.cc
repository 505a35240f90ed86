#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "clientroute/platform/v1/operations.pb.h"
#include "clientroute/type/v1/event.pb.h"
#include "services/platform/events/outbox.h"
#include "services/platform/events/relay.h"
#include "services/platform/store/answer_retention.h"
#include "services/platform/store/request_answers.h"
#include "services/platform/store/unit_of_work.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/test_world.h"

namespace clientroute {
namespace {

using absl::StatusCode;
using Request = platform::v1::ListEventsRequest;  // any message serves
using Answer = platform::v1::GetTimeResponse;

class WriteOnceTest : public testing::Test {
 protected:
  CallContext Call(const std::string& request_id, const std::string& method = "clientroute.test.v1.Test/Do") {
    CallContext call;
    call.method = method;
    call.request_id = request_id;
    call.identity.subject = "persons/j.devries";
    call.now = world_.clock()->Now();
    return call;
  }
  Request RequestFor(const std::string& service) {
    Request request;
    request.set_service(service);
    return request;
  }
  // Announces one event, answers with how often it ran.
  absl::Status Do(const CallContext& call, const Request& request, Answer* answer) {
    return WriteOnce(*database_, call, request, answer, [&](UnitOfWork& unit) -> absl::Status {
      ++runs_;
      CLIENTROUTE_RETURN_IF_ERROR(unit.Announce("routes/1", request));
      CLIENTROUTE_RETURN_IF_ERROR(fail_with_);
      answer->mutable_now()->set_seconds(runs_);
      return absl::OkStatus();
    });
  }
  std::vector<type::v1::Event> Events() {
    std::vector<type::v1::Event> events;
    EXPECT_THAT(database_->Read([&](Connection& c) -> absl::Status {
      CLIENTROUTE_ASSIGN(events, ListEvents(c, 0, 1'000));
      return absl::OkStatus();
    }),
                IsOk());
    return events;
  }

  TestWorld world_;
  Database* database_ = world_.OpenDatabase("test", {});
  int runs_ = 0;
  absl::Status fail_with_;
  Answer answer_;
};

TEST_F(WriteOnceTest, RepeatGetsTheFirstAnswerAndChangesNothing) {
  ASSERT_THAT(Do(Call("r-1"), RequestFor("a"), &answer_), IsOk());
  Answer again;
  ASSERT_THAT(Do(Call("r-1"), RequestFor("a"), &again), IsOk());
  EXPECT_EQ(again.now().seconds(), 1);
  EXPECT_EQ(runs_, 1);
  EXPECT_EQ(Events().size(), 1u);
}

TEST_F(WriteOnceTest, OtherRequestOrMethodUnderAUsedIdIsRefused) {
  ASSERT_THAT(Do(Call("r-1"), RequestFor("a"), &answer_), IsOk());
  EXPECT_THAT(Do(Call("r-1"), RequestFor("b"), &answer_), Fails(StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
  EXPECT_THAT(Do(Call("r-1", "clientroute.test.v1.Test/Other"), RequestFor("a"), &answer_),
              Fails(StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
  EXPECT_EQ(runs_, 1);
}

TEST_F(WriteOnceTest, FailedRequestLeavesNothingAndMayBeTriedAgain) {
  fail_with_ = absl::FailedPreconditionError("not now");
  EXPECT_THAT(Do(Call("r-1"), RequestFor("a"), &answer_), Fails(StatusCode::kFailedPrecondition, ""));
  EXPECT_TRUE(Events().empty());
  EXPECT_FALSE(answer_.has_now());
  fail_with_ = absl::OkStatus();
  EXPECT_THAT(Do(Call("r-1"), RequestFor("a"), &answer_), IsOk());
  EXPECT_EQ(answer_.now().seconds(), 2);
  EXPECT_EQ(Events().size(), 1u);
}

TEST_F(WriteOnceTest, FullDiskFailsTheCallAndTheSameRequestIdSucceedsLater) {
  const auto set_limit = [&](const char* pages) {
    ASSERT_THAT(database_->Write([&](Connection& c) {
      return c.Query(Cat("PRAGMA max_page_count = ", pages), {}, [](const Row&) { return absl::OkStatus(); });
    }),
                IsOk());
  };
  set_limit("1");  // SQLite takes the present size when that is more
  const Request large = RequestFor(std::string(50'000, 'x'));
  EXPECT_THAT(Do(Call("r-1"), large, &answer_), Fails(StatusCode::kResourceExhausted, "STORE_FULL"));
  EXPECT_TRUE(Events().empty());
  set_limit("100000");
  EXPECT_THAT(Do(Call("r-1"), large, &answer_), IsOk());
  EXPECT_EQ(Events().size(), 1u);
}

TEST_F(WriteOnceTest, RequestIdIsCheckedAtTheDoor) {
  const struct {
    std::string request_id;
    bool valid;
  } kCases[] = {{"route-42-7-0", true},
                {"a", true},
                {std::string(128, 'x'), true},
                {"A.b/c:d_e-9", true},
                {"", false},
                {"a b", false},
                {std::string(129, 'x'), false},
                {"caf\xC3\xA9", false},
                {"a\nb", false},
                {"a%20b", false}};
  for (const auto& each : kCases) {
    const absl::Status status = Do(Call(each.request_id), RequestFor("a"), &answer_);
    if (each.valid) {
      EXPECT_THAT(status, IsOk()) << each.request_id;
    } else {
      EXPECT_THAT(status, Fails(StatusCode::kInvalidArgument, "REQUEST_ID_INVALID")) << each.request_id;
    }
  }
}

TEST_F(WriteOnceTest, ThreadsWithTheSameRequestIdRunItOnce) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      Answer answer;
      EXPECT_THAT(Do(Call("r-1"), RequestFor("a"), &answer), IsOk());
      EXPECT_EQ(answer.now().seconds(), 1);
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(runs_, 1);
}

TEST_F(WriteOnceTest, EventSaysWhatWhoWhenAndWhy) {
  ASSERT_THAT(Do(Call("r-1"), RequestFor("a"), &answer_), IsOk());
  CallContext delivered = Call("r-2");
  delivered.identity = {Identity::Kind::kService, "services/intake", "persons/a.jansen", {}, {}};
  delivered.cause = "e-77";
  ASSERT_THAT(Do(delivered, RequestFor("b"), &answer_), IsOk());
  const auto events = Events();
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].id(), EventId("platform", "r-1", 1).ToString());
  EXPECT_EQ(events[0].source(), "platform");
  EXPECT_EQ(events[0].aggregate(), "routes/1");
  EXPECT_EQ(events[0].sequence(), 1);
  EXPECT_EQ(events[0].position(), 1);
  EXPECT_EQ(events[0].occur_time().seconds(), 1'775'030'400);
  EXPECT_EQ(events[0].actor(), "persons/j.devries");
  EXPECT_EQ(events[0].cause(), "r-1");
  Request payload;
  EXPECT_TRUE(events[0].payload().UnpackTo(&payload));
  EXPECT_EQ(payload.service(), "a");
  EXPECT_EQ(events[1].sequence(), 2);
  EXPECT_EQ(events[1].actor(), "persons/a.jansen");
  EXPECT_EQ(events[1].cause(), "e-77");
}

TEST_F(WriteOnceTest, SequenceCountsWithinTheAggregateWithoutGaps) {
  Answer answer;
  int number = 0;
  for (const char* aggregate : {"routes/1", "routes/2", "routes/1", "routes/2", "routes/2"}) {
    EXPECT_THAT(WriteOnce(*database_, Call(Cat("r-", ++number)), RequestFor("a"), &answer,
                          [&](UnitOfWork& unit) { return unit.Announce(aggregate, RequestFor("a")); }),
                IsOk());
  }
  std::vector<std::string> seen;
  for (const auto& event : Events())
    seen.push_back(Cat(event.aggregate(), "#", event.sequence(), "@", event.position()));
  EXPECT_THAT(seen,
              testing::ElementsAre("routes/1#1@1", "routes/2#1@2", "routes/1#2@3", "routes/2#2@4", "routes/2#3@5"));
}

TEST_F(WriteOnceTest, OneRequestIdInTwoServicesMakesDifferentEvents) {
  EXPECT_NE(EventId("access", "e-1", 1), EventId("allocation", "e-1", 1));
  EXPECT_NE(EventId("access", "e-1", 1), EventId("access", "e-1", 2));
  EXPECT_EQ(EventId("access", "e-1", 1), EventId("access", "e-1", 1));
}

TEST_F(WriteOnceTest, EventWithoutAggregateOrTooLargeIsADefect) {
  Answer answer;
  EXPECT_THAT(WriteOnce(*database_, Call("r-1"), RequestFor("a"), &answer,
                        [&](UnitOfWork& unit) { return unit.Announce("", RequestFor("a")); }),
              Fails(StatusCode::kInternal, "EVENT_INVALID"));
  EXPECT_THAT(WriteOnce(*database_, Call("r-1"), RequestFor("a"), &answer,
                        [&](UnitOfWork& unit) {
                          return unit.Announce("routes/1", RequestFor(std::string(kEventBytesMost + 1, 'x')));
                        }),
              Fails(StatusCode::kInternal, "EVENT_INVALID"));
}

TEST_F(WriteOnceTest, IdsDeriveFromTheRequestId) {
  std::vector<Uuid> ids;
  for (const char* request_id : {"r-1", "r-2"}) {
    ASSERT_THAT(WriteOnce(*database_, Call(request_id), RequestFor("a"), &answer_,
                          [&](UnitOfWork& unit) {
                            ids.push_back(unit.NewId("client"));
                            ids.push_back(unit.NewId("client"));
                            ids.push_back(unit.NewId("line-2"));
                            return absl::OkStatus();
                          }),
                IsOk());
  }
  EXPECT_EQ(ids[0], ids[1]);
  EXPECT_NE(ids[0], ids[2]);
  EXPECT_NE(ids[0], ids[3]);
}

TEST_F(WriteOnceTest, WriterOfItsOwnAnswersManyRequestsInOneTransaction) {
  int commits = 0;
  database_->OnCommit([&] { ++commits; });
  ASSERT_THAT(database_->Write([&](Connection& c) -> absl::Status {
    for (const char* request_id : {"r-1", "r-2", "r-3"}) {
      const CallContext call = Call(request_id);
      CLIENTROUTE_ASSIGN(const bool answered, FindAnswer(c, call, RequestFor("a"), &answer_));
      EXPECT_FALSE(answered);
      CLIENTROUTE_RETURN_IF_ERROR(AppendEvent(c, call, 1, "routes/1", RequestFor("a")).status());
      answer_.set_driven(true);
      CLIENTROUTE_RETURN_IF_ERROR(StoreAnswer(c, call, RequestFor("a"), answer_));
    }
    return absl::OkStatus();
  }),
              IsOk());
  EXPECT_EQ(commits, 1);
  EXPECT_EQ(Events().size(), 3u);
  Answer again;
  ASSERT_THAT(Do(Call("r-2"), RequestFor("a"), &again), IsOk());
  EXPECT_TRUE(again.driven());
  EXPECT_EQ(runs_, 0);
}

TEST_F(WriteOnceTest, AnswersAreForgottenAfterNinetyDaysAndALaterRepeatStillChangesNothing) {
  ASSERT_THAT(Do(Call("r-1"), RequestFor("a"), &answer_), IsOk());
  world_.Add(MakeAnswerRetention("test", database_, world_.clock(), world_.logger()));
  world_.Advance(std::chrono::days(90));
  ASSERT_THAT(Do(Call("r-1"), RequestFor("a"), &answer_), IsOk());
  EXPECT_EQ(runs_, 1);
  world_.Advance(std::chrono::microseconds(1));
  EXPECT_THAT(Do(Call("r-1"), RequestFor("a"), &answer_), Fails(StatusCode::kAlreadyExists, "STORE_DUPLICATE"));
  EXPECT_EQ(runs_, 2);
  EXPECT_EQ(Events().size(), 1u);
}

TEST(SourceOfTest, IsTheServiceInThePackage) {
  EXPECT_EQ(SourceOf("clientroute.intake.v1.ReferralAccepted"), "intake");
  EXPECT_EQ(SourceOf("google.protobuf.Timestamp"), "google.protobuf");
}

}  // namespace
}  // namespace clientroute
