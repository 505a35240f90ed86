#include "services/claims/peer_client.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "services/claims/names.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::claims {
namespace {

using allocation::v1::LookUpAllocationsRequest;
using allocation::v1::LookUpAllocationsResponse;
using clientroute::FromProto;
using clientroute::ToProto;
using contracting::v1::CheckContractsRequest;
using contracting::v1::CheckContractsResponse;
using contracting::v1::LookUpTariffsRequest;
using contracting::v1::LookUpTariffsResponse;
using AllocationStub = allocation::v1::Allocation::StubInterface;
using ContractingStub = contracting::v1::Contracting::StubInterface;

// What a peer takes in one call.
constexpr std::size_t kLookedUpAtATime = 1'000;
constexpr std::size_t kCheckedAtATime = 10'000;

using contracting::v1::ContractCheck;

absl::Status Invalid(std::string_view what) { return Error(absl::StatusCode::kInternal, "PEER_ANSWER_INVALID", what); }

// Runs `work` on one part of the set at a time.
template <typename Element, typename Work>
absl::Status InParts(const std::set<Element>& elements, std::size_t part_max, Work work) {
  const std::vector<Element> all(elements.begin(), elements.end());
  for (std::size_t from = 0; from < all.size(); from += part_max) {
    CLIENTROUTE_RETURN_IF_ERROR(work(std::span(all).subspan(from, std::min(part_max, all.size() - from))));
  }
  return absl::OkStatus();
}

absl::StatusOr<KnownAllocation> ReadAllocation(const allocation::v1::CareAllocation& in) {
  const auto id = IdIn(in.name(), kAllocations);
  const auto client = IdIn(in.client(), kClients);
  const auto period = FromProto(in.line().period());
  if (!id || !client || !period) return Invalid("an allocation without name, client or period");
  KnownAllocation out;
  out.id = *id;
  out.etag = in.etag();
  out.client = *client;
  out.product = FromProto(in.line().product());
  out.period = *period;
  if (in.line().has_volume()) {
    out.volume = FromProto(in.line().volume());
    if (!out.volume) return Invalid("an allocation with a volume that is none");
  }
  if (in.line().has_budget()) out.budget = FromProto(in.line().budget());
  out.contract = in.line().contract();
  out.change_reason = in.change_reason();
  out.withdrawn = in.state() == allocation::v1::CareAllocation::WITHDRAWN;
  for (const allocation::v1::Delivery& delivery : in.deliveries()) {
    const auto start = FromProto(delivery.start_date());
    if (delivery.removed() || !start) continue;
    KnownDelivery known{delivery.kind() != allocation::v1::Delivery::START, *start, std::nullopt};
    if (delivery.has_end_date()) known.end = FromProto(delivery.end_date());
    out.deliveries.push_back(known);
  }
  return out;
}

absl::StatusOr<KnownTariff> ReadTariff(const contracting::v1::TariffAnswer& in) {
  const auto unit = UnitOf(static_cast<int>(in.unit()));
  const auto recorded_at = FromProto(in.record_time());
  if (!unit || !recorded_at || in.contract().empty()) return Invalid("a tariff without unit, contract or version");
  return KnownTariff{in.contract(), FromProto(in.tariff()), *unit, *recorded_at};
}

// Whether the provider may not give the product here on the day, at whatever price. What may not run beside other care
// of a client says nothing here: one question stands for the lines of many clients.
bool IsAgainstContract(ContractCheck::Reason reason) {
  switch (reason) {
    case ContractCheck::REASON_UNSPECIFIED:
    case ContractCheck::NO_TARIFF:
    case ContractCheck::OTHER_UNIT:
    case ContractCheck::STACKING:
    case ContractCheck::LIMIT:
      return false;
    default:
      return true;
  }
}

}  // namespace

absl::StatusOr<Knowledge> PeerClient::Ask(const CallContext& call, const Claim& claim) const {
  Knowledge known;
  CLIENTROUTE_RETURN_IF_ERROR(AskAllocations(call, claim, &known));
  CLIENTROUTE_RETURN_IF_ERROR(AskTariffs(call, claim, &known));
  CLIENTROUTE_RETURN_IF_ERROR(AskProductList(call, claim, &known));
  return known;
}

