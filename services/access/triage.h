#ifndef CLIENTROUTE_SERVICES_ACCESS_TRIAGE_H_
#define CLIENTROUTE_SERVICES_ACCESS_TRIAGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/access/triage_table.h"

namespace clientroute::access {

/// How complex the help must be; the number is the one of the wire.
enum class Complexity : std::uint8_t { kMono = 1, kMulti = 2 };
/// nullopt for a number that is none.
std::optional<Complexity> ComplexityOf(int code);
constexpr int CodeOf(Complexity complexity) { return static_cast<int>(complexity); }
/// `mono`, `multi`
std::string_view ToDutch(Complexity complexity);

/// What triage decided and why (ACC-1).
struct TriageDecision {
  Complexity complexity = Complexity::kMono;
  /// Codes, in the order of the table.
  std::vector<std::string> held;
  std::vector<std::string> not_held;
  /// In Dutch, for people; from the table's own words, so without anything about a person.
  std::string explanation;
};

/// Mono or multi by the table: multi when all required criteria hold together and at least `optional_needed` of the
/// others (youth in Eindhoven: "always and-and", so nothing but required ones). A criterion without a finding does not
/// hold. Pure, thread-safe.
TriageDecision DecideTriage(const TriageTable& table, const std::vector<Finding>& findings);

/// In Dutch, for people: that a professional decided `chosen` where the table says `by_table`, followed by what the
/// table's explanation was. Holds no reason: that may be about a person. Pure, thread-safe.
std::string ExplainOverride(Complexity by_table, Complexity chosen, std::string_view table_explanation);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_TRIAGE_H_
