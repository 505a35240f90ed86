#include <optional>

#include "clientroute/claims/v1/claims.grpc.pb.h"
#include "clientroute/suite/v1/views.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/name_lookup.h"

namespace clientroute::suite {
namespace {

namespace claims = clientroute::claims::v1;
using Stub = claims::Claims::Stub;

/// A claim has at most so many lines.
constexpr std::int64_t kLinesMax = 100'000;

std::string_view DutchState(claims::Claim::State state) {
  switch (state) {
    case claims::Claim::JUDGED:
      return "beoordeeld";
    case claims::Claim::REFUSED:
      return "afgewezen";
    default:
      return "-";
  }
}

std::string_view DutchKind(claims::LedgerAccount::Kind kind) {
  switch (kind) {
    case claims::LedgerAccount::CARE_COSTS:
      return "zorgkosten";
    case claims::LedgerAccount::OWED:
      return "verschuldigd";
    case claims::LedgerAccount::PAYMENT_ORDERS:
      return "betaalopdrachten";
    default:
      return "-";
  }
}

type::v1::Money AmountOf(const claims::SignedAmount& amount) {
  type::v1::Money money;
  money.set_cents(amount.credit() ? -amount.cents() : amount.cents());
  return money;
}

absl::Status List(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  claims::ListClaimsRequest request;
  request.set_provider(call.arguments().Text("provider"));
  request.set_municipality(call.arguments().Text("in"));
  if (call.arguments().Has("month")) {
    std::optional<Date> day = Date::Parse(call.arguments().Text("month") + "-01");
    if (!day) return WrongUse("--month wil een maand als 2026-04");
    *request.mutable_month() = ToProto(*day);
  }
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListClaims, request, limit));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"DECLARATIE", "NUMMER", "AANBIEDER", "GEMEENTE", "PERIODE", "STAAT", "INGEDIEND", "TOEGEKEND",
                   "REGELS", "AFGEWEZEN"});
  for (const auto& claim : answer.claims()) {
    table.Add({ShortId(claim.name()), claim.claim_number(), claim.provider(), claim.municipality(),
               DutchPeriod(claim.period()), std::string(DutchState(claim.state())), DutchMoney(claim.submitted()),
               DutchMoney(claim.accepted()), std::to_string(claim.lines_accepted() + claim.lines_refused()),
               std::to_string(claim.lines_refused())});
  }
  PrintRows(table, "Geen declaraties.", answer, call.out());
  return absl::OkStatus();
}

void PrintVerdict(Output& out, std::string_view indent, const claims::ClassVerdict& verdict) {
  out.Line(
      out.Styled(Style::kBad, Cat(indent, verdict.return_code(), "  ", verdict.rule(), "  ", verdict.explanation())));
}

void PrintLine(Output& out, const claims::ClaimLine& line) {
  const auto& submitted = line.submitted();
  const bool accepted = line.state() == claims::ClaimLine::ACCEPTED;
  out.Line(Cat("  ", accepted ? out.Styled(Style::kGood, "toegekend") : out.Styled(Style::kBad, "afgewezen"), "  ",
               submitted.reference(),
               submitted.previous_reference().empty() ? "" : Cat(" (credit van ", submitted.previous_reference(), ")"),
               "  ", ProductName(submitted.product()), "  toewijzing ", submitted.allocation_number(), "  ",
               DutchPeriod(submitted.period()), "  ", submitted.volume().amount(), " ",
               DutchUnits(submitted.volume().amount(), submitted.volume().unit()), "  ",
               DutchMoney(AmountOf(submitted.amount()))));
  for (const auto& verdict : line.verdicts()) PrintVerdict(out, "             ", verdict);
  if (!line.explanation().empty()) out.Line(out.Styled(Style::kFaint, Cat("             ", line.explanation())));
}

