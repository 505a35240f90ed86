#include <string>
#include <vector>

#include "tests/service/claims/claims_world.h"

namespace clientroute::claims {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Two claims of provider 42420001 in 0361, the second with a refused line.
class ShownTest : public ClaimsWorld {
 protected:
  ShownTest() {
    v1::SubmitMessageRequest may = Message(1);
    AddHours(may, "R-1", 16);
    may_ = Judge(may).claim();
    v1::SubmitMessageRequest june = Message(2, "2026-06-01");
    AddHours(june, "R-2", 16);
    AddHours(june, "R-3", 21, 8, 2);
    AddHours(june, "R-4", 8, 77);
    june_ = Judge(june).claim();
  }

  std::vector<std::string> Claims(const v1::ListClaimsRequest& request, const Caller& caller = Messaging()) {
    const auto response = Ask(&Stub::ListClaims, request, caller);
    EXPECT_THAT(response, IsOk());
    std::vector<std::string> names;
    for (const v1::Claim& claim : response->claims()) names.push_back(claim.name());
    return names;
  }
  absl::StatusOr<v1::Claim> Get(const std::string& name, const Caller& caller = Messaging()) {
    v1::GetClaimRequest request;
    request.set_name(name);
    return Ask(&Stub::GetClaim, request, caller);
  }

