#ifndef CLIENTROUTE_SERVICES_SUITE_SERVE_HUB_OPTIONS_H_
#define CLIENTROUTE_SERVICES_SUITE_SERVE_HUB_OPTIONS_H_

#include "absl/status/status.h"
#include "clientroute/suite/v1/config.pb.h"
#include "services/messaging/hub/http_hub.h"

// What a suite is told about the HTTP hub. Pure, thread-safe.

namespace clientroute::suite {

/// Fills what is empty, when there is such a hub.
void SetHubDefaults(v1::SuiteConfig& config);
/// Errors: WRONG_USE, one line that says what is wrong and where. Beyond this machine the hub comes in only by a
/// certificate that is checked, its names too.
absl::Status CheckHub(const v1::SuiteConfig& config);
/// Of a config that was checked. The municipalities are left to the caller.
messaging::HttpHubOptions HubOptionsOf(const v1::SuiteConfig& config);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_SERVE_HUB_OPTIONS_H_
