#include "tests/hub/suite_address.h"

#include <fstream>
#include <sstream>
#include <string_view>

namespace clientroute::hub {

std::string SuiteAddressIn(const std::string& data_folder) {
  std::ostringstream text;
  text << std::ifstream(data_folder + "/suite.json").rdbuf();
  const std::string json = text.str();
  for (const std::string_view name : {"\"hubAddress\"", "\"hub_address\""}) {
    const std::size_t at = json.find(name);
    if (at == std::string::npos) continue;
    const std::size_t open = json.find('"', at + name.size());
    const std::size_t close = open == std::string::npos ? open : json.find('"', open + 1);
    if (close != std::string::npos) return json.substr(open + 1, close - open - 1);
  }
  return "";
}

}  // namespace clientroute::hub
