#ifndef CLIENTROUTE_SERVICES_PLATFORM_STORE_REQUEST_ANSWERS_H_
#define CLIENTROUTE_SERVICES_PLATFORM_STORE_REQUEST_ANSWERS_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "services/platform/calls/context.h"
#include "services/platform/store/database.h"

namespace clientroute {

/// The pieces of WriteOnce, for a writer that answers many requests in one transaction of its own: for each, FindAnswer
/// first; when there is none, the work, its events (events/outbox.h) and StoreAnswer, all on the one connection.

/// How long an answer is kept. A repeat that comes later is no longer recognised as one; where it made things or
/// events, their ids derive from the request id and are taken, so that it fails with AlreadyExists and still changes
/// nothing.
inline constexpr std::chrono::days kAnswersKept(90);
inline constexpr std::size_t kRequestIdBytesMost = 128;

/// InvalidArgument REQUEST_ID_INVALID (field `request_id`) unless it is 1–128 of letters, digits and `-_./:`.
absl::Status CheckRequestId(std::string_view request_id);

/// Fills `answer` with what was answered to the call's request id; false when it was not answered yet.
/// Errors: AlreadyExists REQUEST_ID_REUSED when another method or another request has this id; those of Connection.
absl::StatusOr<bool> FindAnswer(Connection& connection, const CallContext& call,
                                const google::protobuf::Message& request, google::protobuf::Message* answer);
/// Keeps the answer. Errors: those of Connection (AlreadyExists: it was answered already).
absl::Status StoreAnswer(Connection& connection, const CallContext& call, const google::protobuf::Message& request,
                         const google::protobuf::Message& answer);

/// What an answer kept elsewhere than in request_answer is recognised by: SHA-256 over the method, the request's type
/// and its bytes, whatever the order of its maps.
std::string RequestDigest(const CallContext& call, const google::protobuf::Message& request);
/// AlreadyExists REQUEST_ID_REUSED.
absl::Status RequestIdReused(const CallContext& call);

/// Forgets up to `limit` answers given before `before`; how many it were. Errors: those of Connection.
absl::StatusOr<std::int64_t> ForgetAnswers(Connection& connection, Instant before, int limit);
/// Whether there are answers from before `before`. Errors: those of Connection.
absl::StatusOr<bool> HasAnswersBefore(Connection& connection, Instant before);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_STORE_REQUEST_ANSWERS_H_
