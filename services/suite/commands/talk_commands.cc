#include <string>

#include "clientroute/contracting/v1/supplier_management.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/name_lookup.h"
#include "services/suite/commands/talk_input.h"
#include "services/suite/commands/word_choice.h"

namespace clientroute::suite {
namespace {

namespace contracting = clientroute::contracting::v1;
using Stub = contracting::SupplierManagement::Stub;
using AgreementState = contracting::Agreement::State;
using TalkState = contracting::Talk::State;

constexpr Choice<TalkState> kTalkStates[] = {
    {"gepland", "gepland", contracting::Talk::PLANNED},
    {"gevoerd", "gevoerd", contracting::Talk::HELD},
    {"afgezegd", "afgezegd", contracting::Talk::CANCELLED},
};
constexpr Choice<AgreementState> kAgreementStates[] = {
    {"open", "open", contracting::Agreement::OPEN},
    {"gedaan", "gedaan", contracting::Agreement::DONE},
    {"vervallen", "vervallen", contracting::Agreement::DROPPED},
};
constexpr Choice<AgreementState> kOutcomes[] = {
    {"gedaan", "gedaan", contracting::Agreement::DONE},
    {"vervallen", "vervallen", contracting::Agreement::DROPPED},
};

std::string DutchState(const contracting::Talk& talk) {
  return Cat(DutchOf<TalkState>(kTalkStates, talk.state()), talk.overdue() ? ", dag voorbij" : "");
}

std::string DutchState(const contracting::Agreement& agreement) {
  return agreement.overdue() ? "te laat" : std::string(DutchOf<AgreementState>(kAgreementStates, agreement.state()));
}

void PrintTalk(Output& out, const contracting::Talk& talk) {
  if (out.json()) return out.Json(talk);
  out.Line(out.Styled(Style::kBold, Cat("Gesprek met aanbieder ", talk.provider(), " op ", DutchDate(talk.date()))));
  out.Line(Cat("  gesprek     ", talk.name()));
  out.Line(Cat("  versie      ", talk.etag()));
  out.Line(Cat("  contract    ", talk.contract()));
  out.Line(Cat("  staat       ", DutchState(talk), ", door ", DutchActor(talk.changed_by()), ", ",
               DutchTime(talk.change_time())));
  if (!talk.cancel_reason().empty()) out.Line(Cat("  waarom      ", talk.cancel_reason()));
  for (const auto& participant : talk.participants()) {
    out.Line(Cat("  met         ", participant.function(), " (", DutchParty(participant.party()), ")"));
  }
  for (int i = 0; i < talk.agenda_size(); ++i) {
    const auto& item = talk.agenda(i);
    out.Line(Cat("  ", i + 1, ". ", item.subject(), item.figure().empty() ? "" : Cat(" [", item.figure(), "]"),
                 item.agreement().empty() ? "" : Cat(" (afspraak ", ShortId(item.agreement()), ")")));
    if (!item.report().empty()) out.Line(Cat("     ", item.report()));
  }
  for (const auto& agreement : talk.agreements()) {
    out.Line(Cat("  afspraak    ", ShortId(agreement.name()), " ", agreement.what(), ": ",
                 DutchParty(agreement.party()), ", uiterlijk ", DutchDate(agreement.due_date()), ", ",
                 DutchState(agreement)));
  }
}

absl::Status ListTalks(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  contracting::ListTalksRequest request;
  if (const std::string contract = call.arguments().Text("contract"); !contract.empty()) {
    request.set_contract(ResourceName("contracts", contract));
  }
  request.set_provider(call.arguments().Text("provider"));
  request.set_overdue(call.arguments().Has("overdue"));
  if (call.arguments().Has("state")) {
    CLIENTROUTE_ASSIGN(const auto state, Choose<TalkState>(kTalkStates, "state", call.arguments().Text("state")));
    request.set_state(state);
  }
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListTalks, request, limit));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"GESPREK", "DAG", "CONTRACT", "AANBIEDER", "STAAT", "PUNTEN", "AFSPRAKEN"});
  for (const auto& talk : answer.talks()) {
    table.Add({ShortId(talk.name()), DutchDate(talk.date()), talk.contract(), talk.provider(), DutchState(talk),
               std::to_string(talk.agenda_size()), std::to_string(talk.agreements_size())});
  }
  PrintRows(table, "Geen gesprekken.", answer, call.out());
  return absl::OkStatus();
}

absl::StatusOr<contracting::Talk> GetTalk(const Session& session, const std::string& word) {
  contracting::GetTalkRequest request;
  CLIENTROUTE_ASSIGN(*request.mutable_name(), TalkName(session, word));
  return Ask(session, &Stub::GetTalk, request);
}

absl::Status ShowTalk(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(const contracting::Talk talk, GetTalk(session, call.word(0)));
  PrintTalk(call.out(), talk);
  return absl::OkStatus();
}

