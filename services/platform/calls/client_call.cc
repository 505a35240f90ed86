#include "services/platform/calls/client_call.h"

#include <grpc/support/time.h>

#include <algorithm>

#include "services/platform/calls/identity_headers.h"
#include "services/platform/clock/clock.h"

namespace clientroute {

Caller ServiceCaller(std::string_view service, std::string_view purpose) {
  Caller caller;
  caller.identity.kind = Identity::Kind::kService;
  caller.identity.subject = Cat("services/", service);
  caller.purpose = std::string(purpose);
  return caller;
}

Caller Onward(std::string_view service, const CallContext& call) {
  Caller caller = ServiceCaller(service, call.purpose);
  caller.identity.on_behalf_of =
      call.identity.on_behalf_of.empty() ? call.identity.subject : call.identity.on_behalf_of;
  caller.cause = call.cause.empty() ? call.request_id : call.cause;
  if (call.deadline) caller.deadline = std::min(caller.deadline, RealTimeUntil(*call.deadline));
  return caller;
}

void Prepare(const Caller& caller, grpc::ClientContext* context) {
  for (auto& [header, value] : ToHeaders({caller.identity, caller.purpose, caller.cause})) {
    context->AddMetadata(header, value);
  }
  // A span, which gRPC counts from its own clock.
  context->set_deadline(gpr_time_from_millis(caller.deadline.count(), GPR_TIMESPAN));
}

}  // namespace clientroute
