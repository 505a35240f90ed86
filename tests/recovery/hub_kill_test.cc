#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/platform/values/codes.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/message_maker.h"
#include "tests/hub/message_label.h"
#include "tests/hub/small_hub.h"
#include "tests/hub/suite_address.h"
#include "tests/programs/opened_record.h"
#include "tests/programs/own_suite.h"

// A suite that is killed at any moment, while it exchanges messages with a hub that fails, drops, loses, repeats and
// reorders: every message has one effect and one answer.
namespace clientroute::suite {
namespace {

namespace fs = std::filesystem;

std::int64_t FromEnvironment(const char* name, std::int64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoll(text, nullptr, 10);
}

constexpr std::int64_t kMessagesAlways = 80;
constexpr std::int64_t kSeedsAlways = 1;
constexpr char kFaults[] = "fail=150&drop=100&lose=150&repeat=150&reorder=200";

/// What the hub's figures, the providers' side and the suite's record must say in the end.
class KilledWithAFailingHub : public testing::TestWithParam<std::int64_t> {
 protected:
  KilledWithAFailingHub() : random_(static_cast<std::uint64_t>(GetParam())) {
    std::ofstream(settings_.path() + "/suite.textproto")
        << "hub_retry_first_ms: 5\nhub_retry_most_ms: 200\nhub_attempts_max: 100000\nlog_level: 'error'\n";
    hub::SmallHubOptions options;
    options.folder = providers_.path();
    options.municipalities = {std::string(kAlkmaar)};
    options.seed = static_cast<std::uint64_t>(GetParam());
    options.suite_url = [this] { return suite_ == nullptr ? "" : hub::SuiteAddressIn(suite_->folder()); };
    hub_ = *hub::SmallHub::Open(std::move(options));
    hub_->SetFaults(*hub::ReadFaults(kFaults, {}));
    suite_ = std::make_unique<OwnSuite>(std::vector<std::string>{"--config", settings_.path() + "/suite.textproto",
                                                                 "--hub", hub_->url(), "--hub-listen", "127.0.0.1:0"});
  }

  fs::path Box(const std::string& box) const { return fs::path(providers_.path()) / kAlkmaar / box; }
  std::int64_t CountIn(const std::string& box) const {
    return std::distance(fs::directory_iterator(Box(box)), fs::directory_iterator());
  }

  /// Puts the requests of so many clients at the provider's side, as their sender does: whole, or not there.
  void PutRequests(std::int64_t count) {
    const Date today = *Date::Of(2026, 3, 2);
    MessageMaker maker(std::string(kZeewering), std::string(kAlkmaar), 1);
    StoryClient client = Duinker();
    std::vector<StoryProduct> products = {GuidanceAndDayTreatment().front()};
    int number = 999'900'005;
    for (std::int64_t i = 0; i < count; ++i) {
      while (!CitizenNumber::Parse(std::to_string(++number))) continue;
      client.citizen_number = std::to_string(number);
      products.front().reference = Cat("R-", i);
      const absl::StatusOr<StoryFile> file = maker.Request(today, client, products);
      ASSERT_TRUE(file.ok()) << file.status();
      std::ofstream(Box("in") / Cat(i, ".tmp"), std::ios::binary) << file->content;
      fs::rename(Box("in") / Cat(i, ".tmp"), Box("in") / Cat("JW315_", i, ".xml"));
    }
  }

