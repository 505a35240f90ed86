#ifndef CLIENTROUTE_SERVICES_MESSAGING_PROVIDER_REQUEST_H_
#define CLIENTROUTE_SERVICES_MESSAGING_PROVIDER_REQUEST_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "services/platform/values/care_line.h"
#include "services/platform/values/date.h"

// What a provider asked for by message (315, 317), and by when it must be answered. Pure values; thread-safe.

namespace clientroute::messaging {

/// How a request stands; the numbers are stored, and those of the answers are the codes of VerzoekAntwoord.
enum class RequestStanding : std::uint8_t { kOpen = 0, kRefused = 1, kUnderInvestigation = 2, kAllocated = 3 };

/// Whether an answer is still to come: a 301 or a 319 that refuses (OP344).
constexpr bool IsUnanswered(RequestStanding standing) {
  return standing == RequestStanding::kOpen || standing == RequestStanding::kUnderInvestigation;
}

/// ReferentieAanbieder, unique per provider and law (TR347).
struct RequestKey {
  std::string municipality;  // CBS code
  Law law = Law::kJeugdwet;
  std::string provider;   // AGB code
  std::string reference;  // not empty
  friend auto operator<=>(const RequestKey&, const RequestKey&) = default;
};

/// Working days after its receipt within which a request is answered (OP274, OP346).
inline constexpr int kRequestTermWorkingDays = 5;
/// Days after its own date within which the final answer follows to one that is under investigation: eight weeks
/// (OP346).
inline constexpr int kInvestigationTermDays = 56;

/// The last day of the term for answering a message, of which the requests stand so; nullopt when all are answered.
/// `received` is the local day of its receipt, `signed_on` its Dagtekening.
std::optional<Date> RequestDue(std::span<const RequestStanding> standings, Date received, Date signed_on);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_PROVIDER_REQUEST_H_
