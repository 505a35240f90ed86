#ifndef CLIENTROUTE_SERVICES_ACCESS_CONFERENCE_SERVICE_H_
#define CLIENTROUTE_SERVICES_ACCESS_CONFERENCE_SERVICE_H_

#include "absl/status/status.h"
#include "clientroute/access/v1/access.pb.h"
#include "services/access/free_text_codec.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::access {

/// What access does about conferences and the expert team: each method of the proto's without its wrapper, whose errors
/// are those that the proto names and those of Connection. `key` seals the free text of the request and was asked
/// before the transaction; where there is no text it is not used. Free functions, thread-safe.
absl::Status HoldConference(UnitOfWork& unit, const v1::HoldConferenceRequest& request, const FreeTextKey& key,
                            v1::Conference* answer);
absl::Status RecordExpertTeamOutcome(UnitOfWork& unit, const v1::RecordExpertTeamOutcomeRequest& request,
                                     const FreeTextKey& key, v1::ExpertTeamOutcome* answer);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_CONFERENCE_SERVICE_H_
