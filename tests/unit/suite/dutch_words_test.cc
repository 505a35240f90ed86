#include "services/suite/cli/dutch_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "clientroute/access/v1/access.pb.h"
#include "clientroute/monitoring/v1/monitoring.pb.h"
#include "clientroute/orchestrator/v1/route_operations.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/arguments.h"
#include "services/suite/cli/dutch_reasons.h"
#include "services/suite/cli/dutch_violations.h"

namespace clientroute::suite {
namespace {

namespace access = access::v1;
using google::protobuf::EnumDescriptor;
using testing::HasSubstr;

const EnumDescriptor* const kTyped[] = {
    access::Participant::Role_descriptor(),
    access::Conference::Outcome_descriptor(),
    access::ExpertTeamOutcome::Finding_descriptor(),
    access::ExpertTeamOutcome::Outcome_descriptor(),
    access::Evaluation::Outcome_descriptor(),
    access::Outflow::Destination_descriptor(),
    access::Outflow::Obstacle_descriptor(),
    access::AftercareContact::Outcome_descriptor(),
    access::CaseRole_descriptor(),
    monitoring::v1::Division_descriptor(),
    orchestrator::v1::CountRoutesRequest::Property_descriptor(),
};

TEST(DutchWords, EveryValueHasAWordOfItsOwnThatNamesIt) {
  for (const EnumDescriptor* values : kTyped) {
    std::set<std::string> words;
    for (int i = 1; i < values->value_count(); ++i) {
      const std::string word = WordOf(*values->value(i));
      EXPECT_TRUE(words.insert(word).second) << values->full_name() << ": " << word;
      EXPECT_EQ(word.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), std::string::npos) << word;
      const auto parsed = ParseWord("x", word, *values);
      ASSERT_TRUE(parsed.ok()) << parsed.status();
      EXPECT_EQ(*parsed, values->value(i)->number()) << word;
    }
  }
}

TEST(DutchWords, TheNameOnTheWireWillDoAsWell) {
  EXPECT_EQ(*ParseWord("outcome", "goals-reached", *access::Evaluation::Outcome_descriptor()),
            access::Evaluation::GOALS_REACHED);
}

TEST(DutchWords, AnotherWordIsWrongUseThatNamesAll) {
  const auto wrong = ParseWord("outcome", "misschien", *access::Conference::Outcome_descriptor());
  EXPECT_TRUE(IsWrongUse(wrong.status()));
  EXPECT_EQ(wrong.status().message(),
            "--outcome kent 'misschien' niet; wel multi-bevestigd, mono-volstaat of escaleren");
  EXPECT_THAT(std::string(ParseWord("to", "", *access::Outflow::Destination_descriptor()).status().message()),
              HasSubstr("--to ontbreekt; wel thuis"));
}

TEST(DutchViolations, WhatIsWrongWithAFieldIsSaidInDutch) {
  const struct {
    const char* english;
    const char* dutch;
  } kCases[] = {
      {"is required", "ontbreekt"},
      {"is longer than 4096 bytes", "is langer dan 4096 bytes"},
      {"holds more than 10 elements", "telt er meer dan 10"},
      {"must be routes/<uuid>", "moet een naam routes/… zijn"},
      {"must be clients/ and an id", "moet een naam clients/… zijn"},
      {"must be a CBS code", "moet een gemeentecode (CBS) van vier cijfers zijn"},
      {"must be one line of at most 200 characters", "moet één regel van ten hoogste 200 tekens zijn"},
      {"must be change_requests/<uuid>, or empty", "moet een naam change_requests/… zijn, of leeg"},
      {"is something that nobody foresaw", "klopt niet: is something that nobody foresaw"},
  };
  for (const auto& one : kCases) EXPECT_EQ(DutchViolation(one.english), one.dutch);
}

TEST(DutchReasons, ARefusalSaysWhatItIsAboutInDutch) {
  const auto refused = [](const char* reason, std::map<std::string, std::string> metadata) {
    return DutchReason(Error(absl::StatusCode::kNotFound, reason, "english", std::move(metadata)));
  };
  EXPECT_EQ(refused("NOT_FOUND", {{"name", "routes/1"}}), "routes/1 is er niet, of u mag het niet zien");
  EXPECT_EQ(refused("NOT_FOUND", {}), "dit is er niet, of u mag het niet zien");
  EXPECT_EQ(refused("ROUTE_CLOSED", {{"name", "routes/1"}}), "de route is afgerond");
  EXPECT_EQ(refused("NO_DEAD_LETTERS", {{"subscriber", "claims"}, {"aggregate", "routes/1"}}),
            "er is geen onbestelbare gebeurtenis voor claims over routes/1");
  EXPECT_EQ(refused("STORE_MIGRATION_CHANGED", {}), "dit is voor het beheer: english") << "the system's own affair";
  EXPECT_EQ(refused("NOBODY_HAS_THIS", {}), "");
}

}  // namespace
}  // namespace clientroute::suite
