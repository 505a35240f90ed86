#include "services/suite/commands/name_lookup.h"

#include <set>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "clientroute/allocation/v1/allocation.grpc.pb.h"
#include "clientroute/claims/v1/claims.grpc.pb.h"
#include "clientroute/contracting/v1/supplier_management.grpc.pb.h"
#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/status/status.h"

namespace clientroute::suite {
namespace {

using OrchestratorStub = orchestrator::v1::Orchestrator::Stub;

/// Beyond so many rows a short name is not looked for any further; the full name always works.
constexpr std::int64_t kSearchedMax = 10'000;
constexpr std::size_t kIdLength = 36;

/// The full name that a word is, or what the names begin with that it may stand for.
struct Wanted {
  std::string name;
  bool full = false;
};

Wanted Read(std::string_view collection, std::string_view word) {
  Wanted wanted;
  if (word.empty()) return {"", true};
  wanted.name = ResourceName(collection, word);
  wanted.full = wanted.name.size() == collection.size() + 1 + kIdLength;
  return wanted;
}

/// The one of the names that begins so.
absl::StatusOr<std::string> OnlyOne(const std::set<std::string>& names, const Wanted& wanted, std::string_view what) {
  std::string found;
  for (auto name = names.lower_bound(wanted.name); name != names.end() && name->starts_with(wanted.name); ++name) {
    if (!found.empty()) return WrongUse(Cat("'", wanted.name, "' past bij meer dan één ", what));
    found = *name;
  }
  if (!found.empty()) return found;
  return Error(absl::StatusCode::kNotFound, "NAME_NOT_FOUND", Cat("geen ", what, " begint met '", wanted.name, "'"));
}

/// What a caller may list; nothing where his role or purpose may not ask.
template <typename Answer>
absl::StatusOr<Answer> OrNothing(absl::StatusOr<Answer> answer) {
  if (absl::IsPermissionDenied(answer.status())) return Answer();
  return answer;
}

/// Looks for a name among a field of the routes that may be seen, and then among names of the cases that may be.
template <typename OfRoute, typename OfCase>
absl::StatusOr<std::string> OnRoutes(const Session& session, const Wanted& wanted, std::string_view what,
                                     OfRoute of_route, OfCase of_case) {
  if (wanted.full) return wanted.name;
  CLIENTROUTE_ASSIGN(auto routes, OrNothing(AskPages(session, &OrchestratorStub::ListRoutes,
                                                     orchestrator::v1::ListRoutesRequest(), kSearchedMax)));
  std::set<std::string> names;
  for (const auto& route : routes.routes()) names.insert(of_route(route));
  auto found = OnlyOne(names, wanted, what);
  if (!absl::IsNotFound(found.status())) return found;
  CLIENTROUTE_ASSIGN(auto cases, OrNothing(AskPages(session, &access::v1::Access::Stub::ListCases,
                                                    access::v1::ListCasesRequest(), kSearchedMax)));
  for (const auto& file : cases.cases()) of_case(file, names);
  found = OnlyOne(names, wanted, what);
  if (!absl::IsNotFound(found.status())) return found;
  return Error(absl::StatusCode::kNotFound, "NAME_NOT_FOUND",
               Cat("geen ", what, " die u mag zien begint met '", wanted.name, "'. Een ", what,
                   " ziet wie erbij betrokken is, met een doel (--purpose); wie dat niet is maar wel mag inzien, geeft "
                   "de volledige naam"));
}

}  // namespace

absl::StatusOr<std::string> RouteName(const Session& session, std::string_view word) {
  Wanted wanted = Read("routes", word);
  if (wanted.full) return wanted.name;
  orchestrator::v1::GetRouteRequest request;
  request.set_name(wanted.name);
  request.set_without_timeline(true);
  auto route = Ask(session, &OrchestratorStub::GetRoute, request);
  if (route.ok()) return route->name();
  if (!absl::IsNotFound(route.status())) return route.status();
  // Who is not involved yet sees the tasks of a route before the route itself.
  CLIENTROUTE_ASSIGN(
      auto answer, AskPages(session, &OrchestratorStub::ListTasks, orchestrator::v1::ListTasksRequest(), kSearchedMax));
  std::set<std::string> names;
  for (const auto& task : answer.tasks()) names.insert(task.route());
  return OnlyOne(names, wanted, "route");
}

absl::StatusOr<std::string> TaskName(const Session& session, std::string_view word) {
  Wanted wanted = Read("tasks", word);
  if (wanted.full) return wanted.name;
  orchestrator::v1::ListTasksRequest request;
  request.set_include_ended(true);
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &OrchestratorStub::ListTasks, request, kSearchedMax));
  std::set<std::string> names;
  for (const auto& task : answer.tasks()) names.insert(task.name());
  return OnlyOne(names, wanted, "taak");
}

