#include "services/allocation/message_service.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "clientroute/allocation/v1/events.pb.h"
#include "services/allocation/allocating_service.h"
#include "services/allocation/allocation_store.h"
#include "services/allocation/message_codec.h"
#include "services/allocation/message_judgement.h"
#include "services/allocation/names.h"
#include "services/allocation/request_store.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::allocation {
namespace {

using clientroute::ToProto;
using contracting::v1::CheckContractsRequest;
using contracting::v1::CheckContractsResponse;
using contracting::v1::ContractCheck;
using Allocations = std::map<std::int64_t, AllocationRecord>;
using Freed = std::set<std::int64_t>;

// What contracting takes in one call.
constexpr std::size_t kCheckedAtATime = 10'000;

absl::Status Violated(std::string field, std::string what) {
  return InvalidFields("REQUEST_INVALID", {{std::move(field), std::move(what)}});
}

// The allocations that the message speaks of, and of a request for change all those of its client at the provider.
absl::StatusOr<std::vector<AllocationRecord>> FindAllocations(UnitOfWork& unit, const Message& message) {
  AllocationStore store(&unit.db());
  std::set<std::int64_t> numbers;
  for (const MessageLine& line : message.lines) {
    if (const auto number = line.number()) numbers.insert(*number);
  }
  const std::string municipality = message.municipality.ToString();
  CLIENTROUTE_ASSIGN(auto found, store.ByNumber(municipality, message.law, numbers));
  if (message.kind != MessageKind::kChange || message.lines.empty() || !message.lines.front().client) return found;
  CLIENTROUTE_ASSIGN(auto others,
                     store.AtProvider(*message.lines.front().client, municipality, message.law, message.provider));
  for (AllocationRecord& other : others) {
    if (!numbers.contains(other.number)) found.push_back(std::move(other));
  }
  return found;
}

// What the rules must know, and the allocations themselves.
absl::StatusOr<Knowledge> LoadKnowledge(UnitOfWork& unit, const Message& message, Allocations* allocations) {
  Knowledge known;
  known.today = LocalDate(unit.now());
  CLIENTROUTE_ASSIGN(auto found, FindAllocations(unit, message));
  for (AllocationRecord& allocation : found) {
    if (!allocation.line.provider) continue;
    known.allocations.emplace(allocation.number,
                              KnownAllocation{.client = allocation.client,
                                              .provider = *allocation.line.provider,
                                              .line = allocation.line,
                                              .withdrawn = allocation.state == AllocationState::kWithdrawn,
                                              .deliveries = allocation.deliveries});
    allocations->emplace(allocation.number, std::move(allocation));
  }
  if (message.kind == MessageKind::kRequest || message.kind == MessageKind::kChange) {
    CLIENTROUTE_RETURN_IF_ERROR(RequestStore(&unit.db()).Load(message, &known));
  }
  return known;
}

template <typename Event>
Event About(const AllocationRecord& allocation, const Message& message, const Delivery& delivery) {
  Event event;
  event.set_route(NameOf(kRoutes, allocation.route));
  event.set_part(allocation.line.line);
  event.set_allocation(NameOf(kAllocations, allocation.id));
  event.set_message(NameOf(kMessages, message.id));
  *event.mutable_start_date() = ToProto(delivery.start);
  *event.mutable_product() = ToProto(delivery.product);
  return event;
}

// State and place of an allocation after a report. True when it takes days again of which the place was given away
// since, so that there are more clients than places.
absl::StatusOr<bool> Keep(UnitOfWork& unit, AllocationRecord& allocation, Freed* freed) {
  const std::optional<DayRange> before = allocation.held;
  allocation.state = StateAfter(allocation.deliveries);
  const auto held = HeldDays(allocation.line.period, allocation.deliveries);
  const std::optional<DayRange> days = held ? std::optional(ToDayRange(*held)) : std::nullopt;
  CLIENTROUTE_RETURN_IF_ERROR(KeepHeld(unit.db(), &allocation, days, freed));
  const std::optional<DayRange> added = AddedDays(before, days);
  if (!added) return false;
  return CapacityStore(&unit.db()).IsOverbooked(allocation.capacity, *added);
}

absl::Status AddReport(UnitOfWork& unit, const Message& message, const Delivery& delivery, AllocationRecord& allocation,
                       Freed* freed) {
  CLIENTROUTE_RETURN_IF_ERROR(AllocationStore(&unit.db()).AddDelivery(allocation.row, delivery, unit.now()));
  allocation.deliveries.push_back(delivery);
  CLIENTROUTE_ASSIGN(const bool overbooked, Keep(unit, allocation, freed));
  if (!delivery.IsStop()) {
    auto event = About<v1::CareStarted>(allocation, message, delivery);
    event.set_overbooked(overbooked);
    return unit.Announce(event.route(), event);
  }
  auto event = About<v1::CareStopped>(allocation, message, delivery);
  *event.mutable_end_date() = ToProto(*delivery.end);
  event.set_stop_reason(delivery.stop_reason);
  event.set_definitive(delivery.kind == DeliveryKind::kStop);
  return unit.Announce(event.route(), event);
}

absl::Status RemoveReport(UnitOfWork& unit, const Message& message, const Delivery& delivery,
                          AllocationRecord& allocation, Freed* freed) {
  CLIENTROUTE_RETURN_IF_ERROR(AllocationStore(&unit.db()).RemoveDelivery(delivery.id, message.id));
  for (Delivery& stored : allocation.deliveries) stored.removed = stored.removed || stored.id == delivery.id;
  CLIENTROUTE_RETURN_IF_ERROR(Keep(unit, allocation, freed).status());
  if (!delivery.IsStop()) {
    const auto event = About<v1::CareStartRemoved>(allocation, message, delivery);
    return unit.Announce(event.route(), event);
  }
  auto event = About<v1::CareStopRemoved>(allocation, message, delivery);
  event.set_state(static_cast<v1::CareAllocation::State>(StateAfter(allocation.deliveries)));
  event.set_definitive(delivery.kind == DeliveryKind::kStop);
  return unit.Announce(event.route(), event);
}

}  // namespace

