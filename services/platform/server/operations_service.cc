#include "services/platform/server/operations_service.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/events/backlog.h"
#include "services/platform/events/relay.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute {
namespace {

using std::chrono::milliseconds;
namespace v1 = platform::v1;

constexpr int kPageWhenUnset = 100;
constexpr int kPageMost = 1'000;
constexpr milliseconds kPatienceWhenUnset = std::chrono::seconds(30);
constexpr milliseconds kPatienceMost = std::chrono::minutes(10);

absl::StatusOr<int> PageSize(int asked) {
  if (asked == 0) return kPageWhenUnset;
  if (asked >= 1 && asked <= kPageMost) return asked;
  return InvalidFields("PAGE_SIZE_INVALID", {{"page_size", Cat("is not 1 to ", kPageMost)}});
}

absl::StatusOr<milliseconds> PatienceOf(const v1::AdvanceTimeRequest& request, const CallContext& call) {
  milliseconds patience = kPatienceWhenUnset;
  if (request.has_patience()) {
    const std::int64_t seconds = request.patience().seconds();
    if (seconds < 0 || request.patience().nanos() < 0 || std::chrono::seconds(seconds) > kPatienceMost) {
      return InvalidFields("PATIENCE_INVALID", {{"patience", "is not 0 to 10 minutes"}});
    }
    patience = std::chrono::seconds(seconds) + milliseconds(request.patience().nanos() / 1'000'000);
  }
  return call.deadline ? std::min(patience, RealTimeUntil(*call.deadline)) : patience;
}

void Show(const std::string& service, const LookEntry& entry, v1::LookEntry* shown) {
  shown->set_service(service);
  shown->set_number(entry.number);
  *shown->mutable_look_time() = ToProto(entry.at);
  shown->set_subject(entry.subject);
  shown->set_on_behalf_of(entry.on_behalf_of);
  shown->set_purpose(entry.purpose);
  shown->set_method(entry.method);
  for (const std::string& client : entry.clients) shown->add_clients(client);
  shown->set_hash(Hex(entry.hash));
}

void Show(const std::string& service, const DeadLetter& letter, v1::DeadLetter* shown) {
  shown->set_service(service);
  shown->set_position(letter.position);
  shown->set_subscriber(letter.subscriber);
  shown->set_event_id(letter.event_id);
  shown->set_type(letter.type);
  shown->set_aggregate(letter.aggregate);
  shown->set_error(letter.error);
  *shown->mutable_refuse_time() = ToProto(letter.at);
}

void AddBacklog(const std::string& service, const RelayBacklog& backlog, Instant now, v1::RelayBacklog* shown) {
  shown->set_service(service);
  shown->set_subscriber(backlog.subscriber);
  shown->set_waiting(backlog.waiting);
  if (backlog.oldest) {
    const auto lag = std::chrono::duration_cast<std::chrono::seconds>(now - *backlog.oldest);
    shown->mutable_lag()->set_seconds(std::max<std::int64_t>(lag.count(), 0));
  }
  shown->set_retrying(backlog.retrying);
  shown->set_dead_letters(backlog.dead);
}

// A number counts within one service, forward, and a token says more than it.
absl::Status CheckStart(const v1::ListLooksRequest& request) {
  if (request.after_number() == 0) return absl::OkStatus();
  if (request.service().empty()) {
    return InvalidFields("PAGE_INVALID", {{"after_number", "counts within one service; say which"}});
  }
  if (!request.page_token().empty() || request.order() != v1::ListLooksRequest::NUMBER) {
    return InvalidFields("PAGE_INVALID",
                         {{"after_number", "goes with neither a page_token nor another order than NUMBER"}});
  }
  return absl::OkStatus();
}

LookView ViewOf(const v1::ListLooksRequest& request, const CallContext& call) {
  LookView view;
  view.municipalities = VisibleMunicipalities(call.identity, call.purpose, AccessQuestion::Subject::kLook);
  if (const std::string& asked = request.municipality(); !asked.empty()) {
    const bool shown = !view.municipalities || view.municipalities->contains(asked);
    view.municipalities = shown ? std::set<std::string>{asked} : std::set<std::string>();
  }
  view.newest_first = request.order() == v1::ListLooksRequest::NEWEST;
  return view;
}

absl::StatusOr<std::vector<LookEntry>> ReadLooks(Database& database, const v1::ListLooksRequest& request,
                                                 const LookView& view, std::int64_t after, int limit) {
  const std::optional<std::string> client =
      request.client().empty() ? std::nullopt : std::optional<std::string>(request.client());
  std::vector<LookEntry> looks;
  CLIENTROUTE_RETURN_IF_ERROR(database.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(looks, ListLooks(connection, after, limit, client, view));
    return absl::OkStatus();
  }));
  return looks;
}

using Databases = std::map<std::string, Database*>;

