#include "services/platform/store/sqlite_row.h"

#include <sqlite3.h>

#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"

namespace clientroute {

std::optional<std::int64_t> Row::MaybeInt(int column) const {
  if (IsNull(column)) return std::nullopt;
  return Int(column);
}

std::optional<std::string> Row::MaybeText(int column) const {
  if (IsNull(column)) return std::nullopt;
  return std::string(Text(column));
}

void SqliteRow::Expect(int column, int type) const {
  const bool there = column >= 0 && column < sqlite3_column_count(statement_);
  if (there && sqlite3_column_type(statement_, column) == type) return;
  StopOnDefect(
      Cat("column ", column, " is missing, null or of another type than it is read as: ", sqlite3_sql(statement_)));
}

bool SqliteRow::IsNull(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::int64_t SqliteRow::Int(int column) const {
  Expect(column, SQLITE_INTEGER);
  return sqlite3_column_int64(statement_, column);
}

std::string_view SqliteRow::Text(int column) const {
  Expect(column, SQLITE_TEXT);
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string_view SqliteRow::Bytes(int column) const {
  Expect(column, SQLITE_BLOB);
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const auto count = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return count == 0 ? std::string_view("") : std::string_view(bytes, count);  // SQLite gives null for no bytes
}

int BindParameter(sqlite3_stmt* statement, int index, const Parameter& parameter) {
  if (const auto* number = std::get_if<std::int64_t>(&parameter)) return sqlite3_bind_int64(statement, index, *number);
  if (const auto* text = std::get_if<std::string_view>(&parameter)) {
    // A null pointer would bind NULL, and an empty view may hold one.
    return sqlite3_bind_text64(statement, index, text->empty() ? "" : text->data(), text->size(), SQLITE_STATIC,
                               SQLITE_UTF8);
  }
  if (const auto* blob = std::get_if<Blob>(&parameter)) {
    if (blob->bytes.empty()) return sqlite3_bind_zeroblob(statement, index, 0);
    return sqlite3_bind_blob64(statement, index, blob->bytes.data(), blob->bytes.size(), SQLITE_STATIC);
  }
  return sqlite3_bind_null(statement, index);
}

}  // namespace clientroute
