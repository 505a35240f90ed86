#include "services/access/triage_table.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace clientroute::access {
namespace {

bool IsLine(std::string_view text, std::size_t bytes_max) {
  return !text.empty() && text.size() <= bytes_max && std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
}

std::string At(std::string_view list, std::size_t index, std::string_view part) {
  return std::string(list) + "[" + std::to_string(index) + "]." + std::string(part);
}

// Collects what is wrong with an import.
class ImportCheck {
 public:
  ImportCheck(const std::vector<ImportedTable>& imported, const std::vector<TriageTable>& stored)
      : imported_(imported), stored_(stored) {
    for (const TriageTable& table : stored) versions_.emplace(std::pair(table.code, table.version), &table);
  }

  Problems Run() {
    for (const ImportedTable& one : imported_) CheckOne(one);
    for (const ImportedTable& one : imported_) CheckAmongAll(one);
    return std::move(problems_);
  }

 private:
  void Refuse(const ImportedTable& one, std::string_view part, std::string what) {
    problems_.push_back({one.field + "." + std::string(part), std::move(what)});
  }

  void CheckOne(const ImportedTable& one) {
    for (Problem& problem : CheckTable(one.table)) {
      problems_.push_back({one.field + "." + problem.field, std::move(problem.what)});
    }
    const auto [found, is_new] = versions_.emplace(std::pair(one.table.code, one.table.version), &one.table);
    if (is_new) return CheckAboveStored(one);
    const TriageTable* before = found->second;
    const bool from_import = std::any_of(imported_.begin(), imported_.end(),
                                         [&](const ImportedTable& other) { return &other.table == before; });
    if (from_import) {
      Refuse(one, "version", "comes twice for " + one.table.code);
    } else if (!(*before == one.table)) {
      Refuse(one, "version",
             "is stored already with other content; what was decided on it stays as it is, so raise the version");
    }
  }

  void CheckAboveStored(const ImportedTable& one) {
    for (const TriageTable& table : stored_) {
      if (table.code != one.table.code || table.version < one.table.version) continue;
      return Refuse(one, "version", "must be above " + std::to_string(table.version) + ", which is stored");
    }
  }

  // Against every stored and imported table: what holds on a day must be one table a law, and go up with its version.
  void CheckAmongAll(const ImportedTable& one) {
    if (!IsCode(one.table.code)) return;
    for (const auto& [key, other] : versions_) {
      if (!IsCode(other->code)) continue;
      const bool same_table = other->code == one.table.code;
      if (same_table && other->law != one.table.law) {
        return Refuse(one, "law", "is another one than in version " + std::to_string(other->version));
      }
      if (!same_table && other->law == one.table.law) {
        return Refuse(one, "law", "has " + other->code + " as its table");
      }
      if (same_table && other->version < one.table.version && other->valid_from > one.table.valid_from) {
        return Refuse(one, "valid_from", "lies before that of version " + std::to_string(other->version));
      }
    }
  }

  const std::vector<ImportedTable>& imported_;
  const std::vector<TriageTable>& stored_;
  std::map<std::pair<std::string, int>, const TriageTable*> versions_;
  Problems problems_;
};

}  // namespace

bool IsCode(std::string_view text) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !text.empty() && text.size() <= kCodeCharactersMax && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

Problems CheckTable(const TriageTable& table) {
  Problems problems;
  const auto require = [&](bool holds, std::string field, std::string what) {
    if (!holds) problems.push_back({std::move(field), std::move(what)});
  };
  require(IsCode(table.code), "name", "must be triage_tables/ and lower-case letters, digits and _");
  require(table.version >= 1, "version", "must be 1 or more");
  require(!table.criteria.empty() && table.criteria.size() <= kCriteriaMax, "criteria", "must be 1 to 50");
  std::set<std::string> codes;
  int optional = 0;
  for (std::size_t i = 0; i < table.criteria.size(); ++i) {
    const Criterion& criterion = table.criteria[i];
    optional += criterion.required ? 0 : 1;
    require(IsCode(criterion.code), At("criteria", i, "code"), "must be lower-case letters, digits and _");
    require(codes.insert(criterion.code).second, At("criteria", i, "code"), "comes twice");
    require(IsLine(criterion.question, kQuestionBytesMax), At("criteria", i, "question"),
            "must be one line of 1 to 500 bytes");
    require(IsLine(criterion.source, kQuestionBytesMax), At("criteria", i, "source"),
            "must be one line of 1 to 500 bytes");
  }
  require(table.optional_needed >= 0 && table.optional_needed <= optional, "optional_needed",
          "must be 0 to the number of optional criteria");
  const bool all_optional = optional == static_cast<int>(table.criteria.size());
  require(table.criteria.empty() || !all_optional || table.optional_needed != 0, "optional_needed",
          "must be above 0 where no criterion is required, or every case would be multi");
  return problems;
}

Problems FindWrong(const std::vector<ImportedTable>& imported, const std::vector<TriageTable>& stored) {
  return ImportCheck(imported, stored).Run();
}

std::vector<TriageTable> NewTables(const std::vector<ImportedTable>& imported, const std::vector<TriageTable>& stored) {
  std::vector<TriageTable> added;
  for (const ImportedTable& one : imported) {
    if (std::find(stored.begin(), stored.end(), one.table) == stored.end()) added.push_back(one.table);
  }
  std::sort(added.begin(), added.end(), [](const TriageTable& a, const TriageTable& b) {
    return std::pair(a.code, a.version) < std::pair(b.code, b.version);
  });
  return added;
}

Problems CheckFindings(const TriageTable& table, const std::vector<Finding>& findings) {
  Problems problems;
  std::set<std::string> open;
  for (const Criterion& criterion : table.criteria) open.insert(criterion.code);
  const std::set<std::string> known = open;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const std::string& code = findings[i].criterion;
    if (open.erase(code) > 0) continue;
    problems.push_back({At("findings", i, "criterion"), known.contains(code)
                                                            ? "comes twice"
                                                            : "is no criterion of triage_tables/" + table.code +
                                                                  " version " + std::to_string(table.version)});
  }
  for (const std::string& code : open) problems.push_back({"findings", "must say whether " + code + " holds"});
  return problems;
}

}  // namespace clientroute::access
