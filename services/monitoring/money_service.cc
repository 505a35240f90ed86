#include <utility>

#include "services/monitoring/contract_store.h"
#include "services/monitoring/forecast.h"
#include "services/monitoring/monitoring_codec.h"
#include "services/monitoring/monitoring_service.h"
#include "services/monitoring/row_order.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"

// What money is told of: forecasts, costs of clients and how they are concentrated.
namespace clientroute::monitoring {
namespace {

constexpr int kYearFirst = 2000;
constexpr int kYearLast = 2100;
constexpr int kMonthsAYear = 12;
constexpr std::int64_t kWhole = 10'000;

constexpr std::string_view kMethod =
    "Een maand telt zoals ze is toegekend zodra haar declaraties binnen kunnen zijn: twee maanden later. Elke andere "
    "maand wordt verwacht zoals de middelste van de laatste twaalf (of zoveel er zijn, ten minste drie), met als band "
    "de op een na laagste en de op een na hoogste daarvan, en nooit minder dan er al van is toegekend. Van een groei "
    "of een seizoen wordt niet uitgegaan. De dag "
    "waarop het plafond wordt bereikt gaat uit van evenveel op elke dag van een maand.";

AcceptedMonths AcceptedIn(const FigureBook& book, FigureFilter filter, Date today) {
  AcceptedMonths accepted;
  const Month running = Month::Of(today);
  const Month last = Month::At(std::int64_t{running.index()} - kMonthsOpen);
  filter.months = {Month::At(0), running};
  for (const FigureNumber& number : book.Count(*FindFigure("spend_accepted"), filter, {Division::kMonth}, today)) {
    const Month month = *number.key.month;
    if (month > last) {
      accepted.begun.resize(static_cast<std::size_t>(month.index() - last.index()));
      accepted.begun.back() = number.sum;
      continue;
    }
    if (accepted.cents.empty()) accepted.first = month;
    // A month of which nothing was accepted is one of nothing.
    accepted.cents.resize(static_cast<std::size_t>(month.index() - accepted.first.index()));
    accepted.cents.push_back(number.sum);
  }
  if (!accepted.cents.empty()) {
    accepted.cents.resize(static_cast<std::size_t>(last.index() - accepted.first.index() + 1));
  }
  return accepted;
}

type::v1::Money Cents(std::int64_t cents) {
  type::v1::Money money;
  money.set_cents(cents);
  return money;
}

std::int64_t ShareOf(std::int64_t part, std::int64_t all) {
  return part <= 0 || all <= 0 ? 0 : Average(part * kWhole, all);
}

void Tell(const Forecast& forecast, Date today, v1::Forecast* response) {
  for (const Forecast::OneMonth& month : forecast.months) {
    v1::ForecastMonth& told = *response->add_months();
    *told.mutable_month() = ToProto(month.month.FirstDay());
    *told.mutable_expected() = Cents(month.expected_cents);
    *told.mutable_low() = Cents(month.low_cents);
    *told.mutable_high() = Cents(month.high_cents);
    told.set_known(month.known);
  }
  *response->mutable_expected() = Cents(forecast.expected_cents);
  *response->mutable_low() = Cents(forecast.low_cents);
  *response->mutable_high() = Cents(forecast.high_cents);
  response->set_months_used(forecast.months_used);
  if (forecast.ceiling_reached_high) *response->mutable_ceiling_date_high() = ToProto(*forecast.ceiling_reached_high);
  if (!forecast.ceiling_reached) return;
  *response->mutable_ceiling_date() = ToProto(*forecast.ceiling_reached);
  response->set_days_to_ceiling(std::max(0, forecast.ceiling_reached->DaysSince(today)));
}

v1::ClientCostRow ToProto(const ClientCost& cost, std::int64_t least) {
  v1::ClientCostRow row;
  if (cost.key.month) *row.mutable_month() = clientroute::ToProto(cost.key.month->FirstDay());
  row.set_municipality(cost.key.municipality);
  row.set_provider(cost.key.provider);
  row.set_product(cost.key.product);
  row.set_segment(cost.key.segment);
  row.set_contract(cost.key.contract);
  row.set_held_back(cost.clients < least);
  if (row.held_back()) return row;
  row.set_clients(cost.clients);
  *row.mutable_accepted() = Cents(cost.accepted_cents);
  *row.mutable_average() = Cents(AverageOf(cost.accepted_cents, cost.clients));
  return row;
}

v1::LawCost ToProto(int law, std::int64_t clients, std::int64_t cents, std::int64_t all) {
  v1::LawCost told;
  if (type::v1::Law_IsValid(law)) told.set_law(static_cast<type::v1::Law>(law));
  told.set_clients(clients);
  *told.mutable_accepted() = Cents(cents);
  told.set_share(ShareOf(cents, all));
  return told;
}

void Tell(const CostConcentration& cost, std::int64_t least, v1::Concentration* response) {
  response->set_held_back(cost.clients < least);
  if (response->held_back()) return;
  response->set_clients(cost.clients);
  *response->mutable_accepted() = Cents(cost.accepted_cents);
  for (const CostConcentration::Part& part : cost.dearest) {
    if (part.clients < least || (part.clients < cost.clients && cost.clients - part.clients < least)) continue;
    v1::DearestClients& told = *response->add_dearest();
    told.set_percent(part.percent);
    told.set_clients(part.clients);
    *told.mutable_accepted() = Cents(part.accepted_cents);
    told.set_share(ShareOf(part.accepted_cents, cost.accepted_cents));
  }
  // One law of few could be told from the others and all: then none is.
  const auto small = [&](const CostConcentration::Law& law) { return law.clients < least; };
  if (std::ranges::none_of(cost.laws, small)) {
    for (const CostConcentration::Law& law : cost.laws) {
      *response->add_laws() = ToProto(law.law, law.clients, law.accepted_cents, cost.accepted_cents);
    }
  }
  if (cost.several_laws_clients >= least && cost.clients - cost.several_laws_clients >= least) {
    *response->mutable_several_laws() =
        ToProto(0, cost.several_laws_clients, cost.several_laws_cents, cost.accepted_cents);
  }
}

}  // namespace

grpc::Status MonitoringService::GetForecast(grpc::ServerContext* context, const v1::GetForecastRequest* request,
                                            v1::Forecast* response) {
  return calls_.Read(context, "clientroute.monitoring.v1.Monitoring/GetForecast", *request,
                     [&](const CallContext& call) { return Forecasted(call, *request, response); });
}

absl::Status MonitoringService::Forecasted(const CallContext& call, const v1::GetForecastRequest& request,
                                           v1::Forecast* response) {
  if (request.year() < kYearFirst || request.year() > kYearLast) {
    return InvalidFields("YEAR_INVALID", {{"year", Cat("is not from ", kYearFirst, " to ", kYearLast)}});
  }
  const Month begin = Month::At(std::int64_t{request.year()} * kMonthsAYear);
  FigureFilter filter = FilterOf(call, {begin, begin}, request.municipality(), request.provider());
  filter.contract = request.contract();
  const Date today = LocalDate(call.now);
  std::optional<std::int64_t> ceiling = BudgetOf(budgets_, request.year(), filter);
  CLIENTROUTE_RETURN_IF_ERROR(database_.Read([&](Connection& connection) -> absl::Status {
    if (filter.contract.empty()) return absl::OkStatus();
    CLIENTROUTE_ASSIGN(ceiling, ContractStore(&connection).Ceiling(filter));
    return absl::OkStatus();
  }));
  AcceptedMonths accepted;
  CLIENTROUTE_RETURN_IF_ERROR(books_.Read([&](const FigureBook& book) {
    accepted = AcceptedIn(book, filter, today);
    return absl::OkStatus();
  }));
  response->set_year(request.year());
  response->set_method(std::string(kMethod));
  if (ceiling) *response->mutable_ceiling() = Cents(*ceiling);
  const auto forecast = ForecastOf(request.year(), accepted, ceiling);
  if (forecast) Tell(*forecast, today, response);
  CLIENTROUTE_ASSIGN(const bool rebuilding, Rebuilding());
  response->set_rebuilding(rebuilding);
  return absl::OkStatus();
}

grpc::Status MonitoringService::ListClientCosts(grpc::ServerContext* context, const v1::ListClientCostsRequest* request,
                                                v1::ListClientCostsResponse* response) {
  return calls_.Read(context, "clientroute.monitoring.v1.Monitoring/ListClientCosts", *request,
                     [&](const CallContext& call) { return Costs(call, *request, response); });
}

absl::Status MonitoringService::Costs(const CallContext& call, const v1::ListClientCostsRequest& request,
                                      v1::ListClientCostsResponse* response) {
  CLIENTROUTE_ASSIGN(const FigureFilter filter, FilterOf(call, request));
  CLIENTROUTE_ASSIGN(const std::set<Division> by, DivisionsOf(request));
  const RowOrder order = OrderOf(request);
  CLIENTROUTE_ASSIGN(const int page, PageRows(request.page_size()));
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, kRowPlaceParts));
  std::optional<RowPlace> after;
  if (!key.empty()) after = RowPlaceOf(key);
  std::vector<ClientCost> costs;
  CLIENTROUTE_RETURN_IF_ERROR(books_.Read([&](const FigureBook& book) {
    costs = book.costs().PerClient(filter, by);
    return absl::OkStatus();
  }));
  const auto rank = [&](const ClientCost& cost) { return RankOf(order.by, cost, least_); };
  RowPlace last;
  for (const std::size_t place : InOrder(costs, order, after ? &*after : nullptr, rank)) {
    if (response->rows_size() == page) {
      response->set_next_page_token(MakePageToken(request, PartsOf(last)));
      break;
    }
    *response->add_rows() = ToProto(costs[place], least_);
    last = {rank(costs[place]), costs[place].key};
  }
  CLIENTROUTE_ASSIGN(const bool rebuilding, Rebuilding());
  response->set_rebuilding(rebuilding);
  return absl::OkStatus();
}

grpc::Status MonitoringService::GetConcentration(grpc::ServerContext* context,
                                                 const v1::GetConcentrationRequest* request,
                                                 v1::Concentration* response) {
  return calls_.Read(context, "clientroute.monitoring.v1.Monitoring/GetConcentration", *request,
                     [&](const CallContext& call) { return Concentrated(call, *request, response); });
}

absl::Status MonitoringService::Concentrated(const CallContext& call, const v1::GetConcentrationRequest& request,
                                             v1::Concentration* response) {
  CLIENTROUTE_ASSIGN(const FigureFilter filter, FilterOf(call, request));
  CLIENTROUTE_RETURN_IF_ERROR(books_.Read([&](const FigureBook& book) {
    Tell(book.costs().Concentration(filter), least_, response);
    return absl::OkStatus();
  }));
  CLIENTROUTE_ASSIGN(const bool rebuilding, Rebuilding());
  response->set_rebuilding(rebuilding);
  return absl::OkStatus();
}

}  // namespace clientroute::monitoring
