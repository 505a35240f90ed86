#ifndef CLIENTROUTE_SERVICES_SUITE_CLI_DUTCH_REASONS_H_
#define CLIENTROUTE_SERVICES_SUITE_CLI_DUTCH_REASONS_H_

#include <string>

#include "absl/status/status.h"

namespace clientroute::suite {

/// What a refusal of a service means to who is at work, and what he can do: `PLAN_MISSING` gives `er is nog geen
/// perspectiefplan; leg dat eerst vast`; what it is about comes from the status' metadata. Of what is wrong with the
/// system itself it says so, with the message for who runs it. Empty for a reason that no service has. Pure,
/// thread-safe.
std::string DutchReason(const absl::Status& status);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_CLI_DUTCH_REASONS_H_
