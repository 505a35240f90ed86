#ifndef CLIENTROUTE_SERVICES_PLATFORM_CALLS_SERVER_CALL_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CALLS_SERVER_CALL_H_

#include <chrono>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "services/platform/calls/context.h"
#include "services/platform/clock/clock.h"
#include "services/platform/logging/logger.h"
#include "services/platform/metrics/metrics.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/store/database.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute {

/// What a service hands to the wrapper; all outlive it.
struct CallStack {
  std::string service;  // `intake`: the domain of its errors is `intake.clientroute`
  Clock* clock = nullptr;
  Logger* logger = nullptr;
  Metrics* metrics = nullptr;
  Database* database = nullptr;  // for answers by request id and the look-log; unset where there is neither
  /// Accept the development identity headers; false refuses every call without a verified identity.
  bool development_identity = false;
};

/// The one wrapper around every method of every service: deadline, identity and purpose, audience (from the method's
/// option in the proto), validation by field behaviour, metrics, one structured log line, and errors as
/// google.rpc.Status with ErrorInfo. An exception out of a method does not cross: it becomes Internal UNEXPECTED and a
/// log line of level error. Thread-safe. Errors of every call, before the method's own: Internal METHOD_HAS_NO_POLICY,
/// METHOD_POLICY_MISMATCH (a defect of ours); Unauthenticated IDENTITY_MISSING, IDENTITY_INVALID,
/// IDENTITY_NOT_VERIFIED; PermissionDenied AUDIENCE_REFUSED, ROLE_REFUSED, PURPOSE_MISSING; DeadlineExceeded
/// DEADLINE_PASSED; InvalidArgument REQUEST_INVALID with every wrong field, REQUEST_ID_INVALID.
class ServerCalls {
 public:
  explicit ServerCalls(CallStack stack);

  /// A method that changes nothing. `method` is the full name without a leading slash.
  grpc::Status Read(const grpc::ServerContextBase* context, std::string_view method,
                    const google::protobuf::Message& request,
                    const std::function<absl::Status(const CallContext&)>& work) const;

  /// A method that shows clients: like Read, and what `work` adds to the Look is written to the look-log, one row a
  /// call, before the answer leaves; when that fails the call fails. Refused without a purpose.
  grpc::Status Look(const grpc::ServerContextBase* context, std::string_view method,
                    const google::protobuf::Message& request,
                    const std::function<absl::Status(const CallContext&, clientroute::Look&)>& work) const;

  /// A method that changes the record, once a request id (WriteOnce). `prepare`, when given, runs before the
  /// transaction, for calls to other services; it does not run when the answer is already stored. A write that also
  /// shows clients appends its look in the same transaction: AppendLook(unit.db(), unit.call(), look).
  grpc::Status Write(const grpc::ServerContextBase* context, std::string_view method,
                     const google::protobuf::Message& request, google::protobuf::Message* answer,
                     const std::function<absl::Status(UnitOfWork&)>& work,
                     const std::function<absl::Status(const CallContext&)>& prepare = nullptr) const;

  /// A method that changes the record by a writer of its own, which keeps the promise of WriteOnce itself
  /// (request_answers.h): groups of requests in one transaction, or another database than the stack's. `work` returns
  /// after that transaction.
  grpc::Status Submit(const grpc::ServerContextBase* context, std::string_view method,
                      const google::protobuf::Message& request,
                      const std::function<absl::Status(const CallContext&)>& work) const;

  using Done = std::function<void(absl::Status)>;
  using Reply = std::function<void(grpc::Status)>;
  /// As Submit, for a writer that does not keep a thread waiting: `work` hands the request on and calls its Done once,
  /// from any thread, also before it returns. `reply` gets the answer then, or at once when the call is refused.
  /// `context` and `request` live until `reply` is called.
  void SubmitLater(const grpc::ServerContextBase& context, std::string_view method,
                   const google::protobuf::Message& request, const std::function<void(CallContext, Done)>& work,
                   Reply reply) const;

  /// For a stream of writes, each answered by itself by a writer of its own. Who calls, once a stream: the context of
  /// its requests, without request id and time. Errors: those of every call.
  absl::StatusOr<CallContext> AdmitStream(const grpc::ServerContextBase& context, std::string_view method) const;
  /// One request of it: fills request id and time. Errors: REQUEST_INVALID, REQUEST_ID_INVALID.
  absl::Status AdmitNext(const google::protobuf::Message& request, CallContext* call) const;
  /// Counts answers of a stream, and the stream itself when it has ended.
  void CountAnswers(std::string_view method, absl::StatusCode code, int answers) const;
  void ReportStream(const CallContext& call, const absl::Status& status, std::chrono::microseconds took) const {
    Report(call, status, took);
  }

  const CallStack& stack() const { return stack_; }

 private:
  class Pending;
  Database& database() const;
  enum class Shape { kRead, kLook, kWrite };
  grpc::Status Wrapped(const grpc::ServerContextBase* context, std::string_view method,
                       const google::protobuf::Message& request, Shape shape,
                       const std::function<absl::Status(const CallContext&)>& work) const;
  absl::Status Admit(const grpc::ServerContextBase& context, const google::protobuf::Message& request, Shape shape,
                     CallContext* call) const;
  CallContext Begin(std::string_view method, const google::protobuf::Message& request) const;
  absl::Status AdmitCaller(const grpc::ServerContextBase& context, Shape shape, CallContext* call) const;
  void Report(const CallContext& call, const absl::Status& status, std::chrono::microseconds took) const;

  CallStack stack_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CALLS_SERVER_CALL_H_
