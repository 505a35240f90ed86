#ifndef CLIENTROUTE_SERVICES_ACCESS_NOTE_STORE_H_
#define CLIENTROUTE_SERVICES_ACCESS_NOTE_STORE_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/uuid.h"

namespace clientroute::access {

/// A note about a route as it is kept: its text sealed.
struct NoteRecord {
  Uuid id;
  std::string author;
  std::string sealed_text;
  Instant create_time;
};

/// The notes, inside one transaction or snapshot, whose connection it uses. Routes are given by their row. One thread.
/// Errors of all methods: those of Connection.
class NoteStore {
 public:
  explicit NoteStore(Connection* connection) : connection_(*connection) {}

  absl::Status Add(std::int64_t route_row, const NoteRecord& note);
  /// Of each route that has any, oldest first.
  absl::StatusOr<std::map<std::int64_t, std::vector<NoteRecord>>> Notes(const std::vector<std::int64_t>& route_rows);

 private:
  Connection& connection_;
};

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_NOTE_STORE_H_
