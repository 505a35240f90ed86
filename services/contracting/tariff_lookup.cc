#include "services/contracting/tariff_lookup.h"

namespace clientroute::contracting {

bool MayBeClaimedIn(Unit claimed, Unit contracted) {
  return claimed == contracted || (claimed == Unit::kMinute && contracted == Unit::kHour);
}

const KnownTariff* LookUpTariff(const TariffQuestion& question, const Catalogue& catalogue) {
  const KnownTariff* first = nullptr;
  for (const Contract& contract : catalogue.ContractsOf(question.provider)) {
    if (!contract.Covers(question.product) || !contract.municipalities.contains(question.municipality) ||
        !contract.period.Contains(question.day)) {
      continue;
    }
    const KnownTariff* tariff = catalogue.FindKnownTariff(contract.code, question.product, question.day);
    if (tariff == nullptr) continue;
    if (!question.unit || MayBeClaimedIn(*question.unit, tariff->row.unit)) return tariff;
    if (first == nullptr) first = tariff;
  }
  return first;
}

}  // namespace clientroute::contracting
