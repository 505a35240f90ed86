#include "services/access/note_codec.h"

#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::access {

v1::Note ToProto(const NoteRecord& record) {
  v1::Note out;
  out.set_name(NameOf("notes", record.id));
  *out.mutable_create_time() = clientroute::ToProto(record.create_time);
  out.set_author(record.author);
  return out;
}

}  // namespace clientroute::access
