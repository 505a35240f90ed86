#ifndef CLIENTROUTE_SERVICES_CONTRACTING_CONTRACT_FINDER_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_CONTRACT_FINDER_H_

#include <optional>
#include <set>
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

/// Whether the caller may read the catalogue and the region's choices, which name no client and belong to no one
/// municipality; a provider reads what it can be contracted for. Pure, thread-safe. Errors: PermissionDenied
/// DENIED_BY_….
absl::Status MayReadCatalogue(const CallContext& call);

/// What a list about contracts is narrowed by: what was asked for, and what the caller may see.
struct ContractScope {
  std::optional<std::string> contract;  // its code
  std::optional<std::string> provider;
  /// Contracts for at least one of these municipalities, or of this provider.
  std::optional<std::set<std::string>> visible;
  std::optional<std::string> visible_provider;
};
/// Reads it from fields that do not narrow when they are empty. Pure, thread-safe. Errors: InvalidArgument
/// REQUEST_INVALID.
absl::StatusOr<ContractScope> ReadScope(const CallContext& call, const std::string& contract,
                                        const std::string& provider);

/// Cuts a list that was read one row too far, and says where the next page begins. Pure.
template <typename Rows, typename KeyOf>
std::string CutPage(Rows& rows, int page_rows, const google::protobuf::Message& request, KeyOf key_of) {
  if (rows.size() <= static_cast<std::size_t>(page_rows)) return {};
  rows.erase(rows.begin() + page_rows, rows.end());
  return MakePageToken(request, key_of(rows.back()));
}

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_CONTRACT_FINDER_H_