absl::Status PlanTalk(Invocation& call) {
  contracting::PlanTalkRequest request;
  CLIENTROUTE_ASSIGN(*request.mutable_date(), ReadDay("on", call.arguments().Text("on")));
  const auto agenda = ReadAgendaFlag(call.arguments());
  request.mutable_agenda()->Assign(agenda.begin(), agenda.end());
  CLIENTROUTE_ASSIGN(const auto participants, ReadParticipantsFlag(call.arguments()));
  request.mutable_participants()->Assign(participants.begin(), participants.end());
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  request.set_request_id(session.NewRequestId());
  request.set_contract(ResourceName("contracts", call.word(0)));
  CLIENTROUTE_ASSIGN(const auto talk, Ask(session, &Stub::PlanTalk, request));
  PrintTalk(call.out(), talk);
  return absl::OkStatus();
}

absl::Status ChangeTalk(Invocation& call) {
  const Arguments& arguments = call.arguments();
  if (!arguments.Has("on") && !arguments.Has("agenda") && !arguments.Has("with")) {
    return WrongUse("zeg wat er verandert: --on, --agenda of --with; de rest blijft zoals het is");
  }
  contracting::ChangeTalkRequest request;
  if (arguments.Has("on")) {
    CLIENTROUTE_ASSIGN(*request.mutable_date(), ReadDay("on", arguments.Text("on")));
  }
  const auto agenda = ReadAgendaFlag(arguments);
  CLIENTROUTE_ASSIGN(const auto participants, ReadParticipantsFlag(arguments));
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(const contracting::Talk talk, GetTalk(session, call.word(0)));
  request.set_name(talk.name());
  request.set_etag(arguments.Text("seen", talk.etag()));
  if (!arguments.Has("on")) *request.mutable_date() = talk.date();
  *request.mutable_participants() = talk.participants();
  if (arguments.Has("with")) request.mutable_participants()->Assign(participants.begin(), participants.end());
  *request.mutable_agenda() = PlannedAgenda(talk);
  if (arguments.Has("agenda")) request.mutable_agenda()->Assign(agenda.begin(), agenda.end());
  CLIENTROUTE_ASSIGN(const auto changed, Ask(session, &Stub::ChangeTalk, request));
  PrintTalk(call.out(), changed);
  return absl::OkStatus();
}

absl::Status HoldTalk(Invocation& call) {
  contracting::HoldTalkRequest request;
  if (call.arguments().Has("on")) {
    CLIENTROUTE_ASSIGN(*request.mutable_date(), ReadDay("on", call.arguments().Text("on")));
  }
  CLIENTROUTE_ASSIGN(const auto agreements, ReadAgreementsFlag(call.arguments()));
  request.mutable_agreements()->Assign(agreements.begin(), agreements.end());
  CLIENTROUTE_ASSIGN(const auto participants, ReadParticipantsFlag(call.arguments()));
  request.mutable_participants()->Assign(participants.begin(), participants.end());
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(const contracting::Talk talk, GetTalk(session, call.word(0)));
  CLIENTROUTE_ASSIGN(const auto reports, ReadReportFlags(call.arguments(), talk));
  request.mutable_reports()->Assign(reports.begin(), reports.end());
  request.set_name(talk.name());
  request.set_etag(call.arguments().Text("seen", talk.etag()));
  CLIENTROUTE_ASSIGN(const auto held, Ask(session, &Stub::HoldTalk, request));
  PrintTalk(call.out(), held);
  return absl::OkStatus();
}

absl::Status CancelTalk(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  contracting::CancelTalkRequest request;
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(*request.mutable_name(), TalkName(session, call.word(0)));
  request.set_reason(call.arguments().Text("reason"));
  CLIENTROUTE_ASSIGN(const auto talk, Ask(session, &Stub::CancelTalk, request));
  PrintTalk(call.out(), talk);
  return absl::OkStatus();
}

absl::Status ListAgreements(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  contracting::ListAgreementsRequest request;
  if (const std::string contract = call.arguments().Text("contract"); !contract.empty()) {
    request.set_contract(ResourceName("contracts", contract));
  }
  request.set_provider(call.arguments().Text("provider"));
  request.set_overdue(call.arguments().Has("overdue"));
  if (call.arguments().Has("state")) {
    CLIENTROUTE_ASSIGN(const auto state,
                       Choose<AgreementState>(kAgreementStates, "state", call.arguments().Text("state")));
    request.set_state(state);
  }
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListAgreements, request, limit));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"AFSPRAAK", "UITERLIJK", "STAAT", "WIE", "CONTRACT", "WAT"});
  for (const auto& agreement : answer.agreements()) {
    table.Add({ShortId(agreement.name()), DutchDate(agreement.due_date()), DutchState(agreement),
               std::string(DutchParty(agreement.party())), agreement.contract(), agreement.what()});
  }
  PrintRows(table, "Geen afspraken.", answer, call.out());
  return absl::OkStatus();
}

