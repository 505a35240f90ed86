#include "services/messaging/message_codec.h"

#include <utility>
#include <vector>

#include "services/platform/calls/proto_values.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/status/status.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::messaging {
namespace {

constexpr std::size_t kKindBytesMax = 16;

v1::Finding ToProto(const MessageFinding& finding) {
  v1::Finding proto;
  proto.set_class_path(finding.class_path);
  proto.set_rule(finding.rule);
  proto.set_return_code(finding.return_code);
  proto.set_line(static_cast<std::int32_t>(finding.line));
  proto.set_explanation(finding.explanation);
  return proto;
}

}  // namespace

v1::Message ToProto(const MessageRecord& record) {
  v1::Message proto;
  proto.set_name(NameOfMessage(record.id));
  *proto.mutable_create_time() = clientroute::ToProto(record.created_at);
  proto.set_direction(static_cast<v1::Message::Direction>(record.way));
  proto.set_kind(record.kind);
  proto.set_state(static_cast<v1::Message::State>(record.state));
  proto.set_provider(record.provider);
  proto.set_municipality(record.municipality);
  proto.set_identification(record.identification);
  if (record.signed_on) *proto.mutable_date() = clientroute::ToProto(*record.signed_on);
  proto.set_file_name(record.file_name);
  proto.set_digest(Hex(record.digest));
  if (record.counterpart_id) proto.set_counterpart(NameOfMessage(*record.counterpart_id));
  for (const std::string& route : record.routes) proto.add_routes(route);
  for (const std::string& client : record.clients) proto.add_clients(client);
  for (const MessageFinding& finding : record.findings) *proto.add_findings() = ToProto(finding);
  if (record.answer_due) *proto.mutable_answer_due_date() = clientroute::ToProto(*record.answer_due);
  proto.set_failure(record.failure);
  proto.set_left_to_person(record.left_to_person);
  return proto;
}

absl::StatusOr<MessageFilter> ToFilter(const v1::ListMessagesRequest& request) {
  std::vector<FieldViolation> violations;
  if (!request.municipality().empty() && !MunicipalityCode::Parse(request.municipality())) {
    violations.push_back({"municipality", "must be a CBS code of four digits"});
  }
  if (!request.provider().empty() && !ProviderCode::Parse(request.provider())) {
    violations.push_back({"provider", "must be an AGB code of eight digits"});
  }
  if (request.kind().size() > kKindBytesMax) violations.push_back({"kind", "is no kind of message"});
  if (!request.route().empty() && !IdIn(request.route(), "routes")) {
    violations.push_back({"route", "must be routes/<uuid>"});
  }
  if (!v1::Message::State_IsValid(request.state())) violations.push_back({"state", "is no state of a message"});
  for (int i = 0; i < request.states_size(); ++i) {
    if (request.states(i) != v1::Message::STATE_UNSPECIFIED) continue;
    violations.push_back({Cat("states[", i, "]"), "is no state of a message"});
  }
  if (!violations.empty()) return InvalidFields("REQUEST_INVALID", std::move(violations));
  MessageFilter filter;
  filter.municipality = request.municipality();
  filter.provider = request.provider();
  filter.kind = request.kind();
  filter.route = request.route();
  filter.left_to_person = request.left_to_person();
  if (request.state() != v1::Message::STATE_UNSPECIFIED) {
    filter.states.insert(static_cast<MessageState>(request.state()));
  }
  for (const int state : request.states()) filter.states.insert(static_cast<MessageState>(state));
  return filter;
}

absl::StatusOr<Uuid> ToMessageId(const std::string& name) {
  const auto id = IdIn(name, "messages");
  if (!id) return InvalidFields("REQUEST_INVALID", {{"name", "must be messages/<uuid>"}});
  return *id;
}

}  // namespace clientroute::messaging
