#include "services/allocation/allocation_service.h"

#include <string>
#include <utility>

#include "google/protobuf/empty.pb.h"
#include "google/protobuf/wrappers.pb.h"
#include "services/allocation/names.h"
#include "services/allocation/placement_codec.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::allocation {
namespace {

using clientroute::FromProto;

// DatumGebruik: nothing of the birth date is known.
constexpr int kBirthDateUnknown = 3;

std::string Method(std::string_view name) { return Cat("clientroute.allocation.v1.Allocation/", name); }

// Whether the timer that is due is still the one that is set.
absl::StatusOr<bool> IsSet(Connection& connection, const Timer& due) {
  CLIENTROUTE_ASSIGN(const auto timers, ListTimers(connection, due.owner));
  for (const Timer& timer : timers) {
    if (timer.name == due.name && timer.generation == due.generation) return true;
  }
  return false;
}

}  // namespace

AllocationService::AllocationService(CallStack stack, const AllocationDependencies& dependencies)
    : calls_(stack),
      intake_(intake::v1::Intake::NewStub(dependencies.intake)),
      contracting_(contracting::v1::Contracting::NewStub(dependencies.contracting)),
      queue_(stack.database),
      placements_(stack.database, &queue_),
      allocating_(stack.database, &queue_),
      changes_(stack.database, contracting_.get(), &queue_),
      messages_(contracting_.get(), &queue_, &changes_),
      locations_(stack.database, &queue_),
      listener_(&placements_),
      timers_(MakeTimerWork(
          "allocation.timers", stack.database, stack.clock, [this](const Timer& timer) { return Fire(timer); },
          stack.logger)) {}

std::vector<Work*> AllocationService::works() { return {timers_.get()}; }

// Only the birth date is looked at, and only the age on a day is kept.
absl::StatusOr<std::optional<Date>> AllocationService::BirthDateOf(const CallContext& call,
                                                                   const std::string& client) const {
  Caller caller = Onward("allocation", call);
  caller.purpose = kPurposeCareAllocation;
  intake::v1::GetClientRequest request;
  request.set_name(client);
  CLIENTROUTE_ASSIGN(const intake::v1::Client found,
                     Call(caller, intake_.get(), &intake::v1::Intake::Stub::GetClient, request));
  if (!found.has_person()) return std::optional<Date>();
  // A child that is not born yet is placed as what it will be (INT-3).
  if (found.person().has_expected_birth_date()) return FromProto(found.person().expected_birth_date());
  if (found.person().birth_date_use() >= kBirthDateUnknown) return std::optional<Date>();
  return FromProto(found.person().birth_date());
}

// Who is contracted for the lines that name no provider; contracting is asked for those alone.
absl::StatusOr<PlacementMethods::OffersByLine> AllocationService::OffersFor(
    const CallContext& call, const v1::ProposePlacementRequest& request) const {
  contracting::v1::CheckContractsRequest question;
  question.set_municipality(request.municipality());
  for (const type::v1::CareLine& line : request.lines()) {
    if (line.provider().empty()) *question.add_lines() = line;
  }
  PlacementMethods::OffersByLine offers;
  if (question.lines().empty()) return offers;
  Caller caller = Onward("allocation", call);
  caller.purpose = kPurposeCareAllocation;
  CLIENTROUTE_ASSIGN(const contracting::v1::CheckContractsResponse response,
                     Call(caller, contracting_.get(), &contracting::v1::Contracting::Stub::CheckContracts, question));
  for (const contracting::v1::ContractCheck& check : response.checks()) {
    for (const contracting::v1::ProviderOffer& offer : check.offers()) {
      const auto provider = ProviderCode::Parse(offer.provider());
      if (!provider) continue;
      offers[check.line()].push_back(
          {*provider, offer.contract(), offer.has_tariff() ? std::optional(FromProto(offer.tariff())) : std::nullopt});
    }
  }
  return offers;
}

