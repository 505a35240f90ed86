// A provider in a box on the other side of the exchange: from its own request (315) to the answer to its claims (325),
// while people of the access team do their part; under both standards, killed on the way, and with mistakes.
#include "services/provider/provider_box.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <stdexcept>

#include "clientroute/claims/v1/claims.grpc.pb.h"
#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/provider/migrations.h"
#include "services/provider/post_store.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/route_play.h"
#include "tests/programs/own_suite.h"

namespace clientroute::suite {
namespace {

using testing::HasSubstr;

struct Killed : std::runtime_error {
  Killed() : std::runtime_error("killed") {}
};

/// A suite and a provider that asks for one client.
class ProviderInABox : public testing::Test {
 protected:
  static void Do(const absl::Status& status) { ASSERT_TRUE(status.ok()) << status; }

  void Begin(std::string_view standard) {
    youth_ = standard == kYouthStandard;
    Do(suite_.process().Start());
    auto link = suite_.process().Reach();
    ASSERT_TRUE(link.ok()) << link.status();
    killer_ = std::make_unique<Killer>(&suite_.process(), 1);  // never started
    stage_ = std::make_unique<Stage>(&suite_.process(), killer_.get(), &narrator_, link->running);
    provider::Tariff tariff{StoryDay(1, 1), StoryDay(12, 31), "04", youth_ ? 7'790 : 9'311};
    provider::Offer offer{
        std::string(standard), youth_ ? "45" : "02", youth_ ? "45A05" : "02W02", {std::string(kAlkmaar)}, {tariff}};
    options_.exchange_folder = link->running.exchange_folder();
    options_.profiles = {{std::string(youth_ ? kZeewering : kNoorderzon), "", {offer}}};
    options_.asked_municipalities = {std::string(kAlkmaar)};
    options_.habits = {{"correct-start", 100}, {"ask-change", 0}, {"pause", 0}, {"leave-early", 0}, {"credit", 100}};
  }

