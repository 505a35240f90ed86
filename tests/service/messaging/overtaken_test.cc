// No meaning may be given to the order of messages (OP080): a stop that comes before the start that it ends waits for
// it.
#include "services/messaging/overtaken_store.h"
#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class OvertakenTest : public MessagingTest {
 protected:
  OvertakenTest() { JudgeStops("9069"); }

  /// What the owner says of stops from now on; empty: nothing.
  void JudgeStops(const std::string& code) {
    std::vector<allocation::v1::ClassVerdict> verdicts;
    if (!code.empty()) {
      allocation::v1::ClassVerdict verdict;
      verdict.set_class_path("Client[1]/StopProducten/StopProduct[1]");
      verdict.set_rule(code == "9069" ? "TR382" : "TR415");
      verdict.set_return_code(code);
      verdicts.push_back(verdict);
    }
    allocation_.Judge("JW307", verdicts);
  }
  void PutStop(const std::string& identification = "7") {
    Put("stop" + identification + ".xml",
        WriteStop({.identification = identification}, {{.end = "2026-04-01", .reason = "20"}}));
  }
  v1::Message::State StateOf(const std::string& file) const { return MessageOf(file).state(); }
};

// shows: MSG-4
TEST_F(OvertakenTest, AStopThatOvertakesItsStartIsApprovedOnceThatIs) {
  PutStop();
  Settle();  // quiet: it waits for another message, and for nobody
  EXPECT_EQ(StateOf("stop7.xml"), v1::Message::WAITING);
  EXPECT_THAT(NamesIn(Box("out")), IsEmpty());
  JudgeStops("");
  Put("start.xml", WriteStart({.identification = "8"}));
  Settle();
  EXPECT_EQ(StateOf("start.xml"), v1::Message::ACCEPTED);
  EXPECT_EQ(StateOf("stop7.xml"), v1::Message::ACCEPTED);
  EXPECT_NE(OnlyOut("JW306"), "");
  EXPECT_NE(OnlyOut("JW308"), "");
  // Its time passes without another answer.
  world_.clock()->Advance(2 * kOvertakenWait);
  Settle();
  EXPECT_THAT(NamesIn(Box("out")), SizeIs(2));
}

// shows: MSG-4
TEST_F(OvertakenTest, AStopWhoseStartNeverComesGetsTheRulesAnswerWhenItsTimeIsOver) {
  PutStop();
  Settle();
  world_.clock()->Advance(kOvertakenWait - std::chrono::microseconds(1));
  Settle();
  EXPECT_THAT(NamesIn(Box("out")), IsEmpty());
  world_.clock()->Advance(std::chrono::microseconds(1));
  Settle();
  EXPECT_EQ(StateOf("stop7.xml"), v1::Message::REJECTED);
  EXPECT_THAT(OnlyOut("JW308"), HasSubstr("9069"));
  EXPECT_THAT(NamesIn(Box("out")), SizeIs(1));
}

TEST_F(OvertakenTest, AnApprovedMessageThatBringsNoStartLetsItWaitOn) {
  PutStop();
  Settle();
  Put("start.xml", WriteStart({.identification = "8"}));  // of another allocation: the stop still has none
  Settle();
  EXPECT_EQ(StateOf("start.xml"), v1::Message::ACCEPTED);
  EXPECT_EQ(StateOf("stop7.xml"), v1::Message::WAITING);
  world_.clock()->Advance(kOvertakenWait);
  Settle();
  EXPECT_EQ(StateOf("stop7.xml"), v1::Message::REJECTED);
  EXPECT_THAT(OnlyOut("JW308"), HasSubstr("9069"));
}

TEST_F(OvertakenTest, ItHoldsNoOtherMessageAboutTheClient) {
  PutStop();
  Settle();
  PutStop("8");
  Put("start.xml", WriteStart({.identification = "9"}));
  Settle();
  EXPECT_EQ(StateOf("stop8.xml"), v1::Message::WAITING);
  EXPECT_EQ(StateOf("start.xml"), v1::Message::ACCEPTED);
}

TEST_F(OvertakenTest, AStopThatIsWrongOtherwiseIsAnsweredAtOnce) {
  JudgeStops("9415");
  PutStop();
  Settle();
  EXPECT_EQ(StateOf("stop7.xml"), v1::Message::REJECTED);
  EXPECT_THAT(OnlyOut("JW308"), HasSubstr("9415"));
}

TEST_F(OvertakenTest, ARepeatOfOneThatWaitsGetsItsAnswerAsWell) {
  PutStop();
  Settle();
  Put("nog eens.xml", WriteStop({.identification = "7"}, {{.end = "2026-04-01", .reason = "20"}}));
  RunAWhile();
  EXPECT_THAT(NamesIn(Box("out")), IsEmpty());
  world_.clock()->Advance(kOvertakenWait);
  Settle();
  EXPECT_EQ(MessageOf("nog_eens.xml").counterpart(), MessageOf("stop7.xml").counterpart());
  EXPECT_THAT(NamesIn(Box("out")), SizeIs(1));
}

TEST_F(OvertakenTest, AfterARestartItWaitsOn) {
  PutStop();
  Settle();
  MessagingService again(world_.Stack("messaging", database_), Deps(), TestOptions());
  for (Work* work : again.works()) work->Run();
  EXPECT_EQ(StateOf("stop7.xml"), v1::Message::WAITING);
  world_.clock()->Advance(kOvertakenWait);
  for (int i = 0; i < 3; ++i) {
    for (Work* work : again.works()) work->Run();
  }
  EXPECT_EQ(StateOf("stop7.xml"), v1::Message::REJECTED);
}

}  // namespace
}  // namespace clientroute::messaging::testing
