#include "clientroute/contracting/v1/contracting.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/commands/commands.h"

namespace clientroute::suite {
namespace {

namespace contracting = clientroute::contracting::v1;
using Stub = contracting::Contracting::Stub;

std::string Products(const contracting::Contract& contract) {
  std::string text;
  for (const auto& product : contract.products()) text += Cat(text.empty() ? "" : " ", ProductName(product));
  return text;
}

absl::Status ListContracts(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  contracting::ListContractsRequest request;
  request.set_provider(call.arguments().Text("provider"));
  request.set_municipality(call.arguments().Text("in"));
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListContracts, request, limit));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"CONTRACT", "AANBIEDER", "PERCEEL", "LOOPTIJD", "GEMEENTEN", "PRODUCTEN"});
  for (const auto& contract : answer.contracts()) {
    table.Add({contract.name(), contract.provider(), contract.lot(), DutchPeriod(contract.period()),
               std::to_string(contract.municipalities_size()), Products(contract)});
  }
  PrintRows(table, "Geen contracten.", answer, call.out());
  return absl::OkStatus();
}

absl::Status ListTariffs(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  contracting::ListTariffsRequest request;
  request.set_contract(ResourceName("contracts", call.word(0)));
  if (call.arguments().Has("known-at")) {
    std::optional<Instant> known = ParseIso(call.arguments().Text("known-at"));
    if (!known) return WrongUse("--known-at wil een tijd als 2026-03-02T08:00:00Z");
    *request.mutable_known_at() = ToProto(*known);
  }
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListTariffs, request, limit));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"PRODUCT", "TARIEF", "PER", "GELDT", "VASTGELEGD"});
  for (const auto& tariff : answer.tariffs()) {
    table.Add({ProductName(tariff.product()), DutchMoney(tariff.amount()), std::string(DutchUnit(tariff.unit())),
               DutchPeriod(tariff.period()), DutchTime(tariff.record_time())});
  }
  PrintRows(table, "Geen tarieven.", answer, call.out());
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> ContractingCommands() {
  return {
      {.words = "contract list",
       .summary = "De contracten van de regio.",
       .kind = CommandKind::kLists,
       .persona = "contract-manager",
       .flags = {{"provider", "AGB", "alleen van deze aanbieder"},
                 {"in", "CBS", "alleen die voor deze gemeente gelden"}},
       .run = ListContracts},
      {.words = "tariff list",
       .arguments = "CONTRACT",
       .summary = "De tarieven van een contract, zoals bekend op een moment.",
       .kind = CommandKind::kLists,
       .persona = "contract-manager",
       .flags = {{"known-at", "TIJD", "zoals toen bekend: 2026-03-02T08:00:00Z"}},
       .run = ListTariffs},
  };
}

}  // namespace clientroute::suite
