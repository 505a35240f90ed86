#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/service/contracting/supplier_management_world.h"

namespace clientroute::contracting {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

using SupplierManagementTest = SupplierManagementWorld;

// shows: CON-4
TEST_F(SupplierManagementTest, ATalkIsPlannedHeldAndKeepsWhatWasSaid) {
  const v1::Talk planned = Plan(PlanOf("plan-1"));
  EXPECT_EQ(planned.state(), v1::Talk::PLANNED);
  EXPECT_EQ(planned.contract(), kDuin);
  EXPECT_EQ(planned.provider(), "42420001");
  EXPECT_EQ(planned.changed_by(), "persons/test.contract-manager");
  EXPECT_EQ(planned.agenda(0).figure(), "waiting_time");
  EXPECT_EQ(Plan(PlanOf("plan-1")).name(), planned.name()) << "a repeat gets the first answer";

  world_.clock()->Advance(std::chrono::hours(9 * 24));
  v1::HoldTalkRequest hold = HoldOf("hold-1", planned);
  Agree(hold, "Twee plekken erbij", "2026-06-01");
  Agree(hold, "Cijfers per gemeente sturen", "2026-05-01", v1::REGION);
  const v1::Talk held = Hold(hold);
  EXPECT_EQ(held.state(), v1::Talk::HELD);
  EXPECT_EQ(FromProto(held.date()), Day("2026-04-10"));
  EXPECT_EQ(held.agenda(0).report(), "besproken: Wachttijd");
  ASSERT_EQ(held.agreements_size(), 2);
  EXPECT_EQ(held.agreements(0).party(), v1::CONTRACTED_PROVIDER);
  EXPECT_EQ(held.agreements(0).state(), v1::Agreement::OPEN);
  EXPECT_EQ(held.participants(0).function(), "directeur") << "as planned, where nothing else is said";
  EXPECT_EQ(Get(held.name()).SerializeAsString(), held.SerializeAsString());

  EXPECT_THAT(Do(&Talks::ChangeTalk, ChangeOf("change-1", held)),
              Fails(absl::StatusCode::kFailedPrecondition, "TALK_NOT_PLANNED"));
  hold.set_request_id("hold-2");
  EXPECT_THAT(Do(&Talks::HoldTalk, hold), Fails(absl::StatusCode::kFailedPrecondition, "TALK_NOT_PLANNED"));
  v1::CancelTalkRequest cancel;
  cancel.set_request_id("cancel-1");
  cancel.set_name(held.name());
  cancel.set_reason("te laat");
  const auto refused = Do(&Talks::CancelTalk, cancel);
  EXPECT_THAT(refused, Fails(absl::StatusCode::kFailedPrecondition, "TALK_NOT_PLANNED"));
  EXPECT_THAT(MetadataOf(refused.status()), Contains(Pair("state", "HELD")));
  EXPECT_EQ(Get(held.name()).SerializeAsString(), held.SerializeAsString());
}

TEST_F(SupplierManagementTest, TheRecordRefusesToChangeWhatWasSaid) {
  HeldWith({"Twee plekken erbij"});
  for (const char* sql : {"UPDATE agenda_item SET report = 'anders'", "UPDATE agreement SET what = 'anders'",
                          "DELETE FROM agenda_item", "DELETE FROM talk_revision", "UPDATE talk_revision SET day = 1",
                          "INSERT INTO talk_revision SELECT talk_id, 9, 1, day, '', author, recorded_at"
                          " FROM talk_revision WHERE state = 2"}) {
    EXPECT_FALSE(database_->Write([&](Connection& connection) { return connection.Execute(sql).status(); }).ok())
        << sql;
  }
}

TEST_F(SupplierManagementTest, AnOpenAgreementStandsOnTheNextTalkByItself) {
  HeldWith({"Twee plekken erbij", "Wachtlijst opschonen"});
  const v1::Talk later = Plan(PlanOf("plan-later", "2026-06-01"));
  EXPECT_THAT(Subjects(later), ElementsAre("Wachttijd", "Twee plekken erbij", "Wachtlijst opschonen"));
  const v1::Talk next = Plan(PlanOf("plan-next", "2026-05-01"));
  EXPECT_THAT(Subjects(next), ElementsAre("Wachttijd", "Twee plekken erbij", "Wachtlijst opschonen"));
  EXPECT_TRUE(next.agenda(1).by_itself());
  EXPECT_THAT(Subjects(Get(later.name())), ElementsAre("Wachttijd")) << "only on the next one";

  v1::ChangeTalkRequest change = ChangeOf("change-1", next);
  *change.add_agenda() = Item("", "", next.agenda(2).agreement());
  const auto changed = Do(&Talks::ChangeTalk, change);
  ASSERT_THAT(changed, IsOk());
  EXPECT_THAT(Subjects(*changed), ElementsAre("Wachttijd", "Wachtlijst opschonen", "Twee plekken erbij"));
  EXPECT_FALSE(changed->agenda(1).by_itself());

  v1::HoldTalkRequest hold = HoldOf("hold-2", *changed);
  hold.mutable_reports(1)->set_outcome(v1::Agreement::DROPPED);
  const v1::Talk held = Hold(hold);
  EXPECT_THAT(Subjects(held), ElementsAre("Wachttijd", "Wachtlijst opschonen", "Twee plekken erbij"));
  EXPECT_THAT(Subjects(Get(later.name())), ElementsAre("Wachttijd", "Twee plekken erbij"));
  v1::ListAgreementsRequest dropped;
  dropped.set_state(v1::Agreement::DROPPED);
  const auto listed = Do(&Talks::ListAgreements, dropped);
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->agreements_size(), 1);
  EXPECT_EQ(listed->agreements(0).what(), "Wachtlijst opschonen");
  EXPECT_EQ(listed->agreements(0).note(), "besproken: Wachtlijst opschonen");
  EXPECT_EQ(listed->agreements(0).settled_by(), "persons/test.contract-manager");
}

