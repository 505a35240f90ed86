#include "services/suite/cli/persona.h"

#include <algorithm>
#include <utility>

#include "services/platform/status/status.h"
#include "services/suite/cli/arguments.h"

namespace clientroute::suite {
namespace {

constexpr Persona kPersonas[] = {
    {"access-professional", "persons/toegang", "care-allocation", "medewerker van de toegang"},
    {"access-manager", "persons/toegang-leiding", "care-allocation", "leidinggevende van de toegang"},
    {"back-office", "persons/berichtenverkeer", "message-exchange", "medewerker berichtenverkeer"},
    {"contract-manager", "persons/contractmanagement", "contract-management", "contractmanager"},
    {"operator", "persons/beheer", "operation", "beheerder van het systeem"},
    {"privacy-officer", "persons/privacy", "client-rights", "functionaris gegevensbescherming"},
};

}  // namespace

std::span<const Persona> Personas() { return kPersonas; }

absl::StatusOr<Persona> FindPersona(std::string_view name) {
  auto found = std::ranges::find(kPersonas, name, &Persona::name);
  if (found != std::end(kPersonas)) return *found;
  std::string names;
  for (const Persona& persona : kPersonas) names += Cat(names.empty() ? "" : ", ", persona.name);
  return WrongUse(Cat("--as kent '", name, "' niet; wel ", names));
}

Identity IdentityOf(const Persona& persona, std::set<std::string> municipalities) {
  Identity identity;
  identity.kind = Identity::Kind::kPerson;
  identity.subject = persona.subject;
  identity.roles = {std::string(persona.name)};
  identity.municipalities = std::move(municipalities);
  return identity;
}

}  // namespace clientroute::suite
