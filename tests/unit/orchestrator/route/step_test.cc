#include "services/orchestrator/route/step.h"

#include <gtest/gtest.h>

#include <chrono>

#include "services/orchestrator/route/invariants.h"
#include "tests/unit/orchestrator/definitions.h"
#include "tests/unit/orchestrator/route_driver.h"

namespace clientroute::orchestrator {
namespace {

const Attributes& kAsked = SmallAsked();

std::vector<EventLine> TwoLines() {
  return {{"line-1", {{"weight", "5"}, {"from", "2026-04-01"}}, "payload 1"},
          {"line-2", {{"weight", "7"}}, "payload 2"}};
}

/// A route of the small definition whose parts run.
RouteDriver Working() {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  driver.Tell("Looked", {{"good", "true"}});
  driver.Complete("judge", "split");
  driver.Tell("Split", {}, {}, TwoLines());
  return driver;
}

TEST(Step, AnOpeningEventEntersTheStartAndMovesOn) {
  RouteDriver driver(SmallDefinition());
  const StepResult result = driver.Tell("Asked", kAsked);
  EXPECT_EQ(DescribeResult(SmallDefinition(), result),
            "main: begins begin; main: begin -> looking; command Look; +timer patience; +timer look_term; +task view");
  EXPECT_EQ(driver.state(), "looking");
  EXPECT_EQ(driver.reference("client"), "clients/1");
  EXPECT_EQ(driver.reference("who"), "persons/1");
  EXPECT_EQ(driver.fact("kind"), "EASY");
  EXPECT_EQ(driver.fact("size"), "3");
  EXPECT_EQ(driver.commands(), "Look");
  EXPECT_EQ(driver.route().sequence, 1);
}

TEST(Step, TermsEndAtLocalMidnightAfterTheirLastDay) {
  RouteDriver driver(SmallDefinition(), At("2026-03-05"));  // Thursday
  driver.Tell("Asked", kAsked);
  // Two working days after Monday 2 March, counted from the day in the event.
  EXPECT_EQ(driver.due("look_term"), LocalMidnight(Date::Parse("2026-03-05").value()));
  // Ten days after the day on which it happened.
  EXPECT_EQ(driver.due("patience"), LocalMidnight(Date::Parse("2026-03-16").value()));
}

TEST(Step, ATermRunsFromWhenItHappenedAlsoWhenItIsTakenInLater) {
  const Instant happened = At("2026-03-02");
  const Event event{"e", happened, "", "", Announced{"Asked", "", kAsked, {}}};
  const StepResult late = Step(SmallDefinition(), NewRoute(SmallDefinition(), "routes/1"), event, At("2026-03-20"));
  const StepResult at_once = Step(SmallDefinition(), NewRoute(SmallDefinition(), "routes/1"), event, happened);
  EXPECT_EQ(Taken(late).timers_started[0].due, Taken(at_once).timers_started[0].due);
}

TEST(Step, AGuardDecidesByWhatTheEventSays) {
  struct Case {
    const char* size;
    const char* state;
  };
  for (const Case& one : {Case{"10", "looking"}, Case{"11", "judging"}, Case{"-5", "looking"}}) {
    RouteDriver driver(SmallDefinition());
    Attributes attributes = kAsked;
    attributes["size"] = one.size;
    driver.Tell("Asked", attributes);
    EXPECT_EQ(driver.state(), one.state) << one.size;
  }
}

TEST(Step, LeavingAStateEndsWhatRanWithItAndKeepsTheRest) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  EXPECT_EQ(driver.timers(), "look_term patience");
  const StepResult result = driver.Tell("Looked", {{"good", "true"}});
  EXPECT_EQ(DescribeResult(SmallDefinition(), result),
            "main: looking -> judging; -timer look_term; ~task view; +task judge");
  EXPECT_EQ(driver.timers(), "patience");
  EXPECT_EQ(driver.tasks(), "judge");
  EXPECT_EQ(driver.commands(), "");
}

TEST(Step, AnExpiredTimerIsAnswered) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  EXPECT_EQ(DescribeResult(SmallDefinition(), driver.Expire("look_term")),
            "main: looking -> judging; !timer look_term; -task view; +task judge");
  EXPECT_EQ(driver.fact("rounds"), "1");
  // The command is still under way, and its outcome is taken in where the route is now.
  EXPECT_EQ(driver.commands(), "Look");
  EXPECT_EQ(DescribeResult(SmallDefinition(), driver.Tell("Looked", {{"good", "false"}})), "stays");
  EXPECT_EQ(driver.commands(), "");
}

