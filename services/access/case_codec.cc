#include "services/access/case_codec.h"

#include <string_view>
#include <utility>

#include "services/access/wire_code.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::access {
namespace {

using clientroute::FromProto;
using clientroute::ToProto;

Uuid ReadId(const std::string& name, std::string_view collection, std::string_view field,
            std::vector<FieldViolation>* violations) {
  const auto id = IdIn(name, collection);
  if (!id) violations->push_back({std::string(field), Cat("must be ", collection, "/<uuid>")});
  return id.value_or(Uuid());
}

v1::Decision::Outcome ToProto(DecisionOutcome outcome) {
  return static_cast<v1::Decision::Outcome>(static_cast<int>(outcome));
}

}  // namespace

std::optional<OpenedRoute> ReadOpenCase(const v1::OpenCaseRequest& request, std::vector<FieldViolation>* violations) {
  const std::size_t before = violations->size();
  OpenedRoute opened;
  opened.household = ReadId(request.household(), "households", "household", violations);
  NewRoute& route = opened.route;
  route.id = ReadId(request.route(), "routes", "route", violations);
  route.client = ReadId(request.client(), "clients", "client", violations);
  route.referral = ReadId(request.referral(), "referrals", "referral", violations);
  route.municipality = request.municipality();
  if (!MunicipalityCode::Parse(request.municipality())) {
    violations->push_back({"municipality", "must be a CBS code"});
  }
  const auto law = LawOf(static_cast<int>(request.law()));
  if (!law) violations->push_back({"law", "must be one of the laws"});
  route.law = law.value_or(Law::kJeugdwet);
  route.lines = ReadCareLines(request.lines(), "lines", violations);
  if (request.has_receive_date()) {
    opened.receive_date = FromProto(request.receive_date());
    if (!opened.receive_date) violations->push_back({"receive_date", "must be a day that exists, or unset"});
  }
  if (violations->size() == before) {
    for (std::size_t i = 0; i < route.lines.size(); ++i) {
      if (route.lines[i].law == route.law) continue;
      violations->push_back({Cat("lines[", i, "].law"), "must be that of the route"});
    }
  }
  if (violations->size() > before) return std::nullopt;
  return opened;
}

std::optional<Plan> ReadPlan(const v1::PerspectivePlan& plan, std::vector<FieldViolation>* violations) {
  const std::size_t before = violations->size();
  Plan out;
  for (const v1::Goal& goal : plan.goals()) {
    out.goals.push_back({goal.code(), goal.description(), {goal.lines().begin(), goal.lines().end()}});
  }
  out.perspective = plan.perspective();
  if (plan.has_result_expected_date()) {
    out.result_expected = FromProto(plan.result_expected_date());
    if (!out.result_expected) violations->push_back({"plan.result_expected_date", "must be a day that exists"});
  }
  out.orientation = OrientationOf(static_cast<int>(plan.orientation()));
  if (!out.orientation && plan.orientation() != v1::ORIENTATION_UNSPECIFIED) {
    violations->push_back({"plan.orientation", "must be support- or resolution-oriented, or unset"});
  }
  for (int i = 0; i < plan.evaluation_dates_size(); ++i) {
    const auto day = FromProto(plan.evaluation_dates(i));
    if (!day) violations->push_back({Cat("plan.evaluation_dates[", i, "]"), "must be a day that exists"});
    out.evaluation_days.push_back(day.value_or(Date()));
  }
  out.coordinator = ProviderCode::Parse(plan.coordinator_provider());
  if (!out.coordinator && !plan.coordinator_provider().empty()) {
    violations->push_back({"plan.coordinator_provider", "must be an AGB code of eight digits, or empty"});
  }
  if (violations->size() > before) return std::nullopt;
  return out;
}

