#ifndef CLIENTROUTE_SERVICES_SUITE_CLI_ARGUMENTS_H_
#define CLIENTROUTE_SERVICES_SUITE_CLI_ARGUMENTS_H_

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace clientroute::suite {

/// A flag of a command. A plain value of texts that live as long as the program.
struct Flag {
  std::string_view name;   // without dashes: `page-size`
  std::string_view value;  // what follows it, for the help: `N`; empty for a switch
  std::string_view help;   // in Dutch
};

/// The words of a command line, parsed. A value.
class Arguments {
 public:
  bool Has(std::string_view flag) const { return flags_.contains(flag); }
  /// The value of the flag; `otherwise` when it was not given.
  std::string Text(std::string_view flag, std::string_view otherwise = "") const;
  /// Errors: WRONG_USE when the value is no whole number from `least` to `most`.
  absl::StatusOr<std::int64_t> Number(std::string_view flag, std::int64_t otherwise, std::int64_t least,
                                      std::int64_t most) const;
  /// A list separated by commas, or by another character; empty parts fall away.
  std::vector<std::string> List(std::string_view flag, char separator = ',') const;
  const std::vector<std::string>& positional() const { return positional_; }

 private:
  friend absl::StatusOr<Arguments> ParseArguments(std::span<const Flag>, std::span<const std::string>);
  std::map<std::string, std::string, std::less<>> flags_;
  std::vector<std::string> positional_;
};

/// The command line was wrong: `what` says in Dutch what and where, in one line. The program ends with 2.
absl::Status WrongUse(std::string_view what);
bool IsWrongUse(const absl::Status& status);

/// Reads `--flag value`, `--flag=value`, switches and other words in any order; after `--` everything is a word. Pure.
/// Errors: WRONG_USE for an unknown flag, a value that is missing or not wanted, a flag given twice.
absl::StatusOr<Arguments> ParseArguments(std::span<const Flag> flags, std::span<const std::string> words);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_CLI_ARGUMENTS_H_
