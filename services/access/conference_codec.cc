#include "services/access/conference_codec.h"

#include "services/access/wire_code.h"
#include "services/platform/calls/problem_violations.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/codes.h"

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

std::optional<RoleRecord> ReadRole(const v1::AssignRoleRequest& request, std::vector<FieldViolation>* violations) {
  const std::size_t before = violations->size();
  const auto role = FromCode<CaseRole>(request.role());
  if (!role) violations->push_back({"role", "must be one of the roles around a case"});
  const bool ends = request.holder().empty();
  if (!ends && !IsPersonName(request.holder())) {
    violations->push_back({"holder", "must be persons/ and a name, without spaces, or empty"});
  }
  if (!request.provider().empty() && !ProviderCode::Parse(request.provider())) {
    violations->push_back({"provider", "must be an AGB code of eight digits, or empty"});
  } else if (ends && !request.provider().empty()) {
    violations->push_back({"provider", "must be empty where nobody holds the role"});
  } else if (!ends && role && IsAtProvider(*role) && request.provider().empty()) {
    violations->push_back({"provider", "must be said: a care coordinator works for a provider"});
  }
  if (violations->size() > before) return std::nullopt;
  RoleRecord record;
  record.role = *role;
  record.holder = request.holder();
  record.provider = request.provider();
  return record;
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

v1::RoleHolding ToProto(const RoleRecord& record) {
  v1::RoleHolding out;
  out.set_role(static_cast<v1::CaseRole>(ToCode(record.role)));
  out.set_holder(record.holder);
  out.set_provider(record.provider);
  *out.mutable_start_time() = ToProto(record.start);
  if (record.end) *out.mutable_end_time() = ToProto(*record.end);
  out.set_named_by(record.named_by);
  return out;
}

}  // namespace clientroute::access
