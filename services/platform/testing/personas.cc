#include "services/platform/testing/personas.h"

#include <utility>

namespace clientroute {

Caller Persona(std::string_view role, std::set<std::string> municipalities, std::string_view purpose) {
  Caller caller;
  caller.identity.kind = Identity::Kind::kPerson;
  caller.identity.subject = Cat("persons/test.", role);
  caller.identity.roles = {std::string(role)};
  caller.identity.municipalities = std::move(municipalities);
  caller.purpose = std::string(purpose);
  return caller;
}

Caller ProviderPersona(std::string_view provider_code, std::string_view purpose) {
  Caller caller;
  caller.identity.kind = Identity::Kind::kProvider;
  caller.identity.subject = Cat("providers/", provider_code);
  caller.identity.roles = {"provider-back-office"};
  caller.purpose = std::string(purpose);
  return caller;
}

Caller ServicePersona(std::string_view service, std::string_view purpose) { return ServiceCaller(service, purpose); }

}  // namespace clientroute
