#include "services/orchestrator/commands/command_builders.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "services/orchestrator/definition/route_commands.h"
#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

CommandInput FullInput() {
  CommandInput input;
  input.route = "routes/1";
  input.references = {{"client", "clients/1"},
                      {"household", "households/1"},
                      {"referral", "referrals/1"},
                      {"municipality", "0361"},
                      {"case", "cases/1"},
                      {"decision", "decisions/1"},
                      {"change_request", "change_requests/1"},
                      {"change_message", "messages/317"},
                      {"request_message", "messages/315"},
                      {"responsible_municipality", "0363"}};
  input.facts = {{"law", "JEUGDWET"}, {"receive_date", "2026-03-02"}, {"refusal_reason", "3"}};
  input.lines.emplace_back().set_line("line-1");
  input.lines.emplace_back().set_line("line-2");
  return input;
}

TEST(CommandBuilders, ThereIsOneForEveryCommandOfTheCatalogueAndNoOther) {
  for (const CatalogueCommand& command : RouteCommands().commands) {
    EXPECT_NE(FindCommandKind(command.name), nullptr) << command.name;
  }
  for (const CommandKind& kind : CommandKinds()) EXPECT_NE(RouteCommands().Find(kind.name), nullptr) << kind.name;
  EXPECT_EQ(FindCommandKind("Nothing"), nullptr);
}

TEST(CommandBuilders, EachBuildsWithWhatTheCatalogueSaysThatItNeedsAndNotWithoutAReference) {
  for (const CatalogueCommand& command : RouteCommands().commands) {
    CommandInput needed = FullInput();
    std::erase_if(needed.references, [&](const auto& one) {
      return std::find(command.needs.begin(), command.needs.end(), one.first) == command.needs.end();
    });
    const CommandKind* kind = FindCommandKind(command.name);
    ASSERT_NE(kind, nullptr);
    EXPECT_TRUE(kind->build(needed, "r-1").ok()) << command.name << " needs more than it says";
    for (const std::string& need : command.needs) {
      CommandInput without = needed;
      if (without.references.erase(need) == 0) continue;
      EXPECT_EQ(ReasonOf(kind->build(without, "r-1").status()), "REFERENCE_MISSING") << command.name << " " << need;
    }
  }
}

TEST(CommandBuilders, ARequestCarriesItsIdTheRouteAndWhatTheRouteKnows) {
  access::v1::OpenCaseRequest open;
  ASSERT_TRUE(open.ParseFromString(*FindCommandKind("OpenCase")->build(FullInput(), "r-1")));
  EXPECT_EQ(open.request_id(), "r-1");
  EXPECT_EQ(open.route(), "routes/1");
  EXPECT_EQ(open.household(), "households/1");
  EXPECT_EQ(open.law(), type::v1::JEUGDWET);
  EXPECT_EQ(open.lines_size(), 2);
  allocation::v1::MakeAllocationsRequest make;
  ASSERT_TRUE(make.ParseFromString(*FindCommandKind("MakeAllocations")->build(FullInput(), "r-2")));
  EXPECT_EQ(make.decision(), "decisions/1");
  EXPECT_EQ(make.lines(1).line(), "line-2");
}

TEST(CommandBuilders, PlacementKnowsOfUrgencyAndTheFirstProviderWhereTheRouteDoes) {
  allocation::v1::ProposePlacementRequest propose;
  ASSERT_TRUE(propose.ParseFromString(*FindCommandKind("ProposePlacement")->build(FullInput(), "r-1")));
  EXPECT_EQ(propose.urgency(), 0);
  EXPECT_EQ(propose.first_provider(), "");
  CommandInput crisis = FullInput();
  crisis.facts["urgency"] = "2";
  crisis.references["first_provider"] = "42420001";
  ASSERT_TRUE(propose.ParseFromString(*FindCommandKind("ProposePlacement")->build(crisis, "r-1")));
  EXPECT_EQ(propose.urgency(), 2);
  EXPECT_EQ(propose.first_provider(), "42420001");
}