  /// Kills at moments drawn from the seed until the exchange is over; gives how often.
  int KillUntilAnswered(std::int64_t answers) {
    constexpr std::chrono::minutes kPatience{60};
    std::uniform_int_distribution<int> pause(50, 2'500);
    const auto begin = std::chrono::steady_clock::now();
    int kills = 0;
    while (CountIn("out") < answers && std::chrono::steady_clock::now() - begin < kPatience) {
      std::this_thread::sleep_for(std::chrono::milliseconds(pause(random_)));
      const absl::Status started = suite_->process().KillAndStart();
      EXPECT_TRUE(started.ok()) << started;
      if (!started.ok()) break;
      ++kills;
    }
    return kills;
  }

  /// Which requests the answers at the provider's side are about; each must approve.
  std::multiset<std::string> Answered() const {
    std::multiset<std::string> answered;
    for (const auto& entry : fs::directory_iterator(Box("out"))) {
      std::ostringstream bytes;
      bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      EXPECT_EQ(bytes.str().find("RetourCode>"), std::string::npos) << entry.path();
      answered.insert(hub::LabelOf(bytes.str(), "JW316").key);
    }
    return answered;
  }

  std::mt19937_64 random_;
  OwnFolder settings_;
  OwnFolder providers_;
  std::unique_ptr<hub::SmallHub> hub_;
  std::unique_ptr<OwnSuite> suite_;
};

// shows: MSG-4
TEST_P(KilledWithAFailingHub, EveryMessageHasOneEffectAndOneAnswer) {
  // A request and its answer each.
  const std::int64_t requests = FromEnvironment("CLIENTROUTE_HUB_MESSAGES", kMessagesAlways) / 2;
  ASSERT_TRUE(suite_->process().Start().ok());
  PutRequests(requests);
  std::atomic<bool> over = false;
  std::thread bringing([&] {
    while (!over) {
      hub_->Bring();
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  });
  const int kills = KillUntilAnswered(requests);
  SuiteLink as_operator = suite_->As("operator");
  const auto settled =
      as_operator.Ask(&platform::v1::Operations::Stub::AdvanceTime, platform::v1::AdvanceTimeRequest());
  over = true;
  bringing.join();
  ASSERT_TRUE(settled.ok()) << settled.status();

  const hub::HubFigures figures = hub_->figures();
  std::cout << requests * 2 << " messages, " << kills << " kills, the hub: " << ToJson(figures) << "\n";
  EXPECT_GE(kills, 1);
  EXPECT_TRUE(hub_->IsEmpty());
  EXPECT_EQ(figures.taken, requests);    // each answer reached the hub under one reference
  EXPECT_EQ(figures.brought, requests);  // each request was acknowledged
  EXPECT_EQ(figures.other, 0);           // and by the same bytes again
  EXPECT_EQ(figures.turned, 0);
  const std::multiset<std::string> answered = Answered();
  EXPECT_EQ(static_cast<std::int64_t>(answered.size()), requests);
  EXPECT_EQ(std::set<std::string>(answered.begin(), answered.end()).size(), answered.size());

  ASSERT_TRUE(suite_->process().Kill().ok());
  OpenedRecord messages(suite_->folder(), "messaging");
  const std::string all = std::to_string(requests);
  EXPECT_EQ(messages.Ask("SELECT COUNT(*) FROM message WHERE direction = 1 AND state = 3 AND repeats IS NULL"), all);
  EXPECT_EQ(messages.Ask("SELECT COUNT(*) FROM message WHERE direction = 1"), all);
  EXPECT_EQ(messages.Ask("SELECT COUNT(*) FROM message WHERE direction = 2"), all);
  EXPECT_EQ(messages.Ask("SELECT COUNT(*) FROM exchange_file WHERE written_at IS NULL OR dead_at IS NOT NULL"), "0");
  EXPECT_EQ(messages.Ask("SELECT COUNT(*) FROM hub_receipt WHERE open = 1"), "0");
  OpenedRecord intake(suite_->folder(), "intake");
  EXPECT_EQ(intake.Ask("SELECT COUNT(*) FROM referral"), all);
  OpenedRecord routes(suite_->folder(), "orchestrator");
  EXPECT_EQ(routes.Ask("SELECT COUNT(*) FROM route"), all);
}

INSTANTIATE_TEST_SUITE_P(Seeds, KilledWithAFailingHub,
                         testing::Range(FromEnvironment("CLIENTROUTE_FIRST_SEED", 1),
                                        FromEnvironment("CLIENTROUTE_FIRST_SEED", 1) +
                                            FromEnvironment("CLIENTROUTE_HUB_SEEDS", kSeedsAlways)),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace clientroute::suite
