#ifndef CLIENTROUTE_TESTS_ROUTE_GOLDEN_H_
#define CLIENTROUTE_TESTS_ROUTE_GOLDEN_H_

#include <string>

namespace clientroute::suite {

/// Compares `text` with the file of that name in tests/route/golden and fails where they differ. With
/// CLIENTROUTE_REWRITE_GOLDEN=1 the file is written instead; read the difference before it is committed.
void ExpectGolden(const std::string& name, const std::string& text);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_TESTS_ROUTE_GOLDEN_H_
