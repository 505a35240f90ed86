#include "services/allocation/message_rules.h"

#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/allocation/message_judgement.h"
#include "tests/unit/allocation/message_cases.h"

namespace clientroute::allocation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

MessageLine Line(decltype(MessageLine::content) content, const char* path = "Client[1]/X[1]") {
  return {path, "Client[1]", kClient, std::move(content)};
}

RequestedProduct Request(const char* reference = "REF-1") { return {reference, kGuidance, Day("2026-04-01")}; }
StartedProduct Start(const char* day = "2026-04-02", bool removes = false) {
  return {7, kGuidance, Day("2026-04-01"), Day(day), removes};
}
StoppedProduct Stop(const char* end = "2026-05-01", const char* reason = "31", bool removes = false,
                    const char* start = "2026-04-02") {
  return {Start(start, removes), Day(end), reason};
}

// Allocation 7 of the client, with these reports.
Knowledge Knowing(std::vector<Delivery> deliveries = {}) {
  Knowledge known;
  known.allocations.insert_or_assign(
      7, KnownAllocation{kClient, ProviderCode::Parse("42420001").value(), {}, false, std::move(deliveries)});
  known.allocations.at(7).line.product = kGuidance;
  return known;
}
Delivery Started(const char* day = "2026-04-02") {
  Delivery delivery;
  delivery.product = kGuidance;
  delivery.start = Day(day);
  return delivery;
}
Delivery Stopped(const char* end = "2026-05-01", const char* reason = "31", const char* start = "2026-04-02") {
  Delivery delivery = Started(start);
  delivery.kind = reason == kTemporaryStopReason ? DeliveryKind::kTemporaryStop : DeliveryKind::kStop;
  delivery.end = Day(end);
  delivery.stop_reason = reason;
  return delivery;
}
Delivery Removed(Delivery delivery) {
  delivery.removed = true;
  return delivery;
}

std::vector<Case> RequestCases() {
  const auto message = [](RequestedProduct request) { return Of(MessageKind::kRequest, {Line(std::move(request))}); };
  return {
      {"TR347", "a new reference", false, message(Request()), {}},
      {"TR347", "a used reference", true, message(Request()),
       With(Knowledge(), [](Knowledge& known) { known.used_references = {"REF-1"}; })},
      {"TR374", "no open request", false, message(Request()),
       With(Knowledge(), [](Knowledge& known) { known.clients_with_open_request = {kOtherClient}; })},
      {"TR374", "an open request", true, message(Request()),
       With(Knowledge(), [](Knowledge& known) { known.clients_with_open_request = {kClient}; })},
      {"TR378", "a municipality that exists", false, message(Request()), {}},
      {"TR378",
       "a municipality that is gone by then",
       true,
       With(message(Request()), [](Message& it) { it.municipality = MunicipalityCode::Parse("0416").value(); }),
       {}},
      {"TR378",
       "a municipality that still existed on the first day",
       false,
       With(message(Request()),
            [](Message& it) {
              it.municipality = MunicipalityCode::Parse("0416").value();
              std::get<RequestedProduct>(it.lines[0].content).first_day = Day("2021-12-31");
            }),
       {}},
      {"TR381", "a code that fits", false, message(Request()),
       With(Knowledge(),
            [](Knowledge& known) {
              known.misfits = {{kGuidance, Day("2025-04-01")}, {kTreatment, Day("2026-04-01")}};
            })},
      {"TR381", "a code that does not fit", true, message(Request()),
       With(Knowledge(),
            [](Knowledge& known) {
              known.misfits = {{kGuidance, Day("2026-04-01")}};
            })},
  };
}

