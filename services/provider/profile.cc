#include "services/provider/profile.h"

#include <algorithm>

namespace clientroute::provider {

const Offer* FindOffer(const Profile& profile, std::string_view standard, std::string_view category,
                       std::string_view code) {
  const auto found = std::find_if(profile.offers.begin(), profile.offers.end(), [&](const Offer& offer) {
    return offer.standard == standard && offer.category == category && (code.empty() || offer.code == code);
  });
  return found == profile.offers.end() ? nullptr : &*found;
}

const Tariff* TariffOn(const Offer& offer, Date day) {
  const auto found = std::find_if(offer.tariffs.begin(), offer.tariffs.end(),
                                  [&](const Tariff& tariff) { return tariff.from <= day && day <= tariff.until; });
  return found == offer.tariffs.end() ? nullptr : &*found;
}

}  // namespace clientroute::provider
