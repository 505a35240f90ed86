#ifndef CLIENTROUTE_SERVICES_PORTAL_HTTP_PROBLEM_H_
#define CLIENTROUTE_SERVICES_PORTAL_HTTP_PROBLEM_H_

#include <string_view>

#include "services/portal/http/message.h"

namespace clientroute::portal {

/// What is wrong, as problem+json (RFC 9457): `type` about:blank, `title`, `status`, and `detail`, which says what to
/// do. Both texts are Dutch, for people, and hold nothing of the request. Pure.
HttpAnswer Problem(int status, std::string_view title, std::string_view detail);

/// The same as a page, for a browser that goes somewhere. Pure.
HttpAnswer ProblemPage(int status, std::string_view title, std::string_view detail);

/// The one or the other, by what the request accepts. Pure.
HttpAnswer ProblemFor(const HttpRequest& request, int status, std::string_view title, std::string_view detail);

/// Whether a browser goes somewhere with it: it wants a page. Pure.
bool WantsPage(const HttpRequest& request);

/// Text in a page: `&`, `<`, `>` and quotes escaped. Pure.
std::string HtmlText(std::string_view text);

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_HTTP_PROBLEM_H_
