#ifndef CLIENTROUTE_SERVICES_ACCESS_NOTE_CODEC_H_
#define CLIENTROUTE_SERVICES_ACCESS_NOTE_CODEC_H_

#include "clientroute/access/v1/access.pb.h"
#include "services/access/note_store.h"

namespace clientroute::access {

/// A note on the wire, without its text (free_text_codec.h). Pure, thread-safe.
v1::Note ToProto(const NoteRecord& record);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_NOTE_CODEC_H_
