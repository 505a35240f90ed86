#include "services/allocation/location_judgement.h"

#include <algorithm>
#include <string>
#include <utility>

namespace clientroute::allocation {
namespace {

// `product 45A04`, inside a sentence.
std::string Named(const Product& product) {
  std::string text = product.ToDutch();
  text.front() = static_cast<char>(text.front() - 'A' + 'a');
  return text;
}

std::string AgesOf(const ProductCapacity& capacity) {
  if (!capacity.age_until) return "vanaf " + std::to_string(capacity.age_from) + " jaar";
  return std::to_string(capacity.age_from) + " tot en met " + std::to_string(*capacity.age_until) + " jaar";
}

bool FitsAge(const ProductCapacity& capacity, const std::optional<int>& age) {
  if (!age) return true;
  return *age >= capacity.age_from && (!capacity.age_until || *age <= *capacity.age_until);
}

std::optional<int> KmFromHome(const JudgementBasis& basis, const Location& location) {
  if (!basis.question.home) return std::nullopt;
  return DistanceKm(basis.question.home->place, location.place);
}

std::string FromHome(const JudgementBasis& basis, int km) {
  return std::to_string(km) + " km van het midden van " + basis.question.home->display_name;
}

ScorePart Nearness(const JudgementBasis& basis, const Location& location) {
  const MatchingWeights& weights = basis.weights;
  const std::optional<int> km = KmFromHome(basis, location);
  if (!km) return {"nearness", 0, "afstand tot huis niet bekend"};
  int points = 0;
  if (*km <= kFullNearnessKm) {
    points = weights.nearness;
  } else if (*km < weights.distance_zero_points_km) {
    points = weights.nearness * (weights.distance_zero_points_km - *km) /
             (weights.distance_zero_points_km - kFullNearnessKm);
  }
  return {"nearness", points, FromHome(basis, *km)};
}

ScorePart AskingProvider(const JudgementBasis& basis, const PlaceWanted& wanted, const ProviderCode& provider) {
  if (basis.question.first_provider == provider) {
    return {"asking_provider", basis.weights.asking_provider, "deze aanbieder hielp de cliënt eerder"};
  }
  if (wanted.line.provider_reference.empty()) {
    return {"asking_provider", 0, "de aanbieder vroeg niet zelf om deze toewijzing"};
  }
  return {"asking_provider", basis.weights.asking_provider, "de aanbieder vroeg zelf om deze toewijzing"};
}

ScorePart OneProvider(const JudgementBasis& basis, const ProviderCode& provider) {
  const std::size_t providers = basis.providers.size() + (basis.providers.contains(provider) ? 0 : 1);
  if (providers == 1) return {"one_provider", basis.weights.one_provider, "alle hulp van de route bij één aanbieder"};
  return {"one_provider", 0, "de hulp van de route komt van " + std::to_string(providers) + " aanbieders"};
}

ScorePart Free(const JudgementBasis& basis, int free, int places) {
  if (free <= 0) return {"free_places", 0, "geen plaats vrij"};
  return {"free_places", basis.weights.free_places * free / places,
          std::to_string(free) + " van " + std::to_string(places) + (places == 1 ? " plaats vrij" : " plaatsen vrij")};
}

ScorePart Expertise(const JudgementBasis& basis, const Location& location) {
  const std::set<std::string>& asked = basis.question.expertise;
  std::string found;
  int count = 0;
  for (const std::string& one : asked) {
    if (!location.expertise.contains(one)) continue;
    found += (count == 0 ? "" : ", ") + one;
    ++count;
  }
  return {"expertise", basis.weights.expertise * count / static_cast<int>(asked.size()),
          std::to_string(count) + " van " + std::to_string(asked.size()) + " gevraagde deskundigheden" +
              (count == 0 ? "" : " (" + found + ")")};
}

std::vector<ScorePart> Score(const JudgementBasis& basis, const PlaceWanted& wanted, const Location& location, int free,
                             int places) {
  std::vector<ScorePart> parts = {AskingProvider(basis, wanted, location.provider), Nearness(basis, location),
                                  OneProvider(basis, location.provider), Free(basis, free, places)};
  if (!basis.question.expertise.empty()) parts.push_back(Expertise(basis, location));
  return parts;
}

// On what terms the location's provider gives a line that names none; null when it may not.
const ProviderOffer* OfferOf(const PlaceWanted& wanted, const Location& location) {
  const auto found = std::find_if(wanted.offers.begin(), wanted.offers.end(),
                                  [&](const ProviderOffer& offer) { return offer.provider == location.provider; });
  return found == wanted.offers.end() ? nullptr : &*found;
}

// Why the location's provider is not contracted for the line.
std::optional<FallenAway> FallsAwayByContract(const PlaceWanted& wanted, const Location& location) {
  const CareLine& line = wanted.line;
  if (!line.provider && !wanted.offers.empty()) {
    if (OfferOf(wanted, location) != nullptr) return std::nullopt;
    return FallenAway{location.code, FallReason::kNotContracted,
                      "is van " + location.provider.ToString() + ", die voor deze regel niet gecontracteerd is"};
  }
  if (!line.provider || line.contract.empty()) {
    return FallenAway{location.code, FallReason::kNotContracted, "voor deze regel is geen contract bevestigd"};
  }
  if (location.provider == *line.provider) return std::nullopt;
  return FallenAway{
      location.code, FallReason::kOtherProvider,
      "is van " + location.provider.ToString() + "; het contract is bevestigd met " + line.provider->ToString()};
}

// The rules that hold for the location as a whole.
std::optional<FallenAway> FallsAway(const PlaceWanted& wanted, const Location& location,
                                    const std::vector<const ProductCapacity*>& serving) {
  const CareLine& line = wanted.line;
  if (serving.empty()) {
    return FallenAway{location.code, FallReason::kOtherProduct, "geeft " + Named(line.product) + " niet"};
  }
  if (auto fallen = FallsAwayByContract(wanted, location)) return fallen;
  const bool age_fits = std::any_of(serving.begin(), serving.end(),
                                    [&](const auto* capacity) { return FitsAge(*capacity, wanted.client_age); });
  if (!age_fits) {
    return FallenAway{
        location.code, FallReason::kAge,
        "voor " + AgesOf(*serving.front()) + "; de cliënt is dan " + std::to_string(*wanted.client_age) + " jaar"};
  }
  return std::nullopt;
}

// In Dutch why the location is too far; empty when it is not.
std::string TooFar(const JudgementBasis& basis, const Location& location) {
  const std::optional<int> km = KmFromHome(basis, location);
  if (!km || basis.weights.distance_max_km <= 0 || *km <= basis.weights.distance_max_km) return {};
  return FromHome(basis, *km) + ", verder dan " + std::to_string(basis.weights.distance_max_km) + " km";
}

std::string Full(int places) {
  if (places == 1) return "de enige plaats is in deze periode bezet of toegezegd";
  return "alle " + std::to_string(places) + " plaatsen zijn in deze periode bezet of toegezegd";
}

}  // namespace

int FreePlaces(const ProductCapacity& capacity, const CapacityKey& key, const Period& period,
               const OccupancyBook& taken) {
  const auto found = taken.find(key);
  return capacity.places - (found == taken.end() ? 0 : found->second.MostTaken(period));
}

std::variant<Candidate, FallenAway> JudgeLocation(const JudgementBasis& basis, const PlaceWanted& wanted,
                                                  const Location& location) {
  std::vector<const ProductCapacity*> serving;
  for (const ProductCapacity& capacity : location.capacities) {
    if (capacity.Serves(wanted.line.product)) serving.push_back(&capacity);
  }
  if (auto fallen = FallsAway(wanted, location, serving)) return *std::move(fallen);
  const bool crisis = basis.question.crisis;
  std::string second_best = TooFar(basis, location);
  if (!second_best.empty() && !crisis) return FallenAway{location.code, FallReason::kTooFar, std::move(second_best)};
  const ProductCapacity* best = nullptr;
  int best_free = 0;
  int places = 0;
  for (const ProductCapacity* capacity : serving) {
    if (!FitsAge(*capacity, wanted.client_age)) continue;
    places += capacity->places;
    const int free = FreePlaces(*capacity, {location.code, capacity->product}, wanted.line.period, basis.taken);
    // In a crisis the one with the fewest too many.
    if (best == nullptr ? free <= 0 && !crisis : free <= best_free) continue;
    best = capacity;
    best_free = free;
  }
  if (best == nullptr) return FallenAway{location.code, FallReason::kFull, Full(places)};
  Candidate candidate;
  candidate.full = best_free <= 0;
  if (candidate.full) second_best += (second_best.empty() ? "" : "; ") + Full(places);
  candidate.second_best = std::move(second_best);
  candidate.capacity = {location.code, best->product};
  candidate.places = best->places;
  candidate.returns = basis.question.first_provider == location.provider;
  if (const ProviderOffer* offer = OfferOf(wanted, location); offer != nullptr && !wanted.line.provider) {
    candidate.offer = *offer;
  }
  candidate.parts = Score(basis, wanted, location, best_free, best->places);
  for (const ScorePart& part : candidate.parts) candidate.score += part.points;
  return candidate;
}

}  // namespace clientroute::allocation