TEST(Step, LateTimerIsRefusedAndChangesNothing) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  const std::int64_t stale = driver.route().main.timers.back().number;
  driver.Tell("Looked", {{"good", "true"}});
  driver.MoveTo(At("2026-06-01"));
  const std::int64_t sequence = driver.route().sequence;
  EXPECT_EQ(Verdict(driver.Take(TimerExpired{stale})), "STALE_TIMER");
  EXPECT_EQ(Verdict(driver.Take(TimerExpired{999})), "STALE_TIMER");
  EXPECT_EQ(driver.route().sequence, sequence);
  EXPECT_EQ(driver.state(), "judging");
}

TEST(Step, ATimerNeverFiresEarlyAndNeverTwice) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  const OpenTimer timer = driver.route().main.timers.front();
  driver.MoveTo(timer.due - std::chrono::microseconds(1));
  EXPECT_EQ(Verdict(driver.Take(TimerExpired{timer.number})), "EARLY_TIMER");
  driver.MoveTo(timer.due);
  EXPECT_EQ(Verdict(driver.Take(TimerExpired{timer.number})), "taken");
  EXPECT_EQ(Verdict(driver.Take(TimerExpired{timer.number})), "STALE_TIMER");
}

TEST(Step, ATaskIsCompletedOnceAndOnlyAsItsDefinitionAllows) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  EXPECT_EQ(Verdict(driver.Complete("view", "done")), "TASK_ANSWERED_ELSEWHERE");
  driver.Tell("Looked", {{"good", "true"}});
  const std::int64_t judge = driver.route().main.tasks.front().number;
  EXPECT_EQ(Verdict(driver.Take(TaskCompleted{judge, "maybe"})), "OUTCOME_NOT_ALLOWED");
  EXPECT_EQ(Verdict(driver.Take(TaskCompleted{judge, "split"})), "taken");
  EXPECT_EQ(Verdict(driver.Take(TaskCompleted{judge, "split"})), "TASK_CLOSED");
  EXPECT_EQ(driver.state(), "splitting");
}

TEST(Step, WhatAnEventMustCarryIsAskedFor) {
  struct Case {
    const char* name;
    const char* value;  // null: leave it out
    const char* outcome;
  };
  const Case cases[] = {{"who", nullptr, "MISSING_ATTRIBUTE"},       {"size", nullptr, "MISSING_ATTRIBUTE"},
                        {"size", "many", "BAD_ATTRIBUTE"},           {"kind", "SOFT", "BAD_ATTRIBUTE"},
                        {"asked_on", "2026-02-30", "BAD_ATTRIBUTE"}, {"size", "9223372036854775808", "BAD_ATTRIBUTE"}};
  for (const Case& one : cases) {
    RouteDriver driver(SmallDefinition());
    Attributes attributes = kAsked;
    attributes.erase(one.name);
    if (one.value != nullptr) attributes[one.name] = one.value;
    EXPECT_EQ(Verdict(driver.Tell("Asked", attributes)), one.outcome) << one.name;
    EXPECT_EQ(driver.route().sequence, 0);
  }
}

TEST(Step, AnEventThatTheDefinitionDoesNotReactToStandsOnTheTimelineAndAsksNobody) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  const StepResult result = driver.Tell("SomethingElse", {{"size", "99"}});
  EXPECT_EQ(DescribeResult(SmallDefinition(), result), "noted");
  EXPECT_EQ(driver.route().sequence, 2);
  EXPECT_EQ(driver.fact("size"), "3");
}

TEST(Step, WhatHappenedWithoutAPlaceInTheStateIsKeptAndAPersonLooks) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  const StepResult result = driver.Tell("Split", {}, {}, TwoLines());
  EXPECT_EQ(DescribeResult(SmallDefinition(), result), "unexpected; +task unexpected_event");
  EXPECT_EQ(Taken(result).tasks_opened[0].title, "Onverwacht: Verdeeld");
  EXPECT_EQ(Taken(result).tasks_opened[0].role, "watcher");
  EXPECT_EQ(driver.state(), "looking");
  EXPECT_TRUE(driver.route().lines.empty()) << "nothing was learnt from it";
  EXPECT_EQ(driver.route().sequence, 2);
  EXPECT_EQ(Verdict(driver.Complete("unexpected_event", "split")), "OUTCOME_NOT_ALLOWED");
  EXPECT_EQ(DescribeResult(SmallDefinition(), driver.Complete("unexpected_event", "seen")),
            "stays; =task unexpected_event");
}

