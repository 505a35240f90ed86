#ifndef CLIENTROUTE_SERVICES_ACCESS_LISTENER_SERVICE_H_
#define CLIENTROUTE_SERVICES_ACCESS_LISTENER_SERVICE_H_

#include <cstdint>
#include <set>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "clientroute/type/v1/care.pb.h"
#include "clientroute/type/v1/event.pb.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::access {

/// What access hears of other services (subscriber `access`):
///   allocation  ChangeRequested     a change request of the route waits for its decision
///   allocation  AllocationsMade     until when care is allocated: after that, help from aftercare needs a new request;
///                                   and whether that is a clinical admission: then the case needs a case manager
///                                   (ACC-4)
///   allocation  AllocationsChanged  the same
///   allocation  AllocationsWithdrawn, CareStarted, CareStopped, CareStopRemoved
///                                   whether a clinical admission lasts: then the case needs another case manager when
///                                   the role of this one ends
/// No state of its own; thread-safe.
class AccessListener {
 public:
  /// `clinical_admissions`: product codes that are one.
  explicit AccessListener(std::set<std::string> clinical_admissions = {})
      : clinical_admissions_(std::move(clinical_admissions)) {}

  /// Full names of the events, for the subscriptions.
  static std::set<std::string> Types();
  /// Takes one event in, within the delivery's transaction. Errors: InvalidArgument EVENT_TYPE_UNKNOWN, EVENT_DAMAGED;
  /// those of Connection. An event about a route that is in no case changes nothing.
  absl::Status Take(UnitOfWork& unit, const type::v1::Event& event) const;

 private:
  /// AllocationsMade and AllocationsChanged say alike what is new, and what the last day is.
  template <typename Told>
  absl::Status TakeAllocated(UnitOfWork& unit, const type::v1::Event& event, const Told& told) const;

  using CareLines = google::protobuf::RepeatedPtrField<type::v1::CareLine>;
  /// Notes which of the lines are clinical admissions; whether any is.
  absl::StatusOr<bool> NoteAdmissions(UnitOfWork& unit, std::int64_t route_row, const CareLines& lines) const;

  std::set<std::string> clinical_admissions_;
};

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_LISTENER_SERVICE_H_