std::vector<Case> StartCases() {
  const auto message = [](StartedProduct start) { return Of(MessageKind::kStart, {Line(std::move(start))}); };
  const auto changed = [&](auto change) { return With(message(Start()), change); };
  return {
      {"TR019", "its own allocation", false, message(Start()), Knowing()},
      {"TR019", "an unknown number", true, message(With(Start(), [](auto& it) { it.number = 8; })), Knowing()},
      {"TR019", "no number", true, message(With(Start(), [](auto& it) { it.number = 0; })), Knowing()},
      {"TR019", "another client's allocation", true, changed([](Message& it) { it.lines[0].client = kOtherClient; }),
       Knowing()},
      {"TR019", "an unknown client", true, changed([](Message& it) { it.lines[0].client.reset(); }), Knowing()},
      {"TR019", "another provider's allocation", true,
       changed([](Message& it) { it.provider = ProviderCode::Parse("42420002").value(); }), Knowing()},
      {"TR019", "a withdrawn allocation", true, message(Start()),
       With(Knowing(), [](Knowledge& known) { known.allocations.at(7).withdrawn = true; })},
      {"TR019", "another product", true, message(With(Start(), [](auto& it) { it.product = kTreatment; })), Knowing()},
      {"TR019", "no product named", false, message(With(Start(), [](auto& it) { it.product = {}; })), Knowing()},
      {"TR019", "a product of a category that was allocated", false, message(Start()),
       With(Knowing(),
            [](Knowledge& known) {
              known.allocations.at(7).line.product = {"45", ""};
            })},
      {"TR019", "a removal without its allocation", true,
       message(With(Start("2026-04-02", true), [](auto& it) { it.number = 8; })), Knowing()},
      {"TR063", "a removal of what was reported", false, message(Start("2026-04-02", true)), Knowing({Started()})},
      {"TR063", "a removal of nothing", true, message(Start("2026-04-02", true)), Knowing()},
      {"TR063", "a removal with another day", true, message(Start("2026-04-03", true)), Knowing({Started()})},
      {"TR063", "a second removal", true, message(Start("2026-04-02", true)), Knowing({Removed(Started())})},
      {"TR071", "a removal before the stop", false, message(Start("2026-04-02", true)), Knowing({Started()})},
      {"TR071", "a removal after the stop", true, message(Start("2026-04-02", true)), Knowing({Started(), Stopped()})},
      {"TR071", "a removal after a temporary stop", true, message(Start("2026-04-02", true)),
       Knowing({Started(), Stopped("2026-05-01", "20")})},
      {"TR071", "a removal after the stop was taken back", false, message(Start("2026-04-02", true)),
       Knowing({Started(), Removed(Stopped())})},
      {"TR074", "a new start", false, message(Start()), Knowing()},
      {"TR074", "the same start again", true, message(Start()), Knowing({Started()})},
      {"TR074", "the same start after it was taken back", false, message(Start()), Knowing({Removed(Started())})},
      {"TR326", "nothing runs", false, message(Start("2026-06-01")), Knowing({Started(), Stopped()})},
      {"TR326", "a temporary stop went before", false, message(Start("2026-06-01")),
       Knowing({Started(), Stopped("2026-05-01", "20")})},
      {"TR326", "a start still runs", true, message(Start("2026-06-01")), Knowing({Started()})},
      {"TR326", "a start runs again, its stop was taken back", true, message(Start("2026-06-01")),
       Knowing({Started(), Removed(Stopped())})},
      {"TR378", "a municipality that exists", false, message(Start()), Knowing()},
      {"TR378", "a municipality that is gone by then", true,
       changed([](Message& it) { it.municipality = MunicipalityCode::Parse("0416").value(); }), Knowing()},
      {"TR381", "a code that fits", false, message(Start()), Knowing()},
      {"TR381", "a code that does not fit", true, message(Start()),
       With(Knowing(),
            [](Knowledge& known) {
              known.misfits = {{kGuidance, Day("2026-04-01")}};
            })},
  };
}

