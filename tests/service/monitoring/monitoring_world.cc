#include "tests/service/monitoring/monitoring_world.h"

#include <utility>

#include "gtest/gtest.h"
#include "services/monitoring/figure_definition.h"
#include "services/monitoring/migrations.h"
#include "services/platform/events/event_sink_client.h"
#include "services/platform/events/outbox.h"
#include "services/platform/events/relay.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::monitoring {
namespace {

// The service's own work, for a world that owns what it runs.
class BorrowedWork final : public Work {
 public:
  explicit BorrowedWork(Work* work) : work_(*work) {}
  std::string name() const override { return work_.name(); }
  std::optional<std::chrono::milliseconds> Run() override { return work_.Run(); }
  bool Idle() override { return work_.Idle(); }

 private:
  Work& work_;
};

std::map<std::string, Database*> OpenSources(TestWorld& world) {
  std::map<std::string, Database*> sources;
  for (const char* name : {"intake", "access", "contracting", "allocation", "orchestrator", "claims", "messaging"}) {
    sources.emplace(name, world.OpenDatabase(name, {}));
  }
  return sources;
}

EventSources Over(const std::map<std::string, Database*>& sources, Server& server) {
  EventSources over;
  for (const auto& [name, database] : sources) over.emplace(name, server.InProcess());
  return over;
}

void SetYear(google::protobuf::Message* request) {
  for (const auto& [field, month, day] : {std::tuple("from", 1, 1), std::tuple("until", 12, 31)}) {
    const auto* descriptor = request->GetDescriptor()->FindFieldByName(field);
    auto* date = static_cast<type::v1::Date*>(request->GetReflection()->MutableMessage(request, descriptor));
    date->set_year(2026);
    date->set_month(month);
    date->set_day(day);
  }
}

std::string TwoDigits(int number) { return number < 10 ? Cat("0", number) : Cat(number); }

std::string Shown(const v1::FigureRow& row) {
  std::string text;
  if (row.has_month()) text = Cat(row.month().year(), "-", TwoDigits(row.month().month()));
  for (const std::string& part :
       {row.municipality(), row.provider(), row.product(), row.kind(), row.segment(), row.contract()}) {
    if (part.empty()) continue;
    if (!text.empty()) text += " ";
    text += part;
  }
  text += Cat(text.empty() ? "" : ": ", row.value());
  if (row.most() > 0) text += Cat(" (", row.count(), ", at most ", row.most(), ")");
  return text;
}

}  // namespace

v1::ListFiguresRequest Over2026(std::string_view figure, const std::vector<v1::Division>& by) {
  v1::ListFiguresRequest request;
  request.set_figure(std::string(figure));
  for (const v1::Division division : by) request.add_by(division);
  SetYear(&request);
  return request;
}

v1::GetSpendRequest SpendOf2026() {
  v1::GetSpendRequest request;
  SetYear(&request);
  return request;
}

MonitoringWorld::MonitoringWorld(std::uint64_t seed, MunicipalBudgets budgets)
    : world_(seed),
      sources_(OpenSources(world_)),
      database_(world_.OpenDatabase("monitoring", MonitoringMigrations())),
      operations_(world_.Stack("operations", nullptr), world_.parts()),
      operations_server_(world_.Serve({&operations_})),
      service_(world_.Stack("monitoring", database_),
               {.events = Over(sources_, *operations_server_), .budgets = std::move(budgets)}),
      listening_(world_.Stack("monitoring", database_)),
      sink_(world_.Stack("monitoring", database_)) {
  sink_.AddWriter("monitoring", &listening_, [this](UnitOfWork& unit, const type::v1::Event& event) {
    return service_.listener().Take(unit, event);
  });
  server_ = world_.Serve({&service_, &sink_});
  stub_ = v1::Monitoring::NewStub(server_->InProcess());
  sink_stub_ = platform::v1::EventSink::NewStub(server_->InProcess());
  for (Work* work : service_.works()) world_.Add(std::make_unique<BorrowedWork>(work));
  for (const auto& [name, database] : sources_) {
    world_.Add(MakeRelay(name, database, SubscribeOver(server_->InProcess(), "monitoring", MonitoringListener::Types()),
                         world_.clock(), world_.random(), world_.logger(), world_.metrics()));
  }
}

void MonitoringWorld::Announce(std::string_view aggregate, const google::protobuf::Message& event) {
  CallContext call;
  call.method = "clientroute.test.v1.Test/Announce";
  call.request_id = Cat("announce-", ++requests_);
  call.identity = ServicePersona("test").identity;
  call.now = world_.clock()->Now();
  type::v1::Event answer;
  Database* source = sources_.at(std::string(SourceOf(event.GetDescriptor()->full_name())));
  const absl::Status status =
      WriteOnce(*source, call, event, &answer, [&](UnitOfWork& unit) { return unit.Announce(aggregate, event); });
  EXPECT_TRUE(status.ok()) << status;
}

