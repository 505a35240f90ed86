#include "services/provider/behaviour.h"

#include <algorithm>

#include "services/platform/values/calendar.h"

namespace clientroute::provider {
namespace {

using enum Happening;

/// How long care goes on that was allocated without an end.
constexpr int kOpenEndDays = 120;

// name, when, act, percent, beside, fact from-to (days), told from-to (working days), says
// clang-format off
constexpr BehaviourRow kRows[] = {
    {"return",          kForwardCame,      Act::kReturn,      100, false, 0, 0,   0, 1, "Een toewijzing of antwoord wordt gelezen en krijgt zijn retourbericht (302, 320)."},
    {"start",           kAllocated,        Act::kStart,       100, false, 0, 3,   1, 3, "De zorg begint kort na de ingangsdatum en wordt gemeld (305)."},
    {"ask-change",      kStartApproved,    Act::kAskChange,   8,   true,  14, 28, 0, 1, "Onderweg blijkt iets anders nodig: een verzoek om wijziging (317)."},
    {"correct-start",   kStartApproved,    Act::kRemoveStart, 5,   false, 0, 0,   1, 2, "De begindatum was fout: de start wordt verwijderd (305, status 3)."},
    {"take-back-start", kStartApproved,    Act::kRemoveStart, 3,   false, 0, 0,   1, 2, "De cliënt kwam niet: de start wordt verwijderd (305, status 3)."},
    {"pause",           kStartApproved,    Act::kPause,       12,  false, 14, 40, 1, 3, "De zorg stopt tijdelijk (307, reden 20)."},
    {"leave-early",     kStartApproved,    Act::kStop,        10,  false, 30, 90, 1, 3, "De zorg is eerder klaar (307)."},
    {"complete",        kStartApproved,    Act::kStop,        100, false, kAtTheEnd, kAtTheEnd, 1, 3, "De zorg loopt tot het einde van de toewijzing (307)."},
    {"start-corrected", kStartCorrected,   Act::kStart,       100, false, 1, 1,   0, 1, "De start wordt met de goede begindatum gemeld (305, status 1)."},
    {"start-later",     kStartTakenBack,   Act::kStart,       100, false, 7, 14,  1, 3, "De zorg begint later alsnog (305)."},
    {"resume",          kPauseApproved,    Act::kStart,       80,  false, 10, 24, 1, 3, "De zorg gaat na de onderbreking verder (305)."},
    {"stop-paused",     kPauseApproved,    Act::kStop,        100, false, 5, 10,  1, 3, "De tijdelijke stop wordt definitief (307)."},
    {"correct-stop",    kStopApproved,     Act::kRemoveStop,  4,   false, 0, 0,   1, 2, "De einddatum was fout: de stop wordt verwijderd (307, status 3)."},
    {"stop-corrected",  kStopTakenBack,    Act::kStop,        100, false, 0, 0,   0, 1, "De stop wordt met de goede einddatum gemeld (307, status 1)."},
    {"claim",           kMonthEnded,       Act::kClaim,       100, false, 0, 0,   2, 5, "De maand wordt gedeclareerd (323)."},
    {"claim-again",     kClaimRefused,     Act::kClaim,       100, false, 0, 0,   1, 2, "Wat is afgewezen wordt hersteld en opnieuw gedeclareerd (323)."},
    {"credit",          kLineGranted,      Act::kCredit,      3,   false, 0, 0,   0, 0, "Een toegekende regel telde te veel: credit, en de goede regel erbij (323)."},
    {"mend",            kReturnedWithCode, Act::kReturn,      100, false, 0, 0,   1, 1, "Een afgekeurd bericht wordt hersteld en opnieuw verzonden."},
};
// clang-format on

const BehaviourRow* FindRow(std::string_view name) {
  const auto* found =
      std::find_if(std::begin(kRows), std::end(kRows), [&](const auto& row) { return row.name == name; });
  return found == std::end(kRows) ? nullptr : found;
}

std::string Key(const BehaviourRow& row, std::string_view what, std::string_view about) {
  return std::string(row.name).append("/").append(what).append("/").append(about);
}

Plan PlanOf(const BehaviourRow& row, std::string_view about, Date from, std::optional<Date> last, Date today,
            const Chance& chance) {
  Plan plan{row.act, row.name, from, today};
  if (row.fact_most == kAtTheEnd) {
    plan.fact = last.value_or(from.AddDays(kOpenEndDays));
  } else {
    plan.fact = from.AddDays(chance.Between(Key(row, "fact", about), row.fact_least, row.fact_most));
    if (last && plan.fact > *last) plan.fact = *last;
  }
  plan.due = AddWorkingDays(std::max(plan.fact, today),
                            chance.Between(Key(row, "told", about), row.tell_least, row.tell_most));
  return plan;
}

}  // namespace

std::span<const BehaviourRow> Behaviour() { return kRows; }

std::optional<Habits> ParseHabits(std::string_view text, std::string* why) {
  return ParsePercentages(
      text, {[](std::string_view name) { return FindRow(name) != nullptr; }, "is geen gewoonte", "10%"}, why);
}

std::vector<Plan> WhatToDo(Happening happening, std::string_view about, Date from, std::optional<Date> last, Date today,
                           const Chance& chance, const Habits& habits) {
  std::vector<Plan> plans;
  for (const BehaviourRow& row : kRows) {
    if (row.when != happening) continue;
    const auto set = habits.find(row.name);
    if (!chance.Hits(Key(row, "chance", about), set == habits.end() ? row.percent : set->second)) continue;
    plans.push_back(PlanOf(row, about, from, last, today, chance));
    if (!row.beside) break;
  }
  return plans;
}

}  // namespace clientroute::provider
