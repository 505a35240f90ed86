#ifndef CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_DOOR_ADDRESS_H_
#define CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_DOOR_ADDRESS_H_

#include <string>
#include <string_view>

#include "services/portal/http/message.h"

namespace clientroute::portal {

/// Where browsers find the door, and what follows from it. A value.
class DoorAddress {
 public:
  /// `http://127.0.0.1:7480` or `https://portaal.example`, without a path.
  explicit DoorAddress(std::string origin);

  const std::string& origin() const { return origin_; }
  bool secure() const { return secure_; }
  /// Whether the request was sent to this address and no other name of this machine: a page of somebody else can make
  /// its own name point here.
  bool IsHost(const HttpRequest& request) const { return request.Header("host") == authority_; }
  /// Whether a page of this address asks, and not one of somebody else by the cookie of who visits it: for what changes
  /// something. A browser always says one of the two.
  bool IsOwnPage(const HttpRequest& request) const;
  /// Whether a browser says that another site asks: for what only reads, which also a person may open by a link.
  static bool IsOtherSite(const HttpRequest& request);

  /// `__Host-clientroute-session` where it is secure; a browser takes that name only for the whole of one host.
  std::string CookieName(std::string_view name) const;
  /// The value of Set-Cookie: for HTTP alone, for this site alone, for the life of the browser. An empty value takes
  /// the cookie away.
  std::string SetCookie(std::string_view name, std::string_view value) const;

 private:
  std::string origin_;
  bool secure_;
  std::string authority_;
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_DOOR_ADDRESS_H_
