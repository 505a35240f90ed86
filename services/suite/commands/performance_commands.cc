#include <string>

#include "clientroute/contracting/v1/supplier_management.grpc.pb.h"
#include "clientroute/monitoring/v1/monitoring.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/name_lookup.h"
#include "services/suite/commands/performance_input.h"
#include "services/suite/commands/talk_input.h"
#include "services/suite/commands/word_choice.h"

namespace clientroute::suite {
namespace {

namespace contracting = clientroute::contracting::v1;
namespace monitoring = clientroute::monitoring::v1;
using Stub = contracting::SupplierManagement::Stub;
using Order = contracting::ListProviderPerformanceRequest::Order;

constexpr Choice<Order> kOrders[] = {
    {"aanbieder", "aanbieder", contracting::ListProviderPerformanceRequest::PROVIDER},
    {"hoogste", "hoogste", contracting::ListProviderPerformanceRequest::HIGHEST},
    {"laagste", "laagste", contracting::ListProviderPerformanceRequest::LOWEST},
};

void PrintScore(Output& out, const contracting::PerformanceScore& score) {
  if (out.json()) return out.Json(score);
  out.Line(out.Styled(Style::kBold, Cat("Aanbieder ", score.provider(), ": ", score.score(), " van 100 punten")));
  if (score.name().empty()) {
    out.Line("  score       niet vastgelegd");
  } else {
    out.Line(Cat("  score       ", score.name(), ", door ", DutchActor(score.recorded_by()), ", ",
                 DutchTime(score.record_time()), score.newest() ? "" : "; er is een nieuwere"));
  }
  out.Line(Cat("  contract    ", score.contract()));
  out.Line(Cat("  periode     ", DutchPeriod(score.period())));
  if (!score.note().empty()) out.Line(Cat("  opmerking   ", score.note()));
  for (const auto& part : score.parts()) {
    out.Line(Cat("  - ", part.explanation()));
    if (!part.note().empty()) out.Line(Cat("    ", part.note()));
  }
  out.Line(score.explanation());
}

// The contract and period that the command names.
template <typename Request>
absl::Status SetAsked(Invocation& call, Request& request) {
  request.set_contract(ResourceName("contracts", call.word(0)));
  CLIENTROUTE_ASSIGN(*request.mutable_period()->mutable_start_date(), ReadDay("from", call.arguments().Text("from")));
  CLIENTROUTE_ASSIGN(*request.mutable_period()->mutable_end_date(), ReadDay("until", call.arguments().Text("until")));
  return absl::OkStatus();
}

// What was typed, and what the figures say of the rest.
absl::StatusOr<std::vector<contracting::PerformanceValue>> AllValues(
    Invocation& call, const Session& session, const contracting::DraftPerformanceScoreRequest& request) {
  CLIENTROUTE_ASSIGN(std::vector<contracting::PerformanceValue> values, ReadValuesFlag(call.arguments()));
  if (call.arguments().Has("no-figures")) return values;
  CLIENTROUTE_ASSIGN(const auto draft, Ask(session, &Stub::DraftPerformanceScore, request));
  using Figures = monitoring::Monitoring::Stub;
  CLIENTROUTE_ASSIGN(const auto definitions,
                     Ask(session, &Figures::ListFigureDefinitions, monitoring::ListFigureDefinitionsRequest()));
  const auto ask = [&](const monitoring::ListFiguresRequest& figures) {
    return Ask(session, &Figures::ListFigures, figures);
  };
  CLIENTROUTE_ASSIGN(const auto found, ValuesOfFigures(draft, values, definitions, ask));
  values.insert(values.end(), found.begin(), found.end());
  return values;
}

absl::Status DraftScore(Invocation& call) {
  contracting::DraftPerformanceScoreRequest request;
  CLIENTROUTE_RETURN_IF_ERROR(SetAsked(call, request));
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(const auto values, AllValues(call, session, request));
  request.mutable_values()->Assign(values.begin(), values.end());
  CLIENTROUTE_ASSIGN(const auto score, Ask(session, &Stub::DraftPerformanceScore, request));
  PrintScore(call.out(), score);
  return absl::OkStatus();
}

absl::Status RecordScore(Invocation& call) {
  contracting::DraftPerformanceScoreRequest draft;
  CLIENTROUTE_RETURN_IF_ERROR(SetAsked(call, draft));
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(const auto values, AllValues(call, session, draft));
  contracting::RecordPerformanceScoreRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_contract(draft.contract());
  *request.mutable_period() = draft.period();
  request.mutable_values()->Assign(values.begin(), values.end());
  request.set_note(call.arguments().Text("note"));
  CLIENTROUTE_ASSIGN(const auto score, Ask(session, &Stub::RecordPerformanceScore, request));
  PrintScore(call.out(), score);
  return absl::OkStatus();
}

absl::Status ShowScore(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  contracting::GetPerformanceScoreRequest request;
  CLIENTROUTE_ASSIGN(*request.mutable_name(), PerformanceScoreName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(const auto score, Ask(session, &Stub::GetPerformanceScore, request));
  PrintScore(call.out(), score);
  return absl::OkStatus();
}

absl::Status ListScores(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  contracting::ListPerformanceScoresRequest request;
  if (const std::string contract = call.arguments().Text("contract"); !contract.empty()) {
    request.set_contract(ResourceName("contracts", contract));
  }
  request.set_provider(call.arguments().Text("provider"));
  request.set_newest(call.arguments().Has("newest"));
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListPerformanceScores, request, limit));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"SCORE", "PUNTEN", "PERIODE", "AANBIEDER", "CONTRACT", "VASTGELEGD", ""});
  for (const auto& score : answer.scores()) {
    table.Add({ShortId(score.name()), std::to_string(score.score()), DutchPeriod(score.period()), score.provider(),
               score.contract(), DutchTime(score.record_time()), score.newest() ? "laatste" : ""});
  }
  PrintRows(table, "Geen scores.", answer, call.out());
  return absl::OkStatus();
}

