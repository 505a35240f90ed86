#include "services/access/route_contents_codec.h"

#include "services/access/case_codec.h"
#include "services/access/conference_codec.h"
#include "services/access/evaluation_codec.h"
#include "services/access/note_codec.h"
#include "services/access/outflow_codec.h"
#include "services/access/triage_codec.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::access {
namespace {

// What the route has of it, oldest first; nothing when it has none.
template <typename Record>
const std::vector<Record>& Of(const std::map<std::int64_t, std::vector<Record>>& records, std::int64_t route_row) {
  static const std::vector<Record> kNone;
  const auto found = records.find(route_row);
  return found == records.end() ? kNone : found->second;
}

// The texts of a list of records, in the list that FillContents made of them.
template <typename Record, typename Shown>
absl::Status OpenAll(const FreeTextKey& key, const std::vector<Record>& records, Shown* shown) {
  for (std::size_t i = 0; i < records.size(); ++i) {
    CLIENTROUTE_RETURN_IF_ERROR(OpenTexts(key, records[i], shown->Mutable(static_cast<int>(i))));
  }
  return absl::OkStatus();
}

void FillEndOfCare(const RouteContents& contents, std::int64_t route_row, v1::CaseRoute* route) {
  for (const OutflowRecord& outflow : Of(contents.outflows, route_row)) {
    *route->add_outflows() = ToProto(outflow);
    for (const ContactRecord& contact : outflow.contacts) *route->add_aftercare_contacts() = ToProto(contact);
  }
  if (const auto found = contents.returns.find(route_row); found != contents.returns.end()) {
    route->set_returned_from(NameOf("routes", found->second.earlier_route));
  }
}

}  // namespace

void FillContents(const RouteContents& contents, std::int64_t route_row, v1::CaseRoute* route) {
  if (const auto found = contents.analyses.find(route_row); found != contents.analyses.end()) {
    *route->mutable_problem_analysis() = ToProto(found->second);
  }
  if (const auto found = contents.triages.find(route_row); found != contents.triages.end()) {
    *route->mutable_triage() = ToProto(found->second);
  }
  const std::vector<PlanRecord>& plans = Of(contents.plans, route_row);
  for (const PlanRecord& plan : plans) {
    const bool in_force = plan.row == plans.back().row;
    *(in_force ? route->mutable_plan() : route->add_earlier_plans()) = ToProto(plan);
  }
  for (const DecisionRecord& decision : Of(contents.decisions, route_row)) *route->add_decisions() = ToProto(decision);
  for (const ConferenceRecord& held : Of(contents.conferences, route_row)) *route->add_conferences() = ToProto(held);
  for (const ExpertTeamRecord& decided : Of(contents.expert_teams, route_row)) {
    *route->add_expert_team_outcomes() = ToProto(decided);
  }
  for (const EvaluationRecord& one : Of(contents.evaluations, route_row)) *route->add_evaluations() = ToProto(one);
  for (const NoteRecord& note : Of(contents.notes, route_row)) *route->add_notes() = ToProto(note);
  FillEndOfCare(contents, route_row, route);
}

absl::Status OpenTexts(const FreeTextKey& key, const RouteContents& contents, std::int64_t route_row,
                       v1::CaseRoute* route) {
  if (const auto found = contents.analyses.find(route_row); found != contents.analyses.end()) {
    CLIENTROUTE_RETURN_IF_ERROR(OpenTexts(key, found->second, route->mutable_problem_analysis()));
  }
  if (const auto found = contents.triages.find(route_row); found != contents.triages.end()) {
    CLIENTROUTE_RETURN_IF_ERROR(OpenTexts(key, found->second, route->mutable_triage()));
  }
  const std::vector<PlanRecord>& plans = Of(contents.plans, route_row);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    v1::PerspectivePlan* plan =
        i + 1 == plans.size() ? route->mutable_plan() : route->mutable_earlier_plans(static_cast<int>(i));
    CLIENTROUTE_RETURN_IF_ERROR(OpenTexts(key, plans[i], plan));
  }
  CLIENTROUTE_RETURN_IF_ERROR(OpenAll(key, Of(contents.decisions, route_row), route->mutable_decisions()));
  CLIENTROUTE_RETURN_IF_ERROR(OpenAll(key, Of(contents.conferences, route_row), route->mutable_conferences()));
  CLIENTROUTE_RETURN_IF_ERROR(
      OpenAll(key, Of(contents.expert_teams, route_row), route->mutable_expert_team_outcomes()));
  CLIENTROUTE_RETURN_IF_ERROR(OpenAll(key, Of(contents.evaluations, route_row), route->mutable_evaluations()));
  CLIENTROUTE_RETURN_IF_ERROR(OpenAll(key, Of(contents.notes, route_row), route->mutable_notes()));
  std::vector<ContactRecord> contacts;
  for (const OutflowRecord& outflow : Of(contents.outflows, route_row)) {
    contacts.insert(contacts.end(), outflow.contacts.begin(), outflow.contacts.end());
  }
  return OpenAll(key, contacts, route->mutable_aftercare_contacts());
}

}  // namespace clientroute::access
