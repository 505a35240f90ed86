#include <algorithm>
#include <iterator>

#include "clientroute/orchestrator/v1/events.pb.h"
#include "services/orchestrator/definition/route_commands.h"
#include "services/platform/events/relay.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"
#include "tests/simulation/engine_model.h"

/// What operators do to routes and incidents, what waits meanwhile, and what the neighbours hear; of the model.
namespace clientroute::orchestrator {
namespace {

constexpr int kEventsMost = 1'000;
constexpr int kIncidentsMost = 1'000;

std::string NameOf(IncidentEnding ending) {
  switch (ending) {
    case IncidentEnding::kOpen:
      return "open";
    case IncidentEnding::kRetried:
      return "retried";
    case IncidentEnding::kSkipped:
      return "skipped";
    case IncidentEnding::kOvertaken:
      return "overtaken";
    case IncidentEnding::kResumed:
      return "resumed";
  }
  return "?";
}

/// As the plain route says it; empty for what is not compared.
std::string TextOf(const google::protobuf::Any& payload) {
  if (v1::RouteOpened one; payload.UnpackTo(&one)) return "RouteOpened";
  if (v1::RouteMoved one; payload.UnpackTo(&one)) return "RouteMoved " + one.from_state() + " > " + one.to_state();
  if (v1::RouteClosed one; payload.UnpackTo(&one)) return "RouteClosed " + one.state();
  if (v1::TaskOpened one; payload.UnpackTo(&one)) return "TaskOpened " + one.kind();
  if (v1::TaskCompleted one; payload.UnpackTo(&one)) return "TaskCompleted " + one.kind() + " " + one.outcome();
  return "";
}

std::string Joined(std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : "; ") + text;
  return joined;
}

}  // namespace

std::string EngineModel::Take(Modelled& route, const Event& event) {
  if (!route.paused || slip_ == Slip::kAPausedRouteGoesOn) return TakeNow(route, event);
  route.kept.push_back(event);
  ++counts_["kept"];
  return "ok";
}

std::string EngineModel::TakeNow(Modelled& route, const Event& event) {
  const bool opens = route.plain == nullptr;
  if (opens) {
    if (std::get<Announced>(event.what).type != kAskedEvent) return "ROUTE_UNKNOWN";
    route.version = both_versions_ ? 2 : 1;
    const DefinitionSource& source = both_versions_ ? versions_.second_source : versions_.first_source;
    route.plain = std::make_unique<PlainRoute>(source, RouteCommands(), slip_);
  }
  const std::map<std::int64_t, std::string> before = route.plain->tasks();
  const std::string verdict = route.plain->Take(event, clock_.Now());
  if (verdict == "taken" || verdict == "deferred" || verdict == "unexpected" || verdict == "noted") {
    route.receptions.push_back(verdict);
    ++counts_[verdict];
    if (opens) route.announced.push_back("RouteOpened");
    for (const std::string& one : route.plain->announced()) route.announced.push_back(one);
    for (const auto& [number, kind] : route.plain->tasks()) {
      if (before.count(number) == 0) route.announced.push_back("TaskOpened " + kind);
    }
    NoteCommands(route);
    return "ok";
  }
  if (route.receptions.empty()) route.plain.reset();
  return verdict;
}

// What left with the last event; and of what was given up, what a person said and what was answered after all.
void EngineModel::NoteCommands(Modelled& route) {
  for (const std::string& issued : route.plain->issued()) {
    const std::size_t part = issued.find('(');
    const std::size_t number = issued.rfind('#');
    route.commands[std::stoll(issued.substr(number + 1))] =
        Sent{issued.substr(0, part), issued.substr(part + 1, number - part - 2), false};
    ++issued_;
  }
  if (const auto& steered = route.plain->steered()) {
    const auto found = route.commands.find(steered->first);
    const bool failed = found != route.commands.end() && found->second.failed;
    if (failed && steered->second == kRetryOutcome) {
      found->second.failed = false;
      if (slip_ != Slip::kARetriedIncidentStaysOpen) EndIncidents(route, steered->first, "retried");
    }
    if (failed && steered->second == kSettledOutcome) {
      if (slip_ != Slip::kASkippedCommandIsOfferedAgain) route.commands.erase(found);
      EndIncidents(route, steered->first, "skipped");
    }
  }
  const std::set<std::int64_t> waiting = route.plain->waiting_commands();
  for (const auto& [number, sent] : route.commands) {
    if (sent.failed && waiting.count(number) == 0) EndIncidents(route, number, "overtaken");
  }
  std::erase_if(route.commands, [&](const auto& one) { return one.second.failed && waiting.count(one.first) == 0; });
}

void EngineModel::EndIncidents(Modelled& route, std::int64_t command, const std::string& how) {
  for (auto& [number, standing] : route.incidents) {
    if (number == command && standing == "open") standing = how;
  }
}