TEST(Step, WhatAPersonTellsAndDoesNotFitIsSaidToHim) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  EXPECT_EQ(Verdict(driver.Tell("Quiet")), "EVENT_DOES_NOT_FIT");
  EXPECT_EQ(driver.route().sequence, 1);
}

TEST(Step, PartsRunBesideEachOtherWithTheirOwnFactsAndTerms) {
  RouteDriver driver = Working();
  EXPECT_EQ(driver.state(), "working");
  EXPECT_EQ(driver.fact("parts_open"), "2");
  EXPECT_EQ(driver.timers("line-1"), "piece_term");
  EXPECT_EQ(driver.timers("line-2"), "") << "its line names no day, and the definition says: only when known";
  EXPECT_EQ(driver.due("piece_term", "line-1"), LocalMidnight(Date::Parse("2026-05-02").value()));
  EXPECT_EQ(driver.route().lines.size(), 2u);
  driver.Tell("PieceDone", {{"clean", "false"}}, "line-1");
  EXPECT_EQ(driver.part_state("line-1"), "checking");
  EXPECT_EQ(driver.part_state("line-2"), "busy");
  driver.Tell("PieceDone", {{"clean", "true"}}, "line-2");
  EXPECT_EQ(driver.fact("parts_open"), "1");
  EXPECT_EQ(driver.state(), "working");
  const StepResult last = driver.Complete("check", "fine", "line-1");
  EXPECT_EQ(DescribeResult(SmallDefinition(), last),
            "piece(line-1): checking -> ready; main: working -> done; command Forget; =task check(line-1)");
}

TEST(Step, AnEventForAnEndedOrUnknownPartIsNeverLost) {
  RouteDriver driver = Working();
  driver.Tell("PieceDone", {{"clean", "true"}}, "line-1");
  for (const char* part : {"line-1", "line-9", ""}) {
    const StepResult result = driver.Tell("PieceDone", {{"clean", "true"}}, part);
    EXPECT_EQ(Taken(result).reception, Reception::kUnexpected) << part;
    EXPECT_EQ(Taken(result).tasks_opened.size(), 1u) << part;
  }
}

TEST(Step, APartIsStartedOnceWhateverIsAnnouncedAgain) {
  RouteDriver driver = Working();
  const Route before = driver.route();
  // In state working nothing is said of Split; the parts stay as they are.
  driver.Tell("Split", {}, {}, TwoLines());
  EXPECT_EQ(driver.route().parts.size(), before.parts.size());
}

TEST(Step, StartingPartsNeedsLinesWithKeysAndFittingAttributes) {
  struct Case {
    std::vector<EventLine> lines;
    const char* outcome;
  };
  const Case cases[] = {{{}, "BAD_ATTRIBUTE"},
                        {{{"", {{"weight", "1"}}, ""}}, "MISSING_ATTRIBUTE"},
                        {{{"line-1", {}, ""}}, "MISSING_ATTRIBUTE"},
                        {{{"line-1", {{"weight", "heavy"}}, ""}}, "BAD_ATTRIBUTE"},
                        {std::vector<EventLine>(kPartsMax + 1, {"line-1", {{"weight", "1"}}, ""}), "BAD_ATTRIBUTE"}};
  for (const Case& one : cases) {
    RouteDriver driver(SmallDefinition());
    driver.Tell("Asked", kAsked);
    driver.Tell("Looked", {{"good", "true"}});
    driver.Complete("judge", "split");
    EXPECT_EQ(Verdict(driver.Tell("Split", {}, {}, one.lines)), one.outcome);
    EXPECT_EQ(driver.state(), "splitting");
  }
}

TEST(Step, AClosedRouteHoldsNothingAndStillHearsWhatHappens) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  const StepResult closing = driver.Tell("Looked", {{"good", "false"}});
  EXPECT_EQ(DescribeResult(SmallDefinition(), closing),
            "main: looking -> dropped; -timer look_term; -timer patience; ~task view");
  EXPECT_TRUE(IsClosed(SmallDefinition(), driver.route()));
  EXPECT_EQ(DescribeResult(SmallDefinition(), driver.Tell("Looked", {{"good", "true"}})),
            "unexpected; +task unexpected_event");
  EXPECT_EQ(Verdict(driver.Tell("Alarm")), "EVENT_DOES_NOT_FIT");
}

