#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "services/platform/status/status.h"
#include "services/portal/http/encoding.h"
#include "tests/service/portal/portal_world.h"

namespace clientroute::portal {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class EventsTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(browser_.SignIn("access-professional"), 303); }

  std::string PathOf(std::string_view route) const {
    return Cat("/events/", kWatchRoute,
               "?purpose=care-allocation&message=", Base64Url(Cat(R"({"name":")", route, "\"}")));
  }
  std::string Watch(std::string_view route) const {
    return Cat("GET ", PathOf(route), " HTTP/1.1\r\nHost: 127.0.0.1:", world_.port(),
               "\r\nAccept: text/event-stream\r\nCookie: ", browser_.cookies(), "\r\n\r\n");
  }

  PortalWorld world_{[](PortalOptions& options) { options.sign_of_life = std::chrono::milliseconds(20); }};
  Browser browser_{world_};
};

TEST_F(EventsTest, EachAnswerIsAnEventAndTheEndIsOneToo) {
  const auto answer = browser_.Get(PathOf("routes/ended"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->get_header_value("Content-Type"), "text/event-stream");
  EXPECT_EQ(answer->body,
            "data: {\"route\":\"routes/ended\",\"state\":\"persons/toegang\"}\n\n"
            "data: {\"route\":\"routes/ended\",\"state\":\"persons/toegang\",\"closed\":true}\n\n"
            "event: end\ndata: {}\n\n");
}

TEST_F(EventsTest, AStreamThatFailsSaysWhyInItsLastEvent) {
  const auto answer = browser_.Get(PathOf("routes/lost"));
  EXPECT_EQ(answer->status, 200);
  EXPECT_THAT(answer->body, AllOf(HasSubstr("event: end\ndata: {\"code\":\"not_found\""), HasSubstr("ROUTE_UNKNOWN")));
}

TEST_F(EventsTest, AStreamOnWhichNothingHappensGivesSignsOfLife) {
  RawSocket socket(world_.port());
  socket.Send(Watch("routes/quiet"));
  EXPECT_THAT(socket.ReadUntil(": \n\n"), StartsWith("HTTP/1.1 200 "));
}

TEST_F(EventsTest, AClientThatGoesEndsTheCall) {
  RawSocket socket(world_.port());
  socket.Send(Watch("routes/quiet"));
  socket.ReadUntil("\"closed\":true");
  ASSERT_TRUE(world_.routes().begun.Reaches(1));
  socket.Close();
  EXPECT_TRUE(world_.routes().cancelled.Reaches(1));
}

TEST_F(EventsTest, AStreamEndsWithItsSession) {
  RawSocket socket(world_.port());
  socket.Send(Watch("routes/quiet"));
  ASSERT_TRUE(world_.routes().begun.Reaches(1));
  world_.world().clock()->Advance(std::chrono::minutes(31));
  EXPECT_THAT(socket.ReadUntil("SESSION_OVER"), HasSubstr("event: end\ndata: {\"code\":\"unauthenticated\""));
  EXPECT_TRUE(world_.routes().cancelled.Reaches(1));
}

TEST_F(EventsTest, ASlowClientDoesNotMakeTheDoorRememberForIt) {
  RawSocket socket(world_.port());
  socket.Send(Watch("routes/loud"));
  ASSERT_TRUE(world_.routes().begun.Reaches(1));
  int before = -1;
  // The service comes to a halt as well: what the client does not take is not fetched.
  for (int i = 0; i < 100 && before != world_.routes().loud_written; ++i) {
    before = world_.routes().loud_written;
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  EXPECT_EQ(before, world_.routes().loud_written);
  socket.Close();
  EXPECT_TRUE(world_.routes().cancelled.Reaches(1));
}

TEST_F(EventsTest, WhatIsNoRequestIsRefusedBeforeTheStreamBegins) {
  const std::string path = Cat("/events/", kWatchRoute);
  EXPECT_EQ(browser_.Get(path + "?message=%%%")->status, 400);
  EXPECT_EQ(browser_.Get(path + "?message=" + Base64Url("{\"nosuch\":1}"))->status, 400);
  EXPECT_EQ(browser_.Get(PathOf("routes/ended"), {{"Sec-Fetch-Site", "cross-site"}})->status, 403);
  Browser nobody(world_);
  EXPECT_EQ(nobody.Get(PathOf("routes/ended"))->status, 401);
}

TEST_F(EventsTest, OneSessionHasNotMoreStreamsThanItMay) {
  std::vector<std::unique_ptr<RawSocket>> sockets;
  for (int i = 0; i < 32; ++i) {
    sockets.push_back(std::make_unique<RawSocket>(world_.port()));
    sockets.back()->Send(Watch("routes/quiet"));
  }
  ASSERT_TRUE(world_.routes().begun.Reaches(32));
  const auto over = browser_.Get(PathOf("routes/ended"));
  EXPECT_EQ(over->status, 429);
  EXPECT_THAT(over->body, HasSubstr("STREAMS_MOST"));
  sockets.front()->Close();
  ASSERT_TRUE(world_.routes().cancelled.Reaches(1));
  int status = 429;
  for (int i = 0; i < 500 && status == 429; ++i) {
    status = browser_.Get(PathOf("routes/ended"))->status;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(status, 200);
}

TEST_F(EventsTest, ADoorThatClosesEndsItsStreamsInOrder) {
  RawSocket socket(world_.port());
  socket.Send(Watch("routes/quiet"));
  ASSERT_TRUE(world_.routes().begun.Reaches(1));
  world_.portal().Stop(std::chrono::seconds(10));
  EXPECT_THAT(socket.ReadToEnd(), HasSubstr("DOOR_CLOSES"));
}

}  // namespace
}  // namespace clientroute::portal
