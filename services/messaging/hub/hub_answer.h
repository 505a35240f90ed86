#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_ANSWER_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_ANSWER_H_

#include <string_view>

#include "absl/status/status.h"
#include "services/messaging/hub/hub_client.h"

namespace clientroute::messaging {

/// What the hub's answer to a letter means, which was offered for the `offers`-th time under its reference. OK: it has
/// the letter. Errors: FailedPrecondition HUB_REFUSED with `code` in its metadata, for what a repeat cannot mend;
/// Unavailable HUB_UNREACHABLE when it takes nothing at present; Unavailable HUB_FAILED for all else, with `code` where
/// it gave one. Pure.
absl::Status MeaningOfAnswer(const HttpAnswer& answer, std::string_view reference, int offers);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_ANSWER_H_
