#include <algorithm>
#include <iterator>

#include "clientroute/monitoring/v1/monitoring.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/cli/dutch_words.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/figure_period.h"
#include "services/suite/commands/outlook_commands.h"
#include "services/suite/commands/word_choice.h"

namespace clientroute::suite {
namespace {

namespace monitoring = clientroute::monitoring::v1;
using Stub = monitoring::Monitoring::Stub;
using Order = monitoring::ListFiguresRequest::Order;

constexpr Choice<Order> kOrders[] = {
    {"naam", "naam", monitoring::ListFiguresRequest::NAMED},
    {"hoogste", "hoogste", monitoring::ListFiguresRequest::HIGHEST},
    {"laagste", "laagste", monitoring::ListFiguresRequest::LOWEST},
    {"meeste", "meeste", monitoring::ListFiguresRequest::MOST},
    {"minste", "minste", monitoring::ListFiguresRequest::FEWEST},
    {"nieuwste", "nieuwste", monitoring::ListFiguresRequest::NEWEST},
    {"mediaan", "mediaan", monitoring::ListFiguresRequest::HIGHEST_MEDIAN},
    {"p90", "p90", monitoring::ListFiguresRequest::HIGHEST_NINETIETH},
};

std::string_view DutchUnit(monitoring::FigureDefinition::Unit unit) {
  switch (unit) {
    case monitoring::FigureDefinition::ROUTES:
      return "routes";
    case monitoring::FigureDefinition::DAYS:
      return "dagen";
    case monitoring::FigureDefinition::ALLOCATIONS:
      return "toewijzingen";
    case monitoring::FigureDefinition::CHANGES:
      return "wijzigingen";
    case monitoring::FigureDefinition::CENTS:
      return "eurocenten";
    case monitoring::FigureDefinition::BASIS_POINTS:
      return "tienduizendsten";
    case monitoring::FigureDefinition::DECISIONS:
      return "besluiten";
    case monitoring::FigureDefinition::STOPS:
      return "beëindigingen";
    case monitoring::FigureDefinition::LINES:
      return "regels";
    case monitoring::FigureDefinition::MESSAGES:
      return "berichten";
    case monitoring::FigureDefinition::TENTHS_OF_PERSONS:
      return "tienden van personen";
    default:
      return "-";
  }
}

absl::Status ListDefinitions(const Session& session, Output& out) {
  CLIENTROUTE_ASSIGN(auto answer,
                     Ask(session, &Stub::ListFigureDefinitions, monitoring::ListFigureDefinitionsRequest()));
  if (out.json()) {
    out.Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"CIJFER", "NAAM", "TELT", "WAT"});
  for (const auto& definition : answer.definitions()) {
    table.Add({definition.figure(), definition.display_name(), std::string(DutchUnit(definition.unit())),
               definition.description()});
  }
  table.Print(out);
  return absl::OkStatus();
}

absl::Status Figures(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  if (call.arguments().positional().empty()) return ListDefinitions(session, call.out());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  monitoring::ListFiguresRequest request;
  request.set_figure(call.word(0));
  request.set_municipality(call.arguments().Text("in"));
  request.set_provider(call.arguments().Text("provider"));
  request.set_product(call.arguments().Text("product"));
  request.set_segment(call.arguments().Text("segment"));
  if (std::string contract = call.arguments().Text("contract"); !contract.empty())
    request.set_contract(ResourceName("contracts", contract));
  CLIENTROUTE_RETURN_IF_ERROR(SetPeriod(session, call.arguments(), request));
  CLIENTROUTE_RETURN_IF_ERROR(ParseDivisions(call.arguments(), request));
  CLIENTROUTE_RETURN_IF_ERROR(SetOrder<Order>(call.arguments(), kOrders, request));
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListFigures, request, limit));
  Output& out = call.out();
  if (out.json()) {
    out.Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"MAAND", "GEMEENTE", "AANBIEDER", "PRODUCT", "SOORT", "SEGMENT", "CONTRACT", "WAARDE", "OVER",
                   "MEDIAAN", "P90"});
  for (const auto& row : answer.rows()) {
    const bool averaged = row.most() > 0;
    table.Add({MonthText(row.month()), row.municipality(), row.provider(), row.product(), row.kind(), row.segment(),
               row.contract(), std::to_string(row.value()), std::to_string(row.count()),
               averaged ? std::to_string(row.median()) : "", averaged ? std::to_string(row.ninetieth()) : ""});
  }
  PrintRows(table, "Niets geteld.", answer, out);
  if (answer.rebuilding())
    out.Line(out.Styled(Style::kWarning, "De cijfers worden opnieuw geteld en zijn nog niet volledig."));
  return absl::OkStatus();
}

