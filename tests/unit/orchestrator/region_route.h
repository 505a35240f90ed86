#ifndef CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_REGION_ROUTE_H_
#define CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_REGION_ROUTE_H_

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/orchestrator/definitions.h"
#include "tests/unit/orchestrator/route_driver.h"

namespace clientroute::orchestrator {

/// Drives the region's route with the events as the services announce them.
class RegionRoute : public testing::Test {
 protected:
  explicit RegionRoute(const Definition& definition) : definition_(definition), driver_(definition) {}

  /// Another route, on the first day.
  void BeginAnew() {
    driver_.route() = NewRoute(definition_, driver_.route().id);
    driver_.MoveTo(At("2026-03-02"));
  }

  void Accept(bool by_message = true) {
    driver_.Tell("ReferralAccepted", {{"referral", "referrals/1"},
                                      {"client", "clients/1"},
                                      {"household", "households/1"},
                                      {"municipality", "0361"},
                                      {"law", "JEUGDWET"},
                                      {"receive_date", "2026-03-02"},
                                      {"unborn", "false"},
                                      {"has_message", by_message ? "true" : "false"}});
  }
  StepResult Decide(const std::string& outcome, const std::string& change_request = "",
                    std::vector<EventLine> lines = {}) {
    Attributes said = {
        {"decision", "decisions/1"}, {"outcome", outcome}, {"decide_date", "2026-03-03"}, {"partly_refused", "false"}};
    if (!change_request.empty()) said["change_request"] = change_request;
    return driver_.Tell("DecisionTaken", said, {}, std::move(lines));
  }
  /// On the change in hand.
  StepResult DecideOnChange(const std::string& outcome) { return Decide(outcome, driver_.reference("change_request")); }
  StepResult Changed(std::vector<EventLine> lines, const std::string& change_request = "change_requests/1",
                     std::vector<EventLine> changed = {}) {
    const char* adds_care = lines.empty() ? "false" : "true";
    return driver_.Take(
        Announced{"AllocationsChanged",
                  "",
                  {{"change_request", change_request}, {"last_date", "2027-01-31"}, {"adds_care", adds_care}},
                  std::move(lines),
                  std::move(changed)});
  }
  void ComeToAnalysis(bool by_message = true) {
    Accept(by_message);
    driver_.Tell("CaseOpened", {{"case", "cases/1"}, {"returned", "false"}});
  }
  void ComeToDecision(const std::string& complexity = "MONO", bool by_message = true) {
    ComeToAnalysis(by_message);
    driver_.Tell("ProblemAnalysisRecorded");
    driver_.Tell("TriageDecided", {{"complexity", complexity}});
    if (complexity == "MULTI") driver_.Tell("ConferenceHeld", {{"outcome", "MULTI_CONFIRMED"}});
    driver_.Tell("PlanRecorded");
  }
  void ComeToAllocations() {
    ComeToDecision();
    Decide("GRANT");
    driver_.Tell("ProductsConfirmed");
    Reserve();
    driver_.Tell("AllocationsMade", {{"last_date", "2026-12-31"}}, {},
                 {{"line-1", {{"period_start_date", "2026-04-01"}, {"period_end_date", "2026-09-30"}}, "1"},
                  {"line-2", {{"period_start_date", "2026-04-01"}}, "2"}});
  }
  void ComeToCare() {
    ComeToAllocations();
    Send(1);
    Answer(true, 0);
  }
  void ComeToOutflow() {
    ComeToCare();
    for (const char* line : {"line-1", "line-2"}) {
      driver_.Tell("CareStarted", {{"start_date", "2026-04-02"}}, line);
      Stop(line, true);
    }
  }
  StepResult Outflow(bool aftercare) {
    return driver_.Tell("OutflowRecorded",
                        {{"aftercare", aftercare ? "true" : "false"}, {"watch_until", "2027-09-30"}});
  }
  StepResult RequestChange(const std::string& name = "change_requests/1") {
    return driver_.Tell(
        "ChangeRequested",
        {{"change_request", name}, {"direction", "UP"}, {"wanted_date", "2026-05-01"}, {"message", "messages/317"}}, {},
        {{"line-3", {}, "asked"}});
  }
  StepResult AnswerSent(const std::string& answer) {
    return driver_.Tell(
        "AnswerMessageSent",
        {{"answer", answer}, {"send_date", "2026-03-06"}, {"request_date", "2026-03-02"}, {"has_message", "true"}});
  }
  StepResult Contact(const std::string& outcome) {
    return driver_.Tell("AftercareContactRecorded", {{"outcome", outcome}, {"date", "2026-11-02"}});
  }
  void Reserve() { driver_.Tell("PlacesReserved", {{"second_best", "false"}}); }
  void Send(int unanswered) {
    driver_.Tell("AllocationMessageSent", {{"send_date", "2026-03-04"}, {"unanswered", std::to_string(unanswered)}});
  }
  StepResult Answer(bool accepted, int unanswered) {
    return driver_.Tell("AllocationMessageAnswered",
                        {{"accepted", accepted ? "true" : "false"}, {"unanswered", std::to_string(unanswered)}});
  }
  StepResult Stop(const std::string& line, bool definitive) {
    return driver_.Tell("CareStopped", {{"end_date", "2026-09-30"}, {"definitive", definitive ? "true" : "false"}},
                        line);
  }
  /// Allocations that had not started were taken back.
  StepResult Withdrawn(bool told) {
    return driver_.Tell("AllocationsWithdrawn", {{"told", told ? "true" : "false"}}, {}, {{"line-1", {}, "gone"}});
  }
  static Instant Midnight(const char* day) { return LocalMidnight(Date::Parse(day).value()); }

  const Definition& definition_;
  RouteDriver driver_;
};

class YouthRoute : public RegionRoute {
 protected:
  YouthRoute() : RegionRoute(YouthStandard()) {}
};

class WmoRoute : public RegionRoute {
 protected:
  WmoRoute() : RegionRoute(WmoStandard()) {}
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_REGION_ROUTE_H_
