#ifndef CLIENTROUTE_SERVICES_MONITORING_PUBLISHED_CUBE_H_
#define CLIENTROUTE_SERVICES_MONITORING_PUBLISHED_CUBE_H_

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "services/platform/values/uuid.h"

namespace clientroute::monitoring {

/// What a published number is of; what is not told apart is empty. A cell with a product also has its segment.
struct CubeKey {
  std::string municipality;  // CBS code
  std::string segment;       // path
  std::string product;
  std::string provider;  // AGB code
  friend auto operator<=>(const CubeKey&, const CubeKey&) = default;
};

/// One thing that is counted: a route, at its first line, and whose it is.
struct CubeThing {
  CubeKey key;
  Uuid client;
};

/// A cell of the cube as it is published.
struct PublishedCell {
  CubeKey key;
  std::int64_t routes = 0;
  /// How many providers it is of: those who see only their own see what is of many.
  std::int64_t providers = 0;
  /// Held back: `routes` is not told to anyone.
  bool held_back = false;
};

/// Clients that a published cell is of at least, where a region does not choose otherwise.
inline constexpr std::int64_t kClientsLeast = 10;

/// The cube of one figure and month: every cell that has something in it, in each combination of municipality, segment
/// or product, and provider, with those held back that could tell of few (suppression.h). What was published of it
/// before, if it was, is given as well: what was held back then stays so, or the two together would tell it. By key.
/// Pure, thread-safe.
std::vector<PublishedCell> MakeCube(const std::vector<CubeThing>& things, std::int64_t least,
                                    const std::vector<PublishedCell>& before);

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_PUBLISHED_CUBE_H_
