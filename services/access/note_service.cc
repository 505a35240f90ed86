#include "services/access/note_service.h"

#include <algorithm>
#include <string>

#include "services/access/note_codec.h"
#include "services/access/note_store.h"
#include "services/access/route_service.h"
#include "services/platform/status/status.h"

namespace clientroute::access {
namespace {

// Who buys care, or keeps the suite running, is involved with no client by what he notes of his own work (PRI-1).
bool WorksBesideClients(const CallContext& call) {
  return std::all_of(call.identity.roles.begin(), call.identity.roles.end(),
                     [](const std::string& role) { return role == "contract-manager" || role == "operator"; });
}

}  // namespace

absl::Status RecordNote(UnitOfWork& unit, const v1::RecordNoteRequest& request, const FreeTextKey& key,
                        v1::Note* answer) {
  CLIENTROUTE_ASSIGN(const RouteRecord route, FindRouteToWorkOn(unit.db(), unit.call(), request.route()));
  NoteRecord record;
  record.id = unit.NewId("note");
  record.author = unit.call().identity.subject;
  record.sealed_text = key.Seal(NoteTextOf(record.id), request.text());
  record.create_time = unit.now();
  CLIENTROUTE_RETURN_IF_ERROR(NoteStore(&unit.db()).Add(route.row, record));
  CLIENTROUTE_RETURN_IF_ERROR(WorksBesideClients(unit.call()) ? CaseStore(&unit.db()).Touch(route.case_row)
                                                              : NoteWork(unit, route));
  *answer = ToProto(record);
  return absl::OkStatus();
}

}  // namespace clientroute::access
