#ifndef CLIENTROUTE_SERVICES_SUITE_YEAR_CHOICES_H_
#define CLIENTROUTE_SERVICES_SUITE_YEAR_CHOICES_H_

#include <span>
#include <string_view>

#include "services/platform/values/date.h"
#include "services/provider/chance.h"

// How the people of a simulated region choose, and when they get to it: tables to be read from top to bottom, and
// chance that hangs on what it is about and on nothing else. What the published figures say nothing of is an
// assumption. Pure; thread-safe.

namespace clientroute::suite {

/// Something that is chosen so often in a hundred.
struct Choice {
  std::string_view name;
  int percent = 0;
};

/// One of the choices, whose percentages add up to a hundred.
std::string_view Choose(const provider::Chance& chance, std::string_view about, std::span<const Choice> choices);

/// What a task that is completed by an outcome ends with; its first outcome where the table is silent. `outcomes` is
/// what it can end with, and holds at least one.
std::string_view OutcomeOf(const provider::Chance& chance, std::string_view about, std::string_view kind,
                           std::span<const std::string_view> outcomes);

/// The working day on which someone does a task of that kind that was opened on one day and is due on another: mostly
/// within its term, now and then some days after. Who waits for a place is left to the waiting list for weeks.
Date DayOfWork(const provider::Chance& chance, std::string_view about, std::string_view kind, Date opened, Date due);

/// By the names of the enums of access.
std::span<const Choice> EvaluationOutcomes();
std::span<const Choice> ConferenceOutcomes();
std::span<const Choice> ExpertTeamFindings();
std::span<const Choice> ExpertTeamOutcomes();
std::span<const Choice> OutflowDestinations();
std::span<const Choice> OutflowObstacles();
std::span<const Choice> AftercareOutcomes();

/// By TypeVerwijzer (COD327). Of youth as courses of care started in 2021 (CBS 85096NED, the unknown left out); social
/// support is asked at the municipality itself, or by a provider for who asks himself.
std::span<const Choice> YouthReferrers();
std::span<const Choice> SocialReferrers();
inline constexpr std::string_view kMunicipalityRefers = "01";

/// How much more often a product of this category (JZ020, WMO020) is asked than one of which there are as many places
/// and enough of them: for those people wait.
int ScarcityOf(std::string_view category);

/// In a hundred: requests and changes that are refused, cases that triage finds multi, outflow with aftercare.
inline constexpr int kRefusedPercent = 6;
inline constexpr int kChangeRefusedPercent = 15;
inline constexpr int kMultiPercent = 12;
inline constexpr int kAftercarePercent = 35;

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_YEAR_CHOICES_H_
