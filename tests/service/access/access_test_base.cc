#include "tests/service/access/access_test_base.h"

#include <utility>

#include "clientroute/allocation/v1/events.pb.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/delivery.h"

namespace clientroute::access {
namespace {

std::string Name(const char* collection, int number) {
  const std::string digits = std::to_string(number);
  return Cat(collection, "/00000000-0000-5000-8000-", std::string(12 - digits.size(), '0'), digits);
}

type::v1::Date Day(const char* text) { return ToProto(Date::Parse(text).value()); }

}  // namespace

grpc::Status IntakePeer::GetClientKeys(grpc::ServerContext* context, const intake::v1::GetClientKeysRequest* request,
                                       intake::v1::GetClientKeysResponse* answer) {
  std::lock_guard lock(mutex_);
  if (down_) return {grpc::StatusCode::UNAVAILABLE, "down"};
  if (auto caller = FromHeaders(context->client_metadata()); caller.ok()) callers_.push_back(*std::move(caller));
  uses_.push_back(request->use());
  for (const std::string& client : request->clients()) {
    intake::v1::ClientKey& key = *answer->add_keys();
    key.set_client(confused_ ? ClientName(99) : client);
    if (!erased_.contains(client)) key.set_key(Digest(client + "/" + request->use()));
  }
  return grpc::Status::OK;
}

void IntakePeer::Erase(const std::string& client) {
  std::lock_guard lock(mutex_);
  erased_.insert(client);
}

void IntakePeer::SetDown(bool down) {
  std::lock_guard lock(mutex_);
  down_ = down;
}

void IntakePeer::SetConfused(bool confused) {
  std::lock_guard lock(mutex_);
  confused_ = confused;
}

std::vector<CallerHeaders> IntakePeer::callers() const {
  std::lock_guard lock(mutex_);
  return callers_;
}

std::vector<std::string> IntakePeer::uses() const {
  std::lock_guard lock(mutex_);
  return uses_;
}

std::string RouteName(int number) { return Name("routes", number); }
std::string ClientName(int number) { return Name("clients", number); }
std::string HouseholdName(int number) { return Name("households", number); }

type::v1::CareLine AskedLine(const char* name, std::int64_t hours) {
  type::v1::CareLine line;
  line.set_line(name);
  line.set_law(type::v1::JEUGDWET);
  line.mutable_product()->set_category("45");
  line.mutable_product()->set_code("45A04");
  *line.mutable_period()->mutable_start_date() = Day("2026-05-01");
  *line.mutable_period()->mutable_end_date() = Day("2026-10-31");
  line.mutable_volume()->set_amount(hours);
  line.mutable_volume()->set_unit(type::v1::HOUR);
  line.mutable_volume()->set_frequency(type::v1::PER_WEEK);
  line.set_provider("42420001");
  line.set_provider_reference(Cat("ref-", name));
  return line;
}

v1::OpenCaseRequest OpenRequest(const char* request_id, int number) {
  v1::OpenCaseRequest request;
  request.set_request_id(request_id);
  request.set_route(RouteName(number));
  request.set_household(HouseholdName(number));
  request.set_client(ClientName(number));
  request.set_referral(Name("referrals", number));
  request.set_municipality(kAlkmaar);
  request.set_law(type::v1::JEUGDWET);
  *request.add_lines() = AskedLine("line-1", 4);
  *request.add_lines() = AskedLine("line-2", 2);
  return request;
}

v1::TriageTable YouthTable(int version) {
  v1::TriageTable table;
  table.set_name("triage_tables/youth_multi");
  table.set_version(version);
  table.set_law(type::v1::JEUGDWET);
  *table.mutable_valid_from() = Day("2026-01-01");
  for (const char* code : {"several_life_areas", "intertwined", "avoids_care"}) {
    v1::TriageCriterion& criterion = *table.add_criteria();
    criterion.set_code(code);
    criterion.set_question(Cat("Geldt ", code, "?"));
    criterion.set_required(code != std::string_view("avoids_care"));
    criterion.set_source("kader");
  }
  return table;
}

v1::ImportTriageTablesRequest ImportRequest(const char* request_id, const std::vector<v1::TriageTable>& tables) {
  v1::ImportTriageTablesRequest request;
  request.set_request_id(request_id);
  for (const v1::TriageTable& table : tables) *request.add_tables() = table;
  return request;
}

v1::RecordProblemAnalysisRequest AnalysisRequest(const char* request_id, int route, bool first, bool second) {
  v1::RecordProblemAnalysisRequest request;
  request.set_request_id(request_id);
  request.set_route(RouteName(route));
  const std::pair<const char*, bool> findings[] = {
      {"several_life_areas", first}, {"intertwined", second}, {"avoids_care", false}};
  for (const auto& [criterion, holds] : findings) {
    v1::CriterionFinding& finding = *request.mutable_analysis()->add_findings();
    finding.set_criterion(criterion);
    finding.set_holds(holds);
  }
  request.mutable_analysis()->set_narrative("VERHAAL-over-het-gezin");
  request.mutable_analysis()->set_lighter_help_considered("OVERWOGEN-eigen-netwerk");
  return request;
}

v1::RecordPlanRequest PlanRequest(const char* request_id, int route) {
  v1::RecordPlanRequest request;
  request.set_request_id(request_id);
  request.set_route(RouteName(route));
  v1::Goal& goal = *request.mutable_plan()->add_goals();
  goal.set_code("goal-1");
  goal.set_description("DOEL-weer-naar-school");
  goal.add_lines("line-1");
  goal.add_lines("line-2");
  v1::Goal& second = *request.mutable_plan()->add_goals();
  second.set_code("goal-2");
  second.set_description("DOEL-rust-thuis");
  request.mutable_plan()->set_perspective("PERSPECTIEF-zelfstandig");
  *request.mutable_plan()->mutable_result_expected_date() = Day("2026-10-01");
  request.mutable_plan()->set_orientation(v1::RESOLUTION_ORIENTED);
  return request;
}

v1::TakeDecisionRequest GrantRequest(const char* request_id, int route) {
  v1::TakeDecisionRequest request;
  request.set_request_id(request_id);
  request.set_route(RouteName(route));
  request.set_outcome(v1::Decision::GRANT);
  request.set_motivation("MOTIVERING-van-het-besluit");
  return request;
}

v1::OverrideTriageRequest OverrideRequest(const char* request_id, int route, v1::Complexity complexity) {
  v1::OverrideTriageRequest request;
  request.set_request_id(request_id);
  request.set_route(RouteName(route));
  request.set_complexity(complexity);
  request.set_reason("REDEN-van-de-professional");
  return request;
}

v1::AssignRoleRequest RoleRequest(const char* request_id, const std::string& name, v1::CaseRole role,
                                  const char* holder, const char* provider) {
  v1::AssignRoleRequest request;
  request.set_request_id(request_id);
  request.set_name(name);
  request.set_role(role);
  request.set_holder(holder);
  request.set_provider(provider);
  return request;
}

v1::HoldConferenceRequest ConferenceRequest(const char* request_id, int route) {
  v1::HoldConferenceRequest request;
  request.set_request_id(request_id);
  request.set_route(RouteName(route));
  request.add_participants()->set_role(v1::Participant::PARENT);
  request.mutable_participants(0)->set_name("NAAM-van-de-moeder");
  request.add_participants()->set_role(v1::Participant::EXPERT);
  request.mutable_participants(1)->set_name("NAAM-van-de-deskundige");
  request.set_outcome(v1::Conference::MULTI_CONFIRMED);
  request.set_notes("NOTITIES-van-het-gesprek");
  return request;
}

v1::RecordExpertTeamOutcomeRequest ExpertRequest(const char* request_id, int route) {
  v1::RecordExpertTeamOutcomeRequest request;
  request.set_request_id(request_id);
  request.set_route(RouteName(route));
  request.add_members("persons/expert.een");
  request.add_members("persons/expert.twee");
  request.set_finding(v1::ExpertTeamOutcome::NO_OFFER);
  request.set_outcome(v1::ExpertTeamOutcome::OFFER_CREATED);
  request.set_notes("NOTITIES-van-het-expertteam");
  return request;
}

v1::RecordEvaluationRequest EvaluationRequest(const char* request_id, int route, v1::Evaluation::Outcome outcome) {
  v1::RecordEvaluationRequest request;
  request.set_request_id(request_id);
  request.set_route(RouteName(route));
  request.set_outcome(outcome);
  request.set_explanation("TOELICHTING-bij-de-evaluatie");
  return request;
}

v1::RecordOutflowRequest OutflowRequest(const char* request_id, int route) {
  v1::RecordOutflowRequest request;
  request.set_request_id(request_id);
  request.set_route(RouteName(route));
  request.set_destination(v1::Outflow::HOME);
  request.set_obstacle(v1::Outflow::NONE);
  *request.mutable_end_date() = Day("2026-04-30");
  request.set_aftercare(true);
  return request;
}

v1::RecordAftercareContactRequest ContactRequest(const char* request_id, int route, const char* day,
                                                 v1::AftercareContact::Outcome outcome) {
  v1::RecordAftercareContactRequest request;
  request.set_request_id(request_id);
  request.set_route(RouteName(route));
  *request.mutable_date() = Day(day);
  request.set_outcome(outcome);
  request.set_notes("NOTITIES-van-het-contact");
  return request;
}

Caller Professional(std::set<std::string> municipalities) {
  return Persona("access-professional", std::move(municipalities));
}

Caller Named(Caller caller, const std::string& subject) {
  caller.identity.subject = subject;
  return caller;
}

void AccessTest::SetUp() {
  ASSERT_THAT(Ask(&Stub::ImportTriageTables, ImportRequest("tables", {YouthTable()}), ServicePersona("suite")), IsOk());
}

absl::StatusOr<v1::Case> AccessTest::Open(const char* request_id, int number) {
  return Ask(&Stub::OpenCase, OpenRequest(request_id, number), ServicePersona("orchestrator"));
}

absl::StatusOr<v1::ProblemAnalysis> AccessTest::Analyse(const v1::RecordProblemAnalysisRequest& request,
                                                        const Caller& caller) {
  return Ask(&Stub::RecordProblemAnalysis, request, caller);
}

absl::StatusOr<v1::TriageOutcome> AccessTest::Decide(const char* request_id, int route) {
  v1::DecideTriageRequest request;
  request.set_request_id(request_id);
  request.set_route(RouteName(route));
  return Ask(&Stub::DecideTriage, request, ServicePersona("orchestrator"));
}

absl::StatusOr<v1::TriageOutcome> AccessTest::Override(const v1::OverrideTriageRequest& request, const Caller& caller) {
  return Ask(&Stub::OverrideTriage, request, caller);
}

absl::StatusOr<v1::PerspectivePlan> AccessTest::Plan(const v1::RecordPlanRequest& request, const Caller& caller) {
  return Ask(&Stub::RecordPlan, request, caller);
}

absl::StatusOr<v1::Decision> AccessTest::TakeDecision(const v1::TakeDecisionRequest& request, const Caller& caller) {
  return Ask(&Stub::TakeDecision, request, caller);
}

absl::StatusOr<v1::Case> AccessTest::Get(const std::string& name, const Caller& caller) {
  v1::GetCaseRequest request;
  request.set_name(name);
  return Ask(&Stub::GetCase, request, caller);
}

absl::StatusOr<v1::Case> AccessTest::Direct(const char* request_id, const std::string& name, const std::string& person,
                                            const Caller& caller) {
  return Assign(RoleRequest(request_id, name, v1::CASE_DIRECTOR, person.c_str()), caller);
}

absl::StatusOr<v1::Case> AccessTest::Assign(const v1::AssignRoleRequest& request, const Caller& caller) {
  return Ask(&Stub::AssignRole, request, caller);
}

absl::StatusOr<v1::Conference> AccessTest::Confer(const v1::HoldConferenceRequest& request, const Caller& caller) {
  return Ask(&Stub::HoldConference, request, caller);
}

absl::StatusOr<v1::ExpertTeamOutcome> AccessTest::AskExperts(const v1::RecordExpertTeamOutcomeRequest& request,
                                                             const Caller& caller) {
  return Ask(&Stub::RecordExpertTeamOutcome, request, caller);
}

absl::StatusOr<v1::Evaluation> AccessTest::Evaluate(const v1::RecordEvaluationRequest& request, const Caller& caller) {
  return Ask(&Stub::RecordEvaluation, request, caller);
}

absl::StatusOr<v1::Outflow> AccessTest::FlowOut(const v1::RecordOutflowRequest& request, const Caller& caller) {
  return Ask(&Stub::RecordOutflow, request, caller);
}

absl::StatusOr<v1::AftercareContact> AccessTest::Contact(const v1::RecordAftercareContactRequest& request,
                                                         const Caller& caller) {
  return Ask(&Stub::RecordAftercareContact, request, caller);
}

std::string AccessTest::BringToPlan(const std::string& prefix, int number) {
  const auto id = [&](const char* step) { return prefix + "/" + step; };
  const auto opened = Open(id("open").c_str(), number);
  EXPECT_THAT(opened, IsOk());
  EXPECT_THAT(Analyse(AnalysisRequest(id("analysis").c_str(), number, true, true)), IsOk());
  EXPECT_THAT(Decide(id("triage").c_str(), number), IsOk());
  EXPECT_THAT(Plan(PlanRequest(id("plan").c_str(), number)), IsOk());
  return opened.ok() ? opened->name() : "";
}

absl::Status AccessTest::Deliver(const char* event_id, const google::protobuf::Message& payload) {
  const Instant now = world_.clock()->Now();
  return DeliverTo(*database_, now, EventOf(event_id, now, payload), AccessListener({"43A03"}));
}

absl::Status AccessTest::ChangeComes(const char* event_id, int number, const std::string& change_request) {
  allocation::v1::ChangeRequested requested;
  requested.set_route(RouteName(number));
  requested.set_change_request(change_request);
  return Deliver(event_id, requested);
}

absl::Status AccessTest::Allocated(const char* event_id, int number, const char* last_day) {
  allocation::v1::AllocationsMade made;
  made.set_route(RouteName(number));
  if (*last_day != '\0') *made.mutable_last_date() = Day(last_day);
  return Deliver(event_id, made);
}

std::vector<type::v1::Event> AccessTest::Announced() {
  std::vector<type::v1::Event> events;
  EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(events, ListEvents(connection, 0, 1'000));
    return absl::OkStatus();
  }),
              IsOk());
  return events;
}

std::vector<LookEntry> AccessTest::Looks() {
  std::vector<LookEntry> looks;
  EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(looks, ListLooks(connection, 0, 1'000, std::nullopt));
    return absl::OkStatus();
  }),
              IsOk());
  return looks;
}

std::vector<std::string> AccessTest::FieldsOf(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(status)) fields.push_back(violation.field);
  return fields;
}

}  // namespace clientroute::access
