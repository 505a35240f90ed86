#include "services/suite/serve/provider_profiles.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/arguments.h"

namespace clientroute::suite {
namespace {

/// A code of WJ756 in two positions.
std::string UnitCode(type::v1::Unit unit) {
  const std::string code = std::to_string(static_cast<int>(unit));
  return code.size() < 2 ? "0" + code : code;
}

provider::Offer OfferOf(const contracting::v1::Contract& contract, const type::v1::Product& product,
                        const region::v1::Catalogue& catalogue) {
  provider::Offer offer;
  offer.category = product.category();
  offer.code = product.code();
  offer.municipalities = {contract.municipalities().begin(), contract.municipalities().end()};
  for (const auto& known : catalogue.products()) {
    if (known.product().code() != product.code() || known.product().category() != product.category()) continue;
    offer.standard = known.law() == type::v1::WMO ? provider::kSocial : provider::kYouth;
  }
  for (const auto& tariff : catalogue.tariffs()) {
    if (tariff.contract() != contract.name() || tariff.product().code() != product.code()) continue;
    const Date from = FromProto(tariff.period().start_date()).value_or(Date());
    const Date far = *Date::Of(9999, 12, 31);
    const Date until = tariff.period().has_end_date() ? FromProto(tariff.period().end_date()).value_or(far) : far;
    offer.tariffs.push_back({from, until, UnitCode(tariff.unit()), tariff.amount().cents()});
  }
  return offer;
}

}  // namespace

std::vector<provider::Profile> ProviderProfiles(const region::v1::Catalogue& catalogue) {
  std::map<std::string, provider::Profile> profiles;
  for (const auto& known : catalogue.providers()) {
    profiles[known.code()] = {known.code(), known.display_name(), {}};
  }
  for (const auto& contract : catalogue.contracts()) {
    const auto profile = profiles.find(contract.provider());
    if (profile == profiles.end()) continue;
    for (const auto& product : contract.products()) {
      provider::Offer offer = OfferOf(contract, product, catalogue);
      if (!offer.standard.empty() && !offer.tariffs.empty()) profile->second.offers.push_back(std::move(offer));
    }
  }
  std::vector<provider::Profile> all;
  for (auto& [code, profile] : profiles) {
    if (!profile.offers.empty()) all.push_back(std::move(profile));
  }
  return all;
}

absl::StatusOr<std::vector<provider::Profile>> ChooseProfiles(const std::vector<provider::Profile>& all,
                                                              const std::vector<std::string>& codes) {
  if (codes == std::vector<std::string>{"alle"}) return all;
  std::vector<provider::Profile> chosen;
  for (const std::string& code : codes) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& profile) { return profile.code == code; });
    if (found == all.end()) {
      return WrongUse(Cat("--agb: '", code, "' is geen gecontracteerde aanbieder van de regio"));
    }
    chosen.push_back(*found);
  }
  return chosen;
}

}  // namespace clientroute::suite
