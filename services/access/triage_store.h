#ifndef CLIENTROUTE_SERVICES_ACCESS_TRIAGE_STORE_H_
#define CLIENTROUTE_SERVICES_ACCESS_TRIAGE_STORE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "services/access/triage.h"
#include "services/access/triage_table.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/uuid.h"

namespace clientroute::access {

/// A stored table with its row.
struct TableRecord {
  std::int64_t row = 0;
  TriageTable table;
};

/// A problem analysis as it is kept: free text sealed, nullopt where there was none.
struct AnalysisRecord {
  std::int64_t row = 0;
  Uuid id;
  std::int64_t table_row = 0;
  std::string author;
  std::vector<Finding> findings;
  std::optional<std::string> sealed_narrative;
  std::optional<std::string> sealed_lighter_help;
  Instant create_time;
};

/// What triage decided, with what it was decided on.
struct TriageRecord {
  Uuid id;
  std::int64_t analysis_row = 0;
  std::string table;
  int table_version = 0;
  Complexity complexity = Complexity::kMono;
  /// What the table said.
  Complexity table_complexity = Complexity::kMono;
  std::string table_explanation;
  std::string explanation;
  std::vector<std::string> held;
  std::vector<std::string> not_held;
  /// Who decided otherwise; empty where the table decided.
  std::string author;
  std::optional<std::string> sealed_reason;
  Instant decide_time;
  bool overridden() const { return complexity != table_complexity; }
};

/// The published tables, analyses and triages, inside one transaction or snapshot, whose connection it uses. Everything
/// is added, nothing changed. Routes are given by their row. One thread. Errors of all methods: those of Connection.
class TriageStore {
 public:
  explicit TriageStore(Connection* connection) : connection_(*connection) {}

  absl::StatusOr<std::vector<TableRecord>> Tables();
  /// The law's table in force on the day: the newest version that began by then.
  absl::StatusOr<std::optional<TableRecord>> TableInForce(Law law, Date day);
  absl::StatusOr<std::optional<TableRecord>> TableAt(std::int64_t row);
  /// AlreadyExists when the version is stored.
  absl::Status AddTable(const TriageTable& table, Instant now);

  absl::Status AddAnalysis(std::int64_t route_row, const AnalysisRecord& analysis);
  /// The one that holds, of each route that has one.
  absl::StatusOr<std::map<std::int64_t, AnalysisRecord>> Analyses(const std::vector<std::int64_t>& route_rows);

  /// held and not_held are those of its analysis.
  absl::Status AddTriage(std::int64_t route_row, const TriageRecord& triage);
  /// The one that holds, of each route that has one.
  absl::StatusOr<std::map<std::int64_t, TriageRecord>> Triages(const std::vector<std::int64_t>& route_rows);

 private:
  absl::StatusOr<std::vector<TableRecord>> ReadTables(std::string_view where,
                                                      std::initializer_list<Parameter> parameters);
  absl::StatusOr<std::map<std::int64_t, std::vector<Finding>>> FindingsOf(const std::vector<std::int64_t>& analyses);

  Connection& connection_;
};

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_TRIAGE_STORE_H_
