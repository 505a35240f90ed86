// Who sees what through the HTTP door: every method that a page asks about a record, by everybody whom one can be, of
// the record's own municipality and of another. The table that comes of it was reviewed, and stands in
// golden/door_matrix.txt.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "services/platform/status/status.h"
#include "tests/route/door_browser.h"
#include "tests/route/golden.h"
#include "tests/route/played_suite.h"

namespace clientroute::suite {
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kElsewhere = "0400";
// A local lot, which is not for elsewhere.
constexpr std::string_view kContract = "contracts/youth-day-nk-42420001";
constexpr std::string_view kProvider = "42420001";
constexpr std::string_view kOtherProvider = "42420002";
constexpr std::size_t kTitleWidth = 38;
constexpr std::size_t kColumnWidth = 11;

/// Somebody at the door, with what he looks for.
struct Viewer {
  std::string title;
  std::string persona;
  std::string purpose;
  bool of_provider = false;
};

/// What a page asks about a record, and what in the answer shows it.
struct Question {
  std::string title;
  std::string method;
  std::string json;
  std::string mark;
  bool streams = false;
};

std::string Named(const std::string& name) { return Cat(R"({"name": ")", name, "\"}"); }
std::string Field(const std::string& field, const std::string& value) {
  return Cat("{\"", field, R"(": ")", value, "\"}");
}

/// The first row of a list; the test fails when there is none.
Struct FirstOf(const Struct& answer, const std::string& rows) {
  const auto& list = At(answer, rows).list_value().values();
  EXPECT_FALSE(list.empty()) << rows;
  return list.empty() ? Struct() : list[0].struct_value();
}

class DoorMatrix : public testing::Test {
 protected:
  void SetUp() override {
    origin_ = suite_.process().Reach()->running.portal_address();
    DoorBrowser keeper(origin_);
    keeper.SignIn("operator");
    const Struct route =
        FirstOf(keeper.Ask("clientroute.orchestrator.v1.Orchestrator/ListRoutes", "{}", "operation"), "routes");
    for (const char* field : {"name", "client", "household", "case", "municipality"}) {
      record_[field] = TextAt(route, field);
    }
    DoorBrowser access(origin_);
    access.SignIn("access-professional");
    record_["task"] = TextAt(
        FirstOf(access.Ask("clientroute.orchestrator.v1.Orchestrator/ListTasks", TasksOf(record_["name"])), "tasks"),
        "name");
    DoorBrowser office(origin_);
    office.SignIn("back-office");
    record_["message"] = TextAt(FirstOf(office.Ask("clientroute.messaging.v1.Messaging/ListMessages",
                                                   R"({"kind": "JW305"})", "message-exchange"),
                                        "messages"),
                                "name");
    const Struct allocation = FirstOf(office.Ask("clientroute.allocation.v1.Allocation/ListAllocations",
                                                 Field("route", record_["name"]), "message-exchange"),
                                      "allocations");
    record_["allocation"] = TextAt(allocation, "name");
    const Struct claim =
        FirstOf(office.Ask("clientroute.claims.v1.Claims/ListClaims", "{}", "message-exchange"), "claims");
    record_["claim"] = TextAt(claim, "name");
    ASSERT_EQ(TextAt(claim, "provider"), kProvider);
    Plan();
    Score();
    for (const auto& [what, name] : record_) ASSERT_NE(name, "") << what;
  }

