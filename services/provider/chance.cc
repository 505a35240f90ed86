#include "services/provider/chance.h"

namespace clientroute::provider {

// FNV-1a over the text, finished as splitmix64 is: short texts that differ in one character must not give like numbers.
std::uint64_t Chance::Below(std::string_view what, std::uint64_t bound) const {
  constexpr std::uint64_t kBasis = 0xCBF29CE484222325;
  constexpr std::uint64_t kPrime = 0x100000001B3;
  std::uint64_t mixed = kBasis ^ (seed_ * 0x9E3779B97F4A7C15);
  for (const char c : what) mixed = (mixed ^ static_cast<unsigned char>(c)) * kPrime;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
  return (mixed ^ (mixed >> 31)) % bound;
}

int Chance::Between(std::string_view what, int least, int most) const {
  return least + static_cast<int>(Below(what, static_cast<std::uint64_t>(most - least) + 1));
}

bool Chance::Hits(std::string_view what, int percent) const {
  constexpr std::uint64_t kHundred = 100;
  return Below(what, kHundred) < static_cast<std::uint64_t>(percent);
}

}  // namespace clientroute::provider
