#include "services/platform/calls/policy.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string>

#include "google/protobuf/descriptor.h"
#include "services/platform/status/status.h"

namespace clientroute {
namespace {

type::v1::Audience AudienceOf(Identity::Kind kind) {
  switch (kind) {
    case Identity::Kind::kPerson:
      return type::v1::PERSON;
    case Identity::Kind::kProvider:
      return type::v1::PROVIDER;
    case Identity::Kind::kService:
      return type::v1::SERVICE;
  }
  return type::v1::AUDIENCE_UNSPECIFIED;
}

absl::Status Denied(std::string_view reason, std::string_view message) {
  return Error(absl::StatusCode::kPermissionDenied, reason, message);
}

const type::v1::MethodPolicy* FindPolicy(std::string_view method) {
  std::string full_name(method);
  std::replace(full_name.begin(), full_name.end(), '/', '.');
  const auto* found = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(full_name);
  if (found == nullptr || !found->options().HasExtension(type::v1::policy)) return nullptr;
  return &found->options().GetExtension(type::v1::policy);
}

}  // namespace

// Looked up once a thread: the pool of descriptors is behind one lock, and every call asks.
const type::v1::MethodPolicy* PolicyOf(std::string_view method) {
  thread_local std::map<std::string, const type::v1::MethodPolicy*, std::less<>> known;
  if (const auto found = known.find(method); found != known.end()) return found->second;
  const auto* policy = FindPolicy(method);
  // A method without one is a defect, and its name may be anybody's.
  if (policy != nullptr) known.emplace(method, policy);
  return policy;
}

absl::Status CheckPolicy(const type::v1::MethodPolicy& policy, const Identity& identity, std::string_view purpose) {
  const auto& audience = policy.audience();
  if (std::find(audience.begin(), audience.end(), AudienceOf(identity.kind)) == audience.end()) {
    return Denied("AUDIENCE_REFUSED", "this method is not for this kind of caller");
  }
  const bool needs_role = identity.kind == Identity::Kind::kPerson && policy.roles_size() > 0;
  if (needs_role && std::none_of(policy.roles().begin(), policy.roles().end(),
                                 [&](const std::string& role) { return identity.roles.contains(role); })) {
    return Denied("ROLE_REFUSED", "the caller has none of the roles of this method");
  }
  if (policy.looks_at_clients() && purpose.empty()) {
    return Denied("PURPOSE_MISSING", "this method shows clients; the call has to say for what purpose");
  }
  return absl::OkStatus();
}

}  // namespace clientroute
