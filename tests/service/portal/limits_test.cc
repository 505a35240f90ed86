#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "services/platform/status/status.h"
#include "tests/service/portal/portal_world.h"

namespace clientroute::portal {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

std::string Asked(const PortalWorld& world, std::string_view path, std::string_view more = "") {
  return Cat("GET ", path, " HTTP/1.1\r\nHost: 127.0.0.1:", world.port(), "\r\n", more, "\r\n");
}

TEST(LimitsTest, ARequestThatIsTooLargeIsToldSo) {
  PortalWorld world([](PortalOptions& options) {
    options.http.limits.header_bytes = 2'048;
    options.http.limits.body_bytes = 4'096;
  });
  RawSocket large_header(world.port());
  large_header.Send(Asked(world, "/", Cat("X: ", std::string(4'096, 'x'), "\r\n")));
  EXPECT_THAT(large_header.ReadToEnd(), StartsWith("HTTP/1.1 431 "));
  EXPECT_TRUE(large_header.ended());

  Browser browser(world);
  browser.SignIn("operator");
  EXPECT_EQ(browser.Call(kCountRoutes, std::string(4'000, ' ') + "{}")->status, 400);
  // A client that sends on while it is refused can read why.
  RawSocket large_body(world.port());
  large_body.Send(Cat("POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n", std::string(100'000, ' ')));
  EXPECT_THAT(large_body.ReadToEnd(), AllOf(StartsWith("HTTP/1.1 413 "), HasSubstr("application/problem+json")));
  // Nor does one that hides how much it sends.
  RawSocket chunked(world.port());
  chunked.Send("POST /api/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2000\r\n" +
               std::string(0x2000, ' '));
  EXPECT_THAT(chunked.ReadToEnd(), StartsWith("HTTP/1.1 413 "));
}

TEST(LimitsTest, WhatIsNoHttpIsToldSo) {
  PortalWorld world;
  for (const char* bytes : {"\x16\x03\x01 no TLS here \r\n\r\n", "HELLO\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
                            "GET / HTTP/1.1\r\nHost x\r\n\r\n",
                            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"}) {
    RawSocket socket(world.port());
    socket.Send(bytes);
    EXPECT_THAT(socket.ReadToEnd(), StartsWith("HTTP/1.1 400 ")) << bytes;
    EXPECT_TRUE(socket.ended()) << bytes;
  }
}

TEST(LimitsTest, AStrangeAddressHurtsNobody) {
  PortalWorld world;
  for (const char* target : {"?x=1", "*", "a", "http://evil.example/", "//", "/%", "/%00", "/export/", "/export//",
                             "/identiteit/", "/events/", "/api//"}) {
    RawSocket socket(world.port());
    socket.Send(Cat("GET ", target, " HTTP/1.1\r\nHost: 127.0.0.1:", world.port(),
                    "\r\nAccept: application/json\r\nConnection: close\r\n\r\n"));
    EXPECT_THAT(socket.ReadToEnd(), StartsWith("HTTP/1.1 40")) << target;
  }
  RawSocket socket(world.port());
  socket.Send(Asked(world, "/session", "Connection: close\r\n"));
  EXPECT_THAT(socket.ReadToEnd(), StartsWith("HTTP/1.1 401 "));
}

TEST(LimitsTest, AClientThatSendsByDropsIsLeft) {
  PortalWorld world([](PortalOptions& options) {
    options.http.limits.header_patience = std::chrono::milliseconds(150);
    options.http.limits.body_patience = std::chrono::milliseconds(150);
  });
  for (const std::string& begin : {std::string("GET / HTTP/1.1\r\nX: "),
                                   std::string("POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")}) {
    RawSocket socket(world.port());
    ASSERT_TRUE(socket.Send(begin));
    // Each drop comes in time; all of them together do not.
    bool open = true;
    for (int i = 0; i < 500 && open; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      open = socket.Send("x");
    }
    EXPECT_FALSE(open) << begin;
  }
}

TEST(LimitsTest, AConnectionOnWhichNothingIsAskedEnds) {
  PortalWorld world([](PortalOptions& options) { options.http.limits.idle = std::chrono::milliseconds(100); });
  RawSocket silent(world.port());
  EXPECT_THAT(silent.ReadToEnd(), IsEmpty());
  EXPECT_TRUE(silent.ended());
  // Also after an answer.
  RawSocket asked_once(world.port());
  asked_once.Send(Asked(world, "/session"));
  EXPECT_THAT(asked_once.ReadToEnd(), StartsWith("HTTP/1.1 401 "));
  EXPECT_TRUE(asked_once.ended());
}

TEST(LimitsTest, ConnectionsAboveTheMostAreRefusedAndTheOthersGoOn) {
  PortalWorld world([](PortalOptions& options) { options.http.limits.connections = 3; });
  RawSocket first(world.port());
  RawSocket second(world.port());
  RawSocket third(world.port());
  for (RawSocket* socket : {&first, &second, &third}) {
    socket->Send(Asked(world, "/session"));
    EXPECT_THAT(socket->ReadUntil("\r\n\r\n"), StartsWith("HTTP/1.1 401 "));
  }
  RawSocket fourth(world.port());
  EXPECT_THAT(fourth.ReadToEnd(), StartsWith("HTTP/1.1 503 "));
  first.Send(Asked(world, "/session"));
  EXPECT_THAT(first.ReadUntil("HTTP/1.1 401 "), HasSubstr("HTTP/1.1 401 "));
}

TEST(LimitsTest, RequestsThatComeTogetherAreAnsweredInOrder) {
  PortalWorld world;
  RawSocket socket(world.port());
  socket.Send(Asked(world, "/session") + Asked(world, "/nergens") + Asked(world, "/session", "Connection: close\r\n"));
  const std::string read = socket.ReadToEnd();
  const std::size_t first = read.find("HTTP/1.1 401 ");
  const std::size_t second = read.find("HTTP/1.1 404 ");
  const std::size_t third = read.rfind("HTTP/1.1 401 ");
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
}

TEST(LimitsTest, AnotherNameOfThisMachineIsNoWayIn) {
  PortalWorld world;
  Browser browser(world);
  browser.SignIn("operator");
  // A page of somebody else who makes his name point here.
  const auto call = browser.Call(kCountRoutes, R"({"by":"STATE"})", {{"Host", "evil.example"}});
  EXPECT_EQ(call->status, 421);
  // A person who writes the other name.
  const auto page = browser.Get("/taken?wie=ik", {{"Host", "localhost"}, {"Accept", "text/html"}});
  EXPECT_EQ(page->status, 302);
  EXPECT_EQ(page->get_header_value("Location"), world.origin() + "/taken?wie=ik");
}

TEST(LimitsTest, EveryAnswerSaysWhatABrowserMayDoWithIt) {
  PortalWorld world;
  Browser browser(world);
  for (const char* path : {"/", "/session", "/nergens", "/api/x", "/identiteit/jwks", "/sign-in"}) {
    const auto answer = browser.Get(path);
    ASSERT_TRUE(answer) << path;
    EXPECT_THAT(
        answer->get_header_value("Content-Security-Policy"),
        AllOf(HasSubstr("default-src 'none'"), HasSubstr("script-src 'self'"), HasSubstr("frame-ancestors 'none'")))
        << path;
    EXPECT_EQ(answer->get_header_value("X-Content-Type-Options"), "nosniff") << path;
    EXPECT_EQ(answer->get_header_value("Clientroute-Release"), "1.2.3") << path;
    EXPECT_EQ(answer->get_header_value("Access-Control-Allow-Origin"), "") << path;
  }
}

TEST(LimitsTest, EveryAnswerIsCountedAndNoPathIsNamed) {
  PortalWorld world;
  Browser browser(world);
  browser.SignIn("operator");
  browser.Call(kCountRoutes, R"({"by":"STATE"})");
  browser.Get("/route/routes%2F3f2504e0");
  const std::string measured = world.world().metrics()->Text();
  EXPECT_THAT(measured, AllOf(HasSubstr(R"(clientroute_portal_answers_total{kind="call",status="200"} 1)"),
                              HasSubstr(R"(clientroute_portal_answers_total{kind="page",status="404"} 1)"),
                              HasSubstr(R"(clientroute_portal_answer_seconds_count{kind="call"} 1)"),
                              testing::Not(HasSubstr("3f2504e0"))));
}

TEST(LimitsTest, TheDoorClosesWhileSomebodyWaits) {
  PortalWorld world;
  Browser browser(world);
  browser.SignIn("operator");
  std::thread waiting([&] { browser.Call(kCountRoutes, R"({"by":"PROVIDER"})"); });
  ASSERT_TRUE(world.routes().begun.Reaches(1));
  world.Stop();
  EXPECT_TRUE(world.routes().cancelled.Reaches(1));
  waiting.join();
}

}  // namespace
}  // namespace clientroute::portal
