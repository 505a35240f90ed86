#include "services/orchestrator/definition/definition_overlay.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "services/orchestrator/definition/definition_without.h"

namespace clientroute::orchestrator {
namespace {

enum class Twice { kBothStay, kSecondReplaces };

template <typename Item>
void Append(std::vector<Item>& to, std::vector<Item>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// What replaces stands where it was; what is new stands last.
template <typename Item>
std::vector<Item> MergeNamed(std::vector<Item>&& first, std::vector<Item>&& second, Twice twice) {
  if (twice == Twice::kSecondReplaces) {
    for (Item& item : first) {
      const auto found =
          std::find_if(second.begin(), second.end(), [&](const Item& other) { return other.name == item.name; });
      if (found == second.end()) continue;
      item = std::move(*found);
      second.erase(found);
    }
  }
  Append(first, std::move(second));
  return std::move(first);
}

/// What both name stands there once; what one names twice stands there twice, and the checker says so.
void MergeNames(std::vector<NameSource>& first, const std::vector<NameSource>& second) {
  const std::size_t own = first.size();
  for (const NameSource& one : second) {
    const auto end = first.begin() + static_cast<std::ptrdiff_t>(own);
    const bool there = std::any_of(first.begin(), end, [&](const NameSource& other) { return other.name == one.name; });
    if (!there) first.push_back(one);
  }
}

auto KeyOf(const TransitionSource& transition) {
  return std::tie(transition.trigger.kind, transition.trigger.name, transition.trigger.outcome);
}

void MergeTransitions(std::vector<TransitionSource>& first, std::vector<TransitionSource>&& second, Twice twice) {
  if (twice == Twice::kSecondReplaces) {
    std::erase_if(first, [&](const TransitionSource& one) {
      return std::any_of(second.begin(), second.end(),
                         [&](const TransitionSource& other) { return KeyOf(one) == KeyOf(other); });
    });
  }
  Append(first, std::move(second));
}

void TakeText(std::string& first, std::string&& second) {
  if (!second.empty()) first = std::move(second);
}

void TakeName(NameSource& first, NameSource&& second) {
  if (!second.name.empty()) first = std::move(second);
}

/// What only changes a state is added to it and then gone; what finds no state to change stays, and is a problem.
void ChangeStates(std::vector<StateSource>& first, std::vector<StateSource>& second) {
  for (StateSource& state : first) {
    const auto found = std::find_if(second.begin(), second.end(), [&](const StateSource& other) {
      return other.changes && other.name == state.name;
    });
    if (found == second.end()) continue;
    TakeText(state.title, std::move(found->title));
    TakeText(state.explanation, std::move(found->explanation));
    TakeText(state.continue_in, std::move(found->continue_in));
    state.final = state.final || found->final;
    MergeNames(state.commands, found->commands);
    MergeNames(state.timers, found->timers);
    MergeNames(state.tasks, found->tasks);
    MergeTransitions(state.transitions, std::move(found->transitions), Twice::kSecondReplaces);
    second.erase(found);
  }
}

void MergeChart(ChartSource& first, ChartSource&& second, Twice twice) {
  if (second.kind) first.kind = second.kind;
  TakeText(first.title, std::move(second.title));
  TakeName(first.start, std::move(second.start));
  TakeName(first.interrupts_on, std::move(second.interrupts_on));
  first.facts = MergeNamed(std::move(first.facts), std::move(second.facts), twice);
  first.events = MergeNamed(std::move(first.events), std::move(second.events), twice);
  MergeNames(first.line_attributes, second.line_attributes);
  MergeNames(first.optional_line_attributes, second.optional_line_attributes);
  first.timers = MergeNamed(std::move(first.timers), std::move(second.timers), twice);
  first.tasks = MergeNamed(std::move(first.tasks), std::move(second.tasks), twice);
  MergeTransitions(first.everywhere, std::move(second.everywhere), twice);
  if (twice == Twice::kSecondReplaces) ChangeStates(first.states, second.states);
  first.states = MergeNamed(std::move(first.states), std::move(second.states), twice);
  MergeNames(first.defers, second.defers);
}

DefinitionSource Merge(DefinitionSource first, DefinitionSource&& second, Twice twice) {
  if (second.opens) first.opens = std::move(second.opens);
  MergeNames(first.references, second.references);
  first.facts = MergeNamed(std::move(first.facts), std::move(second.facts), twice);
  first.events = MergeNamed(std::move(first.events), std::move(second.events), twice);
  const std::size_t charts = first.charts.size();
  for (ChartSource& chart : second.charts) {
    // Two charts of one name in one file are a mistake that the checker sees.
    const auto end = first.charts.begin() + static_cast<std::ptrdiff_t>(charts);
    const auto found =
        std::find_if(first.charts.begin(), end, [&](const ChartSource& other) { return other.name == chart.name; });
    if (found == end) {
      first.charts.push_back(std::move(chart));
    } else {
      MergeChart(*found, std::move(chart), twice);
    }
  }
  if (second.unexpected_event) first.unexpected_event = std::move(second.unexpected_event);
  if (second.failed_command) first.failed_command = std::move(second.failed_command);
  first.without_client = first.without_client || second.without_client;
  return first;
}

}  // namespace

DefinitionSource Join(DefinitionSource first, DefinitionSource second) {
  return Merge(std::move(first), std::move(second), Twice::kBothStay);
}

DefinitionSource Overlay(DefinitionSource included, DefinitionSource own, Problems& problems) {
  TakeAway(included, own, problems);
  included.file = std::move(own.file);
  included.place = own.place;
  included.name = std::move(own.name);
  included.version = own.version;
  TakeText(included.title, std::move(own.title));
  TakeText(included.explanation, std::move(own.explanation));
  included.variant_of = std::move(own.variant_of);
  return Merge(std::move(included), std::move(own), Twice::kSecondReplaces);
}

void CheckChanges(const DefinitionSource& source, Problems& problems) {
  for (const ChartSource& chart : source.charts) {
    for (const StateSource& state : chart.states) {
      if (!state.changes) continue;
      problems.push_back({ProblemKind::kUnknownName, state.place, "chart " + chart.name + ", state " + state.name,
                          "it changes a state that is neither included nor varied"});
    }
  }
}

}  // namespace clientroute::orchestrator
