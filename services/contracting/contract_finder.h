#ifndef CLIENTROUTE_SERVICES_CONTRACTING_CONTRACT_FINDER_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_CONTRACT_FINDER_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/contracting/catalogue_store.h"
#include "services/platform/calls/context.h"
#include "services/platform/calls/page_token.h"

namespace clientroute::contracting {

/// The contract of that name as known at the moment. Errors: InvalidArgument REQUEST_INVALID, which names `field`, for
/// what is no such name; NotFound CONTRACT_NOT_FOUND; those of Connection.
absl::StatusOr<Recorded<Contract>> FindContract(CatalogueStore& store, const std::string& name, std::string_view field,
                                                Instant known_at);

/// Whether the caller may read the contract: who may see one of its municipalities, and its provider. Pure,
/// thread-safe. Errors: PermissionDenied DENIED_BY_….
absl::Status MayRead(const CallContext& call, const Contract& contract);

/// Cuts a list that was read one row too far, and says where the next page begins. Pure.
template <typename Rows, typename KeyOf>
std::string CutPage(Rows& rows, int page_rows, const google::protobuf::Message& request, KeyOf key_of) {
  if (rows.size() <= static_cast<std::size_t>(page_rows)) return {};
  rows.erase(rows.begin() + page_rows, rows.end());
  return MakePageToken(request, key_of(rows.back()));
}

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_CONTRACT_FINDER_H_
