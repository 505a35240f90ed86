#ifndef CLIENTROUTE_SERVICES_SUITE_COMMANDS_WORD_CHOICE_H_
#define CLIENTROUTE_SERVICES_SUITE_COMMANDS_WORD_CHOICE_H_

#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/arguments.h"

/// What a flag may be, as one of a few words. Pure, thread-safe.
namespace clientroute::suite {

/// A word of the command line, what it says to people, and what it is on the wire.
template <typename Value>
struct Choice {
  std::string_view word;   // `niet-nodig`
  std::string_view dutch;  // `niet meer nodig`
  Value value;
};

/// The value of `--flag word`. Errors: WRONG_USE, which names the words, for another one or none.
template <typename Value>
absl::StatusOr<Value> Choose(std::span<const Choice<Value>> choices, std::string_view flag, const std::string& word) {
  std::string words;
  for (const Choice<Value>& choice : choices) {
    if (choice.word == word) return choice.value;
    words += Cat(words.empty() ? "" : ", ", choice.word);
  }
  return WrongUse(word.empty() ? Cat("waarom? Zeg het met --", flag, ": ", words)
                               : Cat("--", flag, " kent '", word, "' niet; wel ", words));
}

/// What the value says to people; `-` for one that is no choice.
template <typename Value>
std::string_view DutchOf(std::span<const Choice<Value>> choices, Value value) {
  for (const Choice<Value>& choice : choices) {
    if (choice.value == value) return choice.dutch;
  }
  return "-";
}

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_COMMANDS_WORD_CHOICE_H_
