#ifndef CLIENTROUTE_TESTS_PROGRAMS_OPENED_RECORD_H_
#define CLIENTROUTE_TESTS_PROGRAMS_OPENED_RECORD_H_

#include <sqlite3.h>

#include <map>
#include <string>
#include <vector>

namespace clientroute::suite {

/// A record of a suite, opened by another process: this one. What cannot be asked fails the test.
class OpenedRecord {
 public:
  OpenedRecord(const std::string& folder, const std::string& service);
  ~OpenedRecord();
  OpenedRecord(const OpenedRecord&) = delete;
  OpenedRecord& operator=(const OpenedRecord&) = delete;

  /// The first column of the first row; empty without rows.
  std::string Ask(const std::string& sql);
  /// The first column of every row.
  std::vector<std::string> AskAll(const std::string& sql);
  /// How many rows each of its tables has.
  std::map<std::string, std::string> RowCounts();

 private:
  sqlite3* handle_ = nullptr;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_TESTS_PROGRAMS_OPENED_RECORD_H_
