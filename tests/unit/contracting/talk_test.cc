#include "services/contracting/talk.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"

namespace clientroute::contracting {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Date Day(const char* text) { return Date::Parse(text).value(); }
Uuid Id(const char* name) { return Uuid::Derive(kClientrouteSpace, name); }

Agreement MakeAgreement(const char* name, const char* contract = "duin") {
  return {.row = 1,
          .id = Id(name),
          .talk = Id("talk"),
          .contract = contract,
          .provider = ProviderCode::Parse("42420001").value(),
          .what = name,
          .party = Party::kProvider,
          .due = Day("2026-05-01"),
          .state = AgreementState::kOpen,
          .note = {},
          .settled_by = {},
          .settled_at = {}};
}

Talk MakeTalk(std::vector<AgendaItem> agenda) {
  return {.row = 1,
          .id = Id("talk"),
          .contract = "duin",
          .provider = ProviderCode::Parse("42420001").value(),
          .revision = 2,
          .state = TalkState::kPlanned,
          .day = Day("2026-04-10"),
          .is_next = true,
          .participants = {},
          .agenda = std::move(agenda),
          .agreements = {},
          .cancel_reason = {},
          .changed_by = "persons/an",
          .created_at = {},
          .changed_at = {}};
}

AgendaItem Item(const char* name, const char* subject, std::optional<Uuid> agreement = std::nullopt) {
  AgendaItem item;
  item.item = name;
  item.subject = subject;
  item.agreement = agreement;
  return item;
}

std::vector<std::string> Fields(const Problems& problems) {
  std::vector<std::string> fields;
  for (const Problem& problem : problems) fields.push_back(problem.field + " " + problem.what);
  return fields;
}

TEST(TalkText, ACitizenNumberIsFoundHoweverItIsWritten) {
  for (const char* text : {"111222333", "gaat over 111222333.", "bsn:111222333", "111.222.333", "111 222 333",
                           "(111-222-333)", "1112.22.333", "eerst 123456789, dan 111222333", "2026: 111222333"}) {
    EXPECT_TRUE(HoldsCitizenNumber(text)) << text;
  }
}

TEST(TalkText, OtherNumbersAreNone) {
  for (const char* text :
       {"", "wachttijd", "123456789", "1112223334", "11122233", "42420001", "tel. 072 548 88 88", "2026-11-23",
        "perceel 42420001 3", "€ 1.112.223,33", "111.222-333", "111  222  333", "000000000", "111222", "9"}) {
    EXPECT_FALSE(HoldsCitizenNumber(text)) << text;
  }
}

TEST(TalkText, AFigureHasAName) {
  EXPECT_TRUE(IsFigureName("waiting_time"));
  for (const char* text : {"", "Waiting", "waiting time", "a/b", "<b>"}) EXPECT_FALSE(IsFigureName(text)) << text;
  EXPECT_FALSE(IsFigureName(std::string(61, 'a')));
}

TEST(TalkAgenda, OpenAgreementsJoinTheNextTalkOnce) {
  Talk talk = MakeTalk({Item("1", "wachttijd"), Item("2", "plan", Id("plan"))});
  AddOpenAgreements({MakeAgreement("plan"), MakeAgreement("loket"), MakeAgreement("ander", "kompas")}, &talk);
  ASSERT_EQ(talk.agenda.size(), 3U);
  EXPECT_EQ(talk.agenda[2].subject, "loket");
  EXPECT_TRUE(talk.agenda[2].by_itself);
  EXPECT_EQ(talk.agenda[2].agreement, Id("loket"));
  talk = MakeTalk({});
  talk.is_next = false;
  AddOpenAgreements({MakeAgreement("plan")}, &talk);
  EXPECT_THAT(talk.agenda, IsEmpty());
}

TEST(TalkAgenda, TheEtagMovesWithTheRevisionAndWithWhatJoinsByItself) {
  Talk talk = MakeTalk({Item("1", "wachttijd")});
  const std::string bare = EtagOf(talk);
  AddOpenAgreements({MakeAgreement("plan")}, &talk);
  const std::string joined = EtagOf(talk);
  EXPECT_NE(bare, joined);
  EXPECT_FALSE(IsOfOtherRevision(bare, talk));
  ++talk.revision;
  EXPECT_NE(EtagOf(talk), joined);
  EXPECT_TRUE(IsOfOtherRevision(joined, talk));
  EXPECT_TRUE(IsOfOtherRevision("", talk));
}

TEST(TalkAgenda, EveryWrongItemIsNamed) {
  std::vector<AgendaItem> agenda = {
      Item("1", ""),       Item("2", "", Id("plan")), Item("3", "weer", Id("plan")), Item("4", "weg", Id("weg")),
      Item("5", "cijfer"), Item("6", "cijfer")};
  agenda[4].figure = "Waiting time";
  agenda[5].figure = "waiting_time";
  agenda[5].municipality = "0399";
  EXPECT_THAT(Fields(CheckAgenda(agenda, {"0361"}, {MakeAgreement("plan")})),
              ElementsAre("agenda[0].subject is required", "agenda[2].agreement stands on the agenda already",
                          "agenda[3].agreement must be an open agreement of this contract",
                          "agenda[4].figure must be the name of a figure, or empty",
                          "agenda[5].municipality must be one of the contract's municipalities, or empty"));
}

TEST(TalkReports, EachItemGetsItsReportAndAnOutcomeEndsItsAgreement) {
  const std::vector<Agreement> open = {MakeAgreement("plan")};
  Talk talk = MakeTalk({Item("1", "wachttijd"), Item("2", "plan", Id("plan"))});
  Problems problems;
  const auto ends =
      TakeReports({{"2", "is er", AgreementState::kDone}, {"1", "korter", std::nullopt}}, open, &talk, &problems);
  EXPECT_THAT(problems, IsEmpty());
  EXPECT_EQ(talk.agenda[0].report, "korter");
  ASSERT_EQ(ends.size(), 1U);
  EXPECT_EQ(ends[0].agreement, &open[0]);
  EXPECT_EQ(ends[0].note, "is er");
}

TEST(TalkReports, EveryReportThatDoesNotFitIsNamed) {
  Talk talk = MakeTalk({Item("1", "wachttijd"), Item("2", "plan", Id("plan")), Item("3", "niets")});
  Problems problems;
  TakeReports({{"1", "a", AgreementState::kDone},
               {"1", "b", std::nullopt},
               {"9", "c", std::nullopt},
               {"2", "d", AgreementState::kDropped}},
              {}, &talk, &problems);
  EXPECT_THAT(Fields(problems),
              ElementsAre("reports[0].outcome must be unset where no open agreement is spoken about",
                          "reports[1].item is given more than once", "reports[2].item must be an item of the agenda",
                          "reports[3].outcome must be unset where no open agreement is spoken about",
                          "reports must say of every item of the agenda what was said"));
}

}  // namespace
}  // namespace clientroute::contracting
