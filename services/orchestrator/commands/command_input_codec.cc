#include "services/orchestrator/commands/command_input_codec.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

constexpr std::string_view kAgain = "-again-";

std::string FactOf(const CommandInput& input, std::string_view name) {
  const auto found = input.facts.find(std::string(name));
  return found == input.facts.end() ? std::string() : found->second;
}

/// The line as it is asked for anew from `day` on; nothing when what was granted is over by then.
std::optional<type::v1::CareLine> Again(type::v1::CareLine line, const std::optional<Date>& day) {
  line.set_line(NameOfLineAgain(line.line()));
  line.clear_allocation();
  line.clear_allocation_number();
  line.clear_location();
  // It answers no request of a provider (TR379).
  line.clear_provider_reference();
  if (!day) return line;
  const std::optional<Date> end = line.period().has_end_date() ? FromProto(line.period().end_date()) : std::nullopt;
  if (end && *end < *day) return std::nullopt;
  const std::optional<Date> start = FromProto(line.period().start_date());
  if (!start || *start < *day) *line.mutable_period()->mutable_start_date() = ToProto(*day);
  return line;
}

/// The day from which help starts again: that of the contact, or of a decision since.
std::optional<Date> RestartDay(const CommandInput& input) {
  const std::optional<Date> contact = Date::Parse(FactOf(input, kContactDateFact));
  const std::optional<Date> decision = Date::Parse(FactOf(input, kDecideDateFact));
  return contact && decision ? std::max(*contact, *decision) : contact ? contact : decision;
}

bool HasLine(const Route& route, const std::string& key) {
  return std::any_of(route.lines.begin(), route.lines.end(), [&](const RouteLine& line) { return line.key == key; });
}

/// A line that a decision granted since its part ended has lost its allocation; what that decision left out stays
/// ended.
void AddAgain(std::vector<type::v1::CareLine> ended, const std::optional<Date>& day, CommandInput& input) {
  const bool granted_since =
      std::any_of(ended.begin(), ended.end(), [](const auto& line) { return line.allocation().empty(); });
  for (type::v1::CareLine& line : ended) {
    if (granted_since && !line.allocation().empty()) continue;
    if (auto again = Again(std::move(line), day)) input.lines.push_back(*std::move(again));
  }
}

}  // namespace

std::string NameOfLineAgain(std::string_view line) {
  const std::size_t suffix = line.rfind(kAgain);
  if (suffix == std::string_view::npos) return std::string(line).append(kAgain).append("1");
  const int before = std::atoi(std::string(line.substr(suffix + kAgain.size())).c_str());
  return std::string(line.substr(0, suffix + kAgain.size())).append(std::to_string(before + 1));
}

absl::StatusOr<CommandInput> CommandInputOf(const Definition& definition, const Route& route) {
  CommandInput input;
  input.route = route.id;
  for (std::size_t i = 0; i < route.references.size(); ++i) {
    if (!route.references[i].empty()) input.references[definition.references[i]] = route.references[i];
  }
  for (std::size_t i = 0; i < route.facts.size(); ++i) {
    if (route.facts[i]) input.facts[definition.facts[i].name] = FormatFact(definition.facts[i], route.facts[i]);
  }
  std::vector<type::v1::CareLine> ended;
  for (const RouteLine& one : route.lines) {
    type::v1::CareLine line;
    if (!line.ParseFromString(one.payload)) {
      return Error(absl::StatusCode::kDataLoss, "LINE_DAMAGED", Cat(route.id, ": line ", one.key, " cannot be read"));
    }
    if (!line.allocation().empty()) input.allocated_lines.push_back(line);
    const ChartRun* part = FindPart(route, one.key);
    if (part == nullptr) {
      input.lines.push_back(std::move(line));
    } else if (!HasEnded(definition, *part)) {
      input.running_lines.push_back(std::move(line));
    } else if (!HasLine(route, NameOfLineAgain(one.key))) {
      ended.push_back(std::move(line));
    }
  }
  if (FactOf(input, kRestartingFact) == "true") AddAgain(std::move(ended), RestartDay(input), input);
  return input;
}

}  // namespace clientroute::orchestrator
