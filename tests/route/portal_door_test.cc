// A route through the HTTP door of a whole suite: as a person in a browser, over JSON and server-sent events.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "services/platform/status/status.h"
#include "services/portal/http/encoding.h"
#include "tests/programs/own_suite.h"

namespace clientroute::suite {
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;
using testing::HasSubstr;
using testing::Not;

// A girl of nine, who does not exist; guidance at home.
constexpr std::string_view kReferral = R"({
  "requestId": "door-referral",
  "person": {"citizenNumber": "999990019", "familyName": "Duinker", "initials": "S",
             "birthDate": {"year": 2016, "month": 9, "day": 14}, "gender": "FEMALE"},
  "referral": {"municipality": "0361", "referrer": {"type": "MUNICIPALITY"}, "law": "JEUGDWET",
               "legalFrame": "VOLUNTARY", "clientAsksHimself": true,
               "source": {"sender": "municipalities/0361", "reference": "door-1"},
               "lines": [{"line": "line-1", "law": "JEUGDWET", "product": {"category": "45", "code": "45A04"},
                          "period": {"startDate": {"year": 2026, "month": 3, "day": 23},
                                     "endDate": {"year": 2026, "month": 9, "day": 30}},
                          "volume": {"amount": "2", "unit": "HOUR", "frequency": "PER_WEEK"},
                          "provider": "42420001"}]}})";

const Value& At(const Struct& object, const std::string& name) {
  const auto found = object.fields().find(name);
  return found == object.fields().end() ? Value::default_instance() : found->second;
}

std::string TextAt(const Struct& object, const std::string& name) { return At(object, name).string_value(); }

/// A browser: one cookie jar, and it says from which page it asks.
class Browser {
 public:
  explicit Browser(std::string origin) : origin_(std::move(origin)), client_(origin_) {
    client_.set_keep_alive(true);
    client_.set_follow_location(false);
    client_.set_read_timeout(std::chrono::seconds(60));
  }

  /// By the page of the embedded identity provider.
  void SignIn(const std::string& persona, const std::string& municipality = "") {
    std::string to = Follow(client_.Get("/sign-in", Headers()));
    const std::string form = to.substr(to.find('?') + 1);
    to = Follow(client_.Post("/identiteit/authorize", Headers(),
                             Cat(form, "&persona=", persona, "&municipality=", municipality),
                             "application/x-www-form-urlencoded"));
    Follow(client_.Get(to, Headers()));
    ASSERT_EQ(client_.Get("/session", Headers())->status, 200) << persona;
  }
  httplib::Result Call(std::string_view method, const std::string& json, const std::string& purpose) {
    httplib::Headers headers = Headers();
    headers.emplace("Connect-Protocol-Version", "1");
    headers.emplace("Clientroute-Purpose", purpose);
    return client_.Post(Cat("/api/", method), headers, json, "application/json");
  }
  /// What the method answers; the test fails when it refuses.
  Struct Ask(std::string_view method, const std::string& json, const std::string& purpose = "care-allocation") {
    const auto result = Call(method, json, purpose);
    Struct answer;
    EXPECT_TRUE(result) << method;
    if (!result) return answer;
    EXPECT_EQ(result->status, 200) << method << ": " << result->body;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(result->body, &answer).ok()) << result->body;
    return answer;
  }
  /// Reads the events of a stream until one holds the text; all that was read.
  std::string ReadEvents(std::string_view method, const std::string& json, std::string_view until) {
    std::string read;
    const std::string path = Cat("/events/", method, "?purpose=care-allocation&message=", portal::Base64Url(json));
    httplib::Headers headers = Headers();
    headers.emplace("Accept", "text/event-stream");
    const auto ignored = client_.Get(path, headers, [&](const char* data, std::size_t size) {
      read.append(data, size);
      return read.find(until) == std::string::npos;  // false: the browser goes away
    });
    return read;
  }

 private:
  httplib::Headers Headers() const {
    std::string cookies;
    for (const auto& [name, value] : jar_) cookies += Cat(cookies.empty() ? "" : "; ", name, "=", value);
    httplib::Headers headers = {{"Origin", origin_}};
    if (!cookies.empty()) headers.emplace("Cookie", cookies);
    return headers;
  }
  /// Keeps the cookies, and gives where it is sent to, without the origin.
  std::string Follow(const httplib::Result& result) {
    EXPECT_TRUE(result);
    if (!result) return "/";
    for (std::size_t i = 0; i < result->get_header_value_count("Set-Cookie"); ++i) {
      const std::string cookie = result->get_header_value("Set-Cookie", i);
      const std::string pair = cookie.substr(0, cookie.find(';'));
      const std::size_t equals = pair.find('=');
      jar_[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    const std::string to = result->get_header_value("Location");
    return to.starts_with(origin_) ? to.substr(origin_.size()) : to;
  }

  const std::string origin_;
  httplib::Client client_;
  std::map<std::string, std::string> jar_;
};

class PortalDoor : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(suite_.process().Start().ok());
    origin_ = suite_.process().Reach()->running.portal_address();
    operator_ = std::make_unique<Browser>(origin_);
    access_ = std::make_unique<Browser>(origin_);
    operator_->SignIn("operator");
    access_->SignIn("access-professional");
  }
  /// Until everything that was caused has happened.
  void Settle() { operator_->Ask("clientroute.platform.v1.Operations/AdvanceTime", "{}", "operation"); }
  std::string Refer() {
    const std::string route =
        TextAt(access_->Ask("clientroute.intake.v1.Intake/CreateReferral", std::string(kReferral)), "route");
    EXPECT_THAT(route, HasSubstr("routes/"));
    Settle();
    return route;
  }
  /// The one task of the kind on the worklist; empty when it is not there.
  static Struct Task(Browser& who, const std::string& kind) {
    const Struct page =
        who.Ask("clientroute.orchestrator.v1.Orchestrator/ListTasks", R"({"role": "access-professional"})");
    for (const Value& task : At(page, "tasks").list_value().values()) {
      if (TextAt(task.struct_value(), "kind") == kind) return task.struct_value();
    }
    return {};
  }

  OwnSuite suite_;
  std::string origin_;
  std::unique_ptr<Browser> operator_;
  std::unique_ptr<Browser> access_;
};

