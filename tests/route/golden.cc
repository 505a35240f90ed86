#include "tests/route/golden.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace clientroute::suite {

void ExpectGolden(const std::string& name, const std::string& text) {
  const std::string path = std::string(CLIENTROUTE_SOURCE_DIR) + "/tests/route/golden/" + name;
  if (const char* rewrite = std::getenv("CLIENTROUTE_REWRITE_GOLDEN");
      rewrite != nullptr && std::string(rewrite) == "1") {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file) << path << " is not there; CLIENTROUTE_REWRITE_GOLDEN=1 writes it";
  EXPECT_EQ(std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>()), text) << path;
}

}  // namespace clientroute::suite
