// A child not yet born: referred without a number, born, and found by its number from then on, on the same route.
#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/intake/intake_world.h"

namespace clientroute::intake {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using Stub = v1::Intake::Stub;

class BirthTest : public testing::Test {
 protected:
  static v1::CreateReferralRequest Unborn(const char* request_id, const char* reference = "BERICHT0001") {
    v1::CreateReferralRequest request = IntakeWorld::Request(request_id, "", reference);
    request.mutable_person()->clear_birth_date();
    *request.mutable_person()->mutable_expected_birth_date() = ToProto(Date::Parse("2026-06-15").value());
    return request;
  }
  static v1::RecordBirthRequest Birth(const char* request_id, const std::string& client,
                                      const char* number = "999900018") {
    v1::RecordBirthRequest request;
    request.set_request_id(request_id);
    request.set_client(client);
    request.set_citizen_number(number);
    *request.mutable_birth_date() = ToProto(Date::Parse("2026-04-01").value());
    request.set_first_names("Noorderlicht");
    request.set_initials("N");
    return request;
  }
  absl::StatusOr<v1::Client> Record(const v1::RecordBirthRequest& request, const Caller& caller = Professional()) {
    return intake_.As(caller, &Stub::RecordBirth, request);
  }
  std::vector<v1::ClientNumberRecorded> Recorded() {
    std::vector<v1::ClientNumberRecorded> found;
    for (const type::v1::Event& event : intake_.Events()) {
      v1::ClientNumberRecorded one;
      if (!event.payload().UnpackTo(&one)) continue;
      EXPECT_EQ(event.aggregate(), one.route());
      found.push_back(one);
    }
    return found;
  }
  std::vector<std::string> FieldsOf(const absl::Status& status) {
    std::vector<std::string> fields;
    for (const FieldViolation& violation : ViolationsOf(status)) fields.push_back(violation.field);
    return fields;
  }

