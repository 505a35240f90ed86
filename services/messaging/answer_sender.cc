#include "services/messaging/answer_sender.h"

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "clientroute/messaging/v1/events.pb.h"
#include "services/messaging/answer_message.h"
#include "services/messaging/exchange_name.h"
#include "services/messaging/identification_store.h"
#include "services/messaging/message_kinds.h"
#include "services/messaging/message_store.h"
#include "services/messaging/own_message.h"
#include "services/messaging/request_store.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

absl::Status UnknownRequest(std::string_view why) {
  return Error(absl::StatusCode::kFailedPrecondition, "REQUEST_UNKNOWN", why);
}

absl::Status Answered() {
  return Error(absl::StatusCode::kFailedPrecondition, "REQUEST_ANSWERED",
               "the request was answered before (TR359, TR360, TR365)");
}

// RedenAfwijzingVerzoek (WJ759) of what a route that has ended left open.
constexpr std::string_view kNewRequestNeeded = "1";  // geen wijziging, maar een nieuwe aanvraag
constexpr std::string_view kOnContent = "7";         // afgewezen op inhoud van de zorg

/// All that is answered: what the lines name, and what the message asked.
absl::StatusOr<std::set<RequestKey>> RequestsOf(Connection& connection, const AnswerCommand& command) {
  std::set<RequestKey> requests = command.requests;
  if (!command.request_message) return requests;
  const absl::StatusOr<MessageRecord> message = FindMessage(connection, *command.request_message);
  if (absl::IsNotFound(message.status())) return UnknownRequest("no such message came in");
  if (!message.ok()) return message.status();
  CLIENTROUTE_ASSIGN(const auto asked, ListRequests(connection, message->number));
  if (asked.empty() || message->municipality != command.municipality) {
    return UnknownRequest("the message asked this municipality for nothing that was approved");
  }
  requests.insert(asked.begin(), asked.end());
  return requests;
}

/// Whether the request is answered now; not when it was answered before, and only what is open is to be.
absl::StatusOr<bool> IsDue(Connection& connection, const AnswerCommand& command, const RequestKey& key,
                           bool only_open) {
  CLIENTROUTE_ASSIGN(const std::optional<RequestStanding> standing, FindRequest(connection, key));
  if (!standing) return UnknownRequest("no request with this reference came in (TR355)");
  const bool may_follow = *standing == RequestStanding::kOpen ||
                          (*standing == RequestStanding::kUnderInvestigation && command.answer != *standing);
  if (may_follow || only_open) return may_follow;
  return Answered();
}

/// One event a provider and law; without any, one that says so.
v1::AnswerMessageSent EventFor(const v1::SendAnswerMessageRequest& request, Date today, Date asked) {
  v1::AnswerMessageSent event;
  event.set_route(request.route());
  event.set_answer(request.answer());
  *event.mutable_send_date() = ToProto(today);
  *event.mutable_request_date() = ToProto(asked);
  event.set_change_request(request.change_request());
  event.set_reason(request.reason());
  event.set_municipality(request.municipality());
  return event;
}

}  // namespace

absl::Status AnswerSender::Send(UnitOfWork& unit, const v1::SendAnswerMessageRequest& request,
                                v1::SendAnswerMessageResponse* response) const {
  CLIENTROUTE_ASSIGN(const AnswerCommand command, ReadAnswerCommand(request));
  CLIENTROUTE_ASSIGN(const std::set<RequestKey> requests, RequestsOf(unit.db(), command));
  CLIENTROUTE_RETURN_IF_ERROR(CheckResidence(command, requests));
  std::map<std::pair<Law, std::string>, v1::AnswerMessageSent> events;
  for (const RequestKey& key : requests) {
    CLIENTROUTE_ASSIGN(const bool due, IsDue(unit.db(), command, key, request.only_open()));
    if (!due) continue;
    CLIENTROUTE_ASSIGN(const MessageRecord record, SendOne(unit, command, key));
    const std::string name = NameOfMessage(record.id);
    CLIENTROUTE_ASSIGN(const std::optional<Date> asked, FindRequestDate(unit.db(), key));
    const Date request_date = asked.value_or(*record.signed_on);
    v1::AnswerMessageSent& event =
        events.try_emplace({key.law, key.provider}, EventFor(request, *record.signed_on, request_date)).first->second;
    if (request_date < FromProto(event.request_date())) *event.mutable_request_date() = ToProto(request_date);
    event.set_law(ToProto(key.law));
    event.set_provider(key.provider);
    if (event.message().empty()) event.set_message(name);
    event.add_messages(name);
    event.add_provider_references(key.reference);
    response->add_messages(name);
  }
  if (events.empty()) {
    const Date today = LocalDate(unit.now());
    return unit.Announce(request.route(), EventFor(request, today, today));
  }
  for (const auto& [recipient, event] : events) {
    CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(request.route(), event));
  }
  return absl::OkStatus();
}

