#include "services/messaging/allocation_codec.h"

#include <optional>
#include <utility>
#include <vector>

#include "services/messaging/message_kinds.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::messaging {
namespace {

void CheckLine(const CareLine& line, const std::string& field, std::vector<FieldViolation>* violations) {
  if (!line.provider) violations->push_back({field + ".provider", "an allocated line names its provider"});
  if (line.allocation_number <= 0) {
    violations->push_back({field + ".allocation_number", "an allocated line has its number"});
  }
}

void CheckNames(const v1::SendAllocationMessageRequest& request, std::vector<FieldViolation>* violations) {
  if (!IdIn(request.route(), "routes")) violations->push_back({"route", "must be routes/<uuid>"});
  if (!IdIn(request.client(), "clients")) violations->push_back({"client", "must be clients/<uuid>"});
  if (!MunicipalityCode::Parse(request.municipality())) {
    violations->push_back({"municipality", "must be a CBS code of four digits"});
  }
}

PostalAddress ToAddress(const intake::v1::Address& address) {
  return {address.street(), address.house_number(), address.house_number_addition(), address.postal_code(),
          address.city()};
}

}  // namespace

absl::StatusOr<std::map<Recipient, std::set<std::int64_t>>> AllocationsByRecipient(
    const v1::SendAllocationMessageRequest& request) {
  std::vector<FieldViolation> violations;
  CheckNames(request, &violations);
  const std::vector<CareLine> lines = ReadCareLines(request.lines(), "lines", &violations);
  std::map<Recipient, std::set<std::int64_t>> numbers;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const CareLine& line = lines[i];
    if (FindKind(line.law, kAllocationMessage) == nullptr) continue;
    CheckLine(line, Cat("lines[", i, "]"), &violations);
    if (line.provider) numbers[{line.law, line.provider->ToString()}].insert(line.allocation_number);
  }
  if (!violations.empty()) return InvalidFields("REQUEST_INVALID", std::move(violations));
  return numbers;
}

absl::StatusOr<AddressedClient> ToAddressedClient(const intake::v1::Client& client) {
  const intake::v1::Person& person = client.person();
  const std::optional<Date> born = FromProto(person.birth_date());
  if (person.citizen_number().empty() || person.family_name().empty() || !born) {
    return Error(absl::StatusCode::kFailedPrecondition, "CLIENT_DATA_MISSING",
                 "a message needs the number, name and birth date of its client");
  }
  AddressedClient addressed{person.citizen_number(), person.family_name(), person.prefix(),
                            person.first_names(),    person.initials(),    *born,
                            person.birth_date_use(), int{person.gender()}, std::nullopt};
  if (person.has_address() && !person.address().postal_code().empty()) addressed.address = ToAddress(person.address());
  return addressed;
}

absl::StatusOr<AllocatedProduct> ToAllocatedProduct(const allocation::v1::CareAllocation& allocation) {
  std::vector<FieldViolation> violations;
  const std::optional<CareLine> line = ReadCareLine(allocation.line(), "line", &violations);
  const std::optional<Instant> made = FromProto(allocation.create_time());
  if (!line || !made || !allocation.has_create_time()) {
    return Error(absl::StatusCode::kInternal, "ALLOCATION_INVALID",
                 Cat("allocation ", allocation.number(), ": ",
                     violations.empty() ? std::string("create_time") : violations.front().field));
  }
  return AllocatedProduct{allocation.number(), line->provider_reference,   line->product, *made,
                          line->period,        allocation.change_reason(), line->volume,  line->budget};
}

}  // namespace clientroute::messaging
