// The order of what goes to providers, on a hub that does what the test says.
#include "services/platform/status/status.h"
#include "tests/service/messaging/hub/hub_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr char kThirdBsn[] = "999900031";

/// Fails what it is told to, and keeps what it was offered.
class ScriptedHub final : public Hub {
 public:
  explicit ScriptedHub(Hub* boxes) : boxes_(boxes) {}
  Arrivals List() override { return {}; }
  absl::StatusOr<std::string> Read(const ArrivedFile& file) override { return boxes_->Read(file); }
  absl::StatusOr<std::string> ReadBeginning(const ArrivedFile& file, std::size_t bytes) override {
    return boxes_->ReadBeginning(file, bytes);
  }
  absl::Status Remove(const ArrivedFile& file) override { return boxes_->Remove(file); }
  absl::Status Put(messaging::Box box, std::string_view municipality, std::string_view name,
                   std::string_view bytes) override {
    return boxes_->Put(box, municipality, name, bytes);
  }
  absl::Status Send(const OutgoingMessage& message) override {
    const std::string name(message.name);
    offered.push_back({name, message.offer.reference});
    int& left = failures[name];
    if (left > 0) {
      --left;
      return failure;
    }
    arrived.push_back(name);
    return absl::OkStatus();
  }
  RetryPolicy retry() const override { return {std::chrono::seconds(1), std::chrono::minutes(5), 5}; }

  std::map<std::string, int> failures;
  absl::Status failure = Error(absl::StatusCode::kUnavailable, "HUB_FAILED", "as the test says");
  std::vector<std::pair<std::string, std::string>> offered;  // name and reference
  std::vector<std::string> arrived;

 private:
  Hub* boxes_;
};

class DeliveryOrderTest : public HubTestBase {
 protected:
  DeliveryOrderTest() : hub_(boxes_.get()) { Serve(&hub_); }
  static std::string File(int number) { return Cat("JW301_42420001_00000000000", number, ".xml"); }

  ScriptedHub hub_;
};

TEST_F(DeliveryOrderTest, WhatConcernsOneClientAtOneProviderArrivesInOrderAndTheOthersGoOn) {
  hub_.failures[File(1)] = 2;
  Send(kBsn, 1);
  Send(kBsn, 2);
  Send(kOtherBsn, 3);
  Settle();
  EXPECT_THAT(hub_.arrived, ElementsAre(File(3), File(1), File(2)));
  ASSERT_THAT(hub_.offered, SizeIs(5));
  for (const auto& [name, reference] : hub_.offered) EXPECT_TRUE(IsLetterReference(reference)) << name;
}

TEST_F(DeliveryOrderTest, ARepeatCarriesTheReferenceOfTheFirstAttempt) {
  hub_.failures[File(1)] = 3;
  Send(kBsn, 1);
  Settle();
  ASSERT_THAT(hub_.offered, SizeIs(4));
  for (const auto& offer : hub_.offered) EXPECT_EQ(offer, hub_.offered.front());
}

TEST_F(DeliveryOrderTest, ADeadLetterHoldsNobody) {
  hub_.failures[File(1)] = 100;
  Send(kBsn, 1);
  Send(kBsn, 2);
  Settle();
  EXPECT_THAT(hub_.arrived, ElementsAre(File(2)));
  EXPECT_THAT(DeadLetters(), SizeIs(1));
  EXPECT_EQ(DeadLetters()[0].attempts(), 5);
}

TEST_F(DeliveryOrderTest, ADeadLetterThatDiesAgainIsToldAgain) {
  hub_.failures[File(1)] = 1'000;
  Send(kBsn, 1);
  Settle();
  const std::string name = DeadLetters().at(0).message().name();
  const std::string reference = DeadLetters()[0].reference();
  for (int time = 2; time <= 3; ++time) {
    ASSERT_THAT(Resend(name, Cat("again-", time)), IsOk());
    EXPECT_THAT(DeadLetters(), IsEmpty());
    Settle();
    ASSERT_THAT(DeadLetters(), SizeIs(1));
    EXPECT_EQ(DeadLetters()[0].attempts(), 5);
    EXPECT_EQ(DeadLetters()[0].reference(), reference);  // the hub never answered to it
    EXPECT_THAT(EventsOf<v1::MessageUndelivered>(database_), SizeIs(time));
  }
}

TEST_F(DeliveryOrderTest, TheMessageOfAnErasedClientThatDiedStaysUnsent) {
  hub_.failures[File(1)] = 100;
  Send(kThirdBsn, 1);
  Settle();
  const std::string name = DeadLetters().at(0).message().name();
  intake_.Erase(DeadLetters()[0].message().clients(0));
  EXPECT_THAT(Resend(name, "again-1"), Fails(absl::StatusCode::kFailedPrecondition, "CLIENT_ERASED"));
  EXPECT_THAT(DeadLetters(), SizeIs(1));
}

TEST_F(DeliveryOrderTest, WhatWasDeliveredIsSentAgainUnderAnotherReference) {
  Send(kBsn, 1);
  Settle();
  ASSERT_THAT(Resend(Messages().at(0).name(), "again-1"), IsOk());
  Settle();
  ASSERT_THAT(hub_.offered, SizeIs(2));
  EXPECT_NE(hub_.offered[0].second, hub_.offered[1].second);
}

/// How a hub is away, and how many messages it takes to see that.
struct Absence {
  const char* what;
  const char* reason;
  std::size_t asked;
};

class AbsentHubTest : public DeliveryOrderTest, public ::testing::WithParamInterface<Absence> {};

TEST_P(AbsentHubTest, ItIsAskedByOneMessageAtATimeAndEachArrivesOnce) {
  hub_.failure = Error(absl::StatusCode::kUnavailable, GetParam().reason, "as the test says");
  for (int i = 1; i <= 3; ++i) hub_.failures[File(i)] = 1;
  Send(kBsn, 1);
  Send(kOtherBsn, 2);
  Send(kThirdBsn, 3);
  Settle();
  EXPECT_THAT(hub_.arrived, UnorderedElementsAre(File(1), File(2), File(3)));
  ASSERT_THAT(hub_.offered, SizeIs(6));
  for (std::size_t i = 0; i < GetParam().asked; ++i) EXPECT_EQ(hub_.offered[i].first, File(static_cast<int>(i) + 1));
  const std::string after_pause = hub_.offered[GetParam().asked].first;
  EXPECT_NE(after_pause, File(static_cast<int>(GetParam().asked) + 1)) << "it was asked by another at once";
}

INSTANTIATE_TEST_SUITE_P(DeliveryOrderTest, AbsentHubTest,
                         ::testing::Values(Absence{"away", "HUB_UNREACHABLE", 1},
                                           // Each that it does not answer would cost the whole patience.
                                           Absence{"silent", "HUB_NO_ANSWER", 2}),
                         [](const auto& absence) { return std::string(absence.param.what); });

}  // namespace
}  // namespace clientroute::messaging::testing
