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

RouteSuite::RouteSuite()
    : clock_(kStart + std::chrono::hours(1)),
      logger_(MakeJsonLogger(kStandardError, LogLevel::kError, &clock_)),
      metrics_(MakeMetrics("", &metrics_port_)) {}

RouteSuite::~RouteSuite() {
  if (server_) server_->Drain(std::chrono::seconds(1));
}

absl::StatusOr<std::unique_ptr<RouteSuite>> RouteSuite::Start(const std::string& database_file) {
  std::unique_ptr<RouteSuite> suite(new RouteSuite());
  CLIENTROUTE_ASSIGN(suite->database_, OpenSqlite({.path = database_file}, orchestrator::OrchestratorMigrations()));
  CLIENTROUTE_ASSIGN(auto definitions, orchestrator::LoadDefinitions(Cat(CLIENTROUTE_SOURCE_DIR, "/workflows/routes")));
  const CallStack stack{.service = "orchestrator",
                        .clock = &suite->clock_,
                        .logger = suite->logger_.get(),
                        .metrics = suite->metrics_.get(),
                        .database = suite->database_.get(),
                        .development_identity = true};
  CLIENTROUTE_ASSIGN(suite->service_, orchestrator::OrchestratorService::Create(stack, std::move(definitions)));
  suite->sink_ = std::make_unique<EventSinkService>(stack);
  suite->sink_->Add("orchestrator", [service = suite->service_.get()](grpc::ServerContext* context,
                                                                      const platform::v1::DeliverRequest& request,
                                                                      platform::v1::DeliverResponse* response) {
    return service->Receive(context, request, response);
  });
  CLIENTROUTE_ASSIGN(suite->server_, StartServer("127.0.0.1:0", {suite->service_.get(), suite->sink_.get()}));
  return suite;
}

std::shared_ptr<grpc::Channel> RouteSuite::Connect() const { return ConnectTo(server_->port()); }

}  // namespace clientroute::benchmark
