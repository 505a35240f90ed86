#include "services/suite/demo/stories.h"

#include <algorithm>
#include <array>
#include <string>

#include "services/platform/status/status.h"
#include "services/suite/cli/arguments.h"

namespace clientroute::suite {

std::span<const StoryEntry> Stories() {
  static const std::array kStories = {StandardStory(), ClaimsStory(), AftercareStory(), ReturnStory(), ScalingStory(),
                                      MultiStory(),    CrisisStory(), RefusedStory(),   UnbornStory(), WmoStory()};
  return kStories;
}

absl::StatusOr<StoryEntry> FindStory(std::string_view name) {
  auto found = std::ranges::find(Stories(), name, &StoryEntry::name);
  if (found != Stories().end()) return *found;
  std::string names;
  for (const StoryEntry& story : Stories()) names += Cat(names.empty() ? "" : ", ", story.name);
  return WrongUse(Cat("demo: geen verhaal heet '", name, "'; wel ", names));
}

}  // namespace clientroute::suite
