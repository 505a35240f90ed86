#include <array>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/intake/intake_world.h"

namespace clientroute::intake {
namespace {

using absl::StatusCode;
using google::protobuf::util::MessageDifferencer;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;
using Stub = v1::Intake::Stub;

constexpr char kNowhere[] = "referrals/8a6e0804-2bd0-5672-b79d-d97027f9071a";
// Citizen numbers that keep the eleven test.
constexpr std::array kNumbers = {"999900006", "999900018", "999900031", "999900043", "999900055"};

class ReferralTest : public testing::Test {
 protected:
  // The n-th referral of these tests, each for another client.
  v1::Referral Create(int n, const std::string& municipality = "0361") {
    auto request = IntakeWorld::Request(Cat("r-", n), kNumbers[static_cast<std::size_t>(n)], Cat("BERICHT000", n));
    request.mutable_referral()->set_municipality(municipality);
    return intake_.Create(request);
  }
  absl::StatusOr<v1::ListReferralsResponse> List(const Caller& caller, int page_size = 0, std::string page_token = "",
                                                 std::string municipality = "", std::string client = "") {
    v1::ListReferralsRequest request;
    request.set_page_size(page_size);
    request.set_page_token(std::move(page_token));
    request.set_municipality(std::move(municipality));
    request.set_client(std::move(client));
    return intake_.As(caller, &Stub::ListReferrals, request);
  }

