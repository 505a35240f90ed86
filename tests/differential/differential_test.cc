#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "services/orchestrator/definition/definition_loader.h"
#include "services/orchestrator/route/route_scxml.h"
#include "tests/differential/walker.h"
#include "tests/unit/orchestrator/definitions.h"
#include "tests/unit/orchestrator/sequences.h"

/// The reference definitions, held against an independent implementation of state charts: xstate, from npm. Each is
/// exported as SCXML; scxml.mjs builds machines of that text alone, route.mjs receives events for them, and both sides
/// walk the same random sequences. CLIENTROUTE_SEQUENCES walks so many instead of 500; a sequence is walked again from
/// its number alone.
///
/// Compared after every event: whether it was taken, kept back, unexpected or only noted, or with which code it was
/// refused; the state of the main chart, of the interruption and of each part; the commands that left, in order; the
/// timers that were started, stopped and fired; and every fact and reference of the route and of its parts. Guards are
/// judged on both sides from their own expressions: in xstate those of the export.
///
/// Not compared: when a timer is due and when a task is (the calendar has tests of its own), the titles and terms of
/// tasks, which commands still wait for their outcome, tasks that the machinery makes by itself, events that carry too
/// little or something unreadable, events about something else than what the route is busy with (nor those that become
/// it, kept back beside an interruption), changed lines of running parts, and moves to another version. For those:
/// tests/simulation, step_test, migrate_test.
namespace clientroute::orchestrator {
namespace {

constexpr int kSequences = 500;
constexpr int kEvents = 60;
/// Sequences that a mutation has to be found by.
constexpr int kSequencesOfMutation = 40;

std::string Here(const std::string& file) {
  return std::string(CLIENTROUTE_SOURCE_DIR) + "/tests/differential/" + file;
}

void WriteFile(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  ASSERT_TRUE(file.flush().good()) << path;
}

/// A definition as exported, in the order in which walk.mjs wants its files: the main chart, then each part.
std::vector<std::string> Exported(const Definition& definition) {
  std::vector<std::string> documents = {WriteScxml(definition, definition.main)};
  for (std::size_t i = 0; i < definition.charts.size(); ++i) {
    if (definition.charts[i].kind == ChartKind::kPart)
      documents.push_back(WriteScxml(definition, static_cast<ChartId>(i)));
  }
  return documents;
}

class Differential : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::string install = Here("install") + " >&2";
    ASSERT_EQ(std::system(install.c_str()), 0) << "tests/differential/install could not install xstate";
  }
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) / ("differential-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  /// What xstate says of each event of each walk.
  std::vector<std::vector<std::string>> WalkThere(const std::vector<std::string>& documents,
                                                  const std::vector<Walk>& walks) {
    std::string command = "node '" + Here("walk.mjs") + "'";
    for (std::size_t i = 0; i < documents.size(); ++i) {
      const std::filesystem::path path = folder_ / ("chart-" + std::to_string(i) + ".scxml");
      WriteFile(path, documents[i]);
      command += " '" + path.string() + "'";
    }
    std::string text;
    for (const Walk& walk : walks) {
      text += "[";
      for (std::size_t i = 0; i < walk.events.size(); ++i) text += (i == 0 ? "" : ",") + walk.events[i];
      text += "]\n";
    }
    WriteFile(folder_ / "walks", text);
    const std::filesystem::path answers = folder_ / "answers";
    command += " < '" + (folder_ / "walks").string() + "' > '" + answers.string() + "'";
    ended_well_ = std::system(command.c_str()) == 0;
    std::vector<std::vector<std::string>> told(1);
    std::ifstream file(answers);
    for (std::string line; std::getline(file, line);) {
      if (line.empty()) {
        told.emplace_back();
      } else {
        told.back().push_back(line);
      }
    }
    told.pop_back();
    return told;
  }

  /// The first difference, in words; empty when there is none.
  std::string Difference(const std::vector<std::string>& documents, const std::vector<Walk>& walks) {
    const std::vector<std::vector<std::string>> there = WalkThere(documents, walks);
    for (std::size_t w = 0; w < walks.size(); ++w) {
      const std::vector<std::string>& answers = walks[w].answers;
      for (std::size_t i = 0; i < answers.size(); ++i) {
        const std::string other = w < there.size() && i < there[w].size() ? there[w][i] : "no answer";
        if (answers[i] == other) continue;
        return "walk " + std::to_string(w) + ", event " + std::to_string(i) + ": " + walks[w].events[i] +
               "\n  before  " + (i == 0 ? "" : answers[i - 1]) + "\n  step    " + answers[i] + "\n  xstate  " + other;
      }
    }
    return ended_well_ ? "" : "node ended badly";
  }

  std::vector<Walk> Walks(const Definition& definition, int first, int count) {
    std::vector<Walk> walks;
    for (int i = 0; i < count; ++i)
      walks.push_back(Walker(definition, static_cast<std::uint64_t>(first + i)).Run(kEvents));
    return walks;
  }

  std::filesystem::path folder_;
  bool ended_well_ = false;
};

