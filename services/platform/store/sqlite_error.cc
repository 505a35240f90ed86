#include "services/platform/store/sqlite_error.h"

#include <sqlite3.h>

#include "services/platform/status/status.h"

namespace clientroute {
namespace {

struct Meaning {
  absl::StatusCode code;
  std::string_view reason;
  std::string_view text;
};

Meaning MeaningOfConstraint(int extended) {
  switch (extended) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return {absl::StatusCode::kAlreadyExists, "STORE_DUPLICATE", "there is such a row already"};
    default:
      return {absl::StatusCode::kFailedPrecondition, "STORE_CONSTRAINT", "a check of the schema refuses it"};
  }
}

Meaning MeaningOf(int extended) {
  switch (extended & 0xFF) {
    case SQLITE_CONSTRAINT:
      return MeaningOfConstraint(extended);
    case SQLITE_FULL:
      return {absl::StatusCode::kResourceExhausted, "STORE_FULL", "the disk or the database is full"};
    case SQLITE_NOMEM:
      return {absl::StatusCode::kResourceExhausted, "STORE_MEMORY", "no memory is left"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {absl::StatusCode::kUnavailable, "STORE_BUSY", "the database is locked by another"};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {absl::StatusCode::kUnavailable, "STORE_IO", "the file cannot be read or written"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {absl::StatusCode::kDataLoss, "STORE_DAMAGED", "the file is damaged or no database"};
    default:
      return {absl::StatusCode::kInternal, "STORE_STATEMENT", "the statement is wrong"};
  }
}

}  // namespace

absl::Status SqliteError(int code, std::string_view message) {
  const Meaning meaning = MeaningOf(code);
  return Error(meaning.code, meaning.reason, Cat(meaning.text, " (sqlite ", code, ": ", message, ")"));
}

absl::Status SqliteError(sqlite3* handle) {
  return SqliteError(sqlite3_extended_errcode(handle), sqlite3_errmsg(handle));
}

}  // namespace clientroute
