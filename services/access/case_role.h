#ifndef CLIENTROUTE_SERVICES_ACCESS_CASE_ROLE_H_
#define CLIENTROUTE_SERVICES_ACCESS_CASE_ROLE_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "services/platform/values/date.h"
#include "services/platform/values/problem.h"

namespace clientroute::access {

/// A role around a case (ACC-4); the number is the one of the wire. Of each role one holder at a time.
enum class CaseRole : std::uint8_t {
  kCaseDirector = 1,
  kProcessDirector,
  kLeadHolder,
  kLeadWorker,
  kLeadPractitioner,
  kCareCoordinator,
  kTreatmentCoordinator,
  kCaseManager,
  kYouthProtector,
  kExpertByExperience,
  kGeneralist,
  kPolice,
  kPublicProsecutor,
  kFactTeam,
  kLast = kFactTeam,
};

/// Whether who holds it works for a provider, always.
constexpr bool IsAtProvider(CaseRole role) { return role == CaseRole::kCareCoordinator; }

/// `persons/j.devries`: a person's name without spaces, of at most 128 bytes. Pure, thread-safe.
bool IsPersonName(std::string_view name);

/// How far the first day of an absence may lie from the day on which it is recorded.
inline constexpr int kAbsenceDaysAwayMax = 366;
/// What is wrong with an absence from `first`, expected to end on `expected`, that is recorded on `today`. Pure,
/// thread-safe.
Problems CheckAbsence(Date first, std::optional<Date> expected, Date today);
/// What is wrong with `last` as the last day of an absence since `first`, recorded on `today`. Pure, thread-safe.
Problems CheckBack(Date first, Date last, Date today);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_CASE_ROLE_H_
