#include "tests/service/messaging/peers.h"

#include <algorithm>
#include <utility>

#include "services/platform/clock/clock.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::messaging::testing {
namespace {

const grpc::Status kDown(grpc::StatusCode::UNAVAILABLE, "nobody home");

std::string KeyOf(const std::string& client) { return Digest("key of " + client); }

bool HasPurpose(const grpc::ServerContext& context) {
  const auto found = context.client_metadata().find("clientroute-purpose");
  return found != context.client_metadata().end() && found->second == "message-exchange";
}

}  // namespace

grpc::Status IntakePeer::Guard() const { return down_ ? kDown : grpc::Status::OK; }

std::string IntakePeer::NameOf(const std::string& bsn) {
  if (const auto found = by_bsn_.find(bsn); found != by_bsn_.end()) return found->second;
  const std::string name =
      clientroute::NameOf("clients", Uuid::Derive(kClientrouteSpace, Cat("test/", clients_.size())));
  by_bsn_[bsn] = name;
  clients_[name].bsn = bsn;
  return name;
}

grpc::Status IntakePeer::ResolveClients(grpc::ServerContext* context, const intake::v1::ResolveClientsRequest* request,
                                        intake::v1::ResolveClientsResponse* response) {
  const std::lock_guard lock(mutex_);
  if (down_) return kDown;
  if (!HasPurpose(*context)) return {grpc::StatusCode::PERMISSION_DENIED, "no purpose"};
  const grpc::Status status = answers_.Once(request->request_id(), *request, response, [&] {
    for (int i = 0; i < request->citizen_numbers_size(); ++i) {
      const std::string& bsn = request->citizen_numbers(i);
      if (!request->register_unknown() && !by_bsn_.contains(bsn)) continue;
      intake::v1::ResolvedClient& out = *response->add_clients();
      out.set_index(i);
      out.set_client(NameOf(bsn));
    }
    return grpc::Status::OK;
  });
  for (auto& client : *response->mutable_clients()) {
    if (!clients_[client.client()].erased) client.set_message_key(KeyOf(client.client()));
  }
  return status;
}

grpc::Status IntakePeer::GetClient(grpc::ServerContext* context, const intake::v1::GetClientRequest* request,
                                   intake::v1::Client* response) {
  const std::lock_guard lock(mutex_);
  if (down_) return kDown;
  if (!look_failure_.ok()) return look_failure_;
  if (!HasPurpose(*context)) return {grpc::StatusCode::PERMISSION_DENIED, "no purpose"};
  const auto found = clients_.find(request->name());
  if (found == clients_.end()) return {grpc::StatusCode::NOT_FOUND, "no such client"};
  if (found->second.erased) {
    return ToGrpc(Error(absl::StatusCode::kFailedPrecondition, "CLIENT_ERASED", "erased"), "intake.clientroute");
  }
  response->set_name(request->name());
  *response->mutable_person() = found->second.person;
  response->set_message_key(KeyOf(request->name()));
  return grpc::Status::OK;
}

grpc::Status IntakePeer::CreateReferral(grpc::ServerContext*, const intake::v1::CreateReferralRequest* request,
                                        intake::v1::Referral* response) {
  const std::lock_guard lock(mutex_);
  if (down_) return kDown;
  return answers_.Once(request->request_id(), *request, response, [&] {
    referrals_.push_back(*request);
    const std::string client = NameOf(request->person().citizen_number());
    clients_[client].person = request->person();
    *response = request->referral();
    const Uuid id = Uuid::Derive(kClientrouteSpace, Cat("referral/", request->referral().source().reference()));
    response->set_name(clientroute::NameOf("referrals", id));
    response->set_client(client);
    response->set_route(clientroute::NameOf("routes", Uuid::Derive(kClientrouteSpace, response->name())));
    return grpc::Status::OK;
  });
}

void IntakePeer::Down(bool down) {
  const std::lock_guard lock(mutex_);
  down_ = down;
}

void IntakePeer::FailLooks(grpc::Status status) {
  const std::lock_guard lock(mutex_);
  look_failure_ = std::move(status);
}

std::string IntakePeer::Register(const std::string& bsn) {
  const std::lock_guard lock(mutex_);
  return NameOf(bsn);
}

void IntakePeer::SetPerson(const std::string& client, const intake::v1::Person& person) {
  const std::lock_guard lock(mutex_);
  clients_[client].person = person;
}

void IntakePeer::Erase(const std::string& client) {
  const std::lock_guard lock(mutex_);
  by_bsn_.erase(clients_[client].bsn);
  clients_[client] = {};
  clients_[client].erased = true;
}

std::vector<intake::v1::CreateReferralRequest> IntakePeer::referrals() const {
  const std::lock_guard lock(mutex_);
  return referrals_;
}

std::size_t IntakePeer::clients() const {
  const std::lock_guard lock(mutex_);
  return clients_.size();
}

namespace {

/// Reads all chunks of a stream into one request, and tells their sizes.
template <typename Chunk, typename Reader>
Chunk ReadWhole(Reader* reader, std::vector<int>* sizes) {
  Chunk whole;
  Chunk chunk;
  while (reader->Read(&chunk)) {
    sizes->push_back(chunk.lines_size());
    whole.MergeFrom(chunk);
  }
  return whole;
}

}  // namespace

