#ifndef CLIENTROUTE_SERVICES_PORTAL_HTTP_COMPRESSION_H_
#define CLIENTROUTE_SERVICES_PORTAL_HTTP_COMPRESSION_H_

#include <optional>
#include <string>
#include <string_view>

#include "services/portal/http/message.h"

namespace clientroute::portal {

/// Below this an answer fits in a packet or two anyway.
inline constexpr std::size_t kCompressBytesLeast = 1'024;

/// Whether the Accept-Encoding takes the coding (`gzip`, `br`): named, or by `*`, and not with q=0. Pure.
bool Accepts(std::string_view accept_encoding, std::string_view coding);

/// RFC 1952, by zlib at its fastest. Pure, thread-safe. nullopt when there is no memory for it.
std::optional<std::string> Gzip(std::string_view bytes);

/// Compresses the answer's body where the client takes that and it is worth it; says Vary in any case.
void CompressFor(const HttpRequest& request, HttpAnswer& answer);

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_HTTP_COMPRESSION_H_
