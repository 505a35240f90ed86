#include <filesystem>
#include <fstream>

#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/clock/clock.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/codes.h"
#include "services/suite/cli/route_names.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/message_attention.h"
#include "services/suite/commands/message_file_view.h"
#include "services/suite/commands/message_view.h"
#include "services/suite/commands/name_lookup.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/message_maker.h"

namespace clientroute::suite {
namespace {

namespace messaging = clientroute::messaging::v1;
using messaging::Message;
using Stub = messaging::Messaging::Stub;

absl::StatusOr<Message::State> ParseState(const std::string& text) {
  if (text.empty()) return Message::STATE_UNSPECIFIED;
  Message::State state;
  if (Message::State_Parse(text, &state)) return state;
  std::string names;
  for (int i = 1; i < Message::State_ARRAYSIZE; ++i) {
    const std::string_view dutch = DutchState(static_cast<Message::State>(i));
    if (text == dutch) return static_cast<Message::State>(i);
    names += Cat(i == 1 ? "" : ", ", dutch);
  }
  return WrongUse(Cat("--state kent '", text, "' niet; wel ", names));
}

absl::Status List(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  messaging::ListMessagesRequest request;
  request.set_kind(call.arguments().Text("kind"));
  request.set_provider(call.arguments().Text("provider"));
  CLIENTROUTE_ASSIGN(*request.mutable_route(), RouteName(session, call.arguments().Text("route")));
  CLIENTROUTE_ASSIGN(Message::State state, ParseState(call.arguments().Text("state")));
  request.set_state(state);
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListMessages, request, limit));
  PrintMessages(call.out(), answer);
  return absl::OkStatus();
}

/// What should have been answered before today, by either side.
absl::Status ListLate(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  CLIENTROUTE_ASSIGN(auto time, Ask(session, &platform::v1::Operations::Stub::GetTime, platform::v1::GetTimeRequest()));
  const Date today = LocalDate(FromProto(time.now()).value_or(Instant()));
  CLIENTROUTE_ASSIGN(messaging::ListMessagesResponse late, LateMessages(session, today));
  if (const int more = late.messages_size() - static_cast<int>(limit); more > 0) {
    late.mutable_messages()->DeleteSubrange(static_cast<int>(limit), more);
  }
  PrintMessages(call.out(), late);
  return absl::OkStatus();
}

