#ifndef CLIENTROUTE_SERVICES_SUITE_COMMANDS_MESSAGE_FILE_VIEW_H_
#define CLIENTROUTE_SERVICES_SUITE_COMMANDS_MESSAGE_FILE_VIEW_H_

#include <string>

#include "absl/status/status.h"
#include "services/suite/cli/command.h"

namespace clientroute::suite {

/// Whether the word of `message show` is a file (or "-") and not the name of a message in a suite.
bool NamesMessageFile(const std::string& word);

/// Prints the message in the file that the first word names: class by class its values, each code with what it means.
/// Citizen numbers are masked unless the caller says with --purpose why he looks. Errors: WRONG_USE when the file
/// cannot be read; InvalidArgument when it is no message that keeps its schema, with the first fault.
absl::Status ShowMessageFile(Invocation& call);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_COMMANDS_MESSAGE_FILE_VIEW_H_