absl::StatusOr<std::string> IncidentName(const Session& session, std::string_view word) {
  Wanted wanted = Read("incidents", word);
  if (wanted.full) return wanted.name;
  orchestrator::v1::ListIncidentsRequest request;
  request.set_include_resolved(true);
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &OrchestratorStub::ListIncidents, request, kSearchedMax));
  std::set<std::string> names;
  for (const auto& incident : answer.incidents()) names.insert(incident.name());
  return OnlyOne(names, wanted, "incident");
}

absl::StatusOr<std::string> MessageName(const Session& session, std::string_view word) {
  Wanted wanted = Read("messages", word);
  if (wanted.full) return wanted.name;
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &messaging::v1::Messaging::Stub::ListMessages,
                                           messaging::v1::ListMessagesRequest(), kSearchedMax));
  std::set<std::string> names;
  for (const auto& message : answer.messages()) names.insert(message.name());
  return OnlyOne(names, wanted, "bericht");
}

absl::StatusOr<std::string> AllocationName(const Session& session, std::string_view word) {
  Wanted wanted = Read("allocations", word);
  if (wanted.full) return wanted.name;
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &allocation::v1::Allocation::Stub::ListAllocations,
                                           allocation::v1::ListAllocationsRequest(), kSearchedMax));
  std::set<std::string> names;
  for (const auto& made : answer.allocations()) {
    if (std::to_string(made.number()) == word) return made.name();
    names.insert(made.name());
  }
  return OnlyOne(names, wanted, "toewijzing");
}

absl::StatusOr<std::string> ClaimName(const Session& session, std::string_view word) {
  Wanted wanted = Read("claims", word);
  if (wanted.full) return wanted.name;
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &claims::v1::Claims::Stub::ListClaims,
                                           claims::v1::ListClaimsRequest(), kSearchedMax));
  std::set<std::string> names;
  for (const auto& claim : answer.claims()) names.insert(claim.name());
  return OnlyOne(names, wanted, "declaratie");
}

absl::StatusOr<std::string> TalkName(const Session& session, std::string_view word) {
  Wanted wanted = Read("talks", word);
  if (wanted.full) return wanted.name;
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &contracting::v1::SupplierManagement::Stub::ListTalks,
                                           contracting::v1::ListTalksRequest(), kSearchedMax));
  std::set<std::string> names;
  for (const auto& talk : answer.talks()) names.insert(talk.name());
  return OnlyOne(names, wanted, "gesprek");
}

absl::StatusOr<std::string> AgreementName(const Session& session, std::string_view word) {
  Wanted wanted = Read("agreements", word);
  if (wanted.full) return wanted.name;
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &contracting::v1::SupplierManagement::Stub::ListAgreements,
                                           contracting::v1::ListAgreementsRequest(), kSearchedMax));
  std::set<std::string> names;
  for (const auto& agreement : answer.agreements()) names.insert(agreement.name());
  return OnlyOne(names, wanted, "afspraak");
}

absl::StatusOr<std::string> PerformanceScoreName(const Session& session, std::string_view word) {
  Wanted wanted = Read("performance-scores", word);
  if (wanted.full) return wanted.name;
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &contracting::v1::SupplierManagement::Stub::ListPerformanceScores,
                                           contracting::v1::ListPerformanceScoresRequest(), kSearchedMax));
  std::set<std::string> names;
  for (const auto& score : answer.scores()) names.insert(score.name());
  return OnlyOne(names, wanted, "score");
}

absl::StatusOr<std::string> ClientName(const Session& session, std::string_view word) {
  return OnRoutes(
      session, Read("clients", word), "cliënt", [](const auto& route) { return route.client(); },
      [](const access::v1::Case& file, std::set<std::string>& names) {
        for (const auto& route : file.routes()) names.insert(route.client());
      });
}

absl::StatusOr<std::string> HouseholdName(const Session& session, std::string_view word) {
  return OnRoutes(
      session, Read("households", word), "huishouden", [](const auto& route) { return route.household(); },
      [](const access::v1::Case& file, std::set<std::string>& names) { names.insert(file.household()); });
}

absl::StatusOr<std::string> CaseName(const Session& session, std::string_view word) {
  return OnRoutes(
      session, Read("cases", word), "casus", [](const auto& route) { return route.case_(); },
      [](const access::v1::Case& file, std::set<std::string>& names) { names.insert(file.name()); });
}

absl::StatusOr<std::string> ClientNameInLooks(const Session& session, std::string_view word) {
  Wanted wanted = Read("clients", word);
  if (wanted.full) return wanted.name;
  CLIENTROUTE_ASSIGN(auto answer,
                     Ask(session, &platform::v1::Operations::Stub::ListLooks, platform::v1::ListLooksRequest()));
  std::set<std::string> names;
  for (const auto& look : answer.looks()) names.insert(look.clients().begin(), look.clients().end());
  return OnlyOne(names, wanted, "cliënt");
}

}  // namespace clientroute::suite
