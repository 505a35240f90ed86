#ifndef CLIENTROUTE_TESTS_CONFORMANCE_GENERATED_SCHEMAS_H_
#define CLIENTROUTE_TESTS_CONFORMANCE_GENERATED_SCHEMAS_H_

#include <string>

namespace clientroute::conformance {

/// Writes the project's own tables as XML Schemas into `folder`, which must be there: xsd/ijw-3.2/JW301.xsd and so on,
/// each with the shared schema of its release beside it, as the standard has them. A validator on these proves that the
/// reader equals the tables; that the tables equal the standard, only the standard's own schemas prove. False when a
/// file cannot be written.
bool WriteGeneratedSchemas(const std::string& folder);

}  // namespace clientroute::conformance

#endif  // CLIENTROUTE_TESTS_CONFORMANCE_GENERATED_SCHEMAS_H_
