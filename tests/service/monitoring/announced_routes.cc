#include "tests/service/monitoring/announced_routes.h"

#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::monitoring {
namespace {

std::string Name(std::string_view collection, std::string_view word) {
  return NameOf(collection, Uuid::Derive(kClientrouteSpace, Cat(collection, "/", word)));
}

type::v1::Date Day(std::string_view text) { return ToProto(*Date::Parse(text)); }

type::v1::CareLine Line(std::string_view line, std::string_view provider, std::string_view product) {
  type::v1::CareLine made;
  made.set_line(std::string(line));
  made.set_law(type::v1::JEUGDWET);
  made.mutable_product()->set_category("45");
  made.mutable_product()->set_code(std::string(product));
  made.set_provider(std::string(provider));
  return made;
}

template <typename Event>
Event About(std::string_view route, std::string_view allocation, std::string_view start) {
  Event event;
  event.set_route(RouteName(route));
  event.set_part("line-1");
  event.set_allocation(AllocationName(allocation));
  *event.mutable_start_date() = Day(start);
  event.mutable_product()->set_category("45");
  event.mutable_product()->set_code("45A04");
  return event;
}

}  // namespace

std::string RouteName(std::string_view word) { return Name("routes", word); }
std::string AllocationName(std::string_view word) { return Name("allocations", word); }

intake::v1::ReferralAccepted Referred(std::string_view route, std::string_view received, std::string_view municipality,
                                      std::string_view provider, std::string_view products) {
  intake::v1::ReferralAccepted event;
  event.set_route(RouteName(route));
  event.set_municipality(std::string(municipality));
  event.set_referrer_type(type::v1::GENERAL_PRACTITIONER);
  *event.mutable_receive_date() = Day(received);
  event.set_provider(std::string(provider));
  while (!products.empty()) {
    const std::size_t plus = products.find('+');
    *event.add_lines() = Line(Cat("line-", event.lines_size() + 1), "", products.substr(0, plus));
    products = plus == std::string_view::npos ? std::string_view() : products.substr(plus + 1);
  }
  return event;
}

intake::v1::ReferralWithdrawn Withdrawn(std::string_view route) {
  intake::v1::ReferralWithdrawn event;
  event.set_route(RouteName(route));
  return event;
}

orchestrator::v1::RouteClosed Closed(std::string_view route) {
  orchestrator::v1::RouteClosed event;
  event.set_route(RouteName(route));
  event.set_state("closed");
  return event;
}

allocation::v1::PlacesReserved Reserved(std::string_view route, bool second_best) {
  allocation::v1::PlacesReserved event;
  event.set_route(RouteName(route));
  event.set_second_best(second_best);
  return event;
}

allocation::v1::AllocationsMade Allocated(std::string_view route, std::string_view allocation,
                                          std::string_view provider, std::string_view product) {
  allocation::v1::AllocationsMade event;
  event.set_route(RouteName(route));
  *event.add_lines() = Line("line-1", provider, product);
  event.mutable_lines(0)->set_allocation(AllocationName(allocation));
  return event;
}

allocation::v1::CareStarted Started(std::string_view route, std::string_view allocation, std::string_view day) {
  return About<allocation::v1::CareStarted>(route, allocation, day);
}

allocation::v1::CareStartRemoved StartRemoved(std::string_view route, std::string_view allocation,
                                              std::string_view day) {
  return About<allocation::v1::CareStartRemoved>(route, allocation, day);
}

allocation::v1::CareStopped Stopped(std::string_view route, std::string_view allocation, std::string_view start,
                                    std::string_view day, bool definitive) {
  auto event = About<allocation::v1::CareStopped>(route, allocation, start);
  *event.mutable_end_date() = Day(day);
  event.set_definitive(definitive);
  return event;
}

allocation::v1::CareStopRemoved StopRemoved(std::string_view route, std::string_view allocation, std::string_view start,
                                            bool definitive) {
  auto event = About<allocation::v1::CareStopRemoved>(route, allocation, start);
  event.set_definitive(definitive);
  return event;
}

