#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "clientroute/monitoring/v1/monitoring.grpc.pb.h"
#include "services/monitoring/migrations.h"
#include "services/monitoring/monitoring_service.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/server/operations_service.h"
#include "services/platform/status/status.h"
#include "services/platform/store/unit_of_work.h"
#include "services/platform/values/resource_name.h"
#include "tests/benchmark/benchmarks.h"
#include "tests/benchmark/route_suite.h"
#include "tests/service/monitoring/announced_routes.h"

// A region's year counted anew: 24,000 routes with their referral, triage, places, allocation, start, stop and outflow,
// and 420,000 lines of claims, from the outboxes of the services that announced them through gRPC into an empty record,
// until the first question is answered from it.
namespace clientroute::benchmark {
namespace {

using google::protobuf::Message;
using monitoring::v1::Monitoring;

constexpr int kRoutes = 24'000;
constexpr int kMonths = 12;
constexpr int kProviders = 350;
constexpr int kClientsAProvider = 100;
constexpr int kRoutesAWrite = 500;
constexpr std::array kServices = {"access", "allocation", "claims", "intake"};

std::string Day(int number) { return Date::Of(2025, 1, 1)->AddDays(number).ToString(); }
std::string Provider(int number) { return Cat(42'420'001 + number % kProviders); }

/// The services that announce, each with its outbox.
class Sources {
 public:
  static absl::StatusOr<Sources> Open(const std::string& folder) {
    Sources sources;
    for (const char* service : kServices) {
      const std::string file = folder.empty() ? ":memory:" : Cat(folder, "/rebuild-", service, ".db");
      CLIENTROUTE_ASSIGN(sources.databases_[service], OpenSqlite({.path = file}, {}));
    }
    return sources;
  }
  std::map<std::string, Database*> databases() const {
    std::map<std::string, Database*> all;
    for (const auto& [name, database] : databases_) all.emplace(name, database.get());
    return all;
  }
  std::int64_t events() const { return events_; }

  absl::Status Fill(int routes, int months) {
    for (int first = 0; first < routes; first += kRoutesAWrite) {
      const int end = std::min(routes, first + kRoutesAWrite);
      for (const auto& [service, fill] : {std::pair("intake", &Sources::Refer), std::pair("access", &Sources::Decide),
                                          std::pair("allocation", &Sources::Care)}) {
        CLIENTROUTE_RETURN_IF_ERROR(Write(service, [&, fill = fill](UnitOfWork& unit) -> absl::Status {
          for (int route = first; route < end; ++route) CLIENTROUTE_RETURN_IF_ERROR((this->*fill)(unit, route));
          return absl::OkStatus();
        }));
      }
    }
    for (int month = 0; month < months; ++month) {
      CLIENTROUTE_RETURN_IF_ERROR(Write("claims", [&](UnitOfWork& unit) { return Claim(unit, month); }));
    }
    return absl::OkStatus();
  }

