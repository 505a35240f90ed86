#include "services/messaging/peer_calls.h"

#include <algorithm>
#include <utility>

#include "services/platform/authorisation/authorise.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

using IntakeStub = intake::v1::Intake::Stub;
using AllocationStub = allocation::v1::Allocation::Stub;

constexpr std::string_view kService = "messaging";
constexpr int kPageRows = 1'000;

/// Intake names a client whose key it destroyed, when it answers an old request again, without a key.
absl::StatusOr<ClientKey> KeyOf(const std::string& client, const std::string& bytes) {
  if (bytes.empty()) {
    return Error(absl::StatusCode::kFailedPrecondition, "CLIENT_ERASED", "the client was erased", {{"client", client}});
  }
  const absl::StatusOr<SecretKey> key = SecretKey::FromBytes(bytes);
  if (!key.ok()) return Error(absl::StatusCode::kInternal, "CLIENT_KEY_INVALID", "intake gave what is no key");
  return ClientKey{client, *key};
}

/// Writes all of a stream, and says how the call ended.
template <typename Chunk>
absl::Status WriteChunks(grpc::ClientWriter<Chunk>& writer, std::span<const Chunk> chunks) {
  for (const Chunk& chunk : chunks) {
    if (!writer.Write(chunk)) break;  // the other side has said why; Finish tells it
  }
  writer.WritesDone();
  const grpc::Status status = writer.Finish();
  return status.ok() ? absl::OkStatus() : FromGrpc(status);
}

}  // namespace

PeerCalls::PeerCalls(const Channels& channels)
    : intake_(intake::v1::Intake::NewStub(channels.intake)),
      allocation_(allocation::v1::Allocation::NewStub(channels.allocation)),
      claims_(channels.claims ? claims::v1::Claims::NewStub(channels.claims) : nullptr) {}

Caller PeerCalls::ForMessage(std::string_view message_name) {
  Caller caller = ServiceCaller(kService, kPurposeMessageExchange);
  caller.cause = message_name;
  return caller;
}

Caller PeerCalls::ForCall(const CallContext& call) {
  Caller caller = Onward(kService, call);
  caller.purpose = kPurposeMessageExchange;
  return caller;
}

absl::StatusOr<std::optional<ClientKey>> PeerCalls::ResolveClient(const Caller& caller, const CitizenNumber& number,
                                                                  bool register_unknown,
                                                                  std::string_view request_id) const {
  intake::v1::ResolveClientsRequest request;
  request.set_request_id(std::string(request_id));
  request.add_citizen_numbers(number.ToString());
  request.set_register_unknown(register_unknown);
  CLIENTROUTE_ASSIGN(const auto response, Call(caller, intake_.get(), &IntakeStub::ResolveClients, request));
  if (response.clients().empty()) return std::optional<ClientKey>();
  CLIENTROUTE_ASSIGN(ClientKey key, KeyOf(response.clients(0).client(), response.clients(0).message_key()));
  return std::optional<ClientKey>(std::move(key));
}

absl::StatusOr<std::map<std::string, std::string>> PeerCalls::ResolveKnown(const Caller& caller,
                                                                           std::span<const std::string> numbers,
                                                                           std::string_view request_prefix) const {
  std::map<std::string, std::string> clients;
  for (std::size_t from = 0; from < numbers.size(); from += kNumbersMax) {
    const auto part = numbers.subspan(from, std::min(kNumbersMax, numbers.size() - from));
    intake::v1::ResolveClientsRequest request;
    request.set_request_id(Cat(request_prefix, "-", from / kNumbersMax));
    for (const std::string& number : part) request.add_citizen_numbers(number);
    CLIENTROUTE_ASSIGN(const auto response, Call(caller, intake_.get(), &IntakeStub::ResolveClients, request));
    for (const intake::v1::ResolvedClient& found : response.clients()) {
      if (found.index() < 0 || static_cast<std::size_t>(found.index()) >= part.size()) {
        return Error(absl::StatusCode::kInternal, "CLIENT_INDEX_INVALID", "intake named a number that was not asked");
      }
      clients[part[static_cast<std::size_t>(found.index())]] = found.client();
    }
  }
  return clients;
}

absl::StatusOr<intake::v1::Client> PeerCalls::GetClient(const Caller& caller, const std::string& client) const {
  intake::v1::GetClientRequest request;
  request.set_name(client);
  return Call(caller, intake_.get(), &IntakeStub::GetClient, request);
}

absl::StatusOr<ClientKey> PeerCalls::GetKey(const Caller& caller, const std::string& client) const {
  CLIENTROUTE_ASSIGN(const intake::v1::Client found, GetClient(caller, client));
  return KeyOf(client, found.message_key());
}

absl::StatusOr<intake::v1::Referral> PeerCalls::CreateReferral(const Caller& caller,
                                                               const intake::v1::CreateReferralRequest& request) const {
  return Call(caller, intake_.get(), &IntakeStub::CreateReferral, request);
}

absl::StatusOr<allocation::v1::SubmitMessageResponse> PeerCalls::SubmitMessage(
    const Caller& caller, std::span<const allocation::v1::SubmitMessageRequest> chunks) const {
  grpc::ClientContext context;
  Prepare(caller, &context);
  allocation::v1::SubmitMessageResponse response;
  const auto writer = allocation_->SubmitMessage(&context, &response);
  CLIENTROUTE_RETURN_IF_ERROR(WriteChunks(*writer, chunks));
  return response;
}

absl::StatusOr<claims::v1::SubmitMessageResponse> PeerCalls::SubmitClaim(
    const Caller& caller, std::span<const claims::v1::SubmitMessageRequest> chunks) const {
  if (claims_ == nullptr) {
    return Error(absl::StatusCode::kUnavailable, "CLAIMS_NOT_CONNECTED", "there is no claims service here");
  }
  Caller patient = caller;
  patient.deadline = kClaimDeadline;
  grpc::ClientContext context;
  Prepare(patient, &context);
  const auto exchange = claims_->SubmitMessage(&context);
  for (const claims::v1::SubmitMessageRequest& chunk : chunks) {
    if (!exchange->Write(chunk)) break;  // the other side has said why; Finish tells it
  }
  exchange->WritesDone();
  claims::v1::SubmitMessageResponse whole;
  for (claims::v1::SubmitMessageResponse part; exchange->Read(&part);) whole.MergeFrom(part);
  if (const grpc::Status status = exchange->Finish(); !status.ok()) return FromGrpc(status);
  return whole;
}

absl::StatusOr<std::vector<allocation::v1::CareAllocation>> PeerCalls::ListAllocations(
    const Caller& caller, allocation::v1::ListAllocationsRequest request) const {
  std::vector<allocation::v1::CareAllocation> all;
  request.set_page_size(kPageRows);
  do {
    CLIENTROUTE_ASSIGN(auto page, Call(caller, allocation_.get(), &AllocationStub::ListAllocations, request));
    for (auto& one : *page.mutable_allocations()) all.push_back(std::move(one));
    if (all.size() > kAllocationsMax) {
      return Error(absl::StatusCode::kResourceExhausted, "TOO_MANY_ALLOCATIONS", "more than any client has");
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return all;
}

}  // namespace clientroute::messaging
