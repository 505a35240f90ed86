#include "services/allocation/matching.h"

#include <algorithm>
#include <tuple>
#include <variant>

#include "services/allocation/location_judgement.h"

namespace clientroute::allocation {
namespace {

// Steps of the search for a set in which all lines fit; far more than lines that share no last place ever need.
constexpr int kSearchStepsMax = 20'000;

// What is taken when some of the lines have their places too. The book stays as it is; only what is asked for is
// copied.
class WithLines {
 public:
  explicit WithLines(const OccupancyBook& taken) : taken_(taken) {}
  Occupancy& operator[](const CapacityKey& capacity) {
    const auto [found, is_new] = mine_.try_emplace(capacity);
    if (const auto before = is_new ? taken_.find(capacity) : taken_.end(); before != taken_.end()) {
      found->second = before->second;
    }
    return found->second;
  }

 private:
  const OccupancyBook& taken_;
  OccupancyBook mine_;
};

// Finds the first set of candidates, one a line, that fit at the same time.
class Search {
 public:
  Search(const MatchQuestion& question, const std::vector<LineMatch>& lines, const OccupancyBook& taken)
      : question_(question), lines_(lines), taken_(taken), chosen_(lines.size(), 0) {}
  /// Whether there is such a set.
  bool Run() { return Choose(0); }
  /// Each line takes its best candidate, whether it fits or not.
  void TakeBest() { std::fill(chosen_.begin(), chosen_.end(), 0U); }
  const std::vector<std::size_t>& chosen() const { return chosen_; }

 private:
  bool Choose(std::size_t line) {
    if (line == lines_.size()) return true;
    const Period& period = question_.wanted[line].line.period;
    const std::vector<Candidate>& candidates = lines_[line].candidates;
    for (std::size_t i = 0; i < candidates.size() && steps_ < kSearchStepsMax; ++i) {
      ++steps_;
      Occupancy& occupancy = taken_[candidates[i].capacity];
      if (!candidates[i].full && occupancy.MostTaken(period) >= candidates[i].places) continue;
      occupancy.Take(period);
      chosen_[line] = i;
      if (Choose(line + 1)) return true;
      occupancy.Take(period, -1);
    }
    return false;
  }

