#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_CAST_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_CAST_H_

#include <string_view>
#include <vector>

#include "services/suite/demo/story_values.h"

/// Who and what the stories are about. Made up throughout; the products and the providers are those of the reference
/// region.
namespace clientroute::suite {

inline constexpr std::string_view kZeewering = "42420001";   // De Zeewering Jeugdhulp
inline constexpr std::string_view kKompas = "42420003";      // Kompas Jeugd-ggz
inline constexpr std::string_view kDuinrug = "42420007";     // Behandelcentrum De Duinrug
inline constexpr std::string_view kNoorderzon = "42420017";  // Noorderzon Ondersteuning
inline constexpr std::string_view kAlkmaar = "0361";
inline constexpr std::string_view kDenHelder = "0400";

/// A girl of nine.
StoryClient Duinker();
/// A boy of fourteen.
StoryClient Meeuwis();
/// A man of forty-six.
StoryClient Zandstra();
/// The girl's sister, who is born on the way.
StoryClient LittleDuinker();
/// All of them.
std::vector<StoryClient> Everyone();
/// Guidance at home, and day treatment from two weeks later; until the end of the year.
std::vector<StoryProduct> GuidanceAndDayTreatment();

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_CAST_H_
