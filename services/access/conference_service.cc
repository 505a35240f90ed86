#include "services/access/conference_service.h"

#include <optional>
#include <utility>
#include <vector>

#include "clientroute/access/v1/events.pb.h"
#include "services/access/conference_codec.h"
#include "services/access/conference_store.h"
#include "services/access/route_service.h"
#include "services/access/triage_store.h"
#include "services/platform/status/status.h"

namespace clientroute::access {
namespace {

ConferenceRecord Sealed(const HeldConference& held, const Uuid& id, const FreeTextKey& key) {
  ConferenceRecord record;
  record.id = id;
  record.outcome = held.outcome;
  for (std::size_t i = 0; i < held.participants.size(); ++i) {
    const Participant& participant = held.participants[i];
    record.participants.push_back({participant.role, key.Seal(ParticipantOf(id, i), participant.name)});
  }
  return record;
}

}  // namespace

absl::Status HoldConference(UnitOfWork& unit, const v1::HoldConferenceRequest& request, const FreeTextKey& key,
                            v1::Conference* answer) {
  CLIENTROUTE_ASSIGN(const RouteRecord route, FindRouteToWorkOn(unit.db(), unit.call(), request.route()));
  std::vector<FieldViolation> violations;
  const std::optional<HeldConference> held = ReadConference(request, &violations);
  if (!held) return InvalidFields("CONFERENCE_INVALID", std::move(violations));
  CLIENTROUTE_ASSIGN(const auto triages, TriageStore(&unit.db()).Triages({route.row}));
  if (triages.empty()) {
    return Error(absl::StatusCode::kFailedPrecondition, "TRIAGE_MISSING", "a conference is held after triage",
                 {{"route", request.route()}});
  }
  ConferenceRecord record = Sealed(*held, unit.NewId("conference"), key);
  record.sealed_notes = key.SealSome(ConferenceNotesOf(record.id), request.notes());
  record.author = unit.call().identity.subject;
  record.create_time = unit.now();
  CLIENTROUTE_RETURN_IF_ERROR(ConferenceStore(&unit.db()).Add(route.row, record));
  CLIENTROUTE_RETURN_IF_ERROR(NoteWork(unit, route));
  *answer = ToProto(record);
  v1::ConferenceHeld event;
  event.set_route(request.route());
  event.set_outcome(answer->outcome());
  event.set_participants(answer->participants_size());
  return unit.Announce(request.route(), event);
}

absl::Status RecordExpertTeamOutcome(UnitOfWork& unit, const v1::RecordExpertTeamOutcomeRequest& request,
                                     const FreeTextKey& key, v1::ExpertTeamOutcome* answer) {
  CLIENTROUTE_ASSIGN(const RouteRecord route, FindRouteToWorkOn(unit.db(), unit.call(), request.route()));
  std::vector<FieldViolation> violations;
  std::optional<ExpertTeamRecord> record = ReadExpertTeam(request, &violations);
  if (!record) return InvalidFields("EXPERT_TEAM_INVALID", std::move(violations));
  record->id = unit.NewId("expert-team");
  record->author = unit.call().identity.subject;
  record->sealed_notes = key.SealSome(ExpertTeamNotesOf(record->id), request.notes());
  record->create_time = unit.now();
  CLIENTROUTE_RETURN_IF_ERROR(ConferenceStore(&unit.db()).AddExpertTeam(route.row, *record));
  CLIENTROUTE_RETURN_IF_ERROR(NoteWork(unit, route));
  *answer = ToProto(*record);
  v1::ExpertTeamDecided event;
  event.set_route(request.route());
  event.set_outcome(answer->outcome());
  event.set_finding(answer->finding());
  return unit.Announce(request.route(), event);
}

}  // namespace clientroute::access
