#include "services/messaging/allocation_sender.h"

#include <utility>

#include "clientroute/messaging/v1/events.pb.h"
#include "services/messaging/exchange_name.h"
#include "services/messaging/identification_store.h"
#include "services/messaging/message_kinds.h"
#include "services/messaging/message_store.h"
#include "services/messaging/own_message.h"
#include "services/messaging/request_store.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

using allocation::v1::CareAllocation;

absl::Status Unfit(std::string_view reason, std::string_view message) {
  return Error(absl::StatusCode::kFailedPrecondition, reason, message);
}

/// Allocations by number, of the client at one provider, that belong in the message.
absl::StatusOr<std::vector<CareAllocation>> ListForMessage(const PeerCalls& peers, const CallContext& call,
                                                           const v1::SendAllocationMessageRequest& request,
                                                           const Recipient& recipient,
                                                           const std::set<std::int64_t>& of_route) {
  allocation::v1::ListAllocationsRequest list;
  list.set_client(request.client());
  list.set_provider(recipient.provider);
  list.set_municipality(request.municipality());
  // All of the client and provider; narrowed here, because what the route asks for may have ended before today.
  CLIENTROUTE_ASSIGN(const auto all, peers.ListAllocations(PeerCalls::ForCall(call), list));
  const Date today = LocalDate(call.now);
  std::map<std::int64_t, CareAllocation> chosen;
  for (const CareAllocation& one : all) {
    const bool asked = of_route.contains(one.number());
    const auto period = FromProto(one.line().period());
    const bool valid = period && (!period->end() || *period->end() >= today);
    const bool sent_by_us = one.municipality() == request.municipality() && one.line().law() == ToProto(recipient.law);
    const bool stands = valid && one.state() != CareAllocation::WITHDRAWN;
    // What the provider knows otherwise than it is now, such as an end that was brought forward into the past.
    const bool changed_since = one.has_message_time() && !one.told();
    if (sent_by_us && (asked || stands || changed_since)) chosen.emplace(one.number(), one);
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
  CLIENTROUTE_ASSIGN(const auto numbers, AllocationsByRecipient(request));
  if (numbers.empty()) return Unfit("NOTHING_TO_SEND", "no line is allocated under a law that has messages");
  CLIENTROUTE_ASSIGN(const intake::v1::Client client,
                     parts_->peers->GetClient(PeerCalls::ForCall(call), request.client()));
  Gathered gathered;
  if (client.person().citizen_number().empty()) {
    gathered.withheld = true;
    return gathered;
  }
  CLIENTROUTE_ASSIGN(gathered.client, AddressOf(client, request.municipality()));
  const absl::StatusOr<SecretKey> key = SecretKey::FromBytes(client.message_key());
  if (!key.ok()) return Error(absl::StatusCode::kInternal, "CLIENT_KEY_INVALID", "intake gave no key with a client");
  gathered.key = ClientKey{request.client(), *key};
  for (const auto& [recipient, of_route] : numbers) {
    CLIENTROUTE_ASSIGN(gathered.by_recipient[recipient],
                       ListForMessage(*parts_->peers, call, request, recipient, of_route));
  }
  return gathered;
}

absl::Status AllocationSender::Send(UnitOfWork& unit, const v1::SendAllocationMessageRequest& request,
                                    const Gathered& gathered, v1::SendAllocationMessageResponse* response) const {
  if (gathered.withheld) {
    v1::AllocationMessageWithheld event;
    event.set_route(request.route());
    event.set_client(request.client());
    *event.mutable_lines() = request.lines();
    return unit.Announce(request.route(), event);
  }
  std::vector<Sent> messages;
  for (const auto& [recipient, allocations] : gathered.by_recipient) {
    CLIENTROUTE_ASSIGN(std::optional<Sent> sent, SendOne(unit, request, gathered, recipient));
    if (sent) messages.push_back(*std::move(sent));
  }
  if (messages.empty()) return Unfit("NOTHING_TO_SEND", "what was withdrawn was never told to a provider");
  CLIENTROUTE_ASSIGN(const std::int64_t unanswered, CountUnanswered(unit.db(), request.route()));
  for (const Sent& sent : messages) {
    v1::AllocationMessageSent event;
    event.set_route(request.route());
    event.set_message(NameOfMessage(sent.record.id));
    event.set_provider(sent.record.provider);
    *event.mutable_send_date() = ToProto(*sent.record.signed_on);
    event.set_unanswered(static_cast<std::int32_t>(unanswered));
    event.set_municipality(request.municipality());
    event.set_law(ToProto(sent.recipient.law));
    for (const std::string& reference : sent.references) event.add_provider_references(reference);
    for (const std::int64_t number : sent.allocations) event.add_allocation_numbers(number);
    CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(request.route(), event));
    response->add_messages(event.message());
  }
  return absl::OkStatus();
}

