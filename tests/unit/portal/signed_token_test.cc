#include "services/portal/sign_in/signed_token.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "services/platform/testing/status_matchers.h"
#include "services/portal/http/encoding.h"

namespace clientroute::portal {
namespace {

using testing::HasSubstr;

constexpr Instant kNow{std::chrono::sys_days(std::chrono::year(2026) / 4 / 1) + std::chrono::hours(8)};
const std::int64_t kNowSeconds = std::chrono::duration_cast<std::chrono::seconds>(kNow.time_since_epoch()).count();

TokenRules Rules() { return {"https://login.example", "portal", "nonce-1", kNow}; }

JsonObject Claims() {
  JsonObject claims;
  SetText(claims, "iss", "https://login.example");
  SetText(claims, "aud", "portal");
  SetText(claims, "sub", "j.devries");
  SetText(claims, "nonce", "nonce-1");
  SetNumber(claims, "iat", kNowSeconds);
  SetNumber(claims, "exp", kNowSeconds + 300);
  return claims;
}

class SignedTokenTest : public testing::Test {
 protected:
  absl::Status Verified(const std::function<void(JsonObject&)>& change) const {
    JsonObject claims = Claims();
    change(claims);
    return VerifyToken(key_.Sign(claims), key_.key_set(), Rules()).status();
  }
  const SigningKey key_{"key-1"};
};

TEST_F(SignedTokenTest, ARightTokenGivesItsClaims) {
  const auto claims = VerifyToken(key_.Sign(Claims()), key_.key_set(), Rules());
  ASSERT_THAT(claims, IsOk());
  EXPECT_EQ(TextField(*claims, "sub"), "j.devries");
}

TEST_F(SignedTokenTest, EachWrongClaimIsRefused) {
  const struct {
    std::string why;
    std::function<void(JsonObject&)> change;
  } kCases[] = {
      {"another issuer", [](JsonObject& claims) { SetText(claims, "iss", "https://evil.example"); }},
      {"another client", [](JsonObject& claims) { SetText(claims, "aud", "other"); }},
      {"another client", [](JsonObject& claims) { claims.mutable_fields()->erase("aud"); }},
      {"another party", [](JsonObject& claims) { SetText(claims, "azp", "other"); }},
      {"another attempt", [](JsonObject& claims) { SetText(claims, "nonce", "nonce-2"); }},
      {"another attempt", [](JsonObject& claims) { claims.mutable_fields()->erase("nonce"); }},
      {"is over", [](JsonObject& claims) { SetNumber(claims, "exp", kNowSeconds - 60); }},
      {"the future", [](JsonObject& claims) { SetNumber(claims, "iat", kNowSeconds + 61); }},
      {"say when", [](JsonObject& claims) { claims.mutable_fields()->erase("exp"); }},
      {"say when", [](JsonObject& claims) { SetText(claims, "iat", "now"); }},
      {"say who", [](JsonObject& claims) { SetText(claims, "sub", ""); }},
  };
  for (const auto& wrong : kCases) {
    const absl::Status status = Verified(wrong.change);
    EXPECT_THAT(status, Fails(absl::StatusCode::kUnauthenticated, "TOKEN_INVALID")) << wrong.why;
    EXPECT_THAT(std::string(status.message()), HasSubstr(wrong.why));
  }
}

TEST_F(SignedTokenTest, ATokenOfAnotherKeyIsRefused) {
  // The same name, another key; and another name.
  for (const char* name : {"key-1", "key-2"}) {
    const SigningKey other(name);
    EXPECT_THAT(VerifyToken(other.Sign(Claims()), key_.key_set(), Rules()),
                Fails(absl::StatusCode::kUnauthenticated, "TOKEN_INVALID"));
  }
}

TEST_F(SignedTokenTest, ATokenThatWasChangedIsRefused) {
  const std::string token = key_.Sign(Claims());
  for (std::size_t at = token.find('.') + 1; at < token.size(); at += 7) {
    if (token[at] == '.') continue;
    std::string changed = token;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_THAT(VerifyToken(changed, key_.key_set(), Rules()),
                Fails(absl::StatusCode::kUnauthenticated, "TOKEN_INVALID"))
        << at;
  }
}

TEST_F(SignedTokenTest, AnAlgorithmThatWasNotAgreedIsRefused) {
  const std::string token = key_.Sign(Claims());
  const std::string rest = token.substr(token.find('.'));
  for (const char* algorithm : {"none", "HS256", "ES384", "PS256", ""}) {
    const std::string header = Base64Url(std::string(R"({"kid":"key-1","alg":")") + algorithm + "\"}");
    EXPECT_THAT(VerifyToken(header + rest, key_.key_set(), Rules()),
                Fails(absl::StatusCode::kUnauthenticated, "TOKEN_INVALID"))
        << algorithm;
    EXPECT_THAT(VerifyToken(header + rest.substr(0, rest.rfind('.') + 1), key_.key_set(), Rules()),
                Fails(absl::StatusCode::kUnauthenticated, "TOKEN_INVALID"))
        << algorithm;
  }
}

TEST_F(SignedTokenTest, WhatIsNoTokenIsRefused) {
  for (const char* text : {"", ".", "..", "a.b.c", "a.b.c.d.e", "eyJhbGciOiJFUzI1NiJ9..", "\xff\xfe"}) {
    EXPECT_THAT(VerifyToken(text, key_.key_set(), Rules()), Fails(absl::StatusCode::kUnauthenticated, "TOKEN_INVALID"))
        << text;
  }
  EXPECT_THAT(VerifyToken(std::string(100'000, 'a'), key_.key_set(), Rules()),
              Fails(absl::StatusCode::kUnauthenticated, "TOKEN_INVALID"));
}

}  // namespace
}  // namespace clientroute::portal
