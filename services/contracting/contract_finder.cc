#include "services/contracting/contract_finder.h"

#include <optional>
#include <utility>

#include "services/contracting/contracting_codec.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::contracting {

absl::StatusOr<Recorded<Contract>> FindContract(CatalogueStore& store, const std::string& name, std::string_view field,
                                                Instant known_at) {
  const auto code = CodeIn(name, kContracts);
  if (!code) return InvalidFields("REQUEST_INVALID", {{std::string(field), "must be contracts/ and a code"}});
  CLIENTROUTE_ASSIGN(auto found, store.FindContract(*code, known_at));
  if (!found) return Error(absl::StatusCode::kNotFound, "CONTRACT_NOT_FOUND", Cat("there is no ", name));
  return *std::move(found);
}

absl::Status MayRead(const CallContext& call, const Contract& contract) {
  AccessQuestion question;
  question.subject = AccessQuestion::Subject::kContract;
  question.provider = contract.provider.ToString();
  std::optional<DenialReason> denied = DenialReason::kMunicipality;
  for (const std::string& municipality : contract.municipalities) {
    question.municipality = municipality;
    denied = Denied(call.identity, call.purpose, question);
    if (!denied) return absl::OkStatus();
  }
  return Error(absl::StatusCode::kPermissionDenied, Cat("DENIED_BY_", ToString(*denied)), "this contract is not shown");
}

absl::Status MayReadCatalogue(const CallContext& call) {
  AccessQuestion question;
  question.subject = AccessQuestion::Subject::kContract;
  question.provider =
      Visible(call.identity, call.purpose, AccessQuestion::Subject::kContract).provider.value_or(std::string());
  const auto denied = Denied(call.identity, call.purpose, question);
  if (!denied) return absl::OkStatus();
  return Error(absl::StatusCode::kPermissionDenied, Cat("DENIED_BY_", ToString(*denied)), "the catalogue is not shown");
}

absl::StatusOr<ContractScope> ReadScope(const CallContext& call, const std::string& contract,
                                        const std::string& provider) {
  ContractScope scope;
  if (!contract.empty()) {
    const auto code = CodeIn(contract, kContracts);
    if (!code) return InvalidFields("REQUEST_INVALID", {{"contract", "must be contracts/ and a code"}});
    scope.contract = std::string(*code);
  }
  if (!provider.empty()) {
    if (!ProviderCode::Parse(provider)) {
      return InvalidFields("REQUEST_INVALID", {{"provider", "must be an AGB code of eight digits, or empty"}});
    }
    scope.provider = provider;
  }
  const Visibility visible = Visible(call.identity, call.purpose, AccessQuestion::Subject::kContract);
  scope.visible = visible.municipalities;
  scope.visible_provider = visible.provider;
  return scope;
}

}  // namespace clientroute::contracting
