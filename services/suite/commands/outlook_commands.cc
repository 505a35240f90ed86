#include "services/suite/commands/outlook_commands.h"

#include <array>
#include <cstdio>
#include <string>

#include "clientroute/monitoring/v1/monitoring.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/commands/figure_period.h"
#include "services/suite/commands/word_choice.h"

namespace clientroute::suite {
namespace {

namespace monitoring = clientroute::monitoring::v1;
using Stub = monitoring::Monitoring::Stub;
using CostOrder = monitoring::ListClientCostsRequest::Order;
using PublishedOrder = monitoring::ListPublishedFiguresRequest::Order;

constexpr Choice<CostOrder> kCostOrders[] = {
    {"naam", "naam", monitoring::ListClientCostsRequest::NAMED},
    {"hoogste", "hoogste", monitoring::ListClientCostsRequest::HIGHEST},
    {"laagste", "laagste", monitoring::ListClientCostsRequest::LOWEST},
    {"hoogste-gemiddelde", "hoogste gemiddelde", monitoring::ListClientCostsRequest::HIGHEST_AVERAGE},
    {"laagste-gemiddelde", "laagste gemiddelde", monitoring::ListClientCostsRequest::LOWEST_AVERAGE},
    {"meeste-clienten", "meeste cliënten", monitoring::ListClientCostsRequest::MOST_CLIENTS},
    {"nieuwste", "nieuwste", monitoring::ListClientCostsRequest::NEWEST},
};
constexpr Choice<PublishedOrder> kPublishedOrders[] = {
    {"naam", "naam", monitoring::ListPublishedFiguresRequest::NAMED},
    {"hoogste", "hoogste", monitoring::ListPublishedFiguresRequest::HIGHEST},
    {"laagste", "laagste", monitoring::ListPublishedFiguresRequest::LOWEST},
    {"nieuwste", "nieuwste", monitoring::ListPublishedFiguresRequest::NEWEST},
    {"laatst-gepubliceerd", "laatst gepubliceerd", monitoring::ListPublishedFiguresRequest::LAST_PUBLISHED},
};

constexpr std::string_view kFew = "te weinig cliënten";

/// `12,3 %`, of ten-thousandths.
std::string Percent(std::int64_t share) {
  std::array<char, 32> text{};
  constexpr double kPartsAPercent = 100;
  std::snprintf(text.data(), text.size(), "%.1f %%", static_cast<double>(share) / kPartsAPercent);
  std::string percent(text.data());
  if (const std::size_t point = percent.find('.'); point != std::string::npos) percent[point] = ',';
  return percent;
}

template <typename Answer>
void WarnWhenRebuilding(const Answer& answer, Output& out) {
  if (answer.rebuilding())
    out.Line(out.Styled(Style::kWarning, "De cijfers worden opnieuw geteld en zijn nog niet volledig."));
}

template <typename Request>
void SetWhere(const Arguments& arguments, Request& request) {
  request.set_municipality(arguments.Text("in"));
  request.set_provider(arguments.Text("provider"));
}

template <typename Request>
void SetContract(const Arguments& arguments, Request& request) {
  if (std::string contract = arguments.Text("contract"); !contract.empty())
    request.set_contract(ResourceName("contracts", contract));
}

void PrintForecast(const monitoring::Forecast& forecast, Output& out) {
  TextTable table({"MAAND", "VERWACHT", "LAAG", "HOOG", ""});
  for (const auto& month : forecast.months()) {
    table.Add({MonthText(month.month()), DutchMoney(month.expected()), DutchMoney(month.low()),
               DutchMoney(month.high()), month.known() ? "toegekend" : "verwachting"});
  }
  if (table.empty()) {
    out.Line("Er is te weinig gedeclareerd om iets te verwachten.");
  } else {
    table.Add({"totaal", DutchMoney(forecast.expected()), DutchMoney(forecast.low()), DutchMoney(forecast.high()), ""});
    table.Print(out);
  }
  out.Line(forecast.method());
  if (forecast.has_ceiling()) {
    out.Line(Cat("Plafond: ", DutchMoney(forecast.ceiling()), ", naar verwachting ",
                 forecast.has_ceiling_date() ? Cat("bereikt op ", DutchDate(forecast.ceiling_date()))
                                             : std::string("niet bereikt dit jaar"),
                 forecast.has_ceiling_date_high() ? Cat(", op zijn vroegst ", DutchDate(forecast.ceiling_date_high()))
                                                  : std::string(),
                 "."));
  }
  WarnWhenRebuilding(forecast, out);
}

absl::Status Forecast(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(const Date today, Today(session));
  constexpr std::int64_t kYearLeast = 2000;
  constexpr std::int64_t kYearMost = 2100;
  CLIENTROUTE_ASSIGN(const std::int64_t year,
                     call.arguments().Number("year", static_cast<int>(today.ymd().year()), kYearLeast, kYearMost));
  monitoring::GetForecastRequest request;
  SetWhere(call.arguments(), request);
  SetContract(call.arguments(), request);
  request.set_year(static_cast<int>(year));
  CLIENTROUTE_ASSIGN(auto answer, Ask(session, &Stub::GetForecast, request));
  if (call.out().json()) {
    call.out().Json(answer);
  } else {
    PrintForecast(answer, call.out());
  }
  return absl::OkStatus();
}

void PrintConcentration(const monitoring::Concentration& concentration, Output& out) {
  if (concentration.held_back()) {
    out.Line(Cat("Niet te zeggen: ", kFew, "."));
    return;
  }
  out.Line(Cat(concentration.clients(), " cliënten, ", DutchMoney(concentration.accepted()), " toegekend."));
  TextTable table({"WIE", "CLIENTEN", "TOEGEKEND", "DEEL"});
  const auto add = [&](std::string who, const auto& of) {
    table.Add({std::move(who), std::to_string(of.clients()), DutchMoney(of.accepted()), Percent(of.share())});
  };
  for (const auto& dearest : concentration.dearest()) add(Cat("duurste ", dearest.percent(), " %"), dearest);
  for (const auto& law : concentration.laws()) add(std::string(DutchLaw(law.law())), law);
  if (concentration.has_several_laws()) add("meer dan een wet", concentration.several_laws());
  table.Print(out);
  WarnWhenRebuilding(concentration, out);
}

absl::Status Concentration(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  monitoring::GetConcentrationRequest request;
  SetWhere(call.arguments(), request);
  CLIENTROUTE_RETURN_IF_ERROR(SetPeriod(session, call.arguments(), request));
  CLIENTROUTE_ASSIGN(auto answer, Ask(session, &Stub::GetConcentration, request));
  if (call.out().json()) {
    call.out().Json(answer);
  } else {
    PrintConcentration(answer, call.out());
  }
  return absl::OkStatus();
}

absl::Status ClientCosts(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  monitoring::ListClientCostsRequest request;
  SetWhere(call.arguments(), request);
  SetContract(call.arguments(), request);
  request.set_product(call.arguments().Text("product"));
  request.set_segment(call.arguments().Text("segment"));
  CLIENTROUTE_RETURN_IF_ERROR(SetPeriod(session, call.arguments(), request));
  CLIENTROUTE_RETURN_IF_ERROR(ParseDivisions(call.arguments(), request));
  CLIENTROUTE_RETURN_IF_ERROR(SetOrder<CostOrder>(call.arguments(), kCostOrders, request));
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListClientCosts, request, limit));
  Output& out = call.out();
  if (out.json()) {
    out.Json(answer);
    return absl::OkStatus();
  }
  TextTable table(
      {"MAAND", "GEMEENTE", "AANBIEDER", "PRODUCT", "SEGMENT", "CONTRACT", "CLIENTEN", "TOEGEKEND", "GEMIDDELD"});
  for (const auto& row : answer.rows()) {
    const bool few = row.held_back();
    table.Add({MonthText(row.month()), row.municipality(), row.provider(), row.product(), row.segment(), row.contract(),
               few ? std::string(kFew) : std::to_string(row.clients()), few ? "" : DutchMoney(row.accepted()),
               few ? "" : DutchMoney(row.average())});
  }
  PrintRows(table, "Niets toegekend.", answer, out);
  WarnWhenRebuilding(answer, out);
  return absl::OkStatus();
}

