#ifndef CLIENTROUTE_SERVICES_PLATFORM_TESTING_TEST_WORLD_H_
#define CLIENTROUTE_SERVICES_PLATFORM_TESTING_TEST_WORLD_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "services/platform/calls/server_call.h"
#include "services/platform/clock/scheduler.h"
#include "services/platform/ids/random.h"
#include "services/platform/server/advance_time.h"
#include "services/platform/server/server.h"
#include "services/platform/testing/capturing_logger.h"

namespace clientroute {

/// Wednesday 1 April 2026, 10:00 in the Netherlands.
inline constexpr Instant kTestStart{std::chrono::sys_days(std::chrono::year(2026) / 4 / 1) + std::chrono::hours(8)};

/// What a service stands on in a test: a clock and a scheduler that move when told, real SQLite in memory, a real gRPC
/// server that only this process calls. What cannot be made stops the test's process with a message.
///
///   TestWorld world;
///   Database* database = world.OpenDatabase("intake", intake::IntakeMigrations());
///   intake::IntakeService service(world.Stack("intake", database), …);
///   auto server = world.Serve({&service});
///   auto stub = v1::Intake::NewStub(server->InProcess());
///   auto referral = Call(Persona("access-professional", {"0363"}), stub.get(), &v1::Intake::Stub::AcceptReferral,
///   request); world.Add(MakeRelay("intake", database, subscriber.Subscribe("test"), …)); world.Settle();
///
/// Declared in this order they also go in the right one: the server first, then the services, then what they stand on.
class TestWorld {
 public:
  explicit TestWorld(std::uint64_t seed = 1, Instant start = kTestStart);
  ~TestWorld();
  TestWorld(const TestWorld&) = delete;
  TestWorld& operator=(const TestWorld&) = delete;

  ManualClock* clock() { return &clock_; }
  Random* random() { return random_.get(); }
  CapturingLogger* logger() { return &logger_; }
  Metrics* metrics() { return metrics_.get(); }
  DrivenScheduler* scheduler() { return scheduler_.get(); }
  const ProcessParts& parts() const { return parts_; }

  /// A database in memory with the platform's and these migrations.
  Database* OpenDatabase(const std::string& service, std::vector<Migration> migrations);
  /// What ServerCalls needs; takes the development identity.
  CallStack Stack(const std::string& service, Database* database);
  /// A server of these that listens nowhere: its InProcess() is the way in.
  std::unique_ptr<Server> Serve(const std::vector<grpc::Service*>& services);

  /// Adds background work, which is woken by each commit of each database opened so far and by each move of the clock.
  /// Before the first Settle.
  Work* Add(std::unique_ptr<Work> work);
  /// Runs the background work until nothing is left to do; names who is not done and fails when that never comes.
  void Settle();
  /// Moves the clock from timer to timer up to `to`, settling at each.
  void AdvanceTo(Instant to);
  void Advance(std::chrono::microseconds by) { AdvanceTo(clock_.Now() + by); }

 private:
  ManualClock clock_;
  std::unique_ptr<Random> random_;
  CapturingLogger logger_;
  int metrics_port_ = 0;  // nobody listens on it
  std::unique_ptr<Metrics> metrics_;
  std::unique_ptr<DrivenScheduler> scheduler_;
  std::vector<std::unique_ptr<Work>> works_;
  std::map<std::string, std::unique_ptr<Database>> databases_;
  ProcessParts parts_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_TESTING_TEST_WORLD_H_
