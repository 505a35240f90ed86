#ifndef CLIENTROUTE_SERVICES_ACCESS_INTAKE_CLIENT_H_
#define CLIENTROUTE_SERVICES_ACCESS_INTAKE_CLIENT_H_

#include <map>
#include <memory>
#include <set>

#include "absl/status/statusor.h"
#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "grpcpp/channel.h"
#include "services/access/free_text_codec.h"
#include "services/platform/calls/context.h"
#include "services/platform/ids/random.h"
#include "services/platform/values/uuid.h"

namespace clientroute::access {

/// What access asks of intake: the keys of clients for its free text. They are used within the call that they were
/// asked for, and never kept. Thread-safe.
class IntakeClient {
 public:
  /// `random` outlives it.
  IntakeClient(const std::shared_ptr<grpc::Channel>& intake, Random* random);

  /// A key for each of them, on behalf of who called. Errors: NotFound when intake does not know one; Unavailable,
  /// DeadlineExceeded; Internal CLIENT_KEY_INVALID for an answer that is none.
  absl::StatusOr<std::map<Uuid, FreeTextKey>> Keys(const CallContext& call, const std::set<Uuid>& clients) const;

 private:
  std::unique_ptr<intake::v1::Intake::Stub> stub_;
  Random* random_;
};

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_INTAKE_CLIENT_H_
