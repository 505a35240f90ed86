#include "tests/service/claims/claims_world.h"

#include <utility>

#include "services/platform/events/relay.h"
#include "services/platform/privacy/look_log.h"

namespace clientroute::claims {
namespace {

constexpr std::int64_t kOldTariff = 8'515;
constexpr std::int64_t kNewTariff = 9'000;

}  // namespace

grpc::Status AllocationSide::LookUpAllocations(grpc::ServerContext* context,
                                               const allocation::v1::LookUpAllocationsRequest* request,
                                               allocation::v1::LookUpAllocationsResponse* answer) {
  if (down) return grpc::Status(grpc::StatusCode::UNAVAILABLE, "down");
  calls.push_back(request->numbers_size());
  const auto purpose = context->client_metadata().find("clientroute-purpose");
  if (purpose != context->client_metadata().end()) {
    purposes.emplace_back(purpose->second.data(), purpose->second.size());
  }
  if (request->provider() != "42420001" || request->municipality() != "0361") return grpc::Status::OK;
  for (const std::int64_t number : request->numbers()) {
    const auto found = allocations.find(number);
    if (found != allocations.end() && found->second.line().law() == request->law()) {
      *answer->add_allocations() = found->second;
    }
  }
  return grpc::Status::OK;
}

grpc::Status ContractingSide::LookUpTariffs(grpc::ServerContext*, const contracting::v1::LookUpTariffsRequest* request,
                                            contracting::v1::LookUpTariffsResponse* answer) {
  if (down) return grpc::Status(grpc::StatusCode::UNAVAILABLE, "down");
  calls.push_back(request->questions_size());
  for (const contracting::v1::TariffQuestion& question : request->questions()) {
    contracting::v1::TariffAnswer& one = *answer->add_answers();
    one.set_key(question.key());
    one.set_found(question.product().code() == "45A04");
    if (!one.found()) continue;
    const bool old = FromProto(question.date()) < Date::Parse("2026-07-01");
    one.mutable_tariff()->set_cents(old ? kOldTariff : kNewTariff);
    one.set_unit(type::v1::HOUR);
    one.set_contract("contracts/ambulatory");
    one.mutable_record_time()->set_seconds(old ? 1'000 : 2'000);
  }
  return grpc::Status::OK;
}

grpc::Status ContractingSide::CheckContracts(grpc::ServerContext*,
                                             const contracting::v1::CheckContractsRequest* request,
                                             contracting::v1::CheckContractsResponse* answer) {
  ++checks;
  for (const type::v1::CareLine& line : request->lines()) {
    contracting::v1::ContractCheck& check = *answer->add_checks();
    check.set_line(line.line());
    using contracting::v1::ContractCheck;
    const std::string& code = line.product().code();
    check.set_reason(code == "45X99"   ? ContractCheck::UNKNOWN_PRODUCT
                     : code == "45C01" ? ContractCheck::NO_CONTRACT_FOR_PRODUCT
                     : code == "45A04" ? ContractCheck::REASON_UNSPECIFIED
                                       : ContractCheck::NO_TARIFF);
    check.set_explanation("Uitleg.");
  }
  return grpc::Status::OK;
}

ClaimsWorld::ClaimsWorld() {
  allocation_.allocations.emplace(7, Allocation(7, 1));
  allocation_.allocations.emplace(8, Allocation(8, 2));
  allocation::v1::CareAllocation deleted = Allocation(9, 1);
  deleted.set_change_reason("13");
  deleted.set_state(allocation::v1::CareAllocation::WITHDRAWN);
  allocation_.allocations.emplace(9, deleted);
}

type::v1::Period ClaimsWorld::ProtoDays(std::string_view first, std::string_view last) {
  return ToProto(Period::Of(Day(first), Day(last)).value());
}
type::v1::Period ClaimsWorld::ProtoMonth(std::string_view first) {
  return ToProto(Period::Of(Day(first), Day(first).LastOfMonth()).value());
}

allocation::v1::CareAllocation ClaimsWorld::Allocation(std::int64_t number, int client) {
  allocation::v1::CareAllocation allocation;
  allocation.set_name(NameOf("allocations", Id(static_cast<int>(number) + 500)));
  allocation.set_etag("3");
  allocation.set_number(number);
  allocation.set_client(Client(client));
  allocation.set_municipality("0361");
  allocation.set_state(allocation::v1::CareAllocation::IN_CARE);
  type::v1::CareLine& line = *allocation.mutable_line();
  line.set_line("line-1");
  line.set_law(type::v1::JEUGDWET);
  line.mutable_product()->set_category("45");
  line.mutable_product()->set_code("45A04");
  *line.mutable_period() = ProtoDays("2026-04-10", "2026-09-20");
  line.mutable_volume()->set_amount(4);
  line.mutable_volume()->set_unit(type::v1::HOUR);
  line.mutable_volume()->set_frequency(type::v1::PER_WEEK);
  line.set_provider("42420001");
  line.set_contract("contracts/of-the-allocation");
  line.set_allocation_number(number);
  allocation::v1::Delivery& start = *allocation.add_deliveries();
  start.set_kind(allocation::v1::Delivery::START);
  *start.mutable_start_date() = ToProto(Day("2026-04-10"));
  return allocation;
}

v1::SubmitMessageRequest ClaimsWorld::Message(int number, std::string_view month) {
  v1::SubmitMessageRequest message;
  message.set_request_id(Cat("message-", number, "/claim"));
  v1::SubmittedClaim& header = *message.mutable_header();
  header.set_message(MessageName(number));
  header.set_kind("JW323");
  header.set_provider("42420001");
  header.set_municipality("0361");
  header.set_law(type::v1::JEUGDWET);
  *header.mutable_date() = ToProto(Day(month).AddMonths(1));
  header.set_claim_number(Cat("D-", number));
  *header.mutable_period() = ProtoMonth(month);
  *header.mutable_claim_date() = ToProto(Day(month).AddMonths(1));
  header.mutable_total()->set_cents(0);
  return message;
}

v1::SubmittedClaimLine* ClaimsWorld::AddHours(v1::SubmitMessageRequest& message, std::string_view reference,
                                              std::int64_t hours, std::int64_t allocation, int client) {
  v1::SubmittedClaimLine* line = message.add_lines();
  line->set_client_path(Cat("Client[", client, "]"));
  line->set_class_path(Cat(line->client_path(), "/Prestaties/Prestatie[", message.lines_size(), "]"));
  line->set_client(Client(client));
  line->set_reference(std::string(reference));
  line->set_allocation_number(allocation);
  line->mutable_product()->set_category("45");
  line->mutable_product()->set_code("45A04");
  *line->mutable_period() = message.header().period();
  line->mutable_volume()->set_amount(hours);
  line->mutable_volume()->set_unit(type::v1::HOUR);
  line->mutable_tariff()->set_cents(kOldTariff);
  line->mutable_amount()->set_cents(hours * kOldTariff);
  Total(message);
  return line;
}

v1::SubmittedClaimLine* ClaimsWorld::AddCredit(v1::SubmitMessageRequest& message, const v1::SubmittedClaimLine& debit,
                                               std::string_view reference) {
  v1::SubmittedClaimLine* line = message.add_lines();
  *line = debit;
  line->set_class_path(Cat(line->client_path(), "/Prestaties/Prestatie[", message.lines_size(), "]"));
  line->set_previous_reference(debit.reference());
  line->set_reference(std::string(reference));
  line->mutable_amount()->set_credit(true);
  Total(message);
  return line;
}

void ClaimsWorld::Total(v1::SubmitMessageRequest& message) {
  std::int64_t sum = 0;
  for (const v1::SubmittedClaimLine& line : message.lines()) {
    sum += line.amount().credit() ? -line.amount().cents() : line.amount().cents();
  }
  message.mutable_header()->mutable_total()->set_credit(sum < 0);
  message.mutable_header()->mutable_total()->set_cents(sum < 0 ? -sum : sum);
}

absl::StatusOr<std::vector<v1::SubmitMessageResponse>> ClaimsWorld::SubmitInParts(
    const std::vector<v1::SubmitMessageRequest>& chunks, const Caller& caller) {
  Caller patient = caller;
  patient.deadline = std::chrono::minutes(5);  // as messaging waits; a large claim takes long under a sanitizer
  grpc::ClientContext context;
  Prepare(patient, &context);
  const auto exchange = stub_->SubmitMessage(&context);
  for (const v1::SubmitMessageRequest& chunk : chunks) {
    if (!exchange->Write(chunk)) break;
  }
  exchange->WritesDone();
  std::vector<v1::SubmitMessageResponse> parts;
  for (v1::SubmitMessageResponse part; exchange->Read(&part);) parts.push_back(part);
  if (const grpc::Status status = exchange->Finish(); !status.ok()) return FromGrpc(status);
  return parts;
}

absl::StatusOr<v1::SubmitMessageResponse> ClaimsWorld::Submit(const std::vector<v1::SubmitMessageRequest>& chunks,
                                                              const Caller& caller) {
  CLIENTROUTE_ASSIGN(const std::vector<v1::SubmitMessageResponse> parts, SubmitInParts(chunks, caller));
  v1::SubmitMessageResponse response;
  for (const v1::SubmitMessageResponse& part : parts) response.MergeFrom(part);
  return response;
}

v1::SubmitMessageResponse ClaimsWorld::Judge(const v1::SubmitMessageRequest& message) {
  const auto response = Submit({message});
  EXPECT_THAT(response, IsOk());
  return response.ok() ? *response : v1::SubmitMessageResponse();
}

std::vector<std::string> ClaimsWorld::Told(const v1::SubmitMessageResponse& answer) {
  std::vector<std::string> told;
  for (const v1::ClassVerdict& verdict : answer.verdicts()) {
    EXPECT_NE(verdict.explanation(), "");
    told.push_back(Cat(verdict.class_path(), ", ", verdict.rule(), ", ", verdict.return_code()));
  }
  return told;
}

absl::StatusOr<v1::ListClaimLinesResponse> ClaimsWorld::Lines(const std::string& claim, const Caller& caller,
                                                              bool refused_only) {
  v1::ListClaimLinesRequest request;
  request.set_claim(claim);
  request.set_refused_only(refused_only);
  return Ask(&Stub::ListClaimLines, request, caller);
}

v1::LedgerBalance ClaimsWorld::Balance(const v1::GetLedgerBalanceRequest& request, const Caller& caller) {
  const auto balance = Ask(&Stub::GetLedgerBalance, request, caller);
  EXPECT_THAT(balance, IsOk());
  return balance.ok() ? *balance : v1::LedgerBalance();
}

std::vector<std::string> ClaimsWorld::Entries(const Caller& caller) {
  const auto response = Ask(&Stub::ListLedgerEntries, v1::ListLedgerEntriesRequest(), caller);
  EXPECT_THAT(response, IsOk());
  std::vector<std::string> entries;
  for (const v1::LedgerEntry& entry : response->entries()) {
    entries.push_back(Cat(entry.posting(), " ", v1::LedgerEntry::Kind_Name(entry.kind()), " ",
                          v1::LedgerAccount::Kind_Name(entry.account().kind()), entry.account().contract(), " ",
                          entry.amount().cents()));
  }
  return entries;
}

std::vector<v1::ClaimJudged> ClaimsWorld::Announced() {
  std::vector<v1::ClaimJudged> judged;
  EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const auto events, ListEvents(connection, 0, 1'000));
    for (const type::v1::Event& event : events) {
      EXPECT_TRUE(event.payload().UnpackTo(&judged.emplace_back()));
      EXPECT_EQ(event.aggregate(), judged.back().claim());
    }
    return absl::OkStatus();
  }),
              IsOk());
  return judged;
}

std::vector<std::string> ClaimsWorld::Looks() {
  std::vector<std::string> looks;
  EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const auto entries, ListLooks(connection, 0, 1'000, std::nullopt));
    for (const LookEntry& entry : entries) {
      std::string text = entry.subject + " " + entry.purpose;
      for (const std::string& client : entry.clients) text += " " + client;
      looks.push_back(text);
    }
    return absl::OkStatus();
  }),
              IsOk());
  return looks;
}

}  // namespace clientroute::claims
