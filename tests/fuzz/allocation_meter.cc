#include "tests/fuzz/allocation_meter.h"

#include <malloc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace {

struct Counters {
  std::int64_t bytes = 0;
  std::int64_t bytes_most = 0;
  std::size_t allocations = 0;
};
Counters counters;

void* Take(std::size_t size) {
  void* const memory = std::malloc(std::max<std::size_t>(size, 1));
  if (memory == nullptr) std::abort();
  counters.bytes += static_cast<std::int64_t>(malloc_usable_size(memory));
  counters.bytes_most = std::max(counters.bytes_most, counters.bytes);
  ++counters.allocations;
  return memory;
}

void Give(void* memory) {
  if (memory != nullptr) counters.bytes -= static_cast<std::int64_t>(malloc_usable_size(memory));
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) { return Take(size); }
void* operator new[](std::size_t size) { return Take(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return Take(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return Take(size); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { Give(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { Give(memory); }
void operator delete(void* memory) noexcept { Give(memory); }
void operator delete[](void* memory) noexcept { Give(memory); }
void operator delete(void* memory, std::size_t) noexcept { Give(memory); }
void operator delete[](void* memory, std::size_t) noexcept { Give(memory); }

namespace clientroute::fuzz {

AllocationMeter::AllocationMeter() { counters = {}; }

std::size_t AllocationMeter::bytes_most() const { return static_cast<std::size_t>(counters.bytes_most); }
std::size_t AllocationMeter::count() const { return counters.allocations; }

}  // namespace clientroute::fuzz
