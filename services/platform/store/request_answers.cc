#include "services/platform/store/request_answers.h"

#include <algorithm>
#include <string>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute {
namespace {

constexpr std::string_view kRequestIdCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:";

// The same message gives the same bytes: maps are written in order of their keys.
std::string DeterministicBytes(const google::protobuf::Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

std::string DigestOf(const google::protobuf::Message& request) {
  return Digest(Cat(request.GetDescriptor()->full_name(), "\n", DeterministicBytes(request)));
}

struct Answered {
  std::string method;
  std::string digest;
  std::string answer;
};

}  // namespace

absl::Status CheckRequestId(std::string_view request_id) {
  const bool valid = !request_id.empty() && request_id.size() <= kRequestIdBytesMost &&
                     request_id.find_first_not_of(kRequestIdCharacters) == std::string_view::npos;
  if (valid) return absl::OkStatus();
  return InvalidFields("REQUEST_ID_INVALID",
                       {{"request_id", Cat("1 to ", kRequestIdBytesMost, " of letters, digits and -_./: are needed")}});
}

std::string RequestDigest(const CallContext& call, const google::protobuf::Message& request) {
  return Digest(Cat(call.method, "\n", request.GetDescriptor()->full_name(), "\n", DeterministicBytes(request)));
}

absl::Status RequestIdReused(const CallContext& call) {
  return Error(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED",
               "this request id was used for another request; a new request needs a new id",
               {{"request_id", call.request_id}});
}

absl::StatusOr<bool> FindAnswer(Connection& connection, const CallContext& call,
                                const google::protobuf::Message& request, google::protobuf::Message* answer) {
  CLIENTROUTE_ASSIGN(
      auto found, connection.QueryOne(
                      "SELECT method, request_digest, answer FROM request_answer WHERE request_id = $1",
                      {call.request_id}, [](const Row& row) {
                        return Answered{std::string(row.Text(0)), std::string(row.Bytes(1)), std::string(row.Bytes(2))};
                      }));
  if (!found) return false;
  if (found->method != call.method || found->digest != DigestOf(request)) {
    return RequestIdReused(call);
  }
  if (!answer->ParseFromString(found->answer)) {
    return Error(absl::StatusCode::kDataLoss, "ANSWER_DAMAGED", "the stored answer cannot be read",
                 {{"request_id", call.request_id}});
  }
  return true;
}

absl::Status StoreAnswer(Connection& connection, const CallContext& call, const google::protobuf::Message& request,
                         const google::protobuf::Message& answer) {
  const std::string digest = DigestOf(request);
  const std::string bytes = answer.SerializeAsString();
  return connection
      .Execute(
          "INSERT INTO request_answer (request_id, method, request_digest, answer, answered_at) VALUES ($1, $2, $3, "
          "$4, $5)",
          {call.request_id, call.method, Blob{digest}, Blob{bytes}, ToMicros(call.now)})
      .status();
}

absl::StatusOr<std::int64_t> ForgetAnswers(Connection& connection, Instant before, int limit) {
  return connection.Execute(
      "DELETE FROM request_answer WHERE request_id IN (SELECT request_id FROM request_answer WHERE answered_at < $1 "
      "ORDER BY answered_at LIMIT $2)",
      {ToMicros(before), limit});
}

absl::StatusOr<bool> HasAnswersBefore(Connection& connection, Instant before) {
  CLIENTROUTE_ASSIGN(auto found, connection.QueryOne("SELECT 1 FROM request_answer WHERE answered_at < $1 LIMIT 1",
                                                     {ToMicros(before)}, [](const Row& row) { return row.Int(0); }));
  return found.has_value();
}

}  // namespace clientroute