std::vector<Case> StopCases() {
  const auto message = [](StoppedProduct stop) { return Of(MessageKind::kStop, {Line(std::move(stop))}); };
  return {
      {"TR019", "its own allocation", false, message(Stop()), Knowing({Started()})},
      {"TR019", "an unknown number", true, message(With(Stop(), [](auto& it) { it.of.number = 8; })),
       Knowing({Started()})},
      {"TR063", "a removal of what was reported", false, message(Stop("2026-05-01", "31", true)),
       Knowing({Started(), Stopped()})},
      {"TR063", "a removal of nothing", true, message(Stop("2026-05-01", "31", true)), Knowing({Started()})},
      {"TR063", "a removal with another reason", true, message(Stop("2026-05-01", "32", true)),
       Knowing({Started(), Stopped()})},
      {"TR063", "a removal with another last day", true, message(Stop("2026-05-02", "31", true)),
       Knowing({Started(), Stopped()})},
      {"TR074", "a first stop", false, message(Stop()), Knowing({Started()})},
      {"TR074", "the same stop again", true, message(Stop()), Knowing({Started(), Stopped()})},
      {"TR074", "the same stop after it was taken back", false, message(Stop()),
       Knowing({Started(), Removed(Stopped())})},
      {"TR382", "a stop of a start", false, message(Stop()), Knowing({Started()})},
      {"TR382", "a stop without a start (OP072)", true, message(Stop()), Knowing()},
      {"TR382", "a stop of another day's start", true, message(Stop()), Knowing({Started("2026-04-03")})},
      {"TR382", "a stop of a start that was taken back", true, message(Stop()), Knowing({Removed(Started())})},
      {"TR413", "a definitive stop after a temporary one", false, message(Stop("2026-05-20")),
       Knowing({Started(), Stopped("2026-05-01", "20")})},
      {"TR413", "a second temporary stop", true, message(Stop("2026-05-20", "20")),
       Knowing({Started(), Stopped("2026-05-01", "20")})},
      {"TR414", "a later last day", false, message(Stop("2026-05-01")),
       Knowing({Started(), Stopped("2026-05-01", "20")})},
      {"TR414", "an earlier last day", true, message(Stop("2026-04-30")),
       Knowing({Started(), Stopped("2026-05-01", "20")})},
      {"TR415", "no definitive stop before", false, message(Stop("2026-05-20")),
       Knowing({Started(), Stopped("2026-05-01", "20")})},
      {"TR415", "a definitive stop before", true, message(Stop("2026-05-20", "32")), Knowing({Started(), Stopped()})},
      {"TR415", "a definitive stop of an earlier start", false, message(Stop("2026-07-01", "31", false, "2026-06-01")),
       Knowing({Started(), Stopped(), Started("2026-06-01")})},
      {"TR378", "a municipality that exists", false, message(Stop()), Knowing({Started()})},
      {"TR378", "a municipality that is gone by then", true,
       With(message(Stop()), [](Message& it) { it.municipality = MunicipalityCode::Parse("0416").value(); }),
       Knowing({Started()})},
      {"TR381", "a code that fits", false, message(Stop()), Knowing({Started()})},
      {"TR381", "a code that does not fit", true, message(Stop()),
       With(Knowing({Started()}),
            [](Knowledge& known) {
              known.misfits = {{kGuidance, Day("2026-04-01")}};
            })},
  };
}

std::vector<Case> AllCases() {
  std::vector<Case> cases;
  for (auto& part : {RequestCases(), StartCases(), StopCases(), ChangeCases()})
    cases.insert(cases.end(), part.begin(), part.end());
  return cases;
}

TEST(MessageRulesTest, EachIsKeptAndBrokenAsItSays) {
  for (const Case& one : AllCases()) {
    std::vector<std::string> broken;
    std::string explanation;
    for (const Verdict& verdict : JudgeMessage(one.message, one.known).verdicts) {
      broken.push_back(verdict.rule);
      if (verdict.rule == one.rule) explanation = verdict.explanation;
    }
    const std::string what = std::string(one.rule) + ", " + one.name;
    if (one.broken) {
      EXPECT_THAT(broken, testing::Contains(one.rule)) << what;
      EXPECT_THAT(explanation, testing::EndsWith(".")) << what << ": explained in Dutch";
    } else {
      EXPECT_THAT(broken, testing::Not(testing::Contains(one.rule))) << what;
    }
  }
}