TEST_F(SupplierManagementTest, WhoSawAnotherAgendaIsToldByWhomItWasChanged) {
  const v1::Talk seen = Plan(PlanOf("plan-1"));
  v1::ChangeTalkRequest first = ChangeOf("change-1", seen);
  *first.add_agenda() = Item("Nieuwe locatie");
  const auto changed = Do(&Talks::ChangeTalk, first, Colleague());
  ASSERT_THAT(changed, IsOk());
  EXPECT_THAT(Subjects(*changed), ElementsAre("Wachttijd", "Nieuwe locatie"));
  const auto second = Do(&Talks::ChangeTalk, ChangeOf("change-2", seen));
  EXPECT_THAT(second, Fails(absl::StatusCode::kAborted, "TALK_CHANGED"));
  EXPECT_THAT(MetadataOf(second.status()), Contains(Pair("changed_by", "persons/collega")));
  EXPECT_THAT(Do(&Talks::HoldTalk, HoldOf("hold-1", seen)), Fails(absl::StatusCode::kAborted, "TALK_CHANGED"));
  EXPECT_EQ(Get(seen.name()).SerializeAsString(), changed->SerializeAsString());
}

TEST_F(SupplierManagementTest, AnAgreementThatIsSettledMeanwhileChangesTheAgendaThatWasSeen) {
  const v1::Talk held = HeldWith({"Twee plekken erbij"});
  const v1::Talk seen = Plan(PlanOf("plan-2", "2026-05-01"));
  world_.clock()->Advance(std::chrono::hours(1));
  ASSERT_THAT(Do(&Talks::SettleAgreement, SettleOf("settle-1", held.agreements(0).name()), Colleague()), IsOk());
  world_.clock()->Advance(std::chrono::hours(1));
  const auto refused = Do(&Talks::HoldTalk, HoldOf("hold-2", seen));
  EXPECT_THAT(refused, Fails(absl::StatusCode::kAborted, "TALK_CHANGED"));
  EXPECT_THAT(MetadataOf(refused.status()), Contains(Pair("changed_by", "persons/collega")));
  EXPECT_THAT(Subjects(Hold(HoldOf("hold-3", Get(seen.name())))), ElementsAre("Wachttijd"));
}

TEST_F(SupplierManagementTest, AnAgreementIsSettledOnceWithItsNote) {
  const std::string name = HeldWith({"Twee plekken erbij"}).agreements(0).name();
  const auto settled = Do(&Talks::SettleAgreement, SettleOf("settle-1", name));
  ASSERT_THAT(settled, IsOk());
  EXPECT_EQ(settled->state(), v1::Agreement::DONE);
  EXPECT_EQ(settled->note(), "gezien bij het bezoek");
  const auto again = Do(&Talks::SettleAgreement, SettleOf("settle-2", name), Colleague());
  EXPECT_THAT(again, Fails(absl::StatusCode::kFailedPrecondition, "AGREEMENT_SETTLED"));
  EXPECT_THAT(MetadataOf(again.status()), Contains(Pair("settled_by", "persons/test.contract-manager")));
  EXPECT_THAT(Do(&Talks::SettleAgreement, SettleOf("settle-1", name)), IsOk()) << "a repeat gets the first answer";
}

TEST_F(SupplierManagementTest, ATalkIsCalledOffWithItsReasonAndTheNextOneTakesItsPlace) {
  HeldWith({"Twee plekken erbij"});
  const v1::Talk next = Plan(PlanOf("plan-2", "2026-05-01"));
  const v1::Talk later = Plan(PlanOf("plan-3", "2026-06-01"));
  v1::CancelTalkRequest cancel;
  cancel.set_request_id("cancel-1");
  cancel.set_name(next.name());
  EXPECT_THAT(WrongFields(Do(&Talks::CancelTalk, cancel)), ElementsAre("reason"));
  cancel.set_reason(" \n");
  EXPECT_THAT(WrongFields(Do(&Talks::CancelTalk, cancel)), ElementsAre("reason"));
  cancel.set_reason("aanbieder verhinderd");
  const auto cancelled = Do(&Talks::CancelTalk, cancel);
  ASSERT_THAT(cancelled, IsOk());
  EXPECT_EQ(cancelled->state(), v1::Talk::CANCELLED);
  EXPECT_EQ(cancelled->cancel_reason(), "aanbieder verhinderd");
  EXPECT_THAT(Subjects(*cancelled), ElementsAre("Wachttijd"));
  EXPECT_THAT(Subjects(Get(later.name())), ElementsAre("Wachttijd", "Twee plekken erbij"));
}

