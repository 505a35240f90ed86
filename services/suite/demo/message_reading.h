#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_MESSAGE_READING_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_MESSAGE_READING_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/messaging/codec/message.h"
#include "services/suite/demo/story_values.h"

/// What a provider reads in the files that come. Errors of each: Internal when the file is not such a message.
namespace clientroute::suite {

absl::StatusOr<messaging::Message> ParseFile(const StoryFile& file);
/// The kind that answers: `JW316` for `JW315`, `JW325` for `JW323`; empty when none does.
std::string ReturnKindOf(std::string_view kind);
/// Whether a return message says that nothing is wrong.
absl::StatusOr<bool> Approves(const StoryFile& file);
/// The products of an allocation message.
absl::StatusOr<std::vector<AllocatedProduct>> ReadAllocations(const StoryFile& file);
/// The answer to a claim; a claim that was refused itself has its number as the reference.
absl::StatusOr<ClaimAnswer> ReadClaimAnswer(const StoryFile& file);
/// The answer to a request.
absl::StatusOr<RequestAnswer> ReadRequestAnswer(const StoryFile& file);
/// The message class by class, a line each, with the values that are there: for people.
absl::StatusOr<std::vector<std::string>> Describe(const StoryFile& file);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_MESSAGE_READING_H_
