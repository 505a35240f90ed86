#ifndef CLIENTROUTE_SERVICES_PORTAL_HTTP_MESSAGE_H_
#define CLIENTROUTE_SERVICES_PORTAL_HTTP_MESSAGE_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clientroute::portal {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// A request as it came, whole. A value; nothing in it is believed yet.
struct HttpRequest {
  std::string method;   // `GET`
  std::string path;     // as sent, without the query: still percent-encoded
  std::string query;    // what stands after the `?`; empty without one
  HttpHeaders headers;  // names in lower case
  std::string body;

  /// The header's value, its name given in lower case; empty when it is absent. Of several the first.
  std::string_view Header(std::string_view name) const;
  /// The cookie's value; empty when it is absent.
  std::string_view Cookie(std::string_view name) const;
};

/// An answer, or the beginning of one that is streamed. The body may be shared: a page is read once and sent often.
struct HttpAnswer {
  int status = 200;
  HttpHeaders headers;
  std::shared_ptr<const std::string> body;  // null: none

  HttpAnswer& With(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

/// An answer with a body of its own. Pure.
HttpAnswer MakeAnswer(int status, std::string content_type, std::string body);
/// 302 or 303 to another address. Pure.
HttpAnswer Redirect(int status, std::string location);

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_HTTP_MESSAGE_H_
