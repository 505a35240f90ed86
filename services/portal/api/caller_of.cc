#include "services/portal/api/caller_of.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "services/platform/status/status.h"

namespace clientroute::portal {
namespace {

constexpr std::size_t kPurposeBytesMost = 64;
constexpr std::size_t kTimeoutDigitsMost = 10;

}  // namespace

absl::StatusOr<Caller> CallerOf(const Session& session, std::string_view purpose) {
  const bool is_name = purpose.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
  if (!is_name || purpose.size() > kPurposeBytesMost) {
    return Error(absl::StatusCode::kInvalidArgument, "PURPOSE_INVALID", "the purpose is not of a-z, 0-9 and -");
  }
  Caller caller;
  caller.identity = session.who.identity;
  caller.purpose = std::string(purpose);
  caller.deadline = kCallPatience;
  return caller;
}

absl::StatusOr<std::chrono::milliseconds> PatienceIn(std::string_view timeout_ms) {
  if (timeout_ms.empty()) return kCallPatience;
  std::int64_t count = -1;
  const char* end = timeout_ms.data() + timeout_ms.size();
  const auto [at, error] = std::from_chars(timeout_ms.data(), end, count);
  if (timeout_ms.size() > kTimeoutDigitsMost || error != std::errc() || at != end || count < 0) {
    return Error(absl::StatusCode::kInvalidArgument, "TIMEOUT_INVALID", "Connect-Timeout-Ms is not one to ten digits");
  }
  return std::min(std::chrono::milliseconds(count), kCallPatienceMost);
}

}  // namespace clientroute::portal
