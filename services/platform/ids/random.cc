#include "services/platform/ids/random.h"

#include <openssl/rand.h>

#include <algorithm>
#include <limits>
#include <mutex>
#include <random>

#include "services/platform/status/defect.h"

namespace clientroute {
namespace {

// Uniform below `bound` from uniform 64-bit numbers: the numbers of the incomplete last run are drawn again.
template <typename Draw>
std::uint64_t UniformBelow(std::uint64_t bound, Draw draw) {
  if (bound == 0) StopOnDefect("Random::Below needs a bound above 0");
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  const std::uint64_t limit = kMost - (kMost % bound + 1) % bound;
  std::uint64_t number = draw();
  while (number > limit) number = draw();
  return number % bound;
}

class SystemRandom final : public Random {
 public:
  std::uint64_t Below(std::uint64_t bound) override {
    return UniformBelow(bound, [] {
      std::uint64_t number = 0;
      Fill(reinterpret_cast<unsigned char*>(&number), sizeof(number));
      return number;
    });
  }
  std::string Bytes(std::size_t count) override {
    std::string bytes(count, '\0');
    Fill(reinterpret_cast<unsigned char*>(bytes.data()), count);
    return bytes;
  }

 private:
  static void Fill(unsigned char* to, std::size_t count) {
    constexpr std::size_t kPieceMost = 1 << 20;  // RAND_bytes counts in int
    for (std::size_t done = 0; done < count; done += kPieceMost) {
      const std::size_t piece = std::min(kPieceMost, count - done);
      if (RAND_bytes(to + done, static_cast<int>(piece)) != 1) {
        StopOnDefect("the system's source of randomness fails; a key or nonce made without it would be unsafe");
      }
    }
  }
};

class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  std::uint64_t Below(std::uint64_t bound) override {
    std::lock_guard lock(mutex_);
    return UniformBelow(bound, [this] { return engine_(); });
  }
  std::string Bytes(std::size_t count) override {
    std::lock_guard lock(mutex_);
    std::string bytes(count, '\0');
    for (char& byte : bytes) byte = static_cast<char>(engine_() >> 56);
    return bytes;
  }

 private:
  std::mutex mutex_;
  std::mt19937_64 engine_;
};

}  // namespace

std::unique_ptr<Random> MakeSystemRandom() { return std::make_unique<SystemRandom>(); }
std::unique_ptr<Random> MakeSeededRandom(std::uint64_t seed) { return std::make_unique<SeededRandom>(seed); }

}  // namespace clientroute
