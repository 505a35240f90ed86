#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_JOURNAL_CODEC_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_JOURNAL_CODEC_H_

#include <optional>
#include <string>

#include "clientroute/orchestrator/v1/journal.pb.h"
#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/definition/event.h"
#include "services/orchestrator/route/step.h"
#include "services/orchestrator/store/wire_writer.h"

/// Between the core's values and the rows of the journal. Pure, thread-safe.
namespace clientroute::orchestrator {

v1::RecordedEvent ToRecord(const Event& event);
/// The fields of a v1::RecordedEvent.
void WriteEvent(const Event& event, WireWriter& out);
/// nullopt for a record that says nothing of what happened: a damaged row.
std::optional<Event> FromRecord(const v1::RecordedEvent& record);

/// The appended record of one transition: with the definition and the records before it, enough to make the route
/// again.
v1::JournalRecord ToRecord(const Definition& definition, const Event& event, Instant taken,
                           const Transition& transition);

/// Its bytes, without the detour.
std::string JournalBytes(const Definition& definition, const Event& event, Instant taken, const Transition& transition);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_JOURNAL_CODEC_H_