  std::string may_, june_;
  const Caller back_office_ = Persona("back-office", {"0361"}, "message-exchange");
  const Caller elsewhere_ = Persona("back-office", {"0373"}, "message-exchange");
  const Caller buyer_ = Persona("contract-manager", {"0361"}, "contract-management");
  const Caller operator_ = Persona("operator", {"0361"}, "operation");
  const Caller provider_ = ProviderPersona("42420001", "message-exchange");
  const Caller other_provider_ = ProviderPersona("42420002", "message-exchange");
};

TEST_F(ShownTest, AClaimWithItsSums) {
  const auto claim = Get(june_);
  ASSERT_THAT(claim, IsOk());
  EXPECT_EQ(claim->state(), v1::Claim::JUDGED);
  EXPECT_EQ(claim->message(), MessageName(2));
  EXPECT_EQ(claim->provider(), "42420001");
  EXPECT_EQ(claim->claim_number(), "D-2");
  EXPECT_EQ(FromProto(claim->period()), FromProto(ProtoMonth("2026-06-01")));
  EXPECT_EQ(claim->submitted().cents(), 45 * 8'515);
  EXPECT_EQ(claim->accepted().cents(), 16 * 8'515);
  EXPECT_EQ(claim->lines_accepted(), 1);
  EXPECT_EQ(claim->lines_refused(), 2);
  EXPECT_THAT(claim->verdicts(), IsEmpty());
  EXPECT_THAT(Get("claims/1"), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  EXPECT_THAT(Get(NameOf("claims", Id(99))), Fails(absl::StatusCode::kNotFound, "CLAIM_NOT_FOUND"));
}

TEST_F(ShownTest, ARefusedClaimSaysWhy) {
  v1::SubmitMessageRequest message = Message(3, "2026-04-01");
  AddHours(message, "R-9", 4);
  const auto claim = Get(Judge(message).claim());
  ASSERT_THAT(claim, IsOk());
  EXPECT_EQ(claim->state(), v1::Claim::REFUSED);
  ASSERT_EQ(claim->verdicts_size(), 1);
  EXPECT_EQ(claim->verdicts(0).return_code(), "8214");
  EXPECT_EQ(claim->verdicts(0).explanation(),
            "De maand van 1 april 2026 ligt voor de laatst gedeclareerde maand, die van 1 juni 2026.");
  EXPECT_EQ(claim->accepted().cents(), 0);
}

TEST_F(ShownTest, ALineWithWhatItWasDecidedOn) {
  // What changes afterwards changes nothing of it.
  allocation_.allocations.clear();
  const auto lines = Lines(june_);
  ASSERT_THAT(lines, IsOk());
  ASSERT_EQ(lines->lines_size(), 3);
  const v1::ClaimLine& accepted = lines->lines(0);
  EXPECT_EQ(accepted.name(), june_ + "/lines/1");
  EXPECT_EQ(accepted.state(), v1::ClaimLine::ACCEPTED);
  EXPECT_EQ(accepted.client(), Client(1));
  EXPECT_EQ(accepted.submitted().client(), "") << "stands once";
  EXPECT_EQ(accepted.submitted().reference(), "R-2");
  EXPECT_EQ(accepted.submitted().volume().amount(), 16);
  EXPECT_EQ(accepted.submitted().tariff().cents(), 8'515);
  EXPECT_EQ(accepted.submitted().amount().cents(), 136'240);
  EXPECT_EQ(accepted.accepted().cents(), 136'240);
  EXPECT_EQ(accepted.contract(), "contracts/ambulatory");
  EXPECT_EQ(accepted.explanation(), "Toegekend: € 1.362,40.");
  EXPECT_EQ(accepted.allocation().allocation(), NameOf("allocations", Id(507)));
  EXPECT_EQ(accepted.allocation().etag(), "3");
  EXPECT_EQ(accepted.allocation().line().volume().amount(), 4);
  EXPECT_EQ(accepted.allocation().line().allocation_number(), 7);
  EXPECT_EQ(accepted.tariff().amount().cents(), 8'515);
  EXPECT_EQ(accepted.tariff().unit(), type::v1::HOUR);
  EXPECT_EQ(accepted.tariff().record_time().seconds(), 1'000);
  const v1::ClaimLine& refused = lines->lines(1);
  EXPECT_EQ(refused.state(), v1::ClaimLine::REFUSED);
  EXPECT_EQ(refused.accepted().cents(), 0);
  ASSERT_EQ(refused.verdicts_size(), 1);
  EXPECT_EQ(refused.verdicts(0).rule(), "TR321");
  EXPECT_EQ(refused.explanation(), refused.verdicts(0).explanation());
  EXPECT_FALSE(lines->lines(2).has_allocation());
  EXPECT_EQ(lines->lines(2).verdicts(0).return_code(), "9338");
}

TEST_F(ShownTest, OnlyRefusedLinesWhereAskedFor) {
  const auto lines = Lines(june_, Messaging(), true);
  ASSERT_THAT(lines, IsOk());
  ASSERT_EQ(lines->lines_size(), 2);
  EXPECT_EQ(lines->lines(0).name(), june_ + "/lines/2");
}

TEST_F(ShownTest, ClaimsByMunicipalityProviderAndMonth) {
  EXPECT_THAT(Claims({}), ElementsAre(june_, may_)) << "newest first";
  v1::ListClaimsRequest request;
  *request.mutable_month() = ToProto(Day("2026-05-17"));
  EXPECT_THAT(Claims(request), ElementsAre(may_));
  request.Clear();
  request.set_provider("42420002");
  EXPECT_THAT(Claims(request), IsEmpty());
  request.Clear();
  request.set_municipality("0373");
  EXPECT_THAT(Claims(request), IsEmpty());
}

TEST_F(ShownTest, EveryoneSeesHisOwnAndNothingElse) {
  for (const Caller& caller : {back_office_, buyer_, operator_, provider_}) {
    EXPECT_THAT(Claims({}, caller), SizeIs(2)) << caller.identity.subject;
    EXPECT_THAT(Get(june_, caller), IsOk()) << caller.identity.subject;
    EXPECT_THAT(Lines(june_, caller), IsOk()) << caller.identity.subject;
    EXPECT_THAT(Entries(caller), SizeIs(8)) << caller.identity.subject;
    EXPECT_EQ(Balance({}, caller).paid().cents(), 32 * 8'515) << caller.identity.subject;
  }
  const Caller no_purpose = Persona("back-office", {"0361"}, "care-allocation");
  const Caller no_role = Persona("access-professional", {"0361"}, "care-allocation");
  for (const Caller& caller : {elsewhere_, other_provider_, no_purpose, no_role}) {
    EXPECT_THAT(Claims({}, caller), IsEmpty()) << caller.identity.subject;
    EXPECT_THAT(Get(june_, caller), Fails(absl::StatusCode::kNotFound, "CLAIM_NOT_FOUND")) << caller.identity.subject;
    EXPECT_THAT(Lines(june_, caller), Fails(absl::StatusCode::kNotFound, "CLAIM_NOT_FOUND")) << caller.identity.subject;
    EXPECT_THAT(Entries(caller), IsEmpty()) << caller.identity.subject;
    EXPECT_EQ(Balance({}, caller).accepted().cents(), 0) << caller.identity.subject;
  }
}

TEST_F(ShownTest, WhoDoesNotSeeClientsSeesTheLinesWithoutThem) {
  for (const Caller& caller : {buyer_, operator_}) {
    const auto lines = Lines(june_, caller);
    ASSERT_THAT(lines, IsOk());
    for (const v1::ClaimLine& line : lines->lines()) EXPECT_EQ(line.client(), "") << caller.identity.subject;
  }
  EXPECT_THAT(Looks(), IsEmpty());
}

// shows: PRI-1
// shows: PRI-1
TEST_F(ShownTest, EveryLookAtAClientIsLogged) {
  ASSERT_THAT(Lines(june_, back_office_), IsOk());
  ASSERT_THAT(Lines(may_, provider_), IsOk());
  EXPECT_THAT(Looks(), ElementsAre(Cat("persons/test.back-office message-exchange ", Client(1), " ", Client(2)),
                                   Cat("providers/42420001 message-exchange ", Client(1))));
  Caller silent = back_office_;
  silent.purpose.clear();
  EXPECT_THAT(Lines(june_, silent), Fails(absl::StatusCode::kPermissionDenied, "PURPOSE_MISSING"));
}

// shows: CLM-4
TEST_F(ShownTest, TheLedgerByClaim) {
  v1::ListLedgerEntriesRequest request;
  request.set_claim(may_);
  const auto entries = Ask(&Stub::ListLedgerEntries, request);
  ASSERT_THAT(entries, IsOk());
  ASSERT_EQ(entries->entries_size(), 4);
  EXPECT_EQ(entries->entries(0).line(), may_ + "/lines/1");
  EXPECT_EQ(entries->entries(0).claim(), may_);
  EXPECT_EQ(entries->entries(0).account().municipality(), "0361");
  EXPECT_EQ(entries->entries(0).account().provider(), "42420001");
  EXPECT_EQ(entries->entries(2).line(), "") << "a payment order is of the whole claim";
  v1::GetLedgerBalanceRequest of_claim;
  of_claim.set_claim(june_);
  EXPECT_EQ(Balance(of_claim).paid().cents(), 136'240);
  EXPECT_EQ(Balance(of_claim).total().cents(), 0);
  of_claim.set_claim("claims/x");
  EXPECT_THAT(Ask(&Stub::GetLedgerBalance, of_claim), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
}

TEST_F(ShownTest, PageByPage) {
  v1::ListClaimsRequest claims;
  claims.set_page_size(1);
  auto first = Ask(&Stub::ListClaims, claims);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->claims(0).name(), june_);
  claims.set_page_token(first->next_page_token());
  const auto second = Ask(&Stub::ListClaims, claims);
  EXPECT_EQ(second->claims(0).name(), may_);
  EXPECT_EQ(second->next_page_token(), "");

  v1::ListClaimLinesRequest lines;
  lines.set_claim(june_);
  lines.set_page_size(2);
  const auto two = Ask(&Stub::ListClaimLines, lines);
  ASSERT_THAT(two, IsOk());
  EXPECT_EQ(two->lines_size(), 2);
  lines.set_page_token(two->next_page_token());
  const auto last = Ask(&Stub::ListClaimLines, lines);
  ASSERT_EQ(last->lines_size(), 1);
  EXPECT_EQ(last->lines(0).name(), june_ + "/lines/3");
  EXPECT_EQ(last->next_page_token(), "");

  v1::ListLedgerEntriesRequest entries;
  entries.set_page_size(3);
  const auto three = Ask(&Stub::ListLedgerEntries, entries);
  ASSERT_THAT(three, IsOk());
  entries.set_page_token(three->next_page_token());
  const auto more = Ask(&Stub::ListLedgerEntries, entries);
  ASSERT_EQ(more->entries_size(), 3);
  EXPECT_EQ(more->entries(0).posting(), "postings/2") << "the second entry of the posting that was cut";
  EXPECT_EQ(more->entries(0).account().kind(), v1::LedgerAccount::PAYMENT_ORDERS);
  claims.set_page_token("nonsense");
  EXPECT_THAT(Ask(&Stub::ListClaims, claims), Fails(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN"));
}

TEST_F(ShownTest, ListsComeInEveryOrderPageByPage) {
  const auto claims = [&](v1::ListClaimsRequest::Order order) {
    v1::ListClaimsRequest request;
    request.set_order(order);
    request.set_page_size(1);
    std::vector<std::string> names;
    do {
      const auto page = Ask(&Stub::ListClaims, request, back_office_);
      EXPECT_THAT(page, IsOk());
      for (const v1::Claim& claim : page->claims()) names.push_back(claim.name());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return names;
  };
  using Claims = v1::ListClaimsRequest;
  EXPECT_THAT(claims(Claims::NEWEST), ElementsAre(june_, may_));
  EXPECT_THAT(claims(Claims::OLDEST), ElementsAre(may_, june_));
  EXPECT_THAT(claims(Claims::LARGEST), ElementsAre(june_, may_));
  EXPECT_THAT(claims(Claims::MOST_REFUSED), ElementsAre(june_, may_));

  const auto lines = [&](v1::ListClaimLinesRequest::Order order) {
    v1::ListClaimLinesRequest request;
    request.set_claim(june_);
    request.set_order(order);
    request.set_page_size(1);
    std::vector<std::string> numbers;
    do {
      const auto page = Ask(&Stub::ListClaimLines, request);
      EXPECT_THAT(page, IsOk());
      for (const v1::ClaimLine& line : page->lines()) numbers.push_back(line.name().substr(line.name().size() - 1));
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return numbers;
  };
  using Lines = v1::ListClaimLinesRequest;
  EXPECT_THAT(lines(Lines::MESSAGE), ElementsAre("1", "2", "3"));
  EXPECT_THAT(lines(Lines::LARGEST), ElementsAre("2", "1", "3"));
  EXPECT_THAT(lines(Lines::SMALLEST), ElementsAre("3", "1", "2"));

  const auto postings = [&](v1::ListLedgerEntriesRequest::Order order, const std::string& claim) {
    v1::ListLedgerEntriesRequest request;
    request.set_order(order);
    request.set_claim(claim);
    request.set_page_size(1);
    std::vector<std::string> found;
    do {
      const auto page = Ask(&Stub::ListLedgerEntries, request);
      EXPECT_THAT(page, IsOk());
      for (const v1::LedgerEntry& entry : page->entries()) found.push_back(entry.posting());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return found;
  };
  using Entries = v1::ListLedgerEntriesRequest;
  for (const std::string& claim : {std::string(), june_}) {
    const std::vector<std::string> oldest = postings(Entries::OLDEST, claim);
    std::vector<std::string> newest = postings(Entries::NEWEST, claim);
    EXPECT_EQ(newest.size(), claim.empty() ? 8U : 4U);
    EXPECT_EQ(newest, std::vector<std::string>(oldest.rbegin(), oldest.rend()));
  }

  v1::ListClaimsRequest other;
  other.set_page_size(1);
  other.set_page_token(Ask(&Stub::ListClaims, other)->next_page_token());
  other.set_order(Claims::LARGEST);
  EXPECT_THAT(Ask(&Stub::ListClaims, other), Fails(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN"));
}

}  // namespace
}  // namespace clientroute::claims
