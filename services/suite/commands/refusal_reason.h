#ifndef CLIENTROUTE_SERVICES_SUITE_COMMANDS_REFUSAL_REASON_H_
#define CLIENTROUTE_SERVICES_SUITE_COMMANDS_REFUSAL_REASON_H_

#include "absl/status/statusor.h"
#include "clientroute/access/v1/decision.pb.h"
#include "services/suite/cli/arguments.h"

namespace clientroute::suite {

/// What is refused to a provider has a reason of list WJ759, as `--reason` says it: `geen-wijziging`, `budget` and so
/// on; unspecified without it. The numbers are the codes of the list. Errors: WRONG_USE, which names them all.
absl::StatusOr<access::v1::RefusalReason> ParseRefusal(const Arguments& arguments);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_COMMANDS_REFUSAL_REASON_H_
