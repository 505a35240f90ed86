// How files are taken from the door: many together, each safe before it goes.
#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ArrivalsTest : public MessagingTest {
 protected:
  std::string Request(int number) const {
    return WriteRequest({.identification = std::to_string(number)}, {{"ref-1"}});
  }
  std::vector<std::string> Stored() const {
    std::vector<std::string> names;
    for (const v1::Message& message : Messages()) {
      if (message.direction() == v1::Message::IN) names.push_back(message.file_name());
    }
    return names;
  }
};

// A commit each would be most of what a message costs.
TEST_F(ArrivalsTest, FilesThatCameTogetherAreStoredTogetherAndTakenAwayTogether) {
  int commits = 0;
  database_->OnCommitTo({"arrival"}, [&] { ++commits; });
  std::vector<std::string> names;
  for (int i = 1; i <= 20; ++i) {
    names.push_back(Cat("verzoek", 100 + i, ".xml"));
    Put(names.back(), Request(i), i % 2 == 0 ? kMunicipality : kOtherMunicipality);
  }
  Settle();
  EXPECT_EQ(commits, 2);
  EXPECT_EQ(Stored(), names);
  EXPECT_THAT(NamesIn(Box("in")), IsEmpty());
  EXPECT_THAT(NamesIn(Box("in", kOtherMunicipality)), IsEmpty());
}

TEST_F(ArrivalsTest, OneThatIsTooLargeBetweenOthersKeepsItsPlace) {
  Put("1klein.xml", Request(1));
  Put("2groot.xml", "x");
  std::filesystem::resize_file(Box("in") / "2groot.xml", kArrivalBytesMax + 1);
  const auto before = std::filesystem::last_write_time(Box("in") / "1klein.xml");
  std::filesystem::last_write_time(Box("in") / "2groot.xml", before + std::chrono::milliseconds(500));
  Put("3klein.xml", Request(3));
  Settle();
  EXPECT_THAT(Stored(), ElementsAre("1klein.xml", "2groot.xml", "3klein.xml"));
  EXPECT_EQ(MessageOf("2groot.xml").state(), v1::Message::REFUSED);
  EXPECT_EQ(MessageOf("3klein.xml").state(), v1::Message::ACCEPTED);
}

// Two names of one file are one file to whoever tells files apart by what they are; only one of them can be stored at a
// time.
TEST_F(ArrivalsTest, AFileUnderTwoNamesHoldsUpNoOther) {
  Put("a.xml", Request(1));
  std::filesystem::create_hard_link(Box("in") / "a.xml", Box("in") / "b.xml");
  Put("c.xml", Request(2));
  Put("d.xml", Request(3), kOtherMunicipality);
  Settle();
  EXPECT_THAT(NamesIn(Box("in")), IsEmpty());
  EXPECT_THAT(NamesIn(Box("in", kOtherMunicipality)), IsEmpty());
  EXPECT_EQ(MessageOf("a.xml").state(), v1::Message::ACCEPTED);
  EXPECT_EQ(MessageOf("c.xml").state(), v1::Message::ACCEPTED);
  EXPECT_EQ(MessageOf("d.xml").state(), v1::Message::REFUSED) << "it is for another municipality, and is handled";
}

}  // namespace
}  // namespace clientroute::messaging::testing