  const MatchQuestion& question_;
  const std::vector<LineMatch>& lines_;
  WithLines taken_;
  std::vector<std::size_t> chosen_;
  int steps_ = 0;
};

LineMatch JudgeAll(const JudgementBasis& basis, const PlaceWanted& wanted, const std::vector<Location>& locations) {
  LineMatch match;
  match.line = wanted.line.line;
  for (const Location& location : locations) {
    auto judged = JudgeLocation(basis, wanted, location);
    if (auto* candidate = std::get_if<Candidate>(&judged)) {
      match.candidates.push_back(std::move(*candidate));
    } else {
      match.fallen_away.push_back(std::move(std::get<FallenAway>(judged)));
    }
  }
  std::sort(match.candidates.begin(), match.candidates.end(), [](const Candidate& a, const Candidate& b) {
    using Key = std::tuple<bool, bool, int, const CapacityKey&>;
    return Key(!a.second_best.empty(), !a.returns, -a.score, a.capacity) <
           Key(!b.second_best.empty(), !b.returns, -b.score, b.capacity);
  });
  std::sort(match.fallen_away.begin(), match.fallen_away.end(),
            [](const FallenAway& a, const FallenAway& b) { return a.location < b.location; });
  return match;
}

std::string NameOfLocation(const std::vector<Location>& locations, const std::string& code) {
  const auto found =
      std::find_if(locations.begin(), locations.end(), [&](const auto& one) { return one.code == code; });
  return found == locations.end() ? code : found->display_name;
}

std::string_view InDutch(FallReason reason) {
  switch (reason) {
    case FallReason::kOtherProduct:
      return "ander product";
    case FallReason::kNotContracted:
      return "geen contract";
    case FallReason::kAge:
      return "leeftijd";
    case FallReason::kFull:
      return "vol";
    case FallReason::kTooFar:
      return "te ver";
    case FallReason::kOtherProvider:
      return "andere aanbieder";
  }
  return "onbekend";
}

// `2 vol, 1 te ver`
std::string CountReasons(const std::vector<FallenAway>& fallen_away) {
  std::map<FallReason, int> counts;
  for (const FallenAway& one : fallen_away) ++counts[one.reason];
  std::string text;
  for (const auto& [reason, count] : counts) {
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(InDutch(reason));
  }
  return text;
}

// Why the chosen one goes before the others.
std::string WhyChosen(const LineMatch& match) {
  const Candidate& chosen = match.candidates[*match.chosen];
  const auto count = match.candidates.size();
  if (count == 1) return "de enige locatie die kan";
  if (*match.chosen != 0) return "de hoogste score die samengaat met de andere regels";
  const auto returns = static_cast<std::size_t>(
      std::count_if(match.candidates.begin(), match.candidates.end(), [](const auto& one) { return one.returns; }));
  if (!chosen.returns || returns == count) return "de hoogste score van " + std::to_string(count) + " locaties";
  return "van de aanbieder die de cliënt eerder hielp: wie binnen de terugkeertermijn om hetzelfde vraagt, gaat naar "
         "zijn eerste aanbieder, voor " +
         std::to_string(count - returns) + (count - returns == 1 ? " andere locatie" : " andere locaties");
}

std::string ExplainLine(const LineMatch& match, const Product& product, const std::vector<Location>& locations) {
  const std::string what = product.ToDutch() + ": ";
  if (match.chosen) {
    const Candidate& candidate = match.candidates[*match.chosen];
    std::string text = what + "plek bij " + NameOfLocation(locations, candidate.capacity.location) + " met " +
                       std::to_string(candidate.score) + " punten, " + WhyChosen(match) + ".";
    if (match.second_best) {
      text += " Tweede keus wegens crisis: " +
              (candidate.second_best.empty() ? "de plaats is ook voor een andere regel nodig" : candidate.second_best) +
              ".";
    }
    return text;
  }
  if (!match.candidates.empty()) {
    return what + "er is plek bij " + NameOfLocation(locations, match.candidates.front().capacity.location) +
           ", maar niet voor alle regels tegelijk; er wordt niets vastgehouden.";
  }
  if (match.fallen_away.empty()) return what + "geen plek; geen enkele locatie geeft dit.";
  return what + "geen plek; " + std::to_string(match.fallen_away.size()) +
         (match.fallen_away.size() == 1 ? " locatie valt af (" : " locaties vallen af (") +
         CountReasons(match.fallen_away) + ").";
}

}  // namespace

Match FindPlaces(const MatchQuestion& question, const std::vector<Location>& locations, const OccupancyBook& taken,
                 const MatchingWeights& weights) {
  JudgementBasis basis{question, taken, weights, {}};
  for (const PlaceWanted& wanted : question.wanted) {
    if (wanted.line.provider) basis.providers.insert(*wanted.line.provider);
  }
  Match match;
  bool each_has_one = true;
  for (const PlaceWanted& wanted : question.wanted) {
    match.lines.push_back(JudgeAll(basis, wanted, locations));
    each_has_one = each_has_one && !match.lines.back().candidates.empty();
  }
  Search search(question, match.lines, taken);
  match.complete = each_has_one && search.Run();
  if (each_has_one && !match.complete && question.crisis) {
    search.TakeBest();
    match.complete = true;
  }
  WithLines now(taken);
  for (std::size_t i = 0; i < match.lines.size(); ++i) {
    if (match.complete) {
      LineMatch& line = match.lines[i];
      line.chosen = search.chosen()[i];
      const Candidate& chosen = line.candidates[*line.chosen];
      const Period& period = question.wanted[i].line.period;
      Occupancy& occupancy = now[chosen.capacity];
      line.second_best = !chosen.second_best.empty() || occupancy.MostTaken(period) >= chosen.places;
      occupancy.Take(period);
    }
    match.lines[i].explanation = ExplainLine(match.lines[i], question.wanted[i].line.product, locations);
  }
  return match;
}

}  // namespace clientroute::allocation
