#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "clientroute/orchestrator/v1/route_operations.grpc.pb.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "clientroute/suite/v1/views.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/exchange_view.h"
#include "services/suite/commands/message_attention.h"

namespace clientroute::suite {
namespace {

/// `3 uur`, `12 seconden`; the largest unit that says it.
std::string DutchLag(std::int64_t seconds) {
  constexpr std::int64_t kMinute = 60;
  constexpr std::int64_t kHour = 3'600;
  constexpr std::int64_t kDay = 86'400;
  if (seconds >= 2 * kDay) return Cat(seconds / kDay, " dagen");
  if (seconds >= 2 * kHour) return Cat(seconds / kHour, " uur");
  if (seconds >= 2 * kMinute) return Cat(seconds / kMinute, " minuten");
  return Cat(seconds, seconds == 1 ? " seconde" : " seconden");
}

std::string Number(std::int64_t number) { return number == 0 ? "" : std::to_string(number); }

void PrintRoutes(const orchestrator::v1::Workload& workload, Output& out) {
  out.Line(Cat("Lopende routes      ", workload.open_routes(),
               workload.late_routes() == 0 ? "" : Cat(", waarvan ", workload.late_routes(), " te laat")));
  out.Line(Cat("Open taken          ", workload.open_tasks(),
               workload.late_tasks() == 0 ? "" : Cat(", waarvan ", workload.late_tasks(), " te laat")));
  const std::string paused = workload.paused_routes() == 0 ? "geen"
                                                           : Cat(workload.paused_routes(), "; ",
                                                                 workload.waiting_events(), " gebeurtenissen wachten");
  out.Line(
      Cat("Stilgezette routes  ", out.Styled(workload.paused_routes() == 0 ? Style::kPlain : Style::kBad, paused)));
  const std::string incidents =
      workload.open_incidents() == 0 ? "geen" : Cat(workload.open_incidents(), "; zie clientroute incident list");
  out.Line(
      Cat("Incidenten          ", out.Styled(workload.open_incidents() == 0 ? Style::kPlain : Style::kBad, incidents)));
  std::string timers = workload.timers_due() == 0 ? "geen te laat"
                                                  : Cat(workload.timers_due(), " te laat, de eerste ",
                                                        DutchLag(workload.timer_lag().seconds()));
  if (workload.timers_due() == 0 && workload.has_next_timer_time()) {
    timers += Cat("; de volgende op ", DutchTime(workload.next_timer_time()));
  }
  out.Line(
      Cat("Termijnen           ", out.Styled(workload.timers_due() == 0 ? Style::kPlain : Style::kWarning, timers)));
}

/// What of the messages is left to a person: nothing else of the suite acts on it.
absl::StatusOr<v1::MessagesForAPerson> AskMessages(const Session& session, const google::protobuf::Timestamp& time) {
  using messaging::v1::Message;
  const Date today = LocalDate(FromProto(time).value_or(Instant()));
  CLIENTROUTE_ASSIGN(const auto late, LateMessages(session, today));
  CLIENTROUTE_ASSIGN(const auto remarked, MessagesIn(session, Message::ANSWERED_WITH_ERRORS));
  CLIENTROUTE_ASSIGN(const auto failed, MessagesIn(session, Message::FAILED));
  CLIENTROUTE_ASSIGN(const auto left, MessagesLeftToPerson(session));
  v1::MessagesForAPerson messages;
  messages.set_failed(failed.messages_size());
  messages.set_late(late.messages_size());
  messages.set_answered_with_errors(remarked.messages_size());
  if (remarked.messages_size() > 0) {
    *messages.mutable_newest_answered_with_errors_time() = remarked.messages(0).create_time();
  }
  messages.set_requests_on_ended_routes(left.messages_size());
  return messages;
}

void PrintMessages(const v1::MessagesForAPerson& messages, Output& out) {
  std::string text;
  const auto add = [&text](int count, std::string_view what) {
    if (count > 0) text += Cat(text.empty() ? "" : "; ", count, " ", what);
  };
  add(messages.failed(), "vastgelopen (clientroute message list --state vastgelopen)");
  add(messages.late(), "te laat beantwoord (clientroute message late)");
  add(messages.answered_with_errors(), Cat("door de aanbieder met fouten beantwoord, het nieuwste van ",
                                           DutchTime(messages.newest_answered_with_errors_time()),
                                           " (clientroute message list --state 'beantwoord met fouten')"));
  add(messages.requests_on_ended_routes(), "gevraagd op een afgeronde route (clientroute message open)");
  out.Line(Cat("Voor een mens       ",
               text.empty() ? "geen berichten" : Cat("berichten: ", out.Styled(Style::kWarning, text))));
}

void PrintCommands(const orchestrator::v1::Workload& workload, Output& out) {
  out.Line();
  const std::optional<Instant> now = FromProto(workload.time());
  TextTable table(
      {"OPDRACHTEN AAN", "WACHTEN", "HERHALEN", "ERACHTER", "OPGEGEVEN", "OUDSTE", "HERHALINGEN OVER", "LAATSTE FOUT"});
  for (const auto& queue : workload.commands()) {
    std::string oldest;
    const std::optional<Instant> since = queue.has_oldest_time() ? FromProto(queue.oldest_time()) : std::nullopt;
    if (now && since) oldest = DutchLag(std::chrono::duration_cast<std::chrono::seconds>(*now - *since).count());
    table.Add({queue.service(), Number(queue.waiting()), Number(queue.retrying()), Number(queue.held_back()),
               Number(queue.given_up()), std::move(oldest), std::to_string(queue.retries_left()), queue.last_error()});
  }
  table.Print(out);
}

void PrintRelays(const platform::v1::Backlog& backlog, Output& out) {
  out.Line();
  TextTable table({"GEBEURTENISSEN VAN", "NAAR", "WACHTEN", "ACHTERSTAND", "HERHALEN", "ONBESTELBAAR"});
  for (const auto& relay : backlog.relays()) {
    const bool quiet = relay.waiting() == 0 && relay.retrying() == 0 && relay.dead_letters() == 0;
    if (quiet) continue;
    table.Add({relay.service(), relay.subscriber(), Number(relay.waiting()),
               relay.waiting() == 0 ? "" : DutchLag(relay.lag().seconds()), Number(relay.retrying()),
               Number(relay.dead_letters())});
  }
  if (table.empty()) {
    out.Line(Cat("Gebeurtenissen: alle ", backlog.relays_size(), " lijnen zijn bij."));
  } else {
    table.Print(out);
  }
}

absl::Status Show(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  v1::StatusView view;
  CLIENTROUTE_ASSIGN(*view.mutable_workload(), Ask(session, &orchestrator::v1::RouteOperations::Stub::GetWorkload,
                                                   orchestrator::v1::GetWorkloadRequest()));
  CLIENTROUTE_ASSIGN(*view.mutable_backlog(),
                     Ask(session, &platform::v1::Operations::Stub::GetBacklog, platform::v1::GetBacklogRequest()));
  CLIENTROUTE_ASSIGN(*view.mutable_messages_for_a_person(), AskMessages(session, view.workload().time()));
  CLIENTROUTE_ASSIGN(*view.mutable_exchange(), Ask(session, &messaging::v1::Messaging::Stub::GetExchangeQueue,
                                                   messaging::v1::GetExchangeQueueRequest()));
  Output& out = call.out();
  if (out.json()) {
    out.Json(view);
    return absl::OkStatus();
  }
  out.Line(Cat(out.Styled(Style::kBold, "Stand van "), DutchTime(view.workload().time())));
  PrintRoutes(view.workload(), out);
  PrintMessages(view.messages_for_a_person(), out);
  PrintExchange(view.exchange(), out);
  PrintCommands(view.workload(), out);
  PrintRelays(view.backlog(), out);
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> StatusCommands() {
  return {{.words = "status",
           .summary = "Hoe het ervoor staat: wat wacht, hoe lang, waarop, en wat een mens nodig heeft.",
           .persona = "operator",
           .run = Show}};
}

}  // namespace clientroute::suite
