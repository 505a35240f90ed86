#include "services/contracting/performance_codec.h"

#include "services/contracting/contracting_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::contracting {
namespace {

using clientroute::FromProto;
using clientroute::ToProto;

constexpr int kPeriodYearsMax = 3;

}  // namespace

std::vector<GivenValue> ReadValues(const google::protobuf::RepeatedPtrField<v1::PerformanceValue>& in,
                                   TalkViolations* violations) {
  std::vector<GivenValue> values;
  for (int i = 0; i < in.size(); ++i) {
    violations->CheckText(in[i].note(), Cat("values[", i, "].note"));
    values.push_back({in[i].measure(), in[i].amount(), in[i].of(), in[i].note()});
  }
  return values;
}

std::optional<Period> ReadPerformancePeriod(const type::v1::Period& in, const Period& contract, Date today,
                                            TalkViolations* violations) {
  const std::optional<Period> period = FromProto(in);
  const bool whole = period && period->end();
  violations->Require(whole, "period", "must have a first day that exists and a last day that is not before it");
  if (!whole) return std::nullopt;
  violations->Require(*period->end() < today, "period", "must be over");
  violations->Require(*period->end() < period->start().AddYears(kPeriodYearsMax), "period",
                      "must not be longer than three years");
  violations->Require(period->Overlaps(contract), "period", "must have a day of the contract in it");
  return period;
}

v1::PerformanceMeasure ToProto(const PerformanceMeasure& measure) {
  v1::PerformanceMeasure out;
  out.set_code(measure.code);
  out.set_display_name(measure.display_name);
  out.set_source(static_cast<v1::PerformanceMeasure::Source>(measure.source));
  out.set_figure(measure.figure);
  for (const std::string& figure : measure.of_figures) out.add_of_figures(figure);
  out.set_of_contract(measure.of_contract);
  out.set_weight(measure.weight);
  out.set_full_points_at(measure.full_points_at);
  out.set_no_points_at(measure.no_points_at);
  out.set_share(measure.share);
  *out.mutable_period() = ToProto(measure.period);
  return out;
}

v1::PerformanceScore ToProto(const PerformanceScore& score) {
  v1::PerformanceScore out;
  out.set_contract(NameOf(kContracts, score.contract));
  out.set_provider(score.provider.ToString());
  *out.mutable_period() = ToProto(score.period);
  out.set_score(score.score);
  for (const PerformancePart& part : score.parts) {
    v1::PerformancePart* row = out.add_parts();
    *row->mutable_measure() = ToProto(part.measure);
    row->set_weighed(part.points.has_value());
    row->set_amount(part.amount.value_or(0));
    row->set_of(part.of);
    row->set_value(part.Value());
    row->set_points(part.points.value_or(0));
    row->set_explanation(Explain(part));
    row->set_note(part.note);
  }
  out.set_explanation(Explain(score));
  out.set_note(score.note);
  if (!score.recorded_at) return out;
  out.set_name(NameOf(kPerformanceScores, score.id));
  out.set_recorded_by(score.recorded_by);
  *out.mutable_record_time() = ToProto(*score.recorded_at);
  out.set_newest(score.newest);
  return out;
}

v1::ProviderPerformance ToProto(const ProviderPerformance& performance) {
  v1::ProviderPerformance out;
  out.set_provider(performance.provider);
  out.set_score(performance.score);
  out.set_contracts(performance.contracts);
  out.set_lowest(performance.lowest);
  out.set_explanation(Explain(performance));
  return out;
}

}  // namespace clientroute::contracting
