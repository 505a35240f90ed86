#include "services/orchestrator/definition/work_catalogue_codec.h"

#include <algorithm>

#include "clientroute/access/v1/access.pb.h"
#include "clientroute/allocation/v1/allocation.pb.h"
#include "clientroute/contracting/v1/contracting.pb.h"
#include "clientroute/intake/v1/intake.pb.h"
#include "clientroute/messaging/v1/messaging.pb.h"
#include "clientroute/type/v1/annotations.pb.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

using google::protobuf::FileDescriptor;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

bool IsWorkOfPeople(const MethodDescriptor* method) {
  const type::v1::MethodPolicy& policy = method->options().GetExtension(type::v1::policy);
  const auto& audience = policy.audience();
  return policy.writes() && std::find(audience.begin(), audience.end(), type::v1::PERSON) != audience.end();
}

}  // namespace

WorkCatalogue BuildWorkCatalogue() {
  WorkCatalogue catalogue;
  catalogue.roles = RolesFor(AccessQuestion::Subject::kTask);
  const FileDescriptor* files[] = {intake::v1::Referral::descriptor()->file(), access::v1::Case::descriptor()->file(),
                                   contracting::v1::Contract::descriptor()->file(),
                                   allocation::v1::CareAllocation::descriptor()->file(),
                                   messaging::v1::Message::descriptor()->file()};
  for (const FileDescriptor* file : files) {
    for (int s = 0; s < file->service_count(); ++s) {
      const ServiceDescriptor* service = file->service(s);
      for (int m = 0; m < service->method_count(); ++m) {
        if (!IsWorkOfPeople(service->method(m))) continue;
        catalogue.methods.insert(Cat(service->full_name(), "/", service->method(m)->name()));
      }
    }
  }
  return catalogue;
}

}  // namespace clientroute::orchestrator
