#include <memory>
#include <string>

#include "clientroute/intake/v1/intake.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/intake/client_vault_codec.h"
#include "services/platform/testing/status_matchers.h"

namespace clientroute::intake {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class ClientVaultTest : public testing::Test {
 protected:
  std::unique_ptr<Random> random_ = MakeSeededRandom(1);
  SecretKey master_ = SecretKey::Generate(*random_);
  ClientVault vault_{master_, random_.get()};
  Uuid one_ = Uuid::Derive(kClientrouteSpace, "one");
  Uuid two_ = Uuid::Derive(kClientrouteSpace, "two");
};

Person Sanne() {
  Person person;
  person.citizen_number = CitizenNumber::Parse("999900006");
  person.family_name = "Vries";
  person.birth_date = Date::Parse("2014-05-09");
  person.birth_date_use = BirthDateUse::kYearAndMonth;
  person.gender = Gender::kNotSpecified;
  person.address = Address{"Dijk", 1, "B", "1811AB", "Alkmaar"};
  return person;
}

TEST_F(ClientVaultTest, ANumberHasOneHashThatOnlyTheMasterKeyGives) {
  const CitizenNumber number = CitizenNumber::Parse("999900006").value();
  EXPECT_EQ(vault_.HashOf(number), vault_.HashOf(number));
  EXPECT_NE(vault_.HashOf(number), vault_.HashOf(CitizenNumber::Parse("999900018").value()));
  EXPECT_NE(vault_.HashOf(number), vault_.HashOfContent("999900006"));
  EXPECT_NE(vault_.HashOf(number), ClientVault(SecretKey::Generate(*random_), random_.get()).HashOf(number));
}

TEST_F(ClientVaultTest, RequestsOfDifferentKindsHaveDifferentHashes) {
  v1::GetClientRequest get;
  get.set_name("x");
  v1::FindClientRequest find;
  find.set_citizen_number("x");
  ASSERT_EQ(get.SerializeAsString(), find.SerializeAsString());
  EXPECT_EQ(vault_.HashOfRequest(get), vault_.HashOfRequest(get));
  EXPECT_NE(vault_.HashOfRequest(get), vault_.HashOfRequest(find));
}

TEST_F(ClientVaultTest, AWrappedKeyOpensForItsClientAlone) {
  const SecretKey key = vault_.NewKey();
  const std::string wrapped = vault_.Wrap(key, one_);
  EXPECT_THAT(wrapped, Not(HasSubstr(std::string(key.bytes()))));
  const auto opened = vault_.Unwrap(wrapped, one_);
  ASSERT_THAT(opened, IsOk());
  EXPECT_EQ(opened->bytes(), key.bytes());
  EXPECT_THAT(vault_.Unwrap(wrapped, two_), Fails(absl::StatusCode::kDataLoss, ""));
  EXPECT_THAT(ClientVault(SecretKey::Generate(*random_), random_.get()).Unwrap(wrapped, one_),
              Fails(absl::StatusCode::kDataLoss, ""));
}

TEST_F(ClientVaultTest, APersonComesBackWholeForItsClientAlone) {
  const SecretKey key = vault_.NewKey();
  const std::string sealed = vault_.SealPerson(key, one_, Sanne());
  EXPECT_THAT(sealed, Not(HasSubstr("Vries")));
  const auto opened = vault_.OpenPerson(key, one_, sealed);
  ASSERT_THAT(opened, IsOk());
  EXPECT_EQ(*opened, Sanne());
  EXPECT_THAT(vault_.OpenPerson(key, two_, sealed), Fails(absl::StatusCode::kDataLoss, ""));
  EXPECT_THAT(vault_.OpenPerson(vault_.NewKey(), one_, sealed), Fails(absl::StatusCode::kDataLoss, ""));
}

TEST_F(ClientVaultTest, ATextOpensForItsOwnerAndIsNoPerson) {
  const SecretKey key = vault_.NewKey();
  const std::string sealed = vault_.SealText(key, "referrals/a", "Huisarts Bakker");
  EXPECT_EQ(*vault_.OpenText(key, "referrals/a", sealed), "Huisarts Bakker");
  EXPECT_THAT(vault_.OpenText(key, "referrals/b", sealed), Fails(absl::StatusCode::kDataLoss, ""));
  EXPECT_THAT(vault_.OpenPerson(key, one_, sealed), Fails(absl::StatusCode::kDataLoss, ""));
}

TEST_F(ClientVaultTest, EachServiceAndUseHasAKeyOfItsOwn) {
  const SecretKey key = vault_.NewKey();
  const std::string raw(ClientVault::KeyFor(key, "messaging", "raw").bytes());
  EXPECT_THAT(raw, SizeIs(SecretKey::kBytes));
  EXPECT_EQ(raw, key.Derive("messaging/raw").bytes());
  EXPECT_NE(raw, key.bytes());
  EXPECT_NE(raw, ClientVault::KeyFor(key, "messaging", "other").bytes());
  EXPECT_NE(raw, ClientVault::KeyFor(key, "access", "raw").bytes());
}

}  // namespace
}  // namespace clientroute::intake
