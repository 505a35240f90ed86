#include "services/suite/commands/talk_input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/platform/status/status.h"

// What a person types of a talk with a provider, and what is said of it when it is wrong.
namespace clientroute::suite {
namespace {

namespace contracting = clientroute::contracting::v1;
using testing::HasSubstr;

Arguments Typed(const std::vector<std::string>& words) {
  static const std::vector<Flag> kFlags = {{"agenda", "A", "a"}, {"with", "A", "a"},    {"reports", "A", "a"},
                                           {"done", "A", "a"},   {"dropped", "A", "a"}, {"agreements", "A", "a"}};
  return ParseArguments(kFlags, words).value();
}

contracting::Talk TalkOf(int items) {
  contracting::Talk talk;
  for (int i = 1; i <= items; ++i) talk.add_agenda()->set_item(Cat("item-", i));
  return talk;
}

TEST(TalkInput, AnAgendaIsSubjectsWithTheirFigures) {
  const auto agenda = ReadAgendaFlag(Typed({"--agenda", " Wachttijd = waiting_time ;; Nieuwe locatie; =inflow"}));
  ASSERT_EQ(agenda.size(), 3U);
  EXPECT_EQ(agenda[0].subject(), "Wachttijd");
  EXPECT_EQ(agenda[0].figure(), "waiting_time");
  EXPECT_EQ(agenda[1].subject(), "Nieuwe locatie");
  EXPECT_EQ(agenda[1].figure(), "");
  EXPECT_EQ(agenda[2].subject(), "") << "the service says what is missing";
  EXPECT_TRUE(ReadAgendaFlag(Typed({})).empty());
}

TEST(TalkInput, WhatStandsOnAnAgendaByItselfIsNotPutThereAgain) {
  contracting::Talk talk = TalkOf(3);
  talk.mutable_agenda(1)->set_by_itself(true);
  const auto planned = PlannedAgenda(talk);
  ASSERT_EQ(planned.size(), 2);
  EXPECT_EQ(planned[1].item(), "item-3");
}

TEST(TalkInput, ParticipantsComeByPartyAndFunction) {
  const auto all = ReadParticipantsFlag(Typed({"--with", "aanbieder:directeur, regio: contractmanager"}));
  ASSERT_TRUE(all.ok()) << all.status();
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ((*all)[0].party(), contracting::CONTRACTED_PROVIDER);
  EXPECT_EQ((*all)[1].function(), "contractmanager");
  for (const char* wrong : {"directeur", "gemeente:wethouder", "aanbieder"}) {
    const auto refused = ReadParticipantsFlag(Typed({"--with", wrong}));
    EXPECT_TRUE(IsWrongUse(refused.status())) << wrong;
    EXPECT_THAT(std::string(refused.status().message()), HasSubstr("aanbieder:directeur"));
  }
}

TEST(TalkInput, EveryItemHasItsReportAndNumbersEndAgreements) {
  const auto reports =
      ReadReportFlags(Typed({"--reports", "een; twee; drie", "--done", "2", "--dropped", "3"}), TalkOf(3));
  ASSERT_TRUE(reports.ok()) << reports.status();
  EXPECT_EQ((*reports)[0].item(), "item-1");
  EXPECT_EQ((*reports)[0].outcome(), contracting::Agreement::STATE_UNSPECIFIED);
  EXPECT_EQ((*reports)[1].report(), "twee");
  EXPECT_EQ((*reports)[1].outcome(), contracting::Agreement::DONE);
  EXPECT_EQ((*reports)[2].outcome(), contracting::Agreement::DROPPED);
  EXPECT_TRUE(ReadReportFlags(Typed({}), TalkOf(0)).ok());

  const struct {
    std::vector<std::string> words;
    const char* says;
  } kWrong[] = {
      {{"--reports", "een; twee"}, "--reports telt 2 verslagen en de agenda 3 punten"},
      {{}, "--reports telt 0 verslagen"},
      {{"--reports", "a;b;c", "--done", "4"}, "'4' is geen punt van de agenda; die telt er 3"},
      {{"--reports", "a;b;c", "--dropped", "twee"}, "--dropped: 'twee'"},
  };
  for (const auto& wrong : kWrong) {
    const auto refused = ReadReportFlags(Typed(wrong.words), TalkOf(3));
    EXPECT_TRUE(IsWrongUse(refused.status())) << wrong.says;
    EXPECT_THAT(std::string(refused.status().message()), HasSubstr(wrong.says));
  }
}

TEST(TalkInput, AnAgreementIsWhoByWhenAndWhat) {
  const auto all = ReadAgreementsFlag(
      Typed({"--agreements", "aanbieder 2026-12-01 Twee plekken erbij; regio 2026-11-01 Cijfers sturen"}));
  ASSERT_TRUE(all.ok()) << all.status();
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ((*all)[0].what(), "Twee plekken erbij");
  EXPECT_EQ((*all)[0].due_date().day(), 1);
  EXPECT_EQ((*all)[1].party(), contracting::REGION);
  for (const char* wrong : {"Twee plekken", "aanbieder morgen plekken", "aanbieder 2026-02-30 plekken", "aanbieder"}) {
    EXPECT_TRUE(IsWrongUse(ReadAgreementsFlag(Typed({"--agreements", wrong})).status())) << wrong;
  }
}

TEST(TalkInput, ADayIsADayThatExists) {
  EXPECT_EQ(ReadDay("on", "2026-12-01")->month(), 12);
  for (const char* wrong : {"", "morgen", "2026-02-30"})
    EXPECT_TRUE(IsWrongUse(ReadDay("on", wrong).status())) << wrong;
}

}  // namespace
}  // namespace clientroute::suite
