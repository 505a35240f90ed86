#include "services/access/conference_codec.h"

#include "services/access/wire_code.h"
#include "services/platform/calls/problem_violations.h"
#include "services/platform/calls/proto_values.h"

namespace clientroute::access {
namespace {

using clientroute::ToProto;

}  // namespace

std::optional<HeldConference> ReadConference(const v1::HoldConferenceRequest& request,
                                             std::vector<FieldViolation>* violations) {
  const std::size_t before = violations->size();
  HeldConference held;
  for (int i = 0; i < request.participants_size(); ++i) {
    const auto role = FromCode<ParticipantRole>(request.participants(i).role());
    if (!role) violations->push_back({Cat("participants[", i, "].role"), "must be one of the roles"});
    held.participants.push_back({role.value_or(ParticipantRole::kOther), request.participants(i).name()});
  }
  AddProblems(CheckParticipants(held.participants), "", violations);
  const auto outcome = FromCode<ConferenceOutcome>(request.outcome());
  if (!outcome) violations->push_back({"outcome", "must be MULTI_CONFIRMED, MONO_SUFFICES or ESCALATE"});
  if (violations->size() > before) return std::nullopt;
  held.outcome = *outcome;
  return held;
}

std::optional<ExpertTeamRecord> ReadExpertTeam(const v1::RecordExpertTeamOutcomeRequest& request,
                                               std::vector<FieldViolation>* violations) {
  const std::size_t before = violations->size();
  ExpertTeamRecord decided;
  decided.members = {request.members().begin(), request.members().end()};
  AddProblems(CheckMembers(decided.members), "", violations);
  const auto finding = FromCode<ExpertFinding>(request.finding());
  if (!finding) violations->push_back({"finding", "must be NO_PLACE or NO_OFFER"});
  const auto outcome = FromCode<ExpertOutcome>(request.outcome());
  if (!outcome) violations->push_back({"outcome", "must be OFFER_DEPLOYED, OFFER_CREATED or OTHER_TABLE"});
  if (violations->size() > before) return std::nullopt;
  decided.finding = *finding;
  decided.outcome = *outcome;
  return decided;
}

v1::Conference ToProto(const ConferenceRecord& record) {
  v1::Conference out;
  *out.mutable_create_time() = ToProto(record.create_time);
  out.set_author(record.author);
  for (const ParticipantRecord& participant : record.participants) {
    out.add_participants()->set_role(static_cast<v1::Participant::Role>(ToCode(participant.role)));
  }
  out.set_outcome(static_cast<v1::Conference::Outcome>(ToCode(record.outcome)));
  return out;
}

v1::ExpertTeamOutcome ToProto(const ExpertTeamRecord& record) {
  v1::ExpertTeamOutcome out;
  *out.mutable_create_time() = ToProto(record.create_time);
  out.set_author(record.author);
  for (const std::string& member : record.members) out.add_members(member);
  out.set_finding(static_cast<v1::ExpertTeamOutcome::Finding>(ToCode(record.finding)));
  out.set_outcome(static_cast<v1::ExpertTeamOutcome::Outcome>(ToCode(record.outcome)));
  return out;
}

}  // namespace clientroute::access
