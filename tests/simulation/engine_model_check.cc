#include <algorithm>
#include <chrono>

#include "clientroute/access/v1/access.pb.h"
#include "clientroute/access/v1/events.pb.h"
#include "clientroute/allocation/v1/allocation.pb.h"
#include "clientroute/orchestrator/v1/journal.pb.h"
#include "services/orchestrator/definition/route_commands.h"
#include "services/orchestrator/engine/route_writer.h"
#include "services/orchestrator/operations/migration_prepare.h"
#include "services/orchestrator/store/history_store.h"
#include "services/orchestrator/store/route_store.h"
#include "services/orchestrator/store/snapshot_codec.h"
#include "services/orchestrator/store/task_store.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "tests/simulation/engine_model.h"
#include "tests/unit/orchestrator/random_events.h"

/// The second half of the model: how it is asked, what the interpreter makes of it, and whether the record says so.
namespace clientroute::orchestrator {
namespace {

constexpr int kRecordsMost = 10'000;

/// Request id and route of the request of a command, as they will be sent.
template <typename Message>
std::string RequestOf(const std::string& bytes) {
  Message message;
  if (!message.ParseFromString(bytes)) return "damaged";
  return message.request_id() + " " + message.route();
}

std::string RequestOf(const CommandRow& row) {
  if (row.name == "DecideTriage") return RequestOf<access::v1::DecideTriageRequest>(row.request);
  if (row.name == "ReleasePlaces") return RequestOf<allocation::v1::ReleasePlacesRequest>(row.request);
  return "unknown " + row.name;
}

std::string TextOf(const std::map<std::int64_t, std::string>& items) {
  std::string text;
  for (const auto& [number, what] : items) text += " " + std::to_string(number) + " " + what;
  return text;
}

std::string NameOf(v1::Reception reception) {
  switch (reception) {
    case v1::TAKEN:
      return "taken";
    case v1::DEFERRED:
      return "deferred";
    case v1::UNEXPECTED:
      return "unexpected";
    case v1::NOTED:
      return "noted";
    default:
      return "?";
  }
}

}  // namespace

// An event of no route, whose answer keeps the writer busy until the gate is opened: what is announced meanwhile goes
// in one transaction.
void EngineModel::Hold() {
  access::v1::PersonInvolved involved;
  involved.set_client("clients/1");
  involved.set_person("persons/" + std::to_string(++holds_));
  auto held = std::make_shared<platform::v1::DeliverRequest>();
  held->set_request_id("hold-" + std::to_string(holds_));
  held->set_subscriber("orchestrator");
  held->mutable_event()->set_id(held->request_id());
  *held->mutable_event()->mutable_occur_time() = clientroute::ToProto(clock_.Now());
  held->mutable_event()->mutable_payload()->PackFrom(involved);
  auto request = std::make_shared<Request>();
  request->what = held->request_id();
  request->call = CallOf(held->request_id());
  request->delivery = std::move(held);
  request->expected = "ok";
  gate_.emplace();
  Deliver(std::move(request), gate_->get_future().share());
}

void EngineModel::OpenGate() {
  if (gate_) gate_->set_value();
  gate_.reset();
}

void EngineModel::Deliver(std::shared_ptr<Request> request, std::shared_future<void> until) {
  batch_.push_back(request);
  {
    const std::lock_guard lock(mutex_);
    ++outstanding_;
  }
  engine_->DeliverLater(request->call, request->delivery, [this, request, until](const absl::Status& status) {
    if (until.valid()) until.wait();
    const std::lock_guard lock(mutex_);
    request->answer = CodeOf(status);
    --outstanding_;
    answered_all_.notify_all();
  });
}

void EngineModel::Ask(std::shared_ptr<Request> request) {
  batch_.push_back(request);
  OpenGate();
  request->answer = CodeOf(request->ask(request->bytes));
}

void EngineModel::AwaitAnswers() {
  std::unique_lock lock(mutex_);
  answered_all_.wait(lock, [this] { return outstanding_ == 0; });
}

// As the dispatcher would: the first command of a route is delivered, fails and is tried again, or is given up.
void EngineModel::Dispatch() {
  for (Modelled& route : routes_) {
    while (!route.rows.empty() && !route.rows.front().failed && !Chance(3) && difference_.empty()) {
      const CommandRow row = route.rows.front();
      route.rows.erase(route.rows.begin());
      absl::Status status;
      if (Chance(4)) {
        GiveUp(route, row);
        break;
      }
      if (Chance(4)) {
        status = engine_->NoteFailedAttempt(row, "unreachable", std::chrono::milliseconds(100));
        if (!status.ok()) Differ("attempt", std::string(status.message()), "ok");
        break;
      }
      status = engine_->NoteDelivered(row);
      if (!status.ok()) Differ("delivery", std::string(status.message()), "ok");
      route.commands.erase(row.number);
    }
  }
}

void EngineModel::GiveUp(Modelled& route, const CommandRow& row) {
  const std::string request_id = CommandRequestId(route.uid, row.number);
  const Event event{request_id + "-failed-" + std::to_string(route.sequence), clock_.Now(), "", request_id,
                    CommandFailed{row.number, row.name, row.part}};
  route.commands[row.number].failed = true;
  ++counts_["given up"];
  route.incidents.emplace_back(row.number, "open");
  if (Take(route, event) != "ok") {
    route.commands.erase(row.number);
    EndIncidents(route, row.number, "overtaken");
  }
  const absl::Status status = engine_->GiveUp(row, "it keeps failing");
  if (!status.ok()) Differ("giving up", std::string(status.message()), "ok");
}

void EngineModel::Check() {
  const absl::Status read = database_->Read([&](Connection& connection) -> absl::Status {
    for (Modelled& route : routes_) CLIENTROUTE_RETURN_IF_ERROR(CheckRoute(connection, route));
    return CheckAnnouncements(connection);
  });
  if (!read.ok()) Differ("reading", std::string(read.message()), "");
}

absl::Status EngineModel::CheckRoute(Connection& connection, Modelled& route) {
  CLIENTROUTE_ASSIGN(const std::optional<RouteRow> row, FindRoute(connection, route.uid));
  if (!row || route.plain == nullptr) {
    if (row || route.plain != nullptr) Differ(route.name, row ? "opened" : "not there", row ? "not there" : "opened");
    return absl::OkStatus();
  }
  const std::string where = std::to_string(row->sequence) + " " + row->state + " (" + row->interrupt_state + ") " +
                            (row->closed ? "ended " : "open ") + row->municipality + " " + row->client;
  if (where != route.plain->Where()) Differ(route.name + " in its row", where, route.plain->Where());
  if (row->paused != route.paused)
    Differ(route.name + " paused", row->paused ? "yes" : "no", route.paused ? "yes" : "no");
  if (row->version != route.version)
    Differ(route.name + " version", std::to_string(row->version), std::to_string(route.version));
  if (!difference_.empty()) return absl::OkStatus();
  route.read_version = row->version;
  route.sequence = row->sequence;
  CLIENTROUTE_ASSIGN(route.route, FromSnapshot(DefinitionOf(route), route.name, row->snapshot));
  const std::string dump = Dump(DefinitionOf(route), route.route);
  if (dump != route.plain->Dump()) Differ(route.name, dump, route.plain->Dump());

  CLIENTROUTE_ASSIGN(route.timers, ListTimersOf(connection, row->id));
  std::map<std::int64_t, std::string> timers;
  std::map<std::int64_t, std::string> plain_timers;
  for (const NumberedTimer& timer : route.timers) timers[timer.number] = ToIso(timer.due);
  for (const auto& [number, due] : route.plain->timers()) {
    if (route.kept_timers.count(number) == 0) plain_timers[number] = ToIso(due);
  }
  if (timers != plain_timers) Differ(route.name + " timers", TextOf(timers), TextOf(plain_timers));
  route.timers_ever.insert(route.timers_ever.end(), route.timers.begin(), route.timers.end());

  CLIENTROUTE_ASSIGN(const std::vector<TaskRow> open, ListOpenTasks(connection, row->id));
  std::map<std::int64_t, std::string> tasks;
  for (const TaskRow& task : open) tasks[task.number] = task.kind;
  if (tasks != route.plain->tasks()) Differ(route.name + " tasks", TextOf(tasks), TextOf(route.plain->tasks()));
  for (const auto& [number, kind] : tasks) route.tasks_ever.insert(number);

  CLIENTROUTE_ASSIGN(route.rows, ListCommands(connection, row->id));
  CheckCommands(route);

  const auto read = static_cast<std::int64_t>(route.receptions_read);
  CLIENTROUTE_ASSIGN(const std::vector<v1::JournalRecord> records,
                     ReadJournalAfter(connection, row->id, read, kRecordsMost));
  CheckReceptions(route, records);
  return CheckIncidents(connection, route);
}

void EngineModel::CheckReceptions(Modelled& route, const std::vector<v1::JournalRecord>& records) {
  std::string receptions;
  std::string plain;
  for (const v1::JournalRecord& record : records) receptions += " " + NameOf(record.reception());
  for (std::size_t i = route.receptions_read; i < route.receptions.size(); ++i) plain += " " + route.receptions[i];
  if (receptions != plain) Differ(route.name + " journal", receptions, plain);
  route.receptions_read += records.size();
}

void EngineModel::CheckHistories() {
  RecordedMappings recorded(versions_.both.get());
  const absl::Status status = database_->Read([&](Connection& connection) -> absl::Status {
    for (const Modelled& route : routes_) {
      CLIENTROUTE_ASSIGN(std::optional<RouteRow> row, FindRoute(connection, route.uid));
      if (!row) continue;
      RecordedRoute whole{*std::move(row), {}};
      CLIENTROUTE_ASSIGN(whole.records, ReadJournal(connection, whole.row.id));
      CLIENTROUTE_ASSIGN(const HistoryComparison again,
                         RunAgainst(*versions_.both, &recorded, whole, DefinitionOf(route), nullptr));
      const std::string dump = again.damage ? again.damage->reason : Dump(*again.recorded_on, again.recorded);
      if (dump != route.plain->Dump()) Differ(route.name + " made again", dump, route.plain->Dump());
      ++counts_["made again"];
    }
    return absl::OkStatus();
  });
  if (!status.ok()) Differ("reading", std::string(status.message()), "");
}

void EngineModel::CheckCommands(Modelled& route) {
  std::map<std::int64_t, std::string> rows;
  std::map<std::int64_t, std::string> plain;
  for (const CommandRow& row : route.rows) {
    rows[row.number] = row.name + "(" + row.part + ")" + (row.failed ? "!" : "") + " " + RequestOf(row);
    command_ids_.insert(CommandRequestId(route.uid, row.number));
  }
  for (const auto& [number, sent] : route.commands) {
    plain[number] = sent.name + "(" + sent.part + ")" + (sent.failed ? "!" : "") + " " +
                    CommandRequestId(route.uid, number) + " " + route.name;
  }
  if (rows != plain) Differ(route.name + " commands", TextOf(rows), TextOf(plain));
}

void EngineModel::Differ(const std::string& what, const std::string& engine, const std::string& plain) {
  if (difference_.empty()) difference_ = what + ":\n  " + engine + "\n  and plainly\n  " + plain;
}

}  // namespace clientroute::orchestrator
