#include "services/monitoring/monitoring_service.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "services/monitoring/monitoring_codec.h"
#include "services/monitoring/row_order.h"
#include "services/monitoring/spend_store.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/status/status.h"

namespace clientroute::monitoring {
namespace {

// The page after that place.
void PageOf(const std::vector<FigureNumber>& numbers, RowOrder order, const std::optional<RowPlace>& after, int page,
            const FigureDefinition& figure, const v1::ListFiguresRequest& request, v1::ListFiguresResponse* response) {
  const auto rank = [&](const FigureNumber& number) { return RankOf(order.by, figure, number); };
  RowPlace last;
  for (const std::size_t place : InOrder(numbers, order, after ? &*after : nullptr, rank)) {
    if (response->rows_size() == page) {
      response->set_next_page_token(MakePageToken(request, PartsOf(last)));
      return;
    }
    *response->add_rows() = ToProto(figure, numbers[place]);
    last = {rank(numbers[place]), numbers[place].key};
  }
}

// All that was claimed together.
Spend TotalOf(const FigureBook& book, const FigureFilter& filter, Date today) {
  Spend total;
  for (const auto& [figure, sum] :
       {std::pair("spend_accepted", &Spend::accepted_cents), std::pair("spend_refused", &Spend::refused_cents),
        std::pair("lines_accepted", &Spend::lines_accepted), std::pair("lines_refused", &Spend::lines_refused)}) {
    for (const FigureNumber& number : book.Count(*FindFigure(figure), filter, {}, today)) total.*sum = number.sum;
  }
  for (const FigureNumber& number : book.Count(*FindFigure("refused_by_code"), filter, {Division::kKind}, today)) {
    total.refused_by_code.emplace(number.key.kind, number.sum);
  }
  return total;
}

}  // namespace

MonitoringService::MonitoringService(CallStack stack, const MonitoringDependencies& dependencies)
    : calls_(std::move(stack)),
      database_(*calls_.stack().database),
      listener_(calls_.stack().metrics),
      rebuild_(&database_, calls_.stack().clock, calls_.stack().logger, dependencies.events),
      least_(dependencies.publish.least),
      targets_(dependencies.targets),
      budgets_(dependencies.budgets),
      books_(&database_, calls_.stack().logger),
      publish_(&database_, &books_, calls_.stack().clock, calls_.stack().logger, dependencies.publish) {}

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
  const RowOrder order = OrderOf(request);
  CLIENTROUTE_ASSIGN(const int page, PageRows(request.page_size()));
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, kRowPlaceParts));
  std::optional<RowPlace> after;
  if (!key.empty()) after = RowPlaceOf(key);
  CLIENTROUTE_ASSIGN(const auto numbers, books_.Count({figure, filter, by, LocalDate(call.now)}));
  PageOf(*numbers, order, after, page, *figure, request, response);
  CLIENTROUTE_ASSIGN(const bool rebuilding, Rebuilding());
  response->set_rebuilding(rebuilding);
  return absl::OkStatus();
}

absl::StatusOr<bool> MonitoringService::Rebuilding() {
  bool rebuilding = false;
  CLIENTROUTE_RETURN_IF_ERROR(database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(rebuilding, RebuildStore(&connection).Running());
    return absl::OkStatus();
  }));
  return rebuilding;
}

grpc::Status MonitoringService::ListPublishedFigures(grpc::ServerContext* context,
                                                     const v1::ListPublishedFiguresRequest* request,
                                                     v1::ListPublishedFiguresResponse* response) {
  return calls_.Read(context, "clientroute.monitoring.v1.Monitoring/ListPublishedFigures", *request,
                     [&](const CallContext& call) { return Published(call, *request, response); });
}

absl::Status MonitoringService::Published(const CallContext& call, const v1::ListPublishedFiguresRequest& request,
                                          v1::ListPublishedFiguresResponse* response) {
  const FigureDefinition* figure = FindFigure(request.figure());
  if (figure == nullptr || !figure->published) {
    return Error(absl::StatusCode::kNotFound, "FIGURE_UNKNOWN", "there is no such figure that is published",
                 {{"figure", request.figure()}});
  }
  CLIENTROUTE_ASSIGN(const PublishedQuestion question, QuestionOf(call, request));
  CLIENTROUTE_ASSIGN(const int page, PageRows(request.page_size()));
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, kPublishedPlaceParts));
  std::optional<PublishedPlace> after;
  if (!key.empty()) after = PublishedPlaceOf(key);
  return database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(std::vector<PublishedNumber> numbers,
                       PublicationStore(&connection).List(question, after, page + 1));
    if (numbers.size() > static_cast<std::size_t>(page)) {
      numbers.resize(static_cast<std::size_t>(page));
      const PublishedPlace last{RankOf(question.order.by, numbers.back()), numbers.back()};
      response->set_next_page_token(MakePageToken(request, PartsOf(last)));
    }
    for (const PublishedNumber& number : numbers) *response->add_rows() = ToProto(number);
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
  CLIENTROUTE_RETURN_IF_ERROR(books_.Read([&](const FigureBook& book) {
    *response->mutable_total() = ToProto(TotalOf(book, filter, LocalDate(call.now)));
    return absl::OkStatus();
  }));
  return database_.Read([&](Connection& connection) -> absl::Status {
    SpendStore store(&connection);
    CLIENTROUTE_ASSIGN(std::vector<Spend> spends, store.List(filter, after, page + 1));
    if (spends.size() > static_cast<std::size_t>(page)) {
      spends.resize(static_cast<std::size_t>(page));
      response->set_next_page_token(MakePageToken(request, PartsOf(spends.back())));
    }
    for (const Spend& spend : spends) *response->add_rows() = ToProto(spend);
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
