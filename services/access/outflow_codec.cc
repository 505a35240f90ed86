#include "services/access/outflow_codec.h"

#include "services/access/wire_code.h"
#include "services/platform/calls/proto_values.h"

namespace clientroute::access {
namespace {

using clientroute::FromProto;
using clientroute::ToProto;

}  // namespace

std::optional<OutflowRecord> ReadOutflow(const v1::RecordOutflowRequest& request,
                                         std::vector<FieldViolation>* violations) {
  const std::size_t before = violations->size();
  OutflowRecord outflow;
  const auto destination = FromCode<Destination>(request.destination());
  if (!destination) violations->push_back({"destination", "must be one of the destinations"});
  const auto obstacle = FromCode<Obstacle>(request.obstacle());
  if (!obstacle) violations->push_back({"obstacle", "must be one of the obstacles, or NONE"});
  const auto end = FromProto(request.end_date());
  if (!end) violations->push_back({"end_date", "must be a day that exists"});
  outflow.provider = ProviderCode::Parse(request.provider());
  if (!outflow.provider && !request.provider().empty()) {
    violations->push_back({"provider", "must be an AGB code of eight digits, or empty"});
  }
  if (violations->size() > before) return std::nullopt;
  outflow.destination = *destination;
  outflow.obstacle = *obstacle;
  outflow.end = *end;
  outflow.aftercare = request.aftercare();
  return outflow;
}

std::optional<ContactRecord> ReadContact(const v1::RecordAftercareContactRequest& request,
                                         std::vector<FieldViolation>* violations) {
  const std::size_t before = violations->size();
  const auto day = FromProto(request.date());
  if (!day) violations->push_back({"date", "must be a day that exists"});
  const auto outcome = FromCode<AftercareOutcome>(request.outcome());
  if (!outcome) violations->push_back({"outcome", "must be GOES_WELL, RESTART or END"});
  if (violations->size() > before) return std::nullopt;
  ContactRecord contact;
  contact.day = *day;
  contact.outcome = *outcome;
  return contact;
}

v1::Outflow ToProto(const OutflowRecord& record) {
  v1::Outflow out;
  *out.mutable_create_time() = ToProto(record.create_time);
  out.set_author(record.author);
  out.set_destination(static_cast<v1::Outflow::Destination>(ToCode(record.destination)));
  out.set_obstacle(static_cast<v1::Outflow::Obstacle>(ToCode(record.obstacle)));
  *out.mutable_end_date() = ToProto(record.end);
  out.set_aftercare(record.aftercare);
  *out.mutable_watch_until() = ToProto(record.watch_until);
  if (record.provider) out.set_provider(record.provider->ToString());
  if (record.undone) *out.mutable_undo_time() = ToProto(*record.undone);
  return out;
}

v1::AftercareContact ToProto(const ContactRecord& record) {
  v1::AftercareContact out;
  *out.mutable_create_time() = ToProto(record.create_time);
  out.set_author(record.author);
  *out.mutable_date() = ToProto(record.day);
  out.set_outcome(static_cast<v1::AftercareContact::Outcome>(ToCode(record.outcome)));
  return out;
}

v1::OutflowRecorded ToRecorded(const std::string& route, const OutflowRecord& record) {
  const v1::Outflow shown = ToProto(record);
  v1::OutflowRecorded event;
  event.set_route(route);
  event.set_destination(shown.destination());
  event.set_obstacle(shown.obstacle());
  *event.mutable_end_date() = shown.end_date();
  event.set_aftercare(shown.aftercare());
  *event.mutable_watch_until() = shown.watch_until();
  return event;
}

}  // namespace clientroute::access
