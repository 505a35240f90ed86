#include "services/orchestrator/definition/definition_checker.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "services/orchestrator/definition/definition_text_codec.h"
#include "tests/unit/orchestrator/definitions.h"

namespace clientroute::orchestrator {
namespace {

/// One way to break the small definition: `find` is replaced by `put` (appended when `find` is empty), and then the
/// checker must report `kind`, on the line where `at` stands (0 lines where it is empty), with `message` in it.
struct BrokenCase {
  ProblemKind kind;
  const char* what;
  const char* find;
  const char* put;
  const char* at;
  const char* message;
};

using Kind = ProblemKind;

const std::vector<BrokenCase>& BrokenCases() {
  static const std::vector<BrokenCase> kCases = {
      {Kind::kBadName, "a capital in the name", "name: \"small\"", "name: \"Small\"", "name: \"Small\"",
       "'Small' is no name"},
      {Kind::kBadName, "a state without a name", "states { name: \"done\"", "states { name: \"\"",
       "states { name: \"\"", "'' is no name"},
      {Kind::kBadName, "a symbol in small letters", "symbols: \"EASY\" symbols", "symbols: \"easy\" symbols",
       "symbols: \"easy\"", "'easy' is no symbol"},
      {Kind::kBadName, "a signal with a space", "name: \"Quiet\"", "name: \"Be quiet\"", "name: \"Be quiet\"",
       "no name of an event"},
      {Kind::kBadVersion, "version 0", "version: 3", "version: 0", "name: \"small\"", "the version must be 1 or more"},
      {Kind::kMissingText, "a state without a title", "name: \"done\" title: \"Klaar\"", "name: \"done\"",
       "name: \"done\"", "the title is missing"},
      {Kind::kMissingText, "a transition without an explanation", "go_to: \"done\" explanation: \"Alles is klaar.\"",
       "go_to: \"done\"", "on { automatic", "the explanation is missing"},
      {Kind::kMissingText, "a task without an explanation", "explanation: \"Kijk na.\"", "", "tasks { name: \"check\"",
       "the explanation is missing"},
      {Kind::kMissingText, "an outcome without a title", "{ name: \"calmed\" title: \"Rustig\" }",
       "{ name: \"calmed\" }", "tasks { name: \"calm\"", "the title is missing"},
      {Kind::kMissingRole, "a task for nobody", "role: \"checker\"", "", "tasks { name: \"check\"",
       "the role is missing"},
      {Kind::kMissingRole, "an attention task for nobody", "role: \"watcher\"", "", "unexpected_event",
       "the role is missing"},
      {Kind::kNeverUsed, "an event that would wait for ever", "defers: \"Nudged\"",
       "defers: \"Nudged\" defers: \"Alarm\"", "charts { kind: MAIN", "'Alarm' would wait for ever"},
      {Kind::kNeverUsed, "an event that never has to wait", "defers: \"Nudged\"",
       "defers: \"Nudged\" defers: \"Asked\"", "charts { kind: MAIN", "'Asked' never has to wait"},
      {Kind::kOutOfScope, "a part that lets events wait", "name: \"piece\" title",
       "name: \"piece\" defers: \"PieceDone\" title", "name: \"piece\"", "only the main chart lets events wait"},
      {Kind::kUnknownName, "an attribute that sets no fact", "as: \"pushed\"", "as: \"pulled\"",
       "events { name: \"Nudged\"", "no fact or reference is called 'pulled'"},
      {Kind::kNotAnnounced, "a renamed attribute that is not carried", "attribute: \"hard\"", "attribute: \"soft\"",
       "events { name: \"Nudged\"", "it carries no attribute 'soft'"},
      {Kind::kOutOfScope, "a signal that renames", "{ name: \"Quiet\" title: \"Rust\" signal: true }",
       "{ name: \"Quiet\" title: \"Rust\" signal: true renamed { attribute: \"x\" as: \"good\" } }",
       "events { name: \"Quiet\"", "has the names of the facts"},
      {Kind::kMissingPart, "no main chart", "kind: MAIN", "kind: PART", "name: \"small\"",
       "there must be one main chart; there are 0"},
      {Kind::kMissingPart, "two main charts", "kind: PART", "kind: MAIN", "name: \"small\"", "there are 2"},
      {Kind::kMissingPart, "a chart of no kind", "kind: PART ", "", "name: \"piece\"", "the kind is missing"},
      {Kind::kMissingPart, "no opening",
       "opens { event: \"Asked\" when { fact: \"kind\" op: IN to: \"EASY\" to: \"HARD\" } }", "", "name: \"small\"",
       "which event opens a route"},
      {Kind::kMissingPart, "no task for failed commands",
       "failed_command { title: \"Mislukt\" explanation: \"Herstel.\" role: \"operator\" }", "", "name: \"small\"",
       "the task is missing"},
      {Kind::kMissingPart, "a chart without a start", "title: \"Stuk\" start: \"busy\"", "title: \"Stuk\"",
       "name: \"piece\"", "the start is missing"},
      {Kind::kMissingPart, "a start that is final", "title: \"Stuk\" start: \"busy\"",
       "title: \"Stuk\" start: \"ready\"", "name: \"piece\"", "the start is a final state"},
      {Kind::kMissingPart, "an interrupting chart that nothing sets off", " interrupts_on: \"Alarm\"", "",
       "name: \"alarm\"", "that interrupts"},
      {Kind::kMissingPart, "a condition without an operator", "op: LE to: \"10\"", "to: \"10\"",
       "to: \"10\" } go_to: \"looking\"", "the operator on 'size' is missing"},
      {Kind::kDuplicateName, "two states of one name", "states { name: \"dropped\"", "states { name: \"done\"",
       "states { name: \"done\" title: \"Gestopt\"", "another state"},
      {Kind::kDuplicateName, "two facts of one name", "name: \"rounds\" type", "name: \"size\" type",
       "name: \"size\" type: INTEGER initial", "is called 'size'"},
      {Kind::kDuplicateName, "a part's fact with the name of the route's", "facts { name: \"weight\"",
       "facts { name: \"size\"", "facts { name: \"size\" type: INTEGER title: \"gewicht\"", "is called 'size'"},
      {Kind::kDuplicateName, "a fact with the name of a reference", "name: \"rounds\" type", "name: \"who\" type",
       "name: \"who\" type", "is called 'who'"},
      {Kind::kDuplicateName, "two events of one name", "name: \"Quiet\" title: \"Rust\"",
       "name: \"Alarm\" title: \"Rust\"", "title: \"Rust\"", "another event"},
      {Kind::kDuplicateName, "two timers of one name", "timers { name: \"patience\"", "timers { name: \"look_term\"",
       "title: \"Geduld\"", "another timer"},
      {Kind::kDuplicateName, "two tasks of one name", "tasks { name: \"hurry\"", "tasks { name: \"judge\"",
       "title: \"Haast\"", "another task"},
      {Kind::kDuplicateName, "two outcomes of one name", "{ name: \"stop\" title", "{ name: \"split\" title",
       "{ name: \"split\" title: \"Stoppen\"", "'split' stands there twice"},
      {Kind::kDuplicateName, "two charts of one name", "kind: PART name: \"piece\"", "kind: PART name: \"main\"",
       "kind: PART", "another chart"},
      {Kind::kDuplicateName, "a symbol twice", "symbols: \"HARD\" title", "symbols: \"HARD\" symbols: \"EASY\" title",
       "symbols: \"EASY\" title", "'EASY' stands there twice"},
      {Kind::kDuplicateName, "an attribute twice", "attributes: \"size\" }",
       "attributes: \"size\" attributes: \"kind\" }", "events { name: \"Asked\"", "'kind' stands there twice"},
      {Kind::kDuplicateName, "a reference twice", "references: \"who\"", "references: \"who\" references: \"who\"",
       "references: \"who\"", "'who' stands there twice"},
      {Kind::kReservedName, "a fact that every route has", "name: \"rounds\" type", "name: \"parts_open\" type",
       "name: \"parts_open\" type", "every route has"},
      {Kind::kReservedName, "setting what is counted", "set { fact: \"rounds\" to: \"1\" }",
       "set { fact: \"parts_open\" to: \"1\" }", "set { fact: \"parts_open\"", "is counted, not set"},
      {Kind::kReservedName, "a signal that a service announces", "name: \"Quiet\"", "name: \"Unused\"",
       "name: \"Unused\"", "no person can tell it"},
      {Kind::kUnknownName, "a state", "go_to: \"splitting\"", "go_to: \"nowhere\"", "go_to: \"nowhere\"",
       "no state of the chart is called 'nowhere'"},
      {Kind::kUnknownName, "a start", "start: \"begin\"", "start: \"nowhere\"", "kind: MAIN",
       "no state is called 'nowhere'"},
      {Kind::kUnknownName, "a state to go on in", "continue_in: \"dropped\"", "continue_in: \"nowhere\"",
       "continue_in: \"nowhere\"", "main chart is called 'nowhere'"},
      {Kind::kUnknownName, "a fact in a guard", "when { fact: \"size\" op: GT", "when { fact: \"girth\" op: GT",
       "fact: \"girth\"", "no fact is called 'girth'"},
      {Kind::kUnknownName, "a fact that is set", "set { fact: \"rounds\"", "set { fact: \"girth\"", "fact: \"girth\"",
       "no fact is called 'girth'"},
      {Kind::kUnknownName, "a fact that a term counts from", "after: \"asked_on\"", "after: \"heard_on\"",
       "after: \"heard_on\"", "no fact is called 'heard_on'"},
      {Kind::kUnknownName, "an event of a transition", "on { event: \"Split\" go_to", "on { event: \"Spilt\" go_to",
       "event: \"Spilt\"", "no event is called 'Spilt'"},
      {Kind::kUnknownName, "an event that opens", "opens { event: \"Asked\"", "opens { event: \"Begged\"",
       "event: \"Begged\"", "is called 'Begged'"},
      {Kind::kUnknownName, "an event that interrupts", "interrupts_on: \"Alarm\"", "interrupts_on: \"Bell\"",
       "interrupts_on: \"Bell\"", "is called 'Bell'"},
      {Kind::kUnknownName, "an event that answers a task", "event: \"Looked\" }\n  }", "event: \"Seen\" }\n  }",
       "name: \"view\"", "no event is called 'Seen'"},
      {Kind::kUnknownName, "a timer of a transition", "everywhere { timer: \"patience\"",
       "everywhere { timer: \"haste\"", "timer: \"haste\"", "no timer of the chart is called 'haste'"},
      {Kind::kUnknownName, "a timer of a state", "timers: \"look_term\"", "timers: \"haste\"", "name: \"looking\"",
       "no timer of the chart is called 'haste'"},
      {Kind::kUnknownName, "a timer that is started", "start_timers: \"patience\"", "start_timers: \"haste\"",
       "start_timers: \"haste\"", "no timer of the chart is called 'haste'"},
      {Kind::kUnknownName, "a timer that is cancelled", "cancel_timers: \"patience\"", "cancel_timers: \"haste\"",
       "cancel_timers: \"haste\"", "no timer of the chart is called 'haste'"},
      {Kind::kUnknownName, "a task of a state", "tasks: \"judge\"", "tasks: \"weigh\"", "name: \"judging\"",
       "no task of the chart is called 'weigh'"},
      {Kind::kUnknownName, "a task that is opened", "open_tasks: \"hurry\"", "open_tasks: \"weigh\"",
       "open_tasks: \"weigh\"", "no task of the chart is called 'weigh'"},
      {Kind::kUnknownName, "a task that is closed", "close_tasks: \"hurry\"", "close_tasks: \"weigh\"",
       "close_tasks: \"weigh\"", "no task of the chart is called 'weigh'"},
      {Kind::kUnknownName, "a task of a transition", "task { name: \"judge\" outcome: \"stop\" }",
       "task { name: \"weigh\" outcome: \"stop\" }", "name: \"weigh\"", "no task of the chart is called 'weigh'"},
      {Kind::kUnknownName, "an outcome", "task { name: \"judge\" outcome: \"stop\" }",
       "task { name: \"judge\" outcome: \"halt\" }", "outcome: \"halt\"", "no outcome 'halt'"},
      {Kind::kUnknownName, "a chart that is started", "start_parts: \"piece\"", "start_parts: \"shard\"",
       "start_parts: \"shard\"", "no chart is called 'shard'"},
      {Kind::kUnknownName, "an attribute that is no fact", "attributes: \"size\" }",
       "attributes: \"size\" optional_attributes: \"remark\" }", "events { name: \"Asked\"",
       "no fact or reference is called 'remark'"},
      {Kind::kUnknownEvent, "an event that nobody announces", "name: \"Split\" title: \"Verdeeld\"",
       "name: \"Cleft\" title: \"Verdeeld\"", "name: \"Cleft\"", "no service announces 'Cleft'"},
      {Kind::kUnknownCommand, "a command that nobody builds", "commands: \"Forget\"", "commands: \"Remember\"",
       "commands: \"Remember\"", "nothing builds a command 'Remember'"},
      {Kind::kNotAnnounced, "an attribute that is not carried", "attributes: \"good\"", "attributes: \"size\"",
       "events { name: \"Looked\"", "carries no attribute 'size'"},
      {Kind::kNotAnnounced, "an attribute that is not always carried",
       "line_attributes: \"weight\" optional_line_attributes: \"from\"",
       "line_attributes: \"weight\" line_attributes: \"from\"", "line_attributes: \"from\"",
       "among the optional attributes"},
      {Kind::kTypeMismatch, "a constant of another type", "op: LE to: \"10\"", "op: LE to: \"ten\"", "to: \"ten\"",
       "'ten' is no integer for 'size'"},
      {Kind::kTypeMismatch, "a symbol that the fact does not have", "to: \"EASY\" to: \"HARD\"",
       "to: \"EASY\" to: \"SOFT\"", "to: \"SOFT\"", "'SOFT' is no symbol for 'kind'"},
      {Kind::kTypeMismatch, "a boolean that is neither", "op: EQ to: \"true\" } go_to: \"judging\"",
       "op: EQ to: \"yes\" } go_to: \"judging\"", "to: \"yes\"", "'yes' is no boolean"},
      {Kind::kTypeMismatch, "an order where there is none", "fact: \"good\" op: EQ to: \"true\"",
       "fact: \"good\" op: GT to: \"true\"", "op: GT to: \"true\"", "asks for an order"},
      {Kind::kTypeMismatch, "a fact set to another type", "set { fact: \"rounds\" to: \"1\" }",
       "set { fact: \"rounds\" to: \"one\" }", "to: \"one\"", "'one' is no integer"},
      {Kind::kTypeMismatch, "an initial value of another type", "initial: \"0\"", "initial: \"none\"",
       "initial: \"none\"", "'none' is no integer"},
      {Kind::kTypeMismatch, "an attribute of another type", "name: \"size\" type: INTEGER", "name: \"size\" type: DATE",
       "events { name: \"Asked\"", "another type than the fact"},
      {Kind::kTypeMismatch, "a symbol of the event that the fact does not know", "symbols: \"EASY\" symbols: \"HARD\"",
       "symbols: \"EASY\"", "events { name: \"Asked\"", "'HARD', which the fact does not know"},
      {Kind::kTypeMismatch, "a term that counts from no date", "after: \"asked_on\"", "after: \"size\"",
       "after: \"size\"", "counts from a date; 'size' is none"},
      {Kind::kTypeMismatch, "a reference that is no text", "references: \"who\"",
       "references: \"who\" references: \"size\"", "events { name: \"Asked\"", "only text"},
      {Kind::kWrongConstantCount, "a comparison without a constant", "op: GT to: \"10\"", "op: GT", "op: GT }",
       "takes one constant; there are 0"},
      {Kind::kWrongConstantCount, "a comparison with two", "op: GT to: \"10\"", "op: GT to: \"10\" to: \"11\"",
       "to: \"11\"", "there are 2"},
      {Kind::kWrongConstantCount, "`in` without any", "op: IN to: \"EASY\" to: \"HARD\"", "op: IN", "op: IN",
       "one constant or more; there are 0"},
      {Kind::kWrongConstantCount, "`known` with one", "op: GT to: \"10\"", "op: KNOWN to: \"10\"", "op: KNOWN",
       "takes no constant; there are 1"},
      {Kind::kBadFact, "a fact without a type", "name: \"rounds\" type: INTEGER", "name: \"rounds\"",
       "name: \"rounds\"", "the type is missing"},
      {Kind::kBadFact, "a symbol fact without symbols", "type: SYMBOL symbols: \"EASY\" symbols: \"HARD\"",
       "type: SYMBOL", "type: SYMBOL", "must list its symbols"},
      {Kind::kBadFact, "a number with symbols", "name: \"rounds\" type: INTEGER",
       "name: \"rounds\" type: INTEGER symbols: \"ONE\"", "symbols: \"ONE\"", "only a symbol fact has symbols"},
      {Kind::kBadTerm, "a timer without a term", "term { days: 10 }", "", "name: \"patience\"",
       "the length of the term is missing"},
      {Kind::kBadTerm, "a term without a length", "term { days: 10 }", "term { after: \"asked_on\" }", "term { after",
       "the length of the term is missing"},
      {Kind::kBadTerm, "a term of nothing", "term { days: 10 }", "term { days: 0 }", "days: 0", "must count from 1"},
      {Kind::kBadTerm, "a term that goes back from today", "term { days: 10 }", "term { days: -1 }", "days: -1",
       "must count from 1"},
      {Kind::kBadTerm, "a term of a thousand years", "term { days: 10 }", "term { months: 12000 }", "months: 12000",
       "to 1200"},
      {Kind::kBadTerm, "hours from a day", "term { working_days: 2 after", "term { hours: 2 after", "hours: 2",
       "hours count from a moment"},
      {Kind::kBadTerm, "working days back", "term { working_days: 2 after", "term { working_days: -2 after",
       "working_days: -2", "must count from 0"},
      {Kind::kBadTerm, "only when known, of nothing", "term { days: 10 }", "term { days: 10 only_when_known: true }",
       "days: 10 only_when_known", "needs the fact"},
      {Kind::kOutOfScope, "a part's fact in the main chart", "fact: \"size\" op: GT", "fact: \"weight\" op: GT",
       "fact: \"weight\"", "is of a part and not known here"},
      {Kind::kOutOfScope, "a part's event in the main chart", "on { event: \"Split\" go_to",
       "on { event: \"PieceDone\" go_to", "event: \"PieceDone\" go_to: \"working\"", "is not about this chart"},
      {Kind::kOutOfScope, "the route's event in a part chart", "on { timer: \"piece_term\" go_to",
       "on { event: \"Looked\" go_to", "event: \"Looked\" go_to: \"checking\"", "is not about this chart"},
      {Kind::kOutOfScope, "facts of the main chart", "start: \"begin\"",
       "start: \"begin\" facts { name: \"extra\" type: DATE title: \"extra\" }", "kind: MAIN",
       "only a part chart has facts"},
      {Kind::kOutOfScope, "events of the main chart", "start: \"begin\"",
       "start: \"begin\" events { name: \"Unused\" title: \"Extra\" }", "events { name: \"Unused\"",
       "only a part chart has events"},
      {Kind::kOutOfScope, "a part's event that names no part", "events { name: \"PieceDone\"",
       "events { name: \"Unused\" title: \"Los\" } events { name: \"PieceDone\"", "name: \"Unused\"",
       "never names a part"},
      {Kind::kNotAnnounced, "an attribute of another event", "attributes: \"clean\" }", "attributes: \"who\" }",
       "events { name: \"PieceDone\"", "carries no attribute 'who'"},
      {Kind::kOutOfScope, "starting parts of a chart that is none", "start_parts: \"piece\"", "start_parts: \"alarm\"",
       "start_parts: \"alarm\"", "is no part chart"},
      {Kind::kOutOfScope, "starting parts without lines",
       "on { event: \"Looked\" explanation: \"Alsnog bekeken.\" }\n    on { event: \"Nudged\"",
       "on { event: \"Looked\" start_parts: \"piece\" explanation: \"Alsnog bekeken.\" }\n    on { event: \"Nudged\"",
       "start_parts: \"piece\" explanation: \"Alsnog", "an event that carries care lines"},
      {Kind::kOutOfScope, "interrupting from a part chart", "start: \"busy\"",
       "start: \"busy\" interrupts_on: \"Alarm\"", "name: \"piece\"", "only the interrupting chart"},
      {Kind::kNoTrigger, "nothing sets it off", "on { timer: \"piece_term\" go_to", "on { go_to",
       "on { go_to: \"checking\"", "what sets the transition off"},
      {Kind::kNoTrigger, "automatic: false", "automatic: true", "automatic: false", "automatic: false",
       "what sets the transition off"},
      {Kind::kFinalStateActs, "a final state with a transition", "explanation: \"Er gebeurt niets meer.\" final: true",
       "explanation: \"Er gebeurt niets meer.\" final: true on { event: \"Looked\" explanation: \"Laat.\" }",
       "name: \"dropped\"", "has no transitions, timers or tasks"},
      {Kind::kFinalStateActs, "a final state with a task", "explanation: \"Er gebeurt niets meer.\" final: true",
       "explanation: \"Er gebeurt niets meer.\" final: true tasks: \"hurry\"", "name: \"dropped\"",
       "has no transitions, timers or tasks"},
      {Kind::kNotFinal, "going on from a state that does not end", "explanation: \"Er is alarm.\"",
       "explanation: \"Er is alarm.\" continue_in: \"done\"", "name: \"loud\"",
       "only a final state of the interrupting chart"},
      {Kind::kNotFinal, "going on from the main chart", "explanation: \"Er gebeurt niets meer.\" final: true",
       "explanation: \"Er gebeurt niets meer.\" final: true continue_in: \"done\"", "name: \"dropped\"",
       "only a final state of the interrupting chart"},
      {Kind::kNoFinalState, "a part that cannot end", "explanation: \"Dit stuk is klaar.\" final: true",
       "explanation: \"Dit stuk is klaar.\"", "name: \"piece\"", "it cannot end"},
      {Kind::kUnreachable, "a state without a way to it", "states { name: \"done\"",
       "states { name: \"island\" title: \"Eiland\" explanation: \"Ver.\" final: true }\n  states { name: \"done\"",
       "name: \"island\"", "no path leads here"},
      {Kind::kNoWayToEnd, "a state that is left for itself alone", "go_to: \"ready\" explanation: \"In orde.\"",
       "go_to: \"checking\" explanation: \"In orde.\"", "name: \"checking\"", "no path leads from here"},
      {Kind::kAmbiguous, "two guards that overlap", "op: GT to: \"10\"", "op: GE to: \"10\"", "op: GE to: \"10\"",
       "both hold: size = 10"},
      {Kind::kAmbiguous, "two transitions without a guard", "on { event: \"Split\" go_to",
       "on { event: \"Split\" explanation: \"Nog eens.\" }\n    on { event: \"Split\" go_to",
       "on { event: \"Split\" go_to", "both hold: always"},
      {Kind::kNeverHolds, "a guard that contradicts itself", "when { fact: \"size\" op: GT to: \"10\" }",
       "when { fact: \"size\" op: GT to: \"10\" } when { fact: \"kind\" op: EQ to: \"EASY\" } when { fact: \"kind\" "
       "op: EQ to: \"HARD\" }",
       "op: EQ to: \"HARD\"", "can never hold here"},
      {Kind::kNeverHolds, "asking whether something is unknown that is known",
       "when { fact: \"size\" op: GT to: \"10\" }", "when { fact: \"size\" op: UNKNOWN }", "op: UNKNOWN",
       "can never hold here"},
      {Kind::kGap, "a value of which nothing is said", "op: GT to: \"10\"", "op: GT to: \"11\"", "op: LE to: \"10\"",
       "no transition holds when size = 11"},
      {Kind::kGap, "a fact that may be unknown", "when { fact: \"good\" op: EQ to: \"false\" } go_to: \"dropped\"",
       "when { fact: \"good\" op: EQ to: \"false\" } when { fact: \"rounds\" op: LT to: \"9\" } go_to: \"dropped\"",
       "go_to: \"judging\" explanation: \"Goed.\"", "no transition holds when"},
      {Kind::kGap, "an opening that the start does not answer",
       "opens { event: \"Asked\" when { fact: \"kind\" op: IN to: \"EASY\" to: \"HARD\" } }",
       "events { name: \"AskedAgain\" title: \"Weer\" attributes: \"client\" attributes: \"municipality\" } opens { "
       "event: \"AskedAgain\" }",
       "name: \"begin\"", "opens the route, and no transition"},
      {Kind::kAutomaticLoop, "automatic and staying", "op: EQ to: \"0\" } go_to: \"done\"", "op: EQ to: \"0\" }",
       "on { automatic", "would never end"},
      {Kind::kAutomaticLoop, "automatic in a circle", "on { automatic: true",
       "on { automatic: true when { fact: \"size\" op: EQ to: \"1\" } go_to: \"working\" explanation: \"Rond.\" }\n    "
       "on { automatic: true when { fact: \"size\" op: NE to: \"1\" }",
       "name: \"working\"", "lead from here back to here"},
      {Kind::kTimerUnanswered, "a timer of a state",
       "on { timer: \"look_term\" go_to: \"judging\" set { fact: \"rounds\" to: \"1\" } explanation: \"Te laat.\" }",
       "", "name: \"looking\"", "timer 'look_term' can end here"},
      {Kind::kTimerUnanswered, "a timer that runs on",
       "everywhere { timer: \"patience\" open_tasks: \"hurry\" explanation: \"Het duurt lang.\" }", "",
       "name: \"splitting\"", "timer 'patience' can end here"},
      {Kind::kTaskUnanswered, "an outcome of a state's task",
       "on { task { name: \"judge\" outcome: \"stop\" } go_to: \"dropped\" explanation: \"Stoppen.\" }", "",
       "name: \"judging\"", "by task judge/stop"},
      {Kind::kTaskUnanswered, "a task that stays open",
       "everywhere { task { name: \"hurry\" outcome: \"ok\" } explanation: \"Er is haast gemaakt.\" }", "",
       "name: \"judging\"", "by task hurry/ok"},
      {Kind::kTaskUnanswered, "a task that cannot be completed", "outcomes { name: \"fine\" title: \"In orde\" }", "",
       "name: \"check\"", "neither outcomes nor a method"},
      {Kind::kTaskUnanswered, "a task that is answered twice over", "role: \"viewer\"",
       "role: \"viewer\" outcomes { name: \"seen\" title: \"Gezien\" }", "name: \"view\"",
       "both outcomes and a method"},
      {Kind::kTaskUnanswered, "a method without its event",
       "answered_by { method: \"clientroute.test.v1.Test/View\" event: \"Looked\" }",
       "answered_by { method: \"clientroute.test.v1.Test/View\" } outcomes { name: \"seen\" title: \"Gezien\" }",
       "name: \"view\"", "needs both the method and the event"},
      {Kind::kCommandUnanswered, "an outcome that no state says anything of",
       "on { event: \"Looked\" explanation: \"Alsnog bekeken.\" }\n    on { event: \"Split\"", "on { event: \"Split\"",
       "name: \"splitting\"", "command 'Look' can end here by Looked"},
      {Kind::kCommandUnanswered, "an outcome that is not declared", "events { name: \"Split\" title: \"Verdeeld\" }\n",
       "", "commands: \"Split\"", "can end in 'Split', which the definition does not declare"},
      {Kind::kCommandUnanswered, "an outcome of another chart", "go_to: \"checking\" explanation: \"Te laat.\"",
       "go_to: \"checking\" commands: \"Look\" explanation: \"Te laat.\"", "commands: \"Look\" explanation",
       "which is no event of this chart"},
      {Kind::kUnknownDate, "a term from a day that may not be known", "after: \"from\" only_when_known: true",
       "after: \"from\"", "name: \"busy\"", "counts from 'from', which may not be known here"},
      {Kind::kUnknownDate, "an attention task that counts from an unknown day", "due { working_days: 1 }",
       "due { working_days: 1 after: \"asked_on\" }", "unexpected_event", "may not be known"},
      {Kind::kUnknownReference, "a command without what it needs", "attributes: \"who\" ", "", "name: \"looking\"",
       "command 'Look' needs 'who'"},
      {Kind::kNeverUsed, "an event", "events { name: \"Quiet\" title: \"Rust\" signal: true }",
       "events { name: \"Quiet\" title: \"Rust\" signal: true }\nevents { name: \"Unused\" title: \"Los\" }",
       "name: \"Unused\"", "no transition reacts to it"},
      {Kind::kNeverUsed, "a timer", "start_timers: \"patience\" ", "", "name: \"patience\"", "nothing starts it"},
      {Kind::kNeverUsed, "a task", "open_tasks: \"hurry\" ", "", "name: \"hurry\"", "nothing opens it"},
      {Kind::kNeverUsed, "a part chart", "start_parts: \"piece\" ", "", "kind: PART",
       "no transition starts parts of it"},
      {Kind::kNeverSet, "a fact that is asked for and never set",
       "name: \"rounds\" type: INTEGER initial: \"0\" title: \"rondes\" }",
       "name: \"rounds\" type: INTEGER initial: \"0\" title: \"rondes\" }\nfacts { name: \"luck\" type: BOOLEAN title: "
       "\"geluk\" }",
       "", ""},
      {Kind::kInterruptShadows, "a transition that the interruption hides", "on { event: \"Split\" go_to",
       "on { event: \"Alarm\" explanation: \"Nooit.\" }\n    on { event: \"Split\" go_to",
       "event: \"Alarm\" explanation", "never taken"},
      {Kind::kInterruptShadows, "one that is hidden everywhere", "everywhere { event: \"Asked\"",
       "everywhere { event: \"Alarm\" explanation: \"Nooit.\" }\n  everywhere { event: \"Asked\"",
       "everywhere { event: \"Alarm\"", "never taken"},
      {Kind::kTooMany, "two interrupting charts", "kind: PART", "kind: INTERRUPTING", "name: \"small\"",
       "one interrupting chart at most"},
      {Kind::kTooMany, "too many conditions", "when { fact: \"size\" op: GT to: \"10\" }", "TOO_MANY_CONDITIONS",
       "to: \"99\"", "13 conditions; 12 at most"},
      {Kind::kBadTerm, "a birthday of nobody", "term { days: 10 }", "term { birthday: 18 }", "birthday: 18",
       "needs the fact that says the day of birth"},
      {Kind::kBadTerm, "a birthday before birth", "working_days: 2 after", "birthday: -1 after", "birthday: -1",
       "must count from 0 to 150"},
      {Kind::kBadTerm, "more weeks than there are", "term { days: 10 }", "term { weeks: 5201 }", "weeks: 5201",
       "must count from 1 to 5200"},
      {Kind::kUnknownName, "a state that is changed and is not there", "states { name: \"dropped\" ",
       "states { name: \"dropped\" changes: true ", "changes: true", "changes a state that is neither"},
      {Kind::kUnknownName, "something taken away that is not there", "version: 3",
       "version: 3 without { event: \"Nothing\" }", "without {", "neither included nor varied"},
      {Kind::kUnknownRole, "a task for a role that nobody has", "role: \"checker\"", "role: \"chequer\"",
       "tasks { name: \"check\"", "nobody sees tasks as 'chequer'"},
      {Kind::kUnknownRole, "an attention task for a role that nobody has", "role: \"watcher\"", "role: \"wacher\"",
       "unexpected_event", "nobody sees tasks as 'wacher'"},
      {Kind::kUnknownMethod, "a method that is not there", "clientroute.test.v1.Test/View",
       "clientroute.test.v1.Test/Veiw", "tasks { name: \"view\"", "is no method by which people record work"},
      {Kind::kTwoScopes, "a timer that runs with a state and on", "timers: \"look_term\" tasks",
       "timers: \"look_term\" timers: \"patience\" tasks", "start_timers: \"patience\"",
       "timer 'patience' runs with a state elsewhere"},
      {Kind::kTwoScopes, "a task that stands open with a state and on", "tasks: \"judge\"",
       "tasks: \"judge\" tasks: \"hurry\"", "open_tasks: \"hurry\"", "task 'hurry' stands open with a state elsewhere"},
      {Kind::kMissingPart, "a route of nobody", "references: \"client\" ", "", "name: \"small\"",
       "every route keeps 'client'"},
      {Kind::kUnknownReference, "an opening that does not say whose it is", "attributes: \"municipality\" ", "",
       "opens {", "must carry 'municipality'"},
      {Kind::kOutOfScope, "an opening that a person tells",
       "opens { event: \"Asked\" when { fact: \"kind\" op: IN to: \"EASY\" to: \"HARD\" } }",
       "opens { event: \"Quiet\" }", "opens {", "not by a person"},
      {Kind::kNeverHolds, "an opening that asks what the event does not say",
       "opens { event: \"Asked\" when { fact: \"kind\" op: IN to: \"EASY\" to: \"HARD\" } }",
       "opens { event: \"Asked\" when { fact: \"good\" op: EQ to: \"true\" } }", "opens {", "does not say 'good'"},
      {Kind::kNeverSet, "a reference that no event carries", "references: \"who\"",
       "references: \"who\" references: \"ghost\"", "references: \"ghost\"", "no event carries 'ghost'"},
      {Kind::kDuplicateName, "a timer twice in a state", "timers: \"look_term\"",
       "timers: \"look_term\" timers: \"look_term\"", "name: \"looking\"", "timer 'look_term' stands there twice"},
      {Kind::kDuplicateName, "a command twice in a state", "commands: \"Look\"",
       "commands: \"Look\" commands: \"Look\"", "name: \"looking\"", "command 'Look' stands there twice"},
      {Kind::kDuplicateName, "a task opened twice", "open_tasks: \"hurry\"",
       "open_tasks: \"hurry\" open_tasks: \"hurry\"", "open_tasks: \"hurry\"", "task 'hurry' stands there twice"},
      {Kind::kDuplicateName, "a fact set twice", "set { fact: \"rounds\" to: \"1\" }",
       "set { fact: \"rounds\" to: \"1\" } set { fact: \"rounds\" to: \"2\" }", "to: \"2\"",
       "fact 'rounds' is set twice"},
      {Kind::kDuplicateName, "a line attribute twice", "line_attributes: \"weight\"",
       "line_attributes: \"weight\" line_attributes: \"weight\"", "line_attributes: \"weight\" line_attributes",
       "attribute 'weight' stands there twice"},
      {Kind::kCommandUnanswered, "a command that leaves when all is over", "final: true commands: \"Forget\"",
       "final: true commands: \"Look\"", "name: \"done\"", "its outcome finds nobody"},
      {Kind::kSyntax, "no textproto", "version: 3", "version = 3", "version = 3", ""},
  };
  return kCases;
}

std::string Break(const BrokenCase& one) {
  std::string text = SmallDefinitionText();
  const std::size_t found = text.find(one.find);
  EXPECT_NE(found, std::string::npos) << one.what << ": the small definition has no " << one.find;
  if (found == std::string::npos) return text;
  std::string put = one.put;
  if (put == "TOO_MANY_CONDITIONS") {
    put.clear();
    for (int i = 0; i < 13; ++i) put += "when { fact: \"size\" op: NE to: \"99\" } ";
  }
  text.replace(found, std::string(one.find).size(), put);
  // A fact that nothing sets must be asked for to be a problem.
  const std::size_t luck = text.find("\"luck\"");
  if (luck != std::string::npos) {
    const std::string guard = "on { event: \"Split\" go_to";
    text.replace(text.find(guard), guard.size(), "on { event: \"Split\" when { fact: \"luck\" op: UNKNOWN } go_to");
  }
  return text;
}

int LineOf(const std::string& text, const std::string& piece) {
  const std::size_t found = text.find(piece);
  if (found == std::string::npos) return -1;
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(found), '\n'));
}

