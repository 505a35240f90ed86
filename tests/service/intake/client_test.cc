#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/values/resource_name.h"
#include "tests/service/intake/intake_world.h"

namespace clientroute::intake {
namespace {

using absl::StatusCode;
using google::protobuf::util::MessageDifferencer;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using Stub = v1::Intake::Stub;

constexpr char kNobody[] = "clients/8a6e0804-2bd0-5672-b79d-d97027f9071a";

class ClientTest : public testing::Test {
 protected:
  absl::StatusOr<v1::ResolveClientsResponse> Resolve(const Caller& caller, const std::string& request_id,
                                                     const std::vector<std::string>& numbers, bool register_unknown) {
    v1::ResolveClientsRequest request;
    request.set_request_id(request_id);
    for (const std::string& number : numbers) request.add_citizen_numbers(number);
    request.set_register_unknown(register_unknown);
    return intake_.As(caller, &Stub::ResolveClients, request);
  }
  absl::StatusOr<v1::Client> Find(const Caller& caller, const std::string& number) {
    v1::FindClientRequest request;
    request.set_citizen_number(number);
    return intake_.As(caller, &Stub::FindClient, request);
  }
  absl::StatusOr<v1::GetClientKeysResponse> Keys(const Caller& caller, const std::vector<std::string>& clients,
                                                 const std::string& use = "free-text") {
    v1::GetClientKeysRequest request;
    for (const std::string& client : clients) request.add_clients(client);
    request.set_use(use);
    return intake_.As(caller, &Stub::GetClientKeys, request);
  }

