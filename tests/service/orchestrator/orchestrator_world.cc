#include "tests/service/orchestrator/orchestrator_world.h"

#include <cstdio>
#include <cstdlib>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/allocation/v1/events.pb.h"
#include "clientroute/contracting/v1/events.pb.h"
#include "clientroute/intake/v1/events.pb.h"
#include "clientroute/messaging/v1/events.pb.h"
#include "gtest/gtest.h"
#include "services/orchestrator/migrations.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/clock/driven_clock.h"
#include "services/platform/events/relay.h"
#include "services/platform/store/wake_on_commit.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::orchestrator {
namespace {

std::shared_ptr<const DefinitionLibrary> RegionDefinitions() {
  auto library = LoadDefinitions(std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows/routes");
  if (!library.ok()) {
    std::fprintf(stderr, "%s\n", library.status().ToString().c_str());
    std::abort();
  }
  return *std::move(library);
}

std::unique_ptr<OrchestratorService> CreateOrStop(CallStack stack,
                                                  std::shared_ptr<const DefinitionLibrary> definitions) {
  if (definitions == nullptr) definitions = RegionDefinitions();
  auto service = OrchestratorService::Create(std::move(stack), std::move(definitions));
  if (!service.ok()) {
    std::fprintf(stderr, "%s\n", service.status().ToString().c_str());
    std::abort();
  }
  return *std::move(service);
}

type::v1::Date Day(const char* text) { return ToProto(Date::Parse(text).value()); }

void AddLine(const char* name, const char* provider, google::protobuf::RepeatedPtrField<type::v1::CareLine>* lines) {
  type::v1::CareLine* line = lines->Add();
  line->set_line(name);
  line->set_law(type::v1::JEUGDWET);
  line->mutable_product()->set_category("45");
  line->mutable_product()->set_code("45A04");
  *line->mutable_period()->mutable_start_date() = Day("2026-04-13");
  *line->mutable_period()->mutable_end_date() = Day("2026-10-12");
  line->set_provider(provider);
}

template <typename Event>
Event About(const std::string& route) {
  Event event;
  event.set_route(route);
  return event;
}

std::string ShortName(const type::v1::Event& event) {
  const std::string& url = event.payload().type_url();
  return url.substr(url.rfind('.') + 1);
}

}  // namespace

std::string RouteOf(int number) {
  return NameOf("routes", Uuid::Derive(kClientrouteSpace, Cat("test-route-", number)));
}

std::string ClientOf(const std::string& route) {
  return NameOf("clients", Uuid::Derive(kClientrouteSpace, Cat(route, "/client")));
}

OrchestratorWorld::OrchestratorWorld(Database* database, std::shared_ptr<const DefinitionLibrary> definitions)
    : database_(database != nullptr ? database : world_.OpenDatabase("orchestrator", OrchestratorMigrations())),
      neighbours_(world_),
      service_(CreateOrStop(world_.Stack("orchestrator", database_), std::move(definitions))),
      event_sink_(world_.Stack("orchestrator", database_)) {
  event_sink_.Add("orchestrator",
                  [this](const grpc::ServerContextBase& context, const platform::v1::DeliverRequest& request,
                         ServerCalls::Reply reply) { service_->Receive(context, request, std::move(reply)); });
  server_ = world_.Serve({service_.get(), &service_->operations(), &event_sink_});
  stub_ = v1::Orchestrator::NewStub(server_->InProcess());
  operations_ = v1::RouteOperations::NewStub(server_->InProcess());
  sink_ = platform::v1::EventSink::NewStub(server_->InProcess());
  for (std::unique_ptr<Work>& work : service_->MakeWorks(&neighbours_.targets(), world_.random())) {
    Work* added = world_.Add(std::move(work));
    // A database of the world's own wakes its works already.
    if (database != nullptr) WakeOnCommit(database, world_.scheduler(), added);
  }
}

absl::Status OrchestratorWorld::Deliver(const std::string& id, const google::protobuf::Message& payload,
                                        const std::string& actor) {
  platform::v1::DeliverRequest request;
  request.set_request_id(id);
  request.set_subscriber("orchestrator");
  type::v1::Event& event = *request.mutable_event();
  event.set_id(id);
  event.set_source("test");
  event.set_aggregate("routes/test");
  event.set_sequence(1);
  event.set_actor(actor);
  event.set_cause("test");
  *event.mutable_occur_time() = ToProto(now());
  event.mutable_payload()->PackFrom(payload);
  return Call(ServicePersona("intake"), sink_.get(), &platform::v1::EventSink::Stub::Deliver, request).status();
}

void OrchestratorWorld::Open(const std::string& route) {
  auto accepted = About<intake::v1::ReferralAccepted>(route);
  accepted.set_referral(Cat("referrals/of-", route.substr(7)));
  accepted.set_client(ClientOf(route));
  accepted.set_household("households/1");
  accepted.set_municipality("0361");
  accepted.set_law(type::v1::JEUGDWET);
  *accepted.mutable_receive_date() = Day("2026-04-01");
  accepted.set_message("messages/1");
  AddLine("line-1", "42420001", accepted.mutable_lines());
  AddLine("line-2", "42420001", accepted.mutable_lines());
  EXPECT_THAT(Deliver(Cat(route, "-accepted"), accepted), IsOk());
  world_.Settle();
}

void OrchestratorWorld::ComeToPlan(const std::string& route) {
  Open(route);
  auto opened = About<access::v1::CaseOpened>(route);
  opened.set_case_("cases/1");
  EXPECT_THAT(Deliver(Cat(route, "-case"), opened), IsOk());
  EXPECT_THAT(
      Deliver(Cat(route, "-analysis"), About<access::v1::ProblemAnalysisRecorded>(route), "persons/test.analyst"),
      IsOk());
  world_.Settle();
  auto triage = About<access::v1::TriageDecided>(route);
  triage.set_complexity(access::v1::MONO);
  triage.set_explanation("Eén criterium gold, twee niet: mono.");
  EXPECT_THAT(Deliver(Cat(route, "-triage"), triage), IsOk());
  world_.Settle();
}

void OrchestratorWorld::ComeToCare(const std::string& route) {
  ComeToPlan(route);
  EXPECT_THAT(Deliver(Cat(route, "-plan"), About<access::v1::PlanRecorded>(route)), IsOk());
  auto decision = About<access::v1::DecisionTaken>(route);
  decision.set_decision("decisions/1");
  decision.set_outcome(access::v1::Decision::GRANT);
  *decision.mutable_decide_date() = Day("2026-04-01");
  EXPECT_THAT(Deliver(Cat(route, "-decision"), decision), IsOk());
  world_.Settle();
  EXPECT_THAT(Deliver(Cat(route, "-confirmed"), About<contracting::v1::ProductsConfirmed>(route)), IsOk());
  world_.Settle();
  EXPECT_THAT(Deliver(Cat(route, "-reserved"), About<allocation::v1::PlacesReserved>(route)), IsOk());
  world_.Settle();
  auto made = About<allocation::v1::AllocationsMade>(route);
  *made.mutable_first_date() = Day("2026-04-13");
  AddLine("line-1", "42420001", made.mutable_lines());
  AddLine("line-2", "42420001", made.mutable_lines());
  EXPECT_THAT(Deliver(Cat(route, "-made"), made), IsOk());
  world_.Settle();
  auto sent = About<messaging::v1::AllocationMessageSent>(route);
  sent.set_message("messages/2");
  *sent.mutable_send_date() = Day("2026-04-01");
  sent.set_unanswered(1);
  EXPECT_THAT(Deliver(Cat(route, "-sent"), sent), IsOk());
  auto answered = About<messaging::v1::AllocationMessageAnswered>(route);
  answered.set_message("messages/2");
  answered.set_accepted(true);
  EXPECT_THAT(Deliver(Cat(route, "-answered"), answered), IsOk());
  world_.Settle();
}

v1::Route OrchestratorWorld::Get(const std::string& route) {
  v1::GetRouteRequest request;
  request.set_name(route);
  auto found = As(Service(), &Stub::GetRoute, request);
  EXPECT_THAT(found, IsOk());
  return found.ok() ? *std::move(found) : v1::Route();
}

std::vector<v1::Task> OrchestratorWorld::OpenTasks(const std::string& route, std::string_view kind) {
  std::vector<v1::Task> tasks;
  const v1::Route found = Get(route);
  for (const v1::Task& task : found.open_tasks()) {
    if (kind.empty() || task.kind() == kind) tasks.push_back(task);
  }
  return tasks;
}

std::string OrchestratorWorld::TimerNames(const std::string& route) {
  std::string names;
  const v1::Route found = Get(route);
  for (const v1::RouteTimer& timer : found.timers()) names += (names.empty() ? "" : " ") + timer.name();
  return names;
}

absl::StatusOr<v1::Task> OrchestratorWorld::Complete(const Caller& caller, const std::string& request_id,
                                                     const std::string& task, const std::string& outcome) {
  v1::CompleteTaskRequest request;
  request.set_request_id(request_id);
  request.set_name(task);
  request.set_outcome(outcome);
  request.set_note(std::string(kNote));
  auto completed = As(caller, &Stub::CompleteTask, request);
  world_.Settle();
  return completed;
}

absl::StatusOr<v1::Route> OrchestratorWorld::Signal(const Caller& caller, const std::string& request_id,
                                                    const std::string& route, const std::string& event) {
  v1::SignalRouteRequest request;
  request.set_request_id(request_id);
  request.set_name(route);
  request.set_event(event);
  request.set_note(std::string(kNote));
  auto signalled = As(caller, &Stub::SignalRoute, request);
  world_.Settle();
  return signalled;
}

std::vector<v1::Incident> OrchestratorWorld::Incidents(bool include_resolved) {
  v1::ListIncidentsRequest request;
  request.set_include_resolved(include_resolved);
  auto found = As(Operator(), &Stub::ListIncidents, request);
  EXPECT_THAT(found, IsOk());
  if (!found.ok()) return {};
  return {found->incidents().begin(), found->incidents().end()};
}

std::vector<std::string> OrchestratorWorld::Announced() {
  std::vector<std::string> names;
  EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const auto events, ListEvents(connection, 0, 1'000));
    for (const type::v1::Event& event : events) names.push_back(ShortName(event));
    return absl::OkStatus();
  }),
              IsOk());
  return names;
}

std::vector<LookEntry> OrchestratorWorld::Looks() {
  std::vector<LookEntry> looks;
  EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(looks, ListLooks(connection, 0, 1'000, std::nullopt));
    return absl::OkStatus();
  }),
              IsOk());
  return looks;
}

}  // namespace clientroute::orchestrator