std::string DescribeAll(const Problems& problems) {
  std::string text;
  for (const Problem& problem : problems) text += "  " + Describe("small.textproto", problem) + "\n";
  return text;
}

TEST(DefinitionChecker, TheSmallDefinitionIsWhole) {
  const CheckedDefinition checked =
      LoadText("small.textproto", SmallDefinitionText(), SmallEvents(), SmallCommands(), SmallWork());
  EXPECT_TRUE(checked.problems.empty()) << DescribeAll(checked.problems);
  ASSERT_TRUE(checked.definition.has_value());
  EXPECT_EQ(checked.definition->Label(), "small@3");
}

TEST(DefinitionChecker, EveryWayToBreakADefinitionIsRefusedWithItsLineAndReason) {
  for (const BrokenCase& one : BrokenCases()) {
    const std::string text = Break(one);
    const CheckedDefinition checked = LoadText("small.textproto", text, SmallEvents(), SmallCommands(), SmallWork());
    EXPECT_FALSE(checked.definition.has_value()) << one.what << " was let through";
    const int line = std::string(one.at).empty() ? 0 : LineOf(text, one.at);
    const bool reported = std::any_of(checked.problems.begin(), checked.problems.end(), [&](const Problem& problem) {
      return problem.kind == one.kind && (line == 0 || problem.place.line == line) && problem.place.line > 0 &&
             problem.message.find(one.message) != std::string::npos;
    });
    EXPECT_TRUE(reported) << one.what << ": expected [" << ToString(one.kind) << "] on line " << line << " with \""
                          << one.message << "\", and got\n"
                          << DescribeAll(checked.problems);
  }
}

