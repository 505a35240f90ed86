#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_STORY_PARTS_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_STORY_PARTS_H_

#include <chrono>
#include <string_view>
#include <vector>

#include "services/platform/values/date.h"
#include "services/suite/demo/provider.h"

/// Who and what the story is about. Made up throughout; the products and the provider are those of the reference
/// region.
namespace clientroute::suite {

inline constexpr std::string_view kStoryProvider = "42420001";  // De Zeewering Jeugdhulp
inline constexpr std::string_view kStoryMunicipality = "0361";  // Alkmaar
inline constexpr std::chrono::minutes kMorning = std::chrono::hours(9);

/// A day of the story's year.
Date StoryDay(unsigned month, unsigned day);
StoryClient TheClient();
std::vector<StoryProduct> TheProducts();

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_STORY_PARTS_H_
