#include <algorithm>
#include <chrono>
#include <cstdio>
#include <future>
#include <mutex>
#include <string>
#include <thread>

#include "clientroute/access/v1/events.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/orchestrator/orchestrator_world.h"
#include "tests/service/orchestrator/referral.h"

/// A command hangs: the service that it goes to has it, and says nothing.
namespace clientroute::orchestrator {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::SizeIs;

/// Long enough on a busy machine; nothing waits for it that works.
constexpr std::chrono::seconds kLong{60};

/// Lets the first `method` for `route` wait until it is let go; the others are answered.
class Hang {
 public:
  Hang(Neighbours& neighbours, std::string method, std::string route)
      : method_(std::move(method)), route_(std::move(route)), go_(release_.get_future().share()) {
    neighbours.AnswerBy([this](const Neighbours::Received& received) {
      if (received.method != method_ || received.route != route_) return absl::OkStatus();
      {
        const std::lock_guard lock(mutex_);
        if (!std::exchange(has_come_, true)) come_.set_value();
      }
      go_.wait();
      return absl::OkStatus();
    });
  }
  /// Waits until the service has it.
  bool HasCome() { return come_.get_future().wait_for(kLong) == std::future_status::ready; }
  void LetGo() { release_.set_value(); }

 private:
  const std::string method_;
  const std::string route_;
  std::mutex mutex_;
  bool has_come_ = false;
  std::promise<void> come_;
  std::promise<void> release_;
  std::shared_future<void> go_;
};

/// How long what was done took; only told, for it says more of the machine than of the code.
class Slowest {
 public:
  template <typename Work>
  auto Of(Work work) {
    const auto begin = std::chrono::steady_clock::now();
    auto result = work();
    most_ = std::max(most_, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin));
    ++count_;
    return result;
  }
  ~Slowest() { std::printf("beside a command that hangs: %d events, the slowest in %.1f ms\n", count_, most_.count()); }

 private:
  std::chrono::duration<double, std::milli> most_{0};
  int count_ = 0;
};

TEST(StuckCommand, WhileOneHangsTheRoutesOtherEventsApplyAndTheRouteNamesIt) {
  OrchestratorWorld orchestrator;
  const std::string route = RouteOf(1);
  const std::string other = RouteOf(2);
  OpenWithoutRequest(orchestrator, other);
  Hang hang(orchestrator.neighbours(), "OpenCase", route);
  // Its dispatcher waits in here until the command is let go.
  std::thread carrying([&] { OpenWithoutRequest(orchestrator, route); });
  ASSERT_TRUE(hang.HasCome());

  // Not by the world, which would settle, and so wait for the command.
  const auto signal = [&](const std::string& id, const std::string& event) {
    v1::SignalRouteRequest request;
    request.set_request_id(id);
    request.set_name(route);
    request.set_event(event);
    return orchestrator.As(Operator(), &OrchestratorWorld::Stub::SignalRoute, request);
  };
  const auto opened = [](const std::string& of) {
    access::v1::CaseOpened event;
    event.set_route(of);
    event.set_case_("cases/1");
    return event;
  };
  {
    Slowest slowest;
    EXPECT_THAT(slowest.Of([&] { return signal("s-1", "ClientMoved"); }), IsOk());
    EXPECT_THAT(orchestrator.OpenTasks(route, "client_moved"), SizeIs(1)) << "it applies, and is not only kept";
    EXPECT_THAT(slowest.Of([&] { return signal("s-2", "CrisisReported"); }), IsOk());
    EXPECT_THAT(orchestrator.OpenTasks(route, "crisis_response"), SizeIs(1));
    EXPECT_THAT(slowest.Of([&] { return signal("s-3", "CrisisResolved"); }), IsOk());
    EXPECT_THAT(orchestrator.OpenTasks(route, "crisis_response"), SizeIs(0));
    EXPECT_THAT(slowest.Of([&] { return orchestrator.Deliver("other", opened(other)); }), IsOk());
    EXPECT_EQ(orchestrator.Get(other).state(), "analysing") << "nor do other routes wait";

    const v1::Route shown = orchestrator.Get(route);
    ASSERT_EQ(shown.pending_commands_size(), 1);
    EXPECT_EQ(shown.pending_commands(0).command(), "OpenCase");
    EXPECT_EQ(shown.pending_commands(0).service(), "access");
    EXPECT_FALSE(shown.pending_commands(0).given_up());
    EXPECT_TRUE(shown.pending_commands(0).has_create_time());
    EXPECT_THAT(shown.waits_for(), Contains(HasSubstr("OpenCase aan access")));

    // Also what the command itself leads to: the service announced it before it answered.
    EXPECT_THAT(slowest.Of([&] { return orchestrator.Deliver("case", opened(route)); }), IsOk());
    EXPECT_EQ(orchestrator.Get(route).state(), "analysing");
  }
  hang.LetGo();
  carrying.join();
  EXPECT_EQ(orchestrator.Get(route).pending_commands_size(), 0);
  EXPECT_EQ(orchestrator.Get(route).state(), "analysing");
  EXPECT_THAT(orchestrator.Incidents(), SizeIs(0));
}

}  // namespace
}  // namespace clientroute::orchestrator
