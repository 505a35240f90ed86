#ifndef CLIENTROUTE_TESTS_HUB_SUITE_ADDRESS_H_
#define CLIENTROUTE_TESTS_HUB_SUITE_ADDRESS_H_

#include <string>

namespace clientroute::hub {

/// Where the suite of this data folder takes letters, as it left it in `suite.json`; empty when it left nothing.
std::string SuiteAddressIn(const std::string& data_folder);

}  // namespace clientroute::hub

#endif  // CLIENTROUTE_TESTS_HUB_SUITE_ADDRESS_H_
