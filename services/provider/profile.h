#ifndef CLIENTROUTE_SERVICES_PROVIDER_PROFILE_H_
#define CLIENTROUTE_SERVICES_PROVIDER_PROFILE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/platform/values/date.h"

// Who a provider in a box is: its code, what it offers and at what tariff. Values; thread-safe.

namespace clientroute::provider {

/// The first letters of the messages of a standard.
inline constexpr std::string_view kYouth = "JW";
inline constexpr std::string_view kSocial = "WMO";

struct Tariff {
  Date from;
  Date until;
  std::string unit;  // WJ756
  std::int64_t cents = 0;
};

/// A product that it is contracted for.
struct Offer {
  std::string standard;
  std::string category;
  std::string code;
  std::vector<std::string> municipalities;  // CBS codes of those that it may deliver to
  std::vector<Tariff> tariffs;              // of different days
};

struct Profile {
  std::string code;  // AGB code
  std::string name;
  std::vector<Offer> offers;
};

/// What it asks for the product on the day; null when it has no tariff. Without a code, that of the first product of
/// the category. The tariff lives as long as the profile.
const Offer* FindOffer(const Profile& profile, std::string_view standard, std::string_view category,
                       std::string_view code);
const Tariff* TariffOn(const Offer& offer, Date day);

}  // namespace clientroute::provider

#endif  // CLIENTROUTE_SERVICES_PROVIDER_PROFILE_H_
