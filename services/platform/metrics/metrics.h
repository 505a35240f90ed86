#ifndef CLIENTROUTE_SERVICES_PLATFORM_METRICS_METRICS_H_
#define CLIENTROUTE_SERVICES_PLATFORM_METRICS_METRICS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace clientroute {

/// The product's metrics, by prometheus-cpp; names and labels are listed in observability/metrics.md. Labels never hold
/// identifying data nor ids of clients, routes or cases. Thread-safe.
class Metrics {
 public:
  virtual ~Metrics() = default;
  using Labels = std::map<std::string, std::string>;
  virtual void Count(std::string_view name, const Labels& labels, double by = 1) = 0;
  virtual void Gauge(std::string_view name, const Labels& labels, double value) = 0;
  /// Seconds, into fixed buckets from 0.5 ms to 30 s.
  virtual void Observe(std::string_view name, const Labels& labels, double seconds) = 0;
  /// The text exposition, for tests and the command line.
  virtual std::string Text() const = 0;
};

/// Serves on `address` (`127.0.0.1:0` picks a port, empty serves nowhere); `port` receives the port.
/// Throws nothing; returns null when the address is taken.
std::unique_ptr<Metrics> MakeMetrics(const std::string& address, int* port);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_METRICS_METRICS_H_
