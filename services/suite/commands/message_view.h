#ifndef CLIENTROUTE_SERVICES_SUITE_COMMANDS_MESSAGE_VIEW_H_
#define CLIENTROUTE_SERVICES_SUITE_COMMANDS_MESSAGE_VIEW_H_

#include "clientroute/messaging/v1/messaging.pb.h"
#include "services/suite/cli/output.h"

/// Messages of a running suite, without their content, for people or as JSON.
namespace clientroute::suite {

void PrintMessage(Output& out, const messaging::v1::Message& message);
/// A table.
void PrintMessages(Output& out, const messaging::v1::ListMessagesResponse& answer);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_COMMANDS_MESSAGE_VIEW_H_
