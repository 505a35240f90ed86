#ifndef CLIENTROUTE_SERVICES_SUITE_CLI_PERSONA_H_
#define CLIENTROUTE_SERVICES_SUITE_CLI_PERSONA_H_

#include <set>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/calls/context.h"

namespace clientroute::suite {

/// Someone of the region to be while there is no sign-in: the development identity of `--as`. A plain value.
struct Persona {
  std::string_view name;     // also his role: `access-professional`
  std::string_view subject;  // `persons/toegang`
  std::string_view purpose;  // why he usually wants data
  std::string_view help;     // in Dutch
};

std::span<const Persona> Personas();

/// Errors: WRONG_USE names those that there are.
absl::StatusOr<Persona> FindPersona(std::string_view name);

/// The persona at work for the municipalities.
Identity IdentityOf(const Persona& persona, std::set<std::string> municipalities);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_CLI_PERSONA_H_
