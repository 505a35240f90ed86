#include "services/portal/sign_in/open_id_client.h"

#include <httplib.h>

#include <algorithm>
#include <utility>

#include "services/platform/status/status.h"
#include "services/platform/values/codes.h"
#include "services/portal/http/encoding.h"
#include "services/portal/sign_in/json_fields.h"
#include "services/portal/sign_in/signed_token.h"

namespace clientroute::portal {
namespace {

constexpr std::size_t kAnswerBytesMost = 256 * 1024;
constexpr std::size_t kNameBytesMost = 128;

absl::Status Unreachable(std::string_view why) {
  return Error(absl::StatusCode::kUnavailable, "PROVIDER_UNREACHABLE", Cat("the identity provider ", why));
}

/// `https://login.example/token` in its two parts.
std::pair<std::string, std::string> SplitUrl(const std::string& url) {
  const std::size_t scheme = url.find("://");
  const std::size_t path = scheme == std::string::npos ? url.size() : std::min(url.find('/', scheme + 3), url.size());
  return {url.substr(0, path), path == url.size() ? "/" : url.substr(path)};
}

/// The provider may point elsewhere, but never from a secured address to one that is not.
bool IsAsSecure(const std::string& url, const std::string& issuer) {
  return url.starts_with("https://") || (url.starts_with("http://") && issuer.starts_with("http://"));
}

struct ProviderAnswer {
  int status = 0;
  std::string body;
};

/// A GET, or a POST of a form when there is one.
absl::StatusOr<ProviderAnswer> Ask(const std::string& url, const std::string& form,
                                   const std::string& authorization = "") {
  const auto [origin, path] = SplitUrl(url);
  httplib::Client client(origin);
  if (!client.is_valid()) return Unreachable("has no address that can be called");
  client.set_connection_timeout(OpenIdClient::kPatience);
  client.set_read_timeout(OpenIdClient::kPatience);
  client.set_write_timeout(OpenIdClient::kPatience);
  client.set_follow_location(false);
  httplib::Request request;
  request.method = form.empty() ? "GET" : "POST";
  request.path = path;
  request.headers = {{"Accept", "application/json"}};
  if (!form.empty()) request.headers.emplace("Content-Type", "application/x-www-form-urlencoded");
  if (!authorization.empty()) request.headers.emplace("Authorization", authorization);
  request.body = form;
  ProviderAnswer answer;
  request.content_receiver = [&](const char* data, std::size_t size, std::uint64_t, std::uint64_t) {
    if (answer.body.size() + size > kAnswerBytesMost) return false;
    answer.body.append(data, size);
    return true;
  };
  const httplib::Result result = client.send(request);
  if (!result) return Unreachable(Cat("gives no answer: ", httplib::to_string(result.error())));
  answer.status = result->status;
  return answer;
}

absl::StatusOr<JsonObject> AskJson(const std::string& url) {
  CLIENTROUTE_ASSIGN(const ProviderAnswer answer, Ask(url, ""));
  if (answer.status != 200) return Unreachable(Cat("answers ", answer.status));
  return ParseJsonObject(answer.body);
}

/// What a provider says nothing of is the header (OpenID Connect Discovery 3).
bool TakesSecretInForm(const JsonObject& said) {
  const std::vector<std::string> methods = TextsField(said, "token_endpoint_auth_methods_supported");
  const auto takes = [&](std::string_view method) { return std::ranges::find(methods, method) != methods.end(); };
  return takes("client_secret_post") && !takes("client_secret_basic");
}

absl::Status WrongClaims(std::string_view why) {
  return Error(absl::StatusCode::kUnauthenticated, "CLAIMS_INVALID", Cat("the identity token ", why));
}

bool IsRole(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

/// What the suite knows of somebody, from what his provider says: `sub`, `name`, `roles`, `municipalities` (CBS codes)
/// and, for somebody of a provider of care, `provider` (AGB code).
absl::StatusOr<SignedIn> PersonIn(const JsonObject& claims) {
  SignedIn who;
  const std::string provider = TextField(claims, "provider");
  if (!provider.empty() && !ProviderCode::Parse(provider)) return WrongClaims("names no provider");
  who.identity.kind = provider.empty() ? Identity::Kind::kPerson : Identity::Kind::kProvider;
  who.identity.subject = provider.empty() ? Cat("persons/", TextField(claims, "sub")) : Cat("providers/", provider);
  who.name = CutText(TextField(claims, "name"), kNameBytesMost);
  for (const std::string& role : TextsField(claims, "roles")) {
    if (!IsRole(role)) return WrongClaims("holds a role that is none");
    who.identity.roles.insert(role);
  }
  for (const std::string& code : TextsField(claims, "municipalities")) {
    if (!MunicipalityCode::Parse(code)) return WrongClaims("holds a municipality that is none");
    who.identity.municipalities.insert(code);
  }
  if (who.identity.roles.empty()) return WrongClaims("holds no role");
  return who;
}

}  // namespace

absl::StatusOr<OpenIdClient::Provider> OpenIdClient::Discover() {
  const Instant now = clock_->Now();
  {
    const std::lock_guard lock(mutex_);
    if (provider_ && now < provider_->until) return *provider_;
  }
  CLIENTROUTE_ASSIGN(const JsonObject said, AskJson(Cat(options_.issuer, "/.well-known/openid-configuration")));
  Provider provider{TextField(said, "authorization_endpoint"), TextField(said, "token_endpoint"),
                    TextField(said, "jwks_uri"), TakesSecretInForm(said), now + kDiscoveryKept};
  const bool right = TextField(said, "issuer") == options_.issuer && IsAsSecure(provider.authorize, options_.issuer) &&
                     IsAsSecure(provider.token, options_.issuer) && IsAsSecure(provider.keys, options_.issuer);
  if (!right) {
    return Error(absl::StatusCode::kUnavailable, "PROVIDER_WRONG",
                 "what the identity provider says of itself is not of this issuer");
  }
  const std::lock_guard lock(mutex_);
  provider_ = provider;
  return provider;
}

absl::StatusOr<std::string> OpenIdClient::AuthorizeUrl(const SignInTicket& ticket) {
  CLIENTROUTE_ASSIGN(const Provider provider, Discover());
  return Cat(provider.authorize, provider.authorize.find('?') == std::string::npos ? "?" : "&", "response_type=code",
             "&scope=openid%20profile&client_id=", PercentEncode(options_.client_id),
             "&redirect_uri=", PercentEncode(options_.redirect_uri), "&state=", ticket.state, "&nonce=", ticket.nonce,
             "&code_challenge=", ChallengeOf(ticket.verifier), "&code_challenge_method=S256");
}

std::string OpenIdClient::Basic() const {
  if (options_.client_secret.empty()) return "";
  return Cat("Basic ", Base64(Cat(PercentEncode(options_.client_id), ":", PercentEncode(options_.client_secret))));
}

absl::StatusOr<SignedIn> OpenIdClient::Redeem(const std::string& code, const SignInTicket& ticket) {
  CLIENTROUTE_ASSIGN(const Provider provider, Discover());
  const bool secret_in_form = provider.secret_in_form && !options_.client_secret.empty();
  const std::string form =
      Cat("grant_type=authorization_code&code=", PercentEncode(code),
          "&redirect_uri=", PercentEncode(options_.redirect_uri), "&client_id=", PercentEncode(options_.client_id),
          "&code_verifier=", PercentEncode(ticket.verifier), secret_in_form ? "&client_secret=" : "",
          secret_in_form ? PercentEncode(options_.client_secret) : "");
  CLIENTROUTE_ASSIGN(const ProviderAnswer answer, Ask(provider.token, form, provider.secret_in_form ? "" : Basic()));
  if (answer.status >= 500) return Unreachable(Cat("answers ", answer.status));
  const auto said = ParseJsonObject(answer.body);
  if (answer.status != 200 || !said.ok()) {
    return Error(absl::StatusCode::kUnauthenticated, "CODE_REFUSED", "the identity provider does not take the code");
  }
  CLIENTROUTE_ASSIGN(const JsonObject keys, AskJson(provider.keys));
  CLIENTROUTE_ASSIGN(const JsonObject claims,
                     VerifyToken(TextField(*said, "id_token"), JsonOf(keys),
                                 {options_.issuer, options_.client_id, ticket.nonce, clock_->Now()}));
  return PersonIn(claims);
}

}  // namespace clientroute::portal
