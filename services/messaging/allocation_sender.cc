#include "services/messaging/allocation_sender.h"

#include <set>
#include <utility>

#include "clientroute/messaging/v1/events.pb.h"
#include "services/messaging/allocation_codec.h"
#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
#include "services/messaging/control/level2.h"
#include "services/messaging/exchange_name.h"
#include "services/messaging/exchange_store.h"
#include "services/messaging/identification_store.h"
#include "services/messaging/inbound_outcome.h"
#include "services/messaging/message_store.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/timers/timers.h"

namespace clientroute::messaging {
namespace {

using allocation::v1::CareAllocation;

absl::Status Unfit(std::string_view reason, std::string_view message) {
  return Error(absl::StatusCode::kFailedPrecondition, reason, message);
}

/// Allocations by number, of the client at one provider, that belong in the message.
absl::StatusOr<std::vector<CareAllocation>> ListForMessage(const PeerCalls& peers, const CallContext& call,
                                                           const v1::SendAllocationMessageRequest& request,
                                                           const std::string& provider,
                                                           const std::set<std::int64_t>& of_route) {
  allocation::v1::ListAllocationsRequest list;
  list.set_client(request.client());
  list.set_provider(provider);
  list.set_municipality(request.municipality());
  // All of the client and provider; narrowed here, because what the route asks for may have ended before today.
  CLIENTROUTE_ASSIGN(const auto all, peers.ListAllocations(PeerCalls::ForCall(call), list));
  const Date today = LocalDate(call.now);
  std::map<std::int64_t, CareAllocation> chosen;
  for (const CareAllocation& one : all) {
    const bool asked = of_route.contains(one.number());
    const auto period = FromProto(one.line().period());
    const bool valid = period && (!period->end() || *period->end() >= today);
    const bool sent_by_us = one.municipality() == request.municipality() && one.line().law() == type::v1::JEUGDWET;
    if (sent_by_us && one.state() != CareAllocation::WITHDRAWN && (asked || valid)) chosen.emplace(one.number(), one);
  }
  for (const std::int64_t number : of_route) {
    if (!chosen.contains(number)) {
      return Unfit("ALLOCATION_UNKNOWN", Cat("allocation ", number, " is not one of the client at this provider"));
    }
  }
  std::vector<CareAllocation> ordered;
  for (auto& [number, one] : chosen) ordered.push_back(std::move(one));
  return ordered;
}

/// What a message of ours breaks, in one line; empty when it is right.
std::string FaultIn(const WriteOutcome& written) {
  if (!written.ok()) return Cat(NameOf(written.errors.front().code), " at ", written.errors.front().path);
  const ParseOutcome read = ParseMessage(written.bytes);
  if (!read.ok()) return Cat(NameOf(read.errors.front().code), " at ", read.errors.front().path);
  const std::vector<Finding> findings = CheckContent(*read.message);
  if (findings.empty()) return "";
  return Cat(findings.front().rule, " at ", findings.front().class_path, "/", findings.front().element);
}

}  // namespace

absl::StatusOr<AddressedClient> AllocationSender::AddressOf(const intake::v1::Client& client,
                                                            const std::string& municipality) const {
  absl::StatusOr<AddressedClient> addressed = ToAddressedClient(client);
  if (addressed.ok() && !addressed->address && !contacts_->contains(municipality)) {
    return Unfit("CLIENT_ADDRESS_UNKNOWN",
                 Cat("no address of the client is known, and none of municipality ", municipality, " is configured"));
  }
  return addressed;
}

absl::StatusOr<AllocationSender::Gathered> AllocationSender::Gather(
    const CallContext& call, const v1::SendAllocationMessageRequest& request) const {
  CLIENTROUTE_ASSIGN(const auto numbers, AllocationsByProvider(request));
  if (numbers.empty()) return Unfit("NOTHING_TO_SEND", "no line is allocated under a law that has messages");
  CLIENTROUTE_ASSIGN(const intake::v1::Client client,
                     parts_->peers->GetClient(PeerCalls::ForCall(call), request.client()));
  Gathered gathered;
  CLIENTROUTE_ASSIGN(gathered.client, AddressOf(client, request.municipality()));
  const absl::StatusOr<SecretKey> key = SecretKey::FromBytes(client.message_key());
  if (!key.ok()) return Error(absl::StatusCode::kInternal, "CLIENT_KEY_INVALID", "intake gave no key with a client");
  gathered.key = {request.client(), *key};
  for (const auto& [provider, of_route] : numbers) {
    CLIENTROUTE_ASSIGN(gathered.by_provider[provider],
                       ListForMessage(*parts_->peers, call, request, provider, of_route));
  }
  return gathered;
}

absl::Status AllocationSender::Send(UnitOfWork& unit, const v1::SendAllocationMessageRequest& request,
                                    const Gathered& gathered, v1::SendAllocationMessageResponse* response) const {
  std::vector<MessageRecord> sent;
  for (const auto& [provider, allocations] : gathered.by_provider) {
    CLIENTROUTE_ASSIGN(MessageRecord record, SendOne(unit, request, gathered, provider));
    sent.push_back(std::move(record));
  }
  CLIENTROUTE_ASSIGN(const std::int64_t unanswered, CountUnanswered(unit.db(), request.route()));
  for (const MessageRecord& record : sent) {
    v1::AllocationMessageSent event;
    event.set_route(request.route());
    event.set_message(NameOfMessage(record.id));
    event.set_provider(record.provider);
    *event.mutable_send_date() = ToProto(*record.signed_on);
    event.set_unanswered(static_cast<std::int32_t>(unanswered));
    CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(request.route(), event));
    response->add_messages(event.message());
  }
  return absl::OkStatus();
}

