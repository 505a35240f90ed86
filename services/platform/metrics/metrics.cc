#include "services/platform/metrics/metrics.h"

#include <exception>
#include <mutex>
#include <optional>
#include <set>

#include "prometheus/counter.h"
#include "prometheus/exposer.h"
#include "prometheus/family.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"
#include "prometheus/text_serializer.h"

namespace clientroute {
namespace {

// Each set of labels is a series for ever; more than this many of one name is a label that should not be one.
constexpr std::size_t kSeriesMost = 2'000;
constexpr char kDefects[] = "clientroute_metric_defects_total";

const prometheus::Histogram::BucketBoundaries& SecondsBuckets() {
  static const prometheus::Histogram::BucketBoundaries buckets = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                                  0.25,   0.5,   1,      2.5,   5,    10,    30};
  return buckets;
}

class PrometheusMetrics final : public Metrics {
 public:
  PrometheusMetrics() : registry_(std::make_shared<prometheus::Registry>()) {}

  // Throws what civetweb throws when the address is taken.
  int Serve(const std::string& address) {
    exposer_.emplace(address);
    exposer_->RegisterCollectable(registry_);
    const std::vector<int> ports = exposer_->GetListeningPorts();
    return ports.empty() ? 0 : ports.front();
  }

  void Count(std::string_view name, const Labels& labels, double by) override {
    // Prometheus' own counter ignores a decrease silently.
    Guard(
        counter_series_, name, labels, by >= 0, [&] { return &CounterOf(name, labels); },
        [&](prometheus::Counter& counter) { counter.Increment(by); });
  }
  void Gauge(std::string_view name, const Labels& labels, double value) override {
    Guard(
        gauge_series_, name, labels, true,
        [&] { return &FamilyOf(gauges_, prometheus::BuildGauge(), name).Add(labels); },
        [&](prometheus::Gauge& gauge) { gauge.Set(value); });
  }
  void Observe(std::string_view name, const Labels& labels, double seconds) override {
    Guard(
        histogram_series_, name, labels, seconds >= 0,
        [&] { return &FamilyOf(histograms_, prometheus::BuildHistogram(), name).Add(labels, SecondsBuckets()); },
        [&](prometheus::Histogram& histogram) { histogram.Observe(seconds); });
  }
  std::string Text() const override { return prometheus::TextSerializer().Serialize(registry_->Collect()); }

 private:
  template <typename Metric>
  using Families = std::map<std::string, prometheus::Family<Metric>*, std::less<>>;
  template <typename Metric>
  using Series = std::map<std::string, std::map<Labels, Metric*>, std::less<>>;

  // The library throws on a name or label that Prometheus does not know, or on one name with two types. A metric never
  // makes a call fail: the defect is counted under its own name instead.
  // A series is found here by its labels and made once: the library would hash and lock for every value.
  template <typename Metric, typename Make, typename Work>
  void Guard(Series<Metric>& series, std::string_view name, const Labels& labels, bool sound, Make make, Work work) {
    const std::lock_guard lock(mutex_);
    try {
      if (sound) {
        auto named = series.find(name);
        if (named == series.end()) named = series.emplace(std::string(name), std::map<Labels, Metric*>()).first;
        auto found = named->second.find(labels);
        if (found == named->second.end() && Admit(name, labels)) {
          found = named->second.emplace(labels, make()).first;
        }
        if (found != named->second.end()) return work(*found->second);
      }
    } catch (const std::exception&) {  // counted below
    }
    CounterOf(kDefects, {}).Increment();
  }

  bool Admit(std::string_view name, const Labels& labels) {
    auto found = series_.find(name);
    if (found == series_.end()) found = series_.emplace(std::string(name), std::set<Labels>()).first;
    if (found->second.contains(labels)) return true;
    if (found->second.size() >= kSeriesMost) return false;
    found->second.insert(labels);
    return true;
  }

  template <typename Metric, typename Builder>
  prometheus::Family<Metric>& FamilyOf(Families<Metric>& families, Builder builder, std::string_view name) {
    if (auto found = families.find(name); found != families.end()) return *found->second;
    auto& family = builder.Name(std::string(name)).Help("See observability/metrics.md").Register(*registry_);
    families.emplace(std::string(name), &family);
    return family;
  }

  prometheus::Counter& CounterOf(std::string_view name, const Labels& labels) {
    return FamilyOf(counters_, prometheus::BuildCounter(), name).Add(labels);
  }

  const std::shared_ptr<prometheus::Registry> registry_;
  std::mutex mutex_;
  Families<prometheus::Counter> counters_;
  Families<prometheus::Gauge> gauges_;
  Families<prometheus::Histogram> histograms_;
  std::map<std::string, std::set<Labels>, std::less<>> series_;
  Series<prometheus::Counter> counter_series_;
  Series<prometheus::Gauge> gauge_series_;
  Series<prometheus::Histogram> histogram_series_;
  // Last, so that nothing is served from what is already gone.
  std::optional<prometheus::Exposer> exposer_;
};

}  // namespace

std::unique_ptr<Metrics> MakeMetrics(const std::string& address, int* port) {
  auto metrics = std::make_unique<PrometheusMetrics>();
  *port = 0;
  if (address.empty()) return metrics;
  try {
    *port = metrics->Serve(address);
  } catch (const std::exception&) {
    return nullptr;
  }
  return metrics;
}

}  // namespace clientroute
