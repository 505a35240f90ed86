#include "tests/recovery/power_loss/record_check.h"

#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "clientroute/orchestrator/v1/events.pb.h"
#include "services/orchestrator/route/replay.h"
#include "services/orchestrator/store/history_store.h"
#include "services/orchestrator/store/journal_codec.h"
#include "services/orchestrator/store/route_query_store.h"
#include "services/orchestrator/store/route_store.h"
#include "services/orchestrator/store/snapshot_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/events/outbox.h"
#include "services/platform/events/relay.h"
#include "services/platform/status/status.h"
#include "services/platform/timers/timers.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::orchestrator {
namespace {

using Records = std::vector<v1::JournalRecord>;

constexpr int kRowsMost = 1'000;
constexpr int kEventsMost = 1'000;
/// So many of the last answers are asked for again.
constexpr std::size_t kRepeated = 5;

/// One route as the record has it.
struct Kept {
  RouteRow row;
  Records journal;
  std::vector<v1::RecordedEvent> waiting;
  std::vector<NumberedTimer> timers;
  std::set<std::int64_t> commands;  // still on their way
  std::int64_t refused_later = 0;   // events that had waited for a paused route
  std::string name() const { return NameOf("routes", row.uid); }
};

absl::StatusOr<std::vector<RouteRow>> AllRoutes(Connection& connection) {
  CLIENTROUTE_ASSIGN(std::vector<FoundRoute> found, FindRoutes(connection, {}, RouteOrder::kNewest, {}, kRowsMost));
  std::vector<RouteRow> rows;
  for (FoundRoute& one : found) rows.push_back(std::move(one.row));
  return rows;
}

class RecordCheck {
 public:
  RecordCheck(EngineLife& life, Surroundings& around, const RandomWork& work)
      : life_(life), work_(work), definitions_(*around.definitions()), effects_(around.effects()) {
    for (const std::string& id : around.contradictions()) Complain(id, "carried two requests");
  }

  std::vector<std::string> Run() {
    if (!Note(life_.database().Read([&](Connection& connection) { return Load(connection); }))) return complaints_;
    for (const Kept& kept : routes_) {
      CheckHistory(kept);
      CheckTimers(kept);
      CheckCommands(kept);
      CheckAnnounced(kept);
    }
    CheckUnknownCommands();
    CheckAnswered();
    Repeat();
    return complaints_;
  }

 private:
  void Complain(std::string_view about, std::string_view what) { complaints_.push_back(Cat(about, ": ", what)); }
  bool Note(const absl::Status& status) {
    if (!status.ok()) Complain("record", status.ToString());
    return status.ok();
  }

  absl::Status Load(Connection& connection) {
    CLIENTROUTE_ASSIGN(const auto whole, connection.QueryOne("PRAGMA integrity_check", {},
                                                             [](const Row& row) { return std::string(row.Text(0)); }));
    if (whole.value_or("") != "ok") Complain("record", whole.value_or("no integrity check"));
    CLIENTROUTE_ASSIGN(const std::vector<RouteRow> rows, AllRoutes(connection));
    for (const RouteRow& row : rows) {
      Kept kept;
      kept.row = row;
      CLIENTROUTE_ASSIGN(kept.journal, ReadJournal(connection, row.id));
      CLIENTROUTE_ASSIGN(kept.timers, ListTimersOf(connection, row.id));
      CLIENTROUTE_ASSIGN(const std::vector<WaitingEvent> waiting, ListWaitingEvents(connection, row.id));
      for (const WaitingEvent& one : waiting) kept.waiting.push_back(one.event);
      CLIENTROUTE_ASSIGN(const std::vector<CommandRow> commands, ListCommands(connection, row.id));
      for (const CommandRow& command : commands) kept.commands.insert(command.number);
      CLIENTROUTE_ASSIGN(const auto incidents,
                         ListIncidentRows(connection, {.route = row.uid, .include_resolved = true}, kRowsMost));
      kept.refused_later = std::count_if(incidents.begin(), incidents.end(), [](const IncidentRow& incident) {
        return incident.error.starts_with("an event that had waited was refused");
      });
      routes_.push_back(std::move(kept));
    }
    for (std::int64_t after = 0;;) {
      CLIENTROUTE_ASSIGN(const std::vector<type::v1::Event> events, ListEvents(connection, after, kEventsMost));
      for (const type::v1::Event& event : events) outbox_.push_back(event);
      if (events.size() < static_cast<std::size_t>(kEventsMost)) return absl::OkStatus();
      after = events.back().position();
    }
  }

