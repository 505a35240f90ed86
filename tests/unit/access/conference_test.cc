#include "services/access/conference.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/access/case_role.h"

namespace clientroute::access {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

TEST(ParticipantsTest, EachHasANameOfOneLine) {
  EXPECT_THAT(CheckParticipants({{ParticipantRole::kParent, "Anna"}}), IsEmpty());
  EXPECT_THAT(CheckParticipants({}), ElementsAre(Field(&Problem::field, "participants")));
  for (const std::string& name : {std::string(), std::string("  "), std::string("a\nb"), std::string(201, 'a')}) {
    EXPECT_THAT(CheckParticipants({{ParticipantRole::kParent, "Anna"}, {ParticipantRole::kSchool, name}}),
                ElementsAre(Field(&Problem::field, "participants[1].name")))
        << name;
  }
  EXPECT_THAT(CheckParticipants({{ParticipantRole::kSchool, std::string(200, 'a')}}), IsEmpty());
}

TEST(MembersTest, AreDifferentPersons) {
  EXPECT_THAT(CheckMembers({"persons/a", "persons/b"}), IsEmpty());
  EXPECT_THAT(CheckMembers({}), ElementsAre(Field(&Problem::field, "members")));
  EXPECT_THAT(CheckMembers({"persons/a", "b", "persons/a"}),
              ElementsAre(Field(&Problem::field, "members[1]"), Field(&Problem::field, "members[2]")));
}

TEST(PersonNameTest, IsPersonsAndANameWithoutSpaces) {
  EXPECT_TRUE(IsPersonName("persons/j.devries"));
  EXPECT_TRUE(IsPersonName("persons/" + std::string(120, 'x')));
  for (const std::string& name : {std::string(), std::string("persons/"), std::string("person/x"),
                                  std::string("persons/a b"), "persons/" + std::string(121, 'x')}) {
    EXPECT_FALSE(IsPersonName(name)) << name;
  }
}

}  // namespace
}  // namespace clientroute::access
