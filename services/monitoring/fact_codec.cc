#include "services/monitoring/fact_codec.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/allocation/v1/events.pb.h"
#include "clientroute/claims/v1/events.pb.h"
#include "clientroute/contracting/v1/events.pb.h"
#include "clientroute/intake/v1/events.pb.h"
#include "clientroute/messaging/v1/events.pb.h"
#include "clientroute/orchestrator/v1/events.pb.h"
#include "services/monitoring/allocated_amount.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/events/outbox.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::monitoring {
namespace {

using clientroute::FromProto;

// What an event must say; nullopt from a reader means that it does not.
using Maybe = std::optional<Fact>;

std::optional<Uuid> RouteIn(const std::string& name) { return IdIn(name, "routes"); }
std::optional<Uuid> AllocationIn(const std::string& name) { return IdIn(name, "allocations"); }

std::string NameOf(const type::v1::Product& product) {
  return product.code().empty() ? product.category() : product.code();
}

Maybe Read(const intake::v1::ReferralAccepted& event, Date) {
  const auto route = RouteIn(event.route());
  const auto received = FromProto(event.receive_date());
  if (!route || !received || event.municipality().empty()) return std::nullopt;
  ReferralTaken fact{*route, event.municipality(), static_cast<int>(event.referrer_type()), *received, {}, {}, 0};
  fact.client = IdIn(event.client(), "clients").value_or(Uuid());
  fact.law = static_cast<int>(event.law());
  fact.household = IdIn(event.household(), "households").value_or(Uuid());
  for (const type::v1::CareLine& line : event.lines()) {
    const std::string& provider = line.provider().empty() ? event.provider() : line.provider();
    fact.lines.push_back({line.line(), provider, NameOf(line.product())});
  }
  if (fact.lines.empty()) fact.lines.push_back({"", event.provider(), ""});
  return fact;
}

Maybe Read(const intake::v1::ReferralWithdrawn& event, Date happened) {
  const auto route = RouteIn(event.route());
  if (!route) return std::nullopt;
  return ReferralLost{*route, happened};
}

Maybe Read(const orchestrator::v1::RouteClosed& event, Date happened) {
  const auto route = RouteIn(event.route());
  if (!route) return std::nullopt;
  return RouteEnded{*route, happened};
}

Maybe Read(const allocation::v1::PlacesReserved& event, Date) {
  const auto route = RouteIn(event.route());
  if (!route) return std::nullopt;
  PlacesHeld fact{*route, event.second_best()};
  if (event.has_urgency()) fact.urgency = event.urgency();
  return fact;
}

Maybe Read(const allocation::v1::NoPlaceFound& event, Date) {
  const auto route = RouteIn(event.route());
  if (!route) return std::nullopt;
  PlaceLacking fact{*route};
  if (event.has_urgency()) fact.urgency = event.urgency();
  return fact;
}

AllocatedWorth WorthOf(const type::v1::CareLine& line) {
  AllocatedWorth worth;
  if (line.has_budget()) worth.budget_cents = line.budget().cents();
  worth.amount = line.volume().amount();
  worth.in_euros = line.volume().unit() == type::v1::EURO;
  worth.frequency = static_cast<VolumeFrequency>(line.volume().frequency());
  if (line.has_tariff()) worth.tariff_cents = line.tariff().cents();
  worth.first = FromProto(line.period().start_date());
  worth.last = FromProto(line.period().end_date());
  return worth;
}

std::set<std::string> NamesIn(const google::protobuf::RepeatedPtrField<std::string>& names) {
  return {names.begin(), names.end()};
}

template <typename Lines>
bool AddLines(const Lines& lines, const std::set<std::string>& at_school, LinesAllocated* fact) {
  for (const type::v1::CareLine& line : lines) {
    const auto allocation = AllocationIn(line.allocation());
    if (!allocation) return false;
    const AllocatedWorth worth = WorthOf(line);
    fact->lines.push_back({*allocation, line.provider(), NameOf(line.product()), line.contract(), AllocatedCents(worth),
                           worth.first, worth.last, at_school.contains(line.line())});
  }
  return true;
}

template <typename Event>
bool AddEnded(const Event& event, LinesAllocated* fact) {
  for (const allocation::v1::EndedWithCare& ended : event.ended_with_care()) {
    const auto allocation = AllocationIn(ended.allocation());
    const auto last = FromProto(ended.last_date());
    if (!allocation || !last) return false;
    fact->ended.push_back({*allocation, *last});
  }
  return true;
}

Maybe Read(const allocation::v1::AllocationsMade& event, Date happened) {
  const auto route = RouteIn(event.route());
  if (!route) return std::nullopt;
  LinesAllocated fact{*route, happened, {}};
  if (!AddLines(event.lines(), NamesIn(event.school_lines()), &fact) || !AddEnded(event, &fact)) return std::nullopt;
  return fact;
}

Maybe Read(const allocation::v1::AllocationsWithdrawn& event, Date) {
  LinesWithdrawn fact;
  const std::set<std::string> ended = NamesIn(event.ended_lines());
  for (const type::v1::CareLine& line : event.lines()) {
    const auto allocation = AllocationIn(line.allocation());
    if (!allocation) return std::nullopt;
    if (!ended.contains(line.line())) {
      fact.allocations.push_back(*allocation);
    } else if (const auto last = FromProto(line.period().end_date())) {
      // It was allocated all the same.
      fact.ended.push_back({*allocation, *last});
    }
  }
  return fact;
}

Maybe Read(const allocation::v1::ChangeRequested& event, Date happened) {
  const auto route = RouteIn(event.route());
  const auto change = IdIn(event.change_request(), "change_requests");
  if (!route || !change) return std::nullopt;
  return ChangeAsked{*change, *route, event.provider(), static_cast<ChangeDirection>(event.direction()), happened};
}

Maybe Read(const allocation::v1::AllocationsChanged& event, Date happened) {
  const auto route = RouteIn(event.route());
  const auto change = IdIn(event.change_request(), "change_requests");
  if (!route || !change) return std::nullopt;
  ChangeApplied fact{*change, {*route, happened, {}}, event.second_best()};
  const std::set<std::string> at_school = NamesIn(event.school_lines());
  for (const auto* lines : {&event.lines(), &event.changed()}) {
    if (!AddLines(*lines, at_school, &fact.allocated)) return std::nullopt;
  }
  if (!AddEnded(event, &fact.allocated)) return std::nullopt;
  return fact;
}

template <typename Event>
std::optional<StartKey> StartOf(const Event& event) {
  const auto allocation = AllocationIn(event.allocation());
  const auto start = FromProto(event.start_date());
  if (!allocation || !start) return std::nullopt;
  return StartKey{*allocation, NameOf(event.product()), *start};
}

Maybe Read(const allocation::v1::CareStarted& event, Date) {
  auto start = StartOf(event);
  if (!start) return std::nullopt;
  return StartReported{*std::move(start)};
}

Maybe Read(const allocation::v1::CareStartRemoved& event, Date) {
  auto start = StartOf(event);
  if (!start) return std::nullopt;
  return StartTakenBack{*std::move(start)};
}

Maybe Read(const allocation::v1::CareStopped& event, Date) {
  auto start = StartOf(event);
  const auto stop = FromProto(event.end_date());
  if (!start || !stop) return std::nullopt;
  return StopReported{*std::move(start), *stop, event.definitive(), event.stop_reason()};
}

Maybe Read(const allocation::v1::CareStopRemoved& event, Date) {
  auto start = StartOf(event);
  if (!start) return std::nullopt;
  return StopTakenBack{*std::move(start), event.definitive()};
}

Maybe Read(const access::v1::DecisionTaken& event, Date happened) {
  const auto route = RouteIn(event.route());
  const auto decision = IdIn(event.decision(), "decisions");
  if (!route || !decision) return std::nullopt;
  return DecisionMade{*route, *decision, event.crisis(), happened};
}

Maybe Read(const access::v1::TriageDecided& event, Date happened) {
  const auto route = RouteIn(event.route());
  if (!route) return std::nullopt;
  return TriageMade{*route, access::v1::Complexity_Name(event.complexity()), event.overridden(), happened};
}

Maybe Read(const access::v1::OutflowRecorded& event, Date) {
  const auto route = RouteIn(event.route());
  const auto last_day = FromProto(event.end_date());
  if (!route || !last_day) return std::nullopt;
  return LeftCare{*route, access::v1::Outflow::Destination_Name(event.destination()),
                  access::v1::Outflow::Obstacle_Name(event.obstacle()), *last_day};
}

Maybe Read(const access::v1::OutflowUndone& event, Date) {
  const auto route = RouteIn(event.route());
  if (!route) return std::nullopt;
  return LeavingUndone{*route};
}

Maybe Read(const access::v1::ReturnedToCare& event, Date happened) {
  const auto earlier = RouteIn(event.route());
  const auto again = RouteIn(event.new_route());
  if (!earlier || !again) return std::nullopt;
  return CameBack{*again, *earlier, happened};
}

template <typename Event>
Maybe ReadInvolvement(const Event& event, bool ended, Date happened) {
  const auto client = IdIn(event.client(), "clients");
  if (!client || event.person().empty()) return std::nullopt;
  return InvolvementKnown{*client, Uuid::Derive(kClientrouteSpace, event.person()), ended, happened};
}
Maybe Read(const access::v1::PersonInvolved& event, Date happened) { return ReadInvolvement(event, false, happened); }
Maybe Read(const access::v1::InvolvementEnded& event, Date happened) { return ReadInvolvement(event, true, happened); }

Maybe Read(const claims::v1::ClaimJudged& event, Date) {
  const auto claim = IdIn(event.claim(), "claims");
  if (!claim || event.municipality().empty() || event.provider().empty()) return std::nullopt;
  ClaimCounted fact{*claim, event.municipality(), event.provider(), static_cast<int>(event.law()), {}};
  for (const claims::v1::ClaimedRow& row : event.rows()) {
    const auto month = FromProto(row.month());
    if (!month) return std::nullopt;
    ClaimedAmount amount{.contract = row.contract(),
                         .product = NameOf(row.product()),
                         .month = *month,
                         .accepted_cents = row.accepted_cents(),
                         .refused_cents = row.refused_cents(),
                         .lines_accepted = row.lines_accepted(),
                         .lines_refused = row.lines_refused(),
                         .refused_by_code = {},
                         .refused_cents_by_code = {},
                         .accepted_by_client = {}};
    for (const auto& [code, lines] : row.refused_by_code()) amount.refused_by_code.emplace(code, lines);
    for (const auto& [code, cents] : row.refused_cents_by_code()) amount.refused_cents_by_code.emplace(code, cents);
    for (const auto& [name, cents] : row.accepted_by_client()) {
      const auto client = IdIn(name, "clients");
      if (!client) return std::nullopt;
      amount.accepted_by_client.emplace(*client, cents);
    }
    fact.amounts.push_back(std::move(amount));
  }
  return fact;
}

Maybe Read(const contracting::v1::ProductRecorded& event, Date) {
  if (event.product().code().empty()) return std::nullopt;
  return ProductPlaced{event.product().code(), event.segment()};
}

Maybe Read(const contracting::v1::ContractRecorded& event, Date) {
  const auto first = FromProto(event.period().start_date());
  if (event.contract().empty() || event.provider().empty() || !first) return std::nullopt;
  ContractKnown fact{event.contract(), event.provider(), event.lot(), *first, {}, {}, {}};
  if (event.period().has_end_date()) fact.last_day = FromProto(event.period().end_date());
  if (event.has_yearly_ceiling()) fact.ceiling_cents = event.yearly_ceiling().cents();
  fact.municipalities.assign(event.municipalities().begin(), event.municipalities().end());
  return fact;
}

Maybe Read(const messaging::v1::MessageLate& event, Date) {
  const auto message = IdIn(event.message(), "messages");
  const auto due = FromProto(event.due_date());
  if (!message || !due) return std::nullopt;
  return MessageOverdue{*message, event.kind(), event.municipality(), event.provider(), event.ours(), *due};
}

template <typename Payload>
Maybe ReadAs(const type::v1::Event& event, Date happened) {
  Payload payload;
  if (!event.payload().UnpackTo(&payload)) return std::nullopt;
  return Read(payload, happened);
}

using Reader = Maybe (*)(const type::v1::Event&, Date);
template <typename Payload>
std::pair<const std::string, Reader> Row() {
  return {Payload::descriptor()->full_name(), &ReadAs<Payload>};
}

const std::map<std::string, Reader, std::less<>>& Readers() {
  static const auto& readers = *new std::map<std::string, Reader, std::less<>>{
      Row<intake::v1::ReferralAccepted>(),     Row<intake::v1::ReferralWithdrawn>(),
      Row<orchestrator::v1::RouteClosed>(),    Row<allocation::v1::PlacesReserved>(),
      Row<allocation::v1::AllocationsMade>(),  Row<allocation::v1::AllocationsWithdrawn>(),
      Row<allocation::v1::ChangeRequested>(),  Row<allocation::v1::AllocationsChanged>(),
      Row<allocation::v1::CareStarted>(),      Row<allocation::v1::CareStartRemoved>(),
      Row<allocation::v1::CareStopped>(),      Row<allocation::v1::CareStopRemoved>(),
      Row<access::v1::TriageDecided>(),        Row<access::v1::OutflowRecorded>(),
      Row<access::v1::OutflowUndone>(),        Row<access::v1::ReturnedToCare>(),
      Row<access::v1::DecisionTaken>(),        Row<claims::v1::ClaimJudged>(),
      Row<contracting::v1::ProductRecorded>(), Row<contracting::v1::ContractRecorded>(),
      Row<messaging::v1::MessageLate>(),       Row<allocation::v1::NoPlaceFound>(),
      Row<access::v1::PersonInvolved>(),       Row<access::v1::InvolvementEnded>(),
  };
  return readers;
}

}  // namespace

std::set<std::string> CountedTypes() {
  std::set<std::string> types;
  for (const auto& [type, reader] : Readers()) types.insert(type);
  return types;
}

absl::StatusOr<Fact> ToFact(const type::v1::Event& event) {
  const auto reader = Readers().find(TypeOf(event));
  if (reader == Readers().end()) {
    return Error(absl::StatusCode::kInvalidArgument, "EVENT_TYPE_UNKNOWN", "monitoring does not count this event",
                 {{"type", event.payload().type_url()}});
  }
  const auto occurred = FromProto(event.occur_time());
  Maybe fact;
  if (occurred) fact = reader->second(event, LocalDate(*occurred));
  if (fact) return *std::move(fact);
  return Error(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED", "the event does not say what its type has",
               {{"event", event.id()}});
}

}  // namespace clientroute::monitoring
