#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_STORIES_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_STORIES_H_

#include <span>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/suite/demo/story.h"

/// The stories: one file each in stories/, and a line in stories.cc.
namespace clientroute::suite {

/// The one that is played when none is named.
inline constexpr std::string_view kFirstStory = "standard";

/// In the order of the list.
std::span<const StoryEntry> Stories();
/// Errors: WRONG_USE names those that there are.
absl::StatusOr<StoryEntry> FindStory(std::string_view name);

StoryEntry StandardStory();
StoryEntry ClaimsStory();
StoryEntry AftercareStory();
StoryEntry ReturnStory();
StoryEntry ScalingStory();
StoryEntry MultiStory();
StoryEntry CrisisStory();
StoryEntry RefusedStory();
StoryEntry UnbornStory();
StoryEntry WmoStory();

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_STORIES_H_