TEST(CommandBuilders, WithoutALineThereIsARequestAllTheSameSoThatTheRouteHearsThatNothingIsLeft) {
  CommandInput nothing = FullInput();
  nothing.lines.clear();
  for (const char* name : {"ConfirmContracts", "ProposePlacement", "MakeAllocations"}) {
    EXPECT_TRUE(FindCommandKind(name)->build(nothing, "r-1").ok()) << name;
    const std::vector<std::string>& outcomes = RouteCommands().Find(name)->outcomes;
    EXPECT_EQ(
        std::count_if(outcomes.begin(), outcomes.end(), [](const auto& one) { return one.starts_with("Nothing"); }), 1)
        << name;
  }
}

TEST(CommandBuilders, ContractsAreCheckedBesideWhatTheClientHas) {
  CommandInput input = FullInput();
  input.running_lines.emplace_back().set_line("line-0");
  contracting::v1::ConfirmContractsRequest confirm;
  ASSERT_TRUE(confirm.ParseFromString(*FindCommandKind("ConfirmContracts")->build(input, "r-1")));
  EXPECT_EQ(confirm.lines_size(), 2);
  ASSERT_EQ(confirm.running_lines_size(), 1);
  EXPECT_EQ(confirm.running_lines(0).line(), "line-0");
}

TEST(CommandBuilders, AnAnswerNamesWhatWasAskedAndARefusalItsReason) {
  struct Case {
    const char* command;
    messaging::v1::RequestAnswer answer;
    const char* reason;
    int lines;
    const char* change_request;
    const char* request_message;
  };
  const Case cases[] = {
      {"AnswerUnderInvestigation", messaging::v1::UNDER_INVESTIGATION, "", 0, "", "messages/315"},
      {"AnswerRefused", messaging::v1::REFUSED, "3", 0, "", "messages/315"},
      {"AnswerRestRefused", messaging::v1::REFUSED, "3", 0, "", "messages/315"},
      {"AnswerChangeUnderInvestigation", messaging::v1::UNDER_INVESTIGATION, "", 0, "change_requests/1",
       "messages/317"},
      {"AnswerChangeRefused", messaging::v1::REFUSED, "3", 0, "change_requests/1", "messages/317"},
  };
  for (const Case& one : cases) {
    messaging::v1::SendAnswerMessageRequest request;
    ASSERT_TRUE(request.ParseFromString(*FindCommandKind(one.command)->build(FullInput(), "r-1"))) << one.command;
    EXPECT_EQ(request.answer(), one.answer) << one.command;
    EXPECT_EQ(request.reason(), one.reason) << one.command;
    EXPECT_EQ(request.lines_size(), one.lines) << one.command;
    EXPECT_EQ(request.change_request(), one.change_request) << one.command;
    EXPECT_EQ(request.request_message(), one.request_message) << one.command;
  }
}

TEST(CommandBuilders, OfARequestThatCameByMessageWhatIsStillOpenIsAnsweredAndOtherwiseTheLines) {
  for (const char* command : {"AnswerUnderInvestigation", "AnswerRefused", "AnswerRestRefused"}) {
    messaging::v1::SendAnswerMessageRequest request;
    ASSERT_TRUE(request.ParseFromString(*FindCommandKind(command)->build(FullInput(), "r-1"))) << command;
    EXPECT_TRUE(request.only_open()) << command << ": a line that was refused is none of the route any more";
  }
  CommandInput input = FullInput();
  input.references.erase("request_message");
  messaging::v1::SendAnswerMessageRequest request;
  ASSERT_TRUE(request.ParseFromString(*FindCommandKind("AnswerRefused")->build(input, "r-1")));
  EXPECT_EQ(request.lines_size(), 2);
  EXPECT_FALSE(request.only_open());
}

TEST(CommandBuilders, TheResponsibleMunicipalityIsNamedWithTheResidencePrincipleAlone) {
  const struct {
    const char* command;
    const char* reason;
    const char* responsible;
  } cases[] = {
      {"AnswerRefused", "8", "0363"},
      {"AnswerRefused", "5", ""},
      {"AnswerChangeRefused", "8", "0363"},
      {"AnswerUnderInvestigation", "8", ""},
  };
  for (const auto& one : cases) {
    CommandInput input = FullInput();
    input.facts["refusal_reason"] = one.reason;
    messaging::v1::SendAnswerMessageRequest request;
    ASSERT_TRUE(request.ParseFromString(*FindCommandKind(one.command)->build(input, "r-1"))) << one.command;
    EXPECT_EQ(request.responsible_municipality(), one.responsible) << one.command << " " << one.reason;
  }
}

}  // namespace
}  // namespace clientroute::orchestrator
