#ifndef CLIENTROUTE_SERVICES_PROVIDER_CHANCE_H_
#define CLIENTROUTE_SERVICES_PROVIDER_CHANCE_H_

#include <cstdint>
#include <string_view>

namespace clientroute::provider {

/// Chance that depends on the seed and on what it is about, and on nothing else: not on the order of asking, nor on how
/// often the program was stopped. A value; thread-safe.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : seed_(seed) {}
  /// Uniform in [0, bound); bound > 0.
  std::uint64_t Below(std::string_view what, std::uint64_t bound) const;
  /// Uniform from `least` to `most`, both included; least <= most.
  int Between(std::string_view what, int least, int most) const;
  /// True so often in a hundred; `percent` from 0 to 100.
  bool Hits(std::string_view what, int percent) const;

 private:
  std::uint64_t seed_;
};

}  // namespace clientroute::provider

#endif  // CLIENTROUTE_SERVICES_PROVIDER_CHANCE_H_
