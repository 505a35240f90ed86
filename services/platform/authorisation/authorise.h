#ifndef CLIENTROUTE_SERVICES_PLATFORM_AUTHORISATION_AUTHORISE_H_
#define CLIENTROUTE_SERVICES_PLATFORM_AUTHORISATION_AUTHORISE_H_

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "services/platform/calls/context.h"

namespace clientroute {

/// What is asked for: the kind of data, of which municipality and provider, and whether the caller is involved with the
/// client.
struct AccessQuestion {
  enum class Subject {
    kClientData,
    kRoute,
    kTask,
    kContract,
    kCapacity,
    kMessage,
    kClaim,
    kFigures,
    kOperation,
    kLook
  };
  Subject subject = Subject::kRoute;
  std::string municipality;        // CBS code of the client or contract; empty when it has none
  std::string provider;            // AGB code; empty when it has none
  std::set<std::string> involved;  // subjects of the persons involved with the client
};

/// For what data may be wanted. A purpose that a role does not have opens no client, route, task or message to it.
inline constexpr std::string_view kPurposeCareAllocation =
    "care-allocation";  // to bring a client to help, and through it
inline constexpr std::string_view kPurposeMessageExchange = "message-exchange";  // to send, receive and mend messages
inline constexpr std::string_view kPurposeContractManagement =
    "contract-management";                                                 // to buy, and to talk with providers
inline constexpr std::string_view kPurposeClientRights = "client-rights";  // access, correction, erasure (PRI-3)
inline constexpr std::string_view kPurposeOperation = "operation";         // to keep the suite running

/// Why a caller may not, the nearest miss: a caller with two roles of which one lacks the purpose alone is told of the
/// purpose. For the error and the log.
enum class DenialReason { kRole, kMunicipality, kInvolvement, kPurpose, kProvider };
/// `ROLE`, `MUNICIPALITY`, …
std::string_view ToString(DenialReason reason);

/// The one function that decides who may see or do what (PRI-1): role, municipality, involvement and purpose, by the
/// table in authorise.cc. Persons act within their municipalities, providers on what names them, services on everything
/// that they give a purpose for. Pure, thread-safe. nullopt means allowed.
std::optional<DenialReason> Denied(const Identity& identity, std::string_view purpose, const AccessQuestion& question);

/// The same decision as a filter for a query. A row may be shown when it passes `municipalities` and (where
/// `involved_only`) the caller is involved with its client, or when it is the `provider`'s own.
struct Visibility {
  /// CBS codes; nullopt means all, an empty set none. An empty code in the set stands for rows without a municipality.
  std::optional<std::set<std::string>> municipalities = std::set<std::string>();
  /// Of those, only rows with whose client the caller is involved.
  bool involved_only = false;
  /// AGB code of the provider that the caller belongs to, where its own rows may be shown to it.
  std::optional<std::string> provider;
};
/// Pure, thread-safe. Shows nothing where Denied would deny every row.
Visibility Visible(const Identity& identity, std::string_view purpose, AccessQuestion::Subject subject);

/// The roles of people that may see the subject, each with a purpose of its own: so that what names a role (a task of a
/// route definition) can be checked when it is loaded. Pure, thread-safe.
std::set<std::string> RolesFor(AccessQuestion::Subject subject);

/// The municipalities of Visible; for queries whose rows need no involvement. Shows nothing where involvement is needed
/// and nothing to providers: then use Visible.
std::optional<std::set<std::string>> VisibleMunicipalities(const Identity& identity, std::string_view purpose,
                                                           AccessQuestion::Subject subject);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_AUTHORISATION_AUTHORISE_H_
