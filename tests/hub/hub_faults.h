#ifndef CLIENTROUTE_TESTS_HUB_HUB_FAULTS_H_
#define CLIENTROUTE_TESTS_HUB_HUB_FAULTS_H_

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace clientroute::hub {

/// What a small hub does wrong. Shares are in a thousand, drawn for each letter at each time it is offered or brought.
struct HubFaults {
  bool down = false;             // answers 503 and brings nothing
  int fail = 0;                  // answers 500 and does nothing
  int drop = 0;                  // ends the connection before it did anything
  int lose = 0;                  // does what it should, and ends the connection before it answers
  int refuse = 0;                // refuses letters by `code`; each letter always or never
  int repeat = 0;                // brings a letter twice
  int reorder = 0;               // lets later letters go before it
  int delay_ms = 0;              // before each answer
  std::string code = "IB010";    // of a refusal
  std::string place = "client";  // of a refusal
  bool later = false;            // refusals come afterwards (Fo01), not as an answer (Fo03)
};

/// `fail=300&code=IB010&later=1` over `faults`. Errors: InvalidArgument with the part that is wrong.
absl::StatusOr<HubFaults> ReadFaults(std::string_view text, HubFaults faults);

/// Draws what goes wrong: of the same seed, kind, letter and time always the same, whatever else happens in between.
/// Thread-safe.
class FaultDraw {
 public:
  explicit FaultDraw(std::uint64_t seed) : seed_(seed) {}
  /// Whether the `time`-th time of this letter is among `share` in a thousand.
  bool Draw(std::string_view kind, std::string_view letter, int time, int share) const;

 private:
  const std::uint64_t seed_;
};

}  // namespace clientroute::hub

#endif  // CLIENTROUTE_TESTS_HUB_HUB_FAULTS_H_
