#ifndef CLIENTROUTE_SERVICES_SUITE_SERVE_PORTAL_OPTIONS_H_
#define CLIENTROUTE_SERVICES_SUITE_SERVE_PORTAL_OPTIONS_H_

#include <memory>

#include "absl/status/statusor.h"
#include "clientroute/suite/v1/config.pb.h"
#include "grpcpp/channel.h"
#include "services/portal/portal.h"
#include "services/suite/serve/region.h"

namespace clientroute::suite {

/// WRONG_USE for an address of the portal, or of who signs people in, that cannot be, for what misses or is too much
/// beside them, and for a secret that cannot be read or that others may read.
absl::Status CheckPortal(const v1::SuiteConfig& config);

/// The door of a suite: all services behind one channel; who is configured to say who people are, and otherwise at its
/// embedded identity provider the personas of `--as` and the back office of the region's first providers, for the
/// region's municipalities. Errors: WRONG_USE when the secret cannot be read.
absl::StatusOr<portal::PortalOptions> PortalOptionsOf(const v1::SuiteConfig& config, const RegionFiles& region,
                                                      const std::shared_ptr<grpc::Channel>& services);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_SERVE_PORTAL_OPTIONS_H_
