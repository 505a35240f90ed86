#ifndef CLIENTROUTE_SERVICES_PORTAL_HTTP_ENCODING_H_
#define CLIENTROUTE_SERVICES_PORTAL_HTTP_ENCODING_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace clientroute::portal {

// How values travel in addresses, forms and headers. Free functions, pure, thread-safe.

/// RFC 4648, section 5, without padding.
std::string Base64Url(std::string_view bytes);
/// nullopt for what Base64Url does not write; padding is allowed.
std::optional<std::string> FromBase64Url(std::string_view text);
/// RFC 4648, section 4, with padding: what Connect writes in its details.
std::string Base64(std::string_view bytes);

/// Everything but letters, digits and `-_.~` as %XX.
std::string PercentEncode(std::string_view text);
/// nullopt for a % that is not followed by two hexadecimal digits.
std::optional<std::string> PercentDecode(std::string_view text);

/// The fields of a query or a form (`a=1&b=2`); a `+` is a space. nullopt when one is badly encoded, or stands there
/// twice: then it is not sure what is meant.
std::optional<std::map<std::string, std::string>> ParseForm(std::string_view text);

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_HTTP_ENCODING_H_
