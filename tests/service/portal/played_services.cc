#include "tests/service/portal/played_services.h"

#include <thread>

#include "services/platform/calls/page_token.h"
#include "services/platform/status/status.h"

namespace clientroute::portal {
namespace {

namespace routes = orchestrator::v1;

std::string Joined(const std::set<std::string>& values) {
  std::string out;
  for (const std::string& value : values) out += Cat(out.empty() ? "" : ",", value);
  return out;
}

}  // namespace

absl::Status PlayedRoutes::WaitForEnd(const grpc::ServerContext& context) {
  begun.Add();
  constexpr std::chrono::milliseconds kLook{2};
  while (!context.IsCancelled()) std::this_thread::sleep_for(kLook);
  cancelled.Add();
  return Error(absl::StatusCode::kCancelled, "CANCELLED", "the caller went away");
}

grpc::Status PlayedRoutes::CountRoutes(grpc::ServerContext* context, const routes::CountRoutesRequest* request,
                                       routes::CountRoutesResponse* answer) {
  return calls_.Read(
      context, "clientroute.orchestrator.v1.RouteOperations/CountRoutes", *request,
      [&](const CallContext& call) -> absl::Status {
        if (request->by() == routes::CountRoutesRequest::MUNICIPALITY) {
          return Error(absl::StatusCode::kNotFound, "ROUTE_UNKNOWN", "there is no such route", {{"route", "routes/1"}});
        }
        if (request->by() == routes::CountRoutesRequest::PROVIDER) return WaitForEnd(*context);
        const int rows = request->by() == routes::CountRoutesRequest::DEFINITION ? 200 : 1;
        for (int i = 0; i < rows; ++i) {
          auto* count = answer->add_counts();
          count->set_value(call.identity.subject);
          count->set_title(
              Cat(Joined(call.identity.roles), " ", Joined(call.identity.municipalities), " ", call.purpose));
          count->set_count(1'234'567'890'123);
        }
        answer->set_total(1);
        return absl::OkStatus();
      });
}

grpc::Status PlayedRoutes::GetWorkload(grpc::ServerContext* context, const routes::GetWorkloadRequest* request,
                                       routes::Workload* /*answer*/) {
  return calls_.Read(context, "clientroute.orchestrator.v1.RouteOperations/GetWorkload", *request,
                     [](const CallContext&) { return absl::OkStatus(); });
}

grpc::Status PlayedRoutes::WatchRoute(grpc::ServerContext* context, const routes::WatchRouteRequest* request,
                                      grpc::ServerWriter<routes::WatchRouteResponse>* writer) {
  return calls_.Look(context, "clientroute.orchestrator.v1.RouteOperations/WatchRoute", *request,
                     [&](const CallContext& call, Look&) -> absl::Status {
                       routes::WatchRouteResponse response;
                       response.set_route(request->name());
                       response.set_state(call.identity.subject);
                       writer->Write(response);
                       response.set_closed(true);
                       writer->Write(response);
                       if (request->name() == "routes/ended") return absl::OkStatus();
                       if (request->name() == "routes/lost") {
                         return Error(absl::StatusCode::kNotFound, "ROUTE_UNKNOWN", "there is no such route");
                       }
                       constexpr std::size_t kLoudBytes = 64 * 1024;
                       response.set_state_title(std::string(kLoudBytes, 'x'));
                       if (request->name() == "routes/loud") {
                         begun.Add();
                         while (writer->Write(response)) ++loud_written;
                         cancelled.Add();
                         return absl::OkStatus();
                       }
                       return WaitForEnd(*context);
                     });
}

grpc::Status PlayedContracting::ListContracts(grpc::ServerContext* context,
                                              const contracting::v1::ListContractsRequest* request,
                                              contracting::v1::ListContractsResponse* answer) {
  return calls_.Read(context, "clientroute.contracting.v1.Contracting/ListContracts", *request,
                     [&](const CallContext&) -> absl::Status {
                       CLIENTROUTE_ASSIGN(const int rows, PageRows(request->page_size()));
                       CLIENTROUTE_ASSIGN(const auto key, ReadPageToken(*request, 1));
                       const auto first = key.empty() ? 0 : static_cast<int>(NumberIn(key[0]));
                       ++pages_given;
                       for (int i = first; i < std::min(first + rows, contracts.load()); ++i) {
                         auto* contract = answer->add_contracts();
                         contract->set_name(Cat("contracts/", i));
                         contract->set_lot(i == 0 ? "=HYPERLINK(\"http://evil.example\")" : Cat("perceel ", i % 5));
                         contract->set_provider(i == 1 ? "@SUM(1)" : "42420001");
                       }
                       if (first + rows < contracts) {
                         answer->set_next_page_token(MakePageToken(*request, {KeyPart(first + rows)}));
                       }
                       return absl::OkStatus();
                     });
}

}  // namespace clientroute::portal