grpc::Status ClaimsPeer::SubmitMessage(
    grpc::ServerContext* context,
    grpc::ServerReaderWriter<claims::v1::SubmitMessageResponse, claims::v1::SubmitMessageRequest>* exchange) {
  std::vector<int> sizes;
  const auto whole = ReadWhole<claims::v1::SubmitMessageRequest>(exchange, &sizes);
  const std::lock_guard lock(mutex_);
  patience_ = RealTimeUntil(context->deadline());
  if (down_) return kDown;
  if (!failure_.ok()) return failure_;
  claims::v1::SubmitMessageResponse answer;
  const grpc::Status status = answers_.Once(whole.request_id(), whole, &answer, [&] {
    if (judgement_) answer = *judgement_;
    if (!judgement_) *answer.mutable_total_accepted() = whole.header().total();
    submissions_.push_back(whole);
    chunk_sizes_.insert(chunk_sizes_.end(), sizes.begin(), sizes.end());
    return grpc::Status::OK;
  });
  if (!status.ok()) return status;
  claims::v1::SubmitMessageResponse part = answer;
  part.clear_verdicts();
  exchange->Write(part);
  for (const claims::v1::ClassVerdict& verdict : answer.verdicts()) {
    part.Clear();
    *part.add_verdicts() = verdict;
    exchange->Write(part);
  }
  return status;
}

std::chrono::milliseconds ClaimsPeer::patience() const {
  const std::lock_guard lock(mutex_);
  return patience_;
}

void ClaimsPeer::Down(bool down) {
  const std::lock_guard lock(mutex_);
  down_ = down;
}

void ClaimsPeer::FailWith(grpc::Status status) {
  const std::lock_guard lock(mutex_);
  failure_ = std::move(status);
}

void ClaimsPeer::Judge(const claims::v1::SubmitMessageResponse& judgement) {
  const std::lock_guard lock(mutex_);
  judgement_ = judgement;
}

std::vector<claims::v1::SubmitMessageRequest> ClaimsPeer::submissions() const {
  const std::lock_guard lock(mutex_);
  return submissions_;
}

std::vector<int> ClaimsPeer::chunk_sizes() const {
  const std::lock_guard lock(mutex_);
  return chunk_sizes_;
}

grpc::Status AllocationPeer::SubmitMessage(grpc::ServerContext*,
                                           grpc::ServerReader<allocation::v1::SubmitMessageRequest>* reader,
                                           allocation::v1::SubmitMessageResponse* response) {
  std::vector<int> sizes;
  const auto whole = ReadWhole<allocation::v1::SubmitMessageRequest>(reader, &sizes);
  const std::lock_guard lock(mutex_);
  if (down_) return kDown;
  if (!failure_.ok()) return failure_;
  if (const auto found = kind_failures_.find(whole.header().kind()); found != kind_failures_.end()) {
    if (!found->second.ok()) return found->second;
  }
  return answers_.Once(whole.request_id(), whole, response, [&] {
    for (const auto& verdict : verdicts_[whole.header().kind()]) *response->add_verdicts() = verdict;
    submissions_.push_back(whole);
    chunk_sizes_.insert(chunk_sizes_.end(), sizes.begin(), sizes.end());
    return grpc::Status::OK;
  });
}

grpc::Status AllocationPeer::ListAllocations(grpc::ServerContext*,
                                             const allocation::v1::ListAllocationsRequest* request,
                                             allocation::v1::ListAllocationsResponse* response) {
  const std::lock_guard lock(mutex_);
  if (down_) return kDown;
  // Pages of one, so that paging is seen to work.
  std::size_t at = request->page_token().empty() ? 0 : std::stoul(request->page_token());
  for (; at < allocations_.size() && response->allocations().empty(); ++at) {
    const auto& one = allocations_[at];
    if (one.client() == request->client() && one.line().provider() == request->provider()) {
      *response->add_allocations() = one;
    }
  }
  if (at < allocations_.size()) response->set_next_page_token(std::to_string(at));
  return grpc::Status::OK;
}

void AllocationPeer::Down(bool down) {
  const std::lock_guard lock(mutex_);
  down_ = down;
}

void AllocationPeer::FailWith(grpc::Status status) {
  const std::lock_guard lock(mutex_);
  failure_ = std::move(status);
}

void AllocationPeer::FailKind(const std::string& kind, grpc::Status status) {
  const std::lock_guard lock(mutex_);
  kind_failures_[kind] = std::move(status);
}

void AllocationPeer::Judge(const std::string& kind, std::vector<allocation::v1::ClassVerdict> verdicts) {
  const std::lock_guard lock(mutex_);
  verdicts_[kind] = std::move(verdicts);
}

void AllocationPeer::Add(const allocation::v1::CareAllocation& allocation) {
  const std::lock_guard lock(mutex_);
  allocations_.push_back(allocation);
}

void AllocationPeer::Replace(const allocation::v1::CareAllocation& allocation) {
  const std::lock_guard lock(mutex_);
  for (auto& one : allocations_) {
    if (one.name() == allocation.name()) one = allocation;
  }
}

std::vector<allocation::v1::SubmitMessageRequest> AllocationPeer::submissions() const {
  const std::lock_guard lock(mutex_);
  return submissions_;
}

std::vector<int> AllocationPeer::chunk_sizes() const {
  const std::lock_guard lock(mutex_);
  return chunk_sizes_;
}

}  // namespace clientroute::messaging::testing
