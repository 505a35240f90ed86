#ifndef CLIENTROUTE_TESTS_RECOVERY_POWER_LOSS_ROUTE_SCRIPT_H_
#define CLIENTROUTE_TESTS_RECOVERY_POWER_LOSS_ROUTE_SCRIPT_H_

#include <memory>
#include <string>

#include "google/protobuf/message.h"

namespace clientroute::orchestrator {

/// What the other services announce of a route from its referral to the end of care, in the order in which it usually
/// comes. The data is made up.
inline constexpr int kScriptedEvents = 14;

/// The event at `place`, from 0, of `routes/…`. Every call gives the same.
std::unique_ptr<google::protobuf::Message> ScriptedEvent(const std::string& route, int place);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_RECOVERY_POWER_LOSS_ROUTE_SCRIPT_H_
