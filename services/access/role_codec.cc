#include "services/access/role_codec.h"

#include "services/access/wire_code.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/codes.h"

namespace clientroute::access {
namespace {

using clientroute::ToProto;

}  // namespace

std::optional<RoleRecord> ReadRole(const v1::AssignRoleRequest& request, std::vector<FieldViolation>* violations) {
  const std::size_t before = violations->size();
  const auto role = FromCode<CaseRole>(request.role());
  if (!role) violations->push_back({"role", "must be one of the roles around a case"});
  const bool ends = request.holder().empty();
  if (!ends && !IsPersonName(request.holder())) {
    violations->push_back({"holder", "must be persons/ and a name, without spaces, or empty"});
  }
  if (!request.provider().empty() && !ProviderCode::Parse(request.provider())) {
    violations->push_back({"provider", "must be an AGB code of eight digits, or empty"});
  } else if (ends && !request.provider().empty()) {
    violations->push_back({"provider", "must be empty where nobody holds the role"});
  } else if (!ends && role && IsAtProvider(*role) && request.provider().empty()) {
    violations->push_back({"provider", "must be said: a care coordinator works for a provider"});
  }
  if (violations->size() > before) return std::nullopt;
  RoleRecord record;
  record.role = *role;
  record.holder = request.holder();
  record.provider = request.provider();
  return record;
}

v1::RoleHolding ToProto(const RoleRecord& record) {
  v1::RoleHolding out;
  out.set_role(static_cast<v1::CaseRole>(ToCode(record.role)));
  out.set_holder(record.holder);
  out.set_provider(record.provider);
  *out.mutable_start_time() = ToProto(record.start);
  if (record.end) *out.mutable_end_time() = ToProto(*record.end);
  out.set_named_by(record.named_by);
  return out;
}

}  // namespace clientroute::access
