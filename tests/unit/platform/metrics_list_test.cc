// observability/metrics.md and the code name the same metrics.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "gtest/gtest.h"

namespace clientroute {
namespace {

std::string Content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The first group of every match.
std::set<std::string> Matches(const std::string& text, const std::regex& pattern) {
  std::set<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), pattern); at != std::sregex_iterator(); ++at) {
    found.insert((*at)[1].str());
  }
  return found;
}

TEST(MetricsListTest, NamesExactlyWhatTheCodeMeasures) {
  const std::filesystem::path root = CLIENTROUTE_SOURCE_DIR;
  const std::regex literal("\"(clientroute_[a-z0-9_]+)\"");
  std::set<std::string> measured;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "services")) {
    if (entry.path().extension() == ".cc") measured.merge(Matches(Content(entry.path()), literal));
  }
  EXPECT_TRUE(measured.contains("clientroute_calls_total")) << "the sources were not found";
  const auto listed =
      Matches(Content(root / "observability/metrics.md"), std::regex("\n\\| `(clientroute_[a-z0-9_]+)`"));
  EXPECT_EQ(measured, listed);
}

}  // namespace
}  // namespace clientroute
