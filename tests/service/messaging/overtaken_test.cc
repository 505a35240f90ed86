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
  /// The bytes of the stop 7 under another name.
  void PutRepeat(const std::string& name) {
    Put(name, WriteStop({.identification = "7"}, {{.end = "2026-04-01", .reason = "20"}}));
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

// shows: MSG-4
TEST_F(OvertakenTest, ARepeatOfOneThatWaitsGetsItsAnswerWithItAndNotLater) {
  constexpr std::chrono::minutes kWait = kOvertakenWait;
  PutStop();
  Settle();
  world_.clock()->Advance(kWait / 2);
  PutRepeat("nog eens.xml");
  Settle();
  world_.clock()->Advance(kWait / 4);
  PutRepeat("weer.xml");
  Settle();
  EXPECT_EQ(StateOf("nog_eens.xml"), v1::Message::WAITING);
  EXPECT_EQ(StateOf("weer.xml"), v1::Message::WAITING);
  EXPECT_THAT(NamesIn(Box("out")), IsEmpty());
  world_.clock()->Advance(kWait / 4);  // the stop's time is over, and so is theirs
  Settle();
  EXPECT_EQ(StateOf("stop7.xml"), v1::Message::REJECTED);
  for (const char* repeat : {"nog_eens.xml", "weer.xml"}) {
    EXPECT_EQ(StateOf(repeat), v1::Message::REJECTED) << repeat;
    EXPECT_EQ(MessageOf(repeat).counterpart(), MessageOf("stop7.xml").counterpart()) << repeat;
  }
  EXPECT_THAT(NamesIn(Box("out")), SizeIs(1));
  EXPECT_THAT(allocation_.submissions(), SizeIs(2));  // the stop's own: when it came and when its time was over
}

TEST_F(OvertakenTest, ARepeatOfOneThatWaitsIsApprovedWithIt) {
  PutStop();
  Settle();
  PutRepeat("nog eens.xml");
  Settle();
  JudgeStops("");
  Put("start.xml", WriteStart({.identification = "8"}));
  Settle();
  EXPECT_EQ(StateOf("stop7.xml"), v1::Message::ACCEPTED);
  EXPECT_EQ(StateOf("nog_eens.xml"), v1::Message::ACCEPTED);
  EXPECT_EQ(MessageOf("nog_eens.xml").counterpart(), MessageOf("stop7.xml").counterpart());
}

TEST_F(OvertakenTest, ARepeatWaitsOnWithItsStopWhenTheStartWasOfAnother) {
  PutStop();
  Settle();
  PutRepeat("nog eens.xml");
  Settle();
  Put("start.xml", WriteStart({.identification = "8"}));
  Settle();
  EXPECT_EQ(StateOf("stop7.xml"), v1::Message::WAITING);
  EXPECT_EQ(StateOf("nog_eens.xml"), v1::Message::WAITING);
  world_.clock()->Advance(kOvertakenWait);
  Settle();
  EXPECT_EQ(StateOf("nog_eens.xml"), v1::Message::REJECTED);
}

TEST_F(OvertakenTest, ARepeatOfOneThatIsLeftToAPersonIsLeftToOneToo) {
  PutStop();
  Settle();
  PutRepeat("nog eens.xml");
  Settle();
  allocation_.FailKind("JW307", {grpc::StatusCode::INVALID_ARGUMENT, "no"});
  world_.clock()->Advance(kOvertakenWait);
  Settle();
  EXPECT_EQ(StateOf("stop7.xml"), v1::Message::FAILED);
  EXPECT_EQ(StateOf("nog_eens.xml"), v1::Message::FAILED);
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