// Service by service, each by number: a page goes on in the service in which the last one ended.
absl::Status LooksByNumber(const Databases& databases, const v1::ListLooksRequest& request, const LookView& view,
                           int rows, v1::ListLooksResponse* response) {
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, 2));
  auto place = key.empty() ? databases.begin() : databases.lower_bound(key[0]);
  std::int64_t after = request.after_number();
  if (!key.empty() && place != databases.end() && place->first == key[0]) after = NumberIn(key[1]);
  for (; place != databases.end(); ++place, after = 0) {
    // One more than fits shows whether there is another page.
    const int left = rows - response->looks_size();
    CLIENTROUTE_ASSIGN(const auto looks, ReadLooks(*place->second, request, view, after, left + 1));
    for (const LookEntry& entry : looks) {
      if (response->looks_size() == rows) {
        const v1::LookEntry& last = response->looks(rows - 1);
        response->set_next_page_token(MakePageToken(request, {last.service(), KeyPart(last.number())}));
        return absl::OkStatus();
      }
      Show(place->first, entry, response->add_looks());
    }
  }
  return absl::OkStatus();
}

// Of all services together: the key says how far back each of them was shown.
absl::Status NewestLooks(const Databases& databases, const v1::ListLooksRequest& request, const LookView& view,
                         int rows, v1::ListLooksResponse* response) {
  constexpr std::int64_t kFromTheEnd = std::numeric_limits<std::int64_t>::max();
  CLIENTROUTE_ASSIGN(std::vector<std::string> key, ReadPageToken(request, databases.size()));
  if (key.empty()) key.assign(databases.size(), KeyPart(kFromTheEnd));
  struct Reader {
    std::string service;
    std::vector<LookEntry> looks;
    std::size_t next = 0;
  };
  std::vector<Reader> readers;
  for (const auto& [service, database] : databases) {
    const std::int64_t before = NumberIn(key[readers.size()]);
    CLIENTROUTE_ASSIGN(auto looks, ReadLooks(*database, request, view, before, rows));
    readers.push_back({service, std::move(looks)});
  }
  const auto latest = [&readers] {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < readers.size(); ++i) {
      if (readers[i].next == readers[i].looks.size()) continue;
      if (!found || readers[i].looks[readers[i].next].at > readers[*found].looks[readers[*found].next].at) found = i;
    }
    return found;
  };
  std::optional<std::size_t> from;
  while ((from = latest()) && response->looks_size() < rows) {
    Reader& reader = readers[*from];
    const LookEntry& entry = reader.looks[reader.next++];
    Show(reader.service, entry, response->add_looks());
    key[*from] = KeyPart(entry.number);
  }
  // A service of which all that was read was shown may have more.
  bool more = from.has_value();
  for (const Reader& reader : readers) more = more || reader.looks.size() == static_cast<std::size_t>(rows);
  if (more && response->looks_size() == rows) response->set_next_page_token(MakePageToken(request, key));
  return absl::OkStatus();
}

}  // namespace

OperationsService::OperationsService(CallStack stack, ProcessParts parts)
    : calls_(std::move(stack)), parts_(std::move(parts)) {
  if (parts_.clock == nullptr || parts_.scheduler == nullptr) StopOnDefect("operations need a clock and a scheduler");
}

absl::StatusOr<Database*> OperationsService::DatabaseOf(const std::string& service) const {
  const auto found = parts_.databases.find(service);
  if (found != parts_.databases.end()) return found->second;
  return Error(absl::StatusCode::kNotFound, "SERVICE_UNKNOWN", Cat("this process holds no record of ", service),
               {{"service", service}});
}

absl::StatusOr<std::map<std::string, Database*>> OperationsService::DatabasesOf(const std::string& service) const {
  if (service.empty()) return parts_.databases;
  CLIENTROUTE_ASSIGN(Database * database, DatabaseOf(service));
  return std::map<std::string, Database*>{{service, database}};
}

grpc::Status OperationsService::GetTime(grpc::ServerContext* context, const v1::GetTimeRequest* request,
                                        v1::GetTimeResponse* response) {
  return calls_.Read(context, "clientroute.platform.v1.Operations/GetTime", *request,
                     [&](const CallContext& call) -> absl::Status {
                       *response->mutable_now() = ToProto(call.now);
                       response->set_driven(parts_.clock->driven());
                       CLIENTROUTE_ASSIGN(const std::optional<Instant> next, NextTimer(parts_));
                       if (next) *response->mutable_next_timer() = ToProto(*next);
                       return absl::OkStatus();
                     });
}

grpc::Status OperationsService::AdvanceTime(grpc::ServerContext* context, const v1::AdvanceTimeRequest* request,
                                            v1::AdvanceTimeResponse* response) {
  return calls_.Read(context, "clientroute.platform.v1.Operations/AdvanceTime", *request,
                     [&](const CallContext& call) -> absl::Status {
                       CLIENTROUTE_ASSIGN(const milliseconds patience, PatienceOf(*request, call));
                       std::optional<Instant> to;
                       if (request->has_to()) to = FromProto(request->to());
                       std::lock_guard one_at_a_time(advancing_);
                       if (request->release() && !parts_.release_clock) {
                         return Error(absl::StatusCode::kFailedPrecondition, "CLOCK_NOT_DRIVEN",
                                      "this suite's clock is not one that can be let go");
                       }
                       CLIENTROUTE_ASSIGN(Advanced advanced, clientroute::AdvanceTime(parts_, to, patience));
                       if (request->release()) {
                         CLIENTROUTE_RETURN_IF_ERROR(parts_.release_clock());
                         advanced.now = parts_.clock->Now();
                       }
                       *response->mutable_now() = ToProto(advanced.now);
                       response->set_timers_fired(advanced.timers_fired);
                       return absl::OkStatus();
                     });
}

