#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/intake/intake_world.h"

namespace clientroute::intake {
namespace {

using absl::StatusCode;
using google::protobuf::util::MessageDifferencer;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;
using Stub = v1::Intake::Stub;

constexpr char kNobody[] = "clients/8a6e0804-2bd0-5672-b79d-d97027f9071a";
constexpr char kNoHousehold[] = "households/8a6e0804-2bd0-5672-b79d-d97027f9071a";

class HouseholdTest : public testing::Test {
 protected:
  HouseholdTest() {
    // The professional of Alkmaar takes both in, and is involved with both.
    first_ = *intake_.As(Professional(), &Stub::CreateReferral, IntakeWorld::Request("r-1"));
    second_ =
        *intake_.As(Professional(), &Stub::CreateReferral, IntakeWorld::Request("r-2", "999900018", "BERICHT0002"));
  }
  absl::StatusOr<v1::Household> Get(const Caller& caller, const std::string& name) {
    v1::GetHouseholdRequest request;
    request.set_name(name);
    return intake_.As(caller, &Stub::GetHousehold, request);
  }
  absl::StatusOr<v1::Household> Join(const Caller& caller, const std::string& request_id, const std::string& client,
                                     const std::string& household) {
    v1::JoinHouseholdRequest request;
    request.set_request_id(request_id);
    request.set_client(client);
    request.set_household(household);
    return intake_.As(caller, &Stub::JoinHousehold, request);
  }
  absl::StatusOr<v1::Consent> Record(const Caller& caller, const std::string& request_id, bool given,
                                     const std::string& recipient = "schools/de-ark",
                                     const std::string& purpose = "terugkeer naar school") {
    v1::RecordConsentRequest request;
    request.set_request_id(request_id);
    request.set_client(first_.client());
    request.set_recipient(recipient);
    request.set_purpose(purpose);
    request.set_given(given);
    return intake_.As(caller, &Stub::RecordConsent, request);
  }
  absl::StatusOr<v1::ListConsentsResponse> ListConsents(const Caller& caller, const std::string& client,
                                                        int page_size = 0, const std::string& page_token = "") {
    v1::ListConsentsRequest request;
    request.set_client(client);
    request.set_page_size(page_size);
    request.set_page_token(page_token);
    return intake_.As(caller, &Stub::ListConsents, request);
  }

