#include "services/portal/sign_in/door_address.h"

#include <utility>

#include "services/platform/status/status.h"

namespace clientroute::portal {

DoorAddress::DoorAddress(std::string origin)
    : origin_(std::move(origin)),
      secure_(origin_.starts_with("https://")),
      authority_(origin_.substr(origin_.find("//") + 2)) {}

bool DoorAddress::IsOwnPage(const HttpRequest& request) const {
  const std::string_view origin = request.Header("origin");
  // A form of ours says `null`, because our pages tell nobody where they are (Referrer-Policy); then the other header
  // speaks.
  if (!origin.empty() && origin != "null") return origin == origin_;
  return request.Header("sec-fetch-site") == "same-origin";
}

bool DoorAddress::IsOtherSite(const HttpRequest& request) {
  const std::string_view site = request.Header("sec-fetch-site");
  return site == "cross-site" || site == "same-site";
}

std::string DoorAddress::CookieName(std::string_view name) const { return Cat(secure_ ? "__Host-" : "", name); }

std::string DoorAddress::SetCookie(std::string_view name, std::string_view value) const {
  return Cat(CookieName(name), "=", value, "; Path=/; HttpOnly; SameSite=Lax", secure_ ? "; Secure" : "",
             value.empty() ? "; Max-Age=0" : "");
}

}  // namespace clientroute::portal
