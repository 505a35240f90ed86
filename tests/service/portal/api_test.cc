#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>

#include "clientroute/allocation/v1/allocation.pb.h"
#include "clientroute/claims/v1/claims.pb.h"
#include "clientroute/contracting/v1/supplier_management.pb.h"
#include "clientroute/intake/v1/intake.pb.h"
#include "clientroute/messaging/v1/messaging.pb.h"
#include "clientroute/monitoring/v1/monitoring.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.pb.h"
#include "clientroute/platform/v1/event_sink.pb.h"
#include "clientroute/platform/v1/event_stream.pb.h"
#include "clientroute/platform/v1/operations.pb.h"
#include "clientroute/region/v1/region.pb.h"
#include "services/platform/calls/policy.h"
#include "services/platform/status/status.h"
#include "tests/service/portal/portal_world.h"

namespace clientroute::portal {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class ApiTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(browser_.SignIn("access-professional"), 303); }

  PortalWorld world_;
  Browser browser_{world_};
};

TEST_F(ApiTest, AnAnswerIsTheMessageAsJson) {
  const auto answer = browser_.Call(kCountRoutes, R"({"by":"STATE"})");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->get_header_value("Content-Type"), "application/json");
  EXPECT_EQ(answer->get_header_value("Cache-Control"), "no-store");
  // 64-bit numbers are text, so that JavaScript keeps every digit.
  EXPECT_THAT(answer->body, AllOf(HasSubstr(R"("count":"1234567890123")"), HasSubstr(R"("total":"1")")));
}

TEST_F(ApiTest, AnErrorIsWrittenAsConnectDoesWithItsReason) {
  const auto answer = browser_.Call(kCountRoutes, R"({"by":"MUNICIPALITY"})");
  EXPECT_EQ(answer->status, 404);
  EXPECT_THAT(answer->body, AllOf(HasSubstr(R"({"code":"not_found","message":"there is no such route","details":[)"),
                                  HasSubstr(R"("type":"google.rpc.ErrorInfo","value":")"),
                                  HasSubstr(R"("reason":"ROUTE_UNKNOWN","domain":"orchestrator.clientroute")"),
                                  HasSubstr(R"("metadata":{"route":"routes/1"})")));
}

TEST_F(ApiTest, WrongFieldsAreNamed) {
  const auto answer = browser_.Call(kCountRoutes, "{}");
  EXPECT_EQ(answer->status, 400);
  EXPECT_THAT(answer->body, AllOf(HasSubstr("google.rpc.BadRequest"), HasSubstr(R"("field":"by")")));
}

TEST_F(ApiTest, WhatIsNoRequestIsRefused) {
  const struct {
    std::string body;
    httplib::Headers headers;
    std::string reason;
    int status;
  } kCases[] = {
      {"{", {}, "JSON_INVALID", 400},
      {"[]", {}, "JSON_INVALID", 400},
      {R"({"by":"STATE","nosuch":1})", {}, "JSON_INVALID", 400},
      {R"({"by":"NOSUCH"})", {}, "JSON_INVALID", 400},
      {"{}", {{"Content-Type", "text/plain"}}, "CONTENT_TYPE", 400},
      {"{}", {{"Content-Type", "application/proto"}}, "CONTENT_TYPE", 400},
      {"{}", {{"Content-Encoding", "gzip"}}, "CONTENT_ENCODING", 501},
      {"{}", {{"Connect-Protocol-Version", "2"}}, "CONNECT_VERSION", 400},
      {"{}", {{"Connect-Timeout-Ms", "soon"}}, "TIMEOUT_INVALID", 400},
      {"{}", {{"Clientroute-Purpose", "A purpose"}}, "PURPOSE_INVALID", 400},
      {"{}", {{"Origin", "http://evil.example"}}, "ORIGIN_REFUSED", 403},
      {"{}", {{"Origin", "null"}}, "ORIGIN_REFUSED", 403},
  };
  for (const auto& wrong : kCases) {
    const auto answer = browser_.Post(Cat("/api/", kCountRoutes), wrong.body, wrong.headers);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, wrong.status) << wrong.reason;
    EXPECT_THAT(answer->body, HasSubstr(wrong.reason));
  }
}

TEST_F(ApiTest, ARoleThatMayNotIsRefusedAndOneThatMayIsNot) {
  const std::string workload = "/api/clientroute.orchestrator.v1.RouteOperations/GetWorkload";
  EXPECT_EQ(browser_.Post(workload, "{}")->status, 403);
  Browser beheer(world_);
  beheer.SignIn("operator");
  EXPECT_EQ(beheer.Post(workload, "{}")->status, 200);
}

TEST_F(ApiTest, ADeadlineOfThePageIsKept) {
  const auto answer = browser_.Call(kCountRoutes, R"({"by":"PROVIDER"})", {{"Connect-Timeout-Ms", "50"}});
  EXPECT_EQ(answer->status, 504);
  EXPECT_THAT(answer->body, HasSubstr("deadline_exceeded"));
  EXPECT_TRUE(world_.routes().cancelled.Reaches(1));
}

