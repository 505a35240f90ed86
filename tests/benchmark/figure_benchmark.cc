#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "clientroute/monitoring/v1/monitoring.grpc.pb.h"
#include "services/monitoring/fact_store.h"
#include "services/monitoring/figure_definition.h"
#include "services/monitoring/migrations.h"
#include "services/monitoring/monitoring_service.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "tests/benchmark/benchmarks.h"
#include "tests/benchmark/route_suite.h"

// What a dashboard asks over a region's five years, by twenty people at once, through gRPC on this machine's own
// network: every figure, of the region whole and of one municipality, by month and by month and each of what it can be
// divided by, and what is told beside figures. The yardstick is a call of the same service, with the same checks of who
// asks, that reads one row.
namespace clientroute::benchmark {
namespace {

using monitoring::FactStore;
using Stub = monitoring::v1::Monitoring::Stub;
using Microseconds = std::chrono::microseconds;

constexpr int kRoutes = 120'000;
constexpr int kMonths = 60;
constexpr int kProviders = 350;
constexpr int kClientsAProvider = 100;
constexpr int kCallers = 20;
constexpr std::array kMunicipalities = {"0361", "0373", "0375", "0383", "0392", "0394",
                                        "0398", "0399", "0400", "0402", "0405"};
constexpr std::array kProducts = {"45A04", "45A53", "44A08", "43A11", "48A01", "54A02", "49A03", "50A04"};
constexpr Instant kNow{std::chrono::sys_days(std::chrono::year(2026) / 7 / 15) + std::chrono::hours(10)};

Uuid Id(std::string_view kind, int number) { return Uuid::Derive(kClientrouteSpace, Cat(kind, "/", number)); }
Date FirstDay() { return *Date::Of(2021, 7, 1); }
std::string Provider(int number) { return Cat(42'420'001 + number); }

/// A region's past, written as the events of its services would have written it.
class Region {
 public:
  Region(int routes, int months) : routes_(routes), months_(months) {}

  absl::Status Fill(Database& database) const {
    constexpr int kRoutesAWrite = 5'000;
    CLIENTROUTE_RETURN_IF_ERROR(database.Write([](Connection& connection) { return FillProducts(connection); }));
    for (int first = 0; first < routes_; first += kRoutesAWrite) {
      CLIENTROUTE_RETURN_IF_ERROR(database.Write([&](Connection& connection) -> absl::Status {
        FactStore store(&connection);
        for (int route = first; route < std::min(routes_, first + kRoutesAWrite); ++route) {
          CLIENTROUTE_RETURN_IF_ERROR(FillRoute(store, route));
        }
        return absl::OkStatus();
      }));
    }
    for (int month = 0; month < months_; ++month) {
      CLIENTROUTE_RETURN_IF_ERROR(
          database.Write([&](Connection& connection) { return FillMonth(FactStore(&connection), month); }));
    }
    return absl::OkStatus();
  }
  int routes() const { return routes_; }
  std::int64_t lines() const { return std::int64_t{months_} * kProviders * kClientsAProvider; }