TEST(MessageRulesTest, EachIsTriedBothWaysForEachOfItsMessages) {
  std::set<std::string> wanted, tried;
  for (const MessageRule& rule : MessageRules()) {
    for (const MessageKind kind : rule.kinds) {
      for (const char* way : {"kept", "broken"}) {
        wanted.insert(std::string(rule.id) + " " + std::to_string(static_cast<int>(kind)) + " " + way);
      }
    }
  }
  for (const Case& one : AllCases()) {
    tried.insert(std::string(one.rule) + " " + std::to_string(static_cast<int>(one.message.kind)) + " " +
                 (one.broken ? "broken" : "kept"));
  }
  EXPECT_EQ(tried, wanted);
}

TEST(MessageRulesTest, HaveTheCodesOfTheStandard) {
  std::map<std::string, std::string> codes;
  for (const MessageRule& rule : MessageRules()) codes[std::string(rule.id)] = rule.return_code;
  EXPECT_EQ(codes, (std::map<std::string, std::string>{
                       {"TR019", "9019"}, {"TR304", "8187"}, {"TR349", "9349"}, {"TR350", "9350"}, {"TR351", "9351"},
                       {"TR357", "9357"}, {"TR361", "9361"}, {"TR373", "9373"}, {"TR375", "9375"}, {"TR411", "9411"},
                       {"TR412", "9412"}, {"TR063", "9063"}, {"TR071", "9071"}, {"TR074", "9074"}, {"TR326", "9326"},
                       {"TR347", "9347"}, {"TR374", "9374"}, {"TR378", "S300"}, {"TR381", "S329"}, {"TR382", "9069"},
                       {"TR413", "9413"}, {"TR414", "9414"}, {"TR415", "9415"}}));
}

// The table against a given copy of the standard: `rules.tsv` in the folder that CLIENTROUTE_STANDARD names.
TEST(MessageRulesTest, AreThoseOfTheGivenStandard) {
  const char* folder = std::getenv("CLIENTROUTE_STANDARD");
  if (folder == nullptr) GTEST_SKIP() << "CLIENTROUTE_STANDARD names no folder with rules.tsv";
  std::ifstream table(std::string(folder) + "/rules.tsv");
  ASSERT_TRUE(table.is_open());
  // standard, id, kind, level, return code, messages, …
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> rows;
  for (std::string line; std::getline(table, line);) {
    std::vector<std::string> cells;
    std::istringstream cut(line);
    for (std::string cell; std::getline(cut, cell, '\t');) cells.push_back(cell);
    if (cells.size() > 5) rows.emplace(std::pair(cells[0], cells[1]), cells);
  }
  const std::pair<const char*, const char*> standards[] = {{"ijw", "JW"}, {"iwmo", "WMO"}};
  for (const auto& [standard, prefix] : standards) {
    for (const MessageRule& rule : MessageRules()) {
      const std::pair key(std::string(standard), std::string(rule.id));
      ASSERT_TRUE(rows.contains(key)) << standard << " " << rule.id;
      const std::vector<std::string>& row = rows.at(key);
      EXPECT_EQ(row[3], rule.level == 3 ? "berichtoverstijgend" : "externe bron") << rule.id;
      EXPECT_EQ(row[4], rule.return_code) << rule.id;
      for (const MessageKind kind : rule.kinds) {
        // The list of Wmo rules leaves the 307 out; its own list of return codes (WJ001) has 9019 for both.
        if (key == std::pair<std::string, std::string>("iwmo", "TR019") && kind == MessageKind::kStop) continue;
        EXPECT_THAT(row[5], testing::HasSubstr(prefix + std::to_string(static_cast<int>(kind)))) << rule.id;
      }
    }
  }
}

std::vector<std::string> Told(const Judgement& judgement) {
  std::vector<std::string> told;
  for (const Verdict& verdict : judgement.verdicts) {
    told.push_back(verdict.class_path + " " + verdict.rule + " " + verdict.return_code);
  }
  return told;
}

TEST(JudgeMessageTest, VerdictsStandAtTheirClassOnceAndInOrder) {
  Knowledge known;
  known.clients_with_open_request = {kClient};
  known.used_references = {"REF-2"};
  const Judgement judgement = JudgeMessage(
      Of(MessageKind::kRequest, {Line(Request("REF-1"), "Client[1]/A[1]"), Line(Request("REF-2"), "Client[1]/A[2]")}),
      known);
  EXPECT_THAT(Told(judgement), ElementsAre("Client[1] TR374 9374", "Client[1]/A[2] TR347 9347"));
  EXPECT_THAT(judgement.effects, IsEmpty());
}