grpc::Status AllocationService::ProposePlacement(grpc::ServerContext* context,
                                                 const v1::ProposePlacementRequest* request,
                                                 v1::PlacementProposal* answer) {
  std::optional<Date> birth_date;
  PlacementMethods::OffersByLine offers;
  return calls_.Write(
      context, Method("ProposePlacement"), *request, answer,
      [&](UnitOfWork& unit) { return placements_.Propose(unit, *request, birth_date, offers, answer); },
      [&](const CallContext& call) -> absl::Status {
        CLIENTROUTE_RETURN_IF_ERROR(ReadCommand(*request).status());
        CLIENTROUTE_ASSIGN(offers, OffersFor(call, *request));
        CLIENTROUTE_ASSIGN(birth_date, BirthDateOf(call, request->client()));
        return absl::OkStatus();
      });
}

grpc::Status AllocationService::ListPlacementProposals(grpc::ServerContext* context,
                                                       const v1::ListPlacementProposalsRequest* request,
                                                       v1::ListPlacementProposalsResponse* answer) {
  return calls_.Look(context, Method("ListPlacementProposals"), *request, [&](const CallContext& call, Look& look) {
    return placements_.List(call, *request, answer, &look);
  });
}

grpc::Status AllocationService::MakeAllocations(grpc::ServerContext* context, const v1::MakeAllocationsRequest* request,
                                                v1::MakeAllocationsResponse* answer) {
  return calls_.Write(context, Method("MakeAllocations"), *request, answer,
                      [&](UnitOfWork& unit) { return allocating_.Make(unit, *request, answer); });
}

grpc::Status AllocationService::ReleasePlaces(grpc::ServerContext* context, const v1::ReleasePlacesRequest* request,
                                              v1::ReleasePlacesResponse* answer) {
  return calls_.Write(context, Method("ReleasePlaces"), *request, answer, [&](UnitOfWork& unit) -> absl::Status {
    CLIENTROUTE_ASSIGN(const Uuid route, ReadRoute(request->route()));
    int released = 0;
    CLIENTROUTE_RETURN_IF_ERROR(placements_.Release(unit, route, &released));
    answer->set_released(released);
    return absl::OkStatus();
  });
}

grpc::Status AllocationService::ApplyChange(grpc::ServerContext* context, const v1::ApplyChangeRequest* request,
                                            v1::ApplyChangeResponse* answer) {
  std::optional<Date> birth_date;
  ChangeMethods::Checks checks;
  return calls_.Write(
      context, Method("ApplyChange"), *request, answer,
      [&](UnitOfWork& unit) { return changes_.Apply(unit, *request, checks, birth_date, answer); },
      [&](const CallContext& call) -> absl::Status {
        CLIENTROUTE_ASSIGN(checks, changes_.Check(call, *request));
        CLIENTROUTE_ASSIGN(birth_date, BirthDateOf(call, request->client()));
        return absl::OkStatus();
      });
}

grpc::Status AllocationService::GetChangeRequest(grpc::ServerContext* context,
                                                 const v1::GetChangeRequestRequest* request,
                                                 v1::ChangeRequest* answer) {
  return calls_.Look(context, Method("GetChangeRequest"), *request,
                     [&](const CallContext& call, Look& look) { return changes_.Get(call, *request, answer, &look); });
}

grpc::Status AllocationService::SubmitMessage(grpc::ServerContext* context,
                                              grpc::ServerReader<v1::SubmitMessageRequest>* reader,
                                              v1::SubmitMessageResponse* answer) {
  v1::SubmitMessageRequest message;
  absl::Status received;
  std::size_t bytes = 0;
  v1::SubmitMessageRequest chunk;
  for (bool first = true; received.ok() && reader->Read(&chunk); first = false) {
    bytes += chunk.ByteSizeLong();
    received = AddChunk(chunk, first, &message);
    if (received.ok() && bytes > kMessageBytesMax) {
      received =
          InvalidFields("REQUEST_INVALID", {{"lines", Cat("a message holds at most ", kMessageBytesMax, " bytes")}});
    }
  }
  MessageMethods::Misfits misfits;
  return calls_.Write(
      context, Method("SubmitMessage"), message, answer,
      [&](UnitOfWork& unit) { return messages_.Submit(unit, message, misfits, answer); },
      [&](const CallContext& call) -> absl::Status {
        CLIENTROUTE_RETURN_IF_ERROR(received);
        CLIENTROUTE_ASSIGN(misfits, messages_.FindMisfits(call, message));
        return absl::OkStatus();
      });
}

