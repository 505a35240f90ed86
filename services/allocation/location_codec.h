#ifndef CLIENTROUTE_SERVICES_ALLOCATION_LOCATION_CODEC_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_LOCATION_CODEC_H_

#include <string_view>
#include <vector>

#include "clientroute/allocation/v1/location.pb.h"
#include "services/allocation/location_import.h"
#include "services/allocation/location_store.h"
#include "services/platform/status/status.h"

namespace clientroute::allocation {

/// Reads an import; what cannot be read is added to `violations` by field and left out. Pure, thread-safe.
LocationImport ReadImport(const v1::ImportLocationsRequest& request, std::vector<FieldViolation>* violations);

/// Whether the text can name an expertise: lower-case letters, digits, `_` and `-`, 1–63.
bool IsQuality(std::string_view text);

v1::CapacityUse ToProto(const LocationStore::CapacityUse& use);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_LOCATION_CODEC_H_
