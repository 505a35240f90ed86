#include "services/portal/identity/embedded_provider.h"

#include <algorithm>
#include <utility>

#include "services/platform/status/status.h"
#include "services/portal/http/encoding.h"
#include "services/portal/http/problem.h"
#include "services/portal/identity/persona_page.h"
#include "services/portal/sign_in/sign_in_ticket.h"

namespace clientroute::portal {
namespace {

constexpr std::size_t kCodeBytes = 32;
constexpr std::size_t kCodesMost = 1'000;
constexpr std::size_t kChallengeBytes = 43;  // of a SHA-256 in base64url
// What a request to sign in says, and the choice must bring back.
constexpr const char* kKept[] = {"response_type", "client_id", "redirect_uri",   "scope",
                                 "state",         "nonce",     "code_challenge", "code_challenge_method"};

HttpAnswer TokenError(std::string_view error) {
  return MakeAnswer(400, "application/json", Cat(R"({"error":")", error, "\"}"));
}

std::int64_t Seconds(Instant instant) {
  return std::chrono::duration_cast<std::chrono::seconds>(instant.time_since_epoch()).count();
}

}  // namespace

EmbeddedProvider::EmbeddedProvider(OpenIdOptions client, Cast cast, const DoorAddress* address, const Clock* clock,
                                   Random* random)
    : client_(std::move(client)),
      cast_(std::move(cast)),
      address_(address),
      clock_(clock),
      random_(random),
      key_(Base64Url(random->Bytes(kCodeBytes))) {}

HttpAnswer EmbeddedProvider::Answer(const HttpRequest& request) {
  const std::string_view path = std::string_view(request.path).substr(kPath.size());
  if (request.method == "GET" && path == "/.well-known/openid-configuration") return Discovery();
  if (request.method == "GET" && path == "/jwks") return MakeAnswer(200, "application/json", key_.key_set());
  if (request.method == "GET" && path == "/stijl.css")
    return MakeAnswer(200, "text/css; charset=utf-8", PersonaStyle());
  if (request.method == "GET" && path == "/authorize") return AskWho(request);
  if (request.method == "POST" && path == "/authorize") return TakeChoice(request);
  if (request.method == "POST" && path == "/token") return GiveToken(request);
  return ProblemFor(request, 404, "Dit is er niet", "Er staat niets op dit adres.");
}

HttpAnswer EmbeddedProvider::Discovery() const {
  JsonObject said;
  SetText(said, "issuer", client_.issuer);
  SetText(said, "authorization_endpoint", client_.issuer + "/authorize");
  SetText(said, "token_endpoint", client_.issuer + "/token");
  SetText(said, "jwks_uri", client_.issuer + "/jwks");
  using Texts = std::vector<std::string>;
  SetTexts(said, "response_types_supported", Texts{"code"});
  SetTexts(said, "subject_types_supported", Texts{"public"});
  SetTexts(said, "id_token_signing_alg_values_supported", Texts{"ES256"});
  SetTexts(said, "code_challenge_methods_supported", Texts{"S256"});
  SetTexts(said, "token_endpoint_auth_methods_supported", Texts{"none"});
  return MakeAnswer(200, "application/json", JsonOf(said));
}

std::string EmbeddedProvider::FaultOf(Fields& fields) const {
  if (fields["client_id"] != client_.client_id) return "client_id is onbekend";
  if (fields["redirect_uri"] != client_.redirect_uri) return "redirect_uri is niet die van dit portaal";
  if (fields["response_type"] != "code") return "response_type is niet code";
  if (fields["code_challenge_method"] != "S256") return "code_challenge_method is niet S256";
  if (fields["code_challenge"].size() != kChallengeBytes) return "code_challenge is geen SHA-256";
  return "";
}

