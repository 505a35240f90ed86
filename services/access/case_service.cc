#include "services/access/case_service.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "clientroute/access/v1/events.pb.h"
#include "services/access/case_codec.h"
#include "services/access/case_store.h"
#include "services/access/outflow_service.h"
#include "services/access/outflow_store.h"
#include "services/access/role_service.h"
#include "services/access/route_contents_codec.h"
#include "services/access/route_contents_store.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::access {
namespace {

using Subject = AccessQuestion::Subject;

absl::Status CaseNotFound(const std::string& name) {
  return Error(absl::StatusCode::kNotFound, "CASE_NOT_FOUND", "there is no such case, or it may not be seen",
               {{"case", name}});
}

// Free text is for persons who are involved with the client, or answer for his rights.
bool MayReadText(const CallContext& call, const RouteRecord& route) {
  if (call.identity.kind != Identity::Kind::kPerson) return false;
  if (call.purpose != kPurposeCareAllocation && call.purpose != kPurposeClientRights) return false;
  AccessQuestion question{Subject::kClientData, route.municipality, "", {}};
  if (route.caller_involved) question.involved.insert(call.identity.subject);
  return !Denied(call.identity, call.purpose, question);
}

absl::StatusOr<CaseRecord> ReadBack(UnitOfWork& unit, const Uuid& id, Subject subject) {
  CLIENTROUTE_ASSIGN(auto record, CaseStore(&unit.db()).FindVisible(id, Viewer(unit.call(), subject)));
  if (!record) return CaseNotFound(NameOf("cases", id));
  return *std::move(record);
}

v1::CaseOpened ToOpened(const v1::OpenCaseRequest& request, const CaseRecord& record, const ReturnRecord* back) {
  v1::CaseOpened event;
  event.set_route(request.route());
  event.set_case_(NameOf("cases", record.id));
  event.set_joined_running_case(!record.routes.empty() &&
                                NameOf("routes", record.routes.front().id) != request.route());
  if (back == nullptr) return event;
  event.set_returned(true);
  event.set_earlier_route(NameOf("routes", back->earlier_route));
  if (back->first_provider) event.set_first_provider(back->first_provider->ToString());
  return event;
}

// Puts the route in the household's case, which is opened where there is none.
absl::StatusOr<CaseStore::Key> AddToCase(UnitOfWork& unit, const OpenedRoute& opened) {
  CaseStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const auto running, store.FindOfHousehold(opened.household));
  CaseStore::Key key;
  if (running) {
    key = *running;
    CLIENTROUTE_RETURN_IF_ERROR(store.Touch(key.row));
  } else {
    key.id = unit.NewId("case");
    CLIENTROUTE_ASSIGN(key.row, store.Add(key.id, opened.household, opened.route.municipality, unit.now()));
  }
  CLIENTROUTE_RETURN_IF_ERROR(store.AddRoute(key.row, opened.route, unit.now()));
  CLIENTROUTE_RETURN_IF_ERROR(InvolveHolders(unit, key.row, opened.route.client));
  return key;
}

// Notes that the route, new in its case, is a return to care, where it is, and tells the earlier route.
absl::Status NoteReturn(UnitOfWork& unit, const OpenedRoute& opened, const ReturnRules& rules) {
  const NewRoute& route = opened.route;
  const Date day = opened.receive_date.value_or(LocalDate(unit.now()));
  CLIENTROUTE_ASSIGN(const auto back, FindReturn(unit.db(), route.client, route.lines, day, rules));
  if (!back) return absl::OkStatus();
  CLIENTROUTE_ASSIGN(const auto added,
                     CaseStore(&unit.db()).FindVisibleRoute(route.id, Viewer(unit.call(), Subject::kRoute)));
  if (!added) return Error(absl::StatusCode::kInternal, "ROUTE_LOST", "a route that was added is not there");
  CLIENTROUTE_RETURN_IF_ERROR(
      OutflowStore(&unit.db()).AddReturn(added->row, {back->earlier_route, back->first_provider}, unit.now()));
  v1::ReturnedToCare event;
  event.set_route(NameOf("routes", back->earlier_route));
  event.set_new_route(NameOf("routes", route.id));
  event.set_client(NameOf("clients", route.client));
  event.set_days_after_end(back->days_after_end);
  return unit.Announce(event.route(), event);
}

}  // namespace