  IntakeWorld intake_;
};

std::vector<std::string> Names(const absl::StatusOr<v1::ListReferralsResponse>& page) {
  std::vector<std::string> names;
  EXPECT_THAT(page, IsOk());
  if (!page.ok()) return names;
  for (const v1::Referral& referral : page->referrals()) names.push_back(referral.name());
  return names;
}

TEST_F(ReferralTest, WhatIsUnknownIsNotFound) {
  for (const char* name : {kNowhere, "referrals/1", "clients/x"}) {
    EXPECT_THAT(intake_.GetReferral(Orchestrator(), name), Fails(StatusCode::kNotFound, "REFERRAL_NOT_FOUND")) << name;
  }
  EXPECT_THAT(intake_.GetReferral(Orchestrator(), ""), Fails(StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  EXPECT_THAT(intake_.Looks(), IsEmpty());
}

TEST_F(ReferralTest, IsShownByMunicipalityRoleAndInvolvement) {
  const v1::Referral referral = Create(0);
  EXPECT_THAT(intake_.GetReferral(Manager(), referral.name()), IsOk());
  EXPECT_THAT(intake_.GetReferral(PrivacyOfficer(), referral.name()), IsOk());
  EXPECT_THAT(intake_.GetReferral(Manager({"0373"}), referral.name()), Fails(StatusCode::kNotFound, ""));
  EXPECT_THAT(intake_.GetReferral(Persona("contract-manager", {"0361"}), referral.name()),
              Fails(StatusCode::kNotFound, ""));
  // Nobody is involved with a client who came by message.
  EXPECT_THAT(intake_.GetReferral(Professional(), referral.name()), Fails(StatusCode::kNotFound, ""));
}

TEST_F(ReferralTest, IsShownToTheProfessionalWhoTookItInAndToNoOther) {
  const auto created = intake_.As(Professional(), &Stub::CreateReferral, IntakeWorld::Request("r-1"));
  ASSERT_THAT(created, IsOk());
  EXPECT_THAT(intake_.GetReferral(Professional(), created->name()), IsOk());
  Caller colleague = Professional();
  colleague.identity.subject = "persons/een.ander";
  EXPECT_THAT(intake_.GetReferral(colleague, created->name()), Fails(StatusCode::kNotFound, ""));
}

TEST_F(ReferralTest, WithoutAPurposeNobodySeesOne) {
  const v1::Referral referral = Create(0);
  for (Caller caller : {Orchestrator(), Manager()}) {
    caller.purpose.clear();
    EXPECT_THAT(intake_.GetReferral(caller, referral.name()), Fails(StatusCode::kPermissionDenied, "PURPOSE_MISSING"));
  }
}

TEST_F(ReferralTest, EachLookIsLogged) {
  const v1::Referral first = Create(0);
  const v1::Referral second = Create(1);
  ASSERT_THAT(intake_.GetReferral(Manager(), first.name()), IsOk());
  ASSERT_THAT(List(Manager()), IsOk());
  const auto looks = intake_.Looks();
  ASSERT_THAT(looks, SizeIs(2));
  EXPECT_EQ(looks[0].method, "clientroute.intake.v1.Intake/GetReferral");
  EXPECT_EQ(looks[0].subject, "persons/test.access-manager");
  EXPECT_EQ(looks[0].purpose, "care-allocation");
  EXPECT_THAT(looks[0].clients, ElementsAre(first.client()));
  EXPECT_THAT(looks[1].clients, UnorderedElementsAre(first.client(), second.client()));
}

TEST_F(ReferralTest, AreListedNewestFirstAndPagesMoveNothing) {
  std::vector<std::string> created;
  for (int n = 0; n < 4; ++n) created.push_back(Create(n).name());
  const auto first = List(Orchestrator(), 2);
  EXPECT_THAT(Names(first), ElementsAre(created[3], created[2]));
  ASSERT_FALSE(first->next_page_token().empty());
  Create(4);  // newer than the page: the next one does not move
  const auto second = List(Orchestrator(), 2, first->next_page_token());
  EXPECT_THAT(Names(second), ElementsAre(created[1], created[0]));
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_F(ReferralTest, AreListedOfTheMunicipalitiesThatMayBeSeen) {
  const v1::Referral here = Create(0);
  const v1::Referral there = Create(1, "0373");
  EXPECT_THAT(Names(List(Manager())), ElementsAre(here.name()));
  EXPECT_THAT(Names(List(Manager({"0361", "0373"}))), ElementsAre(there.name(), here.name()));
  EXPECT_THAT(Names(List(Manager({"0361", "0373"}), 0, "", "0373")), ElementsAre(there.name()));
  EXPECT_THAT(Names(List(Manager(), 0, "", "0373")), IsEmpty());
  EXPECT_THAT(Names(List(Professional())), IsEmpty());
}

TEST_F(ReferralTest, AreListedOfOneClient) {
  const v1::Referral first = Create(0);
  Create(1);
  const v1::Referral again = intake_.Create(IntakeWorld::Request("r-9", kNumbers[0], "BERICHT0009"));
  EXPECT_THAT(Names(List(Orchestrator(), 0, "", "", first.client())), ElementsAre(again.name(), first.name()));
  EXPECT_THAT(Names(List(Orchestrator(), 0, "", "0373", first.client())), IsEmpty());
  EXPECT_THAT(List(Orchestrator(), 0, "", "", "clients/1"), Fails(StatusCode::kInvalidArgument, "FILTER_INVALID"));
}

TEST_F(ReferralTest, APageThatCannotBeIsRefused) {
  Create(0);
  Create(1);
  const std::string token = List(Orchestrator(), 1)->next_page_token();
  EXPECT_THAT(List(Orchestrator(), -1), Fails(StatusCode::kInvalidArgument, "PAGE_SIZE"));
  for (const std::string& wrong : {std::string("x"), token + "x", token.substr(1)}) {
    EXPECT_THAT(List(Orchestrator(), 1, wrong), Fails(StatusCode::kInvalidArgument, "PAGE_TOKEN")) << wrong;
  }
  EXPECT_THAT(List(Orchestrator(), 1, token, "0361"), Fails(StatusCode::kInvalidArgument, "PAGE_TOKEN"));
}

TEST_F(ReferralTest, IsWithdrawnOnceAndAnnounced) {
  const v1::Referral referral = Create(0);
  v1::WithdrawReferralRequest request;
  request.set_request_id("w-1");
  request.set_name(referral.name());
  request.set_reason("ouders trekken de aanvraag in");
  request.set_cause(v1::RESIDENT_DECLINES);
  const auto withdrawn = intake_.As(Manager(), &Stub::WithdrawReferral, request);
  EXPECT_THAT(withdrawn, Fails(StatusCode::kPermissionDenied, "ROLE_REFUSED"));
  const auto first = intake_.As(Persona("back-office", {"0361"}, "message-exchange"), &Stub::WithdrawReferral, request);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->state(), v1::Referral::WITHDRAWN);
  EXPECT_NE(first->etag(), referral.etag());
  const auto again = intake_.As(Persona("back-office", {"0361"}, "message-exchange"), &Stub::WithdrawReferral, request);
  ASSERT_THAT(again, IsOk());
  EXPECT_TRUE(MessageDifferencer::Equals(*first, *again));

  const auto events = intake_.Events();
  ASSERT_THAT(events, SizeIs(2));
  v1::ReferralWithdrawn event;
  ASSERT_TRUE(events[1].payload().UnpackTo(&event));
  EXPECT_EQ(events[1].aggregate(), referral.route());
  EXPECT_EQ(event.referral(), referral.name());
  EXPECT_EQ(event.cause(), v1::RESIDENT_DECLINES);
  EXPECT_EQ(intake_.GetReferral(Orchestrator(), referral.name())->state(), v1::Referral::WITHDRAWN);
}

TEST_F(ReferralTest, WhyItWasWithdrawnIsToldByGetReferralAlone) {
  const v1::Referral referral = Create(0);
  v1::WithdrawReferralRequest request;
  request.set_request_id("w-1");
  request.set_name(referral.name());
  request.set_reason("ouders van SANNE trekken de aanvraag in");
  request.set_cause(v1::RESIDENT_DECLINES);
  const Caller office = Persona("back-office", {"0361"}, "message-exchange");
  const auto withdrawn = intake_.As(office, &Stub::WithdrawReferral, request);
  ASSERT_THAT(withdrawn, IsOk());
  EXPECT_EQ(withdrawn->withdraw_reason(), "") << "an answer is kept, so it holds no free text";
  EXPECT_EQ(intake_.GetReferral(office, referral.name())->withdraw_reason(), "ouders van SANNE trekken de aanvraag in");
  const auto listed = intake_.As(office, &Stub::ListReferrals, v1::ListReferralsRequest());
  ASSERT_THAT(listed, IsOk());
  EXPECT_THAT(listed->DebugString(), testing::Not(testing::HasSubstr("SANNE")));
  for (const type::v1::Event& event : intake_.Events()) {
    EXPECT_THAT(event.SerializeAsString(), testing::Not(testing::HasSubstr("SANNE")));
  }
  EXPECT_THAT(intake_.world().logger()->Text(), testing::Not(testing::HasSubstr("SANNE")));
  ASSERT_THAT(intake_.Erase("x-1", referral.client()), IsOk());
  EXPECT_EQ(intake_.GetReferral(office, referral.name())->withdraw_reason(), "");
  EXPECT_EQ(intake_.GetReferral(office, referral.name())->withdraw_cause(), v1::RESIDENT_DECLINES)
      << "a code names nobody";
}

TEST_F(ReferralTest, IsNotWithdrawnTwiceNorWhenUnknownNorWithoutReason) {
  const v1::Referral referral = Create(0);
  ASSERT_THAT(intake_.Withdraw("w-1", referral.name()), IsOk());
  const absl::Status twice = intake_.Withdraw("w-2", referral.name());
  EXPECT_THAT(twice, Fails(StatusCode::kFailedPrecondition, "REFERRAL_NOT_RUNNING"));
  EXPECT_EQ(MetadataOf(twice)["state"], "WITHDRAWN");
  EXPECT_THAT(intake_.Withdraw("w-3", kNowhere), Fails(StatusCode::kNotFound, "REFERRAL_NOT_FOUND"));
  v1::WithdrawReferralRequest request;
  request.set_request_id("w-4");
  request.set_name(referral.name());
  EXPECT_THAT(intake_.As(Orchestrator(), &Stub::WithdrawReferral, request),
              Fails(StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  request.set_cause(v1::OTHER_CAUSE);
  EXPECT_THAT(intake_.As(Orchestrator(), &Stub::WithdrawReferral, request),
              Fails(StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  request.set_reason("reden");
  request.set_cause(static_cast<v1::WithdrawCause>(7));
  EXPECT_THAT(intake_.As(Orchestrator(), &Stub::WithdrawReferral, request),
              Fails(StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  request.set_cause(v1::OTHER_CAUSE);
  request.set_reason("een\ntwee");
  EXPECT_THAT(intake_.As(Orchestrator(), &Stub::WithdrawReferral, request),
              Fails(StatusCode::kInvalidArgument, "REASON_INVALID"));
}

TEST_F(ReferralTest, IsNotWithdrawnByWhoMayNotSeeIt) {
  const v1::Referral referral = Create(0);
  v1::WithdrawReferralRequest request;
  request.set_request_id("w-1");
  request.set_name(referral.name());
  request.set_reason("reden");
  request.set_cause(v1::RESIDENT_DECLINES);
  EXPECT_THAT(intake_.As(Professional(), &Stub::WithdrawReferral, request),
              Fails(StatusCode::kNotFound, "REFERRAL_NOT_FOUND"));
  EXPECT_THAT(intake_.As(Persona("back-office", {"0373"}, "message-exchange"), &Stub::WithdrawReferral, request),
              Fails(StatusCode::kNotFound, "REFERRAL_NOT_FOUND"));
}

}  // namespace
}  // namespace clientroute::intake
