#ifndef CLIENTROUTE_SERVICES_SUITE_CLI_DUTCH_VIOLATIONS_H_
#define CLIENTROUTE_SERVICES_SUITE_CLI_DUTCH_VIOLATIONS_H_

#include <string>
#include <string_view>

namespace clientroute::suite {

/// What a service says of a field that is wrong, to who is at work: `is required` gives `ontbreekt`. What has no Dutch
/// here stands behind `klopt niet: `. Pure, thread-safe.
std::string DutchViolation(std::string_view description);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_CLI_DUTCH_VIOLATIONS_H_