absl::Status Show(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  claims::GetClaimRequest wanted;
  CLIENTROUTE_ASSIGN(*wanted.mutable_name(), ClaimName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(auto claim, Ask(session, &Stub::GetClaim, wanted));
  claims::ListClaimLinesRequest request;
  request.set_claim(claim.name());
  request.set_refused_only(!call.arguments().Has("all"));
  CLIENTROUTE_ASSIGN(auto lines, AskPages(session, &Stub::ListClaimLines, request, kLinesMax));
  Output& out = call.out();
  if (out.json()) {
    v1::ClaimView view;
    *view.mutable_claim() = claim;
    *view.mutable_lines() = lines.lines();
    out.Json(view);
    return absl::OkStatus();
  }
  out.Line(out.Styled(Style::kBold, Cat("Declaratie ", claim.claim_number(), ": ", DutchState(claim.state()))));
  out.Line(Cat("  declaratie  ", claim.name()));
  out.Line(Cat("  aanbieder   ", claim.provider(), ", gemeente ", claim.municipality(), ", ", DutchLaw(claim.law())));
  out.Line(Cat("  periode     ", DutchPeriod(claim.period()), ", gedagtekend ", DutchDate(claim.claim_date())));
  out.Line(Cat("  bericht     ", claim.message()));
  out.Line(Cat("  ingediend   ", DutchMoney(claim.submitted())));
  out.Line(Cat("  toegekend   ", DutchMoney(claim.accepted()), ", ", claim.lines_accepted(), " regel(s); ",
               claim.lines_refused(), " afgewezen"));
  for (const auto& verdict : claim.verdicts()) PrintVerdict(out, "  ", verdict);
  for (const auto& line : lines.lines()) PrintLine(out, line);
  return absl::OkStatus();
}

absl::Status PrintLedger(Output& out, const v1::LedgerView& view) {
  if (out.json()) {
    out.Json(view);
    return absl::OkStatus();
  }
  TextTable table({"BOEKING", "WANNEER", "REKENING", "GEMEENTE", "AANBIEDER", "CONTRACT", "DEBET", "CREDIT"});
  for (const auto& entry : view.entries()) {
    type::v1::Money amount = entry.amount();
    const bool debit = amount.cents() >= 0;
    if (!debit) amount.set_cents(-amount.cents());
    table.Add({entry.posting(), DutchTime(entry.create_time()), std::string(DutchKind(entry.account().kind())),
               entry.account().municipality(), entry.account().provider(), entry.account().contract(),
               debit ? DutchMoney(amount) : "", debit ? "" : DutchMoney(amount)});
  }
  if (table.empty()) {
    out.Line("Geen boekingen.");
  } else {
    table.Print(out);
  }
  const claims::LedgerBalance& balance = view.balance();
  for (const auto& sum : balance.sums()) out.Line(Cat("  ", DutchKind(sum.kind()), ": ", DutchMoney(sum.amount())));
  out.Line(Cat("  toegekend ", DutchMoney(balance.accepted()), ", betaalbaar gesteld ", DutchMoney(balance.paid())));
  const bool sound = balance.total().cents() == 0 && balance.accepted().cents() == balance.paid().cents();
  out.Line(sound ? out.Styled(Style::kGood, "Het grootboek is in evenwicht.")
                 : out.Styled(Style::kBad, "Het grootboek is NIET in evenwicht."));
  return absl::OkStatus();
}

absl::Status ListLedger(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  claims::ListLedgerEntriesRequest request;
  request.set_provider(call.arguments().Text("provider"));
  request.set_municipality(call.arguments().Text("in"));
  CLIENTROUTE_ASSIGN(*request.mutable_claim(), ClaimName(session, call.arguments().Text("claim")));
  CLIENTROUTE_ASSIGN(auto entries, AskPages(session, &Stub::ListLedgerEntries, request, limit));
  claims::GetLedgerBalanceRequest part;
  part.set_provider(request.provider());
  part.set_municipality(request.municipality());
  part.set_claim(request.claim());
  CLIENTROUTE_ASSIGN(auto balance, Ask(session, &Stub::GetLedgerBalance, part));
  v1::LedgerView view;
  *view.mutable_entries() = entries.entries();
  *view.mutable_balance() = balance;
  return PrintLedger(call.out(), view);
}

}  // namespace

std::vector<Command> ClaimsCommands() {
  const Flag provider = {"provider", "AGB", "alleen van deze aanbieder"};
  const Flag municipality = {"in", "CBS", "alleen aan deze gemeente"};
  return {
      {.words = "claim list",
       .summary = "De declaraties, nieuwste eerst.",
       .kind = CommandKind::kLists,
       .persona = "contract-manager",
       .flags = {provider, municipality, {"month", "MAAND", "alleen over deze maand: 2026-04"}},
       .run = List},
      {.words = "claim show",
       .arguments = "DECLARATIE",
       .summary = "Een declaratie, met van elke afgewezen regel de reden en de retourcode.",
       .persona = "back-office",
       .flags = {{"all", "", "ook de toegekende regels"}},
       .run = Show},
      {.words = "ledger list",
       .summary = "De boekingen van wat toegekend en betaalbaar gesteld is, en of het grootboek klopt.",
       .kind = CommandKind::kLists,
       .persona = "contract-manager",
       .flags = {provider, municipality, {"claim", "DECLARATIE", "alleen van deze declaratie"}},
       .run = ListLedger},
  };
}

}  // namespace clientroute::suite
