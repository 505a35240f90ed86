#include <optional>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch_words.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/name_lookup.h"

namespace clientroute::suite {
namespace {

namespace access = clientroute::access::v1;
using Stub = access::Access::Stub;

/// `--outcome doelen-bereikt` as the value GOALS_REACHED of the enum.
absl::StatusOr<int> ParseValue(const Arguments& arguments, std::string_view flag,
                               const google::protobuf::EnumDescriptor& values) {
  return ParseWord(flag, arguments.Text(flag), values);
}

absl::StatusOr<Date> ParseDay(const Arguments& arguments, std::string_view flag) {
  std::optional<Date> day = Date::Parse(arguments.Text(flag));
  if (!day) return WrongUse(Cat("--", flag, " wil een dag als 2026-12-31"));
  return *day;
}

template <typename Request, typename Response>
absl::Status Record(Invocation& call, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    absl::Status (*fill)(const Arguments&, Request&), std::string_view done,
                    std::initializer_list<std::string_view> needed = {}) {
  Request request;
  for (std::string_view flag : needed) {
    if (!call.arguments().Has(flag)) return WrongUse(Cat("--", flag, " ontbreekt; zie --help"));
  }
  CLIENTROUTE_RETURN_IF_ERROR(fill(call.arguments(), request));
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(*request.mutable_route(), RouteName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(Response answer, Ask(session, method, request));
  if (call.out().json()) {
    call.out().Json(answer);
  } else {
    call.out().Line(done);
  }
  return absl::OkStatus();
}

/// `ouder=Moeder;school=De intern begeleider`.
absl::Status ParseParticipants(const Arguments& arguments, access::HoldConferenceRequest& request) {
  for (const std::string& word : arguments.List("participants", ';')) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos)
      return WrongUse(Cat("--participants: '", word, "' hoort een rol en een naam te zijn, zoals ouder=Moeder"));
    CLIENTROUTE_ASSIGN(int role,
                       ParseWord("participants", word.substr(0, equals), *access::Participant::Role_descriptor()));
    access::Participant* participant = request.add_participants();
    participant->set_role(static_cast<access::Participant::Role>(role));
    participant->set_name(word.substr(equals + 1));
  }
  return absl::OkStatus();
}

absl::Status HoldConference(Invocation& call) {
  return Record<access::HoldConferenceRequest, access::Conference>(
      call, &Stub::HoldConference,
      [](const Arguments& arguments, access::HoldConferenceRequest& request) -> absl::Status {
        CLIENTROUTE_ASSIGN(int outcome, ParseValue(arguments, "outcome", *access::Conference::Outcome_descriptor()));
        request.set_outcome(static_cast<access::Conference::Outcome>(outcome));
        request.set_notes(arguments.Text("notes"));
        return ParseParticipants(arguments, request);
      },
      "Het casusgesprek ligt vast.", {"outcome", "participants"});
}

absl::Status RecordExpertTeam(Invocation& call) {
  return Record<access::RecordExpertTeamOutcomeRequest, access::ExpertTeamOutcome>(
      call, &Stub::RecordExpertTeamOutcome,
      [](const Arguments& arguments, access::RecordExpertTeamOutcomeRequest& request) -> absl::Status {
        using Outcome = access::ExpertTeamOutcome;
        CLIENTROUTE_ASSIGN(int outcome, ParseValue(arguments, "outcome", *Outcome::Outcome_descriptor()));
        CLIENTROUTE_ASSIGN(int finding, ParseValue(arguments, "finding", *Outcome::Finding_descriptor()));
        request.set_outcome(static_cast<Outcome::Outcome>(outcome));
        request.set_finding(static_cast<Outcome::Finding>(finding));
        for (const std::string& member : arguments.List("members"))
          request.add_members(ResourceName("persons", member));
        request.set_notes(arguments.Text("notes"));
        return absl::OkStatus();
      },
      "De uitkomst van het expertteam ligt vast.", {"finding", "outcome", "members"});
}

absl::Status RecordEvaluation(Invocation& call) {
  return Record<access::RecordEvaluationRequest, access::Evaluation>(
      call, &Stub::RecordEvaluation,
      [](const Arguments& arguments, access::RecordEvaluationRequest& request) -> absl::Status {
        CLIENTROUTE_ASSIGN(int outcome, ParseValue(arguments, "outcome", *access::Evaluation::Outcome_descriptor()));
        request.set_outcome(static_cast<access::Evaluation::Outcome>(outcome));
        request.set_explanation(arguments.Text("explanation"));
        return absl::OkStatus();
      },
      "De evaluatie ligt vast.", {"outcome", "explanation"});
}

absl::Status RecordOutflow(Invocation& call) {
  return Record<access::RecordOutflowRequest, access::Outflow>(
      call, &Stub::RecordOutflow,
      [](const Arguments& arguments, access::RecordOutflowRequest& request) -> absl::Status {
        CLIENTROUTE_ASSIGN(int to, ParseValue(arguments, "to", *access::Outflow::Destination_descriptor()));
        request.set_destination(static_cast<access::Outflow::Destination>(to));
        request.set_obstacle(access::Outflow::NONE);
        if (arguments.Has("obstacle")) {
          CLIENTROUTE_ASSIGN(int obstacle, ParseValue(arguments, "obstacle", *access::Outflow::Obstacle_descriptor()));
          request.set_obstacle(static_cast<access::Outflow::Obstacle>(obstacle));
        }
        CLIENTROUTE_ASSIGN(Date end, ParseDay(arguments, "end"));
        *request.mutable_end_date() = ToProto(end);
        request.set_aftercare(arguments.Has("aftercare"));
        return absl::OkStatus();
      },
      "De uitstroom ligt vast.", {"to", "end"});
}

absl::Status RecordAftercare(Invocation& call) {
  return Record<access::RecordAftercareContactRequest, access::AftercareContact>(
      call, &Stub::RecordAftercareContact,
      [](const Arguments& arguments, access::RecordAftercareContactRequest& request) -> absl::Status {
        CLIENTROUTE_ASSIGN(int outcome,
                           ParseValue(arguments, "outcome", *access::AftercareContact::Outcome_descriptor()));
        request.set_outcome(static_cast<access::AftercareContact::Outcome>(outcome));
        CLIENTROUTE_ASSIGN(Date day, ParseDay(arguments, "on"));
        *request.mutable_date() = ToProto(day);
        request.set_notes(arguments.Text("notes"));
        return absl::OkStatus();
      },
      "Het contactmoment ligt vast.", {"outcome", "on"});
}

absl::Status AnswerRole(Invocation& call, const access::Case& file, std::string_view done) {
  if (call.out().json()) {
    call.out().Json(file);
  } else {
    call.out().Line(done);
  }
  return absl::OkStatus();
}

absl::Status AssignRole(Invocation& call) {
  CLIENTROUTE_ASSIGN(int role, ParseValue(call.arguments(), "role", *access::CaseRole_descriptor()));
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  access::AssignRoleRequest request;
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(*request.mutable_name(), CaseName(session, call.word(0)));
  request.set_role(static_cast<access::CaseRole>(role));
  if (std::string holder = call.arguments().Text("holder"); !holder.empty())
    request.set_holder(ResourceName("persons", holder));
  request.set_provider(call.arguments().Text("provider"));
  CLIENTROUTE_ASSIGN(auto file, Ask(session, &Stub::AssignRole, request));
  return AnswerRole(call, file, request.holder().empty() ? "De rol is beëindigd." : "De rol ligt vast.");
}

absl::Status RecordAbsence(Invocation& call) {
  const Arguments& arguments = call.arguments();
  access::RecordAbsenceRequest request;
  CLIENTROUTE_ASSIGN(int role, ParseValue(arguments, "role", *access::CaseRole_descriptor()));
  request.set_role(static_cast<access::CaseRole>(role));
  CLIENTROUTE_ASSIGN(Date first, ParseDay(arguments, "from"));
  *request.mutable_first_date() = ToProto(first);
  if (arguments.Has("until")) {
    CLIENTROUTE_ASSIGN(Date until, ParseDay(arguments, "until"));
    *request.mutable_expected_last_date() = ToProto(until);
  }
  if (std::string substitute = arguments.Text("substitute"); !substitute.empty())
    request.set_substitute(ResourceName("persons", substitute));
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(*request.mutable_name(), CaseName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(auto file, Ask(session, &Stub::RecordAbsence, request));
  return AnswerRole(call, file,
                    request.substitute().empty() ? "De afwezigheid ligt vast; er is geen vervanger."
                                                 : "De afwezigheid ligt vast; de vervanger kan bij de casus.");
}

absl::Status EndAbsence(Invocation& call) {
  access::EndAbsenceRequest request;
  CLIENTROUTE_ASSIGN(int role, ParseValue(call.arguments(), "role", *access::CaseRole_descriptor()));
  request.set_role(static_cast<access::CaseRole>(role));
  CLIENTROUTE_ASSIGN(Date last, ParseDay(call.arguments(), "last"));
  *request.mutable_last_date() = ToProto(last);
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(*request.mutable_name(), CaseName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(auto file, Ask(session, &Stub::EndAbsence, request));
  return AnswerRole(call, file, "De afwezigheid is voorbij; wie verving, heeft de casus niet meer.");
}

Command Recording(std::string_view words, std::string_view argument, std::string_view summary, std::vector<Flag> flags,
                  absl::Status (*run)(Invocation&)) {
  return {.words = words,
          .arguments = argument,
          .summary = summary,
          .kind = CommandKind::kWrites,
          .persona = "access-professional",
          .flags = std::move(flags),
          .run = run};
}

}  // namespace

std::vector<Command> CaseWorkCommands() {
  const Flag notes = {"notes", "TEKST", "wat er besproken is"};
  return {
      Recording("conference record", "ROUTE", "Leg een casusgesprek vast, met deelnemers en uitkomst.",
                {{"outcome", "UITKOMST", "multi-bevestigd, mono-volstaat of escaleren"},
                 {"participants", "WIE", "rol en naam: \"ouder=Moeder;school=De intern begeleider\""},
                 notes},
                HoldConference),
      Recording("expert-team record", "ROUTE", "Leg vast wat het expertteam besloot.",
                {{"finding", "WAT", "wat ontbrak: geen-plek of geen-aanbod"},
                 {"outcome", "UITKOMST", "aanbod-ingezet, aanbod-gemaakt of andere-tafel"},
                 {"members", "PERSONEN", "de deskundigen: a,b"},
                 notes},
                RecordExpertTeam),
      Recording("evaluation record", "ROUTE", "Leg een evaluatie van het plan vast.",
                {{"outcome", "UITKOMST", "blijft-zo, lichter, zwaarder of doelen-bereikt"},
                 {"explanation", "TEKST", "waarom"}},
                RecordEvaluation),
      Recording(
          "outflow record", "ROUTE", "Leg vast waarheen een cliënt uit zorg gaat.",
          {{"to", "WAARHEEN", "thuis, eigen-netwerk, algemene-voorzieningen, onderwijs, wmo, wlz of zvw"},
           {"obstacle", "WAT",
            "wat het ophoudt: geen (standaard), woning, uitstroomplek, inkomen, dagbesteding, vervolgzorg of anders"},
           {"end", "DAG", "de laatste dag van de zorg"},
           {"aftercare", "", "er volgt nazorg op het doorlopende besluit"}},
          RecordOutflow),
      Recording("aftercare record", "ROUTE", "Leg een contactmoment van de nazorg vast.",
                {{"outcome", "UITKOMST", "gaat-goed, opnieuw-starten of klaar"},
                 {"on", "DAG", "de dag van het contact"},
                 notes},
                RecordAftercare),
      Recording("role assign", "CASUS", "Geef iemand een rol in een casus; er is één casusregisseur tegelijk.",
                {{"role", "ROL", "casusregisseur, zorgcoordinator, …; een verkeerde noemt ze alle"},
                 {"holder", "PERSOON", "wie; zonder eindigt de rol"},
                 {"provider", "AGB", "de aanbieder voor wie hij werkt"}},
                AssignRole),
      Recording("absence record", "CASUS", "Leg vast dat wie een rol heeft afwezig is, en wie vervangt.",
                {{"role", "ROL", "de rol: casusregisseur, casemanager, …"},
                 {"from", "DAG", "de eerste dag"},
                 {"until", "DAG", "de laatste dag, als die te verwachten is"},
                 {"substitute", "PERSOON", "wie vervangt; zonder vervangt niemand"}},
                RecordAbsence),
      Recording("absence end", "CASUS", "Leg vast dat wie een rol heeft er weer is.",
                {{"role", "ROL", "de rol"}, {"last", "DAG", "de laatste dag van de afwezigheid"}}, EndAbsence),
  };
}

}  // namespace clientroute::suite
