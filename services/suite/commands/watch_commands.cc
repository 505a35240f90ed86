#include <unistd.h>

#include <csignal>
#include <ctime>
#include <thread>

#include "clientroute/orchestrator/v1/route_operations.grpc.pb.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/cli/route_view.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/name_lookup.h"
#include "services/suite/commands/route_filter.h"

namespace clientroute::suite {
namespace {

namespace orchestrator = clientroute::orchestrator::v1;
using Operations = orchestrator::RouteOperations::Stub;

/// Ends a call when the person presses Ctrl-C, instead of the program in the middle of a line. While it lives, the
/// threads that are made do not get the signal; make it before the session.
class CancelOnInterrupt {
 public:
  CancelOnInterrupt() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  }
  ~CancelOnInterrupt() {
    Release();
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  CancelOnInterrupt(const CancelOnInterrupt&) = delete;
  CancelOnInterrupt& operator=(const CancelOnInterrupt&) = delete;

  /// The call lives until Release.
  void Guard(grpc::ClientContext* context) {
    if (interrupted_) return context->TryCancel();
    thread_ = std::jthread([this, context](const std::stop_token& stop) {
      constexpr timespec kSlice{0, 100'000'000};
      while (!stop.stop_requested()) {
        if (sigtimedwait(&signals_, nullptr, &kSlice) < 0) continue;
        interrupted_ = true;
        context->TryCancel();
        return;
      }
    });
  }
  void Release() {
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
  }
  bool interrupted() const { return interrupted_; }

 private:
  sigset_t signals_;
  sigset_t before_;
  std::atomic<bool> interrupted_{false};
  std::jthread thread_;
};

void PrintEntries(const orchestrator::WatchRouteResponse& answer, Output& out) {
  if (out.json()) {
    out.Json(answer);
  } else {
    v1::RouteView view;
    *view.mutable_route()->mutable_timeline() = answer.entries();
    PrintTimeline(view, out);
  }
  out.stream().flush();
}

/// A stream that breaks off says where to go on; `what` names the route, or nothing for all.
absl::Status ConcludeWatch(const absl::Status& status, const CancelOnInterrupt& interrupt, const std::string& what,
                           std::int64_t after, Output& out) {
  if (!status.ok() && !interrupt.interrupted() && !absl::IsCancelled(status)) return status;
  if (!status.ok() && !out.json()) {
    out.Line(Cat(interrupt.interrupted() ? "Gestopt" : "De suite heeft het kijken beëindigd",
                 "; verder kijken kan met: clientroute route watch ", what, what.empty() ? "" : " ", "--after ",
                 after));
  }
  return interrupt.interrupted() ? absl::OkStatus() : status;
}

/// It watches until someone stops it.
Caller Watcher(const Session& session) {
  Caller caller = session.caller();
  caller.deadline = std::chrono::hours(24 * 365);
  return caller;
}

/// Watches by `call`, which goes on from where it was: a call of the suite lasts a working day at most.
template <typename WatchCall>
absl::Status WatchOn(const Session& session, CancelOnInterrupt& interrupt, const WatchCall& call) {
  for (;;) {
    grpc::ClientContext context;
    Prepare(Watcher(session), &context);
    interrupt.Guard(&context);
    const grpc::Status ended = call(&context);
    interrupt.Release();
    const absl::Status status = ended.ok() ? absl::OkStatus() : FromGrpc(ended);
    if (ReasonOf(status) != "WATCH_OVER" || interrupt.interrupted()) return status;
  }
}

absl::Status WatchOne(Invocation& call, const Session& session, CancelOnInterrupt& interrupt,
                      orchestrator::WatchRouteRequest request) {
  CLIENTROUTE_ASSIGN(*request.mutable_name(), RouteName(session, call.word(0)));
  Output& out = call.out();
  Operations stub(session.channel());
  const absl::Status ended = WatchOn(session, interrupt, [&](grpc::ClientContext* context) {
    const auto reader = stub.WatchRoute(context, request);
    orchestrator::WatchRouteResponse answer;
    while (reader->Read(&answer)) {
      PrintEntries(answer, out);
      if (answer.entries_size() > 0) request.set_after_sequence(answer.entries().rbegin()->sequence());
      if (answer.closed() && !out.json()) out.Line(Cat("De route is geëindigd: ", answer.state_title(), "."));
    }
    return reader->Finish();
  });
  return ConcludeWatch(ended, interrupt, ShortId(request.name()), request.after_sequence(), out);
}

void PrintHappenings(const orchestrator::WatchRoutesResponse& answer, Output& out) {
  if (out.json()) {
    out.Json(answer);
  } else if (answer.skipped() > 0) {
    out.Line(Cat(
        "  … ", answer.skipped(),
        " regels van het hele verloop overgeslagen, van alle routes samen: er gebeurt meer dan hier wordt gelezen"));
  }
  for (int i = 0; i < answer.happenings_size() && !out.json(); ++i) {
    const orchestrator::RouteHappening& one = answer.happenings(i);
    const orchestrator::TimelineEntry& entry = one.entry();
    std::string title = entry.title().empty() ? entry.event() : entry.title();
    if (!entry.part().empty()) title += Cat(" (", entry.part(), ")");
    if (entry.unexpected()) title += " - past niet bij de stand van de route";
    const std::string& state = one.state_title().empty() ? one.state() : one.state_title();
    out.Line(Cat("  ", DutchTime(entry.time()), "  ", ShortId(one.route()), "  ", one.municipality(), "  ",
                 out.Styled(entry.unexpected() ? Style::kBad : Style::kBold, title), "  ",
                 out.Styled(Style::kFaint, Cat(DutchActor(entry.actor()), "; nu: ", state))));
  }
  out.stream().flush();
}

absl::Status WatchAll(Invocation& call, const Session& session, CancelOnInterrupt& interrupt,
                      orchestrator::WatchRoutesRequest request) {
  Output& out = call.out();
  Operations stub(session.channel());
  bool first = true;
  const absl::Status ended = WatchOn(session, interrupt, [&](grpc::ClientContext* context) {
    const auto reader = stub.WatchRoutes(context, request);
    orchestrator::WatchRoutesResponse answer;
    for (; reader->Read(&answer); first = false) {
      if (first && !out.json()) out.Line("Kijkt mee; stop met Ctrl-C.");
      PrintHappenings(answer, out);
      request.set_after_position(answer.position());
    }
    return reader->Finish();
  });
  return ConcludeWatch(ended, interrupt, "", request.after_position(), out);
}

absl::Status Watch(Invocation& call) {
  CancelOnInterrupt interrupt;
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(const std::int64_t after, call.arguments().Number("after", 0, 0, INT64_MAX));
  orchestrator::WatchRoutesRequest request;
  CLIENTROUTE_ASSIGN(*request.mutable_filter(), ReadRouteFilter(session, call.arguments()));
  if (call.arguments().positional().empty()) {
    request.set_after_position(after);
    return WatchAll(call, session, interrupt, std::move(request));
  }
  if (request.filter().ByteSizeLong() > 0)
    return WrongUse("een keuze uit de routes hoort bij 'route watch' zonder ROUTE");
  orchestrator::WatchRouteRequest of_one;
  of_one.set_after_sequence(after);
  return WatchOne(call, session, interrupt, std::move(of_one));
}

}  // namespace

std::vector<Command> WatchCommands() {
  std::vector<Flag> flags = {{"after", "VOLGNR", "alleen wat na dit volgnummer komt"}};
  const std::vector<Flag> filter = RouteFilterFlags();
  flags.insert(flags.end(), filter.begin(), filter.end());
  return {
      {.words = "route watch",
       .arguments = "[ROUTE]",
       .summary = "Kijk mee met een route tot zij eindigt, of met alle routes vanaf nu; stop met Ctrl-C.",
       .details =
           "Zonder ROUTE: alles wat er gebeurt op de routes die u mag zien en die bij de keuze passen, zoals "
           "zij er dan voor staan. Wie niet bijhoudt wat er gebeurt, ziet hoeveel regels van het hele verloop er zijn "
           "overgeslagen, ook van routes die hij niet mag zien.",
       .persona = "operator",
       .flags = std::move(flags),
       .run = Watch}};
}

}  // namespace clientroute::suite
