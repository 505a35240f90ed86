#ifndef CLIENTROUTE_TESTS_FUZZ_ALLOCATION_METER_H_
#define CLIENTROUTE_TESTS_FUZZ_ALLOCATION_METER_H_

#include <cstddef>

namespace clientroute::fuzz {

/// Counts what `new` hands out in this program, from its making on. One at a time; one thread.
class AllocationMeter {
 public:
  AllocationMeter();
  /// The most bytes that were there at once, beyond what was there at the beginning.
  std::size_t bytes_most() const;
  /// How many times memory was asked for: what stands in for time.
  std::size_t count() const;
};

}  // namespace clientroute::fuzz

#endif  // CLIENTROUTE_TESTS_FUZZ_ALLOCATION_METER_H_
