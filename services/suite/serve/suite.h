#ifndef CLIENTROUTE_SERVICES_SUITE_SERVE_SUITE_H_
#define CLIENTROUTE_SERVICES_SUITE_SERVE_SUITE_H_

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/suite/v1/config.pb.h"
#include "clientroute/suite/v1/running_suite.pb.h"
#include "clientroute/type/v1/event.pb.h"
#include "services/orchestrator/commands/command_builders.h"
#include "services/platform/calls/server_call.h"
#include "services/platform/clock/driven_clock.h"
#include "services/platform/clock/scheduler.h"
#include "services/platform/files/folder_watch.h"
#include "services/platform/server/server.h"
#include "services/suite/serve/data_folder.h"
#include "services/suite/serve/region.h"

namespace clientroute::allocation {
class AllocationService;
}
namespace clientroute::messaging {
class MessagingService;
class Hub;
class HttpHub;
}  // namespace clientroute::messaging
namespace clientroute::monitoring {
class MonitoringService;
}
namespace clientroute::orchestrator {
class OrchestratorService;
class DefinitionLibrary;
}  // namespace clientroute::orchestrator
namespace clientroute::portal {
class Portal;
}
namespace clientroute {
class EventSinkService;
class EventStreamService;
}  // namespace clientroute

namespace clientroute::suite {

/// All services in one process, on SQLite: each with a database, a call stack and a door of its own, through which its
/// neighbours call it without leaving the process. Relays carry what a service announces to those that listen. One
/// public server holds them all. Made and destroyed by one thread.
class Suite {
 public:
  /// Opens the data folder, composes the services, loads the region, begins the background work and serves.
  /// Errors: those of DataFolder, OpenSqlite and StartServer; WRONG_USE for a workflow file that is wrong, or a clock
  /// of another kind than the data were begun with; Unavailable ADDRESS_IN_USE for gRPC or metrics.
  static absl::StatusOr<std::unique_ptr<Suite>> Start(const v1::SuiteConfig& config);

  /// Drains: says that it does not serve, lets running calls finish, stops the background work after its step, closes
  /// the databases.
  ~Suite();
  Suite(const Suite&) = delete;
  Suite& operator=(const Suite&) = delete;

  const v1::RunningSuite& running() const { return running_; }
  /// As it runs: in the size of the past that it began with, where it did.
  const RegionFiles& region() const { return region_; }
  /// The past that the data began with, which stays to be played as long as the clock is driven; nullopt for none.
  const std::optional<v1::PastYear>& past_year() const { return past_year_; }
  /// Tells in `suite.json` that the clock is not driven any more. Errors: those of DataFolder::Announce. Thread-safe
  /// beside whatever only reads.
  absl::Status AnnounceReleasedClock() const;

 private:
  /// A service of the suite, and what it stands on. Goes in the opposite order.
  struct Member {
    std::string name;
    std::unique_ptr<Database> database;
    CallStack stack;
    std::unique_ptr<grpc::Service> service;
    std::unique_ptr<Server> door;
    std::vector<Work*> works;  // to be woken by each commit of the database
  };

  explicit Suite(const v1::SuiteConfig& config);

  // In the order in which they are called.
  absl::Status OpenData();
  absl::Status OpenPastYear();
  absl::Status OpenClock();
  absl::Status ReadWorkflows();
  absl::StatusOr<Member*> OpenMember(std::string name, std::vector<Migration> migrations);
  absl::Status OpenDoor(Member* member, std::unique_ptr<grpc::Service> service);
  absl::Status ComposeServices();
  absl::Status ComposeMessaging();
  absl::Status OpenHttpHub(Member* messaging);
  absl::Status ComposeOrchestrator();
  absl::Status ComposeMonitoring();
  absl::Status OpenOperations();
  absl::Status ComposeEvents();
  /// The service hears these events, each in one transaction of its record.
  void AddListener(std::string_view name, std::function<absl::Status(UnitOfWork&, const type::v1::Event&)> take);
  void AddWork(Member* member, std::unique_ptr<Work> work);
  /// A relay of each service that announces one of the types.
  void ListenTo(std::string_view subscriber, const std::set<std::string>& types);
  void StartWorks();
  /// What comes into the shared folders is taken at once.
  void WatchExchange();
  absl::Status StartServing();
  absl::Status OpenPortal();

  Member* Find(std::string_view name);
  std::shared_ptr<grpc::Channel> ChannelTo(std::string_view name) { return Find(name)->door->InProcess(); }

  const v1::SuiteConfig config_;
  v1::RunningSuite running_;
  std::unique_ptr<DataFolder> folder_;
  std::unique_ptr<Random> random_;
  std::unique_ptr<SecretKey> master_key_;
  std::unique_ptr<Database> clock_record_;
  std::unique_ptr<Clock> clock_;
  ClockOwner* clock_owner_ = nullptr;            // null for the machine's clock
  std::function<absl::Status()> release_clock_;  // unset for that
  std::unique_ptr<Logger> logger_;
  std::unique_ptr<Metrics> metrics_;
  int metrics_port_ = 0;
  std::unique_ptr<Scheduler> scheduler_;
  RegionFiles region_;
  std::optional<v1::PastYear> past_year_;
  std::shared_ptr<const orchestrator::DefinitionLibrary> definitions_;
  std::unique_ptr<messaging::Hub> exchange_;  // the shared folders
  std::unique_ptr<grpc::Service> operations_;
  std::unique_ptr<Server> operations_door_;
  std::vector<std::unique_ptr<Member>> members_;        // each after those that it calls
  std::unique_ptr<grpc::Service> supplier_management_;  // of contracting, whom no other service calls
  std::unique_ptr<messaging::HttpHub> http_hub_;  // null where messages go by the shared folders; stores what it takes
  orchestrator::CommandTargets targets_;
  allocation::AllocationService* allocation_ = nullptr;
  messaging::MessagingService* messaging_ = nullptr;
  orchestrator::OrchestratorService* orchestrator_ = nullptr;
  monitoring::MonitoringService* monitoring_ = nullptr;
  std::vector<std::unique_ptr<Work>> works_;
  std::vector<std::unique_ptr<ServerCalls>> listeners_;
  std::unique_ptr<EventSinkService> event_sink_;
  std::unique_ptr<EventStreamService> event_stream_;
  std::unique_ptr<Server> event_sink_door_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<FolderWatch> arrivals_;  // null where they cannot be watched
  std::unique_ptr<Database> portal_record_;
  const SystemClock real_clock_;  // of browsers, which know no other
  std::unique_ptr<portal::Portal> portal_;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_SERVE_SUITE_H_
