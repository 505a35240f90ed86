#include "services/contracting/talk_schedule.h"

#include <algorithm>

namespace clientroute::contracting {
namespace {

std::string TalksAYear(int talks) {
  return talks == 1 ? "één gesprek per jaar" : std::to_string(talks) + " gesprekken per jaar";
}

// What the interval is counted from.
std::string SpokenStart(const TalkSchedule& schedule) {
  const Date contract = schedule.period.start();
  const Date choice = schedule.intensity->period.start();
  const Date start = std::max({schedule.last_talk.value_or(contract), contract, choice});
  if (schedule.last_talk == start) return "het laatste gesprek, op " + start.ToDutch();
  if (choice == start && choice > contract) return "het begin van deze keuze, op " + start.ToDutch();
  return "het begin van het contract, op " + start.ToDutch();
}

}  // namespace

int TalkSchedule::DaysBetween() const {
  if (!intensity || intensity->talks_per_year == 0) return 0;
  return kTalkYearDays / intensity->talks_per_year;
}

std::string Explain(const TalkSchedule& schedule, Date today) {
  if (!schedule.intensity) return "De regio koos voor dit contract niet hoe vaak er een gesprek is.";
  const std::string name = schedule.intensity->display_name + ": ";
  if (schedule.intensity->talks_per_year == 0) return name + "alleen een gesprek als daar aanleiding voor is.";
  const std::string rhythm = name + TalksAYear(schedule.intensity->talks_per_year) + ", dus om de " +
                             std::to_string(schedule.DaysBetween()) + " dagen. ";
  if (!schedule.period.Contains(today)) return rhythm + "Het contract loopt nu niet.";
  const std::string start = SpokenStart(schedule);
  if (!schedule.due) return rhythm + "Geteld vanaf " + start + ", eindigt het contract eerder.";
  return rhythm + "Geteld vanaf " + start + ", is het volgende uiterlijk " + schedule.due->ToDutch() + ".";
}

}  // namespace clientroute::contracting
