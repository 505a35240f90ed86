#include "services/portal/api/api_methods.h"

#include <algorithm>
#include <utility>

#include "clientroute/type/v1/annotations.pb.h"
#include "services/platform/calls/policy.h"
#include "services/platform/status/status.h"

namespace clientroute::portal {
namespace {

std::string UrlOf(const google::protobuf::Descriptor* message) {
  return Cat("type.googleapis.com/", message->full_name());
}

bool IsForPeople(std::string_view method) {
  const type::v1::MethodPolicy* policy = PolicyOf(method);
  return policy != nullptr &&
         std::find(policy->audience().begin(), policy->audience().end(), type::v1::PERSON) != policy->audience().end();
}

}  // namespace

absl::StatusOr<std::unique_ptr<ApiMethods>> ApiMethods::Of(const std::vector<ServiceBehind>& services) {
  auto made = std::make_unique<ApiMethods>();
  for (const ServiceBehind& behind : services) {
    const auto* service = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(behind.name);
    if (service == nullptr) {
      return Error(absl::StatusCode::kInternal, "SERVICE_UNKNOWN", Cat(behind.name, " is no service of this program"));
    }
    auto stub = std::make_shared<grpc::GenericStub>(behind.channel);
    for (int i = 0; i < service->method_count(); ++i) {
      const auto* method = service->method(i);
      std::string name = Cat(behind.name, "/", method->name());
      if (method->client_streaming() || !IsForPeople(name)) continue;
      ApiMethod known{name, "/" + name, method, UrlOf(method->input_type()), UrlOf(method->output_type()), stub};
      made->methods_.emplace(std::move(name), std::move(known));
    }
  }
  return made;
}

const ApiMethod* ApiMethods::Find(std::string_view name) const {
  const auto found = methods_.find(name);
  return found == methods_.end() ? nullptr : &found->second;
}

}  // namespace clientroute::portal
