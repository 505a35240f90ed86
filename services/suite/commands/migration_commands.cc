#include <fstream>
#include <iterator>

#include "clientroute/orchestrator/v1/route_operations.grpc.pb.h"
#include "google/protobuf/text_format.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/name_lookup.h"

namespace clientroute::suite {
namespace {

namespace orchestrator = clientroute::orchestrator::v1;
using Stub = orchestrator::RouteOperations::Stub;

/// Histories of a page of routes are run while one waits.
constexpr std::chrono::minutes kPatience{5};
/// Routes in one call.
constexpr int kPage = 200;

template <typename Request, typename Response>
absl::StatusOr<Response> AskLong(const Session& session,
                                 grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                 const Request& request) {
  Caller caller = session.caller();
  caller.deadline = kPatience;
  Stub stub(session.channel());
  return Call(caller, &stub, method, request);
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return WrongUse(Cat("kan '", path, "' niet lezen"));
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

absl::StatusOr<std::string> ReadMapping(const Arguments& arguments) {
  const std::string path = arguments.Text("mapping");
  return path.empty() ? absl::StatusOr<std::string>(std::string()) : ReadFile(path);
}

void PrintDifference(const orchestrator::ReplayDifference& difference, Output& out) {
  out.Line(Cat("  ", out.Styled(Style::kWarning, ShortId(difference.route())), "  regel ", difference.sequence(), " ",
               difference.event(), ", ", difference.about()));
  out.Line(Cat("      was     ", difference.recorded()));
  out.Line(Cat("      zou     ", difference.replayed()));
  if (difference.recorded_state() != difference.replayed_state()) {
    out.Line(Cat("      staat   ", difference.recorded_state(), "; zou staan ", difference.replayed_state()));
  }
}

absl::Status Replay(Invocation& call) {
  const Arguments& arguments = call.arguments();
  CLIENTROUTE_ASSIGN(const std::int64_t version, arguments.Number("against", 0, 1, 1'000'000));
  if (version == 0) return WrongUse("tegen welke versie? Zeg het met --against");
  if (arguments.Has("route") == arguments.Has("all")) return WrongUse("welke? --route ROUTE of --all");
  CLIENTROUTE_ASSIGN(const std::string mapping, ReadMapping(arguments));
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  orchestrator::ReplayRoutesRequest request;
  request.set_against_version(static_cast<std::int32_t>(version));
  request.set_definition(arguments.Text("definition"));
  CLIENTROUTE_ASSIGN(*request.mutable_route(), RouteName(session, arguments.Text("route")));
  request.set_include_closed(arguments.Has("closed"));
  request.set_mapping(mapping);
  request.set_mapping_file(arguments.Text("mapping"));
  request.set_page_size(kPage);
  orchestrator::ReplayRoutesResponse all;
  do {
    CLIENTROUTE_ASSIGN(auto page, AskLong(session, &Stub::ReplayRoutes, request));
    request.set_page_token(page.next_page_token());
    page.set_replayed(page.replayed() + all.replayed());
    all.MergeFrom(page);
  } while (!request.page_token().empty());
  all.clear_next_page_token();
  Output& out = call.out();
  if (out.json()) {
    out.Json(all);
    return absl::OkStatus();
  }
  for (const auto& difference : all.differences()) PrintDifference(difference, out);
  out.Line(Cat(all.replayed(), all.replayed() == 1 ? " route" : " routes", " opnieuw gelopen tegen versie ", version,
               ": ", all.replayed() - all.differences_size(), " gelijk, ", all.differences_size(), " anders."));
  return absl::OkStatus();
}

/// What a mapping would do, of every route.
absl::StatusOr<orchestrator::CheckMigrationResponse> CheckAll(const Session& session,
                                                              orchestrator::CheckMigrationRequest request) {
  orchestrator::CheckMigrationResponse all;
  request.set_page_size(kPage);
  do {
    CLIENTROUTE_ASSIGN(auto page, AskLong(session, &Stub::CheckMigration, request));
    request.set_page_token(page.next_page_token());
    all.MergeFrom(page);
  } while (!request.page_token().empty());
  all.clear_next_page_token();
  return all;
}

std::string_view DutchVerdict(orchestrator::MigrationCheck::Verdict verdict) {
  switch (verdict) {
    case orchestrator::MigrationCheck::FITS:
      return "past";
    case orchestrator::MigrationCheck::DIFFERS:
      return "liep anders";
    case orchestrator::MigrationCheck::STRANDED:
      return "strandt";
    case orchestrator::MigrationCheck::PAUSED:
      return "staat stil";
    default:
      return "-";
  }
}

struct Verdicts {
  int fits = 0;
  int differs = 0;
  int stranded = 0;
  int paused = 0;
};

Verdicts CountOf(const orchestrator::CheckMigrationResponse& checked) {
  Verdicts counts;
  for (const auto& check : checked.routes()) {
    counts.fits += check.verdict() == orchestrator::MigrationCheck::FITS;
    counts.differs += check.verdict() == orchestrator::MigrationCheck::DIFFERS;
    counts.stranded += check.verdict() == orchestrator::MigrationCheck::STRANDED;
    counts.paused += check.verdict() == orchestrator::MigrationCheck::PAUSED;
  }
  return counts;
}

void PrintChecks(const orchestrator::CheckMigrationResponse& checked, Output& out) {
  for (const auto& check : checked.routes()) {
    if (check.verdict() == orchestrator::MigrationCheck::FITS) continue;
    const Style style = check.verdict() == orchestrator::MigrationCheck::STRANDED ? Style::kBad : Style::kWarning;
    out.Line(Cat("  ", out.Styled(style, ShortId(check.route())), "  ", check.from_state(), "  ",
                 DutchVerdict(check.verdict())));
    constexpr std::size_t kWidth = 100;
    for (const std::string& line : Wrapped(check.why(), kWidth)) out.Line(Cat("      ", line));
  }
  const Verdicts counts = CountOf(checked);
  out.Line(Cat(checked.definition(), " van versie ", checked.from_version(), " naar versie ", checked.to_version(),
               ": ", checked.routes_size(), checked.routes_size() == 1 ? " lopende route" : " lopende routes", "; ",
               counts.fits, " past, ", counts.differs, " liep anders, ", counts.stranded, " strandt, ", counts.paused,
               " staat stil."));
}

absl::Status Migrate(Invocation& call) {
  const Arguments& arguments = call.arguments();
  if (!arguments.Has("mapping")) return WrongUse("waarlangs? Zeg het met --mapping BESTAND");
  CLIENTROUTE_ASSIGN(const std::int64_t from, arguments.Number("from", 0, 1, 1'000'000));
  CLIENTROUTE_ASSIGN(const std::int64_t to, arguments.Number("to", 0, 1, 1'000'000));
  CLIENTROUTE_ASSIGN(const std::string mapping, ReadMapping(arguments));
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  orchestrator::CheckMigrationRequest check;
  check.set_mapping(mapping);
  check.set_mapping_file(arguments.Text("mapping"));
  CLIENTROUTE_ASSIGN(*check.mutable_route(), RouteName(session, arguments.Text("route")));
  CLIENTROUTE_ASSIGN(const orchestrator::CheckMigrationResponse checked, CheckAll(session, check));
  if ((from != 0 && from != checked.from_version()) || (to != 0 && to != checked.to_version())) {
    return WrongUse(Cat("de omzetting gaat van versie ", checked.from_version(), " naar versie ", checked.to_version(),
                        ", en u vraagt van ", from, " naar ", to));
  }
  Output& out = call.out();
  if (arguments.Has("check-only")) {
    if (out.json()) {
      out.Json(checked);
    } else {
      PrintChecks(checked, out);
    }
    return CountOf(checked).stranded == 0 ? absl::OkStatus()
                                          : Error(absl::StatusCode::kFailedPrecondition, "ROUTES_STRANDED",
                                                  Cat(CountOf(checked).stranded, " route(s) kunnen zo niet mee"));
  }
  if (!out.json()) PrintChecks(checked, out);
  const bool accept = arguments.Has("accept-differences");
  int moved = 0;
  int left = 0;
  for (const auto& one : checked.routes()) {
    const bool movable = one.verdict() == orchestrator::MigrationCheck::FITS ||
                         (accept && one.verdict() == orchestrator::MigrationCheck::DIFFERS);
    if (!movable) {
      ++left;
      continue;
    }
    orchestrator::MigrateRouteRequest request;
    request.set_request_id(session.NewRequestId());
    if (arguments.Has("request-id")) request.set_request_id(Cat(arguments.Text("request-id"), "/", one.route()));
    request.set_name(one.route());
    request.set_mapping(mapping);
    request.set_mapping_file(arguments.Text("mapping"));
    request.set_accept_differences(accept);
    const auto answer = AskLong(session, &Stub::MigrateRoute, request);
    if (answer.ok()) {
      moved += answer->moved();
      if (out.json()) out.Json(*answer);
      continue;
    }
    // One that went on meanwhile may not fit any more; what is wrong with the suite stops the rest.
    if (!absl::IsFailedPrecondition(answer.status())) return answer.status();
    ++left;
    if (!out.json()) out.Line(Cat("  ", ShortId(one.route()), "  ", std::string(answer.status().message())));
  }
  if (!out.json()) {
    out.Line(Cat(moved, moved == 1 ? " route" : " routes", " overgezet, ", left, " gebleven."));
    if (CountOf(checked).differs > 0 && !accept) out.Line("Wat anders gelopen was, gaat mee met --accept-differences.");
  }
  return absl::OkStatus();
}

absl::Status History(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  orchestrator::ExportRouteRequest request;
  CLIENTROUTE_ASSIGN(*request.mutable_name(), RouteName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(const auto history, AskLong(session, &Stub::ExportRoute, request));
  if (call.out().json()) {
    call.out().Json(history);
    return absl::OkStatus();
  }
  std::string text;
  google::protobuf::TextFormat::PrintToString(history, &text);
  call.out().stream() << text;
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> MigrationCommands() {
  return {
      {.words = "route replay",
       .summary = "Loop de geschiedenis van routes na tegen een andere versie: wat zou anders gaan. Verandert niets.",
       .details =
           "Van elke route die anders gelopen was, het eerste verschil: wat er gebeurde, wat zij deed en wat zij "
           "zou doen.",
       .persona = "operator",
       .flags = {{"against", "VERSIE", "tegen deze versie van hun definitie"},
                 {"route", "ROUTE", "alleen deze route"},
                 {"all", "", "alle lopende routes"},
                 {"closed", "", "bij --all ook die geëindigd zijn"},
                 {"definition", "NAAM", "bij --all alleen van deze definitie"},
                 {"mapping", "BESTAND", "namen die deze omzetting verandert, zijn geen verschil"}},
       .run = Replay},
      {.words = "route migrate",
       .summary = "Zet lopende routes over naar een andere versie van hun definitie, langs een omzetting.",
       .details =
           "Elke route wordt eerst op een kopie van haar geschiedenis gekeurd. Wat zou stranden, blijft; wat in de "
           "nieuwe versie anders gelopen was, gaat alleen mee met --accept-differences. Wie over is, blijft over: "
           "na een storing geeft u dezelfde opdracht nog eens.",
       .kind = CommandKind::kWrites,
       .persona = "operator",
       .flags = {{"mapping", "BESTAND", "de omzetting (RouteMapping, textproto)"},
                 {"from", "VERSIE", "van deze versie; moet die van de omzetting zijn"},
                 {"to", "VERSIE", "naar deze versie; moet die van de omzetting zijn"},
                 {"route", "ROUTE", "alleen deze route"},
                 {"check-only", "", "alleen keuren; verandert niets"},
                 {"accept-differences", "", "ook wat in de nieuwe versie anders gelopen was"}},
       .run = Migrate},
      {.words = "route history",
       .arguments = "ROUTE",
       .summary = "Het hele journaal van een route als tekst, om elders na te lopen.",
       .persona = "operator",
       .run = History},
  };
}

}  // namespace clientroute::suite
