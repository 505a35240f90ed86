#ifndef CLIENTROUTE_SERVICES_PLATFORM_TESTING_PERSONAS_H_
#define CLIENTROUTE_SERVICES_PLATFORM_TESTING_PERSONAS_H_

#include <set>
#include <string>
#include <string_view>

#include "services/platform/calls/client_call.h"

namespace clientroute {

/// Who calls in a test. Free functions, pure.

/// A person with one role, `persons/test.<role>`, who works for these municipalities (CBS codes). Purpose
/// `care-allocation` unless given.
Caller Persona(std::string_view role, std::set<std::string> municipalities,
               std::string_view purpose = "care-allocation");
/// The back office of a provider, by its AGB code.
Caller ProviderPersona(std::string_view provider_code, std::string_view purpose = "care-allocation");
/// A service of the suite.
Caller ServicePersona(std::string_view service, std::string_view purpose = "care-allocation");

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_TESTING_PERSONAS_H_
