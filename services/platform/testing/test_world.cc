#include "services/platform/testing/test_world.h"

#include <utility>

#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"
#include "services/platform/store/wake_on_commit.h"

namespace clientroute {
namespace {

constexpr std::chrono::milliseconds kPatience = std::chrono::seconds(60);

void OrStop(const absl::Status& status) {
  if (!status.ok()) StopOnDefect(Cat("a test's world: ", status.ToString()));
}

}  // namespace

TestWorld::TestWorld(std::uint64_t seed, Instant start)
    : clock_(start),
      random_(MakeSeededRandom(seed)),
      metrics_(MakeMetrics("", &metrics_port_)),
      scheduler_(MakeDrivenScheduler(seed)) {
  parts_.clock = &clock_;
  parts_.clock_owner = &clock_;
  parts_.scheduler = scheduler_.get();
}

TestWorld::~TestWorld() { scheduler_->Stop(); }

Database* TestWorld::OpenDatabase(const std::string& service, std::vector<Migration> migrations) {
  auto database = OpenSqlite({.path = ":memory:"}, std::move(migrations));
  OrStop(database.status());
  Database* opened = database->get();
  if (!databases_.emplace(service, *std::move(database)).second) {
    StopOnDefect(Cat("a test's world has a database of ", service, " already"));
  }
  parts_.databases[service] = opened;
  return opened;
}

CallStack TestWorld::Stack(const std::string& service, Database* database) {
  return {.service = service,
          .clock = &clock_,
          .logger = &logger_,
          .metrics = metrics_.get(),
          .database = database,
          .development_identity = true};
}

std::unique_ptr<Server> TestWorld::Serve(const std::vector<grpc::Service*>& services) {
  auto server = StartServer("", services);
  OrStop(server.status());
  return *std::move(server);
}

Work* TestWorld::Add(std::unique_ptr<Work> work) {
  Work* added = work.get();
  works_.push_back(std::move(work));
  scheduler_->Add(added);
  WakeOnMove(&clock_, scheduler_.get(), added);
  for (auto& [service, database] : databases_) {
    WakeOnCommit(database.get(), scheduler_.get(), added);
  }
  return added;
}

void TestWorld::Settle() { OrStop(AdvanceTime(parts_, std::nullopt, kPatience).status()); }

void TestWorld::AdvanceTo(Instant to) { OrStop(AdvanceTime(parts_, to, kPatience).status()); }

}  // namespace clientroute
