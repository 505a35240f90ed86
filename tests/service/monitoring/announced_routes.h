#ifndef CLIENTROUTE_TESTS_SERVICE_MONITORING_ANNOUNCED_ROUTES_H_
#define CLIENTROUTE_TESTS_SERVICE_MONITORING_ANNOUNCED_ROUTES_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/allocation/v1/events.pb.h"
#include "clientroute/claims/v1/events.pb.h"
#include "clientroute/contracting/v1/events.pb.h"
#include "clientroute/intake/v1/events.pb.h"
#include "clientroute/messaging/v1/events.pb.h"
#include "clientroute/orchestrator/v1/events.pb.h"
#include "services/platform/values/date.h"

namespace clientroute::monitoring {

/// Events as the services announce them, for routes that are named by a word. Pure.

std::string RouteName(std::string_view word);
std::string AllocationName(std::string_view word);

/// Two lines are `45A04+45A53`.
intake::v1::ReferralAccepted Referred(std::string_view route, std::string_view received,
                                      std::string_view municipality = "0361", std::string_view provider = "42420001",
                                      std::string_view products = "45A04");
intake::v1::ReferralWithdrawn Withdrawn(std::string_view route);
orchestrator::v1::RouteClosed Closed(std::string_view route);
allocation::v1::PlacesReserved Reserved(std::string_view route, bool second_best);
allocation::v1::AllocationsMade Allocated(std::string_view route, std::string_view allocation,
                                          std::string_view provider = "42420001", std::string_view product = "45A04");
allocation::v1::CareStarted Started(std::string_view route, std::string_view allocation, std::string_view day);
allocation::v1::CareStartRemoved StartRemoved(std::string_view route, std::string_view allocation,
                                              std::string_view day);
allocation::v1::CareStopped Stopped(std::string_view route, std::string_view allocation, std::string_view start,
                                    std::string_view day, bool definitive = true);
allocation::v1::CareStopRemoved StopRemoved(std::string_view route, std::string_view allocation, std::string_view start,
                                            bool definitive = true);
allocation::v1::ChangeRequested ChangeAskedFor(std::string_view route, std::string_view change,
                                               allocation::v1::ChangeRequest::Direction direction);
allocation::v1::AllocationsChanged Changed(std::string_view route, std::string_view change,
                                           std::string_view allocation);
access::v1::TriageDecided Triaged(std::string_view route, access::v1::Complexity complexity, bool overridden);
access::v1::OutflowRecorded Left(std::string_view route, access::v1::Outflow::Destination destination,
                                 std::string_view last_day,
                                 access::v1::Outflow::Obstacle obstacle = access::v1::Outflow::NONE);
access::v1::ReturnedToCare Returned(std::string_view route, std::string_view new_route);

/// As Referred, of a client of a household.
intake::v1::ReferralAccepted ReferredOf(std::string_view household, std::string_view client, std::string_view route,
                                        std::string_view received, std::string_view municipality = "0361");
access::v1::PersonInvolved Involved(std::string_view client, std::string_view person);
access::v1::InvolvementEnded NotInvolved(std::string_view client, std::string_view person);

/// Its term ended on that day; `ours`: the answer was ours to give.
messaging::v1::MessageLate Late(std::string_view message, std::string_view due, bool ours);
contracting::v1::ProductRecorded Placed(std::string_view product, std::string_view segment);

/// A claim without rows.
claims::v1::ClaimJudged Claimed(std::string_view claim, std::string_view municipality = "0361",
                                std::string_view provider = "42420001");
/// Adds what was judged for a product in a month (`2026-04-01`).
claims::v1::ClaimedRow* AddRow(claims::v1::ClaimJudged* claim, std::string_view contract, std::string_view product,
                               std::string_view month, std::int64_t accepted_cents, std::int64_t refused_cents = 0);

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_TESTS_SERVICE_MONITORING_ANNOUNCED_ROUTES_H_
