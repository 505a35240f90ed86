#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/name_lookup.h"

namespace clientroute::suite {
namespace {

namespace platform = clientroute::platform::v1;
using Stub = platform::Operations::Stub;

/// `clientroute.intake.v1.ReferralAccepted` as `ReferralAccepted`; also of a type URL.
std::string_view LastName(std::string_view type) { return type.substr(type.find_last_of("./") + 1); }

/// One page as large as the limit allows; these lists go on by position, not by token.
constexpr std::int64_t kPageMax = 1'000;

absl::Status ListEvents(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  CLIENTROUTE_ASSIGN(std::int64_t after, call.arguments().Number("after", 0, 0, INT64_MAX));
  platform::ListEventsResponse all;
  while (all.events_size() < limit) {
    platform::ListEventsRequest request;
    request.set_service(call.word(0));
    request.set_after_position(after);
    request.set_page_size(static_cast<int>(std::min(limit - all.events_size(), kPageMax)));
    CLIENTROUTE_ASSIGN(auto page, Ask(session, &Stub::ListEvents, request));
    if (page.events().empty()) break;
    after = page.events(page.events_size() - 1).position();
    all.MergeFrom(page);
  }
  if (call.out().json()) {
    call.out().Json(all);
    return absl::OkStatus();
  }
  TextTable table({"NR", "WANNEER", "GEBEURTENIS", "OVER", "VOLGNR", "DOOR"});
  for (const auto& event : all.events()) {
    table.Add({std::to_string(event.position()), DutchTime(event.occur_time()),
               std::string(LastName(event.payload().type_url())), event.aggregate(), std::to_string(event.sequence()),
               DutchActor(event.actor())});
  }
  PrintRows(table, "Geen gebeurtenissen.", all, call.out());
  return absl::OkStatus();
}

absl::Status ListDeadLetters(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  platform::ListDeadLettersRequest request;
  request.set_service(call.arguments().Text("service"));
  request.set_page_size(static_cast<int>(std::min(limit, kPageMax)));
  CLIENTROUTE_ASSIGN(auto answer, Ask(session, &Stub::ListDeadLetters, request));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"DIENST", "NR", "VOOR", "GEBEURTENIS", "OVER", "WANNEER", "WAAROM"});
  for (const auto& letter : answer.dead_letters()) {
    table.Add({letter.service(), std::to_string(letter.position()), letter.subscriber(),
               std::string(LastName(letter.type())), letter.aggregate(), DutchTime(letter.refuse_time()),
               letter.error()});
  }
  PrintRows(table, "Geen onbestelbare gebeurtenissen.", answer, call.out());
  return absl::OkStatus();
}

absl::Status ResendDeadLetters(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  platform::ResendDeadLettersRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_service(call.word(0));
  request.set_subscriber(call.word(1));
  request.set_aggregate(call.word(2));
  CLIENTROUTE_ASSIGN(auto answer, Ask(session, &Stub::ResendDeadLetters, request));
  if (call.out().json()) {
    call.out().Json(answer);
  } else {
    call.out().Line("Zij worden opnieuw bezorgd, in hun volgorde.");
  }
  return absl::OkStatus();
}

absl::Status ShowLookLog(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  CLIENTROUTE_ASSIGN(std::int64_t after, call.arguments().Number("after", 0, 0, INT64_MAX));
  platform::ListLooksRequest request;
  request.set_service(call.arguments().Text("service"));
  CLIENTROUTE_ASSIGN(*request.mutable_client(), ClientNameInLooks(session, call.arguments().Text("client")));
  request.set_after_number(after);
  request.set_page_size(static_cast<int>(std::min(limit, kPageMax)));
  CLIENTROUTE_ASSIGN(auto answer, Ask(session, &Stub::ListLooks, request));
  Output& out = call.out();
  if (out.json()) {
    out.Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"DIENST", "NR", "WANNEER", "WIE", "NAMENS", "DOEL", "WAARMEE", "CLIËNTEN"});
  for (const auto& look : answer.looks()) {
    std::string clients;
    for (const std::string& client : look.clients()) clients += Cat(clients.empty() ? "" : " ", ShortId(client));
    table.Add({look.service(), std::to_string(look.number()), DutchTime(look.look_time()), DutchActor(look.subject()),
               DutchActor(look.on_behalf_of()), look.purpose(), std::string(LastName(look.method())), clients});
  }
  if (table.empty()) {
    out.Line("Geen inzagen.");
  } else {
    table.Print(out);
  }
  out.Line(answer.intact()
               ? out.Styled(Style::kGood, "De keten van het logboek is heel.")
               : out.Styled(Style::kBad, "De keten van het logboek is gebroken: er is iets gewijzigd of verdwenen."));
  return absl::OkStatus();
}

