#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/messaging/v1/events.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/orchestrator/operations/route_operations_service.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/orchestrator/orchestrator_world.h"
#include "tests/service/orchestrator/referral.h"

/// Those who watch all routes.
namespace clientroute::orchestrator {
namespace {

using absl::StatusCode;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Long enough on a busy machine; nothing waits for it that works.
constexpr seconds kLong{60};

class WatchingAll {
 public:
  WatchingAll(v1::RouteOperations::Stub& operations, const v1::RouteFilter& filter, std::int64_t after,
              Caller caller = Operator()) {
    caller.deadline = kLong;
    Prepare(caller, &context_);
    v1::WatchRoutesRequest request;
    *request.mutable_filter() = filter;
    request.set_after_position(after);
    reader_ = operations.WatchRoutes(&context_, request);
  }
  /// The next answer: `sequence event` of each happening.
  std::vector<std::string> Next() {
    std::vector<std::string> told;
    answer_.Clear();
    reader_->Read(&answer_);
    for (const v1::RouteHappening& one : answer_.happenings()) told.push_back(Text(one));
    return told;
  }
  /// Answers until there are so many happenings.
  std::vector<std::string> Next(std::size_t count) {
    std::vector<std::string> told;
    while (told.size() < count && reader_->Read(&answer_)) {
      for (const v1::RouteHappening& one : answer_.happenings()) told.push_back(Text(one));
    }
    return told;
  }
  const v1::WatchRoutesResponse& answer() const { return answer_; }
  void Cancel() { context_.TryCancel(); }
  absl::Status Finish() {
    const grpc::Status status = reader_->Finish();
    return status.ok() ? absl::OkStatus() : FromGrpc(status);
  }

 private:
  static std::string Text(const v1::RouteHappening& one) {
    return Cat(one.entry().sequence(), " ", one.entry().event());
  }

  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<v1::WatchRoutesResponse>> reader_;
  v1::WatchRoutesResponse answer_;
};

class WatchAllTest : public testing::Test {
 protected:
  // The first record is of a route of its own, so that all others come after position 1.
  void SetUp() override { OpenWithoutRequest(orchestrator_, RouteOf(9)); }

  absl::Status OpenCase(const std::string& route) {
    access::v1::CaseOpened opened;
    opened.set_route(route);
    opened.set_case_("cases/1");
    return orchestrator_.Deliver(Cat(route, "-case"), opened);
  }
  absl::Status Involve(const std::string& route) {
    access::v1::PersonInvolved involved;
    involved.set_client(ClientOf(route));
    involved.set_person("persons/test.access-professional");
    return orchestrator_.Deliver("involved", involved);
  }
  /// What a caller is told of everything that happened after the first record.
  std::vector<std::string> Told(const v1::RouteFilter& filter, const Caller& caller = Operator()) {
    WatchingAll watching(orchestrator_.operations(), filter, 1, caller);
    std::vector<std::string> told = watching.Next();
    watching.Cancel();
    watching.Finish().IgnoreError();
    return told;
  }
  absl::Status Refused(const v1::RouteFilter& filter, std::int64_t after) {
    WatchingAll watching(orchestrator_.operations(), filter, after);
    watching.Next();
    return watching.Finish();
  }

