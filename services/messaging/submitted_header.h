#ifndef CLIENTROUTE_SERVICES_MESSAGING_SUBMITTED_HEADER_H_
#define CLIENTROUTE_SERVICES_MESSAGING_SUBMITTED_HEADER_H_

#include "services/messaging/codec/message.h"
#include "services/messaging/message_kinds.h"
#include "services/messaging/message_record.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/proto_values.h"

namespace clientroute::messaging {

/// What each owner is told of a message that it judges: allocation::v1::SubmittedHeader, claims::v1::SubmittedClaim.
/// Pure, thread-safe.
template <typename Header>
Header ToSubmittedHeader(const MessageRecord& record, const Message& message) {
  Header header;
  header.set_message(NameOfMessage(record.id));
  header.set_kind(record.kind);
  header.set_provider(record.provider);
  header.set_municipality(record.municipality);
  header.set_law(ToProto(LawOf(message.schema())));
  if (record.signed_on) *header.mutable_date() = ToProto(*record.signed_on);
  return header;
}

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_SUBMITTED_HEADER_H_
