#ifndef CLIENTROUTE_SERVICES_PROVIDER_ARRIVAL_WORK_H_
#define CLIENTROUTE_SERVICES_PROVIDER_ARRIVAL_WORK_H_

#include <cstdint>

#include "services/messaging/codec/message.h"
#include "services/platform/store/database.h"
#include "services/provider/desk.h"

namespace clientroute::provider {

/// What a message that came means for the books, and what it gives to do. `arrival` is its number, `provider` and
/// `municipality` the parties. Inside a transaction of the caller. Errors: those of Connection.
absl::Status TakeMessage(Desk& desk, Connection& connection, std::int64_t arrival, const std::string& provider,
                         const std::string& municipality, const messaging::Message& message);

}  // namespace clientroute::provider

#endif  // CLIENTROUTE_SERVICES_PROVIDER_ARRIVAL_WORK_H_
