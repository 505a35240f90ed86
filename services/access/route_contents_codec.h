#ifndef CLIENTROUTE_SERVICES_ACCESS_ROUTE_CONTENTS_CODEC_H_
#define CLIENTROUTE_SERVICES_ACCESS_ROUTE_CONTENTS_CODEC_H_

#include <cstdint>

#include "absl/status/status.h"
#include "clientroute/access/v1/access.pb.h"
#include "services/access/free_text_codec.h"
#include "services/access/route_contents_store.h"

namespace clientroute::access {

/// What a route holds, on the wire. Pure, thread-safe.

/// Everything but the free text.
void FillContents(const RouteContents& contents, std::int64_t route_row, v1::CaseRoute* route);
/// The free text of what FillContents filled. Errors: those of FreeTextKey::Open.
absl::Status OpenTexts(const FreeTextKey& key, const RouteContents& contents, std::int64_t route_row,
                       v1::CaseRoute* route);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_ROUTE_CONTENTS_CODEC_H_