TEST(Step, ACommandThatKeepsFailingBecomesATaskAndCanBeOfferedAgain) {
  RouteDriver driver(SmallDefinition());
  const StepResult asked = driver.Tell("Asked", kAsked);
  const Command look = Taken(asked).commands.at(0);
  const StepResult failed = driver.Take(CommandFailed{look.number, look.name, look.part});
  EXPECT_EQ(DescribeResult(SmallDefinition(), failed), "stays; +task failed_command");
  EXPECT_EQ(Verdict(driver.Take(CommandFailed{look.number, look.name, look.part})), "COMMAND_ANSWERED")
      << "one task is enough";
  const StepResult again = driver.Complete("failed_command", "retry");
  EXPECT_EQ(Taken(again).retried_commands, std::vector<std::int64_t>{look.number});
  // It works after all; then a failure that is heard of late means nothing.
  driver.Tell("Looked", {{"good", "true"}});
  EXPECT_EQ(Verdict(driver.Take(CommandFailed{look.number, look.name, look.part})), "COMMAND_ANSWERED");
}

TEST(Step, TheOutcomeOfAFailedCommandEndsItsTask) {
  RouteDriver driver(SmallDefinition());
  const Command look = Taken(driver.Tell("Asked", kAsked)).commands.at(0);
  driver.Take(CommandFailed{look.number, look.name, look.part});
  EXPECT_EQ(DescribeResult(SmallDefinition(), driver.Tell("Looked", {{"good", "true"}})),
            "main: looking -> judging; -timer look_term; -task failed_command; ~task view; +task judge");
}

TEST(Step, AFailedCommandThatNothingComesBackOfIsLookedAtAlsoWhenTheRouteIsClosed) {
  RouteDriver driver = Working();
  driver.Tell("PieceDone", {{"clean", "true"}}, "line-1");
  const StepResult closing = driver.Tell("PieceDone", {{"clean", "true"}}, "line-2");
  const Command forget = Taken(closing).commands.at(0);
  EXPECT_EQ(DescribeResult(SmallDefinition(), driver.Take(CommandFailed{forget.number, forget.name, forget.part})),
            "stays; +task failed_command");
  EXPECT_EQ(Taken(driver.Complete("failed_command", "settled")).settled_commands,
            std::vector<std::int64_t>{forget.number});
}

TEST(Step, AttentionTasksAreBounded) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  for (std::size_t i = 0; i < kAttentionTasksMax; ++i) driver.Tell("Split", {}, {}, TwoLines());
  const StepResult one_more = driver.Tell("Split", {}, {}, TwoLines());
  EXPECT_EQ(driver.route().attention.size(), kAttentionTasksMax);
  EXPECT_TRUE(Taken(one_more).tasks_opened.empty());
  EXPECT_EQ(Taken(one_more).notes.size(), 1u);
}

TEST(Step, TheSameValuesAlwaysGiveTheSameResult) {
  RouteDriver first = Working();
  RouteDriver second = Working();
  EXPECT_EQ(first.route().next_number, second.route().next_number);
  EXPECT_EQ(first.timers("line-1"), second.timers("line-1"));
}

TEST(Invariants, EachIsFoundByItsName) {
  struct Case {
    const char* name;
    void (*damage)(Route&);
  };
  const Case cases[] = {
      {"KnownPlaces", [](Route& route) { route.main.state = static_cast<StateId>(99); }},
      {"KnownPlaces", [](Route& route) { route.facts.pop_back(); }},
      {"KnownPlaces", [](Route& route) { route.facts[2] = 7; }},
      {"KnownPlaces", [](Route& route) { route.references.clear(); }},
      {"NumbersAreUnique", [](Route& route) { route.next_number = 1; }},
      {"NumbersAreUnique", [](Route& route) { route.parts[0].timers[0].number = route.main.timers.empty() ? 0 : 1; }},
      {"OneOfEach", [](Route& route) { route.parts[1].key = route.parts[0].key; }},
      {"ScopedToState", [](Route& route) { route.parts[0].state = static_cast<StateId>(1); }},
      {"EndedHoldsNothing",
       [](Route& route) {
         route.parts[0].timers[0].while_in.reset();
         route.parts[0].state = static_cast<StateId>(2);
       }},
      {"DeferredMustWait", [](Route& route) { route.deferred.push_back({}); }},
      {"PartsAreCounted", [](Route& route) { route.facts[kPartsOpenFact] = 1; }},
  };
  RouteDriver whole = Working();
  EXPECT_FALSE(FindBroken(SmallDefinition(), whole.route()).has_value());
  for (const Case& one : cases) {
    Route route = whole.route();
    one.damage(route);
    const auto broken = FindBroken(SmallDefinition(), route);
    ASSERT_TRUE(broken.has_value()) << one.name;
    EXPECT_EQ(broken->name, one.name);
  }
}

