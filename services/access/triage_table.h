#ifndef CLIENTROUTE_SERVICES_ACCESS_TRIAGE_TABLE_H_
#define CLIENTROUTE_SERVICES_ACCESS_TRIAGE_TABLE_H_

#include <string>
#include <string_view>
#include <vector>

#include "services/platform/values/care_line.h"
#include "services/platform/values/date.h"
#include "services/platform/values/problem.h"

namespace clientroute::access {

inline constexpr std::size_t kCodeCharactersMax = 63;
inline constexpr std::size_t kQuestionBytesMax = 500;
inline constexpr std::size_t kCriteriaMax = 50;

/// One published criterion for multi (ACC-1).
struct Criterion {
  /// `several_life_areas`
  std::string code;
  /// To the professional, in Dutch; yes means that the criterion holds.
  std::string question;
  bool required = false;
  /// Where it was published.
  std::string source;
  friend bool operator==(const Criterion&, const Criterion&) = default;
};

/// The published criteria of one law, in one version: multi when every required one holds and at least
/// `optional_needed` of the others. A value; a stored version never changes.
struct TriageTable {
  /// `youth_multi`
  std::string code;
  int version = 0;
  Law law = Law::kJeugdwet;
  /// The first day that it is in force.
  Date valid_from;
  std::vector<Criterion> criteria;
  int optional_needed = 0;
  friend bool operator==(const TriageTable&, const TriageTable&) = default;
};

/// What was found on one criterion.
struct Finding {
  std::string criterion;
  bool holds = false;
  friend bool operator==(const Finding&, const Finding&) = default;
};

/// A table of an import with its place in the request, for naming it.
struct ImportedTable {
  /// `tables[1]`
  std::string field;
  TriageTable table;
};

/// Lower-case letters, digits and `_`, beginning with a letter, at most 63: codes of tables and criteria.
bool IsCode(std::string_view text);

/// What is wrong with a table by itself, by field: codes, empty or overlong texts, a criterion that comes twice, none
/// at all or over 50, a version below 1, more optional ones needed than there are, and a table by which every case
/// would be multi. Pure, thread-safe.
Problems CheckTable(const TriageTable& table);

/// What is wrong with taking the tables in beside those that are stored, named by `field`: what CheckTable says; a
/// version that comes twice, is stored with other content, or is not above all stored ones of the table; a table that
/// changes its law or is a second one for a law; a version that would begin before an older one. Pure, thread-safe.
Problems FindWrong(const std::vector<ImportedTable>& imported, const std::vector<TriageTable>& stored);

/// Those that are not stored yet, in order of table and version. `imported` has nothing wrong. Pure, thread-safe.
std::vector<TriageTable> NewTables(const std::vector<ImportedTable>& imported, const std::vector<TriageTable>& stored);

/// What is wrong with findings as answers to the table: a criterion that it does not have, that comes twice, or that is
/// missing. Fields are `findings[i].criterion` and `findings`. Pure, thread-safe.
Problems CheckFindings(const TriageTable& table, const std::vector<Finding>& findings);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_TRIAGE_TABLE_H_