 private:
  template <typename Work>
  absl::Status Write(const char* service, Work work) {
    CallContext call;
    call.method = "clientroute.benchmark.v1.Benchmark/Announce";
    call.request_id = Cat("write-", ++writes_);
    call.identity = ServiceCaller("suite", kPurposeOperation).identity;
    call.now = Instant(std::chrono::sys_days(std::chrono::year(2026) / 1 / 2));
    type::v1::Event answer;
    return WriteOnce(*databases_.at(service), call, type::v1::Event(), &answer, work);
  }
  absl::Status Announce(UnitOfWork& unit, std::string_view aggregate, const Message& event) {
    ++events_;
    return unit.Announce(aggregate, event);
  }
  absl::Status Refer(UnitOfWork& unit, int number) {
    const std::string route = Cat(number);
    return Announce(unit, monitoring::RouteName(route),
                    monitoring::Referred(route, Day(number * 300 / kRoutes), number % 2 == 0 ? "0361" : "0373",
                                         Provider(number), number % 4 == 0 ? "45A04+45A53" : "45A04"));
  }
  absl::Status Decide(UnitOfWork& unit, int number) {
    const std::string route = Cat(number);
    const std::string name = monitoring::RouteName(route);
    CLIENTROUTE_RETURN_IF_ERROR(Announce(unit, name, monitoring::Triaged(route, access::v1::MONO, number % 20 == 0)));
    return Announce(unit, name, monitoring::Left(route, access::v1::Outflow::HOME, Day(number * 300 / kRoutes + 60)));
  }
  absl::Status Care(UnitOfWork& unit, int number) {
    const std::string route = Cat(number);
    const std::string name = monitoring::RouteName(route);
    const std::string start = Day(number * 300 / kRoutes + 30);
    CLIENTROUTE_RETURN_IF_ERROR(Announce(unit, name, monitoring::Reserved(route, number % 20 == 0)));
    CLIENTROUTE_RETURN_IF_ERROR(Announce(unit, name, monitoring::Allocated(route, route, Provider(number))));
    CLIENTROUTE_RETURN_IF_ERROR(Announce(unit, name, monitoring::Started(route, route, start)));
    return Announce(unit, name, monitoring::Stopped(route, route, start, Day(number * 300 / kRoutes + 60)));
  }
  absl::Status Claim(UnitOfWork& unit, int month) {
    for (int provider = 0; provider < kProviders; ++provider) {
      claims::v1::ClaimJudged claim = monitoring::Claimed(Cat(month, "-", provider), "0361", Provider(provider));
      auto* row = monitoring::AddRow(&claim, "c", "45A04", Date::Of(2025, 1, 1)->AddMonths(month).ToString(), 0);
      for (int client = 0; client < kClientsAProvider; ++client) {
        const Uuid id = Uuid::Derive(kClientrouteSpace, Cat(provider, "/", client));
        (*row->mutable_accepted_by_client())[NameOf("clients", id)] = 1'000 + client;
        row->set_accepted_cents(row->accepted_cents() + 1'000 + client);
      }
      row->set_lines_accepted(kClientsAProvider);
      CLIENTROUTE_RETURN_IF_ERROR(Announce(unit, claim.claim(), claim));
    }
    return absl::OkStatus();
  }

  std::map<std::string, std::unique_ptr<Database>> databases_;
  std::int64_t writes_ = 0;
  std::int64_t events_ = 0;
};

absl::StatusOr<std::int64_t> CountReferrals(Monitoring::Stub* stub) {
  monitoring::v1::ListFiguresRequest request;
  request.set_figure("inflow");
  for (auto* day : {request.mutable_from(), request.mutable_until()}) {
    day->set_year(2025);
    day->set_month(1);
    day->set_day(1);
  }
  request.mutable_until()->set_month(12);
  CLIENTROUTE_ASSIGN(const auto answer,
                     Call(ServiceCaller("suite", kPurposeOperation), stub, &Monitoring::Stub::ListFigures, request));
  return answer.rows().empty() ? 0 : answer.rows(0).value();
}

}  // namespace

absl::StatusOr<std::string> MeasureRebuild(const Effort& effort, const std::string& folder) {
  const bool whole = effort.open_routes.back() >= 10'000;
  const int routes = whole ? kRoutes : effort.open_routes.back();
  CLIENTROUTE_ASSIGN(Sources sources, Sources::Open(folder));
  CLIENTROUTE_RETURN_IF_ERROR(sources.Fill(routes, whole ? kMonths : 1));
  ManualClock clock(Instant(std::chrono::sys_days(std::chrono::year(2026) / 1 / 2)));
  CLIENTROUTE_ASSIGN(const auto world, CallWorld::Make(&clock));
  const std::unique_ptr<Scheduler> scheduler = MakeThreadScheduler();
  OperationsService operations(world->stack("operations"),
                               {.clock = &clock, .scheduler = scheduler.get(), .databases = sources.databases()});
  CLIENTROUTE_ASSIGN(const auto source, StartServer("127.0.0.1:0", {&operations}));
  CLIENTROUTE_ASSIGN(const auto database, OpenSqlite({.path = folder.empty() ? ":memory:" : Cat(folder, "/rebuilt.db")},
                                                     monitoring::MonitoringMigrations()));
  monitoring::MonitoringDependencies dependencies;
  for (const char* service : kServices) dependencies.events.emplace(service, ConnectTo(source->port()));
  monitoring::MonitoringService service(world->stack("monitoring", database.get()), dependencies);
  CLIENTROUTE_ASSIGN(const auto server, StartServer("127.0.0.1:0", {&service}));
  const auto stub = Monitoring::NewStub(ConnectTo(server->port()));
  monitoring::v1::RebuildRequest request;
  request.set_request_id("rebuild-1");
  const auto begin = std::chrono::steady_clock::now();
  CLIENTROUTE_RETURN_IF_ERROR(
      Call(ServiceCaller("suite", kPurposeOperation), stub.get(), &Monitoring::Stub::Rebuild, request).status());
  for (Work* work : service.works()) {
    if (work->name() == "monitoring.publish") continue;
    while (!work->Idle()) work->Run();
  }
  CLIENTROUTE_ASSIGN(const std::int64_t referrals, CountReferrals(stub.get()));
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  server->Drain(std::chrono::seconds(1));
  source->Drain(std::chrono::seconds(1));
  if (referrals != routes) return absl::InternalError(Cat(referrals, " referrals were counted of ", routes));
  return Cat("- rebuild of a region's year: ", static_cast<std::int64_t>(took * 1'000), " ms from the order until the ",
             "first figure is told, of ", sources.events(), " events of ", routes, " routes and claims\n");
}

}  // namespace clientroute::benchmark
