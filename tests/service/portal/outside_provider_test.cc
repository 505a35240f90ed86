// The door before an identity provider that is none of ours.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <thread>

#include "services/portal/http/encoding.h"
#include "services/portal/sign_in/json_fields.h"
#include "services/portal/sign_in/signed_token.h"
#include "tests/service/portal/portal_world.h"

namespace clientroute::portal {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kSecret = "geheim van: 100%";
using Texts = std::vector<std::string>;

/// An OpenID Connect provider in which somebody has signed in already: the token for whatever code comes.
class PlayedProvider {
 public:
  PlayedProvider() {
    port_ = server_.bind_to_any_port("127.0.0.1");
    server_.Get("/regio/.well-known/openid-configuration", [this](const auto&, httplib::Response& answer) {
      JsonObject said;
      SetText(said, "issuer", issuer_said.empty() ? issuer() : issuer_said);
      SetText(said, "authorization_endpoint", issuer() + "/authorize");
      SetText(said, "token_endpoint", issuer() + "/token");
      SetText(said, "jwks_uri", issuer() + "/keys");
      if (!methods.empty()) SetTexts(said, "token_endpoint_auth_methods_supported", methods);
      answer.set_content(JsonOf(said), "application/json");
    });
    server_.Get("/regio/keys", [this](const auto&, httplib::Response& answer) {
      answer.set_content(key_.key_set(), "application/json");
    });
    server_.Post("/regio/token", [this](const httplib::Request& request, httplib::Response& answer) {
      const std::lock_guard lock(mutex_);
      authorization_ = request.get_header_value("Authorization");
      form_ = ParseForm(request.body).value_or(std::map<std::string, std::string>());
      JsonObject said;
      SetText(said, "token_type", "Bearer");
      SetText(said, "id_token", key_.Sign(claims_));
      answer.set_content(JsonOf(said), "application/json");
    });
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~PlayedProvider() {
    server_.stop();
    thread_.join();
  }

  std::string issuer() const { return "http://127.0.0.1:" + std::to_string(port_) + "/regio"; }
  void Know(JsonObject claims) {
    const std::lock_guard lock(mutex_);
    claims_ = std::move(claims);
  }
  std::string authorization() {
    const std::lock_guard lock(mutex_);
    return authorization_;
  }
  std::string field(const std::string& name) {
    const std::lock_guard lock(mutex_);
    return form_[name];
  }

  Texts methods;            // set before the first question
  std::string issuer_said;  // where it says that it is somebody else

 private:
  httplib::Server server_;
  int port_ = 0;
  const SigningKey key_{"key-1"};
  std::mutex mutex_;
  JsonObject claims_;
  std::string authorization_;
  std::map<std::string, std::string> form_;
  std::thread thread_;
};

class OutsideProviderTest : public testing::Test {
 protected:
  void Open(const std::string& secret) {
    world_ = std::make_unique<PortalWorld>([&](PortalOptions& options) {
      options.sign_in = OutsideProvider{provider_.issuer(), "portaal", secret};
    });
    browser_ = std::make_unique<Browser>(*world_);
  }
  /// To the provider, and back with a code; the status of what the door then says.
  int SignIn() {
    browser_->Get("/sign-in");
    const auto asked = ParseForm(browser_->location().substr(browser_->location().find('?') + 1)).value();
    JsonObject claims;
    const auto now =
        std::chrono::duration_cast<std::chrono::seconds>(world_->world().clock()->Now().time_since_epoch());
    SetText(claims, "iss", provider_.issuer());
    SetText(claims, "aud", "portaal");
    SetText(claims, "sub", "j.jansen");
    SetText(claims, "name", "J. Jansen");
    SetText(claims, "nonce", asked.at("nonce"));
    SetNumber(claims, "iat", now.count());
    SetNumber(claims, "exp", now.count() + 300);
    SetTexts(claims, "roles", Texts{"operator"});
    SetTexts(claims, "municipalities", Texts{"0361"});
    provider_.Know(claims);
    const auto back = browser_->Get("/sign-in/callback?code=code-1&state=" + PercentEncode(asked.at("state")));
    return back ? back->status : 0;
  }

  PlayedProvider provider_;
  std::unique_ptr<PortalWorld> world_;
  std::unique_ptr<Browser> browser_;
};

TEST_F(OutsideProviderTest, WhoItSaysOneIsOneIs) {
  Open(std::string(kSecret));
  browser_->Get("/sign-in");
  EXPECT_THAT(browser_->location(), AllOf(HasSubstr(provider_.issuer() + "/authorize?"), HasSubstr("client_id=portaal"),
                                          HasSubstr("code_challenge_method=S256"), Not(HasSubstr("geheim"))));
  EXPECT_EQ(SignIn(), 303);
  EXPECT_THAT(browser_->Get("/session")->body,
              AllOf(HasSubstr(R"("subject":"persons/j.jansen")"), HasSubstr(R"("municipalities":["0361"])")));
}

TEST_F(OutsideProviderTest, TheSecretGoesInTheHeaderAsTheStandardWritesIt) {
  Open(std::string(kSecret));
  EXPECT_EQ(SignIn(), 303);
  EXPECT_EQ(provider_.authorization(), "Basic " + Base64("portaal:geheim%20van%3A%20100%25"));
  EXPECT_EQ(provider_.field("client_secret"), "");
}

TEST_F(OutsideProviderTest, OrInTheFormWhereThatIsAllItTakes) {
  provider_.methods = {"client_secret_post"};
  Open(std::string(kSecret));
  EXPECT_EQ(SignIn(), 303);
  EXPECT_EQ(provider_.authorization(), "");
  EXPECT_EQ(provider_.field("client_secret"), kSecret);
}

TEST_F(OutsideProviderTest, WithoutASecretPkceAloneProvesWhoAsks) {
  Open("");
  EXPECT_EQ(SignIn(), 303);
  EXPECT_EQ(provider_.authorization(), "");
  EXPECT_EQ(provider_.field("client_secret"), "");
  EXPECT_EQ(provider_.field("client_id"), "portaal");
  EXPECT_NE(provider_.field("code_verifier"), "");
}

TEST_F(OutsideProviderTest, TheProviderThatProvesNothingIsNotThere) {
  Open(std::string(kSecret));
  EXPECT_EQ(browser_->Get("/identiteit/.well-known/openid-configuration")->status, 404);
  EXPECT_EQ(browser_->Get("/identiteit/authorize")->status, 404);
}

TEST_F(OutsideProviderTest, OneThatSaysThatItIsAnotherIsNotBelieved) {
  provider_.issuer_said = "https://login.example";
  Open(std::string(kSecret));
  const auto asked = browser_->Get("/sign-in");
  EXPECT_GE(asked->status, 500);
  EXPECT_THAT(asked->body, Not(HasSubstr("geheim")));
}

}  // namespace
}  // namespace clientroute::portal
