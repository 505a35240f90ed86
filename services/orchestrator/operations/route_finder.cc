#include "services/orchestrator/operations/route_finder.h"

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "services/platform/authorisation/authorise.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::orchestrator {
namespace {

absl::StatusOr<Uuid> Resolve(Connection& connection, const std::string& name) {
  if (const std::optional<Uuid> uid = IdIn(name, "routes")) return *uid;
  constexpr std::string_view kCollection = "routes/";
  std::string_view prefix = name;
  if (prefix.starts_with(kCollection)) prefix.remove_prefix(kCollection.size());
  if (prefix.empty()) return NoSuch(name);
  CLIENTROUTE_ASSIGN(const std::vector<Uuid> found, FindRoutesByPrefix(connection, prefix));
  if (found.size() == 1) return found.front();
  if (found.empty()) return NoSuch(name);
  return Error(absl::StatusCode::kInvalidArgument, "ROUTE_AMBIGUOUS", Cat("more than one route begins with ", name));
}

}  // namespace

absl::Status NoSuch(std::string_view name) {
  return Error(absl::StatusCode::kNotFound, "NOT_FOUND", Cat("there is no ", name), {{"name", std::string(name)}});
}

absl::StatusOr<RouteRow> FindVisibleRoute(Connection& connection, const CallContext& call, const std::string& name) {
  CLIENTROUTE_ASSIGN(const Uuid uid, Resolve(connection, name));
  CLIENTROUTE_ASSIGN(std::optional<RouteRow> row, FindRoute(connection, uid));
  if (!row) return NoSuch(name);
  AccessQuestion question;
  question.subject = AccessQuestion::Subject::kRoute;
  question.municipality = row->municipality;
  CLIENTROUTE_ASSIGN(question.involved, ListInvolved(connection, row->id));
  if (Denied(call.identity, call.purpose, question)) return NoSuch(name);
  return *std::move(row);
}

void Show(const std::string& client, const std::string& municipality, clientroute::Look& look) {
  if (!client.empty()) look.Saw(client, municipality);
}

}  // namespace clientroute::orchestrator
