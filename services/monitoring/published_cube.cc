#include "services/monitoring/published_cube.h"

#include <map>
#include <set>
#include <utility>

#include "services/monitoring/suppression.h"

namespace clientroute::monitoring {
namespace {

struct Filling {
  std::set<std::uint32_t> parts;
  std::set<Uuid> clients;
  std::set<std::string> providers;
  std::int64_t routes = 0;
};

// Every cell that the finest one is part of.
std::vector<CubeKey> CellsOf(const CubeKey& finest) {
  std::vector<CubeKey> cells;
  for (const bool municipality : {false, true}) {
    for (const bool provider : {false, true}) {
      for (int care = 0; care < 3; ++care) {  // nothing, segment, product
        cells.push_back({municipality ? finest.municipality : "", care > 0 ? finest.segment : "",
                         care > 1 ? finest.product : "", provider ? finest.provider : ""});
      }
    }
  }
  return cells;
}

// The cells that are divided along one dimension into this one and those beside it, each with its dimension.
std::vector<std::pair<int, CubeKey>> WholesOf(const CubeKey& key) {
  std::vector<std::pair<int, CubeKey>> wholes;
  const auto add = [&](int dimension, CubeKey whole) {
    if (whole != key) wholes.emplace_back(dimension, std::move(whole));
  };
  add(0, {"", key.segment, key.product, key.provider});
  add(1, {key.municipality, key.segment, key.product, ""});
  if (key.product.empty()) {
    add(2, {key.municipality, "", "", key.provider});
  } else {
    add(3, {key.municipality, key.segment, "", key.provider});
    add(4, {key.municipality, "", "", key.provider});
  }
  return wholes;
}

}  // namespace

std::vector<PublishedCell> MakeCube(const std::vector<CubeThing>& things, std::int64_t least,
                                    const std::vector<PublishedCell>& before) {
  std::set<CubeKey> held;
  for (const PublishedCell& cell : before) {
    if (cell.held_back) held.insert(cell.key);
  }
  std::map<CubeKey, std::uint32_t> finest;
  std::map<CubeKey, Filling> fillings;
  for (const CubeThing& thing : things) {
    const auto part = finest.try_emplace(thing.key, static_cast<std::uint32_t>(finest.size())).first->second;
    // What is not known of it is empty, and then two combinations are one.
    const std::vector<CubeKey> keys = CellsOf(thing.key);
    for (const CubeKey& key : std::set<CubeKey>(keys.begin(), keys.end())) {
      Filling& filling = fillings[key];
      filling.parts.insert(part);
      filling.clients.insert(thing.client);
      filling.providers.insert(thing.key.provider);
      ++filling.routes;
    }
  }
  std::vector<CubeCell> cells;
  std::map<CubeKey, std::size_t> places;
  for (const auto& [key, filling] : fillings) {
    places.emplace(key, cells.size());
    cells.push_back({{filling.parts.begin(), filling.parts.end()},
                     static_cast<std::int64_t>(filling.clients.size()),
                     held.contains(key)});
  }
  std::map<std::pair<std::size_t, int>, CubeDivision> divisions;
  for (const auto& [key, place] : places) {
    for (const auto& [dimension, whole] : WholesOf(key)) {
      CubeDivision& division = divisions[{places.at(whole), dimension}];
      division.whole = places.at(whole);
      division.cells.push_back(place);
    }
  }
  std::vector<CubeDivision> divided;
  divided.reserve(divisions.size());
  for (auto& [key, division] : divisions) divided.push_back(std::move(division));
  const std::vector<bool> publishable = Publishable(cells, divided, least);
  std::vector<PublishedCell> published;
  for (const auto& [key, filling] : fillings) {
    const bool held_back = !publishable[places.at(key)];
    published.push_back({key, filling.routes, static_cast<std::int64_t>(filling.providers.size()), held_back});
  }
  return published;
}

}  // namespace clientroute::monitoring