  IntakeWorld intake_;
};

// shows: INT-3
TEST_F(BirthTest, AChildNotYetBornIsReferredWithoutANumber) {
  const v1::Referral first = intake_.Create(Unborn("r-1"));
  v1::ReferralAccepted accepted;
  ASSERT_TRUE(intake_.Events()[0].payload().UnpackTo(&accepted));
  EXPECT_TRUE(accepted.unborn());
  const auto client = intake_.GetClient(Messaging(), first.client());
  ASSERT_THAT(client, IsOk());
  EXPECT_FALSE(client->has_number());
  EXPECT_EQ(client->person().citizen_number(), "");
  EXPECT_EQ(client->person().family_name(), "Zonnebloem");
  EXPECT_EQ(FromProto(client->person().expected_birth_date()), Date::Parse("2026-06-15"));
  EXPECT_EQ(intake_.Create(Unborn("r-2")).name(), first.name()) << "delivered twice";
  EXPECT_NE(intake_.Create(Unborn("r-3", "BERICHT0002")).client(), first.client()) << "nothing tells who it is";

  intake_.Create(IntakeWorld::Request("r-4", "999900006", "BERICHT0003"));
  ASSERT_TRUE(intake_.Events().back().payload().UnpackTo(&accepted));
  EXPECT_FALSE(accepted.unborn());
}

TEST_F(BirthTest, WhoHasNoNumberMustBeExpectedAndWhoHasOneMustNot) {
  v1::CreateReferralRequest request = Unborn("r-1");
  request.mutable_person()->clear_expected_birth_date();
  EXPECT_THAT(FieldsOf(intake_.As(Messaging(), &Stub::CreateReferral, request).status()),
              ElementsAre("person.expected_birth_date"));
  request = Unborn("r-1");
  *request.mutable_person()->mutable_birth_date() = ToProto(Date::Parse("2026-03-01").value());
  EXPECT_THAT(FieldsOf(intake_.As(Messaging(), &Stub::CreateReferral, request).status()),
              ElementsAre("person.birth_date"));
  request = IntakeWorld::Request("r-1");
  *request.mutable_person()->mutable_expected_birth_date() = ToProto(Date::Parse("2026-06-15").value());
  EXPECT_THAT(FieldsOf(intake_.As(Messaging(), &Stub::CreateReferral, request).status()),
              ElementsAre("person.expected_birth_date"));
  EXPECT_THAT(intake_.Events(), IsEmpty());
}

// shows: INT-3
TEST_F(BirthTest, ABirthGivesTheClientHisNumberOnTheSameRoute) {
  const v1::Referral referral = intake_.Create(Unborn("r-1"));
  const auto born = Record(Birth("b-1", referral.client()));
  ASSERT_THAT(born, IsOk());
  EXPECT_EQ(born->name(), referral.client());
  EXPECT_TRUE(born->has_number());
  EXPECT_FALSE(born->has_person()) << "an answer is kept, so it says nothing of who he is";
  const auto recorded = Recorded();
  ASSERT_THAT(recorded, SizeIs(1));
  EXPECT_EQ(recorded[0].route(), referral.route());
  EXPECT_EQ(recorded[0].client(), referral.client());

  const auto client = intake_.GetClient(Professional(), referral.client());
  ASSERT_THAT(client, IsOk()) << "who recorded it is involved";
  EXPECT_EQ(client->person().citizen_number(), "999900018");
  EXPECT_EQ(client->person().first_names(), "Noorderlicht");
  EXPECT_EQ(client->person().family_name(), "Zonnebloem");
  EXPECT_FALSE(client->person().has_expected_birth_date());
  EXPECT_EQ(intake_.Create(IntakeWorld::Request("r-2", "999900018", "BERICHT0002")).client(), referral.client())
      << "found by his number from now on";
}

TEST_F(BirthTest, ARepeatIsAnsweredAndChangesNothing) {
  const v1::Referral referral = intake_.Create(Unborn("r-1"));
  const auto born = Record(Birth("b-1", referral.client()));
  ASSERT_THAT(born, IsOk());
  EXPECT_EQ(Record(Birth("b-1", referral.client()))->SerializeAsString(), born->SerializeAsString());
  EXPECT_THAT(Recorded(), SizeIs(1));
  EXPECT_THAT(Record(Birth("b-1", referral.client(), "999900006")),
              Fails(StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
  EXPECT_THAT(Record(Birth("b-2", referral.client())), Fails(StatusCode::kFailedPrecondition, "CLIENT_HAS_NUMBER"));
}

TEST_F(BirthTest, EveryAcceptedReferralsRouteHearsIt) {
  const v1::Referral referral = intake_.Create(Unborn("r-1"));
  ASSERT_THAT(intake_.Withdraw("w-1", referral.name()), IsOk());
  ASSERT_THAT(Record(Birth("b-1", referral.client())), IsOk());
  EXPECT_THAT(Recorded(), IsEmpty()) << "the only one was withdrawn";
}

TEST_F(BirthTest, IsRefusedWithWhatIsWrong) {
  const v1::Referral referral = intake_.Create(Unborn("r-1"));
  intake_.Create(IntakeWorld::Request("r-2", "999900006", "BERICHT0002"));
  EXPECT_THAT(Record(Birth("b", referral.client(), "999900006")),
              Fails(StatusCode::kAlreadyExists, "CITIZEN_NUMBER_TAKEN"));
  EXPECT_THAT(Record(Birth("b", "clients/8a6e0804-2bd0-5672-b79d-d97027f9071a")),
              Fails(StatusCode::kNotFound, "CLIENT_NOT_FOUND"));
  EXPECT_THAT(Record(Birth("b", referral.client()), Professional({"0373"})),
              Fails(StatusCode::kNotFound, "CLIENT_NOT_FOUND"));
  EXPECT_THAT(Record(Birth("b", referral.client()), Manager()), Fails(StatusCode::kPermissionDenied, "ROLE_REFUSED"));
  EXPECT_THAT(Record(Birth("b", referral.client()), Messaging()),
              Fails(StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));

  v1::RecordBirthRequest request = Birth("b", referral.client(), "999900007");
  request.mutable_birth_date()->set_day(31);
  const auto refused = Record(request);
  EXPECT_THAT(refused, Fails(StatusCode::kInvalidArgument, "BIRTH_INVALID"));
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("citizen_number", "birth_date"));
  request = Birth("b", referral.client());
  request.set_gender(static_cast<v1::Gender>(3));
  EXPECT_THAT(FieldsOf(Record(request).status()), ElementsAre("gender"));
  request = Birth("b", referral.client());
  request.mutable_birth_date()->set_month(5);
  EXPECT_THAT(FieldsOf(Record(request).status()), ElementsAre("birth_date")) << "yet to come";
  request = Birth("b", referral.client());
  request.set_initials("N.");
  EXPECT_THAT(FieldsOf(Record(request).status()), ElementsAre("initials"));
  EXPECT_THAT(Recorded(), IsEmpty());

  ASSERT_THAT(intake_.Withdraw("w-1", referral.name()), IsOk());
  ASSERT_THAT(intake_.Erase("x-1", referral.client()), IsOk());
  EXPECT_THAT(Record(Birth("b", referral.client())), Fails(StatusCode::kFailedPrecondition, "CLIENT_ERASED"));
}

TEST_F(BirthTest, WhoTheChildIsStandsInNoEventOrLog) {
  const v1::Referral referral = intake_.Create(Unborn("r-1"));
  ASSERT_THAT(Record(Birth("b-1", referral.client())), IsOk());
  for (const char* identifying : {"999900018", "Noorderlicht", "Zonnebloem"}) {
    for (const type::v1::Event& event : intake_.Events()) {
      EXPECT_THAT(event.SerializeAsString(), Not(HasSubstr(identifying)));
    }
    EXPECT_THAT(intake_.world().logger()->Text(), Not(HasSubstr(identifying)));
  }
}

}  // namespace
}  // namespace clientroute::intake