TEST_F(SupplierManagementTest, ListsAreFilteredOrderedAndPagedInTheQuery) {
  v1::HoldTalkRequest hold = HoldOf("hold-1", Plan(PlanOf("plan-1", "2026-04-02")));
  Agree(hold, "B", "2026-05-01");
  Agree(hold, "A", "2026-04-15");
  Agree(hold, "C", "2026-06-01", v1::REGION);
  Hold(hold);
  for (const char* day : {"2026-04-20", "2026-04-10", "2026-06-10"}) Plan(PlanOf(day, day));
  const v1::Talk other = Plan(PlanOf("plan-other", "2026-04-12", kKompas), Manager("0399"));
  world_.clock()->Advance(std::chrono::hours(20 * 24));  // 21 April

  v1::ListTalksRequest talks;
  EXPECT_THAT(TalksSeen(talks), ElementsAre("2026-06-10", "2026-04-20", "2026-04-10", "2026-04-01"));
  talks.set_earliest_first(true);
  talks.set_state(v1::Talk::PLANNED);
  EXPECT_THAT(TalksSeen(talks), ElementsAre("2026-04-10", "2026-04-20", "2026-06-10"));
  talks.set_overdue(true);
  EXPECT_THAT(TalksSeen(talks), ElementsAre("2026-04-10", "2026-04-20"));
  EXPECT_TRUE(Do(&Talks::ListTalks, talks)->talks(0).overdue());
  v1::ListTalksRequest by_contract;
  by_contract.set_contract(kKompas);
  EXPECT_THAT(TalksSeen(by_contract, ServicePersona("suite")), ElementsAre("2026-04-12"));
  by_contract.clear_contract();
  by_contract.set_provider("42420002");
  EXPECT_THAT(TalksSeen(by_contract, ServicePersona("suite")), ElementsAre("2026-04-12"));

  v1::ListAgreementsRequest agreements;
  EXPECT_THAT(AgreementsSeen(agreements), ElementsAre("A", "B", "C"));
  agreements.set_overdue(true);
  EXPECT_THAT(AgreementsSeen(agreements), ElementsAre("A"));
  EXPECT_TRUE(Do(&Talks::ListAgreements, agreements)->agreements(0).overdue());
  agreements.set_overdue(false);
  agreements.set_contract(kKompas);
  EXPECT_THAT(AgreementsSeen(agreements, ServicePersona("suite")), IsEmpty());

  for (const bool earliest_first : {false, true}) {
    v1::ListTalksRequest page;
    page.set_page_size(1);
    page.set_earliest_first(earliest_first);
    std::vector<std::string> days;
    do {
      const auto answer = Do(&Talks::ListTalks, page);
      ASSERT_THAT(answer, IsOk());
      for (const auto& talk : answer->talks()) days.push_back(FromProto(talk.date()).value().ToString());
      page.set_page_token(answer->next_page_token());
    } while (!page.page_token().empty());
    std::vector<std::string> sorted = days;
    std::sort(sorted.begin(), sorted.end());
    if (!earliest_first) std::reverse(sorted.begin(), sorted.end());
    EXPECT_EQ(days.size(), 4U);
    EXPECT_EQ(days, sorted);
  }
  v1::ListAgreementsRequest page;
  page.set_page_size(2);
  const auto first = Do(&Talks::ListAgreements, page);
  page.set_page_token(first->next_page_token());
  EXPECT_THAT(AgreementsSeen(page), ElementsAre("C"));
}

TEST_F(SupplierManagementTest, AnOverdueTalkMayKeepItsDayAndBeHeldAfterwards) {
  const v1::Talk talk = Plan(PlanOf("plan-1", "2026-04-02"));
  world_.clock()->Advance(std::chrono::hours(5 * 24));
  v1::ChangeTalkRequest change = ChangeOf("change-1", talk);
  *change.mutable_date() = ToProto(Day("2026-04-03"));
  EXPECT_THAT(WrongFields(Do(&Talks::ChangeTalk, change)), ElementsAre("date"));
  *change.mutable_date() = talk.date();
  const auto changed = Do(&Talks::ChangeTalk, change);
  ASSERT_THAT(changed, IsOk());
  EXPECT_TRUE(changed->overdue());
  v1::HoldTalkRequest hold = HoldOf("hold-1", *changed);
  *hold.mutable_date() = talk.date();
  EXPECT_EQ(FromProto(Hold(hold).date()), Day("2026-04-02"));
}

}  // namespace
}  // namespace clientroute::contracting
