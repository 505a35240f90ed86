#include "services/suite/year/choices.h"

#include <algorithm>
#include <array>

#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"

namespace clientroute::suite {
namespace {

constexpr int kHundred = 100;
// So many in a hundred are done after their term, by so many working days at most.
constexpr int kLatePercent = 5;
constexpr int kLateMost = 6;
// A place mostly comes free before anyone looks again, in working days.
constexpr std::string_view kFindPlace = "find_place";
constexpr int kWaitLeast = 20;
constexpr int kWaitMost = 45;

constexpr std::array kEvaluations = {Choice{"AS_IT_IS", 62}, Choice{"LIGHTER", 14}, Choice{"HEAVIER", 9},
                                     Choice{"GOALS_REACHED", 15}};
constexpr std::array kConferences = {Choice{"MULTI_CONFIRMED", 68}, Choice{"MONO_SUFFICES", 24}, Choice{"ESCALATE", 8}};
constexpr std::array kFindings = {Choice{"NO_PLACE", 70}, Choice{"NO_OFFER", 30}};
constexpr std::array kExpertTeams = {Choice{"OFFER_DEPLOYED", 60}, Choice{"OFFER_CREATED", 30},
                                     Choice{"OTHER_TABLE", 10}};
constexpr std::array kDestinations = {
    Choice{"HOME", 46},      Choice{"OWN_NETWORK", 14}, Choice{"REGULAR_PROVISIONS", 16},
    Choice{"EDUCATION", 10}, Choice{"WMO", 5},          Choice{"WLZ", 3},
    Choice{"ZVW", 6}};
constexpr std::array kObstacles = {Choice{"NONE", 78},  Choice{"HOUSING", 7},      Choice{"OUTFLOW_PLACE", 5},
                                   Choice{"INCOME", 3}, Choice{"DAY_ACTIVITY", 3}, Choice{"FOLLOW_UP_CARE", 3},
                                   Choice{"OTHER", 1}};
constexpr std::array kAftercare = {Choice{"GOES_WELL", 45}, Choice{"RESTART", 7}, Choice{"END", 48}};

constexpr std::array kYouthReferrers = {Choice{"02", 39}, Choice{kMunicipalityRefers, 31},
                                        Choice{"06", 13}, Choice{"04", 8},
                                        Choice{"05", 5},  Choice{"03", 3},
                                        Choice{"08", 1}};
constexpr std::array kSocialReferrers = {Choice{kMunicipalityRefers, 70}, Choice{"06", 30}};

/// A task whose outcome is not always its first.
struct TaskChoice {
  std::string_view kind;
  std::array<Choice, 3> choices;
};
constexpr std::array kTasks = {
    TaskChoice{kFindPlace, {Choice{"search_again", 84}, Choice{"escalate", 9}, Choice{"decide_again", 7}}},
    TaskChoice{"nothing_left", {Choice{"leave_it", 90}, Choice{"decide_again", 10}, Choice{}}},
    TaskChoice{"contract_gap", {Choice{"decide_again", 100}, Choice{}, Choice{}}},
    TaskChoice{"allocation_conflict", {Choice{"decide_again", 100}, Choice{}, Choice{}}},
    TaskChoice{"change_conflict", {Choice{"refuse", 100}, Choice{}, Choice{}}},
    TaskChoice{"arrange_change", {Choice{"asked", 85}, Choice{"not_needed", 15}, Choice{}}},
    TaskChoice{"report_late", {Choice{"asked", 70}, Choice{"nothing_given", 30}, Choice{}}},
    TaskChoice{"client_moved", {Choice{"stays_here", 60}, Choice{"handed_over", 40}, Choice{}}},
};

}  // namespace

std::string_view Choose(const provider::Chance& chance, std::string_view about, std::span<const Choice> choices) {
  int drawn = chance.Between(about, 0, kHundred - 1);
  for (const Choice& choice : choices) {
    if (drawn < choice.percent) return choice.name;
    drawn -= choice.percent;
  }
  return choices.back().name;
}

std::string_view OutcomeOf(const provider::Chance& chance, std::string_view about, std::string_view kind,
                           std::span<const std::string_view> outcomes) {
  const auto* const found = std::ranges::find(kTasks, kind, &TaskChoice::kind);
  if (found == kTasks.end()) return outcomes.front();
  const std::string_view chosen = Choose(chance, about, found->choices);
  // A region's own variant may offer other outcomes.
  return std::ranges::find(outcomes, chosen) == outcomes.end() ? outcomes.front() : chosen;
}

Date DayOfWork(const provider::Chance& chance, std::string_view about, std::string_view kind, Date opened, Date due) {
  if (kind == kFindPlace) return AddWorkingDays(opened, chance.Between(Cat("days/", about), kWaitLeast, kWaitMost));
  const int term = std::max(1, WorkingDaysBetween(opened, due));
  if (chance.Hits(Cat("late/", about), kLatePercent)) {
    return AddWorkingDays(opened, term + chance.Between(Cat("days late/", about), 1, kLateMost));
  }
  // What is due within the day is done on it.
  if (WorkingDaysBetween(opened, due) == 0) return opened;
  return AddWorkingDays(opened, chance.Between(Cat("days/", about), 0, term));
}

std::span<const Choice> EvaluationOutcomes() { return kEvaluations; }
std::span<const Choice> ConferenceOutcomes() { return kConferences; }
std::span<const Choice> ExpertTeamFindings() { return kFindings; }
std::span<const Choice> ExpertTeamOutcomes() { return kExpertTeams; }
std::span<const Choice> OutflowDestinations() { return kDestinations; }
std::span<const Choice> OutflowObstacles() { return kObstacles; }
std::span<const Choice> AftercareOutcomes() { return kAftercare; }
int ScarcityOf(std::string_view category) {
  struct Scarce {
    std::string_view category;
    int times;
  };
  // Residence with treatment, mental health care, residence without treatment.
  constexpr std::array kScarce = {Scarce{"43", 5}, Scarce{"54", 3}, Scarce{"44", 2}};
  const auto* const found = std::ranges::find(kScarce, category, &Scarce::category);
  return found == kScarce.end() ? 1 : found->times;
}

std::span<const Choice> YouthReferrers() { return kYouthReferrers; }
std::span<const Choice> SocialReferrers() { return kSocialReferrers; }

}  // namespace clientroute::suite
