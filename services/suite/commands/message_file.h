#ifndef CLIENTROUTE_SERVICES_SUITE_COMMANDS_MESSAGE_FILE_H_
#define CLIENTROUTE_SERVICES_SUITE_COMMANDS_MESSAGE_FILE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

/// Message files that a command is pointed at, beside any suite.
namespace clientroute::suite {

/// The name that stands for standard input.
inline constexpr std::string_view kStandardInput = "-";

/// The bytes of a file, or of standard input for "-". Of a file that is larger than a message may be, only so much that
/// the reader sees it is. Errors: WRONG_USE when it cannot be read.
absl::StatusOr<std::string> ReadMessageFile(const std::string& name);

/// The names in a list of them, one a line; empty lines fall away. "-" reads the list from standard input. Errors:
/// WRONG_USE when it cannot be read.
absl::StatusOr<std::vector<std::string>> ReadFileNames(const std::string& list);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_COMMANDS_MESSAGE_FILE_H_
