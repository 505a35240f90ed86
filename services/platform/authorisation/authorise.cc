#include "services/platform/authorisation/authorise.h"

#include <array>
#include <cstdint>
#include <utility>

namespace clientroute {
namespace {

using Subject = AccessQuestion::Subject;

// Whose rows a role may see.
enum class Reach : std::uint8_t {
  kOwn,        // of the caller's municipalities
  kOwnOrNone,  // those, and what belongs to no municipality
  kAll,        // of every municipality of the region
  kProvider,   // that name the caller's provider
};

// For what a role may see them; any: also without a purpose, for what shows no client.
enum class For : std::uint8_t { kAny, kCare, kMessages, kCareOrMessages, kRights, kContracts, kOperation };

struct Grant {
  std::string_view role;
  Subject subject;
  Reach reach;
  bool involved;  // only with whom the caller is involved
  For purpose;
};

// Who may what. A role that is not here for a subject may not.
constexpr std::array kGrants = {
    // At the front door: clients and routes by involvement; tasks and offers to choose from without.
    Grant{"access-professional", Subject::kClientData, Reach::kOwn, true, For::kCare},
    Grant{"access-professional", Subject::kRoute, Reach::kOwn, true, For::kCare},
    Grant{"access-professional", Subject::kTask, Reach::kOwn, false, For::kCare},
    Grant{"access-professional", Subject::kContract, Reach::kOwnOrNone, false, For::kAny},
    Grant{"access-professional", Subject::kCapacity, Reach::kAll, false, For::kAny},
    Grant{"access-professional", Subject::kFigures, Reach::kOwnOrNone, false, For::kAny},
    // Divides the work and watches terms: sees that routes run, not who it is.
    Grant{"access-manager", Subject::kClientData, Reach::kOwn, true, For::kCare},
    Grant{"access-manager", Subject::kRoute, Reach::kOwn, false, For::kCare},
    Grant{"access-manager", Subject::kTask, Reach::kOwn, false, For::kCare},
    Grant{"access-manager", Subject::kContract, Reach::kOwnOrNone, false, For::kAny},
    Grant{"access-manager", Subject::kCapacity, Reach::kAll, false, For::kAny},
    Grant{"access-manager", Subject::kFigures, Reach::kOwnOrNone, false, For::kAny},
    // One at a time per route (ACC-4); everything of those routes, nothing of others.
    Grant{"case-director", Subject::kClientData, Reach::kOwn, true, For::kCare},
    Grant{"case-director", Subject::kRoute, Reach::kOwn, true, For::kCare},
    Grant{"case-director", Subject::kTask, Reach::kOwn, true, For::kCare},
    Grant{"case-director", Subject::kContract, Reach::kOwnOrNone, false, For::kAny},
    Grant{"case-director", Subject::kCapacity, Reach::kAll, false, For::kAny},
    // Buys and talks with providers: never a client, but the work that a missing contract makes.
    Grant{"contract-manager", Subject::kTask, Reach::kOwn, false, For::kContracts},
    Grant{"contract-manager", Subject::kContract, Reach::kOwnOrNone, false, For::kAny},
    Grant{"contract-manager", Subject::kCapacity, Reach::kAll, false, For::kAny},
    Grant{"contract-manager", Subject::kClaim, Reach::kOwn, false, For::kContracts},
    Grant{"contract-manager", Subject::kFigures, Reach::kOwnOrNone, false, For::kAny},
    // Handles the message traffic, for which it needs the person behind a message.
    Grant{"back-office", Subject::kClientData, Reach::kOwn, false, For::kMessages},
    Grant{"back-office", Subject::kRoute, Reach::kOwn, false, For::kMessages},
    Grant{"back-office", Subject::kMessage, Reach::kOwn, false, For::kMessages},
    Grant{"back-office", Subject::kClaim, Reach::kOwn, false, For::kMessages},
    Grant{"back-office", Subject::kTask, Reach::kOwn, false, For::kMessages},
    Grant{"back-office", Subject::kContract, Reach::kOwnOrNone, false, For::kAny},
    Grant{"back-office", Subject::kCapacity, Reach::kAll, false, For::kAny},
    // Keeps the suite running: routes, tasks, messages and claims as things that wait or fail, never who it is about.
    Grant{"operator", Subject::kRoute, Reach::kOwn, false, For::kOperation},
    Grant{"operator", Subject::kTask, Reach::kOwnOrNone, false, For::kOperation},
    Grant{"operator", Subject::kMessage, Reach::kOwnOrNone, false, For::kOperation},
    Grant{"operator", Subject::kClaim, Reach::kOwn, false, For::kOperation},
    Grant{"operator", Subject::kContract, Reach::kOwnOrNone, false, For::kAny},
    Grant{"operator", Subject::kCapacity, Reach::kAll, false, For::kAny},
    Grant{"operator", Subject::kOperation, Reach::kAll, false, For::kAny},
    Grant{"operator", Subject::kLook, Reach::kAll, false, For::kAny},
    // Answers a client who asks what is known and who looked (PRI-3).
    Grant{"privacy-officer", Subject::kClientData, Reach::kOwn, false, For::kRights},
    Grant{"privacy-officer", Subject::kRoute, Reach::kOwn, false, For::kRights},
    Grant{"privacy-officer", Subject::kLook, Reach::kOwn, false, For::kAny},
    // A provider: what names it.
    Grant{"provider-back-office", Subject::kClientData, Reach::kProvider, false, For::kCareOrMessages},
    Grant{"provider-back-office", Subject::kMessage, Reach::kProvider, false, For::kMessages},
    Grant{"provider-back-office", Subject::kClaim, Reach::kProvider, false, For::kMessages},
    Grant{"provider-back-office", Subject::kContract, Reach::kProvider, false, For::kAny},
    Grant{"provider-back-office", Subject::kCapacity, Reach::kProvider, false, For::kAny},
    Grant{"provider-back-office", Subject::kFigures, Reach::kProvider, false, For::kAny},
};

bool Fits(std::string_view purpose, For wanted) {
  switch (wanted) {
    case For::kAny:
      return true;
    case For::kCare:
      return purpose == kPurposeCareAllocation;
    case For::kMessages:
      return purpose == kPurposeMessageExchange;
    case For::kCareOrMessages:
      return purpose == kPurposeCareAllocation || purpose == kPurposeMessageExchange;
    case For::kRights:
      return purpose == kPurposeClientRights;
    case For::kContracts:
      return purpose == kPurposeContractManagement;
    case For::kOperation:
      return purpose == kPurposeOperation;
  }
  return false;
}

// Whether a service must say what it wants this for: where the answer is about clients.
bool IsAboutClients(Subject subject) {
  return subject == Subject::kClientData || subject == Subject::kRoute || subject == Subject::kTask ||
         subject == Subject::kMessage || subject == Subject::kClaim;
}

// A role counts only for the kind of caller that it is for: a provider cannot be given the region's roles, nor the
// other way.
bool Holds(const Identity& identity, const Grant& grant) {
  const auto kind = grant.reach == Reach::kProvider ? Identity::Kind::kProvider : Identity::Kind::kPerson;
  return identity.kind == kind && identity.roles.contains(std::string(grant.role));
}

// The AGB code of `providers/42420001`; empty for another subject.
std::string ProviderOf(const Identity& identity) {
  constexpr std::string_view kPrefix = "providers/";
  if (!identity.subject.starts_with(kPrefix)) return "";
  return identity.subject.substr(kPrefix.size());
}

bool Reaches(const Identity& identity, Reach reach, const AccessQuestion& question) {
  switch (reach) {
    case Reach::kAll:
      return true;
    case Reach::kOwnOrNone:
      return question.municipality.empty() || identity.municipalities.contains(question.municipality);
    case Reach::kOwn:
      return !question.municipality.empty() && identity.municipalities.contains(question.municipality);
    case Reach::kProvider:
      return !question.provider.empty() && question.provider == ProviderOf(identity);
  }
  return false;
}

std::optional<DenialReason> DeniedBy(const Grant& grant, const Identity& identity, std::string_view purpose,
                                     const AccessQuestion& question) {
  if (!Reaches(identity, grant.reach, question)) {
    return grant.reach == Reach::kProvider ? DenialReason::kProvider : DenialReason::kMunicipality;
  }
  if (grant.involved && !question.involved.contains(identity.subject)) return DenialReason::kInvolvement;
  if (!Fits(purpose, grant.purpose)) return DenialReason::kPurpose;
  return std::nullopt;
}

// How far a denial came: the farther, the nearer to a yes.
int Distance(DenialReason reason) {
  switch (reason) {
    case DenialReason::kRole:
      return 0;
    case DenialReason::kMunicipality:
    case DenialReason::kProvider:
      return 1;
    case DenialReason::kInvolvement:
      return 2;
    case DenialReason::kPurpose:
      return 3;
  }
  return 0;
}

}  // namespace

std::string_view ToString(DenialReason reason) {
  switch (reason) {
    case DenialReason::kRole:
      return "ROLE";
    case DenialReason::kMunicipality:
      return "MUNICIPALITY";
    case DenialReason::kInvolvement:
      return "INVOLVEMENT";
    case DenialReason::kPurpose:
      return "PURPOSE";
    case DenialReason::kProvider:
      return "PROVIDER";
  }
  return "ROLE";
}

std::optional<DenialReason> Denied(const Identity& identity, std::string_view purpose, const AccessQuestion& question) {
  if (identity.kind == Identity::Kind::kService) {
    if (IsAboutClients(question.subject) && purpose.empty()) return DenialReason::kPurpose;
    return std::nullopt;
  }
  DenialReason nearest = DenialReason::kRole;
  for (const Grant& grant : kGrants) {
    if (grant.subject != question.subject || !Holds(identity, grant)) continue;
    const auto denied = DeniedBy(grant, identity, purpose, question);
    if (!denied) return std::nullopt;
    if (Distance(*denied) > Distance(nearest)) nearest = *denied;
  }
  return nearest;
}

Visibility Visible(const Identity& identity, std::string_view purpose, AccessQuestion::Subject subject) {
  Visibility visible;
  if (identity.kind == Identity::Kind::kService) {
    if (!IsAboutClients(subject) || !purpose.empty()) visible.municipalities = std::nullopt;
    return visible;
  }
  bool any = false;
  bool any_without_involvement = false;
  for (const Grant& grant : kGrants) {
    if (grant.subject != subject || !Holds(identity, grant) || !Fits(purpose, grant.purpose)) continue;
    if (grant.reach == Reach::kProvider) {
      if (std::string provider = ProviderOf(identity); !provider.empty()) visible.provider = std::move(provider);
      continue;
    }
    any = true;
    any_without_involvement = any_without_involvement || !grant.involved;
    if (grant.reach == Reach::kAll) visible.municipalities = std::nullopt;
    if (!visible.municipalities) continue;
    visible.municipalities->insert(identity.municipalities.begin(), identity.municipalities.end());
    if (grant.reach == Reach::kOwnOrNone) visible.municipalities->insert("");
  }
  visible.involved_only = any && !any_without_involvement;
  return visible;
}

std::set<std::string> RolesFor(AccessQuestion::Subject subject) {
  std::set<std::string> roles;
  for (const Grant& grant : kGrants) {
    if (grant.subject == subject && grant.reach != Reach::kProvider) roles.insert(std::string(grant.role));
  }
  return roles;
}

std::optional<std::set<std::string>> VisibleMunicipalities(const Identity& identity, std::string_view purpose,
                                                           AccessQuestion::Subject subject) {
  const Visibility visible = Visible(identity, purpose, subject);
  if (visible.involved_only) return std::set<std::string>();
  return visible.municipalities;
}

}  // namespace clientroute