allocation::v1::ChangeRequested ChangeAskedFor(std::string_view route, std::string_view change,
                                               allocation::v1::ChangeRequest::Direction direction) {
  allocation::v1::ChangeRequested event;
  event.set_route(RouteName(route));
  event.set_change_request(Name("change_requests", change));
  event.set_provider("42420001");
  event.set_direction(direction);
  return event;
}

allocation::v1::AllocationsChanged Changed(std::string_view route, std::string_view change,
                                           std::string_view allocation) {
  allocation::v1::AllocationsChanged event;
  event.set_route(RouteName(route));
  event.set_change_request(Name("change_requests", change));
  *event.add_changed() = Line("line-1", "42420001", "45A04");
  event.mutable_changed(0)->set_allocation(AllocationName(allocation));
  return event;
}

access::v1::TriageDecided Triaged(std::string_view route, access::v1::Complexity complexity, bool overridden) {
  access::v1::TriageDecided event;
  event.set_route(RouteName(route));
  event.set_complexity(complexity);
  event.set_overridden(overridden);
  return event;
}

access::v1::OutflowRecorded Left(std::string_view route, access::v1::Outflow::Destination destination,
                                 std::string_view last_day, access::v1::Outflow::Obstacle obstacle) {
  access::v1::OutflowRecorded event;
  event.set_route(RouteName(route));
  event.set_destination(destination);
  event.set_obstacle(obstacle);
  *event.mutable_end_date() = Day(last_day);
  return event;
}

access::v1::ReturnedToCare Returned(std::string_view route, std::string_view new_route) {
  access::v1::ReturnedToCare event;
  event.set_route(RouteName(route));
  event.set_new_route(RouteName(new_route));
  return event;
}

intake::v1::ReferralAccepted ReferredOf(std::string_view household, std::string_view client, std::string_view route,
                                        std::string_view received, std::string_view municipality) {
  intake::v1::ReferralAccepted event = Referred(route, received, municipality);
  event.set_client(Name("clients", client));
  event.set_household(Name("households", household));
  return event;
}

access::v1::PersonInvolved Involved(std::string_view client, std::string_view person) {
  access::v1::PersonInvolved event;
  event.set_client(Name("clients", client));
  event.set_person(Cat("persons/", person));
  return event;
}

access::v1::InvolvementEnded NotInvolved(std::string_view client, std::string_view person) {
  access::v1::InvolvementEnded event;
  event.set_client(Name("clients", client));
  event.set_person(Cat("persons/", person));
  return event;
}

messaging::v1::MessageLate Late(std::string_view message, std::string_view due, bool ours) {
  messaging::v1::MessageLate event;
  event.set_message(Name("messages", message));
  event.set_kind("JW305");
  event.set_municipality("0361");
  event.set_provider("42420001");
  event.set_ours(ours);
  *event.mutable_due_date() = Day(due);
  return event;
}

contracting::v1::ProductRecorded Placed(std::string_view product, std::string_view segment) {
  contracting::v1::ProductRecorded event;
  event.mutable_product()->set_category("45");
  event.mutable_product()->set_code(std::string(product));
  event.set_segment(std::string(segment));
  return event;
}

claims::v1::ClaimJudged Claimed(std::string_view claim, std::string_view municipality, std::string_view provider) {
  claims::v1::ClaimJudged event;
  event.set_claim(Name("claims", claim));
  event.set_municipality(std::string(municipality));
  event.set_provider(std::string(provider));
  return event;
}

claims::v1::ClaimedRow* AddRow(claims::v1::ClaimJudged* claim, std::string_view contract, std::string_view product,
                               std::string_view month, std::int64_t accepted_cents, std::int64_t refused_cents) {
  claims::v1::ClaimedRow* row = claim->add_rows();
  row->set_contract(Cat("contracts/", contract));
  row->mutable_product()->set_category("45");
  row->mutable_product()->set_code(std::string(product));
  *row->mutable_month() = Day(month);
  row->set_accepted_cents(accepted_cents);
  row->set_refused_cents(refused_cents);
  row->set_lines_accepted(accepted_cents != 0 ? 1 : 0);
  row->set_lines_refused(refused_cents != 0 ? 1 : 0);
  return row;
}

}  // namespace clientroute::monitoring