bool Has(const Problems& problems, const BrokenCase& one, const std::string& file, int line) {
  return std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) {
    return problem.kind == one.kind && (line == 0 || (problem.place.line == line && problem.place.file == file)) &&
           problem.message.find(one.message) != std::string::npos;
  });
}

// The same faults where the definition stands in two files: each is said with the file that it stands in, and the line
// there.
TEST(DefinitionChecker, AFaultInAnIncludedFileIsRefusedWithThatFileAndItsLine) {
  for (const BrokenCase& one : BrokenCases()) {
    const std::string text = Break(one);
    const std::size_t cut = text.find("\nreferences:") + 1;
    ASSERT_NE(cut, 0u) << one.what;
    const std::string own = text.substr(0, cut) + "includes: \"words.textproto\"\n";
    const std::string words = text.substr(cut);
    const int in_words = std::string(one.at).empty() ? 0 : LineOf(words, one.at);
    const bool included = in_words > 0 && LineOf(text.substr(0, cut), one.at) < 0;
    ParsedDefinition parsed = ParseDefinition("own.textproto", own, [&](const std::string&) { return words; });
    const Problems problems = parsed.problems.empty()
                                  ? CheckDefinition(parsed.source, SmallEvents(), SmallCommands(), SmallWork()).problems
                                  : parsed.problems;
    const int line = std::string(one.at).empty() ? 0 : included ? in_words : LineOf(own, one.at);
    EXPECT_TRUE(Has(problems, one, included ? "words.textproto" : "", line))
        << one.what << ": expected [" << ToString(one.kind) << "] on line " << line << " of "
        << (included ? "words.textproto" : "own.textproto") << ", and got\n"
        << DescribeAll(problems);
  }
}