absl::Status AnswerSender::RefuseLeftOpen(UnitOfWork& unit, const ConsideredMessage& considered) const {
  CLIENTROUTE_ASSIGN(const std::optional<Instant> ended, FindEnd(unit.db(), considered.route));
  if (!ended || considered.IsLeftToPerson(*ended)) return absl::OkStatus();
  const absl::StatusOr<MessageRecord> asked = FindMessage(unit.db(), considered.message);
  if (absl::IsNotFound(asked.status())) return absl::OkStatus();
  if (!asked.ok()) return asked.status();
  AnswerCommand command;
  command.route = considered.route;
  command.route_ended = true;
  command.municipality = asked->municipality;
  if (!asked->clients.empty()) command.client = asked->clients.front();
  command.reason = considered.change_request.empty() ? kOnContent : kNewRequestNeeded;
  std::vector<RequestKey> open;
  CLIENTROUTE_ASSIGN(const auto requests, ListRequests(unit.db(), asked->number));
  for (const RequestKey& key : requests) {
    CLIENTROUTE_ASSIGN(const std::optional<RequestStanding> standing, FindRequest(unit.db(), key));
    if (standing && IsUnanswered(*standing)) open.push_back(key);
  }
  return AnswerAll(unit, *asked, considered, command, open);
}

absl::Status AnswerSender::AnswerLeftOpen(UnitOfWork& unit, const MessageRecord& asked,
                                          const v1::AnswerRequestRequest& request) const {
  CLIENTROUTE_ASSIGN(const std::optional<ConsideredMessage> considered, FindConsidered(unit.db(), asked.id));
  if (!considered || asked.clients.empty()) return UnknownRequest("the message asks for nothing that was approved");
  CLIENTROUTE_ASSIGN(const std::optional<Instant> ended, FindEnd(unit.db(), considered->route));
  if (!ended) {
    return Error(absl::StatusCode::kFailedPrecondition, "ROUTE_ANSWERS",
                 "the route considers the request and answers it itself", {{"route", considered->route}});
  }
  v1::SendAnswerMessageRequest all;
  all.set_route(considered->route);
  all.set_client(asked.clients.front());
  all.set_municipality(asked.municipality);
  all.set_change_request(considered->change_request);
  all.set_answer(request.answer());
  all.set_reason(request.reason());
  all.set_request_message(NameOfMessage(asked.id));
  all.set_responsible_municipality(request.responsible_municipality());
  CLIENTROUTE_ASSIGN(AnswerCommand command, ReadAnswerCommand(all));
  command.route_ended = true;
  CLIENTROUTE_ASSIGN(const std::set<RequestKey> requests, RequestsOf(unit.db(), command));
  CLIENTROUTE_RETURN_IF_ERROR(CheckResidence(command, requests));
  std::vector<RequestKey> open;
  for (const RequestKey& key : requests) {
    CLIENTROUTE_ASSIGN(const bool due, IsDue(unit.db(), command, key, /*only_open=*/true));
    if (due) open.push_back(key);
  }
  if (open.empty()) return Answered();
  return AnswerAll(unit, asked, *considered, command, open);
}

absl::Status AnswerSender::AnswerAll(UnitOfWork& unit, const MessageRecord& asked, const ConsideredMessage& considered,
                                     const AnswerCommand& command, const std::vector<RequestKey>& requests) const {
  v1::OpenRequestsRefused event;
  for (const RequestKey& key : requests) {
    CLIENTROUTE_ASSIGN(const MessageRecord record, SendOne(unit, command, key));
    event.add_messages(NameOfMessage(record.id));
    event.add_provider_references(key.reference);
    event.set_law(ToProto(key.law));
    event.set_provider(key.provider);
    *event.mutable_send_date() = ToProto(*record.signed_on);
  }
  if (command.answer != RequestStanding::kRefused || event.messages().empty()) return absl::OkStatus();
  event.set_request_message(NameOfMessage(asked.id));
  event.set_change_request(considered.change_request);
  event.set_reason(command.reason);
  event.set_municipality(command.municipality);
  return unit.Announce(event.request_message(), event);
}

absl::StatusOr<MessageRecord> AnswerSender::SendOne(UnitOfWork& unit, const AnswerCommand& command,
                                                    const RequestKey& key) const {
  CLIENTROUTE_ASSIGN(const std::int64_t number, NextIdentification(unit.db(), key.municipality));
  const AnswerMessage content{key.law,
                              key.municipality,
                              key.provider,
                              IdentificationOf(number),
                              LocalDate(unit.now()),
                              key.reference,
                              static_cast<int>(command.answer),
                              command.reason,
                              command.responsible_municipality};
  CLIENTROUTE_ASSIGN(const std::string bytes, WriteOwnMessage(BuildAnswerMessage(content)));
  MessageRecord record;
  record.kind = FindKind(key.law, kRequestAnswerMessage)->name();
  record.municipality = key.municipality;
  record.provider = key.provider;
  record.identification = content.identification;
  if (!command.route_ended) record.route = command.route;
  record.routes = {command.route};
  record.clients = {command.client};
  // It names nobody.
  const std::string what = Cat("answer-", CodeOf(key.law), "-", key.provider, "-", key.reference);
  CLIENTROUTE_RETURN_IF_ERROR(SendOwnMessage(*parts_, unit, what, bytes, std::nullopt, &record));
  CLIENTROUTE_RETURN_IF_ERROR(SaveStanding(unit.db(), key, command.answer, command.route));
  return record;
}

}  // namespace clientroute::messaging
