#ifndef CLIENTROUTE_TESTS_CONFORMANCE_RANDOM_MESSAGE_H_
#define CLIENTROUTE_TESTS_CONFORMANCE_RANDOM_MESSAGE_H_

#include <cstdint>
#include <random>
#include <string>

#include "services/messaging/codec/message.h"

namespace clientroute::conformance {

/// Seeded choices; the same on every machine (std's distributions are not).
class Choices {
 public:
  explicit Choices(std::uint64_t seed) : random_(seed) {}
  std::uint64_t Below(std::uint64_t n) { return n == 0 ? 0 : random_() % n; }
  bool OneIn(std::uint64_t n) { return Below(n) == 0; }

 private:
  std::mt19937_64 random_;
};

/// A text that is of the type, often at one of its limits.
std::string RandomValue(const messaging::SimpleType& type, Choices& choices);

/// A message that is valid at level 1: every value, optional part and repetition drawn from the schema.
messaging::Message RandomMessage(const messaging::MessageSchema& schema, Choices& choices);

}  // namespace clientroute::conformance

#endif  // CLIENTROUTE_TESTS_CONFORMANCE_RANDOM_MESSAGE_H_
