#ifndef CLIENTROUTE_SERVICES_ACCESS_CONFERENCE_CODEC_H_
#define CLIENTROUTE_SERVICES_ACCESS_CONFERENCE_CODEC_H_

#include <optional>
#include <string>
#include <vector>

#include "clientroute/access/v1/access.pb.h"
#include "services/access/conference_store.h"
#include "services/platform/status/status.h"

namespace clientroute::access {

/// Between the wire and conferences and the expert team. Pure, thread-safe. What is made from a record holds no
/// free text (free_text_codec.h). What is wrong is added to `violations`, and then nullopt is returned.

struct HeldConference {
  ConferenceOutcome outcome = ConferenceOutcome::kMultiConfirmed;
  std::vector<Participant> participants;
};
std::optional<HeldConference> ReadConference(const v1::HoldConferenceRequest& request,
                                             std::vector<FieldViolation>* violations);

/// What the expert team decided, without id, author, notes and time.
std::optional<ExpertTeamRecord> ReadExpertTeam(const v1::RecordExpertTeamOutcomeRequest& request,
                                               std::vector<FieldViolation>* violations);

v1::Conference ToProto(const ConferenceRecord& record);
v1::ExpertTeamOutcome ToProto(const ExpertTeamRecord& record);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_CONFERENCE_CODEC_H_
