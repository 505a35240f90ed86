#include "services/suite/commands/route_filter.h"

#include <optional>
#include <string>

#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/commands/name_lookup.h"

namespace clientroute::suite {
namespace {

constexpr std::int64_t kDaysMost = 36'500;

/// `--late` alone is late now; `--late=7` is at least seven days late.
absl::StatusOr<std::optional<std::chrono::days>> DaysIn(const Arguments& arguments, std::string_view flag) {
  if (!arguments.Has(flag)) return std::optional<std::chrono::days>();
  CLIENTROUTE_ASSIGN(const std::int64_t days, arguments.Number(flag, 0, 0, kDaysMost));
  return std::optional(std::chrono::days(days));
}

absl::StatusOr<Instant> Now(const Session& session) {
  CLIENTROUTE_ASSIGN(auto time, Ask(session, &platform::v1::Operations::Stub::GetTime, platform::v1::GetTimeRequest()));
  return FromProto(time.now()).value_or(Instant());
}

}  // namespace

std::vector<Flag> RouteFilterFlags() {
  return {{"state", "STAND", "alleen in deze stand"},
          {"client", "CLIENT", "alleen van deze cliënt"},
          {"case", "CASUS", "alleen van deze casus"},
          {"provider", "AGB", "alleen met zorg van deze aanbieder"},
          {"definition", "NAAM", "alleen op deze definitie"},
          {"version", "N", "alleen op deze versie ervan"},
          {"older", "DAGEN", "alleen die ten minste zo lang geleden geopend zijn"},
          {"newer", "DAGEN", "alleen die hoogstens zo lang geleden geopend zijn"},
          {"late", "DAGEN", "alleen met een taak die ten minste zoveel dagen te laat is; 0 voor elke te late"},
          {"due", "DAGEN", "alleen met een termijn die binnen zoveel dagen afloopt"},
          {"paused", "", "alleen die stilgezet zijn"},
          {"stuck", "", "alleen die vastzitten op een opdracht die is opgegeven"},
          {"open", "", "alleen die nog lopen"},
          {"messages", "", "ook die van een bericht dat om een mens vraagt"}};
}

absl::StatusOr<orchestrator::v1::RouteFilter> ReadRouteFilter(const Session& session, const Arguments& arguments) {
  orchestrator::v1::RouteFilter filter;
  filter.set_state(arguments.Text("state"));
  filter.set_provider(arguments.Text("provider"));
  filter.set_definition(arguments.Text("definition"));
  CLIENTROUTE_ASSIGN(const std::int64_t version, arguments.Number("version", 0, 1, 1'000'000));
  filter.set_definition_version(static_cast<std::int32_t>(version));
  filter.set_open_only(arguments.Has("open"));
  filter.set_include_without_client(arguments.Has("messages"));
  filter.set_paused_only(arguments.Has("paused"));
  filter.set_stuck_only(arguments.Has("stuck"));
  CLIENTROUTE_ASSIGN(*filter.mutable_client(), ClientName(session, arguments.Text("client")));
  CLIENTROUTE_ASSIGN(*filter.mutable_case_(), CaseName(session, arguments.Text("case")));
  CLIENTROUTE_ASSIGN(const auto older, DaysIn(arguments, "older"));
  CLIENTROUTE_ASSIGN(const auto newer, DaysIn(arguments, "newer"));
  CLIENTROUTE_ASSIGN(const auto late, DaysIn(arguments, "late"));
  CLIENTROUTE_ASSIGN(const auto due, DaysIn(arguments, "due"));
  if (!older && !newer && !late && !due) return filter;
  CLIENTROUTE_ASSIGN(const Instant now, Now(session));
  if (older) *filter.mutable_opened_before() = ToProto(now - *older);
  if (newer) *filter.mutable_opened_after() = ToProto(now - *newer);
  if (late) *filter.mutable_due_before() = ToProto(now - *late);
  if (due) *filter.mutable_next_timer_before() = ToProto(now + *due);
  return filter;
}

}  // namespace clientroute::suite
