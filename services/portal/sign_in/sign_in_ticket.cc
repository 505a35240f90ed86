#include "services/portal/sign_in/sign_in_ticket.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/platform/status/status.h"
#include "services/portal/http/encoding.h"

namespace clientroute::portal {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kReturnBytesMost = 2'048;
constexpr std::string_view kPlace = "portal/sign-in";

}  // namespace

SignInTicket MakeTicket(std::string return_to, Instant now, Random& random) {
  return {Base64Url(random.Bytes(kSecretBytes)), Base64Url(random.Bytes(kSecretBytes)),
          Base64Url(random.Bytes(kSecretBytes)), std::move(return_to), now + kSignInPatience};
}

std::string ChallengeOf(std::string_view verifier) { return Base64Url(Digest(verifier)); }

std::string SealTicket(const SecretKey& key, const SignInTicket& ticket, Random& random) {
  const std::string plain = Cat("state=", ticket.state, "&nonce=", ticket.nonce, "&verifier=", ticket.verifier,
                                "&return=", PercentEncode(ticket.return_to), "&until=", ToIso(ticket.until));
  return Base64Url(Seal(key, plain, kPlace, random));
}

absl::StatusOr<SignInTicket> OpenTicket(const SecretKey& key, std::string_view sealed, Instant now) {
  const auto unknown = [] {
    return Error(absl::StatusCode::kUnauthenticated, "SIGN_IN_UNKNOWN", "this browser did not begin to sign in here");
  };
  const auto bytes = FromBase64Url(sealed);
  if (!bytes || bytes->empty()) return unknown();
  const absl::StatusOr<std::string> plain = Open(key, *bytes, kPlace);
  if (!plain.ok()) return unknown();
  auto fields = ParseForm(*plain);
  const auto until = fields ? ParseIso((*fields)["until"]) : std::nullopt;
  if (!until) return unknown();
  if (*until <= now) return Error(absl::StatusCode::kUnauthenticated, "SIGN_IN_LATE", "signing in took too long");
  return SignInTicket{(*fields)["state"], (*fields)["nonce"], (*fields)["verifier"], (*fields)["return"], *until};
}

std::string SafeReturn(std::string_view path) {
  const bool own = path.starts_with('/') && !path.starts_with("//") && path.size() <= kReturnBytesMost &&
                   path.find('\\') == std::string_view::npos &&
                   std::ranges::all_of(path, [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7F; });
  return own ? std::string(path) : "/";
}

}  // namespace clientroute::portal