absl::Status ListProviders(Invocation& call) {
  contracting::ListProviderPerformanceRequest request;
  request.set_provider(call.arguments().Text("provider"));
  CLIENTROUTE_ASSIGN(const auto order, Choose<Order>(kOrders, "order", call.arguments().Text("order", "aanbieder")));
  request.set_order(order);
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListProviderPerformance, request, limit));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"AANBIEDER", "PUNTEN", "CONTRACTEN", "LAAGSTE", "HOE"});
  for (const auto& one : answer.providers()) {
    table.Add({one.provider(), std::to_string(one.score()), std::to_string(one.contracts()),
               std::to_string(one.lowest()), one.explanation()});
  }
  PrintRows(table, "Geen scores.", answer, call.out());
  return absl::OkStatus();
}

constexpr Flag kFrom = {"from", "DAG", "eerste dag van de periode: 2026-01-01"};
constexpr Flag kUntil = {"until", "DAG", "laatste dag, voor vandaag; cijfers tellen hele maanden"};
constexpr Flag kValues = {
    "values", "LIJST", "wat u zelf opgeeft, met een opmerking of zonder: 'visit=8=goed bezoek; lines_refused=5/100'"};
constexpr Flag kNoFigures = {"no-figures", "", "haal de cijfers niet zelf op"};

}  // namespace

std::vector<Command> PerformanceCommands() {
  return {
      {.words = "performance list",
       .summary = "De vastgelegde scores van aanbieders over hun contract, de laatste periode eerst.",
       .kind = CommandKind::kLists,
       .persona = "contract-manager",
       .flags = {{"contract", "CONTRACT", "alleen van dit contract"},
                 {"provider", "AGB", "alleen van deze aanbieder"},
                 {"newest", "", "alleen de laatste van elk contract"}},
       .run = ListScores},
      {.words = "performance providers",
       .summary = "Elke aanbieder met het gemiddelde van de laatste scores van zijn contracten.",
       .kind = CommandKind::kLists,
       .persona = "contract-manager",
       .flags = {{"provider", "AGB", "alleen deze aanbieder"}, {"order", "VOLGORDE", "aanbieder, hoogste of laagste"}},
       .run = ListProviders},
      {.words = "performance show",
       .arguments = "SCORE",
       .summary = "Een score met haar onderdelen: waarde, schaal, punten en gewicht.",
       .persona = "contract-manager",
       .run = ShowScore},
      {.words = "performance draft",
       .arguments = "CONTRACT",
       .summary = "De score over een periode die voorbij is, zonder iets vast te leggen.",
       .persona = "contract-manager",
       .flags = {kFrom, kUntil, kValues, kNoFigures},
       .run = DraftScore},
      {.words = "performance record",
       .arguments = "CONTRACT",
       .summary = "Leg de score over een periode vast; zij blijft zoals zij is, een latere komt ernaast.",
       .kind = CommandKind::kWrites,
       .persona = "contract-manager",
       .flags = {kFrom, kUntil, kValues, kNoFigures, {"note", "TEKST", "wat erbij gezegd moet worden"}},
       .run = RecordScore},
  };
}

}  // namespace clientroute::suite