absl::Status PeerClient::AskAllocations(const CallContext& call, const Claim& claim, Knowledge* known) const {
  std::set<std::int64_t> numbers;
  for (const ClaimLine& line : claim.lines) {
    if (line.allocation_number > 0) numbers.insert(line.allocation_number);
  }
  return InParts(numbers, kLookedUpAtATime, [&](std::span<const std::int64_t> part) -> absl::Status {
    LookUpAllocationsRequest request;
    request.set_municipality(claim.municipality.ToString());
    request.set_law(ToProto(claim.law));
    request.set_provider(claim.provider.ToString());
    for (const std::int64_t number : part) request.add_numbers(number);
    CLIENTROUTE_ASSIGN(const LookUpAllocationsResponse response,
                       (Call<AllocationStub, LookUpAllocationsRequest, LookUpAllocationsResponse>(
                           Onward("claims", call), &allocation_, &AllocationStub::LookUpAllocations, request)));
    for (const allocation::v1::CareAllocation& allocation : response.allocations()) {
      CLIENTROUTE_ASSIGN(KnownAllocation read, ReadAllocation(allocation));
      known->allocations.emplace(allocation.number(), std::move(read));
    }
    return absl::OkStatus();
  });
}

absl::Status PeerClient::AskTariffs(const CallContext& call, const Claim& claim, Knowledge* known) const {
  std::set<TariffKey> keys;
  for (const ClaimLine& line : claim.lines) {
    if (!line.credit && line.product.IsWellFormed()) keys.insert(TariffKeyOf(line));
  }
  return InParts(keys, kLookedUpAtATime, [&](std::span<const TariffKey> part) -> absl::Status {
    LookUpTariffsRequest request;
    for (std::size_t i = 0; i < part.size(); ++i) {
      contracting::v1::TariffQuestion& question = *request.add_questions();
      question.set_key(std::to_string(i));
      question.set_provider(claim.provider.ToString());
      *question.mutable_product() = ToProto(part[i].product);
      question.set_municipality(claim.municipality.ToString());
      *question.mutable_date() = ToProto(part[i].date);
      question.set_unit(static_cast<type::v1::Unit>(CodeOf(part[i].unit)));
    }
    CLIENTROUTE_ASSIGN(const LookUpTariffsResponse response,
                       (Call<ContractingStub, LookUpTariffsRequest, LookUpTariffsResponse>(
                           Onward("claims", call), &contracting_, &ContractingStub::LookUpTariffs, request)));
    if (static_cast<std::size_t>(response.answers_size()) != part.size()) return Invalid("not every tariff answered");
    for (std::size_t i = 0; i < part.size(); ++i) {
      const contracting::v1::TariffAnswer& answer = response.answers(static_cast<int>(i));
      if (answer.key() != std::to_string(i)) return Invalid("tariffs in another order");
      if (!answer.found()) continue;
      CLIENTROUTE_ASSIGN(KnownTariff tariff, ReadTariff(answer));
      known->tariffs.emplace(part[i], std::move(tariff));
    }
    return absl::OkStatus();
  });
}

// A product with a tariff is in the list.
absl::Status PeerClient::AskProductList(const CallContext& call, const Claim& claim, Knowledge* known) const {
  std::set<std::pair<Product, Date>> asked;
  for (const ClaimLine& line : claim.lines) {
    if (line.credit || known->tariffs.contains(TariffKeyOf(line))) continue;
    // A code that no catalogue can hold needs no question.
    (line.product.IsWellFormed() ? asked : known->misfits).emplace(line.product, line.period.start());
  }
  return InParts(asked, kCheckedAtATime, [&](std::span<const std::pair<Product, Date>> part) -> absl::Status {
    CheckContractsRequest request;
    request.set_municipality(claim.municipality.ToString());
    for (std::size_t i = 0; i < part.size(); ++i) {
      type::v1::CareLine* line = request.add_lines();
      line->set_line(Cat("product-", i));
      line->set_law(ToProto(claim.law));
      *line->mutable_product() = ToProto(part[i].first);
      *line->mutable_period() = ToProto(Period::From(part[i].second));
      line->set_provider(claim.provider.ToString());
    }
    CLIENTROUTE_ASSIGN(const CheckContractsResponse response,
                       (Call<ContractingStub, CheckContractsRequest, CheckContractsResponse>(
                           Onward("claims", call), &contracting_, &ContractingStub::CheckContracts, request)));
    if (static_cast<std::size_t>(response.checks_size()) != part.size()) return Invalid("not every product answered");
    for (std::size_t i = 0; i < part.size(); ++i) {
      const ContractCheck& check = response.checks(static_cast<int>(i));
      if (check.reason() == ContractCheck::UNKNOWN_PRODUCT) {
        known->misfits.insert(part[i]);
      } else if (IsAgainstContract(check.reason())) {
        known->uncontracted.emplace(part[i], check.explanation());
      }
    }
    return absl::OkStatus();
  });
}

}  // namespace clientroute::claims
