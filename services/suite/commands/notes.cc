#include "services/suite/commands/notes.h"

#include "clientroute/access/v1/access.grpc.pb.h"
#include "services/platform/status/status.h"

namespace clientroute::suite {

absl::StatusOr<std::string> RecordNote(Session& session, const std::string& route, const std::string& text) {
  access::v1::RecordNoteRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_route(route);
  request.set_text(text);
  CLIENTROUTE_ASSIGN(const auto note, Ask(session, &access::v1::Access::Stub::RecordNote, request));
  return note.name();
}

}  // namespace clientroute::suite
