#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/portal/portal_world.h"

namespace clientroute::portal {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class SignInTest : public testing::Test {
 protected:
  PortalWorld world_;
  Browser browser_{world_};
};

TEST_F(SignInTest, WhoIsNotSignedInIsNobody) {
  const auto session = browser_.Get("/session");
  ASSERT_TRUE(session);
  EXPECT_EQ(session->status, 401);
  EXPECT_EQ(session->get_header_value("Content-Type"), "application/problem+json");
  EXPECT_THAT(session->body, HasSubstr("\"status\":401"));
  EXPECT_EQ(browser_.Call(kCountRoutes, R"({"by":"STATE"})")->status, 401);
}

TEST_F(SignInTest, APersonaIsWhomTheServicesSee) {
  EXPECT_EQ(browser_.SignIn("access-professional"), 303);
  const auto session = browser_.Get("/session");
  EXPECT_EQ(session->status, 200);
  EXPECT_THAT(session->body, AllOf(HasSubstr(R"("subject":"persons/toegang")"), HasSubstr(R"(["0361","0400"])"),
                                   HasSubstr(R"(["access-professional"])"), HasSubstr(R"("release":"1.2.3")"),
                                   HasSubstr(R"("provider":"")"), HasSubstr(R"("expires":"2026-04-01T08:30:00)")));
  const auto counts = browser_.Call(kCountRoutes, R"({"by":"STATE"})");
  EXPECT_EQ(counts->status, 200);
  EXPECT_THAT(counts->body, AllOf(HasSubstr("persons/toegang"), HasSubstr("access-professional 0361,0400 care-alloc")));
}

TEST_F(SignInTest, APersonaOfOneMunicipalityHasNoOther) {
  EXPECT_EQ(browser_.SignIn("access-professional", "0400"), 303);
  EXPECT_THAT(browser_.Get("/session")->body, HasSubstr(R"("municipalities":["0400"])"));
}

TEST_F(SignInTest, SomebodyOfAProviderIsThatProvider) {
  EXPECT_EQ(browser_.SignIn("provider-42420001"), 303);
  EXPECT_THAT(browser_.Get("/session")->body,
              AllOf(HasSubstr(R"("subject":"providers/42420001")"), HasSubstr(R"("provider":"42420001")")));
  // For people of the region, not of a provider: the service says so, not the door.
  const auto counts = browser_.Call(kCountRoutes, R"({"by":"STATE"})");
  EXPECT_EQ(counts->status, 403);
  EXPECT_THAT(counts->body, HasSubstr("AUDIENCE_REFUSED"));
}

TEST_F(SignInTest, TheCookieIsForHttpAloneAndHoldsNoToken) {
  browser_.Get("/sign-in");
  browser_.SignIn("operator");
  EXPECT_THAT(browser_.cookies(), AllOf(HasSubstr("clientroute-session="), Not(HasSubstr("eyJ"))));
  const auto away = Browser(world_).Get("/sign-in");
  EXPECT_THAT(away->get_header_value("Set-Cookie"), AllOf(HasSubstr("HttpOnly"), HasSubstr("SameSite=Lax")));
}

TEST_F(SignInTest, TheSecretOfTheCookieStandsNowhereInTheRecord) {
  browser_.SignIn("operator");
  const std::string secret = browser_.cookies().substr(browser_.cookies().find('=') + 1);
  // Another browser with the digest of the secret, as whoever reads the record could make it, is nobody.
  Browser other(world_);
  other.SetCookies("clientroute-session=" + Hex(Digest(secret)).substr(0, secret.size()));
  EXPECT_EQ(other.Get("/session")->status, 401);
}

TEST_F(SignInTest, OneGoesBackToWhereOneWas) {
  EXPECT_EQ(browser_.SignIn("operator", "", "/taken?wie=ik"), 303);
  EXPECT_EQ(browser_.location(), "/taken?wie=ik");
}

TEST_F(SignInTest, NobodyIsSentToAnotherSite) {
  for (const char* elsewhere : {"//evil.example", "https://evil.example/", "/\\evil.example", "taken"}) {
    Browser browser(world_);
    EXPECT_EQ(browser.SignIn("operator", "", elsewhere), 303);
    EXPECT_EQ(browser.location(), "/") << elsewhere;
  }
}

TEST_F(SignInTest, AnAnswerForAnotherBrowserIsRefused) {
  browser_.Get("/sign-in");
  const std::string form = browser_.location().substr(browser_.location().find('?') + 1);
  browser_.Post("/identiteit/authorize",
                form + "&persona=operator&municipality=", {{"Content-Type", "application/x-www-form-urlencoded"}});
  Browser victim(world_);
  victim.Get("/sign-in");
  const auto back = victim.Get(browser_.location());
  EXPECT_EQ(back->status, 401);
  EXPECT_EQ(victim.Get("/session")->status, 401);
}

TEST_F(SignInTest, ACodeIsGoodOnce) {
  browser_.SignIn("operator");
  browser_.Get("/sign-in");
  const std::string form = browser_.location().substr(browser_.location().find('?') + 1);
  browser_.Post("/identiteit/authorize",
                form + "&persona=operator&municipality=", {{"Content-Type", "application/x-www-form-urlencoded"}});
  const std::string back = browser_.location();
  const std::string ticket = browser_.cookies();
  EXPECT_EQ(browser_.Get(back)->status, 303);
  browser_.SetCookies(ticket);
  EXPECT_EQ(browser_.Get(back)->status, 401);
}

TEST_F(SignInTest, ASessionThatIsNotUsedEnds) {
  browser_.SignIn("operator");
  world_.world().clock()->Advance(std::chrono::minutes(29));
  EXPECT_EQ(browser_.Get("/session")->status, 200);
  world_.world().clock()->Advance(std::chrono::minutes(29));
  EXPECT_EQ(browser_.Get("/session")->status, 200);
  world_.world().clock()->Advance(std::chrono::minutes(31));
  EXPECT_EQ(browser_.Get("/session")->status, 401);
  EXPECT_THAT(browser_.Call(kCountRoutes, R"({"by":"STATE"})")->body, HasSubstr("NOT_SIGNED_IN"));
}

TEST_F(SignInTest, ASessionThatIsUsedAllDayEndsToo) {
  browser_.SignIn("operator");
  int status = 200;
  int quarters = 0;
  while (status == 200 && quarters < 100) {
    world_.world().clock()->Advance(std::chrono::minutes(15));
    ++quarters;
    status = browser_.Get("/session")->status;
  }
  EXPECT_EQ(quarters, 12 * 4);
}

TEST_F(SignInTest, WhoSignsOutIsOutAtOnce) {
  browser_.SignIn("operator");
  const std::string cookies = browser_.cookies();
  EXPECT_EQ(browser_.Post("/sign-out", "", {{"Origin", "http://evil.example"}})->status, 403);
  EXPECT_EQ(browser_.Post("/sign-out", "", {{"Origin", "null"}})->status, 403);
  EXPECT_EQ(browser_.Post("/sign-out", "", {{"Origin", "null"}, {"Sec-Fetch-Site", "cross-site"}})->status, 403);
  EXPECT_EQ(browser_.Get("/session")->status, 200);
  EXPECT_EQ(browser_.Post("/sign-out", "")->status, 204);
  EXPECT_EQ(browser_.cookies(), "");
  browser_.SetCookies(cookies);
  EXPECT_EQ(browser_.Get("/session")->status, 401);
}

TEST_F(SignInTest, SigningInAnewEndsTheSessionBefore) {
  browser_.SignIn("operator");
  Browser thief(world_);
  thief.SetCookies(browser_.cookies());
  EXPECT_EQ(thief.Get("/session")->status, 200);
  browser_.SignIn("access-professional");
  EXPECT_EQ(thief.Get("/session")->status, 401);
}

TEST_F(SignInTest, ThePageOfPersonasSaysLoudlyWhatItIs) {
  browser_.Get("/sign-in");
  const auto page = browser_.Get(browser_.location());
  EXPECT_EQ(page->status, 200);
  EXPECT_THAT(page->body, AllOf(HasSubstr("Dit is geen echte aanmelding"), HasSubstr("Den Helder"),
                                HasSubstr("value=\"provider-42420001\"")));
}

TEST_F(SignInTest, TheProviderServesOurOwnPortalAlone) {
  browser_.Get("/sign-in");
  std::string wrong = browser_.location();
  wrong.replace(wrong.find("callback"), 8, "elsewhere");
  EXPECT_EQ(browser_.Get(wrong)->status, 400);
}

// What Chromium sends with a form of a page whose Referrer-Policy is no-referrer.
TEST_F(SignInTest, AFormOfOursThatTellsNotWhereItIsIsOurs) {
  EXPECT_EQ(browser_.SignIn("operator"), 303);
  EXPECT_EQ(browser_.Post("/sign-out", "", {{"Origin", "null"}, {"Sec-Fetch-Site", "same-origin"}})->status, 204);
}

}  // namespace
}  // namespace clientroute::portal
