#ifndef CLIENTROUTE_SERVICES_PLATFORM_STORE_SQLITE_ROW_H_
#define CLIENTROUTE_SERVICES_PLATFORM_STORE_SQLITE_ROW_H_

#include <cstdint>
#include <string_view>

#include "services/platform/store/database.h"

struct sqlite3_stmt;

namespace clientroute {

/// The row at which a statement stands; valid until its next step.
class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  bool IsNull(int column) const override;
  std::int64_t Int(int column) const override;
  std::string_view Text(int column) const override;
  std::string_view Bytes(int column) const override;

 private:
  void Expect(int column, int type) const;
  sqlite3_stmt* statement_;
};

/// Binds by SQLite's own index (from 1); SQLite's result code. The parameter's memory stays the caller's.
int BindParameter(sqlite3_stmt* statement, int index, const Parameter& parameter);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_STORE_SQLITE_ROW_H_