  /// A talk with the provider about its contract.
  void Plan() {
    DoorBrowser manager(origin_);
    manager.SignIn("contract-manager");
    record_["talk"] =
        TextAt(manager.Ask("clientroute.contracting.v1.SupplierManagement/PlanTalk",
                           Cat(R"({"requestId": "matrix-talk", "contract": ")", kContract,
                               R"(", "date": {"year": 2027, "month": 12, "day": 1},)",
                               R"( "participants": [{"party": "REGION", "function": "contractmanager"}],)",
                               R"( "agenda": [{"subject": "Wachttijd"}]})"),
                           "contract-management"),
               "name");
  }

  /// How the provider did under it in the year before.
  void Score() {
    DoorBrowser manager(origin_);
    manager.SignIn("contract-manager");
    record_["score"] =
        TextAt(manager.Ask("clientroute.contracting.v1.SupplierManagement/RecordPerformanceScore",
                           Cat(R"({"requestId": "matrix-score", "values": [{"measure": "visit", "amount": 8}], )",
                               PerformanceOf(std::string(kContract))),
                           "contract-management"),
               "name");
  }

  std::vector<Viewer> Viewers() {
    return {{"toegang", "access-professional", "care-allocation"},
            {"leiding", "access-manager", "care-allocation"},
            {"berichten", "back-office", "message-exchange"},
            {"contracten", "contract-manager", "contract-management"},
            {"beheer", "operator", "operation"},
            {"privacy", "privacy-officer", "client-rights"},
            {"aanbieder", Cat("provider-", kProvider), "message-exchange", true},
            {"andere", Cat("provider-", kOtherProvider), "message-exchange", true}};
  }

  std::vector<Question> Questions() {
    const std::string& route = record_["name"];
    const std::string orchestrator = "clientroute.orchestrator.v1.Orchestrator/";
    const std::string operations = "clientroute.orchestrator.v1.RouteOperations/";
    const std::string claims = "clientroute.claims.v1.Claims/";
    const std::string contracting = "clientroute.contracting.v1.Contracting/";
    const std::string talks = "clientroute.contracting.v1.SupplierManagement/";
    const std::string messaging = "clientroute.messaging.v1.Messaging/";
    const std::string allocation = "clientroute.allocation.v1.Allocation/";
    const std::string contract(kContract);
    const std::string provider(kProvider);
    return {
        {"een route", orchestrator + "GetRoute", Named(route), route},
        {"de routes", orchestrator + "ListRoutes", "{}", route},
        {"een route volgen", operations + "WatchRoute", Named(route), "ReferralAccepted", true},
        {"een taak", orchestrator + "GetTask", Named(record_["task"]), record_["task"]},
        {"de taken", orchestrator + "ListTasks", TasksOf(route), record_["task"]},
        {"incidenten: mag het vragen", orchestrator + "ListIncidents", "{}", "{"},
        {"een casus", "clientroute.access.v1.Access/GetCase", Named(record_["case"]), record_["case"]},
        {"een huishouden", "clientroute.intake.v1.Intake/GetHousehold", Named(record_["household"]),
         record_["household"]},
        {"een cliënt", "clientroute.intake.v1.Intake/GetClient", Named(record_["client"]), record_["client"]},
        {"een toewijzing", allocation + "GetAllocation", Named(record_["allocation"]), record_["allocation"]},
        {"de toewijzingen", allocation + "ListAllocations", Field("route", route), record_["allocation"]},
        {"de plekken", allocation + "ListCapacity", Field("provider", provider), provider},
        {"een contract", contracting + "GetContract", Named(contract), contract},
        {"de contracten", contracting + "ListContracts", Field("provider", provider), contract},
        {"tarieven", contracting + "ListTariffs", Field("contract", contract), contract},
        {"de aanbieders", contracting + "ListProviders", R"({"pageSize": 1000})", provider},
        {"de producten", contracting + "ListProducts", "{}", "\"products\":[{"},
        {"de gemeenten", contracting + "ListMunicipalities", "{}", record_["municipality"]},
        {"een gesprek", talks + "GetTalk", Named(record_["talk"]), record_["talk"]},
        {"de gesprekken", talks + "ListTalks", Field("contract", contract), record_["talk"]},
        {"wanneer een gesprek moet", talks + "GetTalkSchedule", Field("contract", contract), contract},
        {"welke gesprekken moeten", talks + "ListTalkSchedules", Field("provider", provider), contract},
        {"wat de regio over aanbieders koos", talks + "ListSupplierChoices", "{}", "\"measures\":[{"},
        {"een score opstellen", talks + "DraftPerformanceScore", Cat("{", PerformanceOf(contract)), "\"parts\":[{"},
        {"een score", talks + "GetPerformanceScore", Named(record_["score"]), record_["score"]},
        {"de scores", talks + "ListPerformanceScores", Field("contract", contract), record_["score"]},
        {"de prestaties van aanbieders", talks + "ListProviderPerformance", Field("provider", provider), provider},
        {"een declaratie", claims + "GetClaim", Named(record_["claim"]), record_["claim"]},
        {"de declaraties", claims + "ListClaims", "{}", record_["claim"]},
        {"declaratieregels", claims + "ListClaimLines", Field("claim", record_["claim"]), "\"lines\":[{"},
        {"het grootboek", claims + "ListLedgerEntries", Field("claim", record_["claim"]), record_["claim"]},
        {"een bericht", messaging + "GetMessage", Named(record_["message"]), record_["message"]},
        {"de berichten", messaging + "ListMessages", R"({"kind": "JW305"})", record_["message"]},
        {"wat in een bericht staat", messaging + "GetMessageContent", Named(record_["message"]), "\"content\":\""},
        {"een cijfer", "clientroute.monitoring.v1.Monitoring/ListFigures", Figure("inflow"), "\"value\":\""},
        {"besteding", "clientroute.monitoring.v1.Monitoring/GetSpend", Spend(), "\"accepted\":{\"cents\":\""},
        {"het inzagelogboek", "clientroute.platform.v1.Operations/ListLooks", Field("client", record_["client"]),
         record_["client"]},
        {"wat er wacht: mag het vragen", "clientroute.platform.v1.Operations/GetBacklog", "{}", "{"},
    };
  }
  static std::string TasksOf(const std::string& route) {
    return Cat(R"({"includeEnded": true, "route": ")", route, "\"}");
  }
  static std::string PerformanceOf(const std::string& contract) {
    return Cat(R"("contract": ")", contract, R"(", "period": {"startDate": {"year": 2025, "month": 1, "day": 1},)",
               R"( "endDate": {"year": 2025, "month": 12, "day": 31}}})");
  }
  std::string Figure(const std::string& figure) const {
    return Cat(R"({"figure": ")", figure, R"(", "municipality": ")", record_.at("municipality"), "\", ", Years(), "}");
  }
  std::string Spend() const {
    return Cat(R"({"provider": ")", kProvider, R"(", "municipality": ")", record_.at("municipality"), "\", ", Years(),
               "}");
  }
  static std::string Years() {
    return R"("from": {"year": 2026, "month": 1, "day": 1}, "until": {"year": 2027, "month": 12, "day": 31})";
  }

  /// `ziet` the record, `leeg` without it, or `-`: refused.
  static std::string OutcomeOf(DoorBrowser& browser, const Question& question, const std::string& purpose) {
    if (question.streams) {
      const std::string read = browser.ReadEvents(question.method, question.json, question.mark, purpose);
      return read.find(question.mark) == std::string::npos ? "-" : "ziet";
    }
    const httplib::Result result = browser.Call(question.method, question.json, purpose);
    EXPECT_TRUE(result) << question.method;
    if (!result) return "?";
    if (result->status != 200) {
      EXPECT_THAT(result->status, AnyOf(403, 404)) << question.method << ": " << result->body;
      return "-";
    }
    return result->body.find(question.mark) == std::string::npos ? "leeg" : "ziet";
  }

  static std::string Padded(std::string text, std::size_t width) {
    // Counted in signs, of which one may be more bytes.
    const auto signs = std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; });
    text.append(width - std::min(width, static_cast<std::size_t>(signs)), ' ');
    return text;
  }

  PlayedSuite suite_{"claims"};
  std::string origin_;
  std::map<std::string, std::string> record_;
};

