#include "services/suite/commands/notes.h"

#include "clientroute/access/v1/access.grpc.pb.h"
#include "services/platform/status/status.h"

namespace clientroute::suite {

absl::StatusOr<std::string> RecordNote(Session& session, const std::string& route, const std::string& text) {
  access::v1::RecordNoteRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_route(route);
  request.set_text(text);
  const auto note = Ask(session, &access::v1::Access::Stub::RecordNote, request);
  if (note.ok()) return note->name();
  // A message's own route has no client, and so no case in which text about a client could stand.
  if (note.status().code() != absl::StatusCode::kNotFound) return note.status();
  return Error(absl::StatusCode::kFailedPrecondition, "NOTE_WITHOUT_CASE",
               Cat("there is no case to keep a note of ", route, " in"), {{"route", route}});
}

}  // namespace clientroute::suite
