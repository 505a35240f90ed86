#ifndef CLIENTROUTE_SERVICES_PORTAL_API_API_METHODS_H_
#define CLIENTROUTE_SERVICES_PORTAL_API_API_METHODS_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "grpcpp/channel.h"
#include "grpcpp/generic/generic_stub.h"

namespace clientroute::portal {

/// A service behind the door, by its full name (`clientroute.intake.v1.Intake`), and how it is reached.
struct ServiceBehind {
  std::string name;
  std::shared_ptr<grpc::Channel> channel;
};

/// A method that the door knows. Lives as long as its ApiMethods.
struct ApiMethod {
  std::string name;       // `clientroute.intake.v1.Intake/AcceptReferral`
  std::string grpc_path;  // with a slash before it
  const google::protobuf::MethodDescriptor* descriptor = nullptr;
  std::string request_url;  // type.googleapis.com/…
  std::string response_url;
  std::shared_ptr<grpc::GenericStub> stub;
  /// Answers with a stream of messages, to one request.
  bool streams() const { return descriptor->server_streaming(); }
};

/// The methods that are for people, by their policy in the proto and nothing else: no other method can be called
/// through the door, and a new one can at once. Those to which the caller sends a stream are left out: they are not for
/// browsers. Immutable, thread-safe.
class ApiMethods {
 public:
  /// Errors: Internal SERVICE_UNKNOWN for a name that is no service of this program.
  static absl::StatusOr<std::unique_ptr<ApiMethods>> Of(const std::vector<ServiceBehind>& services);

  /// Null when there is none of that name for people.
  const ApiMethod* Find(std::string_view name) const;
  const std::map<std::string, ApiMethod, std::less<>>& all() const { return methods_; }

 private:
  std::map<std::string, ApiMethod, std::less<>> methods_;
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_API_API_METHODS_H_
