#include "services/monitoring/monitoring_service.h"

#include <utility>

#include "services/monitoring/figure_store.h"
#include "services/monitoring/monitoring_codec.h"
#include "services/monitoring/spend_store.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/status/status.h"

namespace clientroute::monitoring {

MonitoringService::MonitoringService(CallStack stack, const MonitoringDependencies& dependencies)
    : calls_(std::move(stack)),
      database_(*calls_.stack().database),
      rebuild_(&database_, calls_.stack().clock, calls_.stack().logger, dependencies.events) {}

grpc::Status MonitoringService::ListFigures(grpc::ServerContext* context, const v1::ListFiguresRequest* request,
                                            v1::ListFiguresResponse* response) {
  return calls_.Read(context, "clientroute.monitoring.v1.Monitoring/ListFigures", *request,
                     [&](const CallContext& call) { return List(call, *request, response); });
}

absl::Status MonitoringService::List(const CallContext& call, const v1::ListFiguresRequest& request,
                                     v1::ListFiguresResponse* response) {
  const FigureDefinition* figure = FindFigure(request.figure());
  if (figure == nullptr) {
    return Error(absl::StatusCode::kNotFound, "FIGURE_UNKNOWN", "there is no such figure",
                 {{"figure", request.figure()}});
  }
  CLIENTROUTE_ASSIGN(const FigureFilter filter, FilterOf(call, request));
  CLIENTROUTE_ASSIGN(const std::set<Division> by, DivisionsOf(request, *figure));
  CLIENTROUTE_ASSIGN(const int page, PageRows(request.page_size()));
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, kKeyParts));
  std::optional<FigureKey> after;
  if (!key.empty()) after = FigureKeyOf(key);
  return database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(std::vector<FigureNumber> numbers,
                       FigureStore(&connection).List(*figure, filter, by, after, LocalDate(call.now), page + 1));
    if (numbers.size() > static_cast<std::size_t>(page)) {
      numbers.resize(static_cast<std::size_t>(page));
      response->set_next_page_token(MakePageToken(request, PartsOf(numbers.back().key)));
    }
    for (const FigureNumber& number : numbers) *response->add_rows() = ToProto(*figure, number);
    CLIENTROUTE_ASSIGN(const bool rebuilding, RebuildStore(&connection).Running());
    response->set_rebuilding(rebuilding);
    return absl::OkStatus();
  });
}

grpc::Status MonitoringService::GetSpend(grpc::ServerContext* context, const v1::GetSpendRequest* request,
                                         v1::GetSpendResponse* response) {
  return calls_.Read(context, "clientroute.monitoring.v1.Monitoring/GetSpend", *request,
                     [&](const CallContext& call) { return Spent(call, *request, response); });
}

absl::Status MonitoringService::Spent(const CallContext& call, const v1::GetSpendRequest& request,
                                      v1::GetSpendResponse* response) {
  CLIENTROUTE_ASSIGN(const FigureFilter filter, FilterOf(call, request));
  CLIENTROUTE_ASSIGN(const int page, PageRows(request.page_size()));
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, kKeyParts));
  std::optional<Spend> after;
  if (!key.empty()) after = SpendKeyOf(key);
  return database_.Read([&](Connection& connection) -> absl::Status {
    SpendStore store(&connection);
    CLIENTROUTE_ASSIGN(std::vector<Spend> spends, store.List(filter, after, page + 1));
    if (spends.size() > static_cast<std::size_t>(page)) {
      spends.resize(static_cast<std::size_t>(page));
      response->set_next_page_token(MakePageToken(request, PartsOf(spends.back())));
    }
    for (const Spend& spend : spends) *response->add_rows() = ToProto(spend);
    CLIENTROUTE_ASSIGN(const Spend total, store.Total(filter));
    *response->mutable_total() = ToProto(total);
    CLIENTROUTE_ASSIGN(const bool rebuilding, RebuildStore(&connection).Running());
    response->set_rebuilding(rebuilding);
    return absl::OkStatus();
  });
}

grpc::Status MonitoringService::ListFigureDefinitions(grpc::ServerContext* context,
                                                      const v1::ListFigureDefinitionsRequest* request,
                                                      v1::ListFigureDefinitionsResponse* response) {
  return calls_.Read(context, "clientroute.monitoring.v1.Monitoring/ListFigureDefinitions", *request,
                     [&](const CallContext&) {
                       for (const FigureDefinition& figure : FigureDefinitions()) {
                         *response->add_definitions() = ToProto(figure);
                       }
                       return absl::OkStatus();
                     });
}

grpc::Status MonitoringService::Rebuild(grpc::ServerContext* context, const v1::RebuildRequest* request,
                                        v1::RebuildStatus* response) {
  return calls_.Write(context, "clientroute.monitoring.v1.Monitoring/Rebuild", *request, response,
                      [&](UnitOfWork& unit) -> absl::Status {
                        CLIENTROUTE_RETURN_IF_ERROR(rebuild_.Begin(unit));
                        CLIENTROUTE_ASSIGN(const RebuildProgress progress, RebuildStore(&unit.db()).Load());
                        *response = ToProto(progress);
                        return absl::OkStatus();
                      });
}

grpc::Status MonitoringService::GetRebuildStatus(grpc::ServerContext* context,
                                                 const v1::GetRebuildStatusRequest* request,
                                                 v1::RebuildStatus* response) {
  return calls_.Read(context, "clientroute.monitoring.v1.Monitoring/GetRebuildStatus", *request,
                     [&](const CallContext&) {
                       return database_.Read([&](Connection& connection) -> absl::Status {
                         CLIENTROUTE_ASSIGN(const RebuildProgress progress, RebuildStore(&connection).Load());
                         *response = ToProto(progress);
                         return absl::OkStatus();
                       });
                     });
}

}  // namespace clientroute::monitoring
