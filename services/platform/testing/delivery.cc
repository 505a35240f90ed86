#include "services/platform/testing/delivery.h"

#include <string>

#include "services/platform/calls/proto_values.h"
#include "services/platform/testing/personas.h"

namespace clientroute {

type::v1::Event EventOf(std::string_view id, Instant occurred, const google::protobuf::Message& payload) {
  type::v1::Event event;
  event.set_id(std::string(id));
  *event.mutable_occur_time() = ToProto(occurred);
  event.mutable_payload()->PackFrom(payload);
  return event;
}

absl::Status DeliverOnce(Database& database, Instant now, const type::v1::Event& event,
                         const std::function<absl::Status(UnitOfWork&, const type::v1::Event&)>& take) {
  CallContext call;
  call.method = "clientroute.platform.v1.EventSink/Deliver";
  call.request_id = event.id();
  call.identity = ServicePersona("suite").identity;
  call.now = now;
  type::v1::Event answer;
  return WriteOnce(database, call, event, &answer, [&](UnitOfWork& unit) { return take(unit, event); });
}

}  // namespace clientroute