absl::Status Targets(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  monitoring::ListTargetsRequest request;
  request.set_municipality(call.arguments().Text("in"));
  CLIENTROUTE_ASSIGN(auto answer, Ask(session, &Stub::ListTargets, request));
  Output& out = call.out();
  if (out.json()) {
    out.Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"DOEL", "CIJFER", "JAAR", "LIJN", "STAND"});
  for (const auto& target : answer.targets()) {
    for (const auto& year : target.years()) {
      table.Add({target.display_name(), target.figure(), std::to_string(year.year()),
                 year.has_line() ? std::to_string(year.line()) : "-",
                 year.has_value() ? std::to_string(year.value()) : "-"});
    }
  }
  PrintRows(table, "De regio heeft geen doelen gekozen.", answer, out);
  WarnWhenRebuilding(answer, out);
  return absl::OkStatus();
}

std::string RateText(const monitoring::RiskRate& rate) {
  if (rate.routes() == 0) return "-";
  return Cat(Percent(rate.rate()), " (", Percent(rate.low()), " tot ", Percent(rate.high()), ", ", rate.wrong(),
             " van ", rate.routes(), ")");
}

absl::Status Risks(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  monitoring::ListRiskFactorsRequest request;
  request.set_municipality(call.arguments().Text("in"));
  CLIENTROUTE_ASSIGN(auto answer, Ask(session, &Stub::ListRiskFactors, request));
  Output& out = call.out();
  if (out.json()) {
    out.Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"FACTOR", "LIEP MIS MET", "ZONDER", "SIGNAAL", "LOPEND"});
  for (const auto& factor : answer.factors()) {
    table.Add({factor.display_name(), RateText(factor.with()), RateText(factor.without()),
               std::string(DutchYesNo(factor.signal())), std::to_string(factor.running())});
  }
  table.Print(out);
  out.Line(answer.method());
  WarnWhenRebuilding(answer, out);
  return absl::OkStatus();
}

