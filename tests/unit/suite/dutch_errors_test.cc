#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "services/platform/status/status.h"
#include "services/suite/cli/dutch_reasons.h"
#include "services/suite/cli/dutch_violations.h"

// That what the services say when they refuse is said in Dutch, all of it: their sources are read for it.
namespace clientroute::suite {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;

/// A source without its comments, and with the pieces of a literal joined.
std::string ReadSource(const fs::path& path) {
  std::ifstream file(path);
  std::string text;
  for (std::string line; std::getline(file, line);) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin != std::string::npos && line.compare(begin, 2, "//") != 0) text += line + "\n";
  }
  static const std::regex kJoint("\"\\s*\\n\\s*\"");
  return std::regex_replace(text, kJoint, "");
}

/// The sources under these folders of services/, by their path from there.
std::map<std::string, std::string> Sources(const std::vector<std::string>& folders) {
  std::map<std::string, std::string> sources;
  const fs::path services = fs::path(CLIENTROUTE_SOURCE_DIR) / "services";
  for (const std::string& folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(services / folder)) {
      const std::string type = entry.path().extension();
      if (type == ".cc" || type == ".h") {
        sources[fs::relative(entry.path(), services).string()] = ReadSource(entry.path());
      }
    }
  }
  return sources;
}

/// The first group of each match.
std::set<std::string> Matches(const std::string& text, const std::regex& pattern) {
  std::set<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match) {
    found.insert((*match)[1].str());
  }
  return found;
}

const std::vector<std::string>& AllServices() {
  static const std::vector<std::string> all = {"access",    "allocation", "claims",       "contracting", "intake",
                                               "messaging", "monitoring", "orchestrator", "platform"};
  return all;
}

TEST(DutchErrors, EveryReasonOfAServiceHasItsDutch) {
  // Where a status is made, and where a reason has its name; what InvalidFields names is told field by field.
  static const std::regex kMade(
      "(?:StatusCode::k\\w+\\s*,|\\b(?:Refused|NotYet|Unfit|Denied|Wrong|DefectOf)\\()\\s*\"([A-Z][A-Z0-9_]+)\"");
  static const std::regex kNamed("return \"([A-Z][A-Z_]+)\";");
  std::size_t count = 0;
  std::vector<std::string> missing;
  for (const auto& [path, text] : Sources(AllServices())) {
    std::set<std::string> reasons = Matches(text, kMade);
    if (path == "orchestrator/route/step.cc" || path == "allocation/overlap.cc") reasons.merge(Matches(text, kNamed));
    for (const std::string& reason : reasons) {
      ++count;
      if (DutchReason(Error(absl::StatusCode::kInternal, reason, "english")).empty()) missing.push_back(reason);
    }
  }
  EXPECT_GT(count, 200U) << "the sources are not read as they are written";
  EXPECT_THAT(missing, IsEmpty());
}

TEST(DutchErrors, EveryPhraseAboutAFieldThatAPersonMaySeeHasItsDutch) {
  // What it says of a message goes to messaging, which tells the sender in codes.
  const std::set<std::string> kNotShown = {"allocation/message_codec.cc"};
  static const std::regex kPhrase(
      "\"((?:must|needs|a refusal has|only a refusal|stands|lies|comes|counts|has passed|was not asked|is "
      "(?:a|about|another|given|missing|more|"
      "needed|no|none|not|required|stored|what|yet))\\b[^\"\\\\]*)\"(?=[^;]*;)");
  std::size_t count = 0;
  std::vector<std::string> missing;
  for (const auto& [path, text] : Sources(AllServices())) {
    if (kNotShown.contains(path)) continue;
    for (const std::string& phrase : Matches(text, kPhrase)) {
      ++count;
      if (phrase.ends_with(" ")) continue;  // the first piece of one that is put together: see DutchViolations
      if (DutchViolation(phrase) == Cat("klopt niet: ", phrase)) missing.push_back(Cat(path, ": ", phrase));
    }
  }
  EXPECT_GT(count, 120U) << "the sources are not read as they are written";
  EXPECT_THAT(missing, IsEmpty());
}

}  // namespace
}  // namespace clientroute::suite
