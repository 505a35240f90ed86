#ifndef CLIENTROUTE_SERVICES_PORTAL_IDENTITY_PERSONA_PAGE_H_
#define CLIENTROUTE_SERVICES_PORTAL_IDENTITY_PERSONA_PAGE_H_

#include <map>
#include <string>

#include "services/portal/identity/persona.h"

namespace clientroute::portal {

/// The page on which one chooses who to be: a form of buttons, one a persona, that works without a script. `kept` are
/// the fields of the request to sign in, sent along. Pure.
std::string PersonaPage(const Cast& cast, const std::map<std::string, std::string>& kept);
/// Its style sheet: the content security policy allows none in the page.
std::string PersonaStyle();

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_IDENTITY_PERSONA_PAGE_H_
