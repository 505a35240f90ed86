// What a provider gets wrong about care that runs: each mistake comes back in the return message on disk with its code
// at the right class, and changes neither a route nor a cent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "clientroute/claims/v1/claims.grpc.pb.h"
#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "clientroute/monitoring/v1/monitoring.grpc.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/messaging/codec/message_reader.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/beginnings.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/message_reading.h"
#include "tests/programs/own_stage.h"

namespace clientroute::suite {
namespace {

using testing::ElementsAre;

constexpr const char* kHour = "04";                  // WJ756
constexpr const char* kPerWeek = "2";                // WMO757
constexpr std::string_view kAccordingToPlan = "31";  // JZ588
constexpr const char* kSituationChanged = "1";       // WJ758
constexpr std::int64_t kTariff = 7'790;              // De Zeewering's for 45A05 in 2026, in cents an hour
constexpr std::int64_t kMarchHours = 9;

constexpr std::string_view kGuidance = "ZW-2026-0117-1";
constexpr std::string_view kTreatment = "ZW-2026-0117-2";
constexpr std::string_view kOfMeeuwis = "ZW-2026-0118-1";

/// Codes that refuse nothing (WJ001).
bool IsRefusal(std::string_view code) { return code != "0200" && code != "0233" && code != "8001"; }

/// `Client[1]/… 9019` for every code that refuses, in order.
std::vector<std::string> Refusals(const StoryFile& file) {
  messaging::ParseOutcome parsed = messaging::ParseMessage(file.content);
  EXPECT_TRUE(parsed.ok()) << file.file_name;
  std::vector<std::string> refusals;
  if (!parsed.ok()) return refusals;
  for (messaging::InstanceIndex index = 0; index < parsed.message->size(); ++index) {
    const messaging::InstanceView instance = parsed.message->at(index);
    for (std::string_view code : instance.return_codes()) {
      if (IsRefusal(code)) refusals.push_back(Cat(instance.path(), " ", code));
    }
  }
  return refusals;
}

/// A suite in which two clients have care of one provider: a girl whose guidance started and was claimed for March and
/// whose day treatment has yet to start, and a boy whose allocation was taken back. Made once; no test changes it.
class Region {
 public:
  Region() {
    const absl::Status made = Begin();
    EXPECT_TRUE(made.ok()) << made;
  }

  Stage& stage() { return *stage_; }
  MessageMaker& maker() { return provider_->maker(); }
  AllocatedProduct girls(std::string_view reference) const {
    return girl_->Allocated(reference).value_or(AllocatedProduct());
  }
  const AllocatedProduct& taken_back() const { return taken_back_; }

  /// The same of a stop that may have overtaken its start: nothing comes at once (OP080).
  std::vector<std::string> AnsweredLater(const absl::StatusOr<StoryFile>& file) {
    EXPECT_TRUE(file.ok()) << file.status();
    if (!file.ok()) return {};
    EXPECT_TRUE(stage_->Send(provider_, *file, "").ok());
    EXPECT_TRUE(stage_->Receive(provider_, {}, "").ok());
    platform::v1::AdvanceTimeRequest wait;
    constexpr std::chrono::hours kLongEnough{3};
    *wait.mutable_to() = ToProto(stage_->now() + kLongEnough);
    EXPECT_TRUE(stage_->operators().Ask(&platform::v1::Operations::Stub::AdvanceTime, wait).ok());
    return Came(*file);
  }
  /// What came back on the file, one message.
  std::vector<std::string> Answered(const absl::StatusOr<StoryFile>& file) {
    EXPECT_TRUE(file.ok()) << file.status();
    if (!file.ok()) return {};
    EXPECT_TRUE(stage_->Send(provider_, *file, "").ok());
    return Came(*file);
  }

  std::vector<std::string> Came(const StoryFile& file) {
    absl::StatusOr<std::vector<StoryFile>> came = stage_->Receive(provider_, {ReturnKindOf(file.kind)}, "");
    EXPECT_TRUE(came.ok()) << came.status();
    return came.ok() ? Refusals(came->front()) : std::vector<std::string>();
  }

