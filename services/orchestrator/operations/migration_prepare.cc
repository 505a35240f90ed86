#include "services/orchestrator/operations/migration_prepare.h"

#include <utility>
#include <variant>

#include "google/protobuf/util/message_differencer.h"
#include "services/orchestrator/engine/route_writer.h"
#include "services/orchestrator/store/snapshot_codec.h"
#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

std::string StateName(const Definition& definition, const Route& route) {
  return definition.main_chart()[route.main.state].name;
}

v1::MigrationCheck Checked(const RecordedRoute& route, v1::MigrationCheck::Verdict verdict, std::string why) {
  v1::MigrationCheck check;
  check.set_route(RouteName(route.row.uid));
  check.set_from_state(route.row.state);
  check.set_verdict(verdict);
  check.set_why(std::move(why));
  return check;
}

}  // namespace

absl::StatusOr<HistoryComparison> RunAgainst(const DefinitionLibrary& library, RecordedMappings* recorded,
                                             const RecordedRoute& route, const Definition& target,
                                             const RouteMapping* mapping) {
  const int version = OpenedOn(route.records, route.row.version);
  const Definition* opened_on = library.Find(route.row.definition, version);
  if (opened_on == nullptr) {
    const std::string label = Cat(route.row.definition, "@", version);
    return Error(absl::StatusCode::kFailedPrecondition, "DEFINITION_NOT_LOADED",
                 Cat(RouteName(route.row.uid), " opened on ", label, ", which is not loaded"), {{"definition", label}});
  }
  CLIENTROUTE_ASSIGN(const std::vector<TakenEvent> events, EventsOf(route.records));
  return CompareHistory(HistoryRun(*opened_on, RouteName(route.row.uid),
                                   [&](const Migrated& migrated) { return recorded->Of(migrated); }),
                        target, mapping, events);
}

v1::ReplayDifference DifferenceOf(const RecordedRoute& route, const Definition& target,
                                  const HistoryComparison& comparison) {
  v1::ReplayDifference difference;
  difference.set_route(RouteName(route.row.uid));
  difference.set_version(route.row.version);
  difference.set_recorded_state(route.row.state);
  difference.set_replayed_state(StateName(target, comparison.replayed));
  if (comparison.damage) {
    difference.set_sequence(static_cast<std::int64_t>(comparison.damage->position) + 1);
    difference.set_about("beschadigd");
    difference.set_recorded(comparison.damage->reason);
    difference.set_replayed("het journaal maakt deze route niet opnieuw");
  } else if (comparison.first) {
    difference.set_sequence(comparison.first->sequence);
    difference.set_event(comparison.first->event);
    difference.set_about(comparison.first->about);
    difference.set_recorded(comparison.first->recorded);
    difference.set_replayed(comparison.first->replayed);
  }
  return difference;
}

absl::StatusOr<v1::MigrationCheck> CheckMove(const DefinitionLibrary& library, RecordedMappings* recorded,
                                             const RecordedRoute& route, const RouteMapping& mapping,
                                             const Event& event, Instant now) {
  if (route.row.paused) {
    return Checked(route, v1::MigrationCheck::PAUSED, Cat("de route is stilgezet: ", route.row.pause_reason));
  }
  CLIENTROUTE_ASSIGN(const HistoryComparison comparison, RunAgainst(library, recorded, route, *mapping.to, &mapping));
  if (comparison.damage) {
    return Checked(route, v1::MigrationCheck::STRANDED,
                   Cat("het journaal maakt deze route niet opnieuw, vanaf regel ", comparison.damage->position + 1,
                       ": ", comparison.damage->reason));
  }
  const v1::RouteSnapshot again = ToSnapshot(*comparison.recorded_on, comparison.recorded);
  if (comparison.recorded_on != mapping.from ||
      !google::protobuf::util::MessageDifferencer::Equals(again, route.row.snapshot)) {
    return Checked(route, v1::MigrationCheck::STRANDED,
                   "waar de route staat, is niet wat haar journaal ervan maakt; herstel dat eerst");
  }
  const auto moved = Migrate(mapping, comparison.recorded, event, now);
  if (const auto* stranded = std::get_if<Stranded>(&moved)) {
    return Checked(route, v1::MigrationCheck::STRANDED, stranded->why);
  }
  v1::MigrationCheck check =
      Checked(route, comparison.first ? v1::MigrationCheck::DIFFERS : v1::MigrationCheck::FITS, {});
  check.set_to_state(StateName(*mapping.to, std::get<Migration>(moved).transition.route));
  if (comparison.first) {
    *check.mutable_difference() = DifferenceOf(route, *mapping.to, comparison);
    check.set_why(Cat("haar geschiedenis was in de nieuwe versie anders gelopen, vanaf regel ",
                      comparison.first->sequence, " (", comparison.first->event, "), ", comparison.first->about, ": ",
                      comparison.first->recorded, " werd ", comparison.first->replayed));
  }
  return check;
}

}  // namespace clientroute::orchestrator
