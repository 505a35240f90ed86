#ifndef CLIENTROUTE_SERVICES_ALLOCATION_CHANGE_SERVICE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_CHANGE_SERVICE_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/allocation/v1/change_request.pb.h"
#include "clientroute/contracting/v1/contracting.grpc.pb.h"
#include "services/allocation/allocation_store.h"
#include "services/allocation/change_store.h"
#include "services/allocation/message.h"
#include "services/allocation/overlap.h"
#include "services/allocation/queue_service.h"
#include "services/platform/calls/context.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/store/database.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::allocation {

/// Change requests: taking them in, and letting them take effect. Errors of all methods beside their own: those of
/// Connection. Thread-safe.
class ChangeMethods {
 public:
  /// What contracting said of each line that would be allocated or changed, by the name of the line.
  using Checks = std::map<std::string, contracting::v1::ContractCheck>;

  /// All outlive it.
  ChangeMethods(Database* database, contracting::v1::Contracting::StubInterface* contracting, const QueueMethods* queue)
      : database_(*database), contracting_(*contracting), queue_(*queue) {}

  /// Registers an approved request for change (317) as open, and announces ChangeRequested. It is one request, answered
  /// as a whole (OP344), also where it names allocations of several routes of the client (TR349 has it name them all):
  /// its own route is that of the first allocation that it changes, else leaves as it is, whose route goes on.
  /// `allocations` are those that it names, by number.
  absl::Status Register(UnitOfWork& unit, const Message& message,
                        const std::map<std::int64_t, AllocationRecord>& allocations) const;

  /// Asks contracting about every line that the change would make or alter, beside what the client has (CON-6). Before
  /// the transaction. Errors: InvalidArgument REQUEST_INVALID; those of CheckContracts.
  absl::StatusOr<Checks> Check(const CallContext& call, const v1::ApplyChangeRequest& request) const;

  /// Lets it take effect, or refuses it as a whole; see allocation.proto. `birth_date` as for PlacementMethods. Errors:
  /// InvalidArgument REQUEST_INVALID; NotFound CHANGE_REQUEST_NOT_FOUND; FailedPrecondition ROUTE_OF_OTHER_CLIENT,
  /// MATCHING_WEIGHTS_MISSING; Aborted ALLOCATIONS_MOVED: the allocations changed since Check; ResourceExhausted
  /// ALLOCATION_NUMBERS_USED_UP.
  absl::Status Apply(UnitOfWork& unit, const v1::ApplyChangeRequest& request, const Checks& checks,
                     const std::optional<Date>& birth_date, v1::ApplyChangeResponse* answer) const;

  /// NotFound CHANGE_REQUEST_NOT_FOUND, also for what may not be seen.
  absl::Status Get(const CallContext& call, const v1::GetChangeRequestRequest& request, v1::ChangeRequest* answer,
                   Look* look) const;

 private:
  struct Work;
  absl::Status Alter(UnitOfWork& unit, Work& work, std::set<std::int64_t>* freed) const;
  absl::Status Tell(UnitOfWork& unit, const Work& work) const;
  absl::Status Conclude(UnitOfWork& unit, const Work& work, v1::ApplyChangeResponse* answer) const;

  Database& database_;
  contracting::v1::Contracting::StubInterface& contracting_;
  const QueueMethods& queue_;
};

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_CHANGE_SERVICE_H_
