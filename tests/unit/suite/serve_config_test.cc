#include "services/suite/serve/serve_config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "services/suite/serve/hub_options.h"
#include "services/suite/serve/portal_options.h"

namespace clientroute::suite {
namespace {

using testing::HasSubstr;

constexpr const char* kVariable = "CLIENTROUTE_LOG_LEVEL";
constexpr auto kOwnerOnly = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;

class ServeConfigTest : public testing::Test {
 protected:
  ~ServeConfigTest() override { unsetenv(kVariable); }

  absl::StatusOr<v1::SuiteConfig> Read(std::vector<std::string> words) {
    // The tests run in the source tree, where workflows/ is.
    auto parsed = ParseArguments(ServeFlags(), words);
    if (!parsed.ok()) return parsed.status();
    return ReadServeConfig(*parsed);
  }
  std::string File(const std::string& text) {
    static int files = 0;
    std::string path = testing::TempDir() + "serve_config" + std::to_string(++files) + ".textproto";
    std::ofstream(path) << text;
    return path;
  }
};

TEST_F(ServeConfigTest, WithoutAnythingEverythingHasADefault) {
  auto config = Read({});
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->data_folder(), "data");
  EXPECT_EQ(config->region(), "reference");
  EXPECT_EQ(config->grpc_address(), "127.0.0.1:7420");
  EXPECT_EQ(config->drain_seconds(), 10);
  EXPECT_TRUE(config->development_identity());
  EXPECT_EQ(config->driven_clock(), "");
}

TEST_F(ServeConfigTest, APastIsThereWhereItIsAskedFor) {
  EXPECT_EQ(Read({})->past_year_percent(), 0);
  EXPECT_EQ(Read({"--past-year", "10"})->past_year_percent(), 10);
  EXPECT_EQ(Read({"--past-year", "10"})->past_year_seed(), 1);
  EXPECT_EQ(Read({"--past-year", "10", "--past-year-seed", "7"})->past_year_seed(), 7);
}

TEST_F(ServeConfigTest, AnHttpHubHasDefaultsOfItsOwn) {
  EXPECT_EQ(Read({})->hub_listen_address(), "");
  auto config = Read({"--hub", "https://hub.example/ggk"});
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->hub_listen_address(), "127.0.0.1:7423");
  EXPECT_EQ(config->hub_application(), "Clientroute");
  EXPECT_EQ(config->hub_attempts_max(), 300);
  EXPECT_EQ(config->hub_retry_first_ms(), 1'000);
}

TEST_F(ServeConfigTest, TheHubIsWhoItsAddressSaysOrWhoIsNamed) {
  EXPECT_EQ(Read({})->hub_names(), "");
  EXPECT_EQ(Read({"--hub", "https://hub.example:8443/ggk"})->hub_names(), "hub.example");
  EXPECT_EQ(Read({"--hub", "https://[2001:db8::7]:8443/ggk"})->hub_names(), "2001:db8::7");
  auto config = Read({"--config", File("hub_url: 'https://h/ggk' hub_names: 'hub.example , 192.0.2.7'")});
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_THAT(HubOptionsOf(*config).door.tls.names, ::testing::ElementsAre("hub.example", "192.0.2.7"));
  EXPECT_THAT(HubOptionsOf(*config).client.tls.names, ::testing::ElementsAre("hub.example", "192.0.2.7"));
}

TEST_F(ServeConfigTest, AFlagGoesBeforeTheEnvironmentAndThatBeforeTheFile) {
  std::string file = File("log_level: 'debug' data_folder: 'from_file' region: 'reference'");
  EXPECT_EQ(Read({"--config", file})->log_level(), "debug");
  setenv(kVariable, "warning", 1);
  EXPECT_EQ(Read({"--config", file})->log_level(), "warning");
  EXPECT_EQ(Read({"--config", file, "--log-level", "error"})->log_level(), "error");
  EXPECT_EQ(Read({"--config", file})->data_folder(), "from_file");
}

TEST_F(ServeConfigTest, WhatIsWrongIsSaidInOneLineWithItsPlace) {
  const struct {
    std::vector<std::string> words;
    std::string says;
  } kCases[] = {
      {{"--config", "/no/such/file"}, "/no/such/file"},
      {{"--config", File("region: 'reference'\nwrong_field: 1")}, ":2:"},
      {{"--workflows", "/no/such/folder"}, "--workflows"},
      {{"--hub", "hub.example"}, "--hub"},
      {{"--hub-listen", "127.0.0.1:0"}, "--hub-listen"},
      {{"--hub", "http://127.0.0.1:1", "--hub-listen", "127.0.0.1"}, "--hub-listen"},
      {{"--hub", "http://127.0.0.1:1", "--hub-listen", ":7423"}, "--hub-listen"},
      {{"--hub", "http://hub.example:7/ggk"}, "niet versleuteld"},
      {{"--hub", "http://127.0.0.1:1", "--hub-listen", "0.0.0.0:7423"}, "van buiten bereikbaar"},
      {{"--config", File("hub_url: 'https://h' hub_certificate_file: 'a'")}, "hub_key_file"},
      {{"--config", File("hub_url: 'https://h' hub_attempts_max: -1")}, "hub_attempts_max"},
      {{"--config", File("hub_url: 'https://h' hub_names: 'hub.example,'")}, "hub_names"},
      {{"--config", File("hub_url: 'https://h' hub_names: 'https://hub.example'")}, "hub_names"},
      {{"--listen", "nowhere"}, "--listen"},
      {{"--listen", "127.0.0.1:99999"}, "--listen"},
      {{"--listen", "0.0.0.0:7420"}, "van buiten bereikbaar"},
      {{"--metrics", "127.0.0.1:x"}, "--metrics"},
      {{"--portal-listen", "0.0.0.0:7480"}, "van buiten bereikbaar"},
      {{"--portal-pages", "/no/such/folder"}, "--portal-pages"},
      {{"--driven-clock", "yesterday"}, "--driven-clock"},
      {{"--past-year", "0"}, "--past-year"},
      {{"--past-year", "101"}, "--past-year"},
      {{"--past-year-seed", "x"}, "--past-year-seed"},
      {{"--config", File("past_year_percent: -1")}, "past_year_percent"},
      {{"--past-year", "10", "--driven-clock", "2026-03-02T08:00:00Z"}, "--driven-clock"},
      {{"--past-year", "10", "--hub", "http://127.0.0.1:1"}, "--hub"},
      {{"--log-level", "loud"}, "--log-level"},
      {{"--region", "../elsewhere"}, "--region"},
  };
  for (const auto& wrong : kCases) {
    auto config = Read(wrong.words);
    EXPECT_TRUE(IsWrongUse(config.status())) << wrong.says;
    EXPECT_THAT(std::string(config.status().message()), HasSubstr(wrong.says));
    EXPECT_EQ(config.status().message().find('\n'), absl::string_view::npos) << config.status();
  }
}

TEST_F(ServeConfigTest, WhoSignsPeopleInAndWhereThePortalIsFoundIsChecked) {
  const std::string open = File("geheim");
  const std::string secret = File("geheim\n");
  const std::string empty = File("\n");
  const std::string lines = File("een\ntwee");
  for (const std::string& path : {secret, empty, lines}) std::filesystem::permissions(path, kOwnerOnly);
  const auto with = [&](const std::string& text) {
    return Read(
        {"--config", File("sign_in_issuer: 'https://login.example/regio' sign_in_client_id: 'portaal' " + text)});
  };
  EXPECT_TRUE(with("").ok()) << with("").status();
  EXPECT_TRUE(with("portal_origin: 'https://portaal.example'").ok());
  EXPECT_TRUE(with("portal_origin: 'https://[2001:db8::7]:8443' sign_in_client_secret_file: '" + secret + "'").ok());
  EXPECT_TRUE(Read({"--config", File("portal_origin: 'http://localhost:8080'")}).ok());
  const struct {
    std::string text;
    std::string says;
  } kCases[] = {
      {"portal_origin: 'https://portaal.example'", "sign_in_issuer"},
      {"portal_origin: 'http://portaal.example'", "niet versleuteld"},
      {"portal_origin: 'portaal.example'", "portal_origin"},
      {"portal_origin: 'https://portaal.example/'", "zonder pad"},
      {"portal_origin: 'https://Portaal.example'", "portal_origin"},
      {"portal_origin: 'https://'", "portal_origin"},
      {"sign_in_client_id: 'portaal'", "sign_in_issuer"},
      {"sign_in_client_secret_file: '" + secret + "'", "sign_in_issuer"},
      {"sign_in_issuer: 'https://login.example'", "sign_in_client_id"},
      {"sign_in_client_id: 'p' sign_in_issuer: 'http://login.example'", "niet versleuteld"},
      {"sign_in_client_id: 'p' sign_in_issuer: 'login.example'", "sign_in_issuer"},
      {"sign_in_client_id: 'p' sign_in_issuer: 'https://login.example/'", "sign_in_issuer"},
      {"sign_in_client_id: 'p' sign_in_issuer: 'https://login.example?a=b'", "sign_in_issuer"},
      {"sign_in_client_id: 'p' sign_in_issuer: 'https://127.0.0.1@login.example'", "sign_in_issuer"},
  };
  for (const auto& wrong : kCases) {
    const auto config = Read({"--config", File(wrong.text)});
    EXPECT_TRUE(IsWrongUse(config.status())) << wrong.text;
    EXPECT_THAT(std::string(config.status().message()), HasSubstr(wrong.says));
  }
  for (const std::string& file : {std::string("/no/such/file"), open, empty, lines}) {
    const auto config = with("sign_in_client_secret_file: '" + file + "'");
    EXPECT_TRUE(IsWrongUse(config.status())) << file;
    EXPECT_THAT(std::string(config.status().message()), HasSubstr("sign_in_client_secret_file"));
    EXPECT_EQ(config.status().message().find("geheim'"), absl::string_view::npos) << "the secret itself is not told";
  }
}

TEST_F(ServeConfigTest, TheDoorGetsWhatIsConfigured) {
  const std::string secret = File("geheim\r\n");
  std::filesystem::permissions(secret, kOwnerOnly);
  v1::SuiteConfig config;
  EXPECT_FALSE(PortalOptionsOf(config, {}, nullptr)->sign_in.has_value());
  config.set_portal_origin("https://portaal.example");
  config.set_sign_in_issuer("https://login.example");
  config.set_sign_in_client_id("portaal");
  config.set_sign_in_client_secret_file(secret);
  const auto options = PortalOptionsOf(config, {}, nullptr);
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->origin, "https://portaal.example");
  ASSERT_TRUE(options->sign_in.has_value());
  EXPECT_EQ(options->sign_in->issuer, "https://login.example");
  EXPECT_EQ(options->sign_in->client_id, "portaal");
  EXPECT_EQ(options->sign_in->client_secret, "geheim");
}

TEST_F(ServeConfigTest, AWrongVariableIsNamed) {
  setenv("CLIENTROUTE_DRAIN_SECONDS", "soon", 1);
  auto config = Read({});
  unsetenv("CLIENTROUTE_DRAIN_SECONDS");
  EXPECT_TRUE(IsWrongUse(config.status()));
  EXPECT_THAT(std::string(config.status().message()), HasSubstr("CLIENTROUTE_DRAIN_SECONDS"));
}

}  // namespace
}  // namespace clientroute::suite
