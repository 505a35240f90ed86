#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/service/portal/portal_world.h"

namespace clientroute::portal {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

const httplib::Headers kPage = {{"Accept", "text/html,*/*;q=0.8"}};

class PagesTest : public testing::Test {
 protected:
  PagesTest() {
    std::filesystem::create_directories(folder_.File("assets"));
    Write("index.html", "<!doctype html><script type=module src=/assets/app-1a2b.js></script>");
    Write("assets/app-1a2b.js", "plain");
    Write("assets/app-1a2b.js.br", "brotli");
    Write("assets/app-1a2b.js.gz", "gzip");
    Write("favicon.svg", "<svg/>");
  }
  void Write(const std::string& name, const std::string& text) { std::ofstream(folder_.File(name)) << text; }

  TempFolder folder_;
};

TEST_F(PagesTest, EveryPlaceOfTheApplicationIsThePageAndNothingElseIs) {
  PortalWorld world([&](PortalOptions& options) { options.pages_folder = folder_.path(); });
  Browser browser(world);
  for (const char* path :
       {"/", "/regio", "/taken?wie=ik", "/route/routes%2F1", "/figuren/inflow/tabel", "/index.html"}) {
    const auto page = browser.Get(path, kPage);
    ASSERT_TRUE(page) << path;
    EXPECT_EQ(page->status, 200) << path;
    EXPECT_THAT(page->body, HasSubstr("app-1a2b.js")) << path;
    EXPECT_EQ(page->get_header_value("Cache-Control"), "no-cache") << path;
  }
  const auto missing = browser.Get("/nergens", kPage);
  EXPECT_EQ(missing->status, 404);
  EXPECT_THAT(missing->body, HasSubstr("<h1>Deze pagina is er niet</h1>"));
  EXPECT_EQ(browser.Get("/assets/app-0000.js", kPage)->status, 404);
  EXPECT_EQ(browser.Get("/taken", {{"Accept", "application/json"}})->status, 404);
}

TEST_F(PagesTest, AnAssetIsKeptForEverAndComesInTheBestCoding) {
  PortalWorld world([&](PortalOptions& options) { options.pages_folder = folder_.path(); });
  Browser browser(world);
  const struct {
    const char* accepted;
    const char* coding;
    const char* content;
  } kCases[] = {{"gzip, deflate, br", "br", "brotli"}, {"br;q=0, identity", "", "plain"}, {"", "", "plain"}};
  for (const auto& each : kCases) {
    RawSocket socket(world.port());
    socket.Send("GET /assets/app-1a2b.js HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(world.port()) +
                "\r\nConnection: close\r\nAccept-Encoding: " + each.accepted + "\r\n\r\n");
    const std::string read = socket.ReadToEnd();
    EXPECT_THAT(read, HasSubstr("Cache-Control: public, max-age=31536000, immutable\r\n"));
    EXPECT_THAT(read, HasSubstr("Content-Type: text/javascript; charset=utf-8\r\n"));
    EXPECT_THAT(read, HasSubstr("Vary: Accept-Encoding\r\n"));
    EXPECT_TRUE(read.ends_with(std::string("\r\n\r\n") + each.content)) << each.accepted;
    EXPECT_EQ(read.find("Content-Encoding: br") != std::string::npos, std::string(each.coding) == "br");
  }
}

TEST_F(PagesTest, WhatABrowserHasIsNotSentAgain) {
  PortalWorld world([&](PortalOptions& options) { options.pages_folder = folder_.path(); });
  Browser browser(world);
  const std::string tag = browser.Get("/", kPage)->get_header_value("ETag");
  RawSocket socket(world.port());
  socket.Send("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(world.port()) +
              "\r\nConnection: close\r\nAccept: text/html\r\nIf-None-Match: " + tag + "\r\n\r\n");
  const std::string read = socket.ReadToEnd();
  EXPECT_THAT(read, testing::StartsWith("HTTP/1.1 304 "));
  EXPECT_TRUE(read.ends_with("\r\n\r\n"));
}

TEST_F(PagesTest, NothingOutsideTheFolderIsShown) {
  Write("../secret", "secret");
  PortalWorld world([&](PortalOptions& options) { options.pages_folder = folder_.path(); });
  Browser browser(world);
  for (const char* path :
       {"/../secret", "/assets/../../secret", "/%2e%2e/secret", "/assets/..%2f..%2fsecret", "/assets/app-1a2b.js.br"}) {
    EXPECT_EQ(browser.Get(path)->status, 404) << path;
  }
}

TEST_F(PagesTest, ANewPageIsANewRelease) {
  std::string before;
  for (int i = 0; i < 2; ++i) {
    PortalWorld world([&](PortalOptions& options) { options.pages_folder = folder_.path(); });
    Browser browser(world);
    const std::string release = browser.Get("/", kPage)->get_header_value("Clientroute-Release");
    EXPECT_THAT(release, MatchesRegex("1\\.2\\.3-[0-9a-f]+"));
    EXPECT_NE(release, before);
    before = release;
    Write("index.html", "<!doctype html>new");
  }
}

TEST_F(PagesTest, WithoutPagesTheRootSaysSoAndTheDoorWorks) {
  PortalWorld world;
  Browser browser(world);
  EXPECT_THAT(browser.Get("/", kPage)->body, HasSubstr("niet gebouwd"));
  browser.SignIn("operator");
  EXPECT_EQ(browser.Call(kCountRoutes, R"({"by":"STATE"})")->status, 200);
}

}  // namespace
}  // namespace clientroute::portal
