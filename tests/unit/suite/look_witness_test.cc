#include "services/suite/demo/look_witness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clientroute/intake/v1/intake.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.pb.h"
#include "services/platform/status/status.h"

namespace clientroute::suite {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr char kGet[] = "clientroute.intake.v1.Intake/GetClient";
constexpr char kList[] = "clientroute.orchestrator.v1.Orchestrator/ListRoutes";
constexpr char kTask[] = "clientroute.orchestrator.v1.Orchestrator/TakeTask";
constexpr char kJan[] = "persons/jan";

std::string Client(int number) { return Cat("clients/00000000-0000-4000-8000-00000000000", number); }
std::set<std::string> Clients(std::initializer_list<int> numbers) {
  std::set<std::string> clients;
  for (const int number : numbers) clients.insert(Client(number));
  return clients;
}
WitnessedLook Look(const char* method, std::initializer_list<int> clients, const char* subject = kJan) {
  return {method, subject, Clients(clients)};
}

TEST(LookWitness, ClientsAreFoundInEveryFieldOfAnAnswer) {
  orchestrator::v1::ListRoutesResponse answer;
  answer.add_routes()->set_client(Client(1));
  answer.add_routes()->set_client(Client(2));
  answer.mutable_routes(0)->set_household("households/00000000-0000-4000-8000-000000000001");
  answer.set_next_page_token("clients/are-no-token");
  EXPECT_THAT(ClientsIn(answer), UnorderedElementsAre(Client(1), Client(2)));
  EXPECT_THAT(ClientsIn(orchestrator::v1::ListRoutesResponse()), IsEmpty());
}

// shows: PRI-1
TEST(LookWitness, WhatWasShownAndWhatWasLoggedAreComparedBothWays) {
  const struct {
    const char* name;
    WitnessedLooks witnessed;
    std::vector<WitnessedLook> logged;
    std::size_t differences;
  } kCases[] = {
      {"nothing", {}, {}, 0},
      {"each in its row", {{Look(kGet, {1}), Look(kList, {1, 2})}, {}}, {Look(kList, {1, 2}), Look(kGet, {1})}, 0},
      {"one that was not logged", {{Look(kGet, {1}), Look(kGet, {2})}, {}}, {Look(kGet, {1})}, 1},
      {"twice seen and once logged", {{Look(kGet, {1}), Look(kGet, {1})}, {}}, {Look(kGet, {1})}, 1},
      {"a client left out", {{Look(kList, {1, 2})}, {}}, {Look(kList, {1})}, 2},
      {"a client logged who was not shown", {{Look(kList, {1})}, {}}, {Look(kList, {1, 2})}, 2},
      {"logged under another name", {{Look(kGet, {1})}, {}}, {Look(kGet, {1}, "persons/els")}, 2},
      {"logged by another method", {{Look(kGet, {1})}, {}}, {Look(kList, {1})}, 2},
      {"logged and never seen", {{}, {}}, {Look(kGet, {1})}, 1},
      {"an answer that names nobody is about someone", {{Look(kTask, {})}, {}}, {Look(kTask, {1})}, 0},
      {"and is logged as well", {{Look(kTask, {})}, {}}, {}, 1},
      {"the narrow row is left for the narrow answer",
       {{Look(kList, {1}), Look(kList, {1, 2})}, {}},
       {Look(kList, {1, 2}), Look(kList, {1})},
       0},
      {"logged, and killed before it answered", {{}, {{{kGet, kJan}, 1}}}, {Look(kGet, {1})}, 0},
      {"one killed answer excuses one row", {{}, {{{kGet, kJan}, 1}}}, {Look(kGet, {1}), Look(kGet, {2})}, 1},
      {"a killed call excuses no answer", {{Look(kGet, {1})}, {{{kGet, kJan}, 1}}}, {}, 1},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(LookDifferences(one.witnessed, one.logged).size(), one.differences) << one.name;
  }
  EXPECT_THAT(LookDifferences({{Look(kGet, {1})}, {}}, {}),
              ElementsAre(Cat("niet in het logboek: ", kGet, " door persons/jan: ", Client(1))));
}

}  // namespace
}  // namespace clientroute::suite