const Definition& Texel() {
  static const Definition kDefinition = [] {
    auto definition = LoadDefinition(std::string(CLIENTROUTE_SOURCE_DIR) +
                                     "/workflows/regions/reference/routes/youth_texel.textproto");
    EXPECT_TRUE(definition.ok()) << definition.status();
    return *std::move(definition);
  }();
  return kDefinition;
}

TEST_F(Differential, XstateSaysTheSameOfEveryEventOnTheReferenceDefinitions) {
  const Definition* definitions[] = {&YouthStandard(), &WmoStandard(), &Texel(), &SmallDefinition()};
  std::map<std::string, int> verdicts;
  std::size_t events = 0;
  constexpr int kAtATime = 500;
  const int sequences = SequencesOr(kSequences);
  for (int first = 0; first < sequences; first += kAtATime) {
    for (std::size_t d = 0; d < std::size(definitions); ++d) {
      const int count = std::min(kAtATime, sequences - first);
      const int parts = static_cast<int>(std::size(definitions));
      const int own = count / parts + (static_cast<int>(d) < count % parts ? 1 : 0);
      const std::vector<Walk> walks = Walks(*definitions[d], first, own);
      ASSERT_EQ(Difference(Exported(*definitions[d]), walks), "")
          << definitions[d]->Label() << ", walks from " << first;
      for (const Walk& walk : walks) {
        events += walk.events.size();
        for (const auto& [verdict, times] : walk.verdicts) verdicts[verdict] += times;
      }
    }
  }
  for (const char* verdict :
       {"taken", "deferred", "unexpected", "noted", "EVENT_DOES_NOT_FIT", "STALE_TIMER", "TASK_CLOSED"}) {
    EXPECT_GT(verdicts[verdict], 0) << verdict;
  }
  std::printf("%d sequences, %zu events:", sequences, events);
  for (const auto& [verdict, times] : verdicts) std::printf(" %s %d", verdict.c_str(), times);
  std::printf("\n");
}

/// A change to the export that must be seen.
struct Mutation {
  const char* what;
  const char* from;
  const char* to;
};

// The check can fail: what another side does otherwise is found, whatever it is.
TEST_F(Differential, AnExportThatSaysSomethingElseIsFound) {
  const Definition& definition = SmallDefinition();
  const std::vector<Walk> walks = Walks(definition, 1'000, kSequencesOfMutation);
  const std::vector<std::string> documents = Exported(definition);
  ASSERT_EQ(Difference(documents, walks), "");
  const Mutation mutations[] = {
      {"a target", "<transition event=\"Looked\" cond=\"_event.data.good === true\" target=\"main.judging\">",
       "<transition event=\"Looked\" cond=\"_event.data.good === true\" target=\"main.splitting\">"},
      {"a guard", "cond=\"_event.data.good === true\"", "cond=\"_event.data.good === false\""},
      {"a guard of a number", "_event.data.size &lt;= 10", "_event.data.size &lt;= 9"},
      {"a command", "event=\"command.Look\"", "event=\"command.Forget\""},
      {"a timer", "<send event=\"timer.look_term\" id=\"look_term\"", "<send event=\"timer.patience\" id=\"patience\""},
      {"the end of a timer", "<cancel sendid=\"look_term\"/>", ""},
      {"a fact", "<assign location=\"rounds\" expr=\"7\"/>", "<assign location=\"rounds\" expr=\"8\"/>"},
      {"where an interruption leads", "<transition target=\"main.dropped\"/>", "<transition target=\"main.history\"/>"},
      {"what interrupts", "<transition event=\"Alarm\" target=\"alarm.loud\">",
       "<transition event=\"Fire\" target=\"alarm.loud\">"},
      {"what waits", " clientroute:defers=\"Nudged\"", ""},
      {"what a person tells", "<clientroute:event name=\"Quiet\" signal=\"true\"/>",
       "<clientroute:event name=\"Quiet\"/>"},
  };
  for (const Mutation& mutation : mutations) {
    std::vector<std::string> changed = documents;
    const std::size_t at = changed[0].find(mutation.from);
    ASSERT_NE(at, std::string::npos) << mutation.what;
    changed[0].replace(at, std::string(mutation.from).size(), mutation.to);
    EXPECT_NE(Difference(changed, walks), "") << mutation.what;
  }
  std::vector<std::string> changed = documents;
  const std::string from = "target=\"piece.checking\"";
  changed[1].replace(changed[1].find(from), from.size(), "target=\"piece.ready\"");
  EXPECT_NE(Difference(changed, walks), "") << "a target of a part";
}

TEST_F(Differential, AChangedTargetOfTheYouthRouteIsFound) {
  const std::vector<Walk> walks = Walks(YouthStandard(), 1'000, kSequencesOfMutation);
  std::vector<std::string> documents = Exported(YouthStandard());
  const std::string from = "<transition event=\"ProblemAnalysisRecorded\" target=\"main.triaging\">";
  const std::size_t at = documents[0].find(from);
  ASSERT_NE(at, std::string::npos);
  documents[0].replace(at, from.size(), "<transition event=\"ProblemAnalysisRecorded\" target=\"main.planning\">");
  EXPECT_NE(Difference(documents, walks), "");
}

}  // namespace
}  // namespace clientroute::orchestrator
