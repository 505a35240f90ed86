#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_RULE_TABLES_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_RULE_TABLES_H_

#include <span>

#include "services/messaging/standard/rule.h"

namespace clientroute::messaging {

// The parts of the catalogue, each by id; `Rules()` puts them together.
std::span<const Rule> Conditions();
std::span<const Rule> Constraints();
std::span<const Rule> Restrictions();
std::span<const Rule> TechnicalRules();

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_RULE_TABLES_H_
