#ifndef CLIENTROUTE_TESTS_SIMULATION_ENGINE_MODEL_H_
#define CLIENTROUTE_TESTS_SIMULATION_ENGINE_MODEL_H_

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "clientroute/orchestrator/v1/journal.pb.h"
#include "services/orchestrator/engine/route_engine.h"
#include "services/orchestrator/route/route.h"
#include "services/orchestrator/store/command_store.h"
#include "services/platform/clock/clock.h"
#include "services/platform/store/database.h"
#include "services/platform/timers/numbered_timers.h"
#include "tests/simulation/plain_interpreter.h"
#include "tests/simulation/real_words.h"

namespace clientroute::orchestrator {

/// `ok`, or the refusal's code, or the reason.
std::string CodeOf(const absl::Status& status);

/// The engine on a record of its own beside plain interpreters, one a route: what is announced, told, done, due and
/// failed is drawn, asked of both, and after each batch the record must say of every route what its interpreter says.
/// Early on the engine goes and is opened anew on the same file, with a second version to which routes are moved.
/// One thread.
class EngineModel {
 public:
  struct Size {
    int routes = 6;
    int batches = 24;
  };

  /// Makes its record in `folder`; `versions` outlives it.
  EngineModel(std::string folder, const Versions& versions, std::uint64_t seed, Size size, Slip slip = Slip::kNone);
  ~EngineModel();
  EngineModel(const EngineModel&) = delete;
  EngineModel& operator=(const EngineModel&) = delete;

  /// The first difference, in words; empty when there is none.
  std::string Run();
  /// How often what came about.
  const std::map<std::string, int>& counts() const { return counts_; }

 private:
  struct Sent {
    std::string name;
    std::string part;
    bool failed = false;
  };
  /// A route as the model has it, and as it was read back last.
  struct Modelled {
    Uuid uid;
    std::string name;
    /// Nothing before it opened.
    std::unique_ptr<PlainRoute> plain;
    int version = 0;
    /// Those that are not delivered yet.
    std::map<std::int64_t, Sent> commands;
    std::vector<std::string> receptions;
    /// How many of them were found in the journal.
    std::size_t receptions_read = 0;
    std::set<std::int64_t> tasks_ever;
    /// While it is paused: what waits until it is let go on, and the timers among that, which are no rows any more.
    bool paused = false;
    std::vector<Event> kept;
    std::set<std::int64_t> kept_timers;
    /// By the command, 0 for an event that was refused after it had waited; and how each stands.
    std::vector<std::pair<std::int64_t, std::string>> incidents;
    /// What its neighbours are to hear, and have heard; of a move to another version nothing is compared.
    std::vector<std::string> announced;
    std::vector<std::string> heard;
    bool was_moved = false;

    int read_version = 0;
    Route route;
    std::int64_t sequence = 0;
    std::vector<NumberedTimer> timers;
    std::vector<NumberedTimer> timers_ever;
    std::vector<CommandRow> rows;
    std::vector<IncidentRow> incident_rows;
  };
  /// Something that was asked, and what both say of it: `ok`, or the reason why not.
  struct Request {
    std::string what;
    std::string expected;
    std::string answer;
    /// Of what people ask; the answer's bytes.
    std::function<absl::Status(std::string&)> ask;
    std::string bytes;
    /// Of an event that a service announced.
    CallContext call;
    std::shared_ptr<const platform::v1::DeliverRequest> delivery;
    std::size_t route = 0;
    /// Without an id when it is of no route.
    Event event;
    /// What it repeats.
    std::shared_ptr<const Request> first;
  };

  std::size_t Below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_); }
  bool Chance(std::size_t one_in) { return Below(one_in) == 0; }
  Modelled& AnyRoute();
  /// By which it was read back last.
  const Definition& DefinitionOf(const Modelled& route) const;
  std::string NextId() { return "request-" + std::to_string(++requests_); }
  CallContext CallOf(std::string request_id) const;

  // What happens.
  void Start();
  void Restart();
  void Batch();
  void PassTime();
  void AskOne();
  void HappenOnRun(Modelled& route);
  void Announce(Modelled& route, const std::string& type, const std::string& part);
  void Signal(Modelled& route, const std::string& signal);
  void Complete(Modelled& route);
  void Fire();
  void Repeat();
  void Move(Modelled& route);
  void PauseOrResume(Modelled& route);
  void EndIncident(Modelled& route);
  void Dispatch();
  void GiveUp(Modelled& route, const CommandRow& row);

  // How it is asked of the engine. What is announced waits until the gate is opened, so that it goes together.
  void Hold();
  void OpenGate();
  void Deliver(std::shared_ptr<Request> request, std::shared_future<void> until = {});
  void Ask(std::shared_ptr<Request> request);
  void AwaitAnswers();

  // And of the model.
  std::string Take(Modelled& route, const Event& event);
  /// What a route that is not paused makes of it.
  std::string TakeNow(Modelled& route, const Event& event);
  void LetGoOn(Modelled& route);
  static void EndIncidents(Modelled& route, std::int64_t command, const std::string& how);
  void NoteCommands(Modelled& route);

  void Check();
  absl::Status CheckRoute(Connection& connection, Modelled& route);
  void CheckCommands(Modelled& route);
  absl::Status CheckIncidents(Connection& connection, Modelled& route);
  absl::Status CheckAnnouncements(Connection& connection);
  void CheckReceptions(Modelled& route, const std::vector<v1::JournalRecord>& records);
  /// Whether the journal makes the route again, over the moves in it.
  void CheckHistories();
  void Differ(const std::string& what, const std::string& engine, const std::string& plain);

  std::string folder_;
  const Versions& versions_;
  Size size_;
  Slip slip_;
  std::mt19937_64 random_;
  AnnouncementDrawer drawer_;
  ManualClock clock_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<RouteEngine> engine_;
  bool both_versions_ = false;
  std::vector<Modelled> routes_;
  int requests_ = 0;
  int holds_ = 0;
  /// Of the outbox, as far as it was read.
  std::int64_t position_ = 0;
  std::size_t issued_ = 0;
  std::set<std::string> command_ids_;
  std::vector<std::shared_ptr<Request>> batch_;
  std::vector<std::shared_ptr<Request>> answered_;
  std::optional<std::promise<void>> gate_;
  std::mutex mutex_;
  std::condition_variable answered_all_;
  int outstanding_ = 0;
  std::string difference_;
  std::map<std::string, int> counts_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_SIMULATION_ENGINE_MODEL_H_
