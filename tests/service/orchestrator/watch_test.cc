#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/intake/v1/events.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/orchestrator/orchestrator_world.h"
#include "tests/service/orchestrator/referral.h"

namespace clientroute::orchestrator {
namespace {

using absl::StatusCode;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::SizeIs;

/// Long enough on a busy machine; nothing waits for it that works.
constexpr seconds kLong{60};

class Watching {
 public:
  Watching(OrchestratorWorld& world, const std::string& route, std::int64_t after = 0, Caller caller = Operator()) {
    caller.deadline = kLong;
    Prepare(caller, &context_);
    v1::WatchRouteRequest request;
    request.set_name(route);
    request.set_after_sequence(after);
    reader_ = world.operations().WatchRoute(&context_, request);
  }
  /// The sequences of the next answer; empty at the end.
  std::vector<std::int64_t> Next() {
    std::vector<std::int64_t> sequences;
    if (!reader_->Read(&answer_)) return sequences;
    for (const v1::TimelineEntry& entry : answer_.entries()) sequences.push_back(entry.sequence());
    return sequences;
  }
  const v1::WatchRouteResponse& answer() const { return answer_; }
  void Cancel() { context_.TryCancel(); }
  absl::Status Finish() {
    const grpc::Status status = reader_->Finish();
    return status.ok() ? absl::OkStatus() : FromGrpc(status);
  }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<v1::WatchRouteResponse>> reader_;
  v1::WatchRouteResponse answer_;
};

class WatchTest : public testing::Test {
 protected:
  absl::Status OpenCase(const std::string& id, const std::string& route) {
    access::v1::CaseOpened opened;
    opened.set_route(route);
    opened.set_case_("cases/1");
    return orchestrator_.Deliver(id, opened);
  }
  absl::Status Withdraw(const std::string& id, const std::string& route) {
    intake::v1::ReferralWithdrawn withdrawn;
    withdrawn.set_route(route);
    withdrawn.set_referral("referrals/1");
    return orchestrator_.Deliver(id, withdrawn);
  }
  absl::Status Outcome(const std::string& route, std::int64_t after, const Caller& caller = Operator()) {
    Watching watching(orchestrator_, route, after, caller);
    watching.Next();
    return watching.Finish();
  }

