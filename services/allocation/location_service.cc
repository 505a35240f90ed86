#include "services/allocation/location_service.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/allocation/location_codec.h"
#include "services/allocation/location_import.h"
#include "services/allocation/location_store.h"
#include "services/platform/authorisation/visible_rows.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"

namespace clientroute::allocation {

using clientroute::FromProto;

absl::Status LocationMethods::Import(UnitOfWork& unit, const v1::ImportLocationsRequest& request,
                                     v1::ImportLocationsResponse* answer) const {
  std::vector<FieldViolation> violations;
  const LocationImport import = ReadImport(request, &violations);
  LocationStore store(&unit.db());
  std::set<std::string> codes;
  for (const Imported<Location>& one : import.locations) codes.insert(one.row.code);
  CLIENTROUTE_ASSIGN(const LocationSet stored, store.FindByCode(codes));
  CLIENTROUTE_ASSIGN(const auto weights, store.FindWeights());
  for (WrongRow& wrong : FindWrong(import, stored.locations, weights, LocalDate(unit.now()))) {
    violations.push_back({std::move(wrong.field), std::move(wrong.why)});
  }
  if (!violations.empty()) return InvalidFields("LOCATIONS_INVALID", std::move(violations));

  int changed = 0;
  std::set<std::int64_t> capacities;
  for (const Location& location : Changed(import.locations, stored.locations)) {
    CLIENTROUTE_ASSIGN(const std::set<std::int64_t> rows, store.Save(location, unit.now()));
    capacities.insert(rows.begin(), rows.end());
    ++changed;
  }
  for (const Imported<Home>& one : import.homes) {
    CLIENTROUTE_ASSIGN(const bool is_new, store.Save(one.row));
    if (is_new) ++changed;
  }
  if (import.weights && !(weights && *weights == *import.weights)) {
    CLIENTROUTE_RETURN_IF_ERROR(store.Add(*import.weights, unit.now()));
    ++changed;
  }
  answer->set_changed(changed);
  return queue_.OfferFreed(unit, capacities, 0);
}

absl::Status LocationMethods::ListCapacity(const CallContext& call, const v1::ListCapacityRequest& request,
                                           v1::ListCapacityResponse* answer) const {
  CLIENTROUTE_ASSIGN(const int rows, PageRows(request.page_size()));
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, 5));
  const std::optional<Date> day = request.has_date() ? FromProto(request.date()) : LocalDate(call.now);
  if (!day) return InvalidFields("REQUEST_INVALID", {{"date", "is no day"}});
  if (request.has_product() && request.product().category().empty()) {
    return InvalidFields("REQUEST_INVALID", {{"product.category", "must be said, whether with a code or without"}});
  }
  std::optional<LocationStore::CapacityPosition> after;
  if (!key.empty()) after = {NumberIn(key[0]), key[1], key[2], {key[3], key[4]}};
  const VisibleRows visible(call, AccessQuestion::Subject::kCapacity);
  const auto own = Visible(call.identity, call.purpose, AccessQuestion::Subject::kCapacity).provider;
  LocationStore::CapacityFilter filter{request.provider(), std::nullopt, visible.municipalities(), MaybeText(own)};
  if (request.has_product()) filter.product = {request.product().category(), request.product().code()};
  const auto order = static_cast<LocationStore::CapacityOrder>(request.order());
  return database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(auto uses, LocationStore(&connection).ListUses(filter, *day, order, after, rows + 1));
    if (uses.size() > static_cast<std::size_t>(rows)) {
      uses.resize(static_cast<std::size_t>(rows));
      const LocationStore::CapacityPosition last = LocationStore::PositionOf(uses.back());
      answer->set_next_page_token(MakePageToken(
          request, {KeyPart(last.free), last.provider, last.location, last.product.category, last.product.code}));
    }
    for (const LocationStore::CapacityUse& use : uses) *answer->add_uses() = ToProto(use);
    return absl::OkStatus();
  });
}

}  // namespace clientroute::allocation
