// Past performance, of SupplierManagementService.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/contracting/catalogue_store.h"
#include "services/contracting/contract_finder.h"
#include "services/contracting/contracting_codec.h"
#include "services/contracting/performance_codec.h"
#include "services/contracting/performance_store.h"
#include "services/contracting/supplier_management_service.h"
#include "services/contracting/talk_store.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/store/columns.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::contracting {
namespace {

std::string Method(std::string_view name) { return Cat("clientroute.contracting.v1.SupplierManagement/", name); }

// The score of a contract as the request asks for it: what a draft shows and a record keeps. Each measure in force has
// its part, weighed or not.
template <typename Request>
absl::StatusOr<PerformanceScore> MakeScore(Connection& connection, const CallContext& call, Instant now,
                                           const Request& request, TalkViolations violations) {
  CatalogueStore catalogue(&connection);
  CLIENTROUTE_ASSIGN(const auto contract, FindContract(catalogue, request.contract(), "contract", now));
  CLIENTROUTE_RETURN_IF_ERROR(MayRead(call, contract.row));
  const std::vector<GivenValue> given = ReadValues(request.values(), &violations);
  const auto period = ReadPerformancePeriod(request.period(), contract.row.period, LocalDate(now), &violations);
  CLIENTROUTE_RETURN_IF_ERROR(violations.ToStatus());
  CLIENTROUTE_ASSIGN(const auto measures, PerformanceStore(&connection).MeasuresOn(*period->end()));
  if (measures.empty()) {
    return Error(absl::StatusCode::kFailedPrecondition, "NO_PERFORMANCE_MEASURES",
                 "the region chose no measures of past performance for the last day of the period");
  }
  CLIENTROUTE_ASSIGN(const auto due, TalkStore(&connection).AgreementsDue(contract.row.code, *period));
  Problems problems;
  PerformanceScore score{.id = {},
                         .contract = contract.row.code,
                         .provider = contract.row.provider,
                         .period = *period,
                         .score = 0,
                         .parts = Weigh(measures, given, CountKept(due), &problems),
                         .note = {},
                         .recorded_by = {},
                         .recorded_at = {},
                         .newest = false};
  violations.Add(problems);
  CLIENTROUTE_RETURN_IF_ERROR(violations.ToStatus());
  score.score = ScoreOf(score.parts).value_or(0);
  return score;
}

}  // namespace

grpc::Status SupplierManagementService::DraftPerformanceScore(grpc::ServerContext* context,
                                                              const v1::DraftPerformanceScoreRequest* request,
                                                              v1::PerformanceScore* response) {
  return calls_.Read(context, Method("DraftPerformanceScore"), *request, [&](const CallContext& call) {
    return database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(const PerformanceScore score, MakeScore(connection, call, call.now, *request, {}));
      *response = ToProto(score);
      return absl::OkStatus();
    });
  });
}

grpc::Status SupplierManagementService::RecordPerformanceScore(grpc::ServerContext* context,
                                                               const v1::RecordPerformanceScoreRequest* request,
                                                               v1::PerformanceScore* response) {
  const std::string method = Method("RecordPerformanceScore");
  return calls_.Write(context, method, *request, response, [&](UnitOfWork& unit) -> absl::Status {
    TalkViolations violations;
    violations.CheckText(request->note(), "note");
    CLIENTROUTE_ASSIGN(PerformanceScore score,
                       MakeScore(unit.db(), unit.call(), unit.now(), *request, std::move(violations)));
    if (!ScoreOf(score.parts)) {
      return Error(absl::StatusCode::kFailedPrecondition, "NOTHING_TO_WEIGH", "no part of the score has a value");
    }
    score.id = unit.NewId("performance-score");
    score.note = request->note();
    score.recorded_by = unit.call().identity.subject;
    PerformanceStore store(&unit.db());
    CLIENTROUTE_RETURN_IF_ERROR(store.Add(score, unit.now()));
    CLIENTROUTE_ASSIGN(const auto stored, store.Find(score.id));
    *response = ToProto(stored.value());
    return absl::OkStatus();
  });
}