absl::Status Published(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  monitoring::ListPublishedFiguresRequest request;
  request.set_figure(call.word(0));
  SetWhere(call.arguments(), request);
  request.set_product(call.arguments().Text("product"));
  request.set_segment(call.arguments().Text("segment"));
  request.set_corrections(call.arguments().Has("corrections"));
  CLIENTROUTE_RETURN_IF_ERROR(SetPeriod(session, call.arguments(), request));
  CLIENTROUTE_RETURN_IF_ERROR(ParseDivisions(call.arguments(), request));
  CLIENTROUTE_RETURN_IF_ERROR(SetOrder<PublishedOrder>(call.arguments(), kPublishedOrders, request));
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListPublishedFigures, request, limit));
  Output& out = call.out();
  if (out.json()) {
    out.Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"MAAND", "GEMEENTE", "SEGMENT", "PRODUCT", "AANBIEDER", "WAARDE", "VERSIE", "GEPUBLICEERD"});
  for (const auto& row : answer.rows()) {
    table.Add({MonthText(row.month()), row.municipality(), row.segment(), row.product(), row.provider(),
               row.held_back() ? std::string(kFew) : std::to_string(row.value()), std::to_string(row.version()),
               DutchDay(row.publish_time())});
  }
  PrintRows(table, "Niets gepubliceerd.", answer, out);
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> OutlookCommands() {
  const Flag provider = {"provider", "AGB", "alleen van deze aanbieder"};
  const Flag municipality = {"in", "CBS", "alleen van deze gemeente"};
  const Flag contract = {"contract", "CONTRACT", "alleen onder dit contract"};
  const Flag product = {"product", "CODE", "alleen van dit product"};
  const Flag segment = {"segment", "PAD", "alleen van dit segment en wat eronder valt"};
  const Flag from = {"from", "DAG", "vanaf de maand van deze dag (standaard: dit jaar)"};
  const Flag until = {"until", "DAG", "tot en met de maand van deze dag"};
  return {
      {.words = "forecast",
       .summary = "Wat een jaar naar verwachting kost, per maand, en wanneer een contract zijn plafond bereikt.",
       .persona = "contract-manager",
       .flags = {municipality, provider, contract, {"year", "JAAR", "van dit jaar (standaard: dit jaar)"}},
       .run = Forecast},
      {.words = "concentration",
       .summary = "Welk deel van de kosten de duurste cliënten nemen, en wie zorg uit meer dan een wet heeft.",
       .persona = "contract-manager",
       .flags = {municipality, provider, from, until},
       .run = Concentration},
      {.words = "client-costs",
       .summary = "Wat per cliënt gemiddeld is toegekend.",
       .kind = CommandKind::kLists,
       .persona = "contract-manager",
       .flags = {municipality,
                 provider,
                 product,
                 segment,
                 contract,
                 from,
                 until,
                 {"by", "WAARNAAR", "uitgesplitst: maand,gemeente,aanbieder,product,segment,contract"},
                 {"order", "VOLGORDE",
                  "naam, hoogste, laagste, hoogste-gemiddelde, laagste-gemiddelde, meeste-clienten of nieuwste"}},
       .run = ClientCosts},
      {.words = "targets",
       .summary = "De doelen van de regio: de lijn erheen, en hoe het ermee staat.",
       .persona = "contract-manager",
       .flags = {municipality},
       .run = Targets},
      {.words = "risks",
       .summary = "Wat routes die misliepen vaker hadden dan andere; het waarschuwt en beslist niets.",
       .persona = "contract-manager",
       .flags = {municipality},
       .run = Risks},
      {.words = "published",
       .arguments = "CIJFER",
       .summary = "Wat van een cijfer is gepubliceerd; kleine aantallen worden niet verteld.",
       .kind = CommandKind::kLists,
       .persona = "contract-manager",
       .flags = {municipality,
                 provider,
                 product,
                 segment,
                 from,
                 until,
                 {"by", "WAARNAAR", "uitgesplitst: maand,gemeente,aanbieder,product,segment"},
                 {"order", "VOLGORDE", "naam, hoogste, laagste, nieuwste of laatst-gepubliceerd"},
                 {"corrections", "", "ook wat eerder is gepubliceerd en later verbeterd"}},
       .run = Published},
  };
}

}  // namespace clientroute::suite
