#ifndef CLIENTROUTE_SERVICES_PORTAL_API_CONNECT_ERROR_H_
#define CLIENTROUTE_SERVICES_PORTAL_API_CONNECT_ERROR_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "services/portal/http/message.h"

namespace clientroute::portal {

/// `not_found`: how the Connect protocol writes a code. Pure.
std::string_view ConnectCode(absl::StatusCode code);
/// The HTTP status that goes with it, by the table of the protocol. Pure.
int ConnectHttpStatus(absl::StatusCode code);

/// `{"code":"…","message":"…","details":[…]}`: each detail with its type, its bytes (base64 without padding) and, where
/// it is a type of this program, its JSON as `debug`. An error of the door itself gets the domain `portal.clientroute`.
/// Pure.
std::string ConnectErrorJson(const absl::Status& status);

/// The whole answer.
HttpAnswer ConnectError(const absl::Status& status);

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_API_CONNECT_ERROR_H_
