#include "tests/benchmark/route_suite.h"

#include <utility>

#include "services/orchestrator/migrations.h"
#include "services/platform/status/status.h"
#include "tests/benchmark/route_events.h"

namespace clientroute::benchmark {
namespace {

constexpr int kStandardError = 2;

}  // namespace

std::shared_ptr<grpc::Channel> ConnectTo(int port) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(Cat("127.0.0.1:", port), grpc::InsecureChannelCredentials(), arguments);
}

CallWorld::CallWorld(Clock* clock)
    : standing_(kStart + std::chrono::hours(1)),
      clock_(clock != nullptr ? clock : &standing_),
      logger_(MakeJsonLogger(kStandardError, LogLevel::kError, clock_)),
      metrics_(MakeMetrics("", &metrics_port_)) {}

absl::StatusOr<std::unique_ptr<CallWorld>> CallWorld::Make(Clock* clock) {
  std::unique_ptr<CallWorld> world(new CallWorld(clock));
  if (world->metrics_ == nullptr) return absl::InternalError("no metrics");
  return world;
}

CallStack CallWorld::stack(std::string service, Database* database) {
  return {.service = std::move(service),
          .clock = clock_,
          .logger = logger_.get(),
          .metrics = metrics_.get(),
          .database = database,
          .development_identity = true};
}

RouteSuite::~RouteSuite() {
  if (server_) server_->Drain(std::chrono::seconds(1));
}

absl::StatusOr<std::unique_ptr<RouteSuite>> RouteSuite::Start(const std::string& database_file, Clock* clock) {
  std::unique_ptr<RouteSuite> suite(new RouteSuite());
  CLIENTROUTE_ASSIGN(suite->world_, CallWorld::Make(clock));
  CLIENTROUTE_ASSIGN(suite->database_, OpenSqlite({.path = database_file}, orchestrator::OrchestratorMigrations()));
  CLIENTROUTE_ASSIGN(auto definitions, orchestrator::LoadDefinitions(Cat(CLIENTROUTE_SOURCE_DIR, "/workflows/routes")));
  const CallStack stack = suite->world_->stack("orchestrator", suite->database_.get());
  CLIENTROUTE_ASSIGN(suite->service_, orchestrator::OrchestratorService::Create(stack, std::move(definitions)));
  orchestrator::OrchestratorService* service = suite->service_.get();
  suite->sink_ = std::make_unique<EventSinkService>(stack);
  suite->sink_->Add("orchestrator",
                    [service](const grpc::ServerContextBase& context, const platform::v1::DeliverRequest& request,
                              ServerCalls::Reply reply) { service->Receive(context, request, std::move(reply)); });
  suite->streams_ = std::make_unique<EventStreamService>(stack);
  suite->streams_->Add("orchestrator",
                       [service](const CallContext& call, std::shared_ptr<const platform::v1::DeliverRequest> request,
                                 std::function<void(absl::Status)> done) {
                         service->ReceiveLater(call, std::move(request), std::move(done));
                       });
  CLIENTROUTE_ASSIGN(suite->server_,
                     StartServer("127.0.0.1:0", {suite->service_.get(), suite->sink_.get(), suite->streams_.get()}));
  return suite;
}

std::shared_ptr<grpc::Channel> RouteSuite::Connect() const { return ConnectTo(server_->port()); }

}  // namespace clientroute::benchmark
