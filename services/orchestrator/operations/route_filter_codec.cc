#include "services/orchestrator/operations/route_filter_codec.h"

#include <utility>

#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

absl::Status ReadTime(bool there, const google::protobuf::Timestamp& time, const char* field,
                      std::optional<Instant>* out) {
  if (!there) return absl::OkStatus();
  *out = FromProto(time);
  if (*out) return absl::OkStatus();
  return Error(absl::StatusCode::kInvalidArgument, "TIME_INVALID", Cat("filter.", field, " is no time"),
               {{"field", Cat("filter.", field)}});
}

}  // namespace

std::optional<std::set<std::string>> Narrowed(std::optional<std::set<std::string>> visible, const std::string& asked) {
  if (asked.empty()) return visible;
  if (visible && !visible->contains(asked)) return std::set<std::string>();
  return std::set<std::string>{asked};
}

absl::StatusOr<RouteQuery> QueryOf(const v1::RouteFilter& filter, const CallContext& call) {
  RouteQuery query;
  query.state = filter.state();
  query.client = filter.client();
  query.case_name = filter.case_();
  query.provider = filter.provider();
  query.definition = filter.definition();
  query.version = filter.definition_version();
  query.open_only = filter.open_only();
  query.paused_only = filter.paused_only();
  query.stuck_only = filter.stuck_only();
  query.clients_only = filter.definition().empty() && !filter.include_without_client();
  CLIENTROUTE_RETURN_IF_ERROR(
      ReadTime(filter.has_opened_before(), filter.opened_before(), "opened_before", &query.opened_before));
  CLIENTROUTE_RETURN_IF_ERROR(
      ReadTime(filter.has_opened_after(), filter.opened_after(), "opened_after", &query.opened_after));
  CLIENTROUTE_RETURN_IF_ERROR(ReadTime(filter.has_due_before(), filter.due_before(), "due_before", &query.due_before));
  CLIENTROUTE_RETURN_IF_ERROR(ReadTime(filter.has_next_timer_before(), filter.next_timer_before(), "next_timer_before",
                                       &query.next_timer_before));
  if (query.version != 0 && query.definition.empty()) {
    return Error(absl::StatusCode::kInvalidArgument, "DEFINITION_MISSING",
                 "a version is one of a definition: say of which", {{"field", "filter.definition"}});
  }
  const Visibility visible = Visible(call.identity, call.purpose, AccessQuestion::Subject::kRoute);
  query.municipalities = Narrowed(visible.municipalities, filter.municipality());
  if (visible.involved_only) query.involved = call.identity.subject;
  return query;
}

absl::StatusOr<RouteOrder> OrderOf(v1::ListRoutesRequest::Order order) {
  switch (order) {
    case v1::ListRoutesRequest::NEWEST:
      return RouteOrder::kNewest;
    case v1::ListRoutesRequest::OLDEST:
      return RouteOrder::kOldest;
    case v1::ListRoutesRequest::DUE:
      return RouteOrder::kDue;
    case v1::ListRoutesRequest::NEXT_TIMER:
      return RouteOrder::kNextTimer;
    default:
      return Error(absl::StatusCode::kInvalidArgument, "ORDER_UNKNOWN", "there is no such order of routes",
                   {{"field", "order"}});
  }
}

}  // namespace clientroute::orchestrator
