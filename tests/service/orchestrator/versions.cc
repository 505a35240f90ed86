#include "tests/service/orchestrator/versions.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "services/platform/testing/temp_folder.h"

namespace clientroute::orchestrator {
namespace {

using Path = std::filesystem::path;

[[noreturn]] void Stop(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::abort();
}

std::string ReadAll(const Path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool ReplaceAll(std::string& text, const std::string& from, const std::string& to) {
  bool found = false;
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
    found = true;
  }
  return found;
}

}  // namespace

std::shared_ptr<const DefinitionLibrary> WithSecondVersion(
    const std::vector<std::pair<std::string, std::string>>& replacements) {
  const TempFolder folder;
  const Path routes(folder.path());
  std::filesystem::copy(Path(CLIENTROUTE_SOURCE_DIR) / "workflows/routes", routes,
                        std::filesystem::copy_options::recursive);
  std::filesystem::copy(routes / "standard", routes / "standard_2");
  std::filesystem::copy(routes / "youth_standard.textproto", routes / "youth_standard_2.textproto");
  std::vector<Path> files = {routes / "youth_standard_2.textproto"};
  for (const auto& entry : std::filesystem::directory_iterator(routes / "standard_2")) files.push_back(entry.path());
  std::vector<bool> found(replacements.size());
  for (const Path& path : files) {
    std::string text = ReadAll(path);
    ReplaceAll(text, "\nversion: 1", "\nversion: 2");
    ReplaceAll(text, "\"standard/", "\"standard_2/");
    for (std::size_t i = 0; i < replacements.size(); ++i) {
      if (ReplaceAll(text, replacements[i].first, replacements[i].second)) found[i] = true;
    }
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
  }
  for (std::size_t i = 0; i < replacements.size(); ++i) {
    if (!found[i]) Stop("nothing to replace: " + replacements[i].first);
  }
  auto library = LoadDefinitions(routes.string());
  if (!library.ok()) Stop(library.status().ToString());
  return *std::move(library);
}

std::shared_ptr<const DefinitionLibrary> WithRenamedState() {
  return WithSecondVersion({{"\"opening_case\"", "\"opening_file\""}});
}

std::string RenamedStateMapping() {
  return R"(definition: "youth_standard"
from_version: 1
to_version: 2
explanation: "De casus heet nu dossier."
charts {
  chart: "main"
  states { from: "opening_case" to: "opening_file" }
}
)";
}

}  // namespace clientroute::orchestrator