grpc::Status SupplierManagementService::GetPerformanceScore(grpc::ServerContext* context,
                                                            const v1::GetPerformanceScoreRequest* request,
                                                            v1::PerformanceScore* response) {
  return calls_.Read(context, Method("GetPerformanceScore"), *request, [&](const CallContext& call) {
    return database_->Read([&](Connection& connection) -> absl::Status {
      const auto id = IdIn(request->name(), kPerformanceScores);
      if (!id) return InvalidFields("REQUEST_INVALID", {{"name", "must be performance-scores/ and an id"}});
      CLIENTROUTE_ASSIGN(const auto found, PerformanceStore(&connection).Find(*id));
      if (!found) return Error(absl::StatusCode::kNotFound, "SCORE_NOT_FOUND", Cat("there is no ", request->name()));
      CatalogueStore catalogue(&connection);
      CLIENTROUTE_ASSIGN(const auto contract,
                         FindContract(catalogue, NameOf(kContracts, found->contract), "contract", call.now));
      CLIENTROUTE_RETURN_IF_ERROR(MayRead(call, contract.row));
      *response = ToProto(*found);
      return absl::OkStatus();
    });
  });
}

grpc::Status SupplierManagementService::ListPerformanceScores(grpc::ServerContext* context,
                                                              const v1::ListPerformanceScoresRequest* request,
                                                              v1::ListPerformanceScoresResponse* response) {
  return calls_.Read(context, Method("ListPerformanceScores"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_ASSIGN(const int rows, PageRows(request->page_size()));
    CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(*request, 2));
    CLIENTROUTE_ASSIGN(const ContractScope scope, ReadScope(call, request->contract(), request->provider()));
    const PerformanceStore::Filter filter{scope.contract, scope.provider, request->newest(), scope.visible,
                                          scope.visible_provider};
    PerformanceStore::Position after;
    if (!key.empty()) after = {NumberIn(key[0]), NumberIn(key[1])};
    return database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(auto scores, PerformanceStore(&connection).List(filter, after, rows + 1));
      response->set_next_page_token(CutPage(scores, rows, *request, [](const PerformanceStore::StoredScore& last) {
        return std::vector<std::string>{KeyPart(ToDays(*last.score.period.end())), KeyPart(last.row)};
      }));
      for (const auto& one : scores) *response->add_scores() = ToProto(one.score);
      return absl::OkStatus();
    });
  });
}

grpc::Status SupplierManagementService::ListProviderPerformance(grpc::ServerContext* context,
                                                                const v1::ListProviderPerformanceRequest* request,
                                                                v1::ListProviderPerformanceResponse* response) {
  const std::string method = Method("ListProviderPerformance");
  return calls_.Read(context, method, *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_ASSIGN(const int rows, PageRows(request->page_size()));
    CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(*request, 2));
    CLIENTROUTE_ASSIGN(const ContractScope scope, ReadScope(call, "", request->provider()));
    const PerformanceStore::Filter filter{scope.contract, scope.provider, false, scope.visible, scope.visible_provider};
    const auto order = static_cast<PerformanceStore::ProviderOrder>(request->order());
    PerformanceStore::ProviderPosition after;
    if (!key.empty()) after = {NumberIn(key[0]), key[1]};
    return database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(auto providers, PerformanceStore(&connection).ListProviders(filter, order, after, rows + 1));
      response->set_next_page_token(CutPage(providers, rows, *request, [order](const ProviderPerformance& last) {
        const auto place = PerformanceStore::PositionOf(last, order);
        return std::vector<std::string>{KeyPart(place.value), place.provider};
      }));
      for (const ProviderPerformance& one : providers) *response->add_providers() = ToProto(one);
      return absl::OkStatus();
    });
  });
}

}  // namespace clientroute::contracting
