#ifndef CLIENTROUTE_SERVICES_SUITE_SERVE_SERVE_H_
#define CLIENTROUTE_SERVICES_SUITE_SERVE_SERVE_H_

#include "absl/status/status.h"
#include "clientroute/suite/v1/config.pb.h"
#include "services/suite/cli/output.h"

namespace clientroute::suite {

/// Runs a suite until SIGINT or SIGTERM, or, when asked, until standard input ends; says in Dutch where it is found. OK
/// after a stop that was asked for. Errors: those of Suite::Start; WRONG_USE for a workflow file that is wrong.
absl::Status Serve(const v1::SuiteConfig& config, bool stop_with_stdin, Output& out);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_SERVE_SERVE_H_