  void Reopen() {
    box_.reset();
    books_.reset();
    auto opened = OpenSqlite({folder_.path() + "/provider.db"}, provider::ProviderMigrations());
    ASSERT_TRUE(opened.ok()) << opened.status();
    books_ = *std::move(opened);
    box_ = std::make_unique<provider::ProviderBox>(books_.get(), options_);
    Do(box_->Open());
  }
  /// Rounds until there is nothing more to say to each other on this day.
  void Talk() {
    for (bool quiet = false; !quiet;) {
      try {
        const auto report = box_->Round(stage_->now());
        ASSERT_TRUE(report.ok()) << report.status();
        quiet = report->came == 0 && report->sent == 0;
      } catch (const Killed&) {
        Reopen();
      }
      Do(stage_->Settle());
    }
  }
  void LiveUntil(Date day) {
    while (stage_->Today() < day && !HasFatalFailure()) {
      Do(stage_->MoveTo(AddWorkingDays(stage_->Today(), 1)));
      Talk();
    }
  }
  /// The provider asks for a new client, today.
  void Ask() {
    options_.asks_a_day = 1;
    Reopen();
    Talk();
    options_.asks_a_day = 0;
    Reopen();
  }
  /// What the access team does for the one who was asked for first.
  void BringToAllocation() {
    if (Messages().empty()) Ask();
    messaging::v1::ListMessagesRequest wanted;
    wanted.set_kind(youth_ ? "JW315" : "WMO315");
    const auto asked = stage_->back_office().Ask(&messaging::v1::Messaging::Stub::ListMessages, wanted);
    ASSERT_TRUE(asked.ok()) << asked.status();
    ASSERT_GT(asked->messages_size(), 0);
    const auto& first = asked->messages(asked->messages_size() - 1);
    ASSERT_EQ(first.routes_size(), 1) << asked->DebugString();
    route_ = std::make_unique<RoutePlay>(stage_.get(), nullptr, StoryClient());
    route_->TakeUp(first.routes(0));
    Do(route_->Analyse({.held = {youth_ ? "several_life_areas" : "avoids_care"},
                        .narrative = "Het loopt thuis vast.",
                        .lighter_help_considered = "De buurt hielp; het was niet genoeg."}));
    Do(stage_->MoveTo(AddWorkingDays(stage_->Today(), 1)));
    Do(route_->RecordPlan({.goals = {{"Het gaat weer zonder hulp", {"line-1"}}},
                           .perspective = "Thuis.",
                           .orientation = youth_ ? access::v1::RESOLUTION_ORIENTED : access::v1::SUPPORT_ORIENTED,
                           .result_expected = StoryDay(12, 31)}));
    Do(route_->Grant("Lichtere hulp was niet genoeg."));
  }
  provider::Standing Stands() {
    std::vector<provider::Standing> standings;
    const absl::Status read = books_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(standings, provider::ListStandings(connection));
      return absl::OkStatus();
    });
    EXPECT_TRUE(read.ok()) << read;
    return standings.empty() ? provider::Standing() : standings.front();
  }
  std::vector<messaging::v1::Message> Messages() {
    messaging::v1::ListMessagesRequest all;
    all.set_page_size(1'000);
    const auto listed = stage_->back_office().Ask(&messaging::v1::Messaging::Stub::ListMessages, all);
    EXPECT_TRUE(listed.ok()) << listed.status();
    if (!listed.ok()) return {};
    return {listed->messages().begin(), listed->messages().end()};
  }
  std::map<std::string, int> Kinds() {
    std::map<std::string, int> kinds;
    for (const auto& message : Messages()) ++kinds[message.kind().substr(message.kind().find('3'))];
    return kinds;
  }
  /// What the suite accepted of all claims.
  std::int64_t AcceptedCents() {
    const auto claims =
        stage_->back_office().Ask(&claims::v1::Claims::Stub::ListClaims, claims::v1::ListClaimsRequest());
    EXPECT_TRUE(claims.ok()) << claims.status();
    std::int64_t cents = 0;
    if (claims.ok()) {
      for (const auto& claim : claims->claims()) cents += claim.accepted().cents();
    }
    return cents;
  }

  bool youth_ = true;
  OwnSuite suite_;
  OwnFolder folder_;
  std::ostringstream ignored_;
  Output out_{ignored_, /*json=*/true, /*colour=*/false};
  Narrator narrator_{&out_, /*whole_files=*/false};
  std::unique_ptr<Killer> killer_;
  std::unique_ptr<Stage> stage_;
  std::unique_ptr<RoutePlay> route_;
  provider::ProviderBox::Options options_;
  std::unique_ptr<Database> books_;
  std::unique_ptr<provider::ProviderBox> box_;
};

// shows: MSG-1, MSG-4, CLM-1
TEST_F(ProviderInABox, PlaysYouthCareFromItsRequestToTheAnswersToItsClaimsThoughItIsKilled) {
  Begin(kYouthStandard);
  int step = 0;
  constexpr int kKillEvery = 7;
  options_.after_step = [&](std::string_view) {
    if (++step % kKillEvery == 0) throw Killed();
  };
  BringToAllocation();
  if (HasFatalFailure()) return;
  LiveUntil(StoryDay(6, 12));
  const provider::Standing stands = Stands();
  EXPECT_EQ(stands.in_care, 1);
  EXPECT_EQ(stands.unanswered, 0);
  EXPECT_EQ(stands.with_codes, 0);
  EXPECT_GT(stands.granted_cents, 0);
  EXPECT_EQ(stands.granted_cents, stands.claimed_cents);
  EXPECT_EQ(stands.granted_cents, AcceptedCents());
  const auto kinds = Kinds();
  EXPECT_EQ(kinds.at("301"), 1);
  EXPECT_EQ(kinds.at("302"), 1);
  EXPECT_EQ(kinds.at("305"), 3) << "a start, its deletion and the right one";
  EXPECT_EQ(kinds.at("323"), kinds.at("325"));
  std::set<std::string> digests;
  for (const auto& message : Messages()) EXPECT_TRUE(digests.insert(message.digest()).second) << message.file_name();
  Do(route_->ExpectState("in_care"));
}

// shows: MSG-1, MSG-2
TEST_F(ProviderInABox, PlaysSupportWithMistakesThatAreFoundAndMended) {
  Begin(kSocialStandard);
  options_.mistakes = {{"unknown-allocation", 100}, {"wrong-tariff", 100}};
  options_.habits["correct-start"] = 0;
  BringToAllocation();
  if (HasFatalFailure()) return;
  LiveUntil(StoryDay(5, 22));
  const provider::Standing stands = Stands();
  EXPECT_EQ(stands.in_care, 1);
  EXPECT_EQ(stands.unanswered, 0);
  EXPECT_GT(stands.mistakes, 1);
  EXPECT_EQ(stands.with_codes, stands.mistakes) << "each mistake got a code, and nothing else did";
  EXPECT_GT(stands.granted_cents, 0);
  EXPECT_EQ(stands.granted_cents, AcceptedCents());
  std::set<std::string> codes;
  for (const auto& message : Messages()) {
    for (const auto& finding : message.findings()) codes.insert(finding.return_code());
  }
  EXPECT_EQ(codes, (std::set<std::string>{"0611", "9019"}));
}

/// One mistake, made whenever there is occasion.
class ProviderMistake : public ProviderInABox, public testing::WithParamInterface<const provider::Mistake*> {
 protected:
  /// What the suite found in what it did not accept: rule and code.
  std::vector<std::string> Found() {
    std::vector<std::string> found;
    for (const auto& message : Messages()) {
      if (message.state() == messaging::v1::Message::REFUSED) found.emplace_back("schema ");
      if (message.state() != messaging::v1::Message::REJECTED) continue;
      for (const auto& finding : message.findings()) found.push_back(Cat(finding.rule(), " ", finding.return_code()));
    }
    return found;
  }
};

// shows: MSG-2
TEST_P(ProviderMistake, IsFoundByItsRuleAndGetsItsCode) {
  Begin(kYouthStandard);
  options_.habits = {{"correct-start", 0}, {"take-back-start", 0}, {"ask-change", 100}, {"pause", 0},
                     {"leave-early", 100}, {"correct-stop", 0},    {"credit", 0}};
  Ask();
  options_.mistakes = {{std::string(GetParam()->name), 100}};
  Do(stage_->MoveTo(AddWorkingDays(stage_->Today(), 1)));
  Ask();
  if (Found().empty()) BringToAllocation();
  while (!HasFatalFailure() && Found().empty() && stage_->Today() < StoryDay(9, 1)) {
    LiveUntil(AddWorkingDays(stage_->Today(), 1));
  }
  EXPECT_THAT(Found(), testing::Contains(Cat(GetParam()->rule, " ", GetParam()->return_code)));
}

/// All but the one that wants two allocations of one client; of a name that has two rows, the first.
std::vector<const provider::Mistake*> MistakesOfOneClient() {
  std::vector<const provider::Mistake*> mistakes;
  for (const provider::Mistake& mistake : provider::Mistakes()) {
    const bool earlier_row = std::ranges::any_of(mistakes, [&](const auto* one) { return one->name == mistake.name; });
    if (mistake.name != "unknown-kept" && !earlier_row) mistakes.push_back(&mistake);
  }
  return mistakes;
}

INSTANTIATE_TEST_SUITE_P(Each, ProviderMistake, testing::ValuesIn(MistakesOfOneClient()), [](const auto& info) {
  std::string name(info.param->name);
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST_F(ProviderInABox, IsRunFromTheCommandLineAgainstASuiteAndGoesOnWhereItWas) {
  Begin(kYouthStandard);
  const std::vector<std::string> run = {"provider",    "run",
                                        "--data",      suite_.folder(),
                                        "--agb",       "42420001",
                                        "--ask",       "1",
                                        "--in",        "0361",
                                        "--rounds",    "1",
                                        "--workflows", std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows"};
  const ProgramRun first = RunProgram(run);
  EXPECT_EQ(first.exit_code, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("JW315"));
  Do(stage_->Settle());
  const ProgramRun second = RunProgram(run);
  EXPECT_EQ(second.exit_code, 0) << second.err;
  EXPECT_THAT(second.out, HasSubstr("JW316"));
  EXPECT_THAT(second.out, HasSubstr("1 bericht(en) gelezen, 0 verzonden."));
  const ProgramRun status = RunProgram({"provider", "status", "--data", suite_.folder()});
  EXPECT_THAT(status.out, HasSubstr("42420001"));
  EXPECT_THAT(RunProgram({"provider", "run", "--list-mistakes"}).out, HasSubstr("TR019"));
  EXPECT_THAT(RunProgram({"provider", "run", "--list-habits"}).out, HasSubstr("pause"));
  EXPECT_EQ(RunProgram({"provider", "run", "--data", suite_.folder(), "--agb", "42429999"}).exit_code, 2);
  EXPECT_EQ(
      RunProgram({"provider", "run", "--data", suite_.folder(), "--agb", "42420001", "--mistakes", "niets"}).exit_code,
      2);
}

}  // namespace
}  // namespace clientroute::suite
