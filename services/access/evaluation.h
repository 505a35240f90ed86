#ifndef CLIENTROUTE_SERVICES_ACCESS_EVALUATION_H_
#define CLIENTROUTE_SERVICES_ACCESS_EVALUATION_H_

#include <cstdint>

namespace clientroute::access {

/// What an evaluation of a plan came to (ROU-3: "can it be less?"); the number is the one of the wire.
enum class EvaluationOutcome : std::uint8_t { kAsItIs = 1, kLighter, kHeavier, kGoalsReached, kLast = kGoalsReached };

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_EVALUATION_H_