  void CheckHistory(const Kept& kept) {
    if (kept.row.sequence != static_cast<std::int64_t>(kept.journal.size())) {
      Complain(kept.name(), Cat("stands at ", kept.row.sequence, " with ", kept.journal.size(), " transitions"));
    }
    std::set<std::string> ids;
    std::vector<TakenEvent> taken;
    for (const v1::JournalRecord& record : kept.journal) {
      if (!ids.insert(record.event().id()).second) Complain(kept.name(), Cat(record.event().id(), " was taken twice"));
      const std::optional<Event> event = FromRecord(record.event());
      if (!event) return Complain(kept.name(), "a transition cannot be read");
      taken.push_back({*event, FromProto(record.take_time()).value_or(Instant())});
    }
    const Definition* definition = definitions_.Find(kept.row.definition, kept.row.version);
    if (definition == nullptr) return Complain(kept.name(), "has no definition");
    const auto replayed = Replay(*definition, kept.name(), taken);
    if (const auto* failure = std::get_if<ReplayFailure>(&replayed)) return Complain(kept.name(), failure->reason);
    if (!google::protobuf::util::MessageDifferencer::Equals(ToSnapshot(*definition, std::get<Route>(replayed)),
                                                            kept.row.snapshot)) {
      Complain(kept.name(), "stands elsewhere than its history says");
    }
  }

  static std::set<std::int64_t> ExpiriesKept(const Kept& kept) {
    std::set<std::int64_t> numbers;
    for (const v1::RecordedEvent& event : kept.waiting) {
      if (event.what_case() == v1::RecordedEvent::kTimerExpired) numbers.insert(event.timer_expired());
    }
    return numbers;
  }

  void CheckTimers(const Kept& kept) {
    const std::set<std::int64_t> expired = ExpiriesKept(kept);
    std::set<std::pair<std::int64_t, Instant>> expected;
    const auto add = [&](const v1::RunSnapshot& run) {
      for (const v1::TimerSnapshot& timer : run.timers()) {
        if (timer.expired() || expired.contains(timer.number())) continue;
        expected.emplace(timer.number(), FromProto(timer.due_time()).value_or(Instant()));
      }
    };
    add(kept.row.snapshot.main());
    if (kept.row.snapshot.has_interrupt()) add(kept.row.snapshot.interrupt());
    for (const v1::RunSnapshot& part : kept.row.snapshot.parts()) add(part);
    std::set<std::pair<std::int64_t, Instant>> set;
    for (const NumberedTimer& timer : kept.timers) set.emplace(timer.number, timer.due);
    if (set != expected) {
      Complain(kept.name(), Cat("has ", set.size(), " timers set where it waits for ", expected.size()));
    }
    CheckFired(kept);
  }

  void CheckFired(const Kept& kept) {
    std::map<std::int64_t, Instant> due;
    std::set<std::int64_t> fired;
    for (const v1::JournalRecord& record : kept.journal) {
      if (record.event().what_case() == v1::RecordedEvent::kTimerExpired) {
        const std::int64_t number = record.event().timer_expired();
        if (!fired.insert(number).second) Complain(kept.name(), Cat("timer ", number, " fired twice"));
        if (!due.contains(number)) Complain(kept.name(), Cat("timer ", number, " was never set"));
        if (FromProto(record.take_time()).value_or(Instant()) < due[number]) {
          Complain(kept.name(), Cat("timer ", number, " fired early"));
        }
      }
      for (const v1::RecordedTimer& timer : record.timers_started()) {
        due[timer.number()] = FromProto(timer.due_time()).value_or(Instant());
      }
    }
  }

  void CheckCommands(const Kept& kept) {
    std::vector<int> places;
    for (const v1::JournalRecord& record : kept.journal) {
      for (const v1::RecordedCommand& command : record.commands()) {
        const std::string id = CommandRequestId(kept.row.uid, command.number());
        known_commands_.insert(id);
        const auto effect = effects_.find(id);
        const bool done = effect != effects_.end() && effect->second.answered;
        if (!done && !kept.commands.contains(command.number())) Complain(id, Cat(command.name(), " was lost"));
        if (done) places.push_back(effect->second.place);
      }
    }
    if (!std::is_sorted(places.begin(), places.end())) Complain(kept.name(), "its commands overtook each other");
  }

  void CheckUnknownCommands() {
    for (const auto& [id, effect] : effects_) {
      if (!known_commands_.contains(id)) Complain(id, "was carried out and stands in no history");
    }
  }

