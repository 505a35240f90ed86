#ifndef CLIENTROUTE_SERVICES_SUITE_YEAR_INFLOW_H_
#define CLIENTROUTE_SERVICES_SUITE_YEAR_INFLOW_H_

#include <vector>

#include "services/provider/chance.h"
#include "services/provider/new_client.h"
#include "services/provider/profile.h"
#include "services/suite/serve/region.h"

namespace clientroute::suite {

/// Somebody for whom help is asked.
struct Newcomer {
  provider::NewClient client;
  /// The municipality's own access refers him; otherwise his provider asks.
  bool by_access = false;
};

/// Who comes to a region on which day: every kind of help in proportion to the places that there are of it and to
/// how scarce it is, near to where it is given, by the referrers of whom the national figures tell. Hangs on the seed
/// and the day alone. Pure; thread-safe.
class Inflow {
 public:
  /// `clients_a_year`: in a year of 250 working days.
  Inflow(const RegionFiles& files, std::vector<provider::Profile> profiles, provider::Chance chance,
         int clients_a_year);

  /// Of a working day.
  std::vector<Newcomer> Of(Date day) const;

 private:
  /// A kind of help at a location.
  struct Place {
    std::string provider;
    provider::Offer offer;  // with the municipalities that are near
    provider::Ages ages;
    int weight = 0;  // how often it is asked, beside the others
  };
  void AddPlaces(const RegionFiles& files, const allocation::v1::Location& location, const provider::Profile& profile);
  Newcomer One(const std::string& about, const Place& place) const;

  provider::Chance chance_;
  int clients_a_year_;
  std::vector<Place> places_;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_YEAR_INFLOW_H_
