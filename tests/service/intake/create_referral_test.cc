#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/values/resource_name.h"
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

class CreateReferralTest : public testing::Test {
 protected:
  IntakeWorld intake_;
};

std::vector<std::string> Fields(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(status)) fields.push_back(violation.field);
  return fields;
}

// shows: INT-2
TEST_F(CreateReferralTest, AnswersWithAllThatWasHandedInAndMade) {
  const auto request = IntakeWorld::Request("r-1");
  const v1::Referral referral = intake_.Create(request);
  const auto id = IdIn(referral.name(), "referrals");
  ASSERT_TRUE(id.has_value());
  EXPECT_EQ(referral.route(), NameOf("routes", Uuid::Derive(kClientrouteSpace, referral.name())));
  EXPECT_EQ(referral.state(), v1::Referral::ACCEPTED);
  EXPECT_TRUE(IdIn(referral.client(), "clients").has_value());
  EXPECT_TRUE(IdIn(referral.household(), "households").has_value());
  EXPECT_EQ(referral.legal_frame(), v1::VOLUNTARY);
  EXPECT_FALSE(referral.etag().empty());
  EXPECT_EQ(FromProto(referral.create_time()), kTestStart);

  v1::Referral asked = request.referral();
  v1::Referral same = referral;
  for (v1::Referral* one : {&asked, &same}) {
    one->clear_name();
    one->clear_etag();
    one->clear_create_time();
    one->clear_state();
    one->clear_client();
    one->clear_household();
    one->clear_route();
    one->clear_legal_frame();
  }
  EXPECT_TRUE(MessageDifferencer::Equals(asked, same)) << same.DebugString();
}

TEST_F(CreateReferralTest, IsReadBackAsItWasAnswered) {
  const v1::Referral referral = intake_.Create(IntakeWorld::Request("r-1"));
  const auto read = intake_.GetReferral(Orchestrator(), referral.name());
  ASSERT_THAT(read, IsOk());
  EXPECT_TRUE(MessageDifferencer::Equals(*read, referral)) << read->DebugString();
}

TEST_F(CreateReferralTest, AnnouncesReferralAcceptedOnItsRoute) {
  const v1::Referral referral = intake_.Create(IntakeWorld::Request("r-1"));
  const auto events = intake_.Events();
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(events[0].aggregate(), referral.route());
  EXPECT_EQ(events[0].sequence(), 1);
  v1::ReferralAccepted accepted;
  ASSERT_TRUE(events[0].payload().UnpackTo(&accepted));
  EXPECT_EQ(accepted.route(), referral.route());
  EXPECT_EQ(accepted.referral(), referral.name());
  EXPECT_EQ(accepted.client(), referral.client());
  EXPECT_EQ(accepted.household(), referral.household());
  EXPECT_EQ(accepted.municipality(), "0361");
  EXPECT_EQ(accepted.referrer_type(), type::v1::GENERAL_PRACTITIONER);
  EXPECT_EQ(accepted.law(), type::v1::JEUGDWET);
  EXPECT_EQ(accepted.legal_frame(), v1::VOLUNTARY);
  EXPECT_EQ(FromProto(accepted.receive_date()), Date::Parse("2026-03-31"));
  EXPECT_EQ(FromProto(accepted.first_wanted_date()), Date::Parse("2026-04-13"));
  EXPECT_EQ(accepted.message(), "messages/8a6e0804-2bd0-5672-b79d-d97027f9071a");
  EXPECT_EQ(accepted.provider(), "42420001");
  ASSERT_EQ(accepted.lines_size(), 2);
  EXPECT_TRUE(MessageDifferencer::Equals(accepted.lines(1), referral.lines(1)));
}

TEST_F(CreateReferralTest, TheSameRequestIdGetsTheFirstAnswerAndChangesNothing) {
  const auto request = IntakeWorld::Request("r-1");
  const v1::Referral first = intake_.Create(request);
  intake_.world().clock()->Advance(std::chrono::hours(5));
  const v1::Referral again = intake_.Create(request);
  EXPECT_TRUE(MessageDifferencer::Equals(first, again)) << again.DebugString();
  EXPECT_EQ(again.referrer().display_name(), "Huisartsenpraktijk Duizendblad");
  EXPECT_THAT(intake_.Events(), SizeIs(1));
}

