#ifndef CLIENTROUTE_SERVICES_SUITE_COMMANDS_EXCHANGE_VIEW_H_
#define CLIENTROUTE_SERVICES_SUITE_COMMANDS_EXCHANGE_VIEW_H_

#include "clientroute/messaging/v1/messaging.pb.h"
#include "services/suite/cli/output.h"

/// What goes to providers, for people.
namespace clientroute::suite {

/// One line: by which way, how much waits and since when, and what was given up.
void PrintExchange(const messaging::v1::ExchangeQueue& queue, Output& out);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_COMMANDS_EXCHANGE_VIEW_H_