HttpAnswer EmbeddedProvider::AskWho(const HttpRequest& request) const {
  Fields fields = ParseForm(request.query).value_or(Fields());
  if (const std::string fault = FaultOf(fields); !fault.empty()) {
    return ProblemPage(400, "Aanmelden kan zo niet", Cat("Dit verzoek klopt niet: ", fault, "."));
  }
  Fields kept;
  for (const char* name : kKept) kept[name] = fields[name];
  return MakeAnswer(200, "text/html; charset=utf-8", PersonaPage(cast_, kept));
}

JsonObject EmbeddedProvider::ClaimsOf(const Persona& persona, const std::string& municipality,
                                      const std::string& nonce) const {
  const Instant now = clock_->Now();
  JsonObject claims;
  SetText(claims, "iss", client_.issuer);
  SetText(claims, "aud", client_.client_id);
  SetText(claims, "sub", persona.subject);
  SetText(claims, "name", persona.name);
  SetText(claims, "nonce", nonce);
  SetNumber(claims, "iat", Seconds(now));
  SetNumber(claims, "exp", Seconds(now + kTokenLife));
  SetTexts(claims, "roles", std::vector<std::string>{persona.role});
  if (!persona.provider.empty()) {
    SetText(claims, "provider", persona.provider);
    return claims;
  }
  std::vector<std::string> codes;
  for (const auto& [code, name] : cast_.municipalities) {
    if (municipality.empty() || municipality == code) codes.push_back(code);
  }
  SetTexts(claims, "municipalities", codes);
  return claims;
}

HttpAnswer EmbeddedProvider::TakeChoice(const HttpRequest& request) {
  if (!address_->IsOwnPage(request)) {
    return ProblemPage(403, "Geweigerd", "Deze keuze komt niet van de pagina van dit portaal.");
  }
  Fields fields = ParseForm(request.body).value_or(Fields());
  const auto persona = std::ranges::find(cast_.personas, fields["persona"], &Persona::id);
  const std::string& municipality = fields["municipality"];
  std::string fault = FaultOf(fields);
  if (persona == cast_.personas.end()) fault = "deze persoon is er niet";
  if (!municipality.empty() && !cast_.municipalities.contains(municipality)) fault = "deze gemeente is er niet";
  if (!fault.empty()) return ProblemPage(400, "Aanmelden kan zo niet", Cat("Dit verzoek klopt niet: ", fault, "."));

  const Instant now = clock_->Now();
  std::string code = Base64Url(random_->Bytes(kCodeBytes));
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(codes_, [&](const auto& each) { return each.second.until <= now; });
    if (codes_.size() >= kCodesMost) return ProblemPage(503, "Even geduld", "Het is te druk. Probeer het zo weer.");
    codes_[code] = {fields["code_challenge"], ClaimsOf(*persona, municipality, fields["nonce"]), now + kCodeLife};
  }
  return Redirect(303, Cat(client_.redirect_uri, "?code=", code, "&state=", PercentEncode(fields["state"])));
}

HttpAnswer EmbeddedProvider::GiveToken(const HttpRequest& request) {
  Fields fields = ParseForm(request.body).value_or(Fields());
  if (fields["grant_type"] != "authorization_code") return TokenError("unsupported_grant_type");
  if (fields["client_id"] != client_.client_id) return TokenError("invalid_client");
  Code code;
  {
    const std::lock_guard lock(mutex_);
    auto node = codes_.extract(fields["code"]);
    if (node.empty()) return TokenError("invalid_grant");
    code = std::move(node.mapped());
  }
  const bool fits = clock_->Now() < code.until && fields["redirect_uri"] == client_.redirect_uri &&
                    ChallengeOf(fields["code_verifier"]) == code.challenge;
  if (!fits) return TokenError("invalid_grant");
  JsonObject said;
  SetText(said, "token_type", "Bearer");
  SetText(said, "id_token", key_.Sign(code.claims));
  // The protocol asks for one; it opens nothing.
  SetText(said, "access_token", Base64Url(random_->Bytes(kCodeBytes)));
  SetNumber(said, "expires_in", std::chrono::seconds(kTokenLife).count());
  return MakeAnswer(200, "application/json", JsonOf(said));
}

}  // namespace clientroute::portal