// shows: PRI-1, MON-4, MON-5
TEST_F(DoorMatrix, EverybodySeesWhatIsHisAndNothingElse) {
  const std::vector<Question> questions = Questions();
  std::map<std::string, std::string> lines;
  std::string head = Padded("", kTitleWidth);
  for (const Viewer& viewer : Viewers()) {
    for (const std::string_view municipality : {std::string_view(record_["municipality"]), kElsewhere}) {
      if (viewer.of_provider && municipality == kElsewhere) continue;
      head += Padded(municipality == kElsewhere ? "elders" : viewer.title, kColumnWidth);
      DoorBrowser browser(origin_);
      browser.SignIn(viewer.persona, viewer.of_provider ? "" : std::string(municipality));
      // The time is nobody's.
      browser.Ask("clientroute.platform.v1.Operations/GetTime", "{}", viewer.purpose);
      for (const Question& question : questions) {
        lines[question.title] += Padded(OutcomeOf(browser, question, viewer.purpose), kColumnWidth);
      }
    }
  }
  const auto trimmed = [](std::string line) { return line.erase(line.find_last_not_of(' ') + 1) + "\n"; };
  std::string table = trimmed(head);
  for (const Question& question : questions) {
    const std::string& line = lines[question.title];
    EXPECT_THAT(line, HasSubstr("ziet")) << question.title << " is asked of a record that is there";
    EXPECT_THAT(line, AnyOf(HasSubstr("-"), HasSubstr("leeg"))) << question.title << " is not for everybody";
    table += trimmed(Padded(question.title, kTitleWidth) + line);
  }
  ExpectGolden("door_matrix.txt", table);
}

// shows: PRI-1
TEST_F(DoorMatrix, WithoutThePurposeOfHisRoleNobodySeesAClient) {
  const std::set<std::string> shows_clients = {"een route",   "de routes",      "een taak",         "de taken",
                                               "een casus",   "een huishouden", "een cliënt",       "een toewijzing",
                                               "een bericht", "de berichten",   "declaratieregels", "de toewijzingen"};
  for (const Viewer& viewer : Viewers()) {
    DoorBrowser browser(origin_);
    browser.SignIn(viewer.persona);
    const std::string other = viewer.purpose == "operation" ? "contract-management" : "operation";
    for (const Question& question : Questions()) {
      if (!shows_clients.contains(question.title)) continue;
      EXPECT_THAT(OutcomeOf(browser, question, other), Not("ziet")) << viewer.title << " at " << question.title;
    }
  }
}

}  // namespace
}  // namespace clientroute::suite