v1::Case ToProto(const CaseRecord& record) {
  v1::Case out;
  out.set_name(NameOf("cases", record.id));
  out.set_etag(std::to_string(record.revision));
  *out.mutable_create_time() = ToProto(record.create_time);
  out.set_household(NameOf("households", record.household));
  out.set_municipality(record.municipality);
  out.set_case_director(record.director);
  for (const RouteRecord& route : record.routes) {
    v1::CaseRoute& added = *out.add_routes();
    added.set_route(NameOf("routes", route.id));
    added.set_client(NameOf("clients", route.client));
    added.set_referral(NameOf("referrals", route.referral));
  }
  return out;
}

v1::PerspectivePlan ToProto(const PlanRecord& record) {
  v1::PerspectivePlan out;
  *out.mutable_create_time() = ToProto(record.create_time);
  out.set_author(record.author);
  for (const GoalRecord& goal : record.goals) {
    v1::Goal& added = *out.add_goals();
    added.set_code(goal.code);
    for (const std::string& line : goal.lines) added.add_lines(line);
  }
  if (record.result_expected) *out.mutable_result_expected_date() = ToProto(*record.result_expected);
  if (record.orientation) out.set_orientation(static_cast<v1::Orientation>(*record.orientation));
  for (const Date day : record.evaluation_days) *out.add_evaluation_dates() = ToProto(day);
  if (record.coordinator) out.set_coordinator_provider(record.coordinator->ToString());
  return out;
}

v1::Decision ToProto(const DecisionRecord& record) {
  v1::Decision out;
  out.set_name(NameOf("decisions", record.id));
  out.set_number(record.number);
  out.set_outcome(ToProto(record.outcome));
  *out.mutable_decide_date() = ToProto(record.decide_date);
  *out.mutable_objection_until() = ToProto(record.objection_until);
  for (const CareLine& line : record.lines) *out.add_lines() = ToProto(line);
  out.set_author(record.author);
  out.set_kind(static_cast<v1::DecisionKind>(ToCode(record.kind)));
  out.set_change_request(record.change_request);
  for (const CareLine& line : record.refused) *out.add_refused_lines() = ToProto(line);
  if (record.refusing.reason) out.set_refusal_reason(static_cast<v1::RefusalReason>(ToCode(*record.refusing.reason)));
  if (record.refusing.responsible) out.set_responsible_municipality(record.refusing.responsible->ToString());
  out.set_crisis(record.crisis);
  return out;
}

v1::PlanRecorded ToRecorded(const std::string& route, const PlanRecord& record) {
  v1::PlanRecorded event;
  event.set_route(route);
  event.set_goals(static_cast<int>(record.goals.size()));
  if (record.result_expected) *event.mutable_result_expected_date() = ToProto(*record.result_expected);
  for (const Date day : record.evaluation_days) *event.add_evaluation_dates() = ToProto(day);
  if (record.coordinator) event.set_coordinator_provider(record.coordinator->ToString());
  return event;
}

v1::DecisionTaken ToTaken(const std::string& route, const DecisionRecord& record) {
  v1::DecisionTaken event;
  event.set_route(route);
  event.set_decision(NameOf("decisions", record.id));
  event.set_decision_number(record.number);
  event.set_outcome(ToProto(record.outcome));
  *event.mutable_decide_date() = ToProto(record.decide_date);
  *event.mutable_objection_until() = ToProto(record.objection_until);
  for (const CareLine& line : record.lines) *event.add_lines() = ToProto(line);
  event.set_kind(static_cast<v1::DecisionKind>(ToCode(record.kind)));
  event.set_change_request(record.change_request);
  if (record.refusing.reason) event.set_refusal_reason(ToCode(*record.refusing.reason));
  if (record.refusing.responsible) event.set_responsible_municipality(record.refusing.responsible->ToString());
  event.set_partly_refused(!record.refused.empty());
  event.set_crisis(record.crisis);
  for (const CareLine& line : record.refused) *event.add_refused_lines() = ToProto(line);
  return event;
}

}  // namespace clientroute::access
