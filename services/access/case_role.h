#ifndef CLIENTROUTE_SERVICES_ACCESS_CASE_ROLE_H_
#define CLIENTROUTE_SERVICES_ACCESS_CASE_ROLE_H_

#include <cstdint>
#include <string_view>

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

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_CASE_ROLE_H_
