#ifndef CLIENTROUTE_SERVICES_SUITE_SERVE_PORTAL_OPTIONS_H_
#define CLIENTROUTE_SERVICES_SUITE_SERVE_PORTAL_OPTIONS_H_

#include <memory>

#include "clientroute/suite/v1/config.pb.h"
#include "grpcpp/channel.h"
#include "services/portal/portal.h"
#include "services/suite/serve/region.h"

namespace clientroute::suite {

/// The door of a suite: all services behind one channel, and at its embedded identity provider the personas of `--as`
/// and the back office of the region's first providers, for the region's municipalities. Pure.
portal::PortalOptions PortalOptionsOf(const v1::SuiteConfig& config, const RegionFiles& region,
                                      const std::shared_ptr<grpc::Channel>& services);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_SERVE_PORTAL_OPTIONS_H_
