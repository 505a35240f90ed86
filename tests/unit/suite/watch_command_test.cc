// `clientroute route watch` beside a server of the test's own: a call of the suite lasts a working day at most, and who
// watches notices nothing of that.
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "clientroute/orchestrator/v1/route_operations.grpc.pb.h"
#include "services/platform/ids/random.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/command.h"
#include "services/suite/commands/commands.h"

namespace clientroute::suite {
namespace {

namespace orchestrator = clientroute::orchestrator::v1;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kRoute = "routes/7e0c1f5e-2d5b-5a34-8c2f-3f0a3a0f3c11";

/// Says one thing a call and ends it, as the suite does after a working day; the third call ends by itself.
class ShortDay final : public orchestrator::RouteOperations::Service {
 public:
  grpc::Status WatchRoutes(grpc::ServerContext* /*context*/, const orchestrator::WatchRoutesRequest* request,
                           grpc::ServerWriter<orchestrator::WatchRoutesResponse>* writer) override {
    const std::int64_t after = Ask(request->after_position());
    orchestrator::WatchRoutesResponse answer;
    answer.set_position(after + 1);
    orchestrator::RouteHappening& happening = *answer.add_happenings();
    happening.set_route(kRoute);
    happening.mutable_entry()->set_title(Cat("gebeurtenis ", after + 1));
    writer->Write(answer);
    return End();
  }
  grpc::Status WatchRoute(grpc::ServerContext* /*context*/, const orchestrator::WatchRouteRequest* request,
                          grpc::ServerWriter<orchestrator::WatchRouteResponse>* writer) override {
    const std::int64_t after = Ask(request->after_sequence());
    orchestrator::WatchRouteResponse answer;
    answer.set_route(kRoute);
    orchestrator::TimelineEntry& entry = *answer.add_entries();
    entry.set_sequence(after + 1);
    entry.set_title(Cat("gebeurtenis ", after + 1));
    writer->Write(answer);
    return End();
  }
  std::vector<std::int64_t> asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  std::int64_t Ask(std::int64_t after) {
    const std::lock_guard lock(mutex_);
    asked_.push_back(after);
    return after;
  }
  grpc::Status End() const {
    constexpr std::size_t kCalls = 3;
    if (asked().size() == kCalls) return grpc::Status::OK;
    return ToGrpc(Error(absl::StatusCode::kDeadlineExceeded, "WATCH_OVER", "a call lasts no longer"), "orchestrator");
  }

  mutable std::mutex mutex_;
  std::vector<std::int64_t> asked_;
};

class WatchCommand : public testing::Test {
 protected:
  WatchCommand() {
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
    address_ = Cat("127.0.0.1:", port);
  }
  ~WatchCommand() override { server_->Shutdown(); }

  /// What it says, until it ends; it must end well.
  std::string Watch(std::vector<std::string> words) {
    words.insert(words.begin(), {"route", "watch"});
    words.insert(words.end(), {"--address", address_, "--municipality", "0361", "--json"});
    std::ostringstream out;
    std::ostringstream err;
    const std::unique_ptr<Random> random = MakeSeededRandom(1);
    EXPECT_EQ(RunCommandLine(AllCommands(), words, false, random.get(), out, err), 0) << err.str();
    return out.str();
  }

  ShortDay service_;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
};

TEST_F(WatchCommand, WatchingAllRoutesGoesOnFromWhereACallEnded) {
  const std::string said = Watch({"--after", "7"});
  EXPECT_THAT(service_.asked(), ElementsAre(7, 8, 9));
  for (const char* one : {"gebeurtenis 8", "gebeurtenis 9", "gebeurtenis 10"}) EXPECT_THAT(said, HasSubstr(one));
}

TEST_F(WatchCommand, WatchingOneRouteGoesOnFromWhereACallEnded) {
  const std::string said = Watch({kRoute});
  EXPECT_THAT(service_.asked(), ElementsAre(0, 1, 2));
  for (const char* one : {"gebeurtenis 1", "gebeurtenis 2", "gebeurtenis 3"}) EXPECT_THAT(said, HasSubstr(one));
}

}  // namespace
}  // namespace clientroute::suite
