#include <functional>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "tests/service/contracting/supplier_management_world.h"

namespace clientroute::contracting {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

using SupplierManagementRefusalsTest = SupplierManagementWorld;

TEST_F(SupplierManagementRefusalsTest, WhoMayReadTheContractReadsItsTalksAndAProviderItsOwn) {
  v1::HoldTalkRequest hold = HoldOf("hold-1", Plan(PlanOf("plan-1")));
  Agree(hold, "Twee plekken erbij", "2026-05-01");
  const std::string name = Hold(hold).name();
  Plan(PlanOf("plan-2", "2026-04-12", kKompas), Manager("0399"));
  const v1::ListTalksRequest talks;
  const v1::ListAgreementsRequest agreements;
  for (const Caller& reader : {Manager(), Persona("access-professional", {"0361"}), ServicePersona("suite"),
                               ProviderPersona("42420001"), ProviderPersona("42420001", "message-exchange")}) {
    EXPECT_EQ(Get(name, reader).name(), name) << reader.identity.subject;
    EXPECT_THAT(TalksSeen(talks, reader), Contains("2026-04-01")) << reader.identity.subject;
    EXPECT_THAT(AgreementsSeen(agreements, reader), ElementsAre("Twee plekken erbij")) << reader.identity.subject;
  }
  v1::GetTalkRequest get;
  get.set_name(name);
  const std::pair<Caller, const char*> kRefused[] = {{Manager("0399"), "DENIED_BY_MUNICIPALITY"},
                                                     {Persona("contract-manager", {}), "DENIED_BY_MUNICIPALITY"},
                                                     {ProviderPersona("42420002"), "DENIED_BY_PROVIDER"},
                                                     {Persona("privacy-officer", {"0361"}), "DENIED_BY_ROLE"}};
  for (const auto& [reader, reason] : kRefused) {
    EXPECT_THAT(Do(&Talks::GetTalk, get, reader), Fails(absl::StatusCode::kPermissionDenied, reason));
    EXPECT_THAT(TalksSeen(talks, reader), Not(Contains("2026-04-01"))) << reader.identity.subject;
    EXPECT_THAT(AgreementsSeen(agreements, reader), IsEmpty()) << reader.identity.subject;
  }
  v1::ListTalksRequest of_other;
  of_other.set_provider("42420002");
  EXPECT_THAT(TalksSeen(of_other, ProviderPersona("42420001")), IsEmpty());
}

TEST_F(SupplierManagementRefusalsTest, OnlyAContractManagerOfTheContractWrites) {
  const v1::Talk talk = Plan(PlanOf("plan-1"));
  v1::HoldTalkRequest hold = HoldOf("hold-1", Plan(PlanOf("plan-2", "2026-04-02")));
  Agree(hold, "Twee plekken erbij", "2026-05-01");
  const std::string agreement = Hold(hold).agreements(0).name();
  v1::CancelTalkRequest cancel;
  cancel.set_request_id("w");
  cancel.set_name(talk.name());
  cancel.set_reason("niet nodig");
  const std::pair<Caller, const char*> kRefused[] = {{Persona("access-professional", {"0361"}), "ROLE_REFUSED"},
                                                     {Persona("operator", {"0361"}), "ROLE_REFUSED"},
                                                     {ProviderPersona("42420001"), "AUDIENCE_REFUSED"},
                                                     {ServicePersona("suite"), "AUDIENCE_REFUSED"},
                                                     {Manager("0399"), "DENIED_BY_MUNICIPALITY"}};
  for (const auto& [caller, reason] : kRefused) {
    const auto refused = Fails(absl::StatusCode::kPermissionDenied, reason);
    EXPECT_THAT(Do(&Talks::PlanTalk, PlanOf("w"), caller), refused);
    EXPECT_THAT(Do(&Talks::ChangeTalk, ChangeOf("w", talk), caller), refused);
    EXPECT_THAT(Do(&Talks::HoldTalk, HoldOf("w", talk), caller), refused);
    EXPECT_THAT(Do(&Talks::CancelTalk, cancel, caller), refused);
    EXPECT_THAT(Do(&Talks::SettleAgreement, SettleOf("w", agreement), caller), refused);
  }
}

TEST_F(SupplierManagementRefusalsTest, ATextWithACitizenNumberIsRefusedByItsFieldAndNotRepeated) {
  const char* kText = "gaat over 111.222.333";
  const auto expect = [&](const auto& answer, const char* field) {
    EXPECT_THAT(answer, Fails(absl::StatusCode::kInvalidArgument, "CITIZEN_NUMBER_IN_TEXT"));
    EXPECT_THAT(WrongFields(answer), ElementsAre(field));
    EXPECT_EQ(answer.status().ToString().find("111"), std::string::npos);
  };
  v1::PlanTalkRequest plan = PlanOf("plan-x");
  *plan.add_agenda() = Item(kText);
  expect(Do(&Talks::PlanTalk, plan), "agenda[1].subject");
  plan = PlanOf("plan-x");
  plan.mutable_participants(0)->set_function(kText);
  expect(Do(&Talks::PlanTalk, plan), "participants[0].function");
  const v1::Talk held = HeldWith({"Twee plekken erbij"});
  const v1::Talk talk = Plan(PlanOf("plan-1", "2026-05-01"));
  v1::ChangeTalkRequest change = ChangeOf("change-1", talk);
  change.mutable_agenda(0)->set_subject(kText);
  expect(Do(&Talks::ChangeTalk, change), "agenda[0].subject");
  v1::HoldTalkRequest hold = HoldOf("hold-1", talk);
  hold.mutable_reports(0)->set_report(kText);
  expect(Do(&Talks::HoldTalk, hold), "reports[0].report");
  hold = HoldOf("hold-1", talk);
  Agree(hold, kText, "2026-05-01");
  expect(Do(&Talks::HoldTalk, hold), "agreements[0].what");
  v1::CancelTalkRequest cancel;
  cancel.set_request_id("cancel-1");
  cancel.set_name(talk.name());
  cancel.set_reason(kText);
  expect(Do(&Talks::CancelTalk, cancel), "reason");
  v1::SettleAgreementRequest settle = SettleOf("settle-1", held.agreements(0).name());
  settle.set_note(kText);
  expect(Do(&Talks::SettleAgreement, settle), "note");
}

TEST_F(SupplierManagementRefusalsTest, EveryWrongFieldOfAPlanIsNamed) {
  v1::PlanTalkRequest plan = PlanOf("plan-1", "2026-03-31");
  plan.mutable_participants(0)->set_function("  ");
  *plan.add_agenda() = Item("");
  *plan.add_agenda() = Item("cijfer", "No Figure");
  *plan.add_agenda() = Item("afspraak", "", "agreements/1");
  *plan.add_agenda() = Item("afspraak", "", "agreements/11111111-1111-5111-8111-111111111111");
  *plan.add_agenda() = Item("gemeente");
  plan.mutable_agenda(5)->set_municipality("0399");
  const auto refused = Do(&Talks::PlanTalk, plan);
  EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  EXPECT_THAT(WrongFields(refused),
              UnorderedElementsAre("date", "participants[0].function", "agenda[1].subject", "agenda[2].figure",
                                   "agenda[3].agreement", "agenda[4].agreement", "agenda[5].municipality"));
  const std::pair<const char*, std::function<void(v1::PlanTalkRequest&)>> kCases[] = {
      {"date", [](auto& request) { request.clear_date(); }},
      {"date", [](auto& request) { request.mutable_date()->set_month(13); }},
      {"contract", [](auto& request) { request.set_contract("duin"); }},
      {"contract", [](auto& request) { request.clear_contract(); }},
      {"participants[0].party", [](auto& request) { request.mutable_participants(0)->clear_party(); }},
      {"participants[0].function",
       [](auto& request) { request.mutable_participants(0)->set_function(std::string(121, 'x')); }},
      {"agenda", [](auto& request) {
         for (int i = 0; i < 30; ++i) *request.add_agenda() = Item("punt");
       }}};
  for (const auto& [field, spoil] : kCases) {
    v1::PlanTalkRequest request = PlanOf("plan-1");
    spoil(request);
    EXPECT_THAT(WrongFields(Do(&Talks::PlanTalk, request)), ElementsAre(field));
  }
  plan = PlanOf("plan-1");
  plan.set_contract("contracts/geen");
  EXPECT_THAT(Do(&Talks::PlanTalk, plan), Fails(absl::StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  EXPECT_THAT(TalksSeen({}), IsEmpty());
}

TEST_F(SupplierManagementRefusalsTest, EveryWrongFieldOfAHeldTalkIsNamed) {
  const v1::Talk talk = Plan(PlanOf("plan-1"));
  const std::pair<const char*, std::function<void(v1::HoldTalkRequest&)>> kCases[] = {
      {"etag", [](auto& request) { request.clear_etag(); }},
      {"date", [](auto& request) { *request.mutable_date() = ToProto(Day("2026-04-02")); }},
      {"date", [](auto& request) { request.mutable_date()->set_day(40); }},
      {"reports", [](auto& request) { request.clear_reports(); }},
      {"reports[0].report", [](auto& request) { request.mutable_reports(0)->set_report(" "); }},
      {"reports[0].outcome", [](auto& request) { request.mutable_reports(0)->set_outcome(v1::Agreement::DONE); }},
      {"reports[1].item", [](auto& request) { *request.add_reports() = request.reports(0); }},
      {"agreements[0].due_date", [](auto& request) { Agree(request, "iets", "2026-03-31"); }},
      {"agreements[0].what", [](auto& request) { Agree(request, " ", "2026-05-01"); }},
      {"agreements[0].party", [](auto& request) { Agree(request, "iets", "2026-05-01", v1::PARTY_UNSPECIFIED); }},
  };
  for (const auto& [field, spoil] : kCases) {
    v1::HoldTalkRequest request = HoldOf("hold-1", talk);
    spoil(request);
    EXPECT_THAT(WrongFields(Do(&Talks::HoldTalk, request)), ElementsAre(field));
  }
  EXPECT_EQ(Get(talk.name()).SerializeAsString(), talk.SerializeAsString());
}

TEST_F(SupplierManagementRefusalsTest, WhatIsNotThereOrNoNameIsRefused) {
  constexpr char kNone[] = "11111111-1111-5111-8111-111111111111";
  v1::GetTalkRequest get;
  get.set_name(std::string("talks/") + kNone);
  EXPECT_THAT(Do(&Talks::GetTalk, get), Fails(absl::StatusCode::kNotFound, "TALK_NOT_FOUND"));
  get.set_name("talks/1");
  EXPECT_THAT(WrongFields(Do(&Talks::GetTalk, get)), ElementsAre("name"));
  EXPECT_THAT(Do(&Talks::SettleAgreement, SettleOf("settle-1", std::string("agreements/") + kNone)),
              Fails(absl::StatusCode::kNotFound, "AGREEMENT_NOT_FOUND"));
  EXPECT_THAT(WrongFields(Do(&Talks::SettleAgreement, SettleOf("settle-1", kNone))), ElementsAre("name"));
  v1::SettleAgreementRequest open = SettleOf("settle-1", HeldWith({"Plan"}).agreements(0).name());
  open.set_outcome(v1::Agreement::OPEN);
  EXPECT_THAT(WrongFields(Do(&Talks::SettleAgreement, open)), ElementsAre("outcome"));
  v1::ListTalksRequest list;
  list.set_contract("duin");
  EXPECT_THAT(WrongFields(Do(&Talks::ListTalks, list)), ElementsAre("contract"));
  list.clear_contract();
  list.set_provider("4242");
  EXPECT_THAT(WrongFields(Do(&Talks::ListTalks, list)), ElementsAre("provider"));
  list.clear_provider();
  list.set_page_token("bogus");
  EXPECT_THAT(Do(&Talks::ListTalks, list), Fails(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN"));
}

}  // namespace
}  // namespace clientroute::contracting
