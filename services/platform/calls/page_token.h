#ifndef CLIENTROUTE_SERVICES_PLATFORM_CALLS_PAGE_TOKEN_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CALLS_PAGE_TOKEN_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace clientroute {

/// Paging by keyset (AIP-158): a page ends with the key of its last row, and the next one begins after it, so that rows
/// that come or go in between move nothing. A token is opaque to callers; it holds the key and belongs to one query
/// (the request without page size and token). No identifying data in keys. Free functions, pure, thread-safe.

inline constexpr int kPageRows = 50;
inline constexpr int kPageRowsMax = 1'000;

/// How many rows a page has: 50 when `asked` is 0, and 1,000 at most. InvalidArgument PAGE_SIZE below 0.
absl::StatusOr<int> PageRows(std::int32_t asked);

/// The token after a row with this key, for a request with the fields `page_size` and `page_token`.
std::string MakePageToken(const google::protobuf::Message& request, const std::vector<std::string>& key);
/// The key in the request's `page_token`; empty on the first page. InvalidArgument PAGE_TOKEN, and what is wrong, when
/// it is no token, was made for another filter or order, or its key has not `parts` parts.
absl::StatusOr<std::vector<std::string>> ReadPageToken(const google::protobuf::Message& request, std::size_t parts);

/// A whole number as a part of a key, and back (0 for anything else: a token is read only when it is whole).
std::string KeyPart(std::int64_t number);
std::int64_t NumberIn(std::string_view key_part);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CALLS_PAGE_TOKEN_H_
