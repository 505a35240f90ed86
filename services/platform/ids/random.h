#ifndef CLIENTROUTE_SERVICES_PLATFORM_IDS_RANDOM_H_
#define CLIENTROUTE_SERVICES_PLATFORM_IDS_RANDOM_H_

#include <cstdint>
#include <memory>
#include <string>

namespace clientroute {

/// Where randomness comes from: backoff jitter, keys, nonces. Thread-safe.
class Random {
 public:
  virtual ~Random() = default;
  /// Uniform in [0, bound); bound > 0.
  virtual std::uint64_t Below(std::uint64_t bound) = 0;
  /// `count` bytes; from SystemRandom fit for keys.
  virtual std::string Bytes(std::size_t count) = 0;
};

/// The operating system's source, by OpenSSL.
std::unique_ptr<Random> MakeSystemRandom();
/// Repeatable; never for keys outside tests and simulation.
std::unique_ptr<Random> MakeSeededRandom(std::uint64_t seed);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_IDS_RANDOM_H_
