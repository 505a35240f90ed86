#ifndef CLIENTROUTE_SERVICES_SUITE_COMMANDS_NAME_LOOKUP_H_
#define CLIENTROUTE_SERVICES_SUITE_COMMANDS_NAME_LOOKUP_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/suite/cli/session.h"

/// Full names from what a person typed: a resource's name, its id, or the first characters of that, as long as they
/// name one that he may see. A full name is taken as it is, without asking anyone; so is an empty word, which gives an
/// empty name. Errors of each: WRONG_USE when the characters fit more than one; NotFound when they fit none; those of
/// the calls.
namespace clientroute::suite {

absl::StatusOr<std::string> RouteName(const Session& session, std::string_view word);
absl::StatusOr<std::string> TaskName(const Session& session, std::string_view word);
absl::StatusOr<std::string> IncidentName(const Session& session, std::string_view word);
absl::StatusOr<std::string> MessageName(const Session& session, std::string_view word);
/// Also by its number (ToewijzingNummer).
absl::StatusOr<std::string> AllocationName(const Session& session, std::string_view word);
absl::StatusOr<std::string> ClaimName(const Session& session, std::string_view word);
absl::StatusOr<std::string> TalkName(const Session& session, std::string_view word);
absl::StatusOr<std::string> AgreementName(const Session& session, std::string_view word);
absl::StatusOr<std::string> PerformanceScoreName(const Session& session, std::string_view word);
/// A client, household or case is looked for on the routes that may be seen.
absl::StatusOr<std::string> ClientName(const Session& session, std::string_view word);
absl::StatusOr<std::string> HouseholdName(const Session& session, std::string_view word);
absl::StatusOr<std::string> CaseName(const Session& session, std::string_view word);
/// A client whose looks may be seen, by whom the routes need not be.
absl::StatusOr<std::string> ClientNameInLooks(const Session& session, std::string_view word);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_COMMANDS_NAME_LOOKUP_H_