grpc::Status AllocationService::GetAllocation(grpc::ServerContext* context, const v1::GetAllocationRequest* request,
                                              v1::CareAllocation* answer) {
  return calls_.Look(context, Method("GetAllocation"), *request, [&](const CallContext& call, Look& look) {
    return allocating_.Get(call, *request, answer, &look);
  });
}

grpc::Status AllocationService::LookUpAllocations(grpc::ServerContext* context,
                                                  const v1::LookUpAllocationsRequest* request,
                                                  v1::LookUpAllocationsResponse* answer) {
  return calls_.Look(context, Method("LookUpAllocations"), *request,
                     [&](const CallContext&, Look& look) { return allocating_.LookUp(*request, answer, &look); });
}

grpc::Status AllocationService::ListAllocations(grpc::ServerContext* context, const v1::ListAllocationsRequest* request,
                                                v1::ListAllocationsResponse* answer) {
  return calls_.Look(context, Method("ListAllocations"), *request, [&](const CallContext& call, Look& look) {
    return allocating_.List(call, *request, answer, &look);
  });
}

grpc::Status AllocationService::ListCapacity(grpc::ServerContext* context, const v1::ListCapacityRequest* request,
                                             v1::ListCapacityResponse* answer) {
  return calls_.Read(context, Method("ListCapacity"), *request,
                     [&](const CallContext& call) { return locations_.ListCapacity(call, *request, answer); });
}

grpc::Status AllocationService::ListWaiting(grpc::ServerContext* context, const v1::ListWaitingRequest* request,
                                            v1::ListWaitingResponse* answer) {
  return calls_.Look(context, Method("ListWaiting"), *request,
                     [&](const CallContext& call, Look& look) { return queue_.List(call, *request, answer, &look); });
}

grpc::Status AllocationService::ImportLocations(grpc::ServerContext* context, const v1::ImportLocationsRequest* request,
                                                v1::ImportLocationsResponse* answer) {
  return calls_.Write(context, Method("ImportLocations"), *request, answer,
                      [&](UnitOfWork& unit) { return locations_.Import(unit, *request, answer); });
}

absl::Status AllocationService::Fire(const Timer& timer) const {
  const CallStack& stack = calls_.stack();
  CallContext call;
  call.method = "clientroute.allocation/timer";
  call.request_id = Cat("timer/", timer.owner, "/", timer.name, "/", timer.generation);
  call.identity = ServiceCaller("allocation", kPurposeCareAllocation).identity;
  call.purpose = kPurposeCareAllocation;
  call.cause = call.request_id;
  call.now = stack.clock->Now();
  google::protobuf::StringValue fired;
  fired.set_value(call.request_id);
  google::protobuf::Empty nothing;
  return WriteOnce(*stack.database, call, fired, &nothing, [&](UnitOfWork& unit) -> absl::Status {
    CLIENTROUTE_ASSIGN(const bool set, IsSet(unit.db(), timer));
    const auto route = IdIn(timer.owner, kRoutes);
    if (!set || !route) return absl::OkStatus();
    CLIENTROUTE_RETURN_IF_ERROR(CancelTimer(unit.db(), timer.owner, timer.name));
    if (timer.name == kReservationTimer) return placements_.Expire(unit, *route);
    return queue_.ExpireOffer(unit, *route);
  });
}

}  // namespace clientroute::allocation
