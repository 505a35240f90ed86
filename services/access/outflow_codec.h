#ifndef CLIENTROUTE_SERVICES_ACCESS_OUTFLOW_CODEC_H_
#define CLIENTROUTE_SERVICES_ACCESS_OUTFLOW_CODEC_H_

#include <optional>
#include <string>
#include <vector>

#include "clientroute/access/v1/access.pb.h"
#include "clientroute/access/v1/events.pb.h"
#include "services/access/outflow_store.h"
#include "services/platform/status/status.h"

namespace clientroute::access {

/// Between the wire and outflows and aftercare. Pure, thread-safe. What is made from a record holds no
/// free text (free_text_codec.h). What is wrong is added to `violations`, and then nullopt is returned.

/// An outflow without id, watch, author and time; the provider as it was said.
std::optional<OutflowRecord> ReadOutflow(const v1::RecordOutflowRequest& request,
                                         std::vector<FieldViolation>* violations);
/// A contact without id, author, notes and time.
std::optional<ContactRecord> ReadContact(const v1::RecordAftercareContactRequest& request,
                                         std::vector<FieldViolation>* violations);

v1::Outflow ToProto(const OutflowRecord& record);
v1::AftercareContact ToProto(const ContactRecord& record);

/// The event of an outflow.
v1::OutflowRecorded ToRecorded(const std::string& route, const OutflowRecord& record);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_OUTFLOW_CODEC_H_
