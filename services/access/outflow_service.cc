#include "services/access/outflow_service.h"

#include <algorithm>
#include <string>
#include <utility>

#include "clientroute/access/v1/events.pb.h"
#include "services/access/allocation_news_store.h"
#include "services/access/decision_store.h"
#include "services/access/outflow_codec.h"
#include "services/access/outflow_store.h"
#include "services/access/route_service.h"
#include "services/access/wire_code.h"
#include "services/platform/calls/problem_violations.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"

namespace clientroute::access {
namespace {

absl::Status NotYet(std::string_view reason, std::string_view message, const std::string& route) {
  return Error(absl::StatusCode::kFailedPrecondition, reason, message, {{"route", route}});
}

// Who gives the care of the route, as far as access knows: who was granted, or else who was asked for.
absl::StatusOr<std::optional<ProviderCode>> ProviderOfRoute(Connection& db, const RouteRecord& route) {
  CLIENTROUTE_ASSIGN(const auto decisions, DecisionStore(&db).Decisions({route.row}));
  if (const auto found = decisions.find(route.row); found != decisions.end()) {
    for (auto decision = found->second.rbegin(); decision != found->second.rend(); ++decision) {
      if (!decision->lines.empty()) return OnlyProvider(decision->lines);
    }
  }
  CLIENTROUTE_ASSIGN(const std::vector<CareLine> asked, CaseStore(&db).AskedLines(route));
  return OnlyProvider(asked);
}

// The kinds of decision that were taken on the route after the outflow, oldest first.
absl::StatusOr<std::vector<DecisionKind>> DecidedSince(Connection& db, const RouteRecord& route,
                                                       const OutflowRecord& outflow) {
  CLIENTROUTE_ASSIGN(const auto decisions, DecisionStore(&db).Decisions({route.row}));
  std::vector<DecisionKind> since;
  const auto found = decisions.find(route.row);
  if (found == decisions.end()) return since;
  for (const DecisionRecord& decision : found->second) {
    if (decision.row > outflow.last_decision) since.push_back(decision.kind);
  }
  return since;
}

bool IsRestarted(const OutflowRecord& outflow) {
  const std::vector<PastContact> past = outflow.PastContacts();
  return std::any_of(past.begin(), past.end(), [](const PastContact& one) { return one.Restarted(); });
}

absl::StatusOr<EndedCare> EndOf(Connection& db, const RouteRecord& route) {
  EndedCare ended;
  ended.route = route.id;
  CLIENTROUTE_ASSIGN(const auto outflows, OutflowStore(&db).Outflows({route.row}));
  const OutflowRecord& last = outflows.at(route.row).back();
  ended.end = last.end;
  ended.watch_until = last.watch_until;
  ended.provider = last.provider;
  CLIENTROUTE_ASSIGN(std::vector<DecisionKind> since, DecidedSince(db, route, last));
  // A change may only narrow what had ended: of one by which care runs again the route tells (NoteFollowed).
  std::erase(since, DecisionKind::kChange);
  ended.runs_again = last.undone.has_value() || last.followed || IsRestarted(last) || IsGranted(since);
  CLIENTROUTE_ASSIGN(ended.lines, CaseStore(&db).AskedLines(route));
  return ended;
}

}  // namespace

absl::Status RecordOutflow(UnitOfWork& unit, const v1::RecordOutflowRequest& request, const ReturnRules& rules,
                           v1::Outflow* answer) {
  CLIENTROUTE_ASSIGN(const RouteRecord route, FindRouteToWorkOn(unit.db(), unit.call(), request.route()));
  std::vector<FieldViolation> violations;
  std::optional<OutflowRecord> record = ReadOutflow(request, &violations);
  if (record) AddProblems(CheckEnd(record->end, LocalDate(unit.now())), "", &violations);
  if (!violations.empty()) return InvalidFields("OUTFLOW_INVALID", std::move(violations));
  record->id = unit.NewId("outflow");
  record->watch_until = WatchUntil(record->end, rules);
  if (!record->provider) {
    CLIENTROUTE_ASSIGN(record->provider, ProviderOfRoute(unit.db(), route));
  }
  record->author = unit.call().identity.subject;
  record->create_time = unit.now();
  CLIENTROUTE_RETURN_IF_ERROR(OutflowStore(&unit.db()).Add(route.row, *record));
  CLIENTROUTE_RETURN_IF_ERROR(NoteWork(unit, route));
  *answer = ToProto(*record);
  return unit.Announce(request.route(), ToRecorded(request.route(), *record));
}

absl::Status UndoOutflow(UnitOfWork& unit, const v1::UndoOutflowRequest& request, v1::UndoOutflowResponse* answer) {
  CLIENTROUTE_ASSIGN(const RouteRecord route, FindRouteToWorkOn(unit.db(), unit.call(), request.route()));
  OutflowStore store(&unit.db());
  CLIENTROUTE_ASSIGN(auto outflows, store.Outflows({route.row}));
  if (outflows.empty() || outflows[route.row].back().undone) return absl::OkStatus();
  OutflowRecord& last = outflows[route.row].back();
  CLIENTROUTE_ASSIGN(const std::vector<DecisionKind> since, DecidedSince(unit.db(), route, last));
  // The client did leave then, and came back to care by a decision: what goes on is the later care.
  if (IsRestarted(last) || IsGranted(since)) return store.NoteFollowed(last.row, unit.now());
  CLIENTROUTE_RETURN_IF_ERROR(store.Undo(last.row, unit.now()));
  CLIENTROUTE_RETURN_IF_ERROR(NoteWork(unit, route));
  last.undone = unit.now();
  *answer->mutable_outflow() = ToProto(last);
  v1::OutflowUndone event;
  event.set_route(request.route());
  return unit.Announce(request.route(), event);
}

absl::Status RecordAftercareContact(UnitOfWork& unit, const v1::RecordAftercareContactRequest& request,
                                    const FreeTextKey& key, v1::AftercareContact* answer) {
  CLIENTROUTE_ASSIGN(const RouteRecord route, FindRouteToWorkOn(unit.db(), unit.call(), request.route()));
  std::vector<FieldViolation> violations;
  std::optional<ContactRecord> record = ReadContact(request, &violations);
  if (!record) return InvalidFields("CONTACT_INVALID", std::move(violations));
  OutflowStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const auto outflows, store.Outflows({route.row}));
  const auto found = outflows.find(route.row);
  if (found == outflows.end() || found->second.back().undone ||
      !AftercareRuns(found->second.back().aftercare, found->second.back().PastContacts())) {
    return NotYet("AFTERCARE_NOT_RUNNING",
                  "no aftercare was agreed at an outflow, or a contact ended it or restarted help", request.route());
  }
  const OutflowRecord& outflow = found->second.back();
  const Problems problems =
      CheckContact(record->day, outflow.end, LocalDate(outflow.create_time), LocalDate(unit.now()));
  AddProblems(problems, "", &violations);
  if (!violations.empty()) return InvalidFields("CONTACT_INVALID", std::move(violations));
  CLIENTROUTE_ASSIGN(const auto until, AllocationNewsStore(&unit.db()).AllocatedUntil(route.row));
  record->restarts = Restarts(record->outcome, LocalDate(unit.now()), until);
  record->id = unit.NewId("contact");
  record->author = unit.call().identity.subject;
  record->sealed_notes = key.SealSome(ContactNotesOf(record->id), request.notes());
  record->create_time = unit.now();
  CLIENTROUTE_RETURN_IF_ERROR(store.AddContact(outflow.row, *record));
  CLIENTROUTE_RETURN_IF_ERROR(NoteWork(unit, route));
  *answer = ToProto(*record);
  v1::AftercareContactRecorded event;
  event.set_route(request.route());
  event.set_outcome(answer->outcome());
  *event.mutable_date() = answer->date();
  return unit.Announce(request.route(), event);
}

absl::StatusOr<std::optional<CareReturn>> FindReturn(Connection& db, const Uuid& client,
                                                     const std::vector<CareLine>& asked, Date day,
                                                     const ReturnRules& rules) {
  CLIENTROUTE_ASSIGN(const std::vector<RouteRecord> routes, OutflowStore(&db).EndedRoutes(client));
  std::vector<EndedCare> ended;
  for (const RouteRecord& route : routes) {
    CLIENTROUTE_ASSIGN(ended.emplace_back(), EndOf(db, route));
  }
  return RecogniseReturn(ended, asked, day, rules);
}

}  // namespace clientroute::access
