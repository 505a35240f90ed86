#ifndef CLIENTROUTE_SERVICES_SUITE_COMMANDS_NOTES_H_
#define CLIENTROUTE_SERVICES_SUITE_COMMANDS_NOTES_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/suite/cli/session.h"

namespace clientroute::suite {

/// Keeps what someone has to say about a route sealed in its case, and gives its name, by which others refer to it.
/// `route` is a whole name. Errors: those of RecordNote.
absl::StatusOr<std::string> RecordNote(Session& session, const std::string& route, const std::string& text);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_COMMANDS_NOTES_H_