 private:
  static absl::Status FillProducts(Connection& connection) {
    constexpr std::array kSegments = {"support_oriented/ambulatory/light", "support_oriented/ambulatory/medium",
                                      "support_oriented/residence/foster_care", "resolution_oriented/residence/secure"};
    FactStore store(&connection);
    for (std::size_t i = 0; i < kProducts.size(); ++i) {
      CLIENTROUTE_RETURN_IF_ERROR(store.Keep(monitoring::ProductPlaced{kProducts[i], kSegments[i % kSegments.size()]}));
    }
    for (int provider = 0; provider < kProviders; ++provider) {
      CLIENTROUTE_RETURN_IF_ERROR(store.Keep(monitoring::ContractKnown{
          Cat("contracts/c", provider), Provider(provider), "lot", FirstDay(), {}, 400'000'000, {kMunicipalities[0]}}));
    }
    return absl::OkStatus();
  }
  absl::Status FillRoute(FactStore& store, int number) const {
    const Uuid route = Id("routes", number);
    const Date received = FirstDay().AddDays(static_cast<int>(std::int64_t{number} * 1'800 / routes_));
    // Some have much, as anywhere; a second line on each fourth.
    const int provider = std::min(number * 7 % kProviders, number * 13 % kProviders);
    const std::string product = kProducts[static_cast<std::size_t>(number) % kProducts.size()];
    monitoring::ReferralTaken taken{route,
                                    kMunicipalities[static_cast<std::size_t>(number % 37) % kMunicipalities.size()],
                                    1 + number % 6,
                                    received,
                                    {{"line-1", Provider(provider), product}},
                                    Id("clients", number * 2 / 3),
                                    1,
                                    Id("households", number / 3)};
    if (number % 4 == 0) taken.lines.push_back({"line-2", Provider(provider), kProducts[0]});
    CLIENTROUTE_RETURN_IF_ERROR(store.Keep(taken));
    CLIENTROUTE_RETURN_IF_ERROR(
        store.Keep(monitoring::DecisionMade{route, Id("decisions", number), number % 40 == 0, received.AddDays(20)}));
    CLIENTROUTE_RETURN_IF_ERROR(FillRare(store, number, received));
    const Uuid allocation = Id("allocations", number);
    CLIENTROUTE_RETURN_IF_ERROR(store.Keep(monitoring::LinesAllocated{
        route,
        received.AddDays(25),
        {{allocation, Provider(provider), product, Cat("contracts/c", provider), 250'000 + number % 1'000,
          received.AddDays(30), received.AddDays(30 + 365), number % 20 == 0}}}));
    const Date start = received.AddDays(30 + number % 90);
    const monitoring::StartKey key{allocation, product, start};
    if (number % 11 == 0) return absl::OkStatus();
    CLIENTROUTE_RETURN_IF_ERROR(store.Keep(monitoring::StartReported{key}));
    const Date stop = start.AddDays(60 + number % 500);
    if (LocalDate(kNow) < stop) return absl::OkStatus();
    CLIENTROUTE_RETURN_IF_ERROR(store.Keep(monitoring::StopReported{key, stop, true, number % 20 == 0 ? "33" : "31"}));
    return store.Keep(monitoring::LeftCare{route, number % 3 == 0 ? "HOME" : "EDUCATION",
                                           number % 7 == 0 ? "HOUSING" : "NONE", stop});
  }
  // What only some routes have.
  absl::Status FillRare(FactStore& store, int number, Date received) const {
    const Uuid route = Id("routes", number);
    const std::string provider = Provider(number % kProviders);
    if (number % 2 == 0) {
      CLIENTROUTE_RETURN_IF_ERROR(store.Keep(
          monitoring::TriageMade{route, number % 3 == 0 ? "MULTI" : "MONO", number % 10 == 0, received.AddDays(10)}));
    }
    const monitoring::InvolvementKnown involved{Id("clients", number * 2 / 3), Id("persons", number % 97), false,
                                                received};
    CLIENTROUTE_RETURN_IF_ERROR(store.Keep(involved));
    if (number % 9 == 0) CLIENTROUTE_RETURN_IF_ERROR(store.Keep(monitoring::PlacesHeld{route, true}));
    if (number % 5 == 0) {
      const Uuid change = Id("changes", number);
      CLIENTROUTE_RETURN_IF_ERROR(store.Keep(monitoring::ChangeAsked{
          change, route, provider,
          number % 2 == 0 ? monitoring::ChangeDirection::kUp : monitoring::ChangeDirection::kDown,
          received.AddDays(70)}));
      CLIENTROUTE_RETURN_IF_ERROR(store.Keep(monitoring::ChangeApplied{change, {route, received.AddDays(90), {}}}));
    }
    if (number % 13 == 0 && number > 0) {
      CLIENTROUTE_RETURN_IF_ERROR(store.Keep(monitoring::CameBack{route, Id("routes", number - 1), received}));
    }
    if (number % 6 != 0) return absl::OkStatus();
    return store.Keep(monitoring::MessageOverdue{Id("messages", number), "JW305", kMunicipalities[0], provider,
                                                 number % 12 == 0, received.AddDays(3)});
  }
  static absl::Status FillMonth(FactStore store, int month) {
    for (int provider = 0; provider < kProviders; ++provider) {
      monitoring::ClaimCounted claim{Id("claims", month * kProviders + provider),
                                     kMunicipalities[static_cast<std::size_t>(provider) % kMunicipalities.size()],
                                     Provider(provider),
                                     1 + provider % 2,
                                     {}};
      for (int product = 0; product < 2; ++product) {
        monitoring::ClaimedAmount amount;
        amount.contract = Cat("contracts/c", provider);
        amount.product = kProducts[static_cast<std::size_t>(provider + product) % kProducts.size()];
        amount.month = FirstDay().AddMonths(month);
        for (int client = product; client < kClientsAProvider; client += 2) {
          const std::int64_t cents = 20'000 + (client * client * 37 + month * 101) % 400'000;
          amount.accepted_by_client[Id("clients", provider * kClientsAProvider + client)] = cents;
          amount.accepted_cents += cents;
          ++amount.lines_accepted;
        }
        amount.refused_cents = 5'000;
        amount.lines_refused = 1;
        amount.refused_by_code["9327"] = 1;
        claim.amounts.push_back(std::move(amount));
      }
      CLIENTROUTE_RETURN_IF_ERROR(store.Keep(claim));
    }
    return absl::OkStatus();
  }

  int routes_;
  int months_;
};

Caller Someone() { return ServiceCaller("suite", kPurposeOperation); }

template <typename Request>
Request OverAll() {
  Request request;
  *request.mutable_from() = ToProto(FirstDay());
  *request.mutable_until() = ToProto(LocalDate(kNow));
  return request;
}

/// A view of a dashboard.
struct Question {
  std::string name;  // that of what is asked, however divided
  std::function<absl::Status(Stub*)> ask;
};

// Of one municipality among few routes there may be nothing, and a ceiling is of a whole contract: it has no parts.
bool MayBeNothing(const monitoring::FigureDefinition& figure, const std::vector<monitoring::v1::Division>& by,
                  const std::string& municipality) {
  const auto is_part = [](monitoring::v1::Division division) {
    return division == monitoring::v1::MUNICIPALITY || division == monitoring::v1::PRODUCT ||
           division == monitoring::v1::SEGMENT;
  };
  return !municipality.empty() || (figure.against_ceiling && std::ranges::any_of(by, is_part));
}

Question OfFigure(const monitoring::FigureDefinition& figure, const std::vector<monitoring::v1::Division>& by,
                  const std::string& municipality) {
  const std::string code(figure.code);
  auto request = OverAll<monitoring::v1::ListFiguresRequest>();
  request.set_figure(code);
  request.set_municipality(municipality);
  for (const auto division : by) request.add_by(division);
  request.set_page_size(1'000);
  const bool may_be_nothing = MayBeNothing(figure, by, municipality);
  return {code, [request, may_be_nothing](Stub* stub) -> absl::Status {
            CLIENTROUTE_ASSIGN(const auto answer, Call(Someone(), stub, &Stub::ListFigures, request));
            if (!answer.rows().empty() || may_be_nothing) return absl::OkStatus();
            return absl::InternalError(Cat(request.figure(), " has no row"));
          }};
}

template <typename Request, typename Method>
Question Of(std::string name, Request request, Method method) {
  return {std::move(name), [request, method](Stub* stub) { return Call(Someone(), stub, method, request).status(); }};
}

std::vector<Question> Questions() {
  using namespace monitoring::v1;  // NOLINT(google-build-using-namespace): the divisions
  std::vector<Question> questions;
  for (const monitoring::FigureDefinition& figure : monitoring::FigureDefinitions()) {
    for (const char* municipality : {"", kMunicipalities[0]}) {
      questions.push_back(OfFigure(figure, {MONTH}, municipality));
      for (const Division division : {MUNICIPALITY, PROVIDER, PRODUCT, SEGMENT, CONTRACT}) {
        questions.push_back(OfFigure(figure, {MONTH, division}, municipality));
      }
      if (!figure.kinds.empty()) questions.push_back(OfFigure(figure, {MONTH, KIND}, municipality));
    }
  }
  questions.insert(questions.end(),
                   {
                       Of("spend", OverAll<GetSpendRequest>(), &Stub::GetSpend),
                       Of("concentration", OverAll<GetConcentrationRequest>(), &Stub::GetConcentration),
                       Of("targets", ListTargetsRequest(), &Stub::ListTargets),
                       Of("risk factors", ListRiskFactorsRequest(), &Stub::ListRiskFactors),
                   });
  for (const Division division : {MONTH, MUNICIPALITY, PROVIDER, PRODUCT, SEGMENT, CONTRACT}) {
    auto costs = OverAll<ListClientCostsRequest>();
    costs.add_by(MONTH);
    if (division != MONTH) costs.add_by(division);
    costs.set_page_size(1'000);
    questions.push_back(Of("costs of clients", costs, &Stub::ListClientCosts));
  }
  GetForecastRequest forecast;
  forecast.set_year(2026);
  forecast.set_contract("contracts/c3");
  questions.push_back(Of("forecast", forecast, &Stub::GetForecast));
  return questions;
}

struct Measured {
  double per_second = 0;
  double p50_us = 0;
  double p99_us = 0;
};

double Percentile(std::vector<Microseconds>* all, int percent) {
  if (all->empty()) return 0;
  const std::size_t rank = (all->size() * static_cast<std::size_t>(percent) + 99) / 100;
  const auto place = all->begin() + static_cast<std::ptrdiff_t>(rank - 1);
  std::ranges::nth_element(*all, place);
  return static_cast<double>(place->count());
}

Measured MeasuredOf(std::vector<Microseconds> all, int seconds) {
  return {static_cast<double>(all.size()) / seconds, Percentile(&all, 50), Percentile(&all, 99)};
}

/// How long each question took, by its name.
using Taken = std::map<std::string, std::vector<Microseconds>>;

/// Asked by twenty callers at once, each of which goes through all of them from another place.
absl::StatusOr<Taken> Ask(int port, const std::vector<Question>& questions, int seconds) {
  std::vector<Taken> taken(kCallers);
  std::vector<absl::Status> failed(kCallers);
  std::vector<std::thread> callers;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  for (std::size_t caller = 0; caller < kCallers; ++caller) {
    callers.emplace_back([&, caller] {
      const auto stub = monitoring::v1::Monitoring::NewStub(ConnectTo(port));
      std::size_t next = caller * questions.size() / kCallers;
      for (; std::chrono::steady_clock::now() < end && failed[caller].ok(); ++next) {
        const Question& question = questions[next % questions.size()];
        const auto begin = std::chrono::steady_clock::now();
        failed[caller] = question.ask(stub.get());
        taken[caller][question.name].push_back(
            std::chrono::duration_cast<Microseconds>(std::chrono::steady_clock::now() - begin));
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  for (const absl::Status& status : failed) CLIENTROUTE_RETURN_IF_ERROR(status);
  Taken together;
  for (const Taken& of_caller : taken) {
    for (const auto& [name, times] : of_caller) {
      together[name].insert(together[name].end(), times.begin(), times.end());
    }
  }
  return together;
}

std::vector<Microseconds> AllOf(const Taken& taken) {
  std::vector<Microseconds> all;
  for (const auto& [name, times] : taken) all.insert(all.end(), times.begin(), times.end());
  return all;
}

/// A row for all views together and one for each figure, the slowest first.
std::vector<Figure> Rows(const Taken& taken, const Measured& yardstick, const std::string& note, int seconds) {
  std::vector<Figure> rows;
  for (const auto& [name, times] : taken) {
    const Measured measured = MeasuredOf(times, seconds);
    rows.push_back({.what = Cat("view: ", name),
                    .per_second = measured.per_second,
                    .p50_us = measured.p50_us,
                    .p99_us = measured.p99_us,
                    .note = Cat(times.size(), " times, among the others")});
  }
  std::ranges::sort(rows, std::greater(), &Figure::p99_us);
  const Measured all = MeasuredOf(AllOf(taken), seconds);
  rows.insert(rows.begin(), {.what = "views of a dashboard",
                             .per_second = all.per_second,
                             .p50_us = all.p50_us,
                             .p99_us = all.p99_us,
                             .yardstick_per_second = yardstick.per_second,
                             .yardstick_p50_us = yardstick.p50_us,
                             .yardstick_p99_us = yardstick.p99_us,
                             .note = note});
  return rows;
}

}  // namespace

absl::StatusOr<std::vector<Figure>> MeasureFigures(const Effort& effort, const std::string& folder) {
  const bool whole = effort.open_routes.back() >= 10'000;
  const int months = whole ? kMonths : 2;
  const Region region(whole ? kRoutes : effort.open_routes.back(), months);
  ManualClock clock(kNow);
  CLIENTROUTE_ASSIGN(const auto world, CallWorld::Make(&clock));
  CLIENTROUTE_ASSIGN(const auto database, OpenSqlite({.path = folder.empty() ? ":memory:" : Cat(folder, "/figures.db")},
                                                     monitoring::MonitoringMigrations()));
  CLIENTROUTE_RETURN_IF_ERROR(region.Fill(*database));
  monitoring::MonitoringService service(world->stack("monitoring", database.get()), {});
  CLIENTROUTE_ASSIGN(const auto server, StartServer("127.0.0.1:0", {&service}));
  const std::vector<Question> questions = Questions();
  const auto stub = monitoring::v1::Monitoring::NewStub(ConnectTo(server->port()));
  const auto begin = std::chrono::steady_clock::now();
  for (Work* work : service.works()) {
    if (work->name() == "monitoring.figures" && work->Run()) return absl::InternalError("the record was not read");
  }
  const auto filled = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
  for (const Question& question : questions) CLIENTROUTE_RETURN_IF_ERROR(question.ask(stub.get()));
  CLIENTROUTE_ASSIGN(const Taken taken, Ask(server->port(), questions, effort.seconds));
  const Question one_row = Of("one row", monitoring::v1::GetRebuildStatusRequest(), &Stub::GetRebuildStatus);
  CLIENTROUTE_ASSIGN(const Taken yardstick, Ask(server->port(), {one_row}, effort.seconds));
  server->Drain(std::chrono::seconds(1));
  return Rows(taken, MeasuredOf(AllOf(yardstick), effort.seconds),
              Cat(kCallers, " callers, ", questions.size(), " questions over ", region.routes(), " routes and ",
                  region.lines(), " lines of claims in ", months, " months; in memory from the record in ",
                  filled.count(), " ms; yardstick: a call of the service that reads one row"),
              effort.seconds);
}

}  // namespace clientroute::benchmark
