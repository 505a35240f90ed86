#ifndef CLIENTROUTE_SERVICES_PLATFORM_STATUS_STATUS_H_
#define CLIENTROUTE_SERVICES_PLATFORM_STATUS_STATUS_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grpcpp/support/status.h"

namespace clientroute {

/// Joins text and whole numbers; the product's one way to build a message (Debian's absl::StrCat takes no
/// std::string_view).
template <typename... Parts>
std::string Cat(const Parts&... parts);

/// An error of a call: what AIP-193 calls an ErrorInfo travels with it. `reason` is UPPER_SNAKE_CASE and stable;
/// `message` is for developers and operators and never holds identifying data; `metadata` is what a client needs to act
/// on it.
absl::Status Error(absl::StatusCode code, std::string_view reason, std::string_view message,
                   std::map<std::string, std::string> metadata = {});
/// One wrong field of a request.
struct FieldViolation {
  std::string field;        // path in the request: `lines[2].period.start_date`
  std::string description;  // what is wrong with it
};
/// InvalidArgument with a BadRequest that lists every wrong field.
absl::Status InvalidFields(std::string_view reason, std::vector<FieldViolation> violations);

/// The reason of an error made by Error or received from a call; empty when it has none.
std::string ReasonOf(const absl::Status& status);
std::map<std::string, std::string> MetadataOf(const absl::Status& status);
std::vector<FieldViolation> ViolationsOf(const absl::Status& status);

/// To and from the wire: the code stays, the details travel as google.rpc.Status in the trailing metadata. `domain` is
/// the service that says it, `intake.clientroute`; it is kept when the error came from another service.
grpc::Status ToGrpc(const absl::Status& status, std::string_view domain);
absl::Status FromGrpc(const grpc::Status& status);

/// Whether the same call may succeed later with the same request id: Unavailable, DeadlineExceeded, Aborted,
/// ResourceExhausted; Cancelled, which is what a call gets whose server is drained; and Unknown without a reason, which
/// no method says but the transport.
bool IsTransient(const absl::Status& status);

/// At most `bytes_most` bytes of UTF-8 text, cut between characters.
std::string CutText(std::string text, std::size_t bytes_most);

// Implementation of the template.
namespace status_internal {
inline std::string Piece(std::string_view text) { return std::string(text); }
inline std::string Piece(const std::string& text) { return text; }
inline std::string Piece(const char* text) { return text; }
template <typename Number>
requires std::is_integral_v<Number> std::string Piece(Number number) { return std::to_string(number); }
}  // namespace status_internal
template <typename... Parts>
std::string Cat(const Parts&... parts) {
  std::string out;
  (out.append(status_internal::Piece(parts)), ...);
  return out;
}

}  // namespace clientroute

/// Returns the status from the enclosing function when it is an error. Its own names count up, so that one may stand in
/// a function that is given to another.
#define CLIENTROUTE_RETURN_IF_ERROR(expression) \
  CLIENTROUTE_RETURN_IF_ERROR_(CLIENTROUTE_JOIN_(status_, __COUNTER__), expression)
#define CLIENTROUTE_RETURN_IF_ERROR_(status, expression)                 \
  do {                                                                   \
    if (absl::Status status = (expression); !status.ok()) return status; \
  } while (false)

/// `CLIENTROUTE_ASSIGN(auto value, Compute());`: assigns, or returns the error from the enclosing function.
#define CLIENTROUTE_ASSIGN(target, expression) \
  CLIENTROUTE_ASSIGN_(CLIENTROUTE_JOIN_(result_, __COUNTER__), target, expression)
#define CLIENTROUTE_JOIN_(a, b) CLIENTROUTE_JOIN2_(a, b)
#define CLIENTROUTE_JOIN2_(a, b) a##b
#define CLIENTROUTE_ASSIGN_(result, target, expression) \
  auto result = (expression);                           \
  if (!result.ok()) return std::move(result).status();  \
  target = *std::move(result)

#endif  // CLIENTROUTE_SERVICES_PLATFORM_STATUS_STATUS_H_
