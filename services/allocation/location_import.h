#ifndef CLIENTROUTE_SERVICES_ALLOCATION_LOCATION_IMPORT_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_LOCATION_IMPORT_H_

#include <optional>
#include <string>
#include <vector>

#include "services/allocation/location.h"
#include "services/platform/values/date.h"

namespace clientroute::allocation {

/// A row of an import with its place in the request (`locations[3]`).
template <typename Row>
struct Imported {
  std::string field;
  Row row;
};

/// What is to be taken in: the rows that could be read.
struct LocationImport {
  std::vector<Imported<Location>> locations;
  std::vector<Imported<Home>> homes;
  std::optional<MatchingWeights> weights;
};

/// A row that may not be taken in, and why, in English.
struct WrongRow {
  std::string field;
  std::string why;
};

/// What is wrong with the rows against each other, the calendar and the weights that are stored: a location or
/// municipality that comes twice; a municipality that is not in the country's division today; a place outside the
/// country; a location that changes provider; weights out of bounds, or with a version that does not count up. Empty
/// when all may be taken in. Pure, thread-safe.
std::vector<WrongRow> FindWrong(const LocationImport& import, const std::vector<Location>& stored,
                                const std::optional<MatchingWeights>& stored_weights, Date today);

/// The rows that are new or differ from what is stored. A location that comes replaces the stored one whole: a product
/// that it no longer names stays with no places, because clients may have one. Pure, thread-safe.
std::vector<Location> Changed(const std::vector<Imported<Location>>& imported, const std::vector<Location>& stored);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_LOCATION_IMPORT_H_
