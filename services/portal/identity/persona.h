#ifndef CLIENTROUTE_SERVICES_PORTAL_IDENTITY_PERSONA_H_
#define CLIENTROUTE_SERVICES_PORTAL_IDENTITY_PERSONA_H_

#include <map>
#include <string>
#include <vector>

namespace clientroute::portal {

/// Somebody to be while trying the suite out. A value.
struct Persona {
  std::string id;        // `access-professional`: the value of its button
  std::string subject;   // `toegang`: what follows `persons/`; anything for somebody of a provider
  std::string name;      // `Medewerker van de toegang`
  std::string help;      // what he does, for whoever chooses
  std::string role;      // `access-professional`
  std::string provider;  // AGB code for somebody of a provider; empty for people of the region
};

/// Whom one can be, and where.
struct Cast {
  std::vector<Persona> personas;
  std::map<std::string, std::string> municipalities;  // CBS code to name
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_IDENTITY_PERSONA_H_