std::vector<std::string> SpendCells(const monitoring::SpendRow& row) {
  std::string codes;
  for (const auto& refused : row.refused_by_code())
    codes += Cat(codes.empty() ? "" : " ", refused.return_code(), "x", refused.lines());
  return {MonthText(row.month()),
          row.contract(),
          row.municipality(),
          row.provider(),
          row.product(),
          DutchMoney(row.submitted()),
          DutchMoney(row.accepted()),
          DutchMoney(row.refused()),
          codes};
}

absl::Status Spend(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  monitoring::GetSpendRequest request;
  request.set_municipality(call.arguments().Text("in"));
  request.set_provider(call.arguments().Text("provider"));
  if (std::string contract = call.arguments().Text("contract"); !contract.empty())
    request.set_contract(ResourceName("contracts", contract));
  CLIENTROUTE_RETURN_IF_ERROR(SetPeriod(session, call.arguments(), request));
  constexpr std::int64_t kPageMax = 1'000;
  request.set_page_size(static_cast<int>(std::min(limit, kPageMax)));
  CLIENTROUTE_ASSIGN(auto answer, Ask(session, &Stub::GetSpend, request));
  Output& out = call.out();
  if (out.json()) {
    out.Json(answer);
    return absl::OkStatus();
  }
  TextTable table(
      {"MAAND", "CONTRACT", "GEMEENTE", "AANBIEDER", "PRODUCT", "INGEDIEND", "TOEGEKEND", "AFGEWEZEN", "CODES"});
  for (const auto& row : answer.rows()) table.Add(SpendCells(row));
  if (table.empty()) {
    out.Line("Niets gedeclareerd.");
    return absl::OkStatus();
  }
  std::vector<std::string> total = SpendCells(answer.total());
  total.front() = "totaal";
  table.Add(std::move(total));
  table.Print(out);
  if (answer.rebuilding())
    out.Line(out.Styled(Style::kWarning, "De cijfers worden opnieuw geteld en zijn nog niet volledig."));
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> FigureCommands() {
  const Flag provider = {"provider", "AGB", "alleen van deze aanbieder"};
  const Flag municipality = {"in", "CBS", "alleen van deze gemeente"};
  const Flag from = {"from", "DAG", "vanaf de maand van deze dag (standaard: dit jaar)"};
  const Flag until = {"until", "DAG", "tot en met de maand van deze dag"};
  std::vector<Command> commands = {
      {.words = "figures",
       .arguments = "[CIJFER]",
       .summary = "De cijfers van de regio; zonder naam welke er zijn.",
       .kind = CommandKind::kLists,
       .persona = "contract-manager",
       .flags = {municipality,
                 provider,
                 {"product", "CODE", "alleen van dit product"},
                 {"segment", "PAD", "alleen van dit segment en wat eronder valt"},
                 {"contract", "CONTRACT", "alleen onder dit contract"},
                 from,
                 until,
                 {"by", "WAARNAAR", "uitgesplitst: maand,gemeente,aanbieder,product,soort,segment,contract"},
                 {"order", "VOLGORDE", "naam, hoogste, laagste, meeste, minste, nieuwste, mediaan of p90"}},
       .run = Figures},
      {.words = "spend",
       .summary = "Wat gedeclareerd, toegekend en afgewezen is, per contract en gemeente.",
       .kind = CommandKind::kLists,
       .persona = "contract-manager",
       .flags = {municipality, provider, {"contract", "CONTRACT", "alleen onder dit contract"}, from, until},
       .run = Spend},
  };
  std::ranges::move(OutlookCommands(), std::back_inserter(commands));
  return commands;
}

}  // namespace clientroute::suite
