#ifndef CLIENTROUTE_SERVICES_ACCESS_CONFERENCE_H_
#define CLIENTROUTE_SERVICES_ACCESS_CONFERENCE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "services/platform/values/problem.h"

namespace clientroute::access {

/// The tables that a case goes to: conference (ACC-2) and expert team (ACC-3). The numbers of the enums are those of
/// the wire. Everything here is pure and thread-safe.

/// What a conference came to.
enum class ConferenceOutcome : std::uint8_t { kMultiConfirmed = 1, kMonoSuffices, kEscalate, kLast = kEscalate };
/// As what someone takes part in it.
enum class ParticipantRole : std::uint8_t {
  kResident = 1,
  kParent,
  kOwnNetwork,
  kAccessTeam,
  kExpert,
  kProvider,
  kReferrer,
  kSchool,
  kCertifiedInstitution,
  kOther,
  kLast = kOther,
};

/// What the expert team found to be lacking: there is an offer but no place, or no offer.
enum class ExpertFinding : std::uint8_t { kNoPlace = 1, kNoOffer, kLast = kNoOffer };
/// What was done about it.
enum class ExpertOutcome : std::uint8_t { kOfferDeployed = 1, kOfferCreated, kOtherTable, kLast = kOtherTable };

/// Someone at a conference.
struct Participant {
  ParticipantRole role = ParticipantRole::kOther;
  /// Identifying; free text of at most kNameBytesMax.
  std::string name;
};
inline constexpr std::size_t kNameBytesMax = 200;

/// What is wrong with who took part in a conference: nobody did, or someone without a name that is one line.
Problems CheckParticipants(const std::vector<Participant>& participants);
/// What is wrong with the members of an expert team: nobody, a name that is no person's, or one that comes twice.
Problems CheckMembers(const std::vector<std::string>& members);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_CONFERENCE_H_
