#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_SOURCE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_SOURCE_H_

#include <optional>
#include <string>
#include <vector>

#include "services/orchestrator/definition/fact.h"
#include "services/orchestrator/definition/term.h"

/// A route definition as someone wrote it: names that may name nothing, constants that may not fit, each with the place
/// where it stands. The checker turns it into a Definition, or says what is wrong and where. Plain values; thread-safe.
namespace clientroute::orchestrator {

/// Line and column in the file, counted from 1; 0 when not known.
struct Place {
  int line = 0;
  int column = 0;
  /// The included file that it stands in; empty for the definition's own.
  std::string file = {};
};

/// A name in a list.
struct NameSource {
  Place place;
  std::string name;
};

struct ConditionSource {
  Place place;
  std::string fact;
  std::optional<Operator> op;
  std::vector<std::string> constants;
};

struct AssignmentSource {
  Place place;
  std::string fact;
  std::string constant;
};

struct FactSource {
  Place place;
  std::string name;
  std::optional<FactType> type;
  std::vector<std::string> symbols;
  std::optional<std::string> initial;
  std::string title;
};

/// An attribute of an event that sets a fact or reference of another name.
struct RenamedSource {
  Place place;
  std::string attribute;
  std::string as;
  bool optional = false;
};

/// An event that the definition reacts to, with the attributes that it takes from it: facts, or references that it
/// keeps.
struct EventSource {
  Place place;
  std::string name;
  std::string title;
  /// A person tells it (a crisis, a move); otherwise a service announces it.
  bool signal = false;
  std::vector<std::string> attributes;
  /// Attributes that may be absent.
  std::vector<std::string> optional_attributes;
  std::vector<RenamedSource> renamed;
  bool leaves_lines = false;
  std::vector<std::string> about = {};
  std::string title_after_end = {};
  bool noted_after_end = false;
};

struct TermSource {
  Place place;
  std::optional<TermUnit> unit;
  int count = 0;
  std::string after;
  bool only_when_known = false;
};

struct TimerSource {
  Place place;
  std::string name;
  std::string title;
  std::optional<TermSource> term;
};

struct OutcomeSource {
  Place place;
  std::string name;
  std::string title;
};

struct TaskSource {
  Place place;
  std::string name;
  std::string title;
  std::string explanation;
  std::string role;
  std::optional<TermSource> due;
  /// Either these, when the task is completed here ...
  std::vector<OutcomeSource> outcomes;
  /// ... or the method by which the work is recorded, and the event that then comes.
  std::string answered_by_method;
  std::string answered_by_event;
  /// Whose text follows the title; empty for none.
  std::string title_reference;
};

/// What a transition does on its way, or a state when it is entered.
struct ActionsSource {
  std::vector<AssignmentSource> set;
  std::vector<std::string> commands;
  std::vector<std::string> start_timers;
  std::vector<std::string> cancel_timers;
  std::vector<std::string> open_tasks;
  std::vector<std::string> close_tasks;
  std::string start_parts;
};

/// What sets a transition off; exactly one.
struct TriggerSource {
  enum class Kind { kNone, kEvent, kTimer, kTask, kAutomatic };
  Kind kind = Kind::kNone;
  std::string name;
  std::string outcome;
};

struct TransitionSource {
  Place place;
  TriggerSource trigger;
  std::vector<ConditionSource> when;
  /// Empty: stays where it is.
  std::string go_to;
  ActionsSource actions;
  std::string explanation;
};

struct StateSource {
  Place place;
  std::string name;
  std::string title;
  std::string explanation;
  bool final = false;
  /// Of a final state of the interrupting chart: the state of the main chart to go on in, instead of where it was.
  std::string continue_in;
  std::vector<NameSource> commands;
  /// Run, or stand open, as long as the state lasts.
  std::vector<NameSource> timers;
  std::vector<NameSource> tasks;
  std::vector<TransitionSource> transitions;
  /// Adds to the state of that name of what is included or varied, instead of replacing it.
  bool changes = false;
};

enum class ChartKind { kMain, kPart, kInterrupting };

struct ChartSource {
  Place place;
  std::optional<ChartKind> kind;
  std::string name;
  std::string title;
  NameSource start;
  /// Of the interrupting chart: the event that interrupts the main chart.
  NameSource interrupts_on;
  /// Of a part chart: the facts and events of each part, and the attributes that it takes from the care line it is
  /// started for.
  std::vector<FactSource> facts;
  std::vector<EventSource> events;
  std::vector<NameSource> line_attributes;
  std::vector<NameSource> optional_line_attributes;
  std::vector<TimerSource> timers;
  std::vector<TaskSource> tasks;
  /// Hold in every state that is not final and has no transition of its own on the same trigger.
  std::vector<TransitionSource> everywhere;
  std::vector<StateSource> states;
  /// Of the main chart: events that wait for a state that says something of them.
  std::vector<NameSource> defers;
};

/// The task that is made when a person must look at something.
struct AttentionSource {
  Place place;
  std::string title;
  std::string explanation;
  std::string role;
  std::optional<TermSource> due;
};

struct OpeningSource {
  Place place;
  std::string event;
  std::vector<ConditionSource> when;
};

/// Which definition this one varies, and for whom.
struct VariantSource {
  Place place;
  std::string name;
  int version = 0;
  std::vector<NameSource> municipalities;
};

/// What falls away of what is included or varied.
struct WithoutSource {
  enum class Kind { kNothing, kReference, kFact, kEvent, kTimer, kTask, kState, kTransitions };
  Place place;
  /// Empty for what the route has.
  std::string chart;
  Kind kind = Kind::kNothing;
  /// Of kTransitions: the state, or empty for `everywhere`.
  std::string name;
  /// Of kTransitions.
  TriggerSource trigger;
};

struct DefinitionSource {
  /// Name of the file, for messages.
  std::string file;
  Place place;
  std::string name;
  int version = 0;
  std::string title;
  std::string explanation;
  std::optional<OpeningSource> opens;
  /// Text attributes that the route keeps for its commands: `client`, `referral`.
  std::vector<NameSource> references;
  std::vector<FactSource> facts;
  std::vector<EventSource> events;
  std::vector<ChartSource> charts;
  std::optional<AttentionSource> unexpected_event;
  std::optional<AttentionSource> failed_command;
  /// Files that hold more of it; empty once they were read.
  std::vector<NameSource> includes;
  std::optional<VariantSource> variant_of;
  std::vector<WithoutSource> without;
  /// Its routes are no client's.
  bool without_client = false;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_SOURCE_H_
