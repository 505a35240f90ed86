#ifndef CLIENTROUTE_SERVICES_ACCESS_CONFERENCE_STORE_H_
#define CLIENTROUTE_SERVICES_ACCESS_CONFERENCE_STORE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/access/conference.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/uuid.h"

namespace clientroute::access {

/// Someone at a conference, as it is kept.
struct ParticipantRecord {
  ParticipantRole role = ParticipantRole::kOther;
  std::string sealed_name;
};

/// A conference as it is kept: notes sealed, nullopt where there were none.
struct ConferenceRecord {
  std::int64_t row = 0;
  Uuid id;
  ConferenceOutcome outcome = ConferenceOutcome::kMultiConfirmed;
  std::vector<ParticipantRecord> participants;
  std::string author;
  std::optional<std::string> sealed_notes;
  Instant create_time;
};

/// What the expert team decided, as it is kept.
struct ExpertTeamRecord {
  std::int64_t row = 0;
  Uuid id;
  ExpertFinding finding = ExpertFinding::kNoPlace;
  ExpertOutcome outcome = ExpertOutcome::kOfferDeployed;
  /// `persons/…`
  std::vector<std::string> members;
  std::string author;
  std::optional<std::string> sealed_notes;
  Instant create_time;
};

/// The conferences and what the expert team decided, inside one transaction or snapshot, whose connection it uses.
/// Everything is added, nothing changed. Routes are given by their row. One thread. Errors of all methods: those of
/// Connection.
class ConferenceStore {
 public:
  explicit ConferenceStore(Connection* connection) : connection_(*connection) {}

  absl::Status Add(std::int64_t route_row, const ConferenceRecord& conference);
  /// Of each route that has any, oldest first.
  absl::StatusOr<std::map<std::int64_t, std::vector<ConferenceRecord>>> Conferences(
      const std::vector<std::int64_t>& route_rows);

  absl::Status AddExpertTeam(std::int64_t route_row, const ExpertTeamRecord& decided);
  /// Of each route that has any, oldest first.
  absl::StatusOr<std::map<std::int64_t, std::vector<ExpertTeamRecord>>> ExpertTeams(
      const std::vector<std::int64_t>& route_rows);

 private:
  Connection& connection_;
};

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_CONFERENCE_STORE_H_