TEST(JudgeMessageTest, AReferenceMayNotComeTwiceInOneMessage) {
  const Judgement judgement = JudgeMessage(
      Of(MessageKind::kRequest, {Line(Request(), "Client[1]/A[1]"), Line(Request(), "Client[1]/A[2]")}), {});
  EXPECT_THAT(Told(judgement), ElementsAre("Client[1]/A[2] TR347 9347"));
}

TEST(JudgeMessageTest, OutsideSourcesAreAskedOnlyWhenTheRestIsKept) {
  Message message = Of(MessageKind::kRequest, {Line(Request("REF-1"), "A[1]"), Line(Request("REF-2"), "A[2]")});
  message.municipality = MunicipalityCode::Parse("9999").value();
  Knowledge known;
  known.misfits = {{kGuidance, Day("2026-04-01")}};
  EXPECT_THAT(Told(JudgeMessage(message, known)),
              ElementsAre("Header TR378 S300", "A[1] TR381 S329", "A[2] TR381 S329"));
  known.used_references = {"REF-1"};
  EXPECT_THAT(Told(JudgeMessage(message, known)), ElementsAre("A[1] TR347 9347"));
}

TEST(JudgeMessageTest, ACorrectionMayStandInOneMessageInAnyOrder) {
  for (const bool removal_first : {true, false}) {
    std::vector<MessageLine> lines = {Line(Start("2026-04-02", true), "S[1]"), Line(Start("2026-04-05"), "S[2]")};
    if (!removal_first) std::swap(lines[0], lines[1]);
    const Judgement judgement = JudgeMessage(Of(MessageKind::kStart, lines), Knowing({Started()}));
    EXPECT_THAT(Told(judgement), IsEmpty());
    ASSERT_EQ(judgement.effects.size(), 2U);
    EXPECT_EQ(judgement.effects[0].kind, Effect::Kind::kRemoveDelivery);
    EXPECT_EQ(judgement.effects[0].delivery.start, Day("2026-04-02"));
    EXPECT_EQ(judgement.effects[1].kind, Effect::Kind::kAddDelivery);
    EXPECT_EQ(judgement.effects[1].delivery.start, Day("2026-04-05"));
    EXPECT_EQ(judgement.effects[1].delivery.message, kMessage);
    EXPECT_EQ(judgement.effects[1].line, removal_first ? 1U : 0U);
  }
}

TEST(JudgeMessageTest, LinesOfOneMessageSeeEachOther) {
  const Judgement judgement =
      JudgeMessage(Of(MessageKind::kStop, {Line(Stop("2026-05-01", "20"), "S[1]"), Line(Stop("2026-04-20"), "S[2]")}),
                   Knowing({Started()}));
  EXPECT_THAT(Told(judgement), ElementsAre("S[2] TR414 9414"));
  EXPECT_THAT(judgement.effects, IsEmpty()) << "one broken line stops the whole message";
}

TEST(JudgeMessageTest, AStatusThreeIsAskedOnlyForItsOwnRules) {
  Message message = Of(MessageKind::kStop, {Line(Stop("2026-05-01", "31", true))});
  message.municipality = MunicipalityCode::Parse("9999").value();
  Knowledge known = Knowing({Started(), Stopped()});
  known.misfits = {{kGuidance, Day("2026-04-01")}};
  EXPECT_THAT(Told(JudgeMessage(message, known)), IsEmpty());
}

TEST(JudgeMessageTest, ARepeatedStopNamesEveryRuleThatItBreaks) {
  EXPECT_THAT(Told(JudgeMessage(Of(MessageKind::kStop, {Line(Stop(), "S[1]")}), Knowing({Started(), Stopped()}))),
              ElementsAre("S[1] TR074 9074", "S[1] TR415 9415"));
}

}  // namespace
}  // namespace clientroute::allocation