absl::StatusOr<AllocationMessage> AllocationSender::ContentFor(UnitOfWork& unit,
                                                               const v1::SendAllocationMessageRequest& request,
                                                               const Gathered& gathered, const Recipient& recipient,
                                                               Sent* sent) const {
  AllocationMessage content;
  content.law = recipient.law;
  content.municipality = request.municipality();
  content.provider = recipient.provider;
  content.signed_on = LocalDate(unit.now());
  content.client = gathered.client;
  if (const auto contact = contacts_->find(request.municipality()); contact != contacts_->end()) {
    content.contact = contact->second;
  }
  for (const CareAllocation& one : gathered.by_recipient.at(recipient)) {
    const AllocationKey key{request.municipality(), CodeOf(recipient.law), one.number()};
    CLIENTROUTE_ASSIGN(const bool known, WasAllocationSent(unit.db(), key));
    // What is withdrawn before the provider knew of it is nothing to him.
    if (one.state() == CareAllocation::WITHDRAWN && !known) continue;
    CLIENTROUTE_ASSIGN(AllocatedProduct product, ToAllocatedProduct(one));
    CLIENTROUTE_ASSIGN(const bool told, WasReferenceSent(unit.db(), key, product.provider_reference));
    if (told) product.provider_reference.clear();  // TR379
    if (!product.provider_reference.empty()) sent->references.insert(product.provider_reference);
    sent->allocations.insert(one.number());
    if (!one.route().empty()) sent->record.routes.push_back(one.route());
    content.products.push_back(std::move(product));
  }
  return content;
}

absl::StatusOr<std::optional<AllocationSender::Sent>> AllocationSender::SendOne(
    UnitOfWork& unit, const v1::SendAllocationMessageRequest& request, const Gathered& gathered,
    const Recipient& recipient) const {
  Sent sent;
  sent.recipient = recipient;
  CLIENTROUTE_ASSIGN(AllocationMessage content, ContentFor(unit, request, gathered, recipient, &sent));
  if (content.products.empty()) return std::optional<Sent>();
  CLIENTROUTE_ASSIGN(const std::int64_t number, NextIdentification(unit.db(), request.municipality()));
  content.identification = IdentificationOf(number);
  CLIENTROUTE_ASSIGN(const std::string bytes, WriteOwnMessage(BuildAllocationMessage(content)));
  MessageRecord& record = sent.record;
  record.kind = FindKind(recipient.law, kAllocationMessage)->name();
  record.municipality = request.municipality();
  record.provider = recipient.provider;
  record.identification = content.identification;
  record.route = request.route();
  record.routes.push_back(request.route());
  record.clients = {request.client()};
  const std::string what = Cat("message-", CodeOf(recipient.law), "-", recipient.provider);
  CLIENTROUTE_RETURN_IF_ERROR(SendOwnMessage(*parts_, unit, what, bytes, gathered.key, &record));
  for (const CareAllocation& one : gathered.by_recipient.at(recipient)) {
    if (!sent.allocations.contains(one.number())) continue;
    CLIENTROUTE_RETURN_IF_ERROR(RecordSentAllocation(unit.db(),
                                                     {request.municipality(), CodeOf(recipient.law), one.number()},
                                                     one.line().provider_reference(), record.number));
  }
  for (const std::string& reference : sent.references) {
    const RequestKey key{request.municipality(), recipient.law, recipient.provider, reference};
    CLIENTROUTE_RETURN_IF_ERROR(SaveStanding(unit.db(), key, RequestStanding::kAllocated, request.route()));
  }
  return std::optional<Sent>(std::move(sent));
}

}  // namespace clientroute::messaging