  OrchestratorWorld orchestrator_;
  const std::string route_ = RouteOf(1);
};

TEST_F(WatchTest, WhatHappenedComesFirstAndThenWhatHappensAsItDoesUntilTheRouteEnds) {
  OpenWithoutRequest(orchestrator_, route_);
  Watching watching(orchestrator_, route_);
  EXPECT_THAT(watching.Next(), ElementsAre(1));
  EXPECT_EQ(watching.answer().state(), "opening_case");
  ASSERT_THAT(OpenCase("case", route_), IsOk());
  EXPECT_THAT(watching.Next(), ElementsAre(2));
  EXPECT_EQ(watching.answer().entries(0).event(), "CaseOpened");
  ASSERT_THAT(Withdraw("withdrawn", route_), IsOk());
  EXPECT_THAT(watching.Next(), ElementsAre(3));
  EXPECT_TRUE(watching.answer().closed());
  EXPECT_THAT(watching.Next(), SizeIs(0));
  EXPECT_THAT(watching.Finish(), IsOk());
}

TEST_F(WatchTest, WhoComesBackGoesOnAfterWhatHeSaw) {
  OpenWithoutRequest(orchestrator_, route_);
  {
    Watching watching(orchestrator_, route_);
    EXPECT_THAT(watching.Next(), ElementsAre(1));
    watching.Cancel();
    EXPECT_THAT(watching.Finish(), Fails(StatusCode::kCancelled, ""));
  }
  EXPECT_TRUE(orchestrator_.service().operations().hub().WaitUntilEmpty(kLong)) << "nobody watches on for him";
  ASSERT_THAT(OpenCase("case", route_), IsOk());
  ASSERT_THAT(Withdraw("withdrawn", route_), IsOk());
  Watching again(orchestrator_, route_, 1);
  EXPECT_THAT(again.Next(), ElementsAre(2, 3));
  EXPECT_THAT(again.Finish(), IsOk());
}

// shows: PRI-1
TEST_F(WatchTest, TheLookIsWrittenBeforeTheFirstAnswerLeaves) {
  orchestrator_.Open(route_);
  const std::size_t before = orchestrator_.Looks().size();
  Watching watching(orchestrator_, route_);
  EXPECT_THAT(watching.Next(), ElementsAre(1));
  const std::vector<LookEntry> looks = orchestrator_.Looks();
  ASSERT_EQ(looks.size(), before + 1);
  EXPECT_THAT(looks.back().clients, ElementsAre(ClientOf(route_)));
  EXPECT_EQ(looks.back().subject, "persons/test.operator");
  watching.Cancel();
  watching.Finish().IgnoreError();
}

// shows: PRI-1
TEST_F(WatchTest, WhatIsShownOnAnotherDayIsAnotherLook) {
  OpenWithoutRequest(orchestrator_, route_);
  const std::size_t before = orchestrator_.Looks().size();
  Watching watching(orchestrator_, route_);
  EXPECT_THAT(watching.Next(), ElementsAre(1));
  orchestrator_.world().Advance(std::chrono::hours(24));
  ASSERT_THAT(OpenCase("case", route_), IsOk());
  EXPECT_THAT(watching.Next(), ElementsAre(2));
  const std::vector<LookEntry> looks = orchestrator_.Looks();
  ASSERT_EQ(looks.size(), before + 2);
  EXPECT_THAT(looks.back().clients, ElementsAre(ClientOf(route_)));
  watching.Cancel();
  watching.Finish().IgnoreError();
}

TEST_F(WatchTest, WhatMayNotBeSeenCannotBeWatched) {
  orchestrator_.Open(route_);
  EXPECT_THAT(Outcome(route_, 0, Operator({"0362"})), Fails(StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Outcome(route_, 0, Professional()), Fails(StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Outcome(RouteOf(9), 0), Fails(StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(WatchTest, ASequenceThatTheRouteHasNotComeToIsRefused) {
  orchestrator_.Open(route_);
  EXPECT_THAT(Outcome(route_, 2), Fails(StatusCode::kInvalidArgument, "SEQUENCE_AHEAD"));
  EXPECT_THAT(Outcome(route_, -1), Fails(StatusCode::kInvalidArgument, "SEQUENCE_INVALID"));
}

TEST_F(WatchTest, WhoIsNoLongerInvolvedSeesNoMore) {
  orchestrator_.Open(route_);
  access::v1::PersonInvolved involved;
  involved.set_client(ClientOf(route_));
  involved.set_person("persons/test.access-professional");
  ASSERT_THAT(orchestrator_.Deliver("involved", involved), IsOk());
  Watching watching(orchestrator_, route_, 0, Professional());
  EXPECT_THAT(watching.Next(), ElementsAre(1));
  access::v1::InvolvementEnded ended;
  ended.set_client(ClientOf(route_));
  ended.set_person("persons/test.access-professional");
  ASSERT_THAT(orchestrator_.Deliver("ended", ended), IsOk());
  EXPECT_THAT(watching.Next(), SizeIs(0));
  EXPECT_THAT(watching.Finish(), Fails(StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(WatchTest, AsManyAsMayWatchAreToldAndOtherCallsAreAnsweredBeside) {
  OpenWithoutRequest(orchestrator_, route_);
  std::vector<std::unique_ptr<Watching>> all;
  for (std::size_t i = 0; i < WatchHub::kWatchersMost; ++i) {
    all.push_back(std::make_unique<Watching>(orchestrator_, route_));
    ASSERT_THAT(all.back()->Next(), ElementsAre(1)) << i;
  }
  EXPECT_THAT(Outcome(route_, 0), Fails(StatusCode::kResourceExhausted, "WATCHERS_MOST"));
  ASSERT_THAT(OpenCase("case", route_), IsOk());
  for (const auto& watching : all) EXPECT_THAT(watching->Next(), ElementsAre(2));
  for (const auto& watching : all) watching->Cancel();
}

TEST(WatchHub, HasRoomForSoManyAndNoMore) {
  WatchHub hub;
  std::vector<std::unique_ptr<WatchHub::Watcher>> watchers;
  for (std::size_t i = 0; i < WatchHub::kWatchersMost; ++i) {
    auto entered = hub.Enter([] {});
    ASSERT_THAT(entered, IsOk());
    watchers.push_back(*std::move(entered));
  }
  EXPECT_THAT(hub.Enter([] {}), Fails(StatusCode::kResourceExhausted, "WATCHERS_MOST"));
  watchers.pop_back();
  EXPECT_THAT(hub.Enter([] {}), IsOk());
}

TEST(WatchHub, ACallLastsSoLongAndNoLonger) {
  WatchHub brief({.call_most = std::chrono::milliseconds(0)});
  WatchHub hub;
  auto over = brief.Enter([] {});
  auto watcher = hub.Enter([] {});
  ASSERT_THAT(over, IsOk());
  ASSERT_THAT(watcher, IsOk());
  EXPECT_TRUE((*over)->HasLasted());
  EXPECT_FALSE((*watcher)->HasLasted());
}

TEST(WatchHub, WhoDoesNotReadIsCutOffAndTheOthersAreNot) {
  WatchHub hub({.patience = std::chrono::milliseconds(20)});
  std::promise<void> cut;
  bool other_cut = false;
  auto slow = hub.Enter([&] { cut.set_value(); });
  auto other = hub.Enter([&] { other_cut = true; });
  ASSERT_THAT(slow, IsOk());
  ASSERT_THAT(other, IsOk());
  (*slow)->BeginSending();
  ASSERT_EQ(cut.get_future().wait_for(kLong), std::future_status::ready);
  EXPECT_TRUE((*slow)->WasCutOff());
  EXPECT_FALSE((*other)->WasCutOff());
  EXPECT_FALSE(other_cut);
}

TEST(WatchHub, IsWokenByWhatHappensAfterItLooked) {
  WatchHub hub;
  auto watcher = hub.Enter([] {});
  ASSERT_THAT(watcher, IsOk());
  const std::uint64_t seen = (*watcher)->Seen();
  hub.Wake();
  (*watcher)->Wait(seen, kLong);
  EXPECT_NE((*watcher)->Seen(), seen);
}

}  // namespace
}  // namespace clientroute::orchestrator