  IntakeWorld intake_;
};

TEST_F(ClientTest, IsShownWithWhoHeIs) {
  const auto request = IntakeWorld::Request("r-1");
  const v1::Referral referral = intake_.Create(request);
  const auto client = intake_.GetClient(PrivacyOfficer(), referral.client());
  ASSERT_THAT(client, IsOk());
  EXPECT_EQ(client->name(), referral.client());
  EXPECT_EQ(client->household(), referral.household());
  EXPECT_TRUE(MessageDifferencer::Equals(client->person(), request.person())) << client->person().DebugString();
  const auto looks = intake_.Looks();
  ASSERT_THAT(looks, SizeIs(1));
  EXPECT_EQ(looks[0].method, "clientroute.intake.v1.Intake/GetClient");
  EXPECT_EQ(looks[0].purpose, "client-rights");
  EXPECT_THAT(looks[0].clients, ElementsAre(referral.client()));
}

TEST_F(ClientTest, WhoIsUnknownIsNotFound) {
  for (const char* name : {kNobody, "clients/1", "referrals/x"}) {
    EXPECT_THAT(intake_.GetClient(Messaging(), name), Fails(StatusCode::kNotFound, "CLIENT_NOT_FOUND")) << name;
  }
}

// shows: PRI-1
TEST_F(ClientTest, IsShownByMunicipalityRoleInvolvementAndPurpose) {
  const auto created = intake_.As(Professional(), &Stub::CreateReferral, IntakeWorld::Request("r-1"));
  ASSERT_THAT(created, IsOk());
  EXPECT_THAT(intake_.GetClient(Professional(), created->client()), IsOk());
  Caller colleague = Professional();
  colleague.identity.subject = "persons/een.ander";
  Caller elsewhere = Professional({"0373"});
  for (const Caller& caller :
       {colleague, elsewhere, Manager(), PrivacyOfficer({"0373"}),
        Persona("privacy-officer", {"0361"}, "care-allocation"), Persona("operator", {"0361"}, "operation")}) {
    EXPECT_THAT(intake_.GetClient(caller, created->client()), Fails(StatusCode::kNotFound, "CLIENT_NOT_FOUND"))
        << caller.identity.subject;
  }
  EXPECT_THAT(intake_.GetClient(Persona("back-office", {"0361"}, "message-exchange"), created->client()), IsOk());
}

TEST_F(ClientTest, OnlyServicesThatExchangeMessagesGetTheMessageKey) {
  const v1::Referral referral = intake_.Create(IntakeWorld::Request("r-1"));
  EXPECT_THAT(intake_.GetClient(Messaging(), referral.client())->message_key(), SizeIs(SecretKey::kBytes));
  EXPECT_EQ(intake_.GetClient(Orchestrator(), referral.client())->message_key(), "");
  EXPECT_EQ(intake_.GetClient(Persona("back-office", {"0361"}, "message-exchange"), referral.client())->message_key(),
            "");
}

TEST_F(ClientTest, IsFoundByNumberByWhoMaySeeHim) {
  const v1::Referral referral = intake_.Create(IntakeWorld::Request("r-1"));
  const Caller back_office = Persona("back-office", {"0361"}, "message-exchange");
  EXPECT_EQ(Find(back_office, "999900006")->name(), referral.client());
  EXPECT_THAT(Find(back_office, "999900018"), Fails(StatusCode::kNotFound, "CLIENT_NOT_FOUND"));
  EXPECT_THAT(Find(Persona("back-office", {"0373"}, "message-exchange"), "999900006"),
              Fails(StatusCode::kNotFound, "CLIENT_NOT_FOUND"));
  EXPECT_THAT(Find(Professional(), "999900006"), Fails(StatusCode::kNotFound, "CLIENT_NOT_FOUND"));
  EXPECT_THAT(Find(Messaging(), "999900006"), Fails(StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
  const auto wrong = Find(back_office, "999900007");
  EXPECT_THAT(wrong, Fails(StatusCode::kInvalidArgument, "CITIZEN_NUMBER_INVALID"));
  EXPECT_THAT(std::string(wrong.status().message()), Not(HasSubstr("999900007")));
  EXPECT_THAT(intake_.Looks(), SizeIs(1));
}

TEST_F(ClientTest, NumbersAreResolvedInOrderWithoutTheUnknown) {
  const v1::Referral referral = intake_.Create(IntakeWorld::Request("r-1"));
  const auto resolved = Resolve(Messaging(), "m-1", {"999900018", "999900006", "999900006"}, false);
  ASSERT_THAT(resolved, IsOk());
  ASSERT_EQ(resolved->clients_size(), 2);
  EXPECT_EQ(resolved->clients(0).index(), 1);
  EXPECT_EQ(resolved->clients(0).client(), referral.client());
  EXPECT_EQ(resolved->clients(1).index(), 2);
  EXPECT_EQ(resolved->clients(0).message_key(), intake_.GetClient(Messaging(), referral.client())->message_key());
}

TEST_F(ClientTest, UnknownNumbersAreRegisteredOnceWithAKeyOfTheirOwn) {
  const auto resolved = Resolve(Messaging(), "m-1", {"999900006", "999900018", "999900006"}, true);
  ASSERT_THAT(resolved, IsOk());
  ASSERT_EQ(resolved->clients_size(), 3);
  EXPECT_EQ(resolved->clients(0).client(), resolved->clients(2).client());
  EXPECT_NE(resolved->clients(0).client(), resolved->clients(1).client());
  EXPECT_NE(resolved->clients(0).message_key(), resolved->clients(1).message_key());
  const auto client = intake_.GetClient(Messaging(), resolved->clients(0).client());
  ASSERT_THAT(client, IsOk());
  EXPECT_FALSE(client->has_person());
  // A referral for the number is his.
  EXPECT_EQ(intake_.Create(IntakeWorld::Request("r-1")).client(), resolved->clients(0).client());
  EXPECT_TRUE(intake_.GetClient(Messaging(), resolved->clients(0).client())->has_person());
}

TEST_F(ClientTest, ARepeatedResolveGivesTheSameClientsAndKeysAndIsLoggedAgain) {
  const auto first = Resolve(Messaging(), "m-1", {"999900006"}, true);
  const auto again = Resolve(Messaging(), "m-1", {"999900006"}, true);
  ASSERT_THAT(again, IsOk());
  EXPECT_TRUE(MessageDifferencer::Equals(*first, *again));
  EXPECT_THAT(again->clients(0).message_key(), SizeIs(SecretKey::kBytes));
  const auto looks = intake_.Looks();
  ASSERT_THAT(looks, SizeIs(2));
  EXPECT_EQ(looks[1].method, "clientroute.intake.v1.Intake/ResolveClients");
  EXPECT_THAT(looks[1].clients, ElementsAre(first->clients(0).client()));
}

TEST_F(ClientTest, KeysAreResolvedForMessageExchangeAlone) {
  const auto resolved = Resolve(ServicePersona("messaging", "operation"), "m-1", {"999900006"}, true);
  ASSERT_THAT(resolved, IsOk());
  EXPECT_EQ(resolved->clients(0).message_key(), "");
  EXPECT_THAT(Resolve(ServicePersona("messaging", ""), "m-2", {"999900006"}, true),
              Fails(StatusCode::kPermissionDenied, "PURPOSE_MISSING"));
  EXPECT_THAT(Resolve(Professional(), "m-3", {"999900006"}, true),
              Fails(StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
}

TEST_F(ClientTest, NumbersThatAreNoneAreNamedByPlaceAndNotRepeated) {
  const auto refused = Resolve(Messaging(), "m-1", {"999900006", "999900007", "12345678"}, true);
  EXPECT_THAT(refused, Fails(StatusCode::kInvalidArgument, "CITIZEN_NUMBER_INVALID"));
  const auto violations = ViolationsOf(refused.status());
  ASSERT_THAT(violations, SizeIs(2));
  EXPECT_EQ(violations[0].field, "citizen_numbers[1]");
  EXPECT_EQ(violations[1].field, "citizen_numbers[2]");
  EXPECT_THAT(refused.status().ToString(), Not(HasSubstr("999900007")));
  // Nothing was registered.
  EXPECT_EQ(Resolve(Messaging(), "m-2", {"999900006"}, false)->clients_size(), 0);
}

TEST_F(ClientTest, ServicesGetKeysOfTheirOwnPerClientAndUse) {
  const v1::Referral one = intake_.Create(IntakeWorld::Request("r-1"));
  const v1::Referral two = intake_.Create(IntakeWorld::Request("r-2", "999900018", "BERICHT0002"));
  const Caller access = ServicePersona("access");
  const auto keys = Keys(access, {one.client(), two.client()});
  ASSERT_THAT(keys, IsOk());
  ASSERT_EQ(keys->keys_size(), 2);
  EXPECT_EQ(keys->keys(0).client(), one.client());
  EXPECT_THAT(keys->keys(0).key(), SizeIs(SecretKey::kBytes));
  EXPECT_NE(keys->keys(0).key(), keys->keys(1).key());
  EXPECT_EQ(Keys(access, {one.client()})->keys(0).key(), keys->keys(0).key());
  EXPECT_NE(Keys(access, {one.client()}, "letters")->keys(0).key(), keys->keys(0).key());
  EXPECT_NE(Keys(ServicePersona("claims"), {one.client()})->keys(0).key(), keys->keys(0).key());
}

TEST_F(ClientTest, KeysAreForServicesWithAPurposeAndKnownClients) {
  const v1::Referral referral = intake_.Create(IntakeWorld::Request("r-1"));
  EXPECT_THAT(Keys(Professional(), {referral.client()}), Fails(StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
  EXPECT_THAT(Keys(ServicePersona("access", ""), {referral.client()}),
              Fails(StatusCode::kNotFound, "CLIENT_NOT_FOUND"));
  const auto unknown = Keys(ServicePersona("access"), {referral.client(), kNobody});
  EXPECT_THAT(unknown, Fails(StatusCode::kNotFound, "CLIENT_NOT_FOUND"));
  EXPECT_EQ(MetadataOf(unknown.status())["client"], kNobody);
  EXPECT_THAT(Keys(ServicePersona("access"), {referral.client()}, "Free text"),
              Fails(StatusCode::kInvalidArgument, "USE_INVALID"));
}

TEST_F(ClientTest, ARunningReferralKeepsItsClient) {
  const v1::Referral referral = intake_.Create(IntakeWorld::Request("r-1"));
  EXPECT_THAT(intake_.Erase("e-1", referral.client()),
              Fails(StatusCode::kFailedPrecondition, "CLIENT_HAS_RUNNING_REFERRAL"));
  EXPECT_THAT(intake_.GetClient(Messaging(), referral.client()), IsOk());
}

// shows: PRI-3
TEST_F(ClientTest, ErasureTakesKeyPersonAndNumberAndLeavesTheId) {
  const v1::Referral referral = intake_.Create(IntakeWorld::Request("r-1"));
  ASSERT_THAT(intake_.Withdraw("w-1", referral.name()), IsOk());
  ASSERT_THAT(intake_.Erase("e-1", referral.client()), IsOk());
  ASSERT_THAT(intake_.Erase("e-1", referral.client()), IsOk());  // a repeat

  EXPECT_THAT(intake_.GetClient(Messaging(), referral.client()),
              Fails(StatusCode::kFailedPrecondition, "CLIENT_ERASED"));
  EXPECT_EQ(Resolve(Messaging(), "m-1", {"999900006"}, false)->clients_size(), 0);
  EXPECT_EQ(Keys(ServicePersona("access"), {referral.client()})->keys(0).key(), "");
  const auto kept = intake_.GetReferral(Orchestrator(), referral.name());
  ASSERT_THAT(kept, IsOk());
  EXPECT_EQ(kept->client(), referral.client());
  EXPECT_EQ(kept->referrer().display_name(), "");

  const auto events = intake_.Events();
  ASSERT_THAT(events, SizeIs(3));
  EXPECT_EQ(events[2].aggregate(), referral.client());
  v1::ClientErased erased;
  ASSERT_TRUE(events[2].payload().UnpackTo(&erased));
  EXPECT_EQ(erased.client(), referral.client());
}

TEST_F(ClientTest, AfterErasureARepeatedResolveHasNoKeyAnyMore) {
  const auto first = Resolve(Messaging(), "m-1", {"999900006"}, true);
  const v1::Referral referral = intake_.Create(IntakeWorld::Request("r-1"));
  ASSERT_THAT(intake_.Withdraw("w-1", referral.name()), IsOk());
  ASSERT_THAT(intake_.Erase("e-1", referral.client()), IsOk());
  const auto again = Resolve(Messaging(), "m-1", {"999900006"}, true);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->clients(0).client(), first->clients(0).client());
  EXPECT_EQ(again->clients(0).message_key(), "");
}

TEST_F(ClientTest, WhoComesBackAfterErasureIsSomeoneNew) {
  const v1::Referral referral = intake_.Create(IntakeWorld::Request("r-1"));
  ASSERT_THAT(intake_.Withdraw("w-1", referral.name()), IsOk());
  ASSERT_THAT(intake_.Erase("e-1", referral.client()), IsOk());
  const v1::Referral again = intake_.Create(IntakeWorld::Request("r-2", "999900006", "BERICHT0002"));
  EXPECT_NE(again.client(), referral.client());
  EXPECT_THAT(intake_.GetClient(Messaging(), again.client()), IsOk());
}

TEST_F(ClientTest, IsErasedByThePrivacyOfficerOfHisMunicipalityAndOnlyOnce) {
  const v1::Referral referral = intake_.Create(IntakeWorld::Request("r-1"));
  ASSERT_THAT(intake_.Withdraw("w-1", referral.name()), IsOk());
  v1::EraseClientRequest request;
  request.set_request_id("e-1");
  request.set_name(referral.client());
  EXPECT_THAT(intake_.As(Manager(), &Stub::EraseClient, request), Fails(StatusCode::kPermissionDenied, "ROLE_REFUSED"));
  for (const Caller& caller : {PrivacyOfficer({"0373"}), Persona("privacy-officer", {"0361"}, "care-allocation")}) {
    EXPECT_THAT(intake_.As(caller, &Stub::EraseClient, request), Fails(StatusCode::kNotFound, "CLIENT_NOT_FOUND"));
  }
  EXPECT_THAT(intake_.As(PrivacyOfficer(), &Stub::EraseClient, request), IsOk());
  EXPECT_THAT(intake_.Erase("e-2", referral.client()), Fails(StatusCode::kFailedPrecondition, "CLIENT_ERASED"));
  EXPECT_THAT(intake_.Erase("e-3", kNobody), Fails(StatusCode::kNotFound, "CLIENT_NOT_FOUND"));
}

}  // namespace
}  // namespace clientroute::intake
