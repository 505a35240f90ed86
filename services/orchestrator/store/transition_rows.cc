#include "services/orchestrator/store/transition_rows.h"

#include <iterator>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

/// Every set, in the order of a Mark.
template <typename Rows>
auto SetsOf(Rows& rows) {
  return std::tie(rows.opened, rows.changes, rows.journal, rows.involved, rows.commands, rows.delivered,
                  rows.timers_set, rows.timers_ended, rows.tasks_opened, rows.tasks_ended, rows.events, rows.providers);
}

/// Calls `each(set, place)` for every set.
template <typename Rows, typename Each>
void ForEachSet(Rows& rows, Each each) {
  std::size_t place = 0;
  std::apply([&](auto&... set) { (each(set, place++), ...); }, SetsOf(rows));
}

template <typename Set>
auto Since(Set& set, std::size_t count) {
  return set.begin() + static_cast<std::ptrdiff_t>(count);
}

}  // namespace

TransitionRows::Mark TransitionRows::Here() const {
  Mark mark{};
  ForEachSet(*this, [&](const auto& set, std::size_t place) { mark[place] = set.size(); });
  return mark;
}

void TransitionRows::DropSince(const Mark& mark) {
  ForEachSet(*this, [&](auto& set, std::size_t place) { set.erase(Since(set, mark[place]), set.end()); });
}

TransitionRows TransitionRows::TakeSince(const Mark& mark) {
  TransitionRows taken;
  const auto take = [&](auto& from, auto& to, std::size_t place) {
    std::move(Since(from, mark[place]), from.end(), std::back_inserter(to));
  };
  take(opened, taken.opened, 0);
  take(changes, taken.changes, 1);
  take(journal, taken.journal, 2);
  take(involved, taken.involved, 3);
  take(commands, taken.commands, 4);
  take(delivered, taken.delivered, 5);
  take(timers_set, taken.timers_set, 6);
  take(timers_ended, taken.timers_ended, 7);
  take(tasks_opened, taken.tasks_opened, 8);
  take(tasks_ended, taken.tasks_ended, 9);
  take(events, taken.events, 10);
  take(providers, taken.providers, 11);
  DropSince(mark);
  return taken;
}

bool TransitionRows::empty() const {
  bool empty = true;
  ForEachSet(*this, [&](const auto& set, std::size_t) { empty = empty && set.empty(); });
  return empty;
}

absl::Status TransitionRows::WriteRoutes(Connection& connection) {
  for (const OpenedRoute& one : opened) {
    CLIENTROUTE_RETURN_IF_ERROR(InsertRoute(connection, one.row, one.terms, one.snapshot));
  }
  // Of a route that moved more than once only where it came to is written.
  std::unordered_map<std::int64_t, RouteChange*> last;
  for (RouteChange& change : changes) {
    const auto [found, first] = last.emplace(change.id, &change);
    if (first) continue;
    Absorb(*found->second, change);
    found->second = &change;
  }
  for (const RouteChange& change : changes) {
    if (last.at(change.id) == &change) CLIENTROUTE_RETURN_IF_ERROR(UpdateRoute(connection, change));
  }
  for (const ProvidersChange& change : providers) CLIENTROUTE_RETURN_IF_ERROR(WriteProviders(connection, change));
  for (const JournalRow& row : journal) CLIENTROUTE_RETURN_IF_ERROR(AppendJournal(connection, row));
  for (const InvolvedPerson& one : involved) {
    CLIENTROUTE_RETURN_IF_ERROR(AddInvolved(connection, one.route, one.subject));
  }
  return absl::OkStatus();
}

absl::Status TransitionRows::WriteWork(Connection& connection) {
  for (const CommandRow& row : commands) CLIENTROUTE_RETURN_IF_ERROR(InsertCommand(connection, row));
  for (const CommandKey& key : delivered) {
    CLIENTROUTE_RETURN_IF_ERROR(RemoveCommand(connection, key.route, key.number));
  }
  for (const NumberedTimer& timer : timers_set) CLIENTROUTE_RETURN_IF_ERROR(AddTimer(connection, timer));
  for (const NumberedTimer& timer : timers_ended) CLIENTROUTE_RETURN_IF_ERROR(DropTimer(connection, timer));
  for (const TaskRow& row : tasks_opened) CLIENTROUTE_RETURN_IF_ERROR(InsertTask(connection, row));
  for (const EndedTask& task : tasks_ended) {
    CLIENTROUTE_RETURN_IF_ERROR(
        EndTask(connection, task.route, task.number, task.state, task.outcome, task.completer, task.at));
  }
  return absl::OkStatus();
}

absl::Status TransitionRows::WriteTo(Connection& connection) {
  CLIENTROUTE_RETURN_IF_ERROR(WriteRoutes(connection));
  CLIENTROUTE_RETURN_IF_ERROR(WriteWork(connection));
  for (const OutboxRow& row : events) CLIENTROUTE_RETURN_IF_ERROR(InsertOutboxRow(connection, row));
  DropSince({});
  return absl::OkStatus();
}

}  // namespace clientroute::orchestrator