TEST_F(ApiTest, ACallOfAClientThatWentIsCancelled) {
  RawSocket socket(world_.port());
  const std::string body = R"({"by":"PROVIDER"})";
  socket.Send(Cat("POST /api/", kCountRoutes, " HTTP/1.1\r\nHost: 127.0.0.1:", world_.port(),
                  "\r\nOrigin: ", world_.origin(), "\r\nCookie: ", browser_.cookies(),
                  "\r\nContent-Type: application/json\r\nContent-Length: ", body.size(), "\r\n\r\n", body));
  ASSERT_TRUE(world_.routes().begun.Reaches(1));
  socket.Close();
  EXPECT_TRUE(world_.routes().cancelled.Reaches(1));
}

TEST_F(ApiTest, ALargeAnswerIsCompressed) {
  const auto plain = browser_.Call(kCountRoutes, R"({"by":"DEFINITION"})", {{"Accept-Encoding", "identity"}});
  EXPECT_EQ(plain->get_header_value("Content-Encoding"), "");
  EXPECT_GT(plain->body.size(), 10'000U);
  // The client unpacks it.
  const auto packed = browser_.Call(kCountRoutes, R"({"by":"DEFINITION"})", {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(packed->get_header_value("Content-Encoding"), "gzip");
  EXPECT_EQ(packed->body, plain->body);
  EXPECT_LT(std::stoul(packed->get_header_value("Content-Length")), plain->body.size() / 4);
}

/// Every service of the product, as its proto says. Naming a message of each proto puts it in this program.
std::vector<std::string> AllServices() {
  for (const auto* linked :
       {region::v1::Triage::descriptor(), allocation::v1::ListCapacityRequest::descriptor(),
        claims::v1::SubmitMessageRequest::descriptor(), contracting::v1::ConfirmContractsRequest::descriptor(),
        contracting::v1::PlanTalkRequest::descriptor(), intake::v1::CreateReferralRequest::descriptor(),
        messaging::v1::SendAllocationMessageRequest::descriptor(), monitoring::v1::ListFiguresRequest::descriptor(),
        orchestrator::v1::GetRouteRequest::descriptor(), orchestrator::v1::CountRoutesRequest::descriptor(),
        platform::v1::DeliverRequest::descriptor(), platform::v1::StreamEventsRequest::descriptor(),
        platform::v1::GetTimeRequest::descriptor()}) {
    EXPECT_NE(linked, nullptr);
  }
  std::vector<std::string> services;
  const std::regex kPackage("^package ([a-z0-9.]+);");
  const std::regex kService("^service ([A-Za-z]+) ");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(CLIENTROUTE_SOURCE_DIR "/proto")) {
    std::ifstream file(entry.path());
    std::string package;
    std::smatch match;
    for (std::string line; std::getline(file, line);) {
      if (std::regex_search(line, match, kPackage)) package = match[1];
      if (std::regex_search(line, match, kService)) services.push_back(Cat(package, ".", match[1].str()));
    }
  }
  return services;
}

TEST(AllMethodsTest, OnlyThoseForPeopleAreThere) {
  const std::vector<std::string> services = AllServices();
  ASSERT_GE(services.size(), 12U);
  const auto channel = grpc::CreateChannel("127.0.0.1:1", grpc::InsecureChannelCredentials());
  // Behind the door stands every service, so that only the policy of a method decides.
  PortalWorld world([&](PortalOptions& options) {
    options.services.clear();
    for (const std::string& service : services) options.services.push_back({service, channel});
  });
  Browser browser(world);
  int for_people = 0;
  int hidden = 0;
  for (const std::string& service : services) {
    const auto* descriptor = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(service);
    ASSERT_NE(descriptor, nullptr) << service;
    for (int i = 0; i < descriptor->method_count(); ++i) {
      const std::string method = Cat(service, "/", descriptor->method(i)->name());
      const auto* policy = PolicyOf(method);
      ASSERT_NE(policy, nullptr) << method;
      const bool person = std::ranges::count(policy->audience(), type::v1::PERSON) > 0;
      const bool streams = descriptor->method(i)->server_streaming();
      // Nobody is signed in: what is there says that, and what is not there is not there.
      const auto call = browser.Post(Cat("/api/", method), "{}");
      const auto watch = browser.Get(Cat("/events/", method, "?message="));
      ASSERT_TRUE(call && watch) << method;
      EXPECT_EQ(call->status, person && !streams ? 401 : 404) << method;
      EXPECT_EQ(watch->status, person && streams ? 401 : 404) << method;
      ++(person ? for_people : hidden);
    }
  }
  EXPECT_GT(for_people, 80);
  EXPECT_GT(hidden, 15);
}

TEST_F(ApiTest, WhatIsNoMethodIsNotThere) {
  for (const char* path : {"/api/", "/api/grpc.health.v1.Health/Check", "/api/clientroute.intake.v1.Intake",
                           "/api/clientroute.orchestrator.v1.RouteOperations/", "/api/../session",
                           "/api/clientroute.orchestrator.v1.RouteOperations%2FCountRoutes"}) {
    EXPECT_EQ(browser_.Post(path, "{}")->status, 404) << path;
  }
}

TEST_F(ApiTest, OnlyAPostCalls) {
  const auto answer = browser_.Get(Cat("/api/", kCountRoutes));
  EXPECT_EQ(answer->status, 405);
  EXPECT_EQ(answer->get_header_value("Allow"), "POST");
}

}  // namespace
}  // namespace clientroute::portal