  /// All that a mistake must leave as it is: ledger, what was accepted and paid, routes with their timelines.
  std::string Standing() {
    std::string text;
    claims::v1::ListLedgerEntriesRequest entries;
    entries.set_page_size(1'000);
    text += Shown(stage_->contracts().Ask(&claims::v1::Claims::Stub::ListLedgerEntries, entries));
    text += Shown(
        stage_->contracts().Ask(&claims::v1::Claims::Stub::GetLedgerBalance, claims::v1::GetLedgerBalanceRequest()));
    monitoring::v1::GetSpendRequest spend;
    *spend.mutable_from() = ToProto(StoryDay(1, 1));
    *spend.mutable_until() = ToProto(StoryDay(12, 31));
    const auto spent = stage_->contracts().Ask(&monitoring::v1::Monitoring::Stub::GetSpend, spend);
    EXPECT_TRUE(spent.ok()) << spent.status();
    if (spent.ok()) text += Cat("accepted ", spent->total().accepted().cents(), "\n");
    for (const std::string& name : stage_->routes()) {
      orchestrator::v1::GetRouteRequest route;
      route.set_name(name);
      text += Shown(stage_->access().Ask(&orchestrator::v1::Orchestrator::Stub::GetRoute, route));
    }
    return text;
  }

 private:
  template <typename Answer>
  static std::string Shown(const absl::StatusOr<Answer>& answer) {
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? answer->DebugString() : "";
  }

  absl::Status Begin() {
    provider_ = stage_->AddProvider(kZeewering, kAlkmaar);
    girl_ = std::make_unique<RoutePlay>(stage_.get(), provider_, Duinker());
    CLIENTROUTE_RETURN_IF_ERROR(BringIntoCare(*stage_, *girl_, GuidanceAndDayTreatment()));
    CLIENTROUTE_RETURN_IF_ERROR(TakeBackOfBoy());
    CLIENTROUTE_RETURN_IF_ERROR(girl_->Start(kGuidance, StoryDay(3, 16)));
    CLIENTROUTE_RETURN_IF_ERROR(stage_->MoveTo(StoryDay(4, 8)));
    const std::vector<std::string> refused = Answered(maker().Claim(
        stage_->Today(),
        {"ZW202603",
         StoryDay(3, 1),
         StoryDay(3, 31),
         Duinker(),
         {{"ZW-03-1", "", girls(kGuidance), StoryDay(3, 16), StoryDay(3, 31), kMarchHours, kHour, kTariff}}}));
    CLIENTROUTE_RETURN_IF_ERROR(stage_->Expect(refused.empty(), "de declaratie van maart hoort goed te zijn"));
    return stage_->MoveTo(StoryDay(5, 7));
  }

  /// A boy gets an allocation too, and his referral is withdrawn before care starts.
  absl::Status TakeBackOfBoy() {
    RoutePlay boy(stage_.get(), provider_, Meeuwis());
    StoryProduct product = GuidanceAndDayTreatment().front();
    product.reference = kOfMeeuwis;
    product.from = StoryDay(4, 1);
    CLIENTROUTE_RETURN_IF_ERROR(BringIntoCare(*stage_, boy, {product}));
    CLIENTROUTE_ASSIGN(taken_back_, boy.Allocated(kOfMeeuwis));
    CLIENTROUTE_ASSIGN(const auto route, boy.Look());
    intake::v1::WithdrawReferralRequest withdraw;
    withdraw.set_name(route.referral());
    withdraw.set_reason("Bedacht zich.");
    withdraw.set_cause(intake::v1::RESIDENT_DECLINES);
    CLIENTROUTE_RETURN_IF_ERROR(
        stage_->Do(stage_->access(), &intake::v1::Intake::Stub::WithdrawReferral, withdraw).status());
    CLIENTROUTE_ASSIGN(const auto files, stage_->Receive(provider_, {"JW301"}, ""));
    CLIENTROUTE_ASSIGN(const StoryFile approval, maker().Approval(stage_->Today(), files.front()));
    return stage_->Send(provider_, approval, "");
  }

  OwnStage stage_;
  Provider* provider_ = nullptr;
  std::unique_ptr<RoutePlay> girl_;
  AllocatedProduct taken_back_;
};

class BadMessages : public testing::Test {
 protected:
  static void SetUpTestSuite() { region_ = new Region(); }
  static void TearDownTestSuite() {
    delete region_;
    region_ = nullptr;
  }
  void SetUp() override { before_ = region_->Standing(); }
  void TearDown() override { EXPECT_EQ(region_->Standing(), before_) << "a mistake changed something"; }

