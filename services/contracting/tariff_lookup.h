#ifndef CLIENTROUTE_SERVICES_CONTRACTING_TARIFF_LOOKUP_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_TARIFF_LOOKUP_H_

#include <optional>
#include <string>

#include "services/contracting/catalogue.h"

namespace clientroute::contracting {

/// What a tariff is asked for.
struct TariffQuestion {
  ProviderCode provider;
  Product product;
  /// CBS code.
  std::string municipality;
  /// The day of service.
  Date day;
  /// In which it is claimed; nullopt when it does not matter.
  std::optional<Unit> unit;
};

/// Whether what has a tariff per `contracted` may be claimed per `claimed`: the same, or minutes of an hour (TR341).
bool MayBeClaimedIn(Unit claimed, Unit contracted);

/// The tariff in force for a day of service (CLM-2, TR418): of the contracts of the provider that cover the product,
/// are for the municipality and run on the day, the first by code with a tariff that may be claimed in the unit; where
/// none may, the first with any tariff, so that the answer says which unit is the contract's. Null without one. Points
/// into the catalogue. Pure, thread-safe.
const KnownTariff* LookUpTariff(const TariffQuestion& question, const Catalogue& catalogue);

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_TARIFF_LOOKUP_H_