// And where it stands in what a variant varies.
TEST(DefinitionChecker, AFaultInWhatIsVariedIsRefusedWithThatFileAndItsLine) {
  const std::string variant = "name: \"other\" version: 1 variant_of { name: \"small\" version: 3 }\n";
  int tried = 0;
  for (const BrokenCase& one : BrokenCases()) {
    const std::string text = Break(one);
    const int line = std::string(one.at).empty() ? -1 : LineOf(text, one.at);
    // What stands in the first lines, the variant has of its own.
    if (line <= 5) continue;
    ++tried;
    ParsedDefinition parsed =
        ParseDefinition("own.textproto", variant, nullptr, [&](const std::string& name, int version) {
          return name == "small" && version == 3 ? std::optional(DefinitionText{"base.textproto", text, nullptr})
                                                 : std::nullopt;
        });
    const Problems problems = parsed.problems.empty()
                                  ? CheckDefinition(parsed.source, SmallEvents(), SmallCommands(), SmallWork()).problems
                                  : parsed.problems;
    EXPECT_TRUE(Has(problems, one, "base.textproto", line))
        << one.what << ": expected [" << ToString(one.kind) << "] on line " << line << " of base.textproto, and got\n"
        << DescribeAll(problems);
  }
  EXPECT_GT(tried, 100);
}

TEST(DefinitionChecker, EveryKindOfProblemHasACase) {
  std::set<ProblemKind> seen;
  for (const BrokenCase& one : BrokenCases()) seen.insert(one.kind);
  for (int kind = 0; kind <= static_cast<int>(ProblemKind::kTooMany); ++kind) {
    EXPECT_EQ(seen.count(static_cast<ProblemKind>(kind)), 1u) << ToString(static_cast<ProblemKind>(kind));
  }
}

TEST(DefinitionChecker, AProblemIsSaidWithFileLineAndPlace) {
  const Problem problem{
      ProblemKind::kUnknownName, {12, 5}, "chart main, state planning", "no state of the chart is called 'x'"};
  EXPECT_EQ(Describe("youth.textproto", problem),
            "youth.textproto:12:5: chart main, state planning: no state of the chart is called 'x' [unknown-name]");
}

}  // namespace
}  // namespace clientroute::orchestrator
