#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/cli/route_names.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/exchange_view.h"

namespace clientroute::suite {
namespace {

using messaging::v1::CloseHubErrorRequest;
using messaging::v1::DeadLetter;
using messaging::v1::ExchangeQueue;
using messaging::v1::HubError;
using messaging::v1::ListDeadLettersRequest;
using messaging::v1::ListHubErrorsRequest;
using Stub = messaging::v1::Messaging::Stub;

absl::Status ListDead(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListDeadLetters, ListDeadLettersRequest(), limit));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"SOORT", "AANBIEDER", "GEMEENTE", "OPGEGEVEN", "POGINGEN", "BERICHT", "WAAROM"});
  for (const DeadLetter& letter : answer.dead_letters()) {
    const auto& message = letter.message();
    table.Add({message.kind(), message.provider(), message.municipality(), DutchTime(letter.give_up_time()),
               std::to_string(letter.attempts()), ShortId(message.name()), letter.failure()});
  }
  PrintRows(table, "Geen onbestelbare berichten.", answer, call.out());
  return absl::OkStatus();
}

absl::Status ListErrors(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListHubErrors, ListHubErrorsRequest(), limit));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"VAN", "GEMEENTE", "SINDS", "CODE", "WAT", "WAAROM", "REFERENTIE"});
  for (const HubError& error : answer.hub_errors()) {
    table.Add({error.way() == HubError::OURS ? "ons" : "de hub", error.municipality(), DutchTime(error.note_time()),
               error.code(), error.explanation(), error.failure(), error.reference()});
  }
  PrintRows(table, "Geen fouten waar niets mee gebeurde.", answer, call.out());
  return absl::OkStatus();
}

absl::Status CloseError(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CloseHubErrorRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_reference(call.word(0));
  CLIENTROUTE_ASSIGN(const HubError error, Ask(session, &Stub::CloseHubError, request));
  if (call.out().json()) {
    call.out().Json(error);
  } else {
    call.out().Line(Cat("Fout ", error.reference(), " is afgedaan."));
  }
  return absl::OkStatus();
}

}  // namespace

void PrintExchange(const ExchangeQueue& queue, Output& out) {
  std::string text = queue.waiting() == 0 ? "alles is verstuurd" : Cat(queue.waiting(), " wachten");
  if (queue.waiting() > 0 && queue.has_oldest_time()) {
    text += Cat(", het oudste sinds ", DutchTime(queue.oldest_time()));
  }
  if (queue.retrying() > 0) text += Cat("; ", queue.retrying(), " eerder vergeefs aangeboden");
  const Style style = queue.retrying() > 0 ? Style::kWarning : Style::kPlain;
  std::string dead;
  if (queue.dead_letters() > 0) {
    dead = out.Styled(Style::kBad, Cat("; ", queue.dead_letters(), " onbestelbaar (clientroute message dead)"));
  }
  if (queue.hub_errors() > 0) {
    dead += out.Styled(Style::kBad, Cat("; ", queue.hub_errors(), queue.hub_errors() == 1 ? " fout" : " fouten",
                                        " zonder gevolg (clientroute message errors)"));
  }
  const std::string_view way = queue.hub() == ExchangeQueue::HTTP ? "over de hub: " : "over gedeelde mappen: ";
  out.Line(Cat("Naar aanbieders     ", way, out.Styled(style, text), dead));
}

std::vector<Command> ExchangeCommands() {
  return {
      {.words = "message dead",
       .summary = "De berichten die niet aankwamen en niet vanzelf opnieuw gaan: de hub weigerde ze, of nam ze niet.",
       .details =
           "Verhelp waarom, en stuur het bericht opnieuw met 'message resend BERICHT': byte voor byte hetzelfde.",
       .kind = CommandKind::kLists,
       .persona = "back-office",
       .run = ListDead},
      {.words = "message errors",
       .summary =
           "Foutberichten (Fo01) van en aan de hub waar niets mee gebeurde: ze gaan over geen bericht van ons, of "
           "de hub nam ze niet.",
       .details = "Zoek uit wat er is, en doe haar af met 'message close-error REFERENTIE'.",
       .kind = CommandKind::kLists,
       .persona = "back-office",
       .run = ListErrors},
      {.words = "message close-error",
       .arguments = "REFERENTIE",
       .summary = "Een foutbericht van of aan de hub is bekeken: het staat niet meer in 'message errors'.",
       .kind = CommandKind::kWrites,
       .persona = "back-office",
       .run = CloseError}};
}

}  // namespace clientroute::suite
