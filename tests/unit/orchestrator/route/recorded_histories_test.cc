#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "clientroute/orchestrator/v1/route_history.pb.h"
#include "services/orchestrator/definition/definition_loader.h"
#include "services/orchestrator/operations/history_codec.h"
#include "services/orchestrator/store/journal_codec.h"
#include "services/platform/values/resource_name.h"
#include "services/platform/values/uuid.h"
#include "tests/unit/orchestrator/random_events.h"
#include "tests/unit/orchestrator/region_route.h"

namespace clientroute::orchestrator {
namespace {

/// What routes of released versions went through, one file a route:
/// tests/conformance/histories/NAME@VERSION/*.textproto. A version that is released is never changed, and so its
/// histories give the same transitions for ever. They are made once, by CLIENTROUTE_REWRITE_GOLDEN=1
/// build/dev/tests/unit_orchestrator --gtest_filter='Recorded*', which writes those of the newest version of
/// each definition that is not released yet; `clientroute route history` gives those of a running suite in the same
/// form.
const std::filesystem::path kFolder = std::filesystem::path(CLIENTROUTE_SOURCE_DIR) / "tests/conformance/histories";
constexpr int kRandomRoutes = 3;
constexpr int kRandomEvents = 60;

std::shared_ptr<const DefinitionLibrary> RegionDefinitions() {
  auto library = LoadDefinitions(std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows/routes");
  return library.ok() ? *library : nullptr;
}

/// The record without what is only there for people to read: better words change no transition.
std::string Meant(v1::JournalRecord record) {
  for (v1::RecordedMove& move : *record.mutable_moves()) move.clear_explanation();
  for (v1::RecordedTask& task : *record.mutable_tasks_opened()) task.clear_title();
  record.clear_notes();
  std::string text;
  google::protobuf::TextFormat::PrintToString(record, &text);
  return text;
}

/// Every record as the definition makes it now.
std::vector<v1::JournalRecord> RunAgain(const Definition& definition, const std::string& route,
                                        const std::vector<TakenEvent>& events) {
  std::vector<v1::JournalRecord> records;
  HistoryRun run(definition, route, nullptr);
  for (const TakenEvent& taken : events) {
    const StepResult result = run.Take(taken);
    const auto* transition = std::get_if<Transition>(&result);
    EXPECT_NE(transition, nullptr) << "event " << taken.event.id << ": " << Verdict(result);
    if (transition == nullptr) break;
    records.push_back(ToRecord(run.definition(), taken.event, taken.taken, *transition));
  }
  return records;
}

void Keep(const std::string& name, const std::string& title, const Definition& definition, const RouteDriver& driver) {
  if (std::getenv("CLIENTROUTE_REWRITE_GOLDEN") == nullptr) return;
  v1::RouteHistory history;
  history.set_route(NameOf("routes", Uuid::Derive(kClientrouteSpace, "history/" + name)));
  history.set_definition(definition.name);
  history.set_version(definition.version);
  history.set_title(title);
  for (v1::JournalRecord& record : RunAgain(definition, history.route(), driver.taken())) {
    *history.add_records() = std::move(record);
  }
  std::string text;
  google::protobuf::TextFormat::PrintToString(history, &text);
  const std::filesystem::path folder = kFolder / definition.Label();
  std::filesystem::create_directories(folder);
  std::ofstream(folder / (name + ".textproto"), std::ios::binary | std::ios::trunc)
      << "# proto-file: proto/clientroute/orchestrator/v1/route_history.proto\n"
      << "# proto-message: clientroute.orchestrator.v1.RouteHistory\n"
      << text;
}

class RecordedYouthHistories : public YouthRoute {
 protected:
  void Keep(const std::string& name, const std::string& title) {
    orchestrator::Keep(name, title, definition_, driver_);
  }
};

TEST_F(RecordedYouthHistories, HaveOneToOutflowWithAftercare) {
  ComeToOutflow();
  Outflow(true);
  EXPECT_EQ(driver_.state(), "in_aftercare");
  Keep("care_to_outflow", "Van verwijzing door zorg naar uitstroom met nazorg.");
}

TEST_F(RecordedYouthHistories, HaveOneOfARefusal) {
  ComeToDecision("MULTI");
  Decide("REFUSE");
  Keep("multi_refused", "Multi, met casusgesprek, en een afwijzing.");
}

TEST_F(RecordedYouthHistories, HaveOneOfAChange) {
  ComeToCare();
  RequestChange();
  Decide("GRANT", "change_requests/1");
  driver_.Tell("AllocationsChanged",
               {{"change_request", "change_requests/1"}, {"last_date", "2027-01-31"}, {"adds_care", "true"}}, {},
               {{"line-3", {}, "3"}});
  Send(1);
  Answer(true, 0);
  EXPECT_EQ(driver_.state(), "in_care");
  Keep("change_granted", "Zorg die op verzoek van de aanbieder wordt gewijzigd.");
}

TEST_F(RecordedYouthHistories, HaveOneOfACrisis) {
  ComeToCare();
  driver_.Tell("CrisisReported");
  EXPECT_EQ(driver_.interrupt_state(), "acute");
  driver_.Expire("evaluation");
  driver_.Tell("CrisisResolved");
  EXPECT_EQ(driver_.interrupt_state(), "");
  Keep("crisis", "Een crisis tijdens de zorg; wat intussen gebeurt, telt daarna.");
}

TEST_F(RecordedYouthHistories, HaveOneThatIsLateAndWithdrawn) {
  ComeToAnalysis();
  for (const char* timer : {"investigation_notice", "request_term"}) driver_.Expire(timer);
  driver_.Tell("ReferralWithdrawn", {{"referral", "referrals/1"}});
  AnswerSent("REFUSED");
  driver_.Tell("AnswerMessageAnswered", {{"accepted", "true"}});
  EXPECT_EQ(driver_.state(), "withdrawn");
  Keep("late_and_withdrawn", "Termijnen die verstrijken, en een verwijzing die wordt ingetrokken.");
}

TEST(RecordedHistories, HaveOneOfAMessageThatComesRightAfterAPersonSawToIt) {
  RouteDriver driver(MessageAttention());
  driver.Tell("MessageNeedsAttention", {{"municipality", "0361"},
                                        {"message", "messages/1"},
                                        {"explanation", "JW316 aan aanbieder 42420001, geweigerd met IB010"},
                                        {"reason", "UNDELIVERED"}});
  driver.Complete("deliver_message", "seen_to");
  driver.Tell("MessageSettled");
  EXPECT_EQ(driver.state(), "message_seen_to");
  Keep("seen_to", "Een bericht dat niet aankwam, en na een mens alsnog.", MessageAttention(), driver);
}

TEST(RecordedHistories, AreMadeOfRandomWaysToo) {
  for (const Definition* definition : {&YouthStandard(), &WmoStandard()}) {
    for (int i = 1; i <= kRandomRoutes; ++i) {
      RouteDriver driver(*definition);
      RandomEvents events(*definition, static_cast<std::uint64_t>(7'000 + i));
      for (int e = 0; e < kRandomEvents; ++e) events.TakeOne(driver);
      Keep("random_" + std::to_string(i), "Willekeurige gebeurtenissen, zaad " + std::to_string(7'000 + i) + ".",
           *definition, driver);
    }
  }
}

TEST(RecordedHistories, GiveTheSameTransitionsByteForByte) {
  const auto library = RegionDefinitions();
  ASSERT_NE(library, nullptr);
  std::set<std::string> covered;
  int records = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kFolder)) {
    if (entry.path().extension() != ".textproto") continue;
    const std::string file = entry.path().filename().string();
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    v1::RouteHistory history;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &history)) << file;
    const Definition* definition = library->Find(history.definition(), history.version());
    ASSERT_NE(definition, nullptr) << file << ": " << history.definition() << "@" << history.version()
                                   << " was released, and must stay as long as a route runs on it";
    covered.insert(definition->Label());
    const std::vector<v1::JournalRecord> recorded{history.records().begin(), history.records().end()};
    const auto events = EventsOf(recorded);
    ASSERT_TRUE(events.ok()) << file << ": " << events.status().ToString();
    const std::vector<v1::JournalRecord> again = RunAgain(*definition, history.route(), *events);
    ASSERT_EQ(again.size(), recorded.size()) << file;
    for (std::size_t i = 0; i < again.size(); ++i) {
      ASSERT_EQ(Meant(again[i]), Meant(recorded[i])) << file << ", record " << i + 1;
    }
    records += static_cast<int>(again.size());
  }
  EXPECT_GT(records, 100);
  for (const auto& definition : library->all()) {
    EXPECT_TRUE(covered.contains(definition->Label())) << definition->Label() << " has no history";
  }
}

}  // namespace
}  // namespace clientroute::orchestrator
