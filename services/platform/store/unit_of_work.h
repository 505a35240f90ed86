#ifndef CLIENTROUTE_SERVICES_PLATFORM_STORE_UNIT_OF_WORK_H_
#define CLIENTROUTE_SERVICES_PLATFORM_STORE_UNIT_OF_WORK_H_

#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "services/platform/calls/context.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/uuid.h"

namespace clientroute {

/// What one write does: the rows of the service, what it announces, and the answer to its request id, in one
/// transaction. Lives for that transaction only; one thread.
class UnitOfWork {
 public:
  virtual ~UnitOfWork() = default;
  virtual Connection& db() = 0;
  virtual const CallContext& call() const = 0;
  Instant now() const { return call().now; }

  /// An id for a thing that this write makes: derived from the request id and `what` (`client`, `line-2`), so that a
  /// repeat makes the same one.
  Uuid NewId(std::string_view what) const;

  /// Adds an event to the outbox. `aggregate` is the resource that it is about (`routes/…`, `clients/…`): events of one
  /// aggregate keep their order. The event's id is derived from the request id; who and why come from the call. No
  /// identifying data. Errors: those of Connection.
  virtual absl::Status Announce(std::string_view aggregate, const google::protobuf::Message& event) = 0;
};

/// Runs a write once a request id: the first time `work` runs in a transaction and its `answer` is stored with it; a
/// repeat with the same method and the same request gets the stored answer and changes nothing. Errors: AlreadyExists
/// REQUEST_ID_REUSED (same id, other method or other request); InvalidArgument when the id is missing or no valid one
/// (1–128 of letters, digits and `-_./:`); what `work` returns (then nothing is stored and the same id may be tried
/// again); those of Connection.
absl::Status WriteOnce(Database& database, const CallContext& call, const google::protobuf::Message& request,
                       google::protobuf::Message* answer, const std::function<absl::Status(UnitOfWork&)>& work);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_STORE_UNIT_OF_WORK_H_