  OrchestratorWorld orchestrator_;
  const std::string route_ = RouteOf(1);
};

TEST_F(WatchAllTest, WhatHappensToAnyRouteComesAsItHappens) {
  WatchingAll watching(orchestrator_.operations(), {}, 0);
  EXPECT_THAT(watching.Next(), IsEmpty()) << "the first answer says from where";
  EXPECT_EQ(watching.answer().position(), 1);
  OpenWithoutRequest(orchestrator_, route_);
  OpenWithoutRequest(orchestrator_, RouteOf(2));
  ASSERT_THAT(OpenCase(route_), IsOk());
  EXPECT_THAT(watching.Next(3), ElementsAre("1 ReferralAccepted", "1 ReferralAccepted", "2 CaseOpened"));
  const v1::RouteHappening& last = *watching.answer().happenings().rbegin();
  EXPECT_EQ(last.route(), route_);
  EXPECT_EQ(last.municipality(), "0361");
  EXPECT_EQ(last.state(), "analysing");
  EXPECT_NE(last.state_title(), "");
  EXPECT_FALSE(last.closed());
  EXPECT_EQ(watching.answer().position(), 4);
  watching.Cancel();
  EXPECT_THAT(watching.Finish(), Fails(StatusCode::kCancelled, ""));
  EXPECT_TRUE(orchestrator_.service().operations().hub().WaitUntilEmpty(kLong)) << "nobody watches on for him";
}

TEST_F(WatchAllTest, WhatHappensToAMessagesOwnRouteIsToldToWhoAsksForIt) {
  messaging::v1::MessageNeedsAttention asked;
  asked.set_route(RouteOf(7));
  asked.set_message("messages/1");
  asked.set_municipality("0361");
  asked.set_reason(messaging::v1::MessageNeedsAttention::UNDELIVERED);
  asked.set_explanation("JW316 (messages/1), geweigerd met IB010");
  ASSERT_THAT(orchestrator_.Deliver("asked", asked), IsOk());
  OpenWithoutRequest(orchestrator_, route_);
  v1::RouteFilter filter;
  EXPECT_THAT(Told(filter), ElementsAre("1 ReferralAccepted"));
  filter.set_include_without_client(true);
  EXPECT_THAT(Told(filter), ElementsAre("1 MessageNeedsAttention", "1 ReferralAccepted"));
  filter.set_include_without_client(false);
  filter.set_definition("message_attention");
  EXPECT_THAT(Told(filter), ElementsAre("1 MessageNeedsAttention"));
}

TEST_F(WatchAllTest, WhoComesBackGoesOnAfterWhatHeSaw) {
  OpenWithoutRequest(orchestrator_, route_);
  ASSERT_THAT(OpenCase(route_), IsOk());
  WatchingAll watching(orchestrator_.operations(), {}, 2);
  EXPECT_THAT(watching.Next(), ElementsAre("2 CaseOpened"));
  watching.Cancel();
  watching.Finish().IgnoreError();
}

TEST_F(WatchAllTest, OnlyWhatFitsIsTold) {
  orchestrator_.Open(route_);  // with lines of 42420001
  OpenWithoutRequest(orchestrator_, RouteOf(2));
  ASSERT_THAT(OpenCase(RouteOf(2)), IsOk());
  v1::RouteFilter state;
  state.set_state("analysing");
  EXPECT_THAT(Told(state), ElementsAre("1 ReferralAccepted", "2 CaseOpened")) << "as the route stands now";
  v1::RouteFilter provider;
  provider.set_provider("42420001");
  EXPECT_THAT(Told(provider), ElementsAre("1 ReferralAccepted"));
  provider.set_provider("42429999");
  EXPECT_THAT(Told(provider), IsEmpty());
  v1::RouteFilter municipality;
  municipality.set_municipality("0361");
  EXPECT_THAT(Told(municipality), SizeIs(3));
  municipality.set_municipality("0362");
  EXPECT_THAT(Told(municipality), IsEmpty());
  v1::RouteFilter both;
  both.set_state("analysing");
  both.set_provider("42420001");
  EXPECT_THAT(Told(both), IsEmpty());
}

// shows: PRI-1
TEST_F(WatchAllTest, WhatMayNotBeSeenIsNotTold) {
  OpenWithoutRequest(orchestrator_, route_);
  OpenWithoutRequest(orchestrator_, RouteOf(2));
  EXPECT_THAT(Told({}), SizeIs(2));
  EXPECT_THAT(Told({}, Operator({"0362"})), IsEmpty());
  EXPECT_THAT(Told({}, Professional()), IsEmpty());
  ASSERT_THAT(Involve(route_), IsOk());
  EXPECT_THAT(Told({}, Professional()), ElementsAre("1 ReferralAccepted"));
}

TEST_F(WatchAllTest, WhoIsNoLongerInvolvedIsToldNoMore) {
  OpenWithoutRequest(orchestrator_, route_);
  OpenWithoutRequest(orchestrator_, RouteOf(2));
  ASSERT_THAT(Involve(route_), IsOk());
  WatchingAll watching(orchestrator_.operations(), {}, 1, Professional());
  EXPECT_THAT(watching.Next(), ElementsAre("1 ReferralAccepted"));
  access::v1::InvolvementEnded ended;
  ended.set_client(ClientOf(route_));
  ended.set_person("persons/test.access-professional");
  ASSERT_THAT(orchestrator_.Deliver("ended", ended), IsOk());
  ASSERT_THAT(OpenCase(route_), IsOk());
  // What he may see comes after it, and it did not.
  access::v1::PersonInvolved other;
  other.set_client(ClientOf(RouteOf(2)));
  other.set_person("persons/test.access-professional");
  ASSERT_THAT(orchestrator_.Deliver("other", other), IsOk());
  ASSERT_THAT(OpenCase(RouteOf(2)), IsOk());
  EXPECT_THAT(watching.Next(1), ElementsAre("2 CaseOpened"));
  EXPECT_EQ(watching.answer().happenings(0).route(), RouteOf(2));
  watching.Cancel();
  watching.Finish().IgnoreError();
}

// shows: PRI-1
TEST_F(WatchAllTest, EachClientIsInTheLookLogBeforeTheAnswerThatShowsHim) {
  OpenWithoutRequest(orchestrator_, route_);
  const std::size_t before = orchestrator_.Looks().size();
  WatchingAll watching(orchestrator_.operations(), {}, 1);
  EXPECT_THAT(watching.Next(1), SizeIs(1));
  std::vector<LookEntry> looks = orchestrator_.Looks();
  ASSERT_EQ(looks.size(), before + 1);
  EXPECT_THAT(looks.back().clients, ElementsAre(ClientOf(route_)));
  EXPECT_EQ(looks.back().subject, "persons/test.operator");
  ASSERT_THAT(OpenCase(route_), IsOk());
  EXPECT_THAT(watching.Next(1), SizeIs(1));
  EXPECT_EQ(orchestrator_.Looks().size(), before + 1) << "once is enough";
  OpenWithoutRequest(orchestrator_, RouteOf(2));
  EXPECT_THAT(watching.Next(1), SizeIs(1));
  looks = orchestrator_.Looks();
  ASSERT_EQ(looks.size(), before + 2);
  EXPECT_THAT(looks.back().clients, ElementsAre(ClientOf(RouteOf(2))));
  watching.Cancel();
  watching.Finish().IgnoreError();
}

// shows: PRI-1
TEST_F(WatchAllTest, WhatIsShownOnAnotherDayIsAnotherLook) {
  OpenWithoutRequest(orchestrator_, route_);
  const std::size_t before = orchestrator_.Looks().size();
  WatchingAll watching(orchestrator_.operations(), {}, 1);
  EXPECT_THAT(watching.Next(1), SizeIs(1));
  ASSERT_EQ(orchestrator_.Looks().size(), before + 1);
  orchestrator_.world().Advance(std::chrono::hours(24));
  ASSERT_THAT(OpenCase(route_), IsOk());
  EXPECT_THAT(watching.Next(1), SizeIs(1));
  const std::vector<LookEntry> looks = orchestrator_.Looks();
  ASSERT_EQ(looks.size(), before + 2);
  EXPECT_THAT(looks.back().clients, ElementsAre(ClientOf(route_)));
  watching.Cancel();
  watching.Finish().IgnoreError();
}

TEST_F(WatchAllTest, WhatCannotBeAskedIsRefused) {
  EXPECT_THAT(Refused({}, 2), Fails(StatusCode::kInvalidArgument, "POSITION_AHEAD"));
  EXPECT_THAT(Refused({}, -1), Fails(StatusCode::kInvalidArgument, "POSITION_INVALID"));
  v1::RouteFilter version;
  version.set_definition_version(1);
  EXPECT_THAT(Refused(version, 0), Fails(StatusCode::kInvalidArgument, "DEFINITION_MISSING"));
  EXPECT_TRUE(orchestrator_.service().operations().hub().WaitUntilEmpty(kLong));
}

/// The same record, behind a door with less patience and less memory.
class Narrow {
 public:
  Narrow(OrchestratorWorld& orchestrator, const WatchLimits& limits)
      : budget_(),
        service_(orchestrator.world().Stack("orchestrator", orchestrator.database()), &orchestrator.service().engine(),
                 &budget_, limits),
        server_(orchestrator.world().Serve({&service_})),
        operations_(v1::RouteOperations::NewStub(server_->InProcess())) {}
  v1::RouteOperations::Stub& operations() { return *operations_; }
  WatchHub& hub() { return service_.hub(); }