  IntakeWorld intake_;
  v1::Referral first_;
  v1::Referral second_;
};

// shows: INT-4
TEST_F(HouseholdTest, IsSeenWholeByIdsAlone) {
  ASSERT_THAT(Join(Professional(), "j-1", second_.client(), first_.household()), IsOk());
  const auto household = Get(Orchestrator(), first_.household());
  ASSERT_THAT(household, IsOk());
  EXPECT_EQ(household->name(), first_.household());
  EXPECT_THAT(household->clients(), ElementsAre(first_.client(), second_.client()));
  EXPECT_THAT(household->referrals(), ElementsAre(first_.name(), second_.name()));
  const auto looks = intake_.Looks();
  ASSERT_THAT(looks, SizeIs(2)) << "the one who joined them was shown as well";
  EXPECT_THAT(looks[1].clients, ElementsAre(first_.client(), second_.client()));
}

TEST_F(HouseholdTest, WhoJoinsLeavesHisOldHouseholdAndReferralsShowTheNewOne) {
  const auto joined = Join(Professional(), "j-1", second_.client(), first_.household());
  ASSERT_THAT(joined, IsOk());
  EXPECT_THAT(joined->clients(), SizeIs(2));
  EXPECT_THAT(Get(Orchestrator(), second_.household())->clients(), IsEmpty());
  EXPECT_EQ(intake_.GetReferral(Orchestrator(), second_.name())->household(), first_.household());
  EXPECT_EQ(intake_.GetClient(Messaging(), second_.client())->household(), first_.household());
  const auto again = Join(Professional(), "j-1", second_.client(), first_.household());
  EXPECT_TRUE(MessageDifferencer::Equals(*joined, *again));
}

TEST_F(HouseholdTest, WhoIsShownByAChangeIsLoggedARepeatToo) {
  for (int call = 1; call <= 2; ++call) {
    ASSERT_THAT(Join(Professional(), "j-1", second_.client(), first_.household()), IsOk());
    const auto looks = intake_.Looks();
    ASSERT_EQ(looks.size(), static_cast<std::size_t>(call));
    EXPECT_THAT(looks.back().clients, testing::UnorderedElementsAre(first_.client(), second_.client()));
  }
  EXPECT_THAT(Join(Persona("access-professional", {"0361"}, ""), "j-2", second_.client(), first_.household()),
              Fails(StatusCode::kPermissionDenied, "PURPOSE_MISSING"));
}

TEST_F(HouseholdTest, JoiningNamesWhichOfTheTwoIsUnknown) {
  EXPECT_THAT(Join(Professional(), "j-1", kNobody, first_.household()),
              Fails(StatusCode::kNotFound, "CLIENT_NOT_FOUND"));
  EXPECT_THAT(Join(Professional(), "j-2", first_.client(), kNoHousehold),
              Fails(StatusCode::kNotFound, "HOUSEHOLD_NOT_FOUND"));
  EXPECT_THAT(Join(Professional(), "j-3", first_.client(), "households/1"),
              Fails(StatusCode::kNotFound, "HOUSEHOLD_NOT_FOUND"));
}

TEST_F(HouseholdTest, IsForWhoMaySeeAMember) {
  EXPECT_THAT(Get(Professional(), first_.household()), IsOk());
  EXPECT_THAT(Get(Manager(), first_.household()), IsOk());
  EXPECT_THAT(Get(Professional({"0373"}), first_.household()), Fails(StatusCode::kNotFound, "HOUSEHOLD_NOT_FOUND"));
  Caller colleague = Professional();
  colleague.identity.subject = "persons/een.ander";
  EXPECT_THAT(Get(colleague, first_.household()), Fails(StatusCode::kNotFound, "HOUSEHOLD_NOT_FOUND"));
  EXPECT_THAT(Join(colleague, "j-1", second_.client(), first_.household()),
              Fails(StatusCode::kNotFound, "CLIENT_NOT_FOUND"));
  EXPECT_THAT(Get(Orchestrator(), kNoHousehold), Fails(StatusCode::kNotFound, "HOUSEHOLD_NOT_FOUND"));
}

// shows: INT-5
TEST_F(HouseholdTest, ConsentIsKeptWithWhoRecordedItAndWhen) {
  const auto consent = Record(Professional(), "c-1", true);
  ASSERT_THAT(consent, IsOk());
  EXPECT_THAT(consent->name(), StartsWith(first_.client() + "/consents/"));
  EXPECT_EQ(consent->recipient(), "schools/de-ark");
  EXPECT_EQ(consent->purpose(), "terugkeer naar school");
  EXPECT_TRUE(consent->given());
  EXPECT_EQ(consent->recorder(), "persons/test.access-professional");
  EXPECT_EQ(FromProto(consent->create_time()), kTestStart);
  const auto again = Record(Professional(), "c-1", true);
  EXPECT_TRUE(MessageDifferencer::Equals(*consent, *again));
  EXPECT_THAT(ListConsents(Professional(), first_.client())->consents(), SizeIs(1));
}

TEST_F(HouseholdTest, ConsentsAreListedNewestFirstInPages) {
  ASSERT_THAT(Record(Professional(), "c-1", true), IsOk());
  ASSERT_THAT(Record(Professional(), "c-2", true, "providers/42420001"), IsOk());
  ASSERT_THAT(Record(Professional(), "c-3", false), IsOk());
  const auto first = ListConsents(Professional(), first_.client(), 2);
  ASSERT_THAT(first, IsOk());
  ASSERT_EQ(first->consents_size(), 2);
  EXPECT_FALSE(first->consents(0).given());
  EXPECT_EQ(first->consents(1).recipient(), "providers/42420001");
  const auto second = ListConsents(Professional(), first_.client(), 2, first->next_page_token());
  ASSERT_EQ(second->consents_size(), 1);
  EXPECT_EQ(second->next_page_token(), "");
  EXPECT_THAT(ListConsents(Professional(), first_.client(), 2, "geen"),
              Fails(StatusCode::kInvalidArgument, "PAGE_TOKEN"));
  EXPECT_THAT(ListConsents(Professional(), second_.client())->consents(), IsEmpty());
  EXPECT_THAT(intake_.Looks(), SizeIs(3));
}

TEST_F(HouseholdTest, ConsentIsForWhoMaySeeTheClientAndWholeFields) {
  EXPECT_THAT(Record(Professional({"0373"}), "c-1", true), Fails(StatusCode::kNotFound, "CLIENT_NOT_FOUND"));
  EXPECT_THAT(ListConsents(Professional({"0373"}), first_.client()), Fails(StatusCode::kNotFound, "CLIENT_NOT_FOUND"));
  EXPECT_THAT(ListConsents(Orchestrator(), kNobody), Fails(StatusCode::kNotFound, "CLIENT_NOT_FOUND"));
  const auto wrong = Record(Professional(), "c-2", true, "de juf", std::string(101, 'x'));
  EXPECT_THAT(wrong, Fails(StatusCode::kInvalidArgument, "CONSENT_INVALID"));
  const auto violations = ViolationsOf(wrong.status());
  ASSERT_THAT(violations, SizeIs(2));
  EXPECT_EQ(violations[0].field, "recipient");
  EXPECT_EQ(violations[1].field, "purpose");
}

}  // namespace
}  // namespace clientroute::intake
