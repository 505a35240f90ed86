#include "services/contracting/performance.h"

#include <algorithm>
#include <set>

namespace clientroute::contracting {
namespace {

constexpr std::int64_t kMostPoints = 100;

// Of whole numbers that are not negative.
std::int64_t DivideHalfUp(std::int64_t dividend, std::int64_t divisor) { return (dividend + divisor / 2) / divisor; }

// `12,5` of 1,250 basis points.
std::string Percentage(std::int64_t basis_points) {
  constexpr std::int64_t kBasisPointsAPercent = 100;
  std::string text = std::to_string(basis_points / kBasisPointsAPercent);
  std::string behind = std::to_string(kBasisPointsAPercent + basis_points % kBasisPointsAPercent).substr(1);
  while (!behind.empty() && behind.back() == '0') behind.pop_back();
  return behind.empty() ? text : text + "," + behind;
}

std::string Spoken(const PerformanceMeasure& measure, std::int64_t value) {
  return measure.share ? Percentage(value) + " procent" : std::to_string(value);
}

// `75 procent of meer`; at an end that no value can pass, without those words.
std::string SpokenEnd(const PerformanceMeasure& measure, std::int64_t end, bool or_more) {
  const bool last = or_more ? measure.share && end == kWholeShare : end == 0;
  return Spoken(measure, end) + (last ? "" : or_more ? " of meer" : " of minder");
}

std::string SpokenScale(const PerformanceMeasure& measure) {
  const bool more_is_better = measure.full_points_at > measure.no_points_at;
  return SpokenEnd(measure, measure.full_points_at, more_is_better) + " geeft 100 punten, " +
         SpokenEnd(measure, measure.no_points_at, !more_is_better) + " geeft 0";
}

Problems CheckGiven(const std::vector<PerformanceMeasure>& measures, const std::vector<GivenValue>& given) {
  Problems problems;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const GivenValue& value = given[i];
    const auto path = [&](std::string_view field) { return "values[" + std::to_string(i) + "]." + std::string(field); };
    const auto measure = std::find_if(measures.begin(), measures.end(),
                                      [&](const PerformanceMeasure& one) { return one.code == value.measure; });
    if (measure == measures.end()) {
      problems.push_back({path("measure"), "must be a measure in force on the last day of the period"});
      continue;
    }
    Require(measure->source != MeasureSource::kAgreementsKept, path("measure"), "is counted and not given", &problems);
    Require(seen.insert(value.measure).second, path("measure"), "is given more than once", &problems);
    Require(value.amount >= 0 && value.amount <= kPerformanceAmountMax, path("amount"), "must be 0-10^12", &problems);
    const bool fits = measure->share ? value.of >= value.amount && value.of <= kPerformanceAmountMax : value.of == 0;
    Require(fits, path("of"), "must not be less than the amount of a share, and 0 otherwise", &problems);
  }
  return problems;
}

}  // namespace

std::int64_t PerformancePart::Value() const {
  const std::int64_t known = amount.value_or(0);
  if (!measure.share) return known;
  return of == 0 ? 0 : DivideHalfUp(known * kWholeShare, of);
}

int PointsOf(std::int64_t value, std::int64_t full_points_at, std::int64_t no_points_at) {
  const std::int64_t way = full_points_at > no_points_at ? value - no_points_at : no_points_at - value;
  const std::int64_t whole = std::max(full_points_at, no_points_at) - std::min(full_points_at, no_points_at);
  return static_cast<int>(DivideHalfUp(std::clamp<std::int64_t>(way, 0, whole) * kMostPoints, whole));
}

KeptAgreements CountKept(const std::vector<Agreement>& due) {
  KeptAgreements count;
  for (const Agreement& agreement : due) {
    if (agreement.party != Party::kProvider || agreement.state == AgreementState::kDropped) continue;
    ++count.of;
    const bool done = agreement.state == AgreementState::kDone && agreement.settled_at.has_value();
    if (done && LocalDate(*agreement.settled_at) <= agreement.due) ++count.kept;
  }
  return count;
}

std::vector<PerformancePart> Weigh(const std::vector<PerformanceMeasure>& measures,
                                   const std::vector<GivenValue>& given, const KeptAgreements& kept,
                                   Problems* problems) {
  const Problems wrong = CheckGiven(measures, given);
  problems->insert(problems->end(), wrong.begin(), wrong.end());
  std::vector<PerformancePart> parts;
  if (!wrong.empty()) return parts;
  for (const PerformanceMeasure& measure : measures) {
    PerformancePart part{measure, std::nullopt, 0, std::nullopt, ""};
    const auto value =
        std::find_if(given.begin(), given.end(), [&](const GivenValue& one) { return one.measure == measure.code; });
    if (measure.source == MeasureSource::kAgreementsKept) {
      part.amount = kept.kept;
      part.of = kept.of;
    } else if (value != given.end()) {
      part.amount = value->amount;
      part.of = value->of;
      part.note = value->note;
    }
    if (part.amount && (!measure.share || part.of > 0)) {
      part.points = PointsOf(part.Value(), measure.full_points_at, measure.no_points_at);
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

std::optional<int> ScoreOf(const std::vector<PerformancePart>& parts) {
  std::int64_t points = 0, weights = 0;
  for (const PerformancePart& part : parts) {
    if (!part.points) continue;
    points += std::int64_t{*part.points} * part.measure.weight;
    weights += part.measure.weight;
  }
  if (weights == 0) return std::nullopt;
  return static_cast<int>(DivideHalfUp(points, weights));
}

std::string Explain(const PerformancePart& part) {
  const std::string name = part.measure.display_name + ": ";
  if (!part.amount) return name + "niet bekend, telt niet mee.";
  if (!part.points) return name + "er was er geen, telt niet mee.";
  std::string value = Spoken(part.measure, part.Value());
  if (part.measure.share) value = std::to_string(*part.amount) + " van " + std::to_string(part.of) + " is " + value;
  return name + value + "; " + SpokenScale(part.measure) + ". Dat is " + std::to_string(*part.points) +
         " punten, gewicht " + std::to_string(part.measure.weight) + ".";
}

std::string Explain(const PerformanceScore& score) {
  std::string sum;
  std::int64_t points = 0, weights = 0, weighed = 0;
  for (const PerformancePart& part : score.parts) {
    if (!part.points) continue;
    sum += (sum.empty() ? "" : " + ") + std::to_string(*part.points) + " × " + std::to_string(part.measure.weight);
    points += std::int64_t{*part.points} * part.measure.weight;
    weights += part.measure.weight;
    ++weighed;
  }
  if (weighed == 0) return "Van geen enkel onderdeel is een waarde bekend: er is geen score.";
  return "Het gewogen gemiddelde van " + std::to_string(weighed) + " van de " + std::to_string(score.parts.size()) +
         " onderdelen: (" + sum + ") / " + std::to_string(weights) + " = " + std::to_string(points) + " / " +
         std::to_string(weights) + ", afgerond " + std::to_string(score.score) + ".";
}

std::string Explain(const ProviderPerformance& performance) {
  if (performance.contracts == 1) return "De laatste score van één contract.";
  return "Het gemiddelde van de laatste scores van " + std::to_string(performance.contracts) +
         " contracten; de laagste is " + std::to_string(performance.lowest) + ".";
}

}  // namespace clientroute::contracting