absl::Status Show(Invocation& call) {
  if (NamesMessageFile(call.word(0))) return ShowMessageFile(call);
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  messaging::GetMessageRequest request;
  CLIENTROUTE_ASSIGN(*request.mutable_name(), MessageName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(auto message, Ask(session, &Stub::GetMessage, request));
  PrintMessage(call.out(), message);
  return absl::OkStatus();
}

absl::Status Content(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  messaging::GetMessageContentRequest request;
  CLIENTROUTE_ASSIGN(*request.mutable_name(), MessageName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(auto content, Ask(session, &Stub::GetMessageContent, request));
  if (call.out().json()) {
    call.out().Json(content);
  } else {
    call.out().stream() << content.content();
  }
  return absl::OkStatus();
}

absl::Status Retry(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  messaging::RetryMessageRequest request;
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(*request.mutable_name(), MessageName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(auto message, Ask(session, &Stub::RetryMessage, request));
  PrintMessage(call.out(), message);
  return absl::OkStatus();
}

absl::Status Resend(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  messaging::ResendMessageRequest request;
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(*request.mutable_name(), MessageName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(auto message, Ask(session, &Stub::ResendMessage, request));
  PrintMessage(call.out(), message);
  return absl::OkStatus();
}

/// A citizen number for tests: it keeps the eleven test (CS002) and lies where nobody's does.
std::string TestNumber(Random& random) {
  constexpr std::uint64_t kFirst = 999'900'006;
  constexpr std::uint64_t kLast = 999'999'990;
  for (;;) {
    std::string number = std::to_string(kFirst + random.Below(kLast - kFirst + 1));
    if (CitizenNumber::Parse(number)) return number;
  }
}

absl::Status WriteExample(Invocation& call) {
  const Date today = LocalDate(SystemClock().Now());
  constexpr int kWeeksAhead = 2;
  constexpr int kMonths = 9;
  std::vector<StoryProduct> products = GuidanceAndDayTreatment();
  for (StoryProduct& product : products) {
    product.from = today.AddDays(7 * kWeeksAhead);
    product.until = product.from.AddMonths(kMonths);
    product.reference = Cat("VB-", Hex(call.random().Bytes(4)));
  }
  StoryClient client = Duinker();
  client.citizen_number = TestNumber(call.random());
  constexpr int kAge = 9;
  client.birth_date = today.AddYears(-kAge).AddMonths(-1);
  constexpr std::uint64_t kNumbers = 999'999'999;
  const int number = 1 + static_cast<int>(call.random().Below(kNumbers));
  MessageMaker maker(std::string(kZeewering), call.arguments().Text("in", kAlkmaar), number);
  CLIENTROUTE_ASSIGN(StoryFile file, maker.Request(today, client, products));
  if (!call.arguments().Has("out")) {
    call.out().stream() << file.content;
    return absl::OkStatus();
  }
  // As a sender does: whole, or not there.
  const std::filesystem::path to = call.arguments().Text("out");
  const std::filesystem::path temporary = to.parent_path() / ("." + to.filename().string() + ".part");
  std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
  stream << file.content;
  stream.close();
  std::error_code error;
  if (stream) std::filesystem::rename(temporary, to, error);
  if (!stream || error) return WrongUse(Cat("kan '", to.string(), "' niet schrijven"));
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> MessageCommands() {
  return {
      {.words = "message list",
       .summary = "De berichten in en uit, nieuwste eerst.",
       .kind = CommandKind::kLists,
       .persona = "back-office",
       .flags = {{"kind", "SOORT", "alleen deze soort: JW315"},
                 {"provider", "AGB", "alleen van of naar deze aanbieder"},
                 {"route", "ROUTE", "alleen over deze route"},
                 {"state", "STAAT", "alleen in deze staat, zoals de lijst haar noemt: afgekeurd"}},
       .run = List},
      {.words = "message late",
       .summary = "De berichten waarop het antwoord al had moeten komen, van de gemeente of van de aanbieder.",
       .kind = CommandKind::kLists,
       .persona = "back-office",
       .run = ListLate},
      {.words = "message show",
       .arguments = "BERICHT",
       .summary = "Een bericht: staat, tegenhanger en wat eraan mankeert; van een bestand de inhoud.",
       .details =
           "Is BERICHT een bestand (of '-'), dan toont dit zonder suite wat erin staat, met de betekenis van elke "
           "code.\nBurgerservicenummers zijn afgeschermd, tenzij --purpose zegt waarom u kijkt.",
       .persona = "back-office",
       .run = Show},
      {.words = "message content",
       .arguments = "BERICHT",
       .summary = "De inhoud van een bericht, byte voor byte; de inzage komt in het inzagelogboek.",
       .persona = "back-office",
       .run = Content},
      {.words = "message resend",
       .arguments = "BERICHT",
       .summary = "Stuur een bericht opnieuw, byte voor byte hetzelfde.",
       .kind = CommandKind::kWrites,
       .persona = "back-office",
       .run = Resend},
      {.words = "message retry",
       .arguments = "BERICHT",
       .summary = "Probeer een bericht dat vastliep opnieuw.",
       .kind = CommandKind::kWrites,
       .persona = "back-office",
       .run = Retry},
      {.words = "message example",
       .summary = "Schrijf een verzoek om toewijzing (JW315) om mee te proberen, voor iemand die niet bestaat.",
       .details = "Leg het bij een gemeente van de referentieregio in de map in/ van de uitwisseling, met --out.",
       .kind = CommandKind::kLocal,
       .flags = {{"in", "CBS", "aan deze gemeente (standaard: 0361, Alkmaar)"},
                 {"out", "BESTAND", "schrijf hierheen in plaats van naar het scherm"}},
       .run = WriteExample},
  };
}

}  // namespace clientroute::suite
