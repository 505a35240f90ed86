#ifndef CLIENTROUTE_SERVICES_PROVIDER_PERCENTAGES_H_
#define CLIENTROUTE_SERVICES_PROVIDER_PERCENTAGES_H_

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

// How often in a hundred something is done, as a person says it. Pure, thread-safe.

namespace clientroute::provider {

/// By name, from 0 to 100.
using Percentages = std::map<std::string, int, std::less<>>;

/// What may be said.
struct PercentageWords {
  std::function<bool(std::string_view name)> knows;
  std::string_view unknown;                  // what is said, in Dutch, of a name that is not known
  std::string_view example;                  // `10%`
  std::optional<int> unsaid = std::nullopt;  // of a name without a percentage; nullopt: it must have one
};

/// Reads `pause=0,correct-start=100%`. nullopt with why, in Dutch, when a name is not known or has no percentage.
std::optional<Percentages> ParsePercentages(std::string_view text, const PercentageWords& words, std::string* why);

}  // namespace clientroute::provider

#endif  // CLIENTROUTE_SERVICES_PROVIDER_PERCENTAGES_H_
