#include <string>

#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/message_view.h"
#include "services/suite/commands/name_lookup.h"
#include "services/suite/commands/refusal_reason.h"

namespace clientroute::suite {
namespace {

namespace messaging = clientroute::messaging::v1;
using Stub = messaging::Messaging::Stub;

absl::Status ListOpen(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(const std::int64_t limit, call.Limit());
  messaging::ListMessagesRequest request;
  request.set_left_to_person(true);
  CLIENTROUTE_ASSIGN(const auto answer, AskPages(session, &Stub::ListMessages, request, limit));
  PrintMessages(call.out(), answer);
  return absl::OkStatus();
}

absl::Status Answer(Invocation& call) {
  const Arguments& arguments = call.arguments();
  const bool refuse = arguments.Has("refuse");
  if (refuse == arguments.Has("investigate")) return WrongUse("'message answer' wil een van --refuse en --investigate");
  CLIENTROUTE_ASSIGN(const auto reason, ParseRefusal(arguments));
  if (refuse != (reason != access::v1::REFUSAL_REASON_UNSPECIFIED))
    return WrongUse("afwijzen wil --reason, en alleen afwijzen: het antwoord aan de aanbieder noemt die reden");
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  messaging::AnswerRequestRequest request;
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(*request.mutable_name(), MessageName(session, call.word(0)));
  request.set_answer(refuse ? messaging::REFUSED : messaging::UNDER_INVESTIGATION);
  if (refuse) request.set_reason(std::to_string(static_cast<int>(reason)));
  request.set_responsible_municipality(arguments.Text("responsible"));
  CLIENTROUTE_ASSIGN(const auto message, Ask(session, &Stub::AnswerRequest, request));
  PrintMessage(call.out(), message);
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> MessageAnswerCommands() {
  return {
      {.words = "message open",
       .summary = "De verzoeken om wijziging die een mens beantwoordt: de route is afgerond en de zorg loopt door.",
       .kind = CommandKind::kLists,
       .persona = "back-office",
       .run = ListOpen},
      {.words = "message answer",
       .arguments = "BERICHT",
       .summary = "Beantwoord een verzoek waarvan de route is afgerond: wijs het af, of meld dat het in onderzoek is.",
       .details =
           "Wordt het alsnog toegekend, dan is dat op een nieuwe aanvraag; de toewijzing met het kenmerk van het "
           "verzoek is dan het antwoord.\n"
           "Afwijzen wil --reason: geen-wijziging, budget, geen-contract, buiten-contract, andere-gemeente,\n"
           "stapeling, zorginhoud, woonplaats of leeftijd.",
       .kind = CommandKind::kWrites,
       .persona = "back-office",
       .flags = {{"refuse", "", "afwijzen"},
                 {"investigate", "", "melden dat het in onderzoek is; het antwoord volgt binnen acht weken"},
                 {"reason", "REDEN", "waarom er wordt afgewezen, zoals de aanbieder het hoort"},
                 {"responsible", "CBS", "bij reden woonplaats: de gemeente die wel verantwoordelijk is"}},
       .run = Answer},
  };
}

}  // namespace clientroute::suite
