#ifndef CLIENTROUTE_SERVICES_CONTRACTING_CONTRACT_CHECK_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_CONTRACT_CHECK_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/contracting/catalogue.h"
#include "services/contracting/stacking.h"
#include "services/platform/values/care_line.h"

namespace clientroute::contracting {

/// Why a line is not contracted; the numbers are those of the wire.
enum class NotContracted : std::uint8_t {
  kUnknownProvider = 1,
  kUnknownProduct = 2,
  kNoContractForProduct = 3,
  kNotForMunicipality = 4,
  kNotOnDate = 5,
  kNoTariff = 6,
  kOtherUnit = 7,
  kStacking = 8,
  kLimit = 9,
};

/// A provider that is contracted for a line which names none.
struct ProviderOffer {
  ProviderCode provider;
  /// Code of the contract.
  std::string contract;
  /// As in ContractCheck.
  std::optional<Money> tariff;
};

/// The judgement on one line.
struct ContractCheck {
  std::string line;
  /// nullopt when it is contracted.
  std::optional<NotContracted> reason;
  /// Code of the contract that it is, or would be, contracted by; empty when none comes near.
  std::string contract;
  /// Per unit; nullopt where the contract has none for what is asked.
  std::optional<Money> tariff;
  std::optional<Unit> unit;
  /// In Dutch, for people; no identifying data.
  std::string explanation;
  /// Of a contracted line that names no provider: all who are contracted for it, by code. Which of them gives it, and
  /// so contract and tariff, is allocation's choice (ALL-1).
  std::vector<ProviderOffer> offers;
};

/// Judges whether a line is contracted with its provider, for the municipality, on its first day, and at what tariff
/// (CON-1, CON-2). The reasons are tried in this order, and the first that holds is the answer: the product is not in
/// the catalogue under the line's law on that day (also where its code belongs to another category: TR381), the
/// provider is unknown or takes no part, no contract covers the product, none of those is for the municipality, none of
/// those runs, no tariff, another unit than the line's volume has. A whole category needs a contract that covers the
/// category itself or one product of it, and no tariff; a line without product (a budget alone) any contract of the
/// provider. Of several contracts the one with a fitting tariff goes first, then the first by code. A line that names
/// no provider is contracted when it is so with at least one. Pure, thread-safe.
ContractCheck CheckLine(const CareLine& line, const std::string& municipality, const Catalogue& catalogue);

/// Judges lines of one client together: each by itself as above and, where it is contracted, beside what the client has
/// and the lines before it, for stacking first and then for limits (CON-6). Pure, thread-safe.
std::vector<ContractCheck> CheckTogether(const std::vector<CareLine>& lines, const std::vector<CareLine>& running,
                                         const std::string& municipality, const Catalogue& catalogue,
                                         const StackingMatrix& matrix);

/// The explanations of all lines as one text, a sentence each, in their order.
std::string Explain(const std::vector<ContractCheck>& checks);

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_CONTRACT_CHECK_H_
