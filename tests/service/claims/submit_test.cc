#include <string>
#include <vector>

#include "tests/service/claims/claims_world.h"

namespace clientroute::claims {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class SubmitTest : public ClaimsWorld {
 protected:
  static void InEuros(v1::SubmittedClaimLine& line, std::int64_t cents) {
    line.mutable_volume()->set_amount(cents);
    line.mutable_volume()->set_unit(type::v1::EURO);
    line.clear_tariff();
    line.mutable_amount()->set_cents(cents);
  }
  // Nothing of the claim was processed and no money moved.
  void ExpectNothingMoved(std::string_view what) {
    EXPECT_THAT(Entries(), IsEmpty()) << what;
    EXPECT_EQ(Balance().accepted().cents(), 0) << what;
  }
};

// shows: CLM-1
TEST_F(SubmitTest, AMonthIsJudgedLineByLinePostedAndAnnounced) {
  v1::SubmitMessageRequest message = Message(1);
  AddHours(message, "R-1", 16);
  AddHours(message, "R-2", 21, 8, 2);  // twenty are allocated
  const v1::SubmitMessageResponse answer = Judge(message);
  EXPECT_THAT(Told(answer), ElementsAre("Client[2]/Prestaties/Prestatie[2], TR321, 9321"));
  EXPECT_EQ(
      answer.verdicts(0).explanation(),
      "Gedeclareerd is 21 uur van 1 mei 2026 tot en met 31 mei 2026; toegewezen is 4 uur per week, in die periode "
      "ten hoogste 20 uur.");
  EXPECT_EQ(answer.total_accepted().cents(), 136'240);
  EXPECT_FALSE(answer.total_accepted().credit());
  EXPECT_FALSE(answer.refused());
  EXPECT_THAT(Entries(), ElementsAre("postings/1 ACCEPTED_LINE CARE_COSTScontracts/ambulatory 136240",
                                     "postings/1 ACCEPTED_LINE OWED -136240", "postings/2 PAYMENT_ORDER OWED 136240",
                                     "postings/2 PAYMENT_ORDER PAYMENT_ORDERS -136240"));
  ASSERT_THAT(Announced(), SizeIs(1));
  const v1::ClaimJudged judged = Announced()[0];
  EXPECT_EQ(judged.claim(), answer.claim());
  EXPECT_EQ(judged.message(), MessageName(1));
  EXPECT_EQ(judged.submitted_cents(), 37 * 8'515);
  EXPECT_EQ(judged.accepted_cents(), 136'240);
  ASSERT_EQ(judged.rows_size(), 1);
  EXPECT_EQ(judged.rows(0).contract(), "contracts/ambulatory");
  EXPECT_EQ(judged.rows(0).product().code(), "45A04");
  EXPECT_EQ(FromProto(judged.rows(0).month()), Day("2026-05-01"));
  EXPECT_EQ(judged.rows(0).accepted_cents(), 136'240);
  EXPECT_EQ(judged.rows(0).refused_cents(), 21 * 8'515);
  EXPECT_EQ(judged.rows(0).lines_accepted(), 1);
  EXPECT_EQ(judged.rows(0).lines_refused(), 1);
  EXPECT_EQ(judged.rows(0).refused_by_code().at("9321"), 1);
  EXPECT_EQ(judged.rows(0).refused_cents_by_code().at("9321"), 21 * 8'515);
}

// shows: CLM-2
TEST_F(SubmitTest, ACreditAndItsCorrectionComeTheNextMonth) {
  v1::SubmitMessageRequest may = Message(1);
  const v1::SubmittedClaimLine paid = *AddHours(may, "R-1", 16);
  ASSERT_THAT(Told(Judge(may)), IsEmpty());
  v1::SubmitMessageRequest june = Message(2, "2026-06-01");
  AddHours(june, "R-2", 8);
  *AddHours(june, "R-3", 12)->mutable_period() = ProtoMonth("2026-05-01");
  AddCredit(june, paid, "R-4");
  const v1::SubmitMessageResponse answer = Judge(june);
  EXPECT_THAT(Told(answer), IsEmpty());
  EXPECT_EQ(answer.total_accepted().cents(), (8 + 12 - 16) * 8'515);
  const v1::LedgerBalance balance = Balance();
  EXPECT_EQ(balance.total().cents(), 0);
  EXPECT_EQ(balance.accepted().cents(), (8 + 12) * 8'515);
  EXPECT_EQ(balance.paid().cents(), balance.accepted().cents());
  ASSERT_EQ(balance.sums_size(), 3);
  EXPECT_EQ(balance.sums(1).kind(), v1::LedgerAccount::OWED);
  EXPECT_EQ(balance.sums(1).amount().cents(), 0);
  ASSERT_EQ(Announced()[1].rows_size(), 2) << "May and June";
  EXPECT_EQ(Announced()[1].rows(0).accepted_cents(), (12 - 16) * 8'515) << "credits count negative";

  v1::SubmitMessageRequest back = Message(3, "2026-07-01");
  AddCredit(back, june.lines(0), "R-5");
  const v1::SubmitMessageResponse taken = Judge(back);
  EXPECT_TRUE(taken.total_accepted().credit());
  EXPECT_EQ(taken.total_accepted().cents(), 8 * 8'515);
  EXPECT_EQ(Balance().paid().cents(), 12 * 8'515);

  v1::SubmitMessageRequest again = Message(4, "2026-07-01");
  *AddHours(again, "R-6", 5)->mutable_period() = ProtoMonth("2026-06-01");
  *AddHours(again, "R-7", 5)->mutable_period() = ProtoMonth("2026-05-01");
  EXPECT_THAT(Told(Judge(again)), ElementsAre("Client[1]/Prestaties/Prestatie[2], TR389, 9389"))
      << "June was taken back in an earlier message, May stands";
  EXPECT_EQ(Balance().paid().cents(), (12 + 5) * 8'515);

  v1::SubmitMessageRequest twice = Message(5, "2026-07-01");
  AddCredit(twice, paid, "R-8");
  EXPECT_THAT(Told(Judge(twice)), ElementsAre("Client[1]/Prestaties/Prestatie[1], TR390, 9390"));
}

TEST_F(SubmitTest, TheTariffIsThatOfTheDayOfService) {
  v1::SubmitMessageRequest july = Message(1, "2026-07-01");
  AddHours(july, "R-1", 4);
  v1::SubmittedClaimLine* right = AddHours(july, "R-2", 4, 8, 2);
  right->mutable_tariff()->set_cents(9'000);
  right->mutable_amount()->set_cents(36'000);
  v1::SubmittedClaimLine* june = AddHours(july, "R-3", 4, 8, 2);
  *june->mutable_period() = ProtoMonth("2026-06-01");
  Total(july);
  const v1::SubmitMessageResponse answer = Judge(july);
  EXPECT_THAT(Told(answer), ElementsAre("Client[1]/Prestaties/Prestatie[1], TR418, 0611"));
  EXPECT_EQ(answer.total_accepted().cents(), 36'000 + 4 * 8'515);
}

TEST_F(SubmitTest, HoursBilledInMinutesAreRoundedOnce) {
  v1::SubmitMessageRequest message = Message(1);
  v1::SubmittedClaimLine* line = AddHours(message, "R-1", 0);
  line->mutable_volume()->set_amount(100);
  line->mutable_volume()->set_unit(type::v1::MINUTE);
  line->mutable_tariff()->set_cents(142);
  line->mutable_amount()->set_cents(14'192);
  Total(message);
  EXPECT_THAT(Told(Judge(message)), IsEmpty());
  EXPECT_EQ(Balance().paid().cents(), 14'192);
}

// shows: CLM-2
TEST_F(SubmitTest, ABudgetIsClaimedInEurosUnderTheContractOfItsAllocation) {
  type::v1::CareLine& line = *allocation_.allocations.at(7).mutable_line();
  line.clear_volume();
  line.clear_product();
  line.mutable_budget()->set_cents(100'000);
  v1::SubmitMessageRequest message = Message(1);
  for (const char* reference : {"R-1", "R-2"}) {
    v1::SubmittedClaimLine* in_euros = AddHours(message, reference, 0);
    in_euros->mutable_product()->set_code(reference == std::string("R-1") ? "45A05" : "45A06");
    InEuros(*in_euros, 60'000);
  }
  Total(message);
  EXPECT_THAT(Told(Judge(message)), ElementsAre("Client[1]/Prestaties/Prestatie[2], TR369, 9369"));
  EXPECT_EQ(Entries()[0], "postings/1 ACCEPTED_LINE CARE_COSTScontracts/of-the-allocation 60000");
}

// shows: CLM-1
TEST_F(SubmitTest, EurosAreNoWayAroundContractTariffAndUnit) {
  type::v1::CareLine& line = *allocation_.allocations.at(7).mutable_line();
  line.clear_volume();
  line.mutable_product()->clear_code();
  const struct {
    const char* name;
    const char* product;
    std::int64_t budget_cents;
    const char* verdict;
  } cases[] = {
      {"by the hour, on a category", "45A04", 0, "Client[1]/Prestaties/Prestatie[1], TR341, 9341"},
      {"by the hour, on a budget", "45A04", 100'000, "Client[1]/Prestaties/Prestatie[1], TR341, 9341"},
      {"without a tariff, on a category", "45A05", 0, "Client[1]/Prestaties/Prestatie[1], TR418, 0611"},
      {"without a contract, on a budget", "45C01", 100'000, "Client[1]/Prestaties/Prestatie[1], TR418, 0611"},
      {"in no product list, on a budget", "45X99", 100'000, "Client[1]/Prestaties/Prestatie[1], TR381, S329"},
  };
  int number = 0;
  for (const auto& one : cases) {
    if (one.budget_cents == 0) line.clear_budget();
    if (one.budget_cents != 0) line.mutable_budget()->set_cents(one.budget_cents);
    v1::SubmitMessageRequest message = Message(++number);
    v1::SubmittedClaimLine* in_euros = AddHours(message, Cat("R-", number), 0);
    in_euros->mutable_product()->set_code(one.product);
    InEuros(*in_euros, 99'900);
    Total(message);
    EXPECT_THAT(Told(Judge(message)), ElementsAre(one.verdict)) << one.name;
    ExpectNothingMoved(one.name);
  }
}

TEST_F(SubmitTest, TheWmoIsClaimedByTheSameTables) {
  allocation_.allocations.at(7).mutable_line()->set_law(type::v1::WMO);
  v1::SubmitMessageRequest message = Message(1);
  message.mutable_header()->set_kind("WMO323");
  message.mutable_header()->set_law(type::v1::WMO);
  AddHours(message, "R-1", 16);
  AddHours(message, "R-2", 16, 8, 2);  // a number of the Jeugdwet
  EXPECT_THAT(Told(Judge(message)), ElementsAre("Client[2]/Prestaties/Prestatie[2], TR338, 9338"));
  // Numbers and references are unique within a law alone.
  v1::SubmitMessageRequest youth = Message(2);
  youth.mutable_header()->set_claim_number("D-1");
  AddHours(youth, "R-1", 16, 8, 2);
  EXPECT_THAT(Told(Judge(youth)), IsEmpty());
}

// What is wrong comes back with its code at its class, and moves no money.
// shows: CLM-1, CLM-4
TEST_F(SubmitTest, BadInputIsReturnedWithItsCodeAndMovesNoMoney) {
  const struct {
    const char* name;
    void (*spoil)(v1::SubmitMessageRequest&);
    const char* verdict;
  } cases[] = {
      {"an unknown allocation", [](auto& it) { it.mutable_lines(0)->set_allocation_number(77); },
       "Client[1]/Prestaties/Prestatie[1], TR338, 9338"},
      {"no allocation", [](auto& it) { it.mutable_lines(0)->set_allocation_number(0); },
       "Client[1]/Prestaties/Prestatie[1], TR338, 9338"},
      {"a deleted allocation", [](auto& it) { it.mutable_lines(0)->set_allocation_number(9); },
       "Client[1]/Prestaties/Prestatie[1], TR384, 9384"},
      {"another client's allocation", [](auto& it) { it.mutable_lines(0)->set_allocation_number(8); },
       "Client[1]/Prestaties/Prestatie[1], TR304, 8187"},
      {"another provider's allocation", [](auto& it) { it.mutable_header()->set_provider("42420002"); },
       "Client[1]/Prestaties/Prestatie[1], TR338, 9338"},
      {"a client that is not known", [](auto& it) { it.mutable_lines(0)->clear_client(); }, "Client[1], TR304, 8187"},
      {"over volume",
       [](auto& it) {
         it.mutable_lines(0)->mutable_volume()->set_amount(21);
         it.mutable_lines(0)->mutable_amount()->set_cents(21 * 8'515);
       },
       "Client[1]/Prestaties/Prestatie[1], TR321, 9321"},
      {"another tariff", [](auto& it) { it.mutable_lines(0)->mutable_tariff()->set_cents(8'516); },
       "Client[1]/Prestaties/Prestatie[1], TR418, 0611"},
      {"another amount", [](auto& it) { it.mutable_lines(0)->mutable_amount()->set_cents(1); },
       "Client[1]/Prestaties/Prestatie[1], TR346, 9346"},
      {"a product of no list", [](auto& it) { it.mutable_lines(0)->mutable_product()->set_code("45X99"); },
       "Client[1]/Prestaties/Prestatie[1], TR340, 9340"},
      {"a credit without debit",
       [](auto& it) {
         it.mutable_lines(0)->mutable_amount()->set_credit(true);
         it.mutable_lines(0)->set_previous_reference("R-0");
       },
       "Client[1]/Prestaties/Prestatie[1], TR323, 8017"},
      {"a month after that of the claim",
       [](auto& it) { *it.mutable_lines(0)->mutable_period() = ProtoMonth("2026-06-01"); },
       "Client[1]/Prestaties/Prestatie[1], TR319, 9319"},
  };
  int number = 0;
  for (const auto& one : cases) {
    v1::SubmitMessageRequest message = Message(++number);
    AddHours(message, Cat("R-", number), 4);
    one.spoil(message);
    Total(message);
    const v1::SubmitMessageResponse answer = Judge(message);
    EXPECT_THAT(Told(answer), ElementsAre(one.verdict)) << one.name;
    EXPECT_EQ(answer.total_accepted().cents(), 0) << one.name;
    EXPECT_FALSE(answer.refused()) << one.name;
    ExpectNothingMoved(one.name);
  }
}

TEST_F(SubmitTest, AProductOfNoListIsReturnedAsSuchWhereAnyProductMayBeGiven) {
  allocation_.allocations.at(7).mutable_line()->mutable_product()->clear_code();
  v1::SubmitMessageRequest message = Message(1);
  AddHours(message, "R-1", 4)->mutable_product()->set_code("45X99");
  AddHours(message, "R-2", 4)->mutable_product()->set_code("45-99");
  AddHours(message, "R-3", 4)->mutable_product()->set_code("45A05");
  EXPECT_THAT(Told(Judge(message)), ElementsAre("Client[1]/Prestaties/Prestatie[1], TR381, S329",
                                                "Client[1]/Prestaties/Prestatie[2], TR381, S329",
                                                "Client[1]/Prestaties/Prestatie[3], TR418, 0611"));
}

TEST_F(SubmitTest, AWrongClaimIsRefusedAsAWholeAndCountsAsNotSent) {
  v1::SubmitMessageRequest first = Message(1);
  AddHours(first, "R-1", 4);
  Judge(first);
  const std::vector<std::string> before = Entries();
  const struct {
    const char* name;
    void (*spoil)(v1::SubmitMessageRequest&);
    const char* verdict;
  } cases[] = {
      {"a used number", [](auto& it) { it.mutable_header()->set_claim_number("D-1"); }, "Declaratie, TR333, 9333"},
      {"out of month order", [](auto& it) { *it.mutable_header()->mutable_period() = ProtoMonth("2026-04-01"); },
       "Declaratie, TR318, 8214"},
      {"another total", [](auto& it) { it.mutable_header()->mutable_total()->set_cents(1); }, "Header, TR358, 0001"},
      {"half a month", [](auto& it) { *it.mutable_header()->mutable_period() = ProtoDays("2026-06-01", "2026-06-15"); },
       "Header, CS340, 0001"},
  };
  int number = 1;
  for (const auto& one : cases) {
    v1::SubmitMessageRequest message = Message(++number, "2026-06-01");
    AddHours(message, "R-2", 4, 8, 2);
    one.spoil(message);
    const v1::SubmitMessageResponse answer = Judge(message);
    EXPECT_THAT(Told(answer), ElementsAre(one.verdict)) << one.name;
    EXPECT_TRUE(answer.refused()) << one.name;
    EXPECT_EQ(answer.total_accepted().cents(), 0) << one.name;
    EXPECT_EQ(Entries(), before) << one.name;
    EXPECT_THAT(Lines(answer.claim())->lines(), IsEmpty()) << one.name;
    EXPECT_TRUE(Announced().back().refused()) << one.name;
  }
  // Neither its number, its reference nor its month was used.
  v1::SubmitMessageRequest again = Message(90, "2026-06-01");
  again.mutable_header()->set_claim_number("D-3");
  AddHours(again, "R-2", 4, 8, 2);
  EXPECT_THAT(Told(Judge(again)), IsEmpty());
}

TEST_F(SubmitTest, AReferenceOfARefusedLineIsUsed) {
  v1::SubmitMessageRequest message = Message(1);
  AddHours(message, "R-1", 21);
  Judge(message);
  v1::SubmitMessageRequest again = Message(2);
  AddHours(again, "R-1", 20);
  AddHours(again, "R-2", 20, 8, 2);
  EXPECT_THAT(Told(Judge(again)), ElementsAre("Client[1]/Prestaties/Prestatie[1], TR314, 8021"));
}

TEST_F(SubmitTest, StartAndStopReportsAreRemarkedUponAndRefuseNothing) {
  allocation::v1::Delivery& stop = *allocation_.allocations.at(7).add_deliveries();
  stop.set_kind(allocation::v1::Delivery::STOP);
  *stop.mutable_start_date() = ToProto(Day("2026-04-10"));
  *stop.mutable_end_date() = ToProto(Day("2026-04-30"));
  allocation_.allocations.at(8).mutable_deliveries(0)->set_removed(true);
  v1::SubmitMessageRequest message = Message(1);
  AddHours(message, "R-1", 4);
  AddHours(message, "R-2", 4, 8, 2);
  const v1::SubmitMessageResponse answer = Judge(message);
  EXPECT_THAT(Told(answer), IsEmpty());
  const auto lines = Lines(answer.claim());
  ASSERT_THAT(lines, IsOk());
  EXPECT_THAT(lines->lines(0).remarks(), ElementsAre(v1::ClaimLine::STOPPED));
  EXPECT_THAT(lines->lines(1).remarks(), ElementsAre(v1::ClaimLine::NOT_STARTED));
  EXPECT_EQ(lines->lines(0).explanation(), "Toegekend: € 340,60. De zorg is voor deze periode als gestopt gemeld.");
}

// shows: CLM-4
TEST_F(SubmitTest, ARepeatGetsTheSameAnswerAndNothingIsPaidTwice) {
  v1::SubmitMessageRequest message = Message(1);
  AddHours(message, "R-1", 16);
  const v1::SubmitMessageResponse first = Judge(message);
  const std::vector<std::string> entries = Entries();
  EXPECT_EQ(Judge(message).SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(Entries(), entries);
  EXPECT_THAT(Announced(), SizeIs(1));
  EXPECT_THAT(allocation_.calls, SizeIs(1)) << "the answer was there already";
  message.set_request_id("another-id");
  EXPECT_THAT(Submit({message}), Fails(absl::StatusCode::kAlreadyExists, "STORE_DUPLICATE"))
      << "one message, one effect";
  message.set_request_id("message-1/claim");
  message.mutable_header()->set_claim_number("D-9");
  EXPECT_THAT(Submit({message}), Fails(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
  EXPECT_EQ(Entries(), entries);
}

TEST_F(SubmitTest, APeerThatIsDownKeepsTheMessageWaiting) {
  v1::SubmitMessageRequest message = Message(1);
  AddHours(message, "R-1", 16);
  allocation_.down = true;
  EXPECT_THAT(Submit({message}), Fails(absl::StatusCode::kUnavailable, ""));
  allocation_.down = false;
  contracting_.down = true;
  EXPECT_THAT(Submit({message}), Fails(absl::StatusCode::kUnavailable, ""));
  ExpectNothingMoved("waiting");
  contracting_.down = false;
  EXPECT_THAT(Told(Judge(message)), IsEmpty());
}

TEST_F(SubmitTest, WhatMessagingMustGetRightIsRefused) {
  const struct {
    const char* name;
    void (*spoil)(v1::SubmitMessageRequest&);
    const char* field;
  } cases[] = {
      {"no header", [](auto& it) { it.clear_header(); }, "header"},
      {"another kind", [](auto& it) { it.mutable_header()->set_kind("JW315"); }, "header.kind"},
      {"the kind of another law", [](auto& it) { it.mutable_header()->set_kind("WMO323"); }, "header.kind"},
      {"no provider's code", [](auto& it) { it.mutable_header()->set_provider("4242"); }, "header.provider"},
      {"no end of the month", [](auto& it) { it.mutable_header()->mutable_period()->clear_end_date(); },
       "header.period"},
      {"no lines", [](auto& it) { it.clear_lines(); }, "lines"},
      {"a client's name that is none", [](auto& it) { it.mutable_lines(0)->set_client("clients/1"); },
       "lines[0].client"},
      {"a volume below nothing", [](auto& it) { it.mutable_lines(0)->mutable_volume()->set_amount(-1); },
       "lines[0].volume.amount"},
      {"nine digits", [](auto& it) { it.mutable_lines(0)->mutable_amount()->set_cents(100'000'000); },
       "lines[0].amount.cents"},
      {"no unit", [](auto& it) { it.mutable_lines(0)->mutable_volume()->clear_unit(); }, "lines[0].volume.unit"},
      {"a credit of nothing", [](auto& it) { it.mutable_lines(0)->mutable_amount()->set_credit(true); },
       "lines[0].previous_reference"},
      {"a path twice", [](auto& it) { *it.add_lines() = it.lines(0); }, "lines[1].class_path"},
  };
  for (const auto& one : cases) {
    v1::SubmitMessageRequest message = Message(1);
    AddHours(message, "R-1", 4);
    one.spoil(message);
    const auto answer = Submit({message});
    ASSERT_THAT(answer, Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID")) << one.name;
    ASSERT_THAT(ViolationsOf(answer.status()), testing::Not(IsEmpty())) << one.name;
    EXPECT_EQ(ViolationsOf(answer.status())[0].field, one.field) << one.name;
  }
  v1::SubmitMessageRequest message = Message(1);
  AddHours(message, "R-1", 4);
  v1::SubmitMessageRequest nameless = message;
  nameless.clear_request_id();
  EXPECT_THAT(Submit({nameless}), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_ID_INVALID"));
  EXPECT_THAT(Submit({message, message}), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"))
      << "a second header";
  for (int i = 0; i < 1'000; ++i) *message.add_lines() = message.lines(0);
  EXPECT_THAT(Submit({message}), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID")) << "1,001 in a chunk";
  EXPECT_THAT(allocation_.calls, IsEmpty());
  ExpectNothingMoved("refused at the door");
}

TEST_F(SubmitTest, OnlyServicesSubmit) {
  v1::SubmitMessageRequest message = Message(1);
  AddHours(message, "R-1", 4);
  EXPECT_THAT(Submit({message}, Persona("back-office", {"0361"}, "message-exchange")),
              Fails(absl::StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
  EXPECT_THAT(Submit({message}, ProviderPersona("42420001", "message-exchange")),
              Fails(absl::StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
}

}  // namespace
}  // namespace clientroute::claims