absl::Status MonitoringWorld::Deliver(const type::v1::Event& event, std::string_view request_id) {
  platform::v1::DeliverRequest request;
  request.set_request_id(std::string(request_id));
  request.set_subscriber("monitoring");
  *request.mutable_event() = event;
  return Call(ServicePersona("intake"), sink_stub_.get(), &platform::v1::EventSink::Stub::Deliver, request).status();
}

std::vector<type::v1::Event> MonitoringWorld::Announced(const std::string& service) {
  std::vector<type::v1::Event> events;
  const absl::Status status = sources_.at(service)->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(events, ListEvents(connection, 0, 1'000));
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  return events;
}

absl::StatusOr<v1::ListFiguresResponse> MonitoringWorld::List(const v1::ListFiguresRequest& request,
                                                              const Caller& caller) {
  return Call(caller, stub_.get(), &Stub::ListFigures, request);
}

std::vector<std::string> MonitoringWorld::Figure(std::string_view figure, const std::vector<v1::Division>& by,
                                                 const Caller& caller) {
  const auto response = List(Over2026(figure, by), caller);
  EXPECT_TRUE(response.ok()) << response.status();
  std::vector<std::string> rows;
  if (!response.ok()) return rows;
  for (const v1::FigureRow& row : response->rows()) rows.push_back(Shown(row));
  return rows;
}

std::vector<std::string> MonitoringWorld::EveryFigure() {
  std::vector<std::string> all;
  for (const FigureDefinition& figure : FigureDefinitions()) {
    std::vector<v1::Division> by = {v1::MONTH, v1::MUNICIPALITY, v1::PROVIDER, v1::PRODUCT, v1::SEGMENT, v1::CONTRACT};
    if (!figure.kinds.empty()) by.push_back(v1::KIND);
    for (const std::string& row : Figure(figure.code, by)) all.push_back(Cat(figure.code, " ", row));
  }
  return all;
}

absl::StatusOr<v1::GetSpendResponse> MonitoringWorld::Spend(const v1::GetSpendRequest& request, const Caller& caller) {
  return Call(caller, stub_.get(), &Stub::GetSpend, request);
}

v1::RebuildStatus MonitoringWorld::Rebuild(std::string_view request_id) {
  v1::RebuildRequest request;
  request.set_request_id(std::string(request_id));
  const auto status = Call(Persona("operator", {"0361"}, "operation"), stub_.get(), &Stub::Rebuild, request);
  EXPECT_TRUE(status.ok()) << status.status();
  return status.ok() ? *status : v1::RebuildStatus();
}

v1::RebuildStatus MonitoringWorld::Status() {
  const auto status = Call(Persona("operator", {"0361"}, "operation"), stub_.get(), &Stub::GetRebuildStatus,
                           v1::GetRebuildStatusRequest());
  EXPECT_TRUE(status.ok()) << status.status();
  return status.ok() ? *status : v1::RebuildStatus();
}

std::vector<std::string> MonitoringWorld::Dump() {
  std::vector<std::string> rows;
  const absl::Status status = database_->Read([&](Connection& connection) -> absl::Status {
    for (const char* table :
         {"counted",       "referral",       "asked_line",      "route_end",   "reservation",
          "allocated",     "care_start",     "care_stop",       "care_change", "triage",
          "outflow",       "return_to_care", "decision",        "claim_row",   "claim_refusal",
          "claim_client",  "late_message",   "product_segment", "contract",    "contract_municipality",
          "route_urgency", "involvement"}) {
      CLIENTROUTE_ASSIGN(const auto columns, connection.QueryAll("SELECT name FROM pragma_table_info($1) ORDER BY cid",
                                                                 {std::string_view(table)}, [](const Row& row) {
                                                                   return std::string(row.Text(0));
                                                                 }));
      std::string row_text = Cat("'", table, "'");
      for (const std::string& column : columns) row_text += Cat(" || ' ' || quote(", column, ")");
      CLIENTROUTE_ASSIGN(const auto all,
                         connection.QueryAll(Cat("SELECT ", row_text, " AS r FROM ", table, " ORDER BY r"), {},
                                             [](const Row& row) { return std::string(row.Text(0)); }));
      rows.insert(rows.end(), all.begin(), all.end());
    }
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  return rows;
}

}  // namespace clientroute::monitoring
