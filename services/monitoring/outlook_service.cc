#include <algorithm>
#include <utility>

#include "services/monitoring/monitoring_codec.h"
#include "services/monitoring/monitoring_service.h"
#include "services/monitoring/wilson.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"

// Where the region is going: its goals, and what warns of routes that go wrong.
namespace clientroute::monitoring {
namespace {

constexpr int kMonthsAYear = 12;

constexpr std::string_view kMethod =
    "Vergeleken worden clientroutes die zijn geëindigd of uitgestroomd en niet zijn ingetrokken. Mis ging een route "
    "waarop meer of andere hulp nodig was dan eerst toegewezen, die een aanbieder teruggaf (reden 33), of waarna de "
    "cliënt terugkwam. Van elke factor staat er welk deel mis ging met en zonder, elk met het interval waarin het "
    "werkelijke deel met 95 procent zekerheid ligt (Wilson). Een factor is een signaal als het interval met de factor "
    "geheel boven dat zonder ligt. Het wijst aan en besluit niets; een oorzaak hoeft het niet te zijn.";

// What a figure is in a month of each year on average, over the months that have passed.
std::map<int, std::int64_t> AveragesOf(const FigureBook& book, const TargetChoice& target, FigureFilter filter,
                                       Date today) {
  std::map<int, std::int64_t> averages;
  const FigureDefinition* figure = FindFigure(target.figure);
  const std::optional<Month> known = book.FirstMonth();
  if (figure == nullptr || !known) return averages;
  const Month begin = std::max(*known, Month::At(std::int64_t{target.base_year} * kMonthsAYear));
  const Month end = std::min(Month::At(std::int64_t{Month::Of(today).index()} - 1),
                             Month::At(std::int64_t{target.goal_year} * kMonthsAYear + kMonthsAYear - 1));
  if (end < begin) return averages;
  filter.months = {begin, end};
  for (const FigureNumber& number : book.Count(*figure, filter, {Division::kMonth}, today)) {
    averages[number.key.month->index() / kMonthsAYear] += number.count;
  }
  for (int year = begin.index() / kMonthsAYear; year <= end.index() / kMonthsAYear; ++year) {
    const int first = std::max(begin.index(), year * kMonthsAYear);
    const int last = std::min(end.index(), year * kMonthsAYear + kMonthsAYear - 1);
    averages[year] = Average(averages[year], last - first + 1);
  }
  return averages;
}

v1::Target ToProto(const TargetChoice& target, const TargetStanding& standing) {
  v1::Target told;
  told.set_target(target.code);
  told.set_display_name(target.display_name);
  told.set_figure(target.figure);
  told.set_base_year(target.base_year);
  told.set_base_last_year(target.base_last_year);
  told.set_goal_year(target.goal_year);
  told.set_change(target.change);
  if (standing.base) told.set_base(*standing.base);
  if (standing.goal) told.set_goal(*standing.goal);
  for (const TargetStanding::Year& year : standing.years) {
    v1::TargetYear& shown = *told.add_years();
    shown.set_year(year.year);
    if (year.line) shown.set_line(*year.line);
    if (year.value) shown.set_value(*year.value);
  }
  return told;
}

v1::RiskRate ToProto(std::int64_t wrong, std::int64_t routes) {
  const RateInterval interval = WilsonInterval(wrong, routes);
  v1::RiskRate rate;
  rate.set_routes(routes);
  rate.set_wrong(wrong);
  rate.set_rate(interval.rate);
  rate.set_low(interval.low);
  rate.set_high(interval.high);
  return rate;
}

v1::RiskFactor ToProto(const RiskFactorDefinition& factor, const RiskCount& count, std::int64_t least) {
  v1::RiskFactor told;
  told.set_factor(std::string(factor.code));
  told.set_display_name(std::string(factor.display_name));
  told.set_running(count.running);
  // Of too few neither is told: the one could be told from the other and all.
  if (count.with < least || count.without < least) return told;
  *told.mutable_with() = ToProto(count.with_wrong, count.with);
  *told.mutable_without() = ToProto(count.without_wrong, count.without);
  told.set_signal(told.with().low() > told.without().high());
  return told;
}

}  // namespace

grpc::Status MonitoringService::ListTargets(grpc::ServerContext* context, const v1::ListTargetsRequest* request,
                                            v1::ListTargetsResponse* response) {
  return calls_.Read(context, "clientroute.monitoring.v1.Monitoring/ListTargets", *request,
                     [&](const CallContext& call) { return Targets(call, *request, response); });
}

absl::Status MonitoringService::Targets(const CallContext& call, const v1::ListTargetsRequest& request,
                                        v1::ListTargetsResponse* response) {
  const FigureFilter filter = FilterOf(call, {}, request.municipality(), "");
  CLIENTROUTE_RETURN_IF_ERROR(books_.Read([&](const FigureBook& book) {
    for (const TargetChoice& target : targets_) {
      const auto averages = AveragesOf(book, target, filter, LocalDate(call.now));
      *response->add_targets() = ToProto(target, StandingOf(target, averages));
    }
    return absl::OkStatus();
  }));
  CLIENTROUTE_ASSIGN(const bool rebuilding, Rebuilding());
  response->set_rebuilding(rebuilding);
  return absl::OkStatus();
}

grpc::Status MonitoringService::ListRiskFactors(grpc::ServerContext* context, const v1::ListRiskFactorsRequest* request,
                                                v1::ListRiskFactorsResponse* response) {
  return calls_.Read(context, "clientroute.monitoring.v1.Monitoring/ListRiskFactors", *request,
                     [&](const CallContext& call) { return Risks(call, *request, response); });
}

absl::Status MonitoringService::Risks(const CallContext& call, const v1::ListRiskFactorsRequest& request,
                                      v1::ListRiskFactorsResponse* response) {
  const FigureFilter filter = FilterOf(call, {}, request.municipality(), "");
  response->set_method(std::string(kMethod));
  CLIENTROUTE_RETURN_IF_ERROR(books_.Read([&](const FigureBook& book) {
    const std::vector<RiskCount> counts = book.risks().Count(filter);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      *response->add_factors() = ToProto(RiskFactors()[i], counts[i], least_);
    }
    return absl::OkStatus();
  }));
  CLIENTROUTE_ASSIGN(const bool rebuilding, Rebuilding());
  response->set_rebuilding(rebuilding);
  return absl::OkStatus();
}

}  // namespace clientroute::monitoring