TEST_F(CreateReferralTest, TheSameRequestIdForAnotherRequestIsRefused) {
  intake_.Create(IntakeWorld::Request("r-1"));
  auto other = IntakeWorld::Request("r-1");
  other.mutable_person()->set_family_name("Anders");
  EXPECT_THAT(intake_.As(Messaging(), &Stub::CreateReferral, other),
              Fails(StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

// shows: INT-8
TEST_F(CreateReferralTest, TheSameReferenceUnderAnotherRequestIdIsTheSameReferral) {
  const v1::Referral first = intake_.Create(IntakeWorld::Request("r-1"));
  auto again = IntakeWorld::Request("r-2");
  again.mutable_referral()->mutable_source()->clear_message();
  again.mutable_referral()->mutable_receive_date()->set_day(30);
  const v1::Referral second = intake_.Create(again);
  EXPECT_TRUE(MessageDifferencer::Equals(first, second)) << second.DebugString();
  EXPECT_THAT(intake_.Events(), SizeIs(1));
}

TEST_F(CreateReferralTest, TheSameReferenceWithOtherContentIsRefused) {
  intake_.Create(IntakeWorld::Request("r-1"));
  auto other = IntakeWorld::Request("r-2");
  other.mutable_referral()->mutable_lines(0)->mutable_volume()->set_amount(5);
  const auto refused = intake_.As(Messaging(), &Stub::CreateReferral, other);
  EXPECT_THAT(refused, Fails(StatusCode::kAlreadyExists, "SOURCE_REFERENCE_REUSED"));
  EXPECT_EQ(MetadataOf(refused.status())["reference"], "BERICHT0001");
  EXPECT_THAT(intake_.Events(), SizeIs(1));
}

TEST_F(CreateReferralTest, TheSameReferenceOfAnotherSenderIsAnotherReferral) {
  const v1::Referral first = intake_.Create(IntakeWorld::Request("r-1"));
  auto other = IntakeWorld::Request("r-2");
  other.mutable_referral()->mutable_source()->set_sender("providers/42420002");
  EXPECT_NE(intake_.Create(other).name(), first.name());
}

// shows: INT-8
TEST_F(CreateReferralTest, TwoReferralsForOneClientGoToOneClientAndHousehold) {
  const v1::Referral first = intake_.Create(IntakeWorld::Request("r-1"));
  const v1::Referral second = intake_.Create(IntakeWorld::Request("r-2", "999900006", "BERICHT0002"));
  EXPECT_NE(second.name(), first.name());
  EXPECT_NE(second.route(), first.route());
  EXPECT_EQ(second.client(), first.client());
  EXPECT_EQ(second.household(), first.household());
  EXPECT_THAT(intake_.Events(), SizeIs(2));
}

TEST_F(CreateReferralTest, AnotherNumberIsAnotherClientInAHouseholdOfHisOwn) {
  const v1::Referral first = intake_.Create(IntakeWorld::Request("r-1"));
  const v1::Referral second = intake_.Create(IntakeWorld::Request("r-2", "999900018", "BERICHT0002"));
  EXPECT_NE(second.client(), first.client());
  EXPECT_NE(second.household(), first.household());
}

// shows: INT-4
TEST_F(CreateReferralTest, ASiblingJoinsTheHouseholdOfTheMemberThatIsNamed) {
  const v1::Referral first = intake_.Create(IntakeWorld::Request("r-1"));
  auto sibling = IntakeWorld::Request("r-2", "999900018", "BERICHT0002");
  sibling.set_household_member(first.client());
  const v1::Referral second = intake_.Create(sibling);
  EXPECT_NE(second.client(), first.client());
  EXPECT_EQ(second.household(), first.household());
}

TEST_F(CreateReferralTest, AnUnknownHouseholdMemberIsRefusedAndLeavesNothing) {
  auto request = IntakeWorld::Request("r-1");
  for (const char* member : {"clients/8a6e0804-2bd0-5672-b79d-d97027f9071a", "clients/1", "households/x"}) {
    request.set_household_member(member);
    const auto refused = intake_.As(Messaging(), &Stub::CreateReferral, request);
    EXPECT_THAT(refused, Fails(StatusCode::kInvalidArgument, "REFERRAL_INVALID")) << member;
    EXPECT_THAT(Fields(refused.status()), ElementsAre("household_member")) << member;
  }
  EXPECT_THAT(intake_.Events(), IsEmpty());
  request.clear_household_member();
  intake_.Create(request);  // the same request id is free again
}

TEST_F(CreateReferralTest, AProfessionalCannotJoinAHouseholdOfAnotherMunicipality) {
  auto elsewhere = IntakeWorld::Request("r-1");
  elsewhere.mutable_referral()->set_municipality("0373");
  const v1::Referral first = intake_.Create(elsewhere);
  auto request = IntakeWorld::Request("r-2", "999900018", "BERICHT0002");
  request.set_household_member(first.client());
  EXPECT_THAT(intake_.As(Professional(), &Stub::CreateReferral, request),
              Fails(StatusCode::kInvalidArgument, "REFERRAL_INVALID"));
}

// shows: INT-1
TEST_F(CreateReferralTest, ACourtsReferralBindsUnlessItSaysOtherwise) {
  auto request = IntakeWorld::Request("r-1");
  request.mutable_referral()->mutable_referrer()->set_type(type::v1::JUSTICE);
  EXPECT_EQ(intake_.Create(request).legal_frame(), v1::COMPULSORY);
  request = IntakeWorld::Request("r-2", "999900018", "BERICHT0002");
  request.mutable_referral()->mutable_referrer()->set_type(type::v1::CERTIFIED_INSTITUTION);
  request.mutable_referral()->set_legal_frame(v1::VOLUNTARY);
  EXPECT_EQ(intake_.Create(request).legal_frame(), v1::VOLUNTARY);
}

// shows: INT-1
TEST_F(CreateReferralTest, ASchoolTeamsSignalIsRecordedAsWhatItIs) {
  auto request = IntakeWorld::Request("r-1");
  request.mutable_referral()->mutable_referrer()->set_type(type::v1::SCHOOL_TEAM);
  request.mutable_referral()->mutable_source()->set_sender("schools/de-ark");
  EXPECT_EQ(intake_.Create(request).referrer().type(), type::v1::SCHOOL_TEAM);
  v1::ReferralAccepted accepted;
  ASSERT_TRUE(intake_.Events()[0].payload().UnpackTo(&accepted));
  EXPECT_EQ(accepted.referrer_type(), type::v1::SCHOOL_TEAM);
  EXPECT_EQ(accepted.provider(), "");
}

TEST_F(CreateReferralTest, WithoutAReceiveDateItIsToday) {
  auto request = IntakeWorld::Request("r-1");
  request.mutable_referral()->clear_receive_date();
  EXPECT_EQ(FromProto(intake_.Create(request).receive_date()), Date::Parse("2026-04-01"));
}

struct WrongRequest {
  std::function<void(v1::CreateReferralRequest&)> spoil;
  std::string field;
};

TEST_F(CreateReferralTest, EachWrongFieldIsNamedByItsPath) {
  const std::vector<WrongRequest> cases = {
      {[](auto& r) { r.mutable_person()->set_citizen_number("999900007"); }, "person.citizen_number"},
      {[](auto& r) { r.mutable_person()->set_family_name(" "); }, "person.family_name"},
      {[](auto& r) { r.mutable_person()->mutable_birth_date()->set_month(13); }, "person.birth_date"},
      {[](auto& r) { r.mutable_person()->mutable_expected_birth_date()->set_month(13); }, "person.expected_birth_date"},
      {[](auto& r) { r.mutable_person()->set_birth_date_use(4); }, "person.birth_date_use"},
      {[](auto& r) { r.mutable_person()->mutable_address()->set_postal_code("1811"); }, "person.address.postal_code"},
      {[](auto& r) { r.mutable_referral()->set_municipality("Alkmaar"); }, "referral.municipality"},
      {[](auto& r) { r.mutable_referral()->mutable_referrer()->clear_type(); }, "referral.referrer.type"},
      {[](auto& r) { r.mutable_referral()->clear_lines(); }, "referral.lines"},
      {[](auto& r) { r.mutable_referral()->mutable_lines(1)->set_line("line-1"); }, "referral.lines[1].line"},
      {[](auto& r) { r.mutable_referral()->mutable_lines(1)->set_law(type::v1::WMO); }, "referral.lines[1].law"},
      {[](auto& r) { r.mutable_referral()->mutable_lines(0)->clear_period(); }, "referral.lines[0].period"},
      {[](auto& r) { r.mutable_referral()->mutable_lines(0)->mutable_tariff()->set_cents(1); }, "referral.lines[0]"},
      {[](auto& r) { r.mutable_referral()->mutable_source()->set_sender("providers/1"); }, "referral.source.sender"},
      {[](auto& r) { r.mutable_referral()->mutable_source()->clear_reference(); }, "referral.source.reference"},
      {[](auto& r) { r.mutable_referral()->mutable_source()->set_message("JW315"); }, "referral.source.message"},
      {[](auto& r) { r.mutable_referral()->mutable_receive_date()->set_year(2027); }, "referral.receive_date"},
      {[](auto& r) { r.mutable_referral()->mutable_receive_date()->set_day(32); }, "referral.receive_date"},
  };
  for (const WrongRequest& one : cases) {
    auto request = IntakeWorld::Request("r-1");
    one.spoil(request);
    const auto refused = intake_.As(Messaging(), &Stub::CreateReferral, request);
    EXPECT_THAT(refused, Fails(StatusCode::kInvalidArgument, "REFERRAL_INVALID")) << one.field;
    EXPECT_THAT(Fields(refused.status()), ElementsAre(one.field));
  }
  EXPECT_THAT(intake_.Events(), IsEmpty());
}

TEST_F(CreateReferralTest, ANumberThatItsEnumDoesNotNameIsNamedByItsPath) {
  auto request = IntakeWorld::Request("r-1");
  request.mutable_person()->set_gender(static_cast<v1::Gender>(3));
  request.mutable_referral()->set_law(static_cast<type::v1::Law>(4));
  request.mutable_referral()->set_legal_frame(static_cast<v1::LegalFrame>(3));
  const auto refused = intake_.As(Messaging(), &Stub::CreateReferral, request);
  EXPECT_THAT(refused, Fails(StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  EXPECT_THAT(Fields(refused.status()), UnorderedElementsAre("person.gender", "referral.law", "referral.legal_frame"));
}

TEST_F(CreateReferralTest, WrongFieldsOfPersonAndReferralAreNamedTogether) {
  auto request = IntakeWorld::Request("r-1");
  request.mutable_person()->set_citizen_number("1");
  request.mutable_referral()->set_municipality("");
  const auto refused = intake_.As(Messaging(), &Stub::CreateReferral, request);
  EXPECT_THAT(Fields(refused.status()), ElementsAre("referral.municipality", "person.citizen_number"));
}

TEST_F(CreateReferralTest, OnlyForTheCallersMunicipalitiesAndPurpose) {
  const auto request = IntakeWorld::Request("r-1");
  EXPECT_THAT(intake_.As(Professional({"0373"}), &Stub::CreateReferral, request),
              Fails(StatusCode::kPermissionDenied, "DENIED_BY_MUNICIPALITY"));
  Caller aimless = Professional();
  aimless.purpose.clear();
  EXPECT_THAT(intake_.As(aimless, &Stub::CreateReferral, request),
              Fails(StatusCode::kPermissionDenied, "DENIED_BY_PURPOSE"));
  EXPECT_THAT(intake_.As(Persona("contract-manager", {"0361"}), &Stub::CreateReferral, request),
              Fails(StatusCode::kPermissionDenied, "ROLE_REFUSED"));
  EXPECT_THAT(intake_.As(ProviderPersona("42420001"), &Stub::CreateReferral, request),
              Fails(StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
  EXPECT_THAT(intake_.Events(), IsEmpty());
  EXPECT_THAT(intake_.As(Professional(), &Stub::CreateReferral, request), IsOk());
}

TEST_F(CreateReferralTest, WhatTheMunicipalitySaysOfAPersonReplacesWhatAProviderSaid) {
  const v1::Referral first = intake_.Create(IntakeWorld::Request("r-1"));
  auto by_provider = IntakeWorld::Request("r-2", "999900006", "BERICHT0002");
  by_provider.mutable_person()->set_family_name("Typefout");
  intake_.Create(by_provider);
  EXPECT_EQ(intake_.GetClient(Messaging(), first.client())->person().family_name(), "Zonnebloem");
  auto by_municipality = IntakeWorld::Request("r-3", "999900006", "ZAAK-12");
  by_municipality.mutable_referral()->mutable_source()->set_sender("municipalities/0361");
  by_municipality.mutable_person()->set_family_name("Zonnedauw");
  by_municipality.mutable_person()->clear_address();
  intake_.Create(by_municipality);
  const auto client = intake_.GetClient(Messaging(), first.client());
  EXPECT_EQ(client->person().family_name(), "Zonnedauw");
  EXPECT_EQ(client->person().address().street(), "Verborgen Laantje");
}

}  // namespace
}  // namespace clientroute::intake