absl::Status SettleAgreement(Invocation& call) {
  contracting::SettleAgreementRequest request;
  CLIENTROUTE_ASSIGN(const auto outcome,
                     Choose<AgreementState>(kOutcomes, "outcome", call.arguments().Text("outcome")));
  request.set_outcome(outcome);
  request.set_note(call.arguments().Text("note"));
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(*request.mutable_name(), AgreementName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(const auto agreement, Ask(session, &Stub::SettleAgreement, request));
  if (call.out().json()) {
    call.out().Json(agreement);
  } else {
    call.out().Line(Cat("Afspraak ", ShortId(agreement.name()), " is ", DutchState(agreement), "."));
  }
  return absl::OkStatus();
}

constexpr Flag kContract = {"contract", "CONTRACT", "alleen van dit contract"};
constexpr Flag kProvider = {"provider", "AGB", "alleen van deze aanbieder"};
constexpr Flag kSeen = {"seen", "VERSIE",
                        "die talk show toonde: is het gesprek intussen veranderd, dan gebeurt er niets"};
constexpr Flag kWith = {"with", "LIJST", "wie meedoen, naar functie: aanbieder:directeur,regio:contractmanager"};

}  // namespace

std::vector<Command> TalkCommands() {
  return {
      {.words = "talk list",
       .summary = "De gesprekken met aanbieders over hun contract, de laatste dag eerst.",
       .kind = CommandKind::kLists,
       .persona = "contract-manager",
       .flags = {kContract,
                 kProvider,
                 {"state", "STAAT", "gepland, gevoerd of afgezegd"},
                 {"overdue", "", "alleen wat gepland staat op een dag die voorbij is"}},
       .run = ListTalks},
      {.words = "talk show",
       .arguments = "GESPREK",
       .summary = "Een gesprek met agenda, verslag en afspraken.",
       .persona = "contract-manager",
       .run = ShowTalk},
      {.words = "talk plan",
       .arguments = "CONTRACT",
       .summary = "Plan een gesprek; openstaande afspraken komen vanzelf op de agenda van het eerstvolgende.",
       .kind = CommandKind::kWrites,
       .persona = "contract-manager",
       .flags = {{"on", "DAG", "2026-12-01"},
                 {"agenda", "LIJST",
                  "punten, met het cijfer waar het om gaat: 'Wachttijd=waiting_time; Nieuwe locatie'"},
                 kWith},
       .run = PlanTalk},
      {.words = "talk change",
       .arguments = "GESPREK",
       .summary = "Wijzig dag, agenda of deelnemers van een gepland gesprek; wat u niet noemt, blijft zoals het is.",
       .kind = CommandKind::kWrites,
       .persona = "contract-manager",
       .flags = {{"on", "DAG", "vandaag of later"},
                 {"agenda", "LIJST", "de hele agenda opnieuw; openstaande afspraken komen er vanzelf op"},
                 kWith,
                 kSeen},
       .run = ChangeTalk},
      {.words = "talk hold",
       .arguments = "GESPREK",
       .summary = "Leg vast wat er in een gesprek is gezegd en afgesproken; daarna verandert er niets meer aan.",
       .kind = CommandKind::kWrites,
       .persona = "contract-manager",
       .flags = {{"reports", "LIJST", "per punt van de agenda, in die volgorde, wat er is gezegd, met ';' ertussen"},
                 {"done", "PUNTEN", "punten waarvan de afspraak is gedaan: 2,3"},
                 {"dropped", "PUNTEN", "punten waarvan de afspraak vervalt"},
                 {"agreements", "LIJST", "afspraken: 'aanbieder 2026-12-01 Twee plekken erbij; regio …'"},
                 {"on", "DAG", "wanneer het was (standaard: vandaag)"},
                 kWith,
                 kSeen},
       .run = HoldTalk},
      {.words = "talk cancel",
       .arguments = "GESPREK",
       .summary = "Zeg een gepland gesprek af.",
       .kind = CommandKind::kWrites,
       .persona = "contract-manager",
       .flags = {{"reason", "TEKST", "waarom"}},
       .run = CancelTalk},
      {.words = "agreement list",
       .summary = "Wat er met aanbieders is afgesproken, naar de dag waarop het klaar moet zijn.",
       .kind = CommandKind::kLists,
       .persona = "contract-manager",
       .flags = {kContract,
                 kProvider,
                 {"state", "STAAT", "open, gedaan of vervallen"},
                 {"overdue", "", "alleen wat te laat is"}},
       .run = ListAgreements},
      {.words = "agreement settle",
       .arguments = "AFSPRAAK",
       .summary = "Doe een afspraak af buiten een gesprek om.",
       .kind = CommandKind::kWrites,
       .persona = "contract-manager",
       .flags = {{"outcome", "UITKOMST", "gedaan of vervallen"}, {"note", "TEKST", "hoe, of waarom niet meer"}},
       .run = SettleAgreement},
  };
}

}  // namespace clientroute::suite
