#include "services/orchestrator/definition/work_catalogue_codec.h"

#include <algorithm>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "clientroute/allocation/v1/allocation.grpc.pb.h"
#include "clientroute/contracting/v1/contracting.grpc.pb.h"
#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "clientroute/type/v1/annotations.pb.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

/// Where people record work.
constexpr const char* kServices[] = {
    access::v1::Access::service_full_name(), allocation::v1::Allocation::service_full_name(),
    contracting::v1::Contracting::service_full_name(), intake::v1::Intake::service_full_name(),
    messaging::v1::Messaging::service_full_name()};

bool IsWorkOfPeople(const MethodDescriptor* method) {
  const type::v1::MethodPolicy& policy = method->options().GetExtension(type::v1::policy);
  const auto& audience = policy.audience();
  return policy.writes() && std::find(audience.begin(), audience.end(), type::v1::PERSON) != audience.end();
}

}  // namespace

WorkCatalogue BuildWorkCatalogue() {
  WorkCatalogue catalogue;
  catalogue.roles = RolesFor(AccessQuestion::Subject::kTask);
  for (const char* name : kServices) {
    const ServiceDescriptor* service = DescriptorPool::generated_pool()->FindServiceByName(name);
    for (int m = 0; service != nullptr && m < service->method_count(); ++m) {
      if (!IsWorkOfPeople(service->method(m))) continue;
      catalogue.methods.insert(Cat(service->full_name(), "/", service->method(m)->name()));
    }
  }
  return catalogue;
}

}  // namespace clientroute::orchestrator