TEST_F(PortalDoor, ATaskIsTakenAndDoneFromTheWorklistAndTheRouteIsFollowedAsItGoesOn) {
  const std::string route = Refer();
  const Struct task = Task(*access_, "problem_analysis");
  EXPECT_EQ(TextAt(task, "route"), route);
  access_->Ask("clientroute.orchestrator.v1.Orchestrator/TakeTask",
               Cat(R"({"requestId": "door-take", "name": ")", TextAt(task, "name"), "\"}"));

  const Struct table = access_->Ask("clientroute.access.v1.Access/GetTriageTable", R"({"law": "JEUGDWET"})");
  std::string findings;
  for (const Value& criterion : At(table, "criteria").list_value().values()) {
    findings += Cat(findings.empty() ? "" : ", ", R"({"criterion": ")", TextAt(criterion.struct_value(), "code"),
                    R"(", "holds": false})");
  }
  access_->Ask("clientroute.access.v1.Access/RecordProblemAnalysis",
               Cat(R"({"requestId": "door-analysis", "route": ")", route, R"(", "analysis": {"findings": [)", findings,
                   R"(], "narrative": "Gesprek gevoerd.", "lighterHelpConsidered": "Besproken."}})"));
  // Nothing is asked again: what the task asked for shows itself as it happens.
  const std::string watch = Cat(R"({"name": ")", route, "\"}");
  const std::string events =
      access_->ReadEvents("clientroute.orchestrator.v1.RouteOperations/WatchRoute", watch, "\"state\":\"planning\"");
  EXPECT_THAT(events, HasSubstr("ReferralAccepted"));
  EXPECT_THAT(events, HasSubstr("\"state\":\"planning\""));
  Settle();
  EXPECT_TRUE(Task(*access_, "problem_analysis").fields().empty()) << "what is done is on no worklist";
  EXPECT_EQ(TextAt(Task(*access_, "perspective_plan"), "route"), route);
}

TEST_F(PortalDoor, SomebodyOfAnotherMunicipalitySeesNeitherTheTaskNorTheRoute) {
  const std::string route = Refer();
  Browser other(origin_);
  other.SignIn("access-professional", "0400");
  EXPECT_TRUE(Task(other, "problem_analysis").fields().empty());
  const std::string name = Cat(R"({"name": ")", route, "\"}");
  const auto refused = other.Call("clientroute.orchestrator.v1.Orchestrator/GetRoute", name, "care-allocation");
  EXPECT_EQ(refused->status, 404) << refused->body;
  EXPECT_THAT(refused->body, Not(HasSubstr("45A04")));
  const std::string events = other.ReadEvents("clientroute.orchestrator.v1.RouteOperations/WatchRoute", name, "end");
  EXPECT_THAT(events, HasSubstr("not_found"));
  const Struct task = Task(*access_, "problem_analysis");
  const auto take =
      other.Call("clientroute.orchestrator.v1.Orchestrator/TakeTask",
                 Cat(R"({"requestId": "door-take", "name": ")", TextAt(task, "name"), "\"}"), "care-allocation");
  EXPECT_EQ(take->status, 403) << take->body;
  EXPECT_TRUE(TextAt(Task(*access_, "problem_analysis"), "assignee").empty());
}

}  // namespace
}  // namespace clientroute::suite
