#include <unistd.h>

#include <string>
#include <utility>
#include <vector>

#include "services/messaging/messaging_service.h"
#include "services/orchestrator/orchestrator_service.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/server/event_sink_service.h"
#include "services/platform/server/event_stream_service.h"
#include "services/platform/server/operations_service.h"
#include "services/platform/status/status.h"
#include "services/portal/migrations.h"
#include "services/portal/portal.h"
#include "services/suite/serve/portal_options.h"
#include "services/suite/serve/suite.h"
#include "services/suite/version.h"

// How a suite that is composed is found: its public server, its portal, and what it tells of itself.

namespace clientroute::suite {
namespace {

/// `127.0.0.1:7420` with the port that was picked.
std::string WithPort(const std::string& address, int port) {
  return Cat(address.substr(0, address.rfind(':') + 1), port);
}

}  // namespace

absl::Status Suite::StartServing() {
  std::vector<grpc::Service*> services = {operations_.get(), event_sink_.get(), event_stream_.get(),
                                          &orchestrator_->operations(), supplier_management_.get()};
  for (const auto& member : members_) services.push_back(member->service.get());
  CLIENTROUTE_ASSIGN(server_, StartServer(config_.grpc_address(), services));

  CLIENTROUTE_RETURN_IF_ERROR(OpenPortal());

  running_.set_grpc_address(WithPort(config_.grpc_address(), server_->port()));
  running_.set_metrics_address(WithPort(config_.metrics_address(), metrics_port_));
  running_.set_pid(getpid());
  running_.set_exchange_folder(folder_->ExchangeFolder());
  *running_.mutable_municipalities() = region_.region.municipalities();
  running_.set_region(region_.region.code());
  running_.set_version(std::string(kVersion));
  running_.set_driven_clock(clock_->driven());
  *running_.mutable_serve_time() = ToProto(SystemClock().Now());
  return folder_->Announce(running_);
}

absl::Status Suite::AnnounceReleasedClock() const {
  v1::RunningSuite running = running_;
  running.set_driven_clock(false);
  return folder_->Announce(running);
}

absl::Status Suite::OpenPortal() {
  SqliteOptions record;
  record.path = folder_->DatabaseFile("portal");
  record.busy_timeout_ms = config_.database_patience_ms();
  CLIENTROUTE_ASSIGN(portal_record_, OpenSqlite(record, portal::PortalMigrations()));
  portal::PortalDeps deps{portal_record_.get(), &real_clock_,   random_.get(),
                          logger_.get(),        metrics_.get(), master_key_.get()};
  CLIENTROUTE_ASSIGN(portal::PortalOptions options, PortalOptionsOf(config_, region_, server_->InProcess()));
  CLIENTROUTE_ASSIGN(portal_, portal::Portal::Start(std::move(options), deps));
  running_.set_portal_address(portal_->origin());
  return absl::OkStatus();
}

}  // namespace clientroute::suite
