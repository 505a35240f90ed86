#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/status/status.h"
#include "tests/benchmark/benchmarks.h"
#include "tests/benchmark/callers.h"
#include "tests/benchmark/open_routes.h"
#include "tests/benchmark/route_suite.h"
#include "tests/benchmark/yardstick.h"

// The engine and its record without a call before it: lives of 256 routes at a time, the next event of each as soon as
// all were answered. It tells what an event costs behind the door; under a counter of instructions
// (`--only engine --events 7000`) it gives a figure that a busy machine does not move. The yardstick commits as many
// rows of as many bytes, 256 at a time.
namespace clientroute::benchmark {
namespace {

using Steady = std::chrono::steady_clock;
using platform::v1::DeliverRequest;

constexpr int kRoutes = 256;

/// What is submitted together and waited for.
class Round {
 public:
  explicit Round(int count) : left_(count) {}
  void Answer(const absl::Status& status) {
    if (!status.ok()) failed_ = true;
    if (--left_ == 0) done_.set_value();
  }
  absl::Status Wait() {
    done_.get_future().wait();
    return failed_ ? absl::InternalError("an event was refused") : absl::OkStatus();
  }

 private:
  std::atomic<int> left_;
  std::atomic<bool> failed_ = false;
  std::promise<void> done_;
};

absl::StatusOr<double> RunEngine(RouteSuite& suite, const Effort& effort, std::int64_t* events) {
  const Lives lives = NewLives("engine");
  CallContext call;
  call.method = "clientroute.platform.v1.EventSink/Deliver";
  call.identity = ServiceCaller("intake", "care-allocation").identity;
  call.now = suite.world().clock()->Now();
  std::chrono::duration<double> took{0};
  for (int life = 0; effort.events > 0 ? *events < effort.events : took < std::chrono::seconds(effort.seconds);
       ++life) {
    std::vector<std::vector<std::shared_ptr<const DeliverRequest>>> requests(kRoutes);
    for (int route = 0; route < kRoutes; ++route) {
      for (const type::v1::Event& event : lives(route, life)) {
        requests[static_cast<std::size_t>(route)].push_back(std::make_shared<DeliverRequest>(RequestOf(event)));
      }
    }
    const auto begin = Steady::now();
    for (std::size_t place = 0; place < requests.front().size(); ++place) {
      const auto round = std::make_shared<Round>(kRoutes);
      for (const auto& of_route : requests) {
        call.request_id = of_route[place]->request_id();
        suite.engine().DeliverLater(call, of_route[place],
                                    [round](const absl::Status& status) { round->Answer(status); });
      }
      CLIENTROUTE_RETURN_IF_ERROR(round->Wait());
      *events += kRoutes;
    }
    took += Steady::now() - begin;
  }
  return static_cast<double>(*events) / took.count();
}

absl::StatusOr<double> RunYardstick(Yardstick& yardstick, std::int64_t events) {
  const auto begin = Steady::now();
  for (std::int64_t done = 0; done < events; done += kRoutes) {
    const auto round = std::make_shared<Round>(kRoutes);
    for (int route = 0; route < kRoutes; ++route) {
      yardstick.Later([round](const absl::Status& status) { round->Answer(status); });
    }
    CLIENTROUTE_RETURN_IF_ERROR(round->Wait());
  }
  return static_cast<double>(events) / std::chrono::duration<double>(Steady::now() - begin).count();
}

}  // namespace

absl::StatusOr<std::vector<Figure>> MeasureEngine(const Effort& effort, const std::string& folder) {
  Figure figure;
  figure.what = "durable transitions, 256 at a time, without a call";
  std::vector<RowProfile> profile;
  std::int64_t events = 0;
  {
    CLIENTROUTE_ASSIGN(const auto suite, RouteSuite::Start(Cat(folder, "/engine.db")));
    CLIENTROUTE_ASSIGN(figure.per_second, RunEngine(*suite, effort, &events));
    CLIENTROUTE_ASSIGN(profile, ProfileOf(suite->database(), events));
  }
  CLIENTROUTE_ASSIGN(const auto yardstick, Yardstick::Open(Cat(folder, "/engine-yardstick.db"), profile));
  CLIENTROUTE_ASSIGN(figure.yardstick_per_second, RunYardstick(*yardstick, events));
  figure.note = "the engine and its record behind the door; yardstick: the same rows in the same group commit";
  return std::vector<Figure>{figure};
}

}  // namespace clientroute::benchmark
