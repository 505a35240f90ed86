#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_REQUEST_ANSWERS_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_REQUEST_ANSWERS_H_

#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/messaging/v1/messaging.pb.h"
#include "services/suite/demo/story_values.h"

/// Whether providers were answered. Pure, thread-safe.
namespace clientroute::suite {

/// What is wrong with the answers to the requests (315, 317) that were approved, a line each, in Dutch. Each of their
/// references gets one answer: one allocation message (301) that tells it (TR379), or one refusal (319), and before
/// that at most once that it is under investigation (OP344, TR359, TR360, TR365); and no term runs for what was
/// answered (OP274, OP346). With `all_answered` none may wait either. Errors: Internal when a file is no valid message.
absl::StatusOr<std::vector<std::string>> WronglyAnswered(std::span<const StoryFile> files,
                                                         std::span<const messaging::v1::Message* const> messages,
                                                         bool all_answered);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_REQUEST_ANSWERS_H_