  /// The events that the route's history says it announced, and those in the outbox.
  void CheckAnnounced(const Kept& kept) {
    std::int64_t sequence = 0;
    std::int64_t opened = 0;
    std::int64_t tasks = 0;
    for (const type::v1::Event& event : outbox_) {
      if (event.aggregate() != kept.name()) continue;
      if (event.sequence() != ++sequence) Complain(kept.name(), "its announcements have a gap");
      opened += event.payload().Is<v1::RouteOpened>() ? 1 : 0;
      tasks += event.payload().Is<v1::TaskOpened>() ? 1 : 0;
    }
    std::int64_t tasks_expected = 0;
    for (const v1::JournalRecord& record : kept.journal) tasks_expected += record.tasks_opened_size();
    if (!kept.journal.empty() && opened != 1) Complain(kept.name(), Cat("was announced ", opened, " times"));
    if (tasks != tasks_expected) {
      Complain(kept.name(), Cat("announced ", tasks, " tasks and opened ", tasks_expected));
    }
  }

  void CheckAnswered() {
    std::map<std::string, std::set<std::string>> known;  // ids, by route
    std::map<std::string, std::int64_t> may_miss;
    for (const Kept& kept : routes_) {
      std::set<std::string>& ids = known[kept.name()];
      for (const v1::JournalRecord& record : kept.journal) ids.insert(record.event().id());
      for (const v1::RecordedEvent& event : kept.waiting) ids.insert(event.id());
      may_miss[kept.name()] = kept.refused_later;
    }
    std::set<std::string> seen;
    for (const RandomWork::Answered& call : work_.answered()) {
      if (!call.event || !seen.insert(call.request_id).second) continue;
      if (known[call.route].contains(call.request_id)) continue;
      if (--may_miss[call.route] < 0) Complain(call.request_id, "was answered and is lost");
    }
  }

  void Repeat() {
    const std::vector<RandomWork::Answered>& answered = work_.answered();
    const std::int64_t before = Transitions();
    for (std::size_t i = answered.size() - std::min(kRepeated, answered.size()); i < answered.size(); ++i) {
      const absl::StatusOr<std::string> again = answered[i].again(life_.engine());
      if (!again.ok()) {
        Complain(answered[i].request_id, Cat("was answered, and now: ", again.status().ToString()));
      } else if (*again != answered[i].answer) {
        Complain(answered[i].request_id, "gets another answer than before");
      }
    }
    if (Transitions() != before) Complain("repeats", "moved a route");
  }

  std::int64_t Transitions() {
    std::int64_t count = 0;
    Note(life_.database().Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(const std::vector<RouteRow> rows, AllRoutes(connection));
      for (const RouteRow& row : rows) count += row.sequence;
      return absl::OkStatus();
    }));
    return count;
  }

  EngineLife& life_;
  const RandomWork& work_;
  const DefinitionLibrary& definitions_;
  const std::map<std::string, Surroundings::Effect> effects_;
  std::vector<Kept> routes_;
  std::vector<type::v1::Event> outbox_;
  std::set<std::string> known_commands_;
  std::vector<std::string> complaints_;
};

}  // namespace

std::vector<std::string> Violations(EngineLife& life, Surroundings& around, const RandomWork& work) {
  return RecordCheck(life, around, work).Run();
}

namespace {

std::string ToText(const CommandRow& command) {
  return Cat("command ", command.number, " ", command.name, ": ", command.attempts, " attempts, ",
             command.failed ? "given up" : "on its way", ", ", command.last_error);
}

}  // namespace

std::vector<std::string> Leftovers(EngineLife& life, Surroundings& around) {
  std::vector<std::string> left;
  const absl::Status status = life.database().Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const std::int64_t due, CountDue(connection, around.now()));
    if (due > 0) left.push_back(Cat(due, " timers are due and did not fire"));
    CLIENTROUTE_ASSIGN(const std::vector<RouteRow> rows, AllRoutes(connection));
    for (const RouteRow& row : rows) {
      CLIENTROUTE_ASSIGN(const std::vector<CommandRow> commands, ListCommands(connection, row.id));
      for (const CommandRow& one : commands)
        left.push_back(Cat(NameOf("routes", row.uid), " is left with ", ToText(one)));
    }
    return absl::OkStatus();
  });
  if (!status.ok()) left.push_back(status.ToString());
  return left;
}

}  // namespace clientroute::orchestrator