TEST(Invariants, ABrokenRouteIsReportedAndNotMoved) {
  RouteDriver driver = Working();
  driver.route().facts[kPartsOpenFact] = 7;
  driver.route().deferred.push_back(driver.taken().front().event);
  driver.route().parts[1].key = "line-1";
  const StepResult result = driver.Tell("PieceDone", {{"clean", "true"}}, "line-1");
  EXPECT_TRUE(std::holds_alternative<BrokenInvariant>(result)) << Verdict(result);
}

TEST(Step, WhatTheChartDefersWaitsForAStateThatSaysSomethingOfIt) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  driver.Tell("Looked", {{"good", "true"}});
  EXPECT_EQ(DescribeResult(SmallDefinition(), driver.Tell("Nudged", {{"hard", "false"}})), "deferred");
  EXPECT_EQ(DescribeResult(SmallDefinition(), driver.Tell("Nudged", {{"hard", "true"}})), "deferred");
  EXPECT_EQ(driver.fact("rounds"), "0");
  EXPECT_EQ(driver.tasks(), "judge") << "nobody need look at it";
  driver.Complete("judge", "split");
  EXPECT_EQ(driver.route().deferred.size(), 2u) << "the state says nothing of it yet";
  driver.Tell("Split", {}, {}, {{"one", {{"weight", "1"}}, "1"}});
  EXPECT_EQ(driver.state(), "working");
  EXPECT_TRUE(driver.route().deferred.empty()) << "both were taken in, in order";
  EXPECT_EQ(driver.fact("rounds"), "7");
  EXPECT_EQ(driver.fact("pushed"), "true") << "the last one counts";
}

TEST(Step, WhatStillWaitsWhenTheRouteEndsIsShownToAPerson) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  driver.Tell("Looked", {{"good", "true"}});
  driver.Tell("Nudged", {{"hard", "true"}});
  driver.Complete("judge", "stop");
  EXPECT_EQ(driver.state(), "dropped");
  EXPECT_EQ(driver.tasks(), "unexpected_event");
  EXPECT_TRUE(driver.route().deferred.empty());
}

TEST(Step, AnAttributeCanSetAFactOfAnotherName) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  driver.Tell("Looked", {{"good", "true"}});
  driver.Complete("judge", "split");
  driver.Tell("Split", {}, {}, {{"one", {{"weight", "1"}}, "1"}});
  EXPECT_EQ(Verdict(driver.Tell("Nudged")), "MISSING_ATTRIBUTE");
  EXPECT_EQ(Verdict(driver.Tell("Nudged", {{"hard", "true"}, {"since", "2026-02-30"}})), "BAD_ATTRIBUTE");
  driver.Tell("Nudged", {{"hard", "true"}, {"since", "2026-03-09"}});
  EXPECT_EQ(driver.fact("pushed_on"), "2026-03-09");
}

TEST(Step, OnlyTheLinesThatAreTheRoutesOwnAreLearnt) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  driver.Tell("Looked", {{"good", "true"}});
  driver.Complete("judge", "split");
  driver.Tell("Split", {}, {}, {{"one", {{"weight", "1"}}, "allocated"}});
  driver.Tell("Nudged", {{"hard", "true"}}, {}, {{"two", {{"weight", "1"}}, "asked for"}});
  ASSERT_EQ(driver.route().lines.size(), 1u) << "what is only asked for is not there";
  EXPECT_EQ(driver.route().lines[0].payload, "allocated");
}

TEST(Step, ACommandThatFailedHoldsNobodyWhenItsChartEnds) {
  RouteDriver driver(SmallDefinition());
  driver.Tell("Asked", kAsked);
  const PendingCommand look = driver.route().main.commands.front();
  driver.Take(CommandFailed{look.number, look.name, ""});
  EXPECT_EQ(driver.tasks(), "failed_command view");
  driver.Expire("look_term");
  driver.Complete("judge", "stop");
  EXPECT_EQ(driver.state(), "dropped");
  EXPECT_EQ(driver.tasks(), "") << "nobody waits for what it would have brought";
}

}  // namespace
}  // namespace clientroute::orchestrator