absl::StatusOr<MessageRecord> AllocationSender::SendOne(UnitOfWork& unit,
                                                        const v1::SendAllocationMessageRequest& request,
                                                        const Gathered& gathered, const std::string& provider) const {
  Connection& connection = unit.db();
  const std::vector<CareAllocation>& allocations = gathered.by_provider.at(provider);
  constexpr int kLaw = type::v1::JEUGDWET;
  CLIENTROUTE_ASSIGN(const std::int64_t number, NextIdentification(connection, request.municipality()));
  AllocationMessage content{
      request.municipality(), provider, IdentificationOf(number), LocalDate(unit.now()), gathered.client,
      std::nullopt,           {}};
  if (const auto contact = contacts_->find(request.municipality()); contact != contacts_->end()) {
    content.contact = contact->second;
  }
  std::set<std::string> routes = {request.route()};
  for (const CareAllocation& one : allocations) {
    CLIENTROUTE_ASSIGN(AllocatedProduct product, ToAllocatedProduct(one));
    CLIENTROUTE_ASSIGN(const bool was_sent, WasReferenceSent(connection, {request.municipality(), kLaw, one.number()},
                                                             product.provider_reference));
    if (was_sent) product.provider_reference.clear();  // TR379
    content.products.push_back(std::move(product));
    if (!one.route().empty()) routes.insert(one.route());
  }
  const WriteOutcome written = WriteMessage(BuildAllocationMessage(content));
  if (const std::string fault = FaultIn(written); !fault.empty()) {
    return Error(absl::StatusCode::kInternal, "OWN_MESSAGE_INVALID", Cat("the allocation message breaks ", fault));
  }
  MessageRecord record;
  record.id = unit.NewId(Cat("message-", provider));
  record.way = MessageWay::kOut;
  record.state = MessageState::kSent;
  record.stage = MessageStage::kFinished;
  record.kind = "JW301";
  record.municipality = request.municipality();
  record.provider = provider;
  record.identification = content.identification;
  record.signed_on = content.signed_on;
  record.file_name = OutgoingName(record.kind, provider, record.identification);
  record.digest = Digest(written.bytes);
  record.created_at = unit.now();
  record.answer_due = AddWorkingDays(content.signed_on, kReturnTermWorkingDays);
  record.route = request.route();
  record.routes.assign(routes.begin(), routes.end());
  record.clients = {request.client()};
  CLIENTROUTE_RETURN_IF_ERROR(InsertMessage(connection, &record));
  for (const CareAllocation& one : allocations) {
    CLIENTROUTE_RETURN_IF_ERROR(RecordSentAllocation(connection, {request.municipality(), kLaw, one.number()},
                                                     one.line().provider_reference(), record.number));
  }
  CLIENTROUTE_RETURN_IF_ERROR(
      SaveContent(connection, record.number, parts_->vault->SealMessage(written.bytes, gathered.key)));
  CLIENTROUTE_RETURN_IF_ERROR(AddFile(connection, {0, record.number, Box::kOut, record.municipality, record.file_name,
                                                   parts_->vault->SealFile(written.bytes, record.file_name)}));
  CLIENTROUTE_RETURN_IF_ERROR(
      SetTimer(connection, NameOfMessage(record.id), kAnswerTimer, EndOfTerm(*record.answer_due)).status());
  return record;
}

}  // namespace clientroute::messaging