  static MessageMaker& Maker() { return region_->maker(); }
  static Date Today() { return region_->stage().Today(); }
  static StoryClaimLine April(std::string reference, const AllocatedProduct& product) {
    constexpr std::int64_t kHours = 4;
    return {std::move(reference), "", product, StoryDay(4, 1), StoryDay(4, 30), kHours, kHour, kTariff};
  }
  /// The refusals of a claim about one client, in which nothing is accepted.
  static std::vector<std::string> Claimed(const std::string& number, Date from, Date until, const StoryClient& client,
                                          const StoryClaimLine& line) {
    return region_->Answered(Maker().Claim(Today(), {number, from, until, client, {line}}));
  }
  static std::vector<std::string> ClaimedInApril(const std::string& number, const StoryClient& client,
                                                 const StoryClaimLine& line) {
    return Claimed(number, StoryDay(4, 1), StoryDay(4, 30), client, line);
  }

  static Region* region_;
  std::string before_;
};
Region* BadMessages::region_ = nullptr;

constexpr const char* kStart = "Client[1]/StartProducten/StartProduct[1] ";
constexpr const char* kStop = "Client[1]/StopProducten/StopProduct[1] ";
constexpr const char* kLine = "DeclaratieAntwoord[1]/Clienten/Client[1]/Prestaties/Prestatie[1] ";

// shows: MSG-2
TEST_F(BadMessages, AChangeThatLeavesOutACurrentAllocationComesBackAs9349) {
  StoryChange change;
  change.reference = "ZW-2026-0901";
  change.reason = kSituationChanged;
  constexpr int kHours = 6;
  change.changed.push_back({region_->girls(kGuidance), StoryDay(6, 1), StoryDay(12, 31), kHours, kHour, kPerWeek});
  EXPECT_THAT(region_->Answered(Maker().Change(Today(), Duinker(), change)), ElementsAre("Client[1]/Verzoek[1] 9349"));
}

// shows: MSG-2
TEST_F(BadMessages, AStopWithoutAStartComesBackAs9069) {
  EXPECT_THAT(region_->AnsweredLater(Maker().Stop(Today(), Duinker(), region_->girls(kTreatment), StoryDay(4, 1),
                                                  StoryDay(4, 7), kAccordingToPlan)),
              ElementsAre(Cat(kStop, "9069")));
}

// shows: MSG-2
TEST_F(BadMessages, AStartTwiceComesBackWithItsCode) {
  EXPECT_THAT(region_->Answered(Maker().Start(Today(), Duinker(), region_->girls(kGuidance), StoryDay(3, 16))),
              ElementsAre(Cat(kStart, "9074"), Cat(kStart, "9326")))
      << "the same start";
  EXPECT_THAT(region_->Answered(Maker().Start(Today(), Duinker(), region_->girls(kGuidance), StoryDay(4, 1))),
              ElementsAre(Cat(kStart, "9326")))
      << "another start while the first one runs";
}

// shows: MSG-2
TEST_F(BadMessages, AStartOnAnothersAllocationComesBackAs9019) {
  EXPECT_THAT(region_->Answered(Maker().Start(Today(), Meeuwis(), region_->girls(kTreatment), StoryDay(4, 1))),
              ElementsAre(Cat(kStart, "9019")));
}

// shows: CLM-1
TEST_F(BadMessages, AClaimOnAnUnknownAllocationComesBackAs9338) {
  AllocatedProduct unknown = region_->girls(kGuidance);
  unknown.number = "4711";
  EXPECT_THAT(ClaimedInApril("ZWFOUT1", Duinker(), April("F-1", unknown)), ElementsAre(Cat(kLine, "9338")));
}

// shows: CLM-1
TEST_F(BadMessages, AClaimOnADeletedAllocationComesBackAs9384) {
  EXPECT_THAT(ClaimedInApril("ZWFOUT2", Meeuwis(), April("F-2", region_->taken_back())),
              ElementsAre(Cat(kLine, "9384")));
}

// shows: CLM-1
TEST_F(BadMessages, AClaimOnAnothersAllocationComesBackAs8187) {
  EXPECT_THAT(ClaimedInApril("ZWFOUT3", Meeuwis(), April("F-3", region_->girls(kGuidance))),
              ElementsAre(Cat(kLine, "8187")));
}

// shows: CLM-1
TEST_F(BadMessages, AClaimOverVolumeComesBackAs9321) {
  StoryClaimLine line = April("F-4", region_->girls(kGuidance));
  line.volume = 100;
  EXPECT_THAT(ClaimedInApril("ZWFOUT4", Duinker(), line), ElementsAre(Cat(kLine, "9321")));
}

// shows: CLM-1
TEST_F(BadMessages, AClaimAgainstAnotherTariffComesBackAs0611) {
  StoryClaimLine line = April("F-5", region_->girls(kGuidance));
  line.tariff_cents = kTariff + 1;
  EXPECT_THAT(ClaimedInApril("ZWFOUT5", Duinker(), line), ElementsAre(Cat(kLine, "0611")));
}

// shows: CLM-1
TEST_F(BadMessages, AClaimOutOfMonthOrderComesBackAs8214AtTheClaim) {
  StoryClaimLine line = April("F-6", region_->girls(kGuidance));
  line.from = StoryDay(2, 1);
  line.until = StoryDay(2, 28);
  EXPECT_THAT(Claimed("ZWFOUT6", StoryDay(2, 1), StoryDay(2, 28), Duinker(), line),
              ElementsAre("DeclaratieAntwoord[1] 8214"));
}

// shows: CLM-1
TEST_F(BadMessages, ACreditWithoutADebitComesBackAs8017) {
  StoryClaimLine line = April("F-7", region_->girls(kGuidance));
  line.credits = "er-is-geen-debet";
  EXPECT_THAT(ClaimedInApril("ZWFOUT7", Duinker(), line), ElementsAre(Cat(kLine, "8017")));
}

// shows: CLM-1, CLM-4
TEST_F(BadMessages, TheSameMonthClaimedAgainComesBackAs9389) {
  const StoryClaimLine line = {"F-8", "",     region_->girls(kGuidance), StoryDay(3, 16), StoryDay(3, 31), 1,
                               kHour, kTariff};
  EXPECT_THAT(ClaimedInApril("ZWFOUT8", Duinker(), line), ElementsAre(Cat(kLine, "9389")));
}

// shows: MSG-4
TEST_F(BadMessages, AClaimWhoseTotalIsNotItsSumComesBackAs0001InTheHeader) {
  absl::StatusOr<StoryFile> claim = Maker().Claim(
      Today(), {"ZWFOUT9", StoryDay(4, 1), StoryDay(4, 30), Duinker(), {April("F-9", region_->girls(kGuidance))}});
  ASSERT_TRUE(claim.ok()) << claim.status();
  const std::string total = std::to_string(April("", {}).amount_cents());
  const std::size_t at = claim->content.find(Cat("TotaalBedrag>", total));
  ASSERT_NE(at, std::string::npos);
  claim->content.replace(at, 1 + std::string_view("TotaalBedrag").size() + total.size(), "TotaalBedrag>1");
  EXPECT_THAT(region_->Answered(claim), ElementsAre("Header 0001"));
}

}  // namespace
}  // namespace clientroute::suite
