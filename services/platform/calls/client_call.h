#ifndef CLIENTROUTE_SERVICES_PLATFORM_CALLS_CLIENT_CALL_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CALLS_CLIENT_CALL_H_

#include <chrono>
#include <string>

#include "absl/status/statusor.h"
#include "grpcpp/client_context.h"
#include "services/platform/calls/context.h"
#include "services/platform/status/status.h"

namespace clientroute {

/// As whom and why a service or client calls. A value.
struct Caller {
  Identity identity;
  std::string purpose;
  std::string cause;
  /// A bound on the call; shortened to what is left of the call that it serves, where there is one.
  std::chrono::milliseconds deadline = std::chrono::seconds(10);
};

/// A service's own identity: `services/orchestrator`.
Caller ServiceCaller(std::string_view service, std::string_view purpose);
/// The caller for a call made while serving `call`: the service acts on behalf of who called it, same purpose and
/// cause.
Caller Onward(std::string_view service, const CallContext& call);

/// Writes identity, purpose and cause as metadata, and the deadline.
void Prepare(const Caller& caller, grpc::ClientContext* context);

/// `Call(caller, &stub, &Stub::GetReferral, request)`: one unary call as absl types. Errors: what the method says,
/// Unavailable, DeadlineExceeded.
template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Call(const Caller& caller, Stub* stub,
                              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                              const Request& request) {
  grpc::ClientContext context;
  Prepare(caller, &context);
  Response response;
  if (grpc::Status status = (stub->*method)(&context, request, &response); !status.ok()) return FromGrpc(status);
  return response;
}

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CALLS_CLIENT_CALL_H_
