#include "services/portal/sign_in/signed_token.h"

#include <cjose/cjose.h>

#include <algorithm>
#include <cstdlib>

#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"

namespace clientroute::portal {
namespace {

// Clocks differ; not by more.
constexpr std::chrono::seconds kClockSlack{60};
constexpr std::size_t kTokenBytesMost = 32 * 1024;

struct Release {
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
  void operator()(cjose_jwk_t* jwk) const { cjose_jwk_release(jwk); }
  void operator()(cjose_header_t* header) const { cjose_header_release(header); }
};
using Jws = std::unique_ptr<cjose_jws_t, Release>;
using Jwk = std::unique_ptr<cjose_jwk_t, Release>;
using JoseHeader = std::unique_ptr<cjose_header_t, Release>;

absl::Status Invalid(std::string_view why) {
  return Error(absl::StatusCode::kUnauthenticated, "TOKEN_INVALID", Cat("the identity token ", why));
}

std::string HeaderOf(cjose_jws_t* jws, const char* name) {
  cjose_err ignored;
  const char* value = cjose_header_get(cjose_jws_get_protected(jws), name, &ignored);
  return value == nullptr ? std::string() : value;
}

/// The key that the token names, if it is of the kind that its algorithm asks: otherwise a public key could be taken
/// for a shared secret.
Jwk FindKey(const JsonObject& key_set, const std::string& key_id, std::string_view algorithm) {
  const std::string_view kind = algorithm == CJOSE_HDR_ALG_RS256 ? "RSA" : "EC";
  const auto keys = key_set.fields().find("keys");
  if (keys == key_set.fields().end()) return nullptr;
  for (const auto& value : keys->second.list_value().values()) {
    const JsonObject& key = value.struct_value();
    const std::string use = TextField(key, "use");
    if (TextField(key, "kty") != kind || (!use.empty() && use != "sig")) continue;
    if (!key_id.empty() && TextField(key, "kid") != key_id) continue;
    const std::string json = JsonOf(key);
    cjose_err ignored;
    return Jwk(cjose_jwk_import(json.data(), json.size(), &ignored));
  }
  return nullptr;
}

absl::Status CheckClaims(const JsonObject& claims, const TokenRules& rules) {
  if (TextField(claims, "iss") != rules.issuer) return Invalid("is of another issuer");
  const std::vector<std::string> audience = TextsField(claims, "aud");
  if (std::ranges::find(audience, rules.client_id) == audience.end()) return Invalid("is for another client");
  const std::string party = TextField(claims, "azp");
  if ((audience.size() > 1 || !party.empty()) && party != rules.client_id) return Invalid("is for another party");
  if (rules.nonce.empty() || TextField(claims, "nonce") != rules.nonce) return Invalid("is of another attempt");
  const auto expires = NumberField(claims, "exp");
  const auto issued = NumberField(claims, "iat");
  if (!expires || !issued) return Invalid("does not say when");
  const auto moment = [](std::int64_t seconds) { return std::chrono::seconds(seconds); };
  const auto now = std::chrono::floor<std::chrono::seconds>(rules.now).time_since_epoch();
  if (moment(*expires) + kClockSlack <= now) return Invalid("is over");
  if (moment(*issued) - kClockSlack > now) return Invalid("is of the future");
  if (TextField(claims, "sub").empty()) return Invalid("does not say who");
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<JsonObject> VerifyToken(std::string_view token, std::string_view key_set, const TokenRules& rules) {
  if (token.size() > kTokenBytesMost) return Invalid("is too long");
  cjose_err ignored;
  const Jws jws(cjose_jws_import(token.data(), token.size(), &ignored));
  if (jws == nullptr) return Invalid("is none");
  const std::string algorithm = HeaderOf(jws.get(), CJOSE_HDR_ALG);
  if (algorithm != CJOSE_HDR_ALG_RS256 && algorithm != CJOSE_HDR_ALG_ES256) return Invalid("is not signed as agreed");
  CLIENTROUTE_ASSIGN(const JsonObject keys, ParseJsonObject(key_set));
  const Jwk key = FindKey(keys, HeaderOf(jws.get(), CJOSE_HDR_KID), algorithm);
  if (key == nullptr) return Invalid("is signed by an unknown key");
  if (!cjose_jws_verify(jws.get(), key.get(), &ignored)) return Invalid("is not signed by its issuer");
  std::uint8_t* plain = nullptr;
  std::size_t bytes = 0;
  if (!cjose_jws_get_plaintext(jws.get(), &plain, &bytes, &ignored)) return Invalid("holds nothing");
  const auto claims = ParseJsonObject({reinterpret_cast<const char*>(plain), bytes});
  if (!claims.ok()) return Invalid("holds no claims");
  CLIENTROUTE_RETURN_IF_ERROR(CheckClaims(*claims, rules));
  return *claims;
}

struct SigningKey::Key {
  Jwk jwk;
};

SigningKey::SigningKey(std::string key_id) : key_(std::make_unique<Key>()), key_id_(std::move(key_id)) {
  cjose_err error;
  key_->jwk = Jwk(cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &error));
  if (key_->jwk == nullptr || !cjose_jwk_set_kid(key_->jwk.get(), key_id_.data(), key_id_.size(), &error)) {
    StopOnDefect("no key to sign with can be made");
  }
  char* json = cjose_jwk_to_json(key_->jwk.get(), false, &error);
  if (json == nullptr) StopOnDefect("a key cannot be written");
  key_set_ = Cat(R"({"keys":[)", json, "]}");
  std::free(json);
}

SigningKey::~SigningKey() = default;

std::string SigningKey::Sign(const JsonObject& claims) const {
  cjose_err error;
  const JoseHeader header(cjose_header_new(&error));
  const bool set = header != nullptr && cjose_header_set(header.get(), CJOSE_HDR_ALG, CJOSE_HDR_ALG_ES256, &error) &&
                   cjose_header_set(header.get(), CJOSE_HDR_KID, key_id_.c_str(), &error);
  if (!set) StopOnDefect("a token cannot be begun");
  const std::string json = JsonOf(claims);
  const Jws jws(cjose_jws_sign(key_->jwk.get(), header.get(), reinterpret_cast<const std::uint8_t*>(json.data()),
                               json.size(), &error));
  const char* compact = nullptr;
  if (jws == nullptr || !cjose_jws_export(jws.get(), &compact, &error)) StopOnDefect("a token cannot be signed");
  return compact;
}

}  // namespace clientroute::portal
