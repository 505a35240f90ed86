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
#include "services/access/route_contents_codec.h"
#include "services/access/route_contents_store.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::access {
namespace {

using Subject = AccessQuestion::Subject;

constexpr std::string_view kPersons = "persons/";
constexpr std::size_t kPersonBytesMax = 128;

absl::Status CaseNotFound(const std::string& name) {
  return Error(absl::StatusCode::kNotFound, "CASE_NOT_FOUND", "there is no such case, or it may not be seen",
               {{"case", name}});
}

// `persons/j.devries`
bool IsPerson(std::string_view name) {
  return name.size() > kPersons.size() && name.size() <= kPersonBytesMax &&
         name.substr(0, kPersons.size()) == kPersons && std::none_of(name.begin(), name.end(), [](char c) {
           return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f;
         });
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

v1::CaseOpened ToOpened(const v1::OpenCaseRequest& request, const Uuid& id, bool joined) {
  v1::CaseOpened event;
  event.set_route(request.route());
  event.set_case_(NameOf("cases", id));
  event.set_joined_running_case(joined);
  return event;
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
    CLIENTROUTE_ASSIGN(const auto found, store.FindByRow(known->case_row));
    key = found;
  } else {
    CLIENTROUTE_ASSIGN(const auto running, store.FindOfHousehold(opened->household));
    if (running) {
      key = *running;
      CLIENTROUTE_RETURN_IF_ERROR(store.Touch(key.row));
    } else {
      key.id = unit.NewId("case");
      CLIENTROUTE_ASSIGN(key.row, store.Add(key.id, opened->household, opened->route.municipality, unit.now()));
    }
    CLIENTROUTE_RETURN_IF_ERROR(store.AddRoute(key.row, opened->route, unit.now()));
  }
  CLIENTROUTE_ASSIGN(const CaseRecord record, ReadBack(unit, key.id, Subject::kRoute));
  const bool joined = !record.routes.empty() && record.routes.front().id != opened->route.id;
  *answer = ToProto(record);
  return unit.Announce(request.route(), ToOpened(request, key.id, joined));
}

absl::Status CaseMethods::Get(const CallContext& call, const v1::GetCaseRequest& request, v1::Case* answer,
                              Look* look) const {
  std::optional<CaseRecord> record;
  RouteContents contents;
  CLIENTROUTE_RETURN_IF_ERROR(database_.Read([&](Connection& db) -> absl::Status {
    const auto id = IdIn(request.name(), "cases");
    if (!id) return CaseNotFound(request.name());
    CLIENTROUTE_ASSIGN(record, CaseStore(&db).FindVisible(*id, Viewer(call, Subject::kRoute)));
    if (!record) return CaseNotFound(request.name());
    CLIENTROUTE_ASSIGN(contents, LoadContents(db, record->routes));
    return absl::OkStatus();
  }));
  *answer = ToProto(*record);
  std::set<Uuid> readable;
  for (std::size_t i = 0; i < record->routes.size(); ++i) {
    const RouteRecord& route = record->routes[i];
    v1::CaseRoute& shown = *answer->mutable_routes(static_cast<int>(i));
    look->Saw(shown.client());
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
      look->Saw(shown.routes(i).client());
      FillContents(contents, record.routes[static_cast<std::size_t>(i)].row, shown.mutable_routes(i));
    }
  }
  if (more) answer->set_next_page_token(MakePageToken(request, {KeyPart(records.back().row)}));
  return absl::OkStatus();
}

absl::Status CaseMethods::AssignDirector(UnitOfWork& unit, const v1::AssignRoleRequest& request,
                                         v1::Case* answer) const {
  if (request.role() != v1::CASE_DIRECTOR || !IsPerson(request.holder())) {
    return InvalidFields("CASE_DIRECTOR_INVALID", {{"holder", "must be persons/ and a name, without spaces"}});
  }
  const auto id = IdIn(request.name(), "cases");
  if (!id) return CaseNotFound(request.name());
  CLIENTROUTE_ASSIGN(const CaseRecord before, ReadBack(unit, *id, Subject::kTask));
  if (before.director != request.holder()) {
    CaseStore store(&unit.db());
    CLIENTROUTE_RETURN_IF_ERROR(
        store.NameDirector(before.row, request.holder(), unit.call().identity.subject, unit.now()));
    CLIENTROUTE_RETURN_IF_ERROR(store.Touch(before.row));
  }
  CLIENTROUTE_ASSIGN(const CaseRecord after, ReadBack(unit, *id, Subject::kTask));
  *answer = ToProto(after);
  return absl::OkStatus();
}

}  // namespace clientroute::access
