#ifndef CLIENTROUTE_TESTS_SIMULATION_REAL_WORDS_H_
#define CLIENTROUTE_TESTS_SIMULATION_REAL_WORDS_H_

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "clientroute/platform/v1/event_sink.pb.h"
#include "services/orchestrator/definition/definition_loader.h"
#include "services/orchestrator/definition/definition_source.h"
#include "services/orchestrator/definition/event.h"
#include "tests/simulation/plain_interpreter.h"

/// Drawn definitions in the words of the suite, so that the engine can run them: its events come as the messages that
/// other services announce, and its commands are built and written as they are of the region's own definitions.
namespace clientroute::orchestrator {

/// The events of a drawn definition in the words of the suite.
inline constexpr const char* kAskedEvent = "ReferralAccepted";
inline constexpr const char* kLookedEvent = "TriageDecided";
inline constexpr const char* kNudgedEvent = "AllocationsChanged";
inline constexpr const char* kSplitEvent = "AllocationsMade";
inline constexpr const char* kPieceDoneEvent = "CareStopped";
/// One that no drawn definition declares.
inline constexpr const char* kForeignEvent = "CareStarted";

/// A text of DrawDefinitionText with the suite's events, attributes and commands for those of the small definition.
std::string InRealWords(std::string text);

/// A definition, and a later version with a mapping to it.
struct Versions {
  std::string mapping_text;
  PlainMapping mapping;
  DefinitionSource first_source;
  DefinitionSource second_source;
  std::shared_ptr<const DefinitionLibrary> first;
  std::shared_ptr<const DefinitionLibrary> both;
};
/// Draws from a seed: names that change, terms, and a state whose routes go on elsewhere. Nothing when the checker
/// refuses one of the two; `drawn` counts what it saw.
std::unique_ptr<Versions> DrawVersions(std::uint64_t seed, int& drawn, std::string& why);

/// Draws what is announced of a route.
class AnnouncementDrawer {
 public:
  explicit AnnouncementDrawer(std::uint64_t seed) : random_(seed) {}

  /// `about` is what the route is busy with; of an event that names it, that or something else.
  Announced Draw(const std::string& type, const std::string& part, const std::string& about);

 private:
  std::size_t Below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_); }
  std::string Flag() { return Below(2) == 0 ? "true" : "false"; }
  std::vector<EventLine> Lines();

  std::mt19937_64 random_;
};

/// The event as the service that announces it would send it.
platform::v1::DeliverRequest Packed(const std::string& request_id, const std::string& route, const Event& event);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_SIMULATION_REAL_WORDS_H_
