#include "services/orchestrator/commands/command_input_codec.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "tests/unit/orchestrator/definitions.h"

namespace clientroute::orchestrator {
namespace {

/// A line as it was allocated.
type::v1::CareLine Line(const std::string& name, const char* from, const char* until) {
  type::v1::CareLine line;
  line.set_line(name);
  line.set_provider_reference("ref-1");
  line.set_allocation("allocations/1");
  line.set_allocation_number(7);
  *line.mutable_period()->mutable_start_date() = ToProto(Date::Parse(from).value());
  if (*until != 0) *line.mutable_period()->mutable_end_date() = ToProto(Date::Parse(until).value());
  return line;
}

class CommandInputTest : public testing::Test {
 protected:
  void Add(const type::v1::CareLine& line, const char* part_state = "") {
    route_.lines.push_back({line.line(), line.SerializeAsString()});
    if (*part_state == 0) return;
    ChartRun part;
    part.chart = definition_.FindChart("care").value();
    part.key = line.line();
    part.state = definition_[part.chart].FindState(part_state).value();
    route_.parts.push_back(std::move(part));
  }
  void Know(const std::string& name, const std::string& value) {
    for (std::size_t i = 0; i < definition_.facts.size(); ++i) {
      if (definition_.facts[i].name == name) route_.facts[i] = ParseFact(definition_.facts[i], value);
    }
  }
  static std::string Names(const std::vector<type::v1::CareLine>& lines) {
    std::string names;
    for (const type::v1::CareLine& line : lines) names += (names.empty() ? "" : " ") + line.line();
    return names;
  }
  CommandInput Input() { return CommandInputOf(definition_, route_).value(); }

  const Definition& definition_ = YouthStandard();
  Route route_ = NewRoute(definition_, "routes/1");
};

TEST_F(CommandInputTest, WhatRunsIsNotArrangedAgainAndWhatEndedNeither) {
  Add(Line("line-1", "2026-04-01", "2026-09-30"), "in_care");
  Add(Line("line-2", "2026-04-01", ""), "ended");
  Add(Line("line-3", "2026-06-01", ""));
  EXPECT_EQ(Names(Input().lines), "line-3");
  EXPECT_EQ(Names(Input().running_lines), "line-1");
}

TEST_F(CommandInputTest, OnARestartWhatEndedIsAskedForAnewFromTheContactOn) {
  Add(Line("line-1", "2026-04-01", "2026-12-31"), "ended");
  Add(Line("line-2", "2026-04-01", "2026-10-31"), "ended");
  Know("restarting", "true");
  Know("contact_date", "2026-11-16");
  const CommandInput input = Input();
  ASSERT_EQ(Names(input.lines), "line-1-again-1") << "what was granted for line-2 is over";
  const type::v1::CareLine& line = input.lines[0];
  EXPECT_EQ(FromProto(line.period().start_date())->ToString(), "2026-11-16");
  EXPECT_EQ(FromProto(line.period().end_date())->ToString(), "2026-12-31");
  EXPECT_EQ(line.allocation(), "");
  EXPECT_EQ(line.allocation_number(), 0);
  EXPECT_EQ(line.provider_reference(), "") << "it answers no request (TR379)";
}

TEST_F(CommandInputTest, AfterADecisionTheRestartRunsFromItsDayAndIsOfWhatItGranted) {
  type::v1::CareLine granted = Line("line-2", "2026-04-01", "");
  granted.clear_allocation();
  Add(Line("line-1", "2026-04-01", "2026-12-31"), "ended");
  Add(granted, "ended");
  Know("restarting", "true");
  Know("decide_date", "2026-11-20");
  const CommandInput input = Input();
  ASSERT_EQ(Names(input.lines), "line-2-again-1") << "line-1 was left out";
  EXPECT_EQ(FromProto(input.lines[0].period().start_date())->ToString(), "2026-11-20");
  Know("contact_date", "2026-11-23");
  EXPECT_EQ(FromProto(Input().lines[0].period().start_date())->ToString(), "2026-11-23") << "the later of both";
}

TEST_F(CommandInputTest, ARestartGoesOnUnderItsOwnNameAndASecondOneUnderTheNext) {
  Add(Line("line-1", "2026-04-01", "2026-12-31"), "ended");
  Add(Line("line-1-again-1", "2026-11-16", "2026-12-31"));
  Know("restarting", "true");
  EXPECT_EQ(Names(Input().lines), "line-1-again-1") << "contracts were confirmed for it; it is there once";
  EXPECT_EQ(NameOfLineAgain("line-1"), "line-1-again-1");
  EXPECT_EQ(NameOfLineAgain("line-1-again-1"), "line-1-again-2");
  EXPECT_EQ(NameOfLineAgain("line-1-again-9"), "line-1-again-10");
}

TEST_F(CommandInputTest, ADamagedLineIsSaid) {
  route_.lines.push_back({"line-1", "\xff\xff"});
  EXPECT_EQ(ReasonOf(CommandInputOf(definition_, route_).status()), "LINE_DAMAGED");
}

}  // namespace
}  // namespace clientroute::orchestrator