absl::Status ShowClock(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(auto answer, Ask(session, &Stub::GetTime, platform::GetTimeRequest()));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  call.out().Line(Cat(DutchTime(answer.now()), answer.driven() ? ", een gestuurde klok" : ", de klok van de machine"));
  if (answer.has_next_timer()) call.out().Line(Cat("Eerstvolgende termijn: ", DutchTime(answer.next_timer())));
  return absl::OkStatus();
}

/// `+3d`, `+2w`, `+6m` from now, a day, or an instant.
absl::StatusOr<Instant> ParseTarget(const std::string& word, Instant now) {
  if (std::optional<Instant> instant = ParseIso(word)) return *instant;
  if (std::optional<Date> day = Date::Parse(word)) return LocalMidnight(*day);
  if (word.size() >= 3 && word[0] == '+' && word.find_first_not_of("0123456789", 1) == word.size() - 1 &&
      word.size() <= 6) {
    int count = std::stoi(word.substr(1, word.size() - 2));
    auto since_midnight = now - LocalMidnight(LocalDate(now));
    Date today = LocalDate(now);
    switch (word.back()) {
      case 'd':
        return LocalMidnight(today.AddDays(count)) + since_midnight;
      case 'w':
        return LocalMidnight(today.AddDays(7 * count)) + since_midnight;
      case 'm':
        return LocalMidnight(today.AddMonths(count)) + since_midnight;
      default:
        break;
    }
  }
  return WrongUse(Cat("'", word, "' is geen tijd; wel bijvoorbeeld +3d, +2w, +6m, 2026-12-31 of 2026-12-31T08:00:00Z"));
}

absl::Status AdvanceClock(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(auto time, Ask(session, &Stub::GetTime, platform::GetTimeRequest()));
  CLIENTROUTE_ASSIGN(Instant to, ParseTarget(call.word(0), FromProto(time.now()).value_or(Instant())));
  platform::AdvanceTimeRequest request;
  *request.mutable_to() = ToProto(to);
  CLIENTROUTE_ASSIGN(auto answer, Ask(session, &Stub::AdvanceTime, request));
  if (call.out().json()) {
    call.out().Json(answer);
  } else {
    call.out().Line(
        Cat("Het is nu ", DutchTime(answer.now()), "; onderweg liepen ", answer.timers_fired(), " termijnen af."));
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> OperationCommands() {
  return {
      {.words = "event list",
       .arguments = "DIENST",
       .summary = "Wat een dienst bekendmaakte, oudste eerst: intake, access, contracting, allocation, orchestrator of "
                  "messaging.",
       .kind = CommandKind::kLists,
       .persona = "operator",
       .flags = {{"after", "NR", "alleen na dit nummer"}},
       .run = ListEvents},
      {.words = "dead-letter list",
       .summary = "Gebeurtenissen die een afnemer voorgoed weigerde.",
       .kind = CommandKind::kLists,
       .persona = "operator",
       .flags = {{"service", "DIENST", "alleen van deze dienst"}},
       .run = ListDeadLetters},
      {.words = "dead-letter resend",
       .arguments = "DIENST VOOR OVER",
       .summary = "Bezorg de geweigerde gebeurtenissen over een route of cliënt opnieuw.",
       .kind = CommandKind::kWrites,
       .persona = "operator",
       .run = ResendDeadLetters},
      {.words = "look-log",
       .summary = "Wie welke cliënt zag, wanneer en waarom; en of het logboek heel is.",
       .kind = CommandKind::kLists,
       .persona = "privacy-officer",
       .flags = {{"service", "DIENST", "alleen van deze dienst"},
                 {"client", "CLIENT", "alleen van deze cliënt"},
                 {"after", "NR", "alleen na dit nummer"}},
       .run = ShowLookLog},
      {.words = "clock show", .summary = "Hoe laat het voor de suite is.", .persona = "operator", .run = ShowClock},
      {.words = "clock advance",
       .arguments = "TIJD",
       .summary = "Zet een gestuurde klok vooruit; alle termijnen onderweg lopen af.",
       .details = "TIJD is +3d, +2w, +6m, een dag (2026-12-31) of een tijd in UTC (2026-12-31T08:00:00Z).",
       .persona = "operator",
       .run = AdvanceClock},
  };
}

}  // namespace clientroute::suite
