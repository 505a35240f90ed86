#include "tests/programs/opened_record.h"

#include <gtest/gtest.h>

#include "services/platform/status/status.h"

namespace clientroute::suite {

OpenedRecord::OpenedRecord(const std::string& folder, const std::string& service) {
  EXPECT_EQ(sqlite3_open_v2(Cat(folder, "/", service, ".db").c_str(), &handle_, SQLITE_OPEN_READWRITE, nullptr),
            SQLITE_OK);
}

OpenedRecord::~OpenedRecord() { sqlite3_close(handle_); }

std::vector<std::string> OpenedRecord::AskAll(const std::string& sql) {
  std::vector<std::string> answer;
  const auto first = [](void* to, int count, char** values, char**) {
    static_cast<std::vector<std::string>*>(to)->emplace_back(count > 0 && values[0] != nullptr ? values[0] : "");
    return 0;
  };
  char* error = nullptr;
  EXPECT_EQ(sqlite3_exec(handle_, sql.c_str(), first, &answer, &error), SQLITE_OK)
      << sql << ": " << (error != nullptr ? error : "");
  sqlite3_free(error);
  return answer;
}

std::string OpenedRecord::Ask(const std::string& sql) {
  const std::vector<std::string> answer = AskAll(sql);
  return answer.empty() ? "" : answer.front();
}

std::map<std::string, std::string> OpenedRecord::RowCounts() {
  std::map<std::string, std::string> counts;
  for (const std::string& table : AskAll("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")) {
    counts[table] = Ask(Cat("SELECT count(*) FROM \"", table, "\""));
  }
  return counts;
}

}  // namespace clientroute::suite