 private:
  RetryBudget budget_;
  RouteOperationsService service_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<v1::RouteOperations::Stub> operations_;
};

TEST_F(WatchAllTest, WhoFallsBehindIsToldHowMuchWasPassedOver) {
  for (int i = 1; i <= 8; ++i) OpenWithoutRequest(orchestrator_, RouteOf(10 + i));
  Narrow narrow(orchestrator_, {.behind_most = 3});
  WatchingAll watching(narrow.operations(), {}, 2);
  EXPECT_THAT(watching.Next(), SizeIs(3)) << "the newest";
  EXPECT_EQ(watching.answer().skipped(), 4);
  EXPECT_EQ(watching.answer().position(), 9);
  OpenWithoutRequest(orchestrator_, route_);
  EXPECT_THAT(watching.Next(1), SizeIs(1));
  EXPECT_EQ(watching.answer().skipped(), 0);
  watching.Cancel();
  watching.Finish().IgnoreError();
}

TEST_F(WatchAllTest, ACallLastsSoLongAndTheNextGoesOn) {
  OpenWithoutRequest(orchestrator_, route_);
  Narrow narrow(orchestrator_, {.call_most = std::chrono::milliseconds(0)});
  WatchingAll first(narrow.operations(), {}, 1);
  EXPECT_THAT(first.Next(), ElementsAre("1 ReferralAccepted"));
  const std::int64_t position = first.answer().position();
  EXPECT_THAT(first.Next(), IsEmpty());
  EXPECT_THAT(first.Finish(), Fails(StatusCode::kDeadlineExceeded, "WATCH_OVER"));
  ASSERT_THAT(OpenCase(route_), IsOk());
  WatchingAll second(narrow.operations(), {}, position);
  EXPECT_THAT(second.Next(), ElementsAre("2 CaseOpened"));
  EXPECT_THAT(second.Next(), IsEmpty());
  EXPECT_THAT(second.Finish(), Fails(StatusCode::kDeadlineExceeded, "WATCH_OVER"));
}

TEST_F(WatchAllTest, WhoStopsReadingSlowsNobodyAndIsCutOff) {
  Narrow narrow(orchestrator_, {.patience = std::chrono::milliseconds(50)});
  WatchingAll silent(narrow.operations(), {}, 1);
  WatchingAll reading(orchestrator_.operations(), {}, 1);
  EXPECT_THAT(reading.Next(), IsEmpty());
  constexpr int kRoutes = 30;
  for (int i = 0; i < kRoutes; ++i) OpenWithoutRequest(orchestrator_, RouteOf(10 + i));
  EXPECT_THAT(reading.Next(kRoutes), SizeIs(kRoutes)) << "who reads is told everything";
  EXPECT_TRUE(narrow.hub().WaitUntilEmpty(kLong)) << "who does not is cut off";
  EXPECT_THAT(silent.Finish(), Fails(StatusCode::kCancelled, ""));
  OpenWithoutRequest(orchestrator_, route_);
  EXPECT_THAT(reading.Next(1), SizeIs(1));
  reading.Cancel();
  reading.Finish().IgnoreError();
}

}  // namespace
}  // namespace clientroute::orchestrator