absl::Status MessageMethods::Take(UnitOfWork& unit, const Message& message, const Effect& effect,
                                  Allocations& allocations, Freed* freed) const {
  switch (effect.kind) {
    case Effect::Kind::kRegisterRequest:
      return RequestStore(&unit.db()).Register(message, message.lines[effect.line], unit.now());
    case Effect::Kind::kAddDelivery:
      return AddReport(unit, message, effect.delivery, allocations.at(effect.number), freed);
    case Effect::Kind::kRemoveDelivery:
      return RemoveReport(unit, message, effect.delivery, allocations.at(effect.number), freed);
    case Effect::Kind::kRequestChange:
      return changes_.Register(unit, message, allocations);
  }
  return absl::OkStatus();
}

namespace {

CheckContractsRequest CheckOf(const Message& message, std::span<const std::pair<Product, Date>> products) {
  CheckContractsRequest request;
  request.set_municipality(message.municipality.ToString());
  for (std::size_t i = 0; i < products.size(); ++i) {
    type::v1::CareLine* line = request.add_lines();
    line->set_line(Cat("product-", i));
    line->set_law(ToProto(message.law));
    *line->mutable_product() = ToProto(products[i].first);
    *line->mutable_period() = ToProto(Period::From(products[i].second));
    line->set_provider(message.provider.ToString());
  }
  return request;
}

}  // namespace

absl::Status AddChunk(const v1::SubmitMessageRequest& chunk, bool first, v1::SubmitMessageRequest* message) {
  if (first && (chunk.request_id().empty() || !chunk.has_header())) {
    return Violated("header", "the first chunk must carry request id and header");
  }
  if (!first && ((!chunk.request_id().empty() && chunk.request_id() != message->request_id()) || chunk.has_header())) {
    return Violated("header", "only the first chunk may carry request id and header");
  }
  if (chunk.lines_size() > kChunkLinesMax) return Violated("lines", Cat("a chunk holds at most ", kChunkLinesMax));
  if (message->lines_size() + chunk.lines_size() > kMessageLinesMax) {
    return Violated("lines", Cat("a message holds at most ", kMessageLinesMax));
  }
  message->MergeFrom(chunk);
  return absl::OkStatus();
}

absl::StatusOr<MessageMethods::Misfits> MessageMethods::FindMisfits(const CallContext& call,
                                                                    const v1::SubmitMessageRequest& request) const {
  CLIENTROUTE_ASSIGN(const Message message, ReadMessage(request));
  Misfits misfits;
  std::set<std::pair<Product, Date>> asked;
  for (const MessageLine& line : message.lines) {
    const Product product = line.product();
    if (line.Removes() || product.code.empty()) continue;
    // A code that no catalogue can hold needs no question.
    (product.IsWellFormed() ? asked : misfits).emplace(product, line.SourceDay(message.date));
  }
  const std::vector<std::pair<Product, Date>> products(asked.begin(), asked.end());
  for (std::size_t from = 0; from < products.size(); from += kCheckedAtATime) {
    const std::size_t count = std::min(kCheckedAtATime, products.size() - from);
    const auto part = std::span(products).subspan(from, count);
    CLIENTROUTE_ASSIGN(
        const CheckContractsResponse response,
        (Call<contracting::v1::Contracting::StubInterface, CheckContractsRequest, CheckContractsResponse>(
            Onward("allocation", call), &contracting_, &contracting::v1::Contracting::StubInterface::CheckContracts,
            CheckOf(message, part))));
    if (static_cast<std::size_t>(response.checks_size()) != count) {
      return Error(absl::StatusCode::kInternal, "CHECKS_INCOMPLETE", "contracting did not answer every line");
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (response.checks(static_cast<int>(i)).reason() == ContractCheck::UNKNOWN_PRODUCT) misfits.insert(part[i]);
    }
  }
  return misfits;
}

absl::Status MessageMethods::Submit(UnitOfWork& unit, const v1::SubmitMessageRequest& request, const Misfits& misfits,
                                    v1::SubmitMessageResponse* answer) const {
  CLIENTROUTE_ASSIGN(const Message message, ReadMessage(request));
  Allocations allocations;
  CLIENTROUTE_ASSIGN(Knowledge known, LoadKnowledge(unit, message, &allocations));
  known.misfits = misfits;
  const Judgement judgement = JudgeMessage(message, std::move(known));
  for (const Verdict& verdict : judgement.verdicts) *answer->add_verdicts() = ToProto(verdict);
  Freed freed;
  for (const Effect& effect : judgement.effects) {
    CLIENTROUTE_RETURN_IF_ERROR(Take(unit, message, effect, allocations, &freed));
  }
  return queue_.OfferFreed(unit, freed, 0);
}

}  // namespace clientroute::allocation
