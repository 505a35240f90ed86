#ifndef CLIENTROUTE_SERVICES_SUITE_CLI_COMMAND_H_
#define CLIENTROUTE_SERVICES_SUITE_CLI_COMMAND_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "services/suite/cli/arguments.h"
#include "services/suite/cli/output.h"
#include "services/suite/cli/session.h"

namespace clientroute::suite {

/// One run of a command: its words, where it speaks, and its way to the suite. One thread.
class Invocation {
 public:
  Invocation(Arguments arguments, Output output, std::string_view persona, Random* random)
      : arguments_(std::move(arguments)), output_(output), persona_(persona), random_(random) {}
  const Arguments& arguments() const { return arguments_; }
  /// The n-th word that is no flag; there are as many as the command asks for.
  const std::string& word(std::size_t n) const { return arguments_.positional()[n]; }
  Output& out() { return output_; }
  Random& random() { return *random_; }
  /// Errors: those of Session::Open.
  absl::StatusOr<Session> OpenSession() const { return Session::Open(arguments_, persona_, random_); }
  /// How many rows a list may have, by `--limit`. Errors: WRONG_USE.
  absl::StatusOr<std::int64_t> Limit() const;

 private:
  Arguments arguments_;
  Output output_;
  std::string_view persona_;
  Random* random_;
};

/// What a command needs besides its own flags.
enum class CommandKind { kLocal, kAsks, kLists, kWrites };

/// A row of the table of commands. A plain value.
struct Command {
  std::string_view words = {};  // `route show`
  std::string_view arguments =
      {};                         // for the help: `ROUTE`; as many words as it has, `[FILE]` for one that may be absent
  std::string_view summary = {};  // in Dutch, one line
  std::string_view details = {};  // in Dutch, more lines; may be empty
  CommandKind kind = CommandKind::kAsks;
  std::string_view persona = {};  // as whom, unless told otherwise
  std::vector<Flag> flags = {};
  absl::Status (*run)(Invocation&) = nullptr;
};

/// The flags that the command takes: its own, and those that all of its kind have.
std::vector<Flag> FlagsOf(const Command& command);

/// Runs the command that the words name, or its help. `terminal` says whether people look at it, so that colours may be
/// used. Gives the exit code: 0 ok, 1 refused or failed, 2 wrong use.
int RunCommandLine(std::span<const Command> commands, std::span<const std::string> words, bool terminal, Random* random,
                   std::ostream& out, std::ostream& err);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_CLI_COMMAND_H_
