#ifndef CLIENTROUTE_SERVICES_ACCESS_NOTE_SERVICE_H_
#define CLIENTROUTE_SERVICES_ACCESS_NOTE_SERVICE_H_

#include "absl/status/status.h"
#include "clientroute/access/v1/access.pb.h"
#include "services/access/free_text_codec.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::access {

/// The proto's method without its wrapper, whose errors are those that the proto names and those of Connection. `key`
/// seals the text and was asked before the transaction. Thread-safe.
absl::Status RecordNote(UnitOfWork& unit, const v1::RecordNoteRequest& request, const FreeTextKey& key,
                        v1::Note* answer);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_NOTE_SERVICE_H_
