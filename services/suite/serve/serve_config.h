#ifndef CLIENTROUTE_SERVICES_SUITE_SERVE_SERVE_CONFIG_H_
#define CLIENTROUTE_SERVICES_SUITE_SERVE_SERVE_CONFIG_H_

#include <span>
#include <string>

#include "absl/status/statusor.h"
#include "clientroute/suite/v1/config.pb.h"
#include "services/suite/cli/arguments.h"

namespace clientroute::suite {

/// The flags of `clientroute serve`.
std::span<const Flag> ServeFlags();

/// What a suite is run with: the file of `--config`, over it the environment, over it the flags; what is then still
/// empty gets its default. Errors: WRONG_USE, one line that says what is wrong and where.
absl::StatusOr<v1::SuiteConfig> ReadServeConfig(const Arguments& arguments);

/// Where the workflows are when nobody says: `workflows` in the working folder, else beside the source tree that the
/// program was built in, else `../share/clientroute/workflows` beside the program.
std::string FindWorkflows();

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_SERVE_SERVE_CONFIG_H_