absl::Status CaseMethods::Open(UnitOfWork& unit, const v1::OpenCaseRequest& request, v1::Case* answer) const {
  std::vector<FieldViolation> violations;
  const auto opened = ReadOpenCase(request, &violations);
  if (!opened) return InvalidFields("CASE_INVALID", std::move(violations));
  if (const auto denied =
          Denied(unit.call().identity, unit.call().purpose, {Subject::kRoute, opened->route.municipality, "", {}})) {
    return Error(absl::StatusCode::kPermissionDenied, Cat("DENIED_BY_", ToString(*denied)),
                 "the caller may not open cases");
  }
  CaseStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const auto known, store.FindVisibleRoute(opened->route.id, Viewer(unit.call(), Subject::kRoute)));
  if (known && (known->client != opened->route.client || known->referral != opened->route.referral)) {
    return Error(absl::StatusCode::kAlreadyExists, "ROUTE_IN_CASE",
                 "the route belongs to a case already, for another client or referral", {{"route", request.route()}});
  }
  CaseStore::Key key;
  if (known) {
    CLIENTROUTE_ASSIGN(key, store.FindByRow(known->case_row));
  } else {
    CLIENTROUTE_ASSIGN(key, AddToCase(unit, *opened));
    CLIENTROUTE_RETURN_IF_ERROR(NoteReturn(unit, *opened, returns_));
  }
  CLIENTROUTE_ASSIGN(const CaseRecord record, ReadBack(unit, key.id, Subject::kRoute));
  const auto route = std::find_if(record.routes.begin(), record.routes.end(),
                                  [&](const RouteRecord& one) { return one.id == opened->route.id; });
  const std::int64_t route_row = route == record.routes.end() ? 0 : route->row;
  CLIENTROUTE_ASSIGN(const auto returns, OutflowStore(&unit.db()).Returns({route_row}));
  const auto back = returns.find(route_row);
  *answer = ToProto(record);
  return unit.Announce(request.route(), ToOpened(request, record, back == returns.end() ? nullptr : &back->second));
}

absl::Status CaseMethods::Get(const CallContext& call, const v1::GetCaseRequest& request, v1::Case* answer,
                              Look* look) const {
  std::optional<CaseRecord> record;
  RouteContents contents;
  std::vector<v1::RoleHolding> roles;
  CLIENTROUTE_RETURN_IF_ERROR(database_.Read([&](Connection& db) -> absl::Status {
    const auto id = IdIn(request.name(), "cases");
    if (!id) return CaseNotFound(request.name());
    CLIENTROUTE_ASSIGN(record, CaseStore(&db).FindVisible(*id, Viewer(call, Subject::kRoute)));
    if (!record) return CaseNotFound(request.name());
    CLIENTROUTE_ASSIGN(contents, LoadContents(db, record->routes));
    CLIENTROUTE_ASSIGN(roles, RolesOf(db, record->row));
    return absl::OkStatus();
  }));
  *answer = ToProto(*record);
  for (const v1::RoleHolding& role : roles) *answer->add_roles() = role;
  std::set<Uuid> readable;
  for (std::size_t i = 0; i < record->routes.size(); ++i) {
    const RouteRecord& route = record->routes[i];
    v1::CaseRoute& shown = *answer->mutable_routes(static_cast<int>(i));
    look->Saw(shown.client(), route.municipality);
    FillContents(contents, route.row, &shown);
    if (MayReadText(call, route) && contents.HasText(route.row)) readable.insert(route.client);
  }
  if (readable.empty()) return absl::OkStatus();
  CLIENTROUTE_ASSIGN(const auto keys, intake_.Keys(call, readable));
  for (std::size_t i = 0; i < record->routes.size(); ++i) {
    const RouteRecord& route = record->routes[i];
    if (!MayReadText(call, route) || !contents.HasText(route.row)) continue;
    CLIENTROUTE_RETURN_IF_ERROR(
        OpenTexts(keys.at(route.client), contents, route.row, answer->mutable_routes(static_cast<int>(i))));
  }
  return absl::OkStatus();
}

absl::Status CaseMethods::List(const CallContext& call, const v1::ListCasesRequest& request,
                               v1::ListCasesResponse* answer, Look* look) const {
  CaseStore::Filter filter;
  if (!request.household().empty()) {
    filter.household = IdIn(request.household(), "households");
    if (!filter.household) return InvalidFields("FILTER_INVALID", {{"household", "must be households/<uuid>"}});
  }
  if (!request.municipality().empty()) filter.municipality = request.municipality();
  CLIENTROUTE_ASSIGN(const int rows, PageRows(request.page_size()));
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, 1));
  std::optional<std::int64_t> before;
  if (!key.empty()) before = NumberIn(key[0]);
  std::vector<CaseRecord> records;
  RouteContents contents;
  bool more = false;
  CLIENTROUTE_RETURN_IF_ERROR(database_.Read([&](Connection& db) -> absl::Status {
    CLIENTROUTE_ASSIGN(records, CaseStore(&db).List(filter, Viewer(call, Subject::kRoute), before, rows + 1));
    more = records.size() > static_cast<std::size_t>(rows);
    if (more) records.pop_back();
    std::vector<RouteRecord> routes;
    for (const CaseRecord& record : records) routes.insert(routes.end(), record.routes.begin(), record.routes.end());
    CLIENTROUTE_ASSIGN(contents, LoadContents(db, routes));
    return absl::OkStatus();
  }));
  for (const CaseRecord& record : records) {
    v1::Case& shown = *answer->add_cases();
    shown = ToProto(record);
    for (int i = 0; i < shown.routes_size(); ++i) {
      look->Saw(shown.routes(i).client(), record.routes[static_cast<std::size_t>(i)].municipality);
      FillContents(contents, record.routes[static_cast<std::size_t>(i)].row, shown.mutable_routes(i));
    }
  }
  if (more) answer->set_next_page_token(MakePageToken(request, {KeyPart(records.back().row)}));
  return absl::OkStatus();
}

}  // namespace clientroute::access