grpc::Status OperationsService::ListEvents(grpc::ServerContext* context, const v1::ListEventsRequest* request,
                                           v1::ListEventsResponse* response) {
  return calls_.Read(
      context, "clientroute.platform.v1.Operations/ListEvents", *request, [&](const CallContext&) -> absl::Status {
        CLIENTROUTE_ASSIGN(const int page, PageSize(request->page_size()));
        CLIENTROUTE_ASSIGN(Database * database, DatabaseOf(request->service()));
        return database->Read([&](Connection& connection) -> absl::Status {
          CLIENTROUTE_ASSIGN(auto events, clientroute::ListEvents(connection, request->after_position(), page));
          for (auto& event : events) *response->add_events() = std::move(event);
          return absl::OkStatus();
        });
      });
}

grpc::Status OperationsService::ListDeadLetters(grpc::ServerContext* context, const v1::ListDeadLettersRequest* request,
                                                v1::ListDeadLettersResponse* response) {
  return calls_.Read(
      context, "clientroute.platform.v1.Operations/ListDeadLetters", *request, [&](const CallContext&) -> absl::Status {
        CLIENTROUTE_ASSIGN(const int page, PageSize(request->page_size()));
        CLIENTROUTE_ASSIGN(const auto databases, DatabasesOf(request->service()));
        for (const auto& [service, database] : databases) {
          const int left = page - response->dead_letters_size();
          if (left == 0) break;
          CLIENTROUTE_RETURN_IF_ERROR(database->Read([&, &service = service](Connection& connection) -> absl::Status {
            CLIENTROUTE_ASSIGN(const auto letters, clientroute::ListDeadLetters(connection, left));
            for (const DeadLetter& letter : letters) Show(service, letter, response->add_dead_letters());
            return absl::OkStatus();
          }));
        }
        return absl::OkStatus();
      });
}

grpc::Status OperationsService::ResendDeadLetters(grpc::ServerContext* context,
                                                  const v1::ResendDeadLettersRequest* request,
                                                  v1::ResendDeadLettersResponse* response) {
  // The answer is kept with the letters, in the record of the service that announced them.
  return calls_.Submit(context, "clientroute.platform.v1.Operations/ResendDeadLetters", *request,
                       [&](const CallContext& call) -> absl::Status {
                         CLIENTROUTE_ASSIGN(Database * database, DatabaseOf(request->service()));
                         return WriteOnce(*database, call, *request, response, [&](UnitOfWork& unit) {
                           return clientroute::ResendDeadLetters(unit.db(), request->subscriber(),
                                                                 request->aggregate());
                         });
                       });
}

grpc::Status OperationsService::GetBacklog(grpc::ServerContext* context, const v1::GetBacklogRequest* request,
                                           v1::Backlog* response) {
  return calls_.Read(context, "clientroute.platform.v1.Operations/GetBacklog", *request,
                     [&](const CallContext& call) -> absl::Status {
                       *response->mutable_time() = ToProto(call.now);
                       for (const auto& [service, database] : parts_.databases) {
                         std::vector<RelayBacklog> relays;
                         CLIENTROUTE_RETURN_IF_ERROR(database->Read([&](Connection& connection) -> absl::Status {
                           CLIENTROUTE_ASSIGN(relays, ListBacklog(connection));
                           return absl::OkStatus();
                         }));
                         for (const RelayBacklog& one : relays)
                           AddBacklog(service, one, call.now, response->add_relays());
                       }
                       return absl::OkStatus();
                     });
}

grpc::Status OperationsService::ListLooks(grpc::ServerContext* context, const v1::ListLooksRequest* request,
                                          v1::ListLooksResponse* response) {
  return calls_.Read(context, "clientroute.platform.v1.Operations/ListLooks", *request,
                     [&](const CallContext& call) -> absl::Status {
                       CLIENTROUTE_RETURN_IF_ERROR(CheckStart(*request));
                       CLIENTROUTE_ASSIGN(const int rows, PageSize(request->page_size()));
                       CLIENTROUTE_ASSIGN(const auto databases, DatabasesOf(request->service()));
                       const LookView view = ViewOf(*request, call);
                       response->set_intact(true);
                       for (const auto& [service, database] : databases) {
                         CLIENTROUTE_RETURN_IF_ERROR(database->Read([&](Connection& connection) -> absl::Status {
                           CLIENTROUTE_ASSIGN(const auto broken, FindBrokenLook(connection));
                           if (broken) response->set_intact(false);
                           return absl::OkStatus();
                         }));
                       }
                       return request->order() == v1::ListLooksRequest::NEWEST
                                  ? NewestLooks(databases, *request, view, rows, response)
                                  : LooksByNumber(databases, *request, view, rows, response);
                     });
}

}  // namespace clientroute
