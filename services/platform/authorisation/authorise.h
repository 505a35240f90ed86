#ifndef CLIENTROUTE_SERVICES_PLATFORM_AUTHORISATION_AUTHORISE_H_
#define CLIENTROUTE_SERVICES_PLATFORM_AUTHORISATION_AUTHORISE_H_

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "services/platform/calls/context.h"

namespace clientroute {

/// What is asked for: the kind of data, of which municipality and provider, and whether the caller is involved with the client.
struct AccessQuestion {
  enum class Subject { kClientData, kRoute, kTask, kContract, kCapacity, kMessage, kFigures, kOperation };
  Subject subject = Subject::kRoute;
  std::string municipality;           // CBS code of the client or contract; empty when it has none
  std::string provider;               // AGB code; empty when it has none
  std::set<std::string> involved;     // subjects of the persons involved with the client
};

/// Why a caller may not; for the error and the log.
enum class DenialReason { kRole, kMunicipality, kInvolvement, kPurpose, kProvider };
std::string_view ToString(DenialReason reason);

/// The one function that decides who may see or do what (PRI-1): role, municipality, involvement and purpose. Pure, thread-safe.
/// nullopt means allowed.
std::optional<DenialReason> Denied(const Identity& identity, std::string_view purpose, const AccessQuestion& question);

/// The same decision as a filter for a query: the municipalities whose rows may be shown; nullopt means all. An empty set shows none.
std::optional<std::set<std::string>> VisibleMunicipalities(const Identity& identity, std::string_view purpose,
                                                           AccessQuestion::Subject subject);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_AUTHORISATION_AUTHORISE_H_