void EngineModel::PauseOrResume(Modelled& route) {
  const bool pauses = route.paused ? Chance(5) : !Chance(5);
  v1::PauseRouteRequest pause;
  pause.set_request_id(NextId());
  pause.set_name(route.name);
  pause.set_reason(v1::PauseRouteRequest::INVESTIGATION);
  v1::ResumeRouteRequest resume;
  resume.set_request_id(pause.request_id());
  resume.set_name(route.name);
  const CallContext call = CallOf(pause.request_id());
  auto request = std::make_shared<Request>();
  request->what = pause.request_id() + (pauses ? " pausing " : " resuming ") + route.name;
  request->ask = [this, call, pause, resume, pauses](std::string& bytes) {
    v1::Route answer;
    const absl::Status status = pauses ? engine_->Pause(call, pause, &answer) : engine_->Resume(call, resume, &answer);
    bytes = answer.SerializeAsString();
    return status;
  };
  request->expected = "ok";
  if (pauses && route.paused) request->expected = "ROUTE_PAUSED";
  if (pauses && !route.paused && route.plain->ended()) request->expected = "ROUTE_CLOSED";
  if (!pauses && !route.paused) request->expected = "ROUTE_NOT_PAUSED";
  if (request->expected == "ok" && pauses) {
    route.paused = true;
    ++counts_["paused"];
  } else if (request->expected == "ok") {
    LetGoOn(route);
    ++counts_["resumed"];
  }
  Ask(std::move(request));
}

// What had waited is taken in order; what is refused then is an incident, but for a timer that is stale.
void EngineModel::LetGoOn(Modelled& route) {
  route.paused = false;
  route.kept_timers.clear();
  EndIncidents(route, 0, "resumed");
  std::vector<Event> kept;
  kept.swap(route.kept);
  for (const Event& event : kept) {
    const std::string said = TakeNow(route, event);
    if (said == "ok" || said == "STALE_TIMER") continue;
    route.incidents.emplace_back(0, "open");
    ++counts_["refused after waiting"];
  }
}

// Retries what keeps failing, or lets it go: mostly one that is open.
void EngineModel::EndIncident(Modelled& route) {
  if (route.incident_rows.empty()) return HappenOnRun(route);
  const IncidentRow* row = &route.incident_rows[Below(route.incident_rows.size())];
  for (int i = 0; i < 3 && row->resolved; ++i) row = &route.incident_rows[Below(route.incident_rows.size())];
  const bool retries = Chance(2);
  v1::RetryIncidentRequest retry;
  retry.set_request_id(NextId());
  retry.set_name(clientroute::NameOf("incidents", row->uid));
  v1::SkipIncidentRequest skip;
  skip.set_request_id(retry.request_id());
  skip.set_name(retry.name());
  skip.set_reason(v1::Incident::NOT_NEEDED);
  const CallContext call = CallOf(retry.request_id());
  auto request = std::make_shared<Request>();
  request->what =
      retry.request_id() + (retries ? " retrying " : " skipping ") + std::to_string(row->number) + " of " + route.name;
  request->ask = [this, call, retry, skip, retries](std::string& bytes) {
    v1::Incident answer;
    const absl::Status status =
        retries ? engine_->RetryIncident(call, retry, &answer) : engine_->SkipIncident(call, skip, &answer);
    bytes = answer.SerializeAsString();
    return status;
  };
  // Of one command one incident is open at a time; of waiting events each is its own.
  const auto place = static_cast<std::size_t>(row - route.incident_rows.data());
  std::string& standing = route.incidents[place].second;
  const bool of_event = row->number == 0;
  if (standing != "open" || (of_event && (retries || route.paused))) {
    request->expected = retries ? "NOTHING_TO_RETRY" : "NOTHING_TO_SKIP";
  } else if (of_event) {
    request->expected = "ok";
    standing = "skipped";
    ++counts_["skipped"];
  } else if (route.paused) {
    request->expected = "ROUTE_PAUSED";
  } else {
    const std::string outcome(retries ? kRetryOutcome : kSettledOutcome);
    const TaskCompleted done{route.plain->TaskOfFailed(row->number), outcome};
    request->expected = Take(route, Event{call.request_id, call.now, "", "", done});
    ++counts_[retries ? "retried" : "skipped"];
  }
  Ask(std::move(request));
}

// In the order in which they came about.
absl::Status EngineModel::CheckIncidents(Connection& connection, Modelled& route) {
  IncidentFilter filter;
  filter.route = route.uid;
  filter.include_resolved = true;
  CLIENTROUTE_ASSIGN(route.incident_rows, ListIncidentRows(connection, filter, kIncidentsMost));
  std::reverse(route.incident_rows.begin(), route.incident_rows.end());
  std::string rows;
  std::string plain;
  for (const IncidentRow& row : route.incident_rows)
    rows += std::to_string(row.number) + " " + NameOf(row.ending) + "; ";
  for (const auto& [number, standing] : route.incidents) plain += std::to_string(number) + " " + standing + "; ";
  if (rows != plain) Differ(route.name + " incidents", rows, plain);
  return absl::OkStatus();
}

absl::Status EngineModel::CheckAnnouncements(Connection& connection) {
  CLIENTROUTE_ASSIGN(const std::vector<type::v1::Event> events, ListEvents(connection, position_, kEventsMost));
  for (const type::v1::Event& event : events) {
    position_ = std::max(position_, event.position());
    const auto route = std::find_if(routes_.begin(), routes_.end(),
                                    [&](const Modelled& one) { return one.name == event.aggregate(); });
    const std::string text = TextOf(event.payload());
    if (route != routes_.end() && !text.empty()) route->heard.push_back(text);
  }
  for (Modelled& route : routes_) {
    if (!route.was_moved && Joined(route.heard) != Joined(route.announced)) {
      Differ(route.name + " announcements", Joined(route.heard), Joined(route.announced));
    }
    counts_["announced"] += static_cast<int>(route.heard.size());
    route.heard.clear();
    route.announced.clear();
    route.was_moved = false;
  }
  return absl::OkStatus();
}

}  // namespace clientroute::orchestrator
