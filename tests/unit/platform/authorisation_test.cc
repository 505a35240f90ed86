#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "services/platform/authorisation/authorise.h"

namespace clientroute {
namespace {

using Subject = AccessQuestion::Subject;

constexpr std::array kRoles = {"access-professional", "access-manager",       "case-director",
                               "contract-manager",    "back-office",          "operator",
                               "privacy-officer",     "provider-back-office", "no-such-role"};
constexpr std::array kPurposes = {kPurposeCareAllocation, kPurposeMessageExchange, kPurposeContractManagement,
                                  kPurposeClientRights,   kPurposeOperation,       std::string_view()};
constexpr std::array kSubjects = {Subject::kClientData, Subject::kRoute,   Subject::kTask,  Subject::kContract,
                                  Subject::kCapacity,   Subject::kMessage, Subject::kClaim, Subject::kFigures,
                                  Subject::kOperation,  Subject::kLook};

Identity Person(std::set<std::string> roles, std::set<std::string> municipalities = {"0361"}) {
  return {.kind = Identity::Kind::kPerson,
          .subject = "persons/j.devries",
          .on_behalf_of = "",
          .municipalities = std::move(municipalities),
          .roles = std::move(roles)};
}

Identity Provider(std::set<std::string> roles = {"provider-back-office"}) {
  return {.kind = Identity::Kind::kProvider,
          .subject = "providers/42420001",
          .on_behalf_of = "",
          .municipalities = {},
          .roles = std::move(roles)};
}

Identity Service() {
  return {.kind = Identity::Kind::kService,
          .subject = "services/orchestrator",
          .on_behalf_of = "persons/j.devries",
          .municipalities = {},
          .roles = {}};
}

AccessQuestion About(Subject subject, std::string municipality = "0361", std::set<std::string> involved = {},
                     std::string provider = "") {
  return {.subject = subject,
          .municipality = std::move(municipality),
          .provider = std::move(provider),
          .involved = std::move(involved)};
}

std::string Outcome(const Identity& identity, std::string_view purpose, const AccessQuestion& question) {
  const auto denied = Denied(identity, purpose, question);
  return denied ? std::string(ToString(*denied)) : "allowed";
}

struct PersonCase {
  std::string_view role;
  Subject subject;
  std::string_view municipality;
  bool involved;
  std::string_view purpose;
  std::string_view outcome;
};

class PersonMayOrMayNot : public testing::TestWithParam<PersonCase> {};

TEST_P(PersonMayOrMayNot, ByRoleMunicipalityInvolvementAndPurpose) {
  const PersonCase& c = GetParam();
  std::set<std::string> involved = {"persons/somebody.else"};
  if (c.involved) involved.insert("persons/j.devries");
  EXPECT_EQ(Outcome(Person({std::string(c.role)}), c.purpose, About(c.subject, std::string(c.municipality), involved)),
            c.outcome)
      << c.role;
}

constexpr auto kCare = kPurposeCareAllocation;
constexpr auto kMessages = kPurposeMessageExchange;
constexpr auto kRights = kPurposeClientRights;
constexpr auto kOperation = kPurposeOperation;
constexpr std::string_view kOwn = "0361";
constexpr std::string_view kOther = "0373";
constexpr std::string_view kNone = "";

INSTANTIATE_TEST_SUITE_P(
    Authorisation, PersonMayOrMayNot,
    testing::Values(
        // The professional: a client only from role, municipality and involvement, with a purpose (PRI-1).
        PersonCase{"access-professional", Subject::kClientData, kOwn, true, kCare, "allowed"},
        PersonCase{"access-professional", Subject::kClientData, kOwn, false, kCare, "INVOLVEMENT"},
        PersonCase{"access-professional", Subject::kClientData, kOther, true, kCare, "MUNICIPALITY"},
        PersonCase{"access-professional", Subject::kClientData, kNone, true, kCare, "MUNICIPALITY"},
        PersonCase{"access-professional", Subject::kClientData, kOwn, true, kMessages, "PURPOSE"},
        PersonCase{"access-professional", Subject::kClientData, kOwn, true, "", "PURPOSE"},
        PersonCase{"access-professional", Subject::kClientData, kOther, false, "", "MUNICIPALITY"},
        PersonCase{"access-professional", Subject::kRoute, kOwn, true, kCare, "allowed"},
        PersonCase{"access-professional", Subject::kRoute, kOwn, false, kCare, "INVOLVEMENT"},
        PersonCase{"access-professional", Subject::kTask, kOwn, false, kCare, "allowed"},
        PersonCase{"access-professional", Subject::kTask, kOther, true, kCare, "MUNICIPALITY"},
        PersonCase{"access-professional", Subject::kTask, kOwn, true, "", "PURPOSE"},
        PersonCase{"access-professional", Subject::kContract, kOwn, false, "", "allowed"},
        PersonCase{"access-professional", Subject::kContract, kNone, false, "", "allowed"},
        PersonCase{"access-professional", Subject::kContract, kOther, false, "", "MUNICIPALITY"},
        PersonCase{"access-professional", Subject::kCapacity, kOther, false, "", "allowed"},
        PersonCase{"access-professional", Subject::kMessage, kOwn, true, kMessages, "ROLE"},
        PersonCase{"access-professional", Subject::kClaim, kOwn, true, kMessages, "ROLE"},
        PersonCase{"access-professional", Subject::kOperation, kOwn, true, kOperation, "ROLE"},
        // The manager: divides the work without being involved, sees the person only when involved.
        PersonCase{"access-manager", Subject::kClientData, kOwn, true, kCare, "allowed"},
        PersonCase{"access-manager", Subject::kClientData, kOwn, false, kCare, "INVOLVEMENT"},
        PersonCase{"access-manager", Subject::kRoute, kOwn, false, kCare, "allowed"},
        PersonCase{"access-manager", Subject::kRoute, kOther, false, kCare, "MUNICIPALITY"},
        PersonCase{"access-manager", Subject::kTask, kOwn, false, kCare, "allowed"},
        PersonCase{"access-manager", Subject::kFigures, kNone, false, "", "allowed"},
        PersonCase{"access-manager", Subject::kMessage, kOwn, false, kMessages, "ROLE"},
        // The case director: everything of the own routes, nothing of others.
        PersonCase{"case-director", Subject::kClientData, kOwn, true, kCare, "allowed"},
        PersonCase{"case-director", Subject::kTask, kOwn, true, kCare, "allowed"},
        PersonCase{"case-director", Subject::kTask, kOwn, false, kCare, "INVOLVEMENT"},
        PersonCase{"case-director", Subject::kFigures, kOwn, true, "", "ROLE"},
        // The contract manager: never a client.
        PersonCase{"contract-manager", Subject::kContract, kOwn, false, "", "allowed"},
        PersonCase{"contract-manager", Subject::kContract, kOther, false, "", "MUNICIPALITY"},
        PersonCase{"contract-manager", Subject::kCapacity, kOther, false, "", "allowed"},
        PersonCase{"contract-manager", Subject::kFigures, kOwn, false, "", "allowed"},
        PersonCase{"contract-manager", Subject::kClientData, kOwn, true, kCare, "ROLE"},
        PersonCase{"contract-manager", Subject::kRoute, kOwn, true, kCare, "ROLE"},
        PersonCase{"contract-manager", Subject::kTask, kOwn, false, kPurposeContractManagement, "allowed"},
        PersonCase{"contract-manager", Subject::kTask, kOther, false, kPurposeContractManagement, "MUNICIPALITY"},
        PersonCase{"contract-manager", Subject::kTask, kOwn, true, kCare, "PURPOSE"},
        PersonCase{"contract-manager", Subject::kMessage, kOwn, true, kMessages, "ROLE"},
        PersonCase{"contract-manager", Subject::kClaim, kOwn, false, kPurposeContractManagement, "allowed"},
        PersonCase{"contract-manager", Subject::kClaim, kOther, false, kPurposeContractManagement, "MUNICIPALITY"},
        PersonCase{"contract-manager", Subject::kClaim, kOwn, false, kCare, "PURPOSE"},
        // The back office: the person behind a message, for the message traffic alone.
        PersonCase{"back-office", Subject::kClientData, kOwn, false, kMessages, "allowed"},
        PersonCase{"back-office", Subject::kClientData, kOwn, false, kCare, "PURPOSE"},
        PersonCase{"back-office", Subject::kClientData, kOther, false, kMessages, "MUNICIPALITY"},
        PersonCase{"back-office", Subject::kMessage, kOwn, false, kMessages, "allowed"},
        PersonCase{"back-office", Subject::kMessage, kNone, false, kMessages, "MUNICIPALITY"},
        PersonCase{"back-office", Subject::kClaim, kOwn, false, kMessages, "allowed"},
        PersonCase{"back-office", Subject::kClaim, kOther, false, kMessages, "MUNICIPALITY"},
        PersonCase{"back-office", Subject::kRoute, kOwn, false, kMessages, "allowed"},
        PersonCase{"back-office", Subject::kFigures, kOwn, false, "", "ROLE"},
        // The operator: things that wait or fail, never a person.
        PersonCase{"operator", Subject::kOperation, kNone, false, "", "allowed"},
        PersonCase{"operator", Subject::kRoute, kOwn, false, kOperation, "allowed"},
        PersonCase{"operator", Subject::kRoute, kOther, false, kOperation, "MUNICIPALITY"},
        PersonCase{"operator", Subject::kRoute, kOwn, false, "", "PURPOSE"},
        PersonCase{"operator", Subject::kTask, kNone, false, kOperation, "allowed"},
        PersonCase{"operator", Subject::kMessage, kNone, false, kOperation, "allowed"},
        PersonCase{"operator", Subject::kMessage, kOther, false, kOperation, "MUNICIPALITY"},
        PersonCase{"operator", Subject::kClaim, kOwn, false, kOperation, "allowed"},
        PersonCase{"operator", Subject::kClaim, kNone, false, kOperation, "MUNICIPALITY"},
        PersonCase{"operator", Subject::kContract, kOwn, false, "", "allowed"},
        PersonCase{"operator", Subject::kClientData, kOwn, true, kOperation, "ROLE"},
        // The privacy officer: everything that is known of a client, for that client's rights alone.
        PersonCase{"privacy-officer", Subject::kClientData, kOwn, false, kRights, "allowed"},
        PersonCase{"privacy-officer", Subject::kClientData, kOwn, true, kCare, "PURPOSE"},
        PersonCase{"privacy-officer", Subject::kRoute, kOwn, false, kRights, "allowed"},
        PersonCase{"privacy-officer", Subject::kClientData, kOther, false, kRights, "MUNICIPALITY"},
        PersonCase{"privacy-officer", Subject::kTask, kOwn, false, kRights, "ROLE"},
        // Looks at clients: those of his municipalities, and none of which no municipality is known.
        PersonCase{"privacy-officer", Subject::kLook, kOwn, false, kRights, "allowed"},
        PersonCase{"privacy-officer", Subject::kLook, kOther, false, kRights, "MUNICIPALITY"},
        PersonCase{"privacy-officer", Subject::kLook, kNone, false, kRights, "MUNICIPALITY"},
        PersonCase{"operator", Subject::kLook, kNone, false, "", "allowed"},
        PersonCase{"back-office", Subject::kLook, kOwn, true, kMessages, "ROLE"},
        // What is no role of a person opens nothing.
        PersonCase{"provider-back-office", Subject::kClientData, kOwn, true, kMessages, "ROLE"},
        PersonCase{"no-such-role", Subject::kCapacity, kOwn, true, kCare, "ROLE"}));

TEST(AuthorisationTest, RolesForNamesThePeopleWhoMaySeeASubject) {
  EXPECT_EQ(RolesFor(Subject::kTask), (std::set<std::string>{"access-manager", "access-professional", "back-office",
                                                             "case-director", "contract-manager", "operator"}));
  EXPECT_EQ(RolesFor(Subject::kOperation), std::set<std::string>{"operator"});
  EXPECT_FALSE(RolesFor(Subject::kClientData).contains("provider-back-office"));
}

TEST(AuthorisationTest, APersonWithoutRolesOrMunicipalitiesMayNothingOfAClient) {
  const auto question = About(Subject::kClientData, "0361", {"persons/j.devries"});
  EXPECT_EQ(Outcome(Person({}), kCare, question), "ROLE");
  EXPECT_EQ(Outcome(Person({"access-professional"}, {}), kCare, question), "MUNICIPALITY");
}

TEST(AuthorisationTest, TwoRolesMayWhatEitherMayAndHearTheNearestMiss) {
  const Identity both = Person({"contract-manager", "access-professional"});
  EXPECT_EQ(Outcome(both, kCare, About(Subject::kClientData, "0361", {"persons/j.devries"})), "allowed");
  EXPECT_EQ(Outcome(both, "", About(Subject::kFigures, "0361")), "allowed");
  const Identity two = Person({"access-professional", "privacy-officer"});
  EXPECT_EQ(Outcome(two, kPurposeOperation, About(Subject::kClientData, "0361")), "PURPOSE");
  EXPECT_EQ(Outcome(two, kCare, About(Subject::kClientData, "0373")), "MUNICIPALITY");
}

TEST(AuthorisationTest, AProviderSeesWhatNamesItAndNothingElse) {
  const struct {
    Subject subject;
    std::string provider;
    std::string_view purpose;
    std::string_view outcome;
  } cases[] = {
      {Subject::kClientData, "42420001", kCare, "allowed"},   {Subject::kClientData, "42420001", kMessages, "allowed"},
      {Subject::kClientData, "42420001", "", "PURPOSE"},      {Subject::kClientData, "42420002", kCare, "PROVIDER"},
      {Subject::kClientData, "", kCare, "PROVIDER"},          {Subject::kMessage, "42420001", kMessages, "allowed"},
      {Subject::kMessage, "42420002", kMessages, "PROVIDER"}, {Subject::kClaim, "42420001", kMessages, "allowed"},
      {Subject::kClaim, "42420001", kCare, "PURPOSE"},        {Subject::kClaim, "42420002", kMessages, "PROVIDER"},
      {Subject::kContract, "42420001", "", "allowed"},        {Subject::kContract, "42420002", "", "PROVIDER"},
      {Subject::kCapacity, "42420001", "", "allowed"},        {Subject::kFigures, "42420001", "", "allowed"},
      {Subject::kRoute, "42420001", kCare, "ROLE"},           {Subject::kTask, "42420001", kCare, "ROLE"},
      {Subject::kOperation, "42420001", kOperation, "ROLE"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Outcome(Provider(), c.purpose, About(c.subject, "0361", {}, c.provider)), c.outcome)
        << static_cast<int>(c.subject) << " " << c.provider << " " << c.purpose;
  }
}

TEST(AuthorisationTest, AProviderWithARegionalRoleMayNothingByIt) {
  for (const char* role : kRoles) {
    if (std::string_view(role) == "provider-back-office") continue;
    Identity provider = Provider({role});
    provider.municipalities = {"0361"};
    for (const Subject subject : kSubjects) {
      for (const auto purpose : kPurposes) {
        EXPECT_EQ(Outcome(provider, purpose, About(subject, "0361", {provider.subject}, "42420001")), "ROLE");
      }
    }
  }
}

TEST(AuthorisationTest, AnIdentityThatOnlyLooksLikeAProviderSeesNothing) {
  Identity odd = Provider();
  for (const char* subject : {"", "providers", "persons/42420001", "42420001", "providers/"}) {
    odd.subject = subject;
    EXPECT_EQ(Outcome(odd, kCare, About(Subject::kClientData, "0361", {}, "42420001")), "PROVIDER") << subject;
    EXPECT_EQ(Outcome(odd, kCare, About(Subject::kClientData, "0361", {}, "")), "PROVIDER") << subject;
  }
}

TEST(AuthorisationTest, AServiceMayEverythingButSaysWhyWhenItIsAboutClients) {
  for (const Subject subject : kSubjects) {
    EXPECT_EQ(Outcome(Service(), kCare, About(subject)), "allowed");
    const bool about_clients = subject == Subject::kClientData || subject == Subject::kRoute ||
                               subject == Subject::kTask || subject == Subject::kMessage || subject == Subject::kClaim;
    EXPECT_EQ(Outcome(Service(), "", About(subject)), about_clients ? "PURPOSE" : "allowed");
  }
}

// Whether the filter would show the row that the question describes.
bool Shows(const Visibility& visible, const Identity& identity, const AccessQuestion& row) {
  if (visible.provider && *visible.provider == row.provider) return true;
  if (visible.municipalities && !visible.municipalities->contains(row.municipality)) return false;
  return !visible.involved_only || row.involved.contains(identity.subject);
}

TEST(VisibilityTest, TheFilterShowsExactlyWhatIsNotDenied) {
  std::vector<Identity> identities = {Service(), Provider(), Provider({}), Provider({"operator"})};
  for (const char* first : kRoles) {
    for (const char* second : kRoles) {
      identities.push_back(Person({first, second}));
      identities.push_back(Person({first, second}, {"0361", "0373"}));
      identities.push_back(Person({first, second}, {}));
    }
  }
  int shown = 0;
  for (const Identity& identity : identities) {
    for (const Subject subject : kSubjects) {
      for (const auto purpose : kPurposes) {
        const Visibility visible = Visible(identity, purpose, subject);
        for (const char* municipality : {"0361", "0373", "0383", ""}) {
          for (const char* provider : {"42420001", "42420002", ""}) {
            for (const std::set<std::string>& involved : {std::set<std::string>(), {identity.subject}}) {
              const AccessQuestion row = About(subject, municipality, involved, provider);
              ASSERT_EQ(Shows(visible, identity, row), !Denied(identity, purpose, row).has_value())
                  << identity.subject << " " << static_cast<int>(subject) << " " << purpose << " " << municipality;
              shown += Shows(visible, identity, row) ? 1 : 0;
            }
          }
        }
      }
    }
  }
  EXPECT_GT(shown, 1'000);
}

TEST(VisibilityTest, TheShortFormShowsNothingWhereInvolvementOrAProviderDecides) {
  EXPECT_EQ(VisibleMunicipalities(Person({"access-professional"}), kCare, Subject::kTask),
            std::set<std::string>({"0361"}));
  EXPECT_EQ(VisibleMunicipalities(Person({"access-professional"}), kCare, Subject::kRoute), std::set<std::string>());
  EXPECT_EQ(VisibleMunicipalities(Provider(), kCare, Subject::kClientData), std::set<std::string>());
  EXPECT_EQ(VisibleMunicipalities(Service(), kCare, Subject::kRoute), std::nullopt);
  EXPECT_EQ(VisibleMunicipalities(Service(), "", Subject::kRoute), std::set<std::string>());
}

}  // namespace
}  // namespace clientroute
