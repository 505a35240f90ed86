#include "services/suite/cli/command.h"

#include <algorithm>
#include <optional>
#include <sstream>

#include "services/platform/status/status.h"

namespace clientroute::suite {
namespace {

constexpr std::int64_t kRowsMax = 100'000;
constexpr std::int64_t kRowsUsual = 50;

constexpr Flag kEverywhere[] = {
    {"json", "", "antwoord voor machines, als JSON"},
    {"no-color", "", "zonder kleuren, ook op een terminal"},
    {"help", "", "deze uitleg"},
};
constexpr Flag kSuiteFlags[] = {
    {"data", "MAP", "gegevensmap van de draaiende suite (standaard: data)"},
    {"address", "ADRES", "gRPC-adres van de suite, in plaats van --data"},
    {"as", "ROL",
     "als wie: access-professional, access-manager, back-office, contract-manager, operator of privacy-officer"},
    {"municipality", "CODES", "voor welke gemeenten u werkt (standaard: alle van de regio)"},
    {"purpose", "DOEL", "waarom u de gegevens wilt zien; hoort bij de rol"},
};
constexpr Flag kLimit = {"limit", "N", "hoogstens zoveel regels (standaard: 50)"};
constexpr Flag kRequestId = {"request-id", "ID", "naam van deze wijziging; dezelfde naam nog eens verandert niets"};

std::vector<std::string_view> Split(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.find(' ', begin), text.size());
    if (end > begin) words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

/// Whether the words begin with those of the command.
bool Names(const Command& command, std::span<const std::string> words) {
  std::vector<std::string_view> own = Split(command.words);
  if (words.size() < own.size()) return false;
  return std::equal(own.begin(), own.end(), words.begin(),
                    [](std::string_view a, const std::string& b) { return a == b; });
}

/// What may have been meant by a word that is no command: one of which it is the plural (`claims`), or that was written
/// as one word (`looklog`). Empty when nothing comes near.
std::string Meant(std::span<const Command> commands, const std::string& word) {
  const auto bare = [](std::string text) {
    std::erase_if(text, [](char letter) { return letter == '-' || letter == ' '; });
    return text;
  };
  std::string meant;
  for (const Command& command : commands) {
    const std::string first(Split(command.words).front());
    if (word != Cat(first, "s") && bare(word) != bare(first) && bare(word) != bare(std::string(command.words)))
      continue;
    meant += Cat(meant.empty() ? "" : ", ", "'", command.words, "'");
  }
  return meant;
}

void PrintFlags(const std::vector<Flag>& flags, std::ostream& out) {
  std::size_t width = 0;
  for (const Flag& flag : flags) width = std::max(width, flag.name.size() + flag.value.size() + 3);
  for (const Flag& flag : flags) {
    out << "  " << Padded(Cat("--", flag.name, flag.value.empty() ? "" : " ", flag.value), width) << "  " << flag.help
        << "\n";
  }
}

void PrintHelp(const Command& command, std::ostream& out) {
  out << "clientroute " << command.words << (command.arguments.empty() ? "" : " ") << command.arguments
      << " [vlaggen]\n\n"
      << command.summary << "\n";
  if (!command.details.empty()) out << "\n" << command.details << "\n";
  out << "\nVlaggen:\n";
  PrintFlags(FlagsOf(command), out);
}

void PrintOverview(std::span<const Command> commands, std::string_view group, std::ostream& out) {
  out << "clientroute: van verwijzing tot einde zorg\n\nGebruik: clientroute OPDRACHT [vlaggen]\n\n";
  std::size_t width = 0;
  for (const Command& command : commands) width = std::max(width, command.words.size() + command.arguments.size() + 1);
  for (const Command& command : commands) {
    if (!group.empty() && Split(command.words).front() != group) continue;
    out << "  " << Padded(Cat(command.words, " ", command.arguments), width) << "  " << command.summary << "\n";
  }
  out << "\nclientroute OPDRACHT --help legt een opdracht uit.\n";
}

absl::Status CheckCount(const Command& command, std::size_t given) {
  std::vector<std::string_view> wanted = Split(command.arguments);
  auto optional = std::ranges::count_if(wanted, [](std::string_view word) { return word.starts_with('['); });
  std::size_t least = wanted.size() - static_cast<std::size_t>(optional);
  bool many = !wanted.empty() && wanted.back().ends_with("...");
  if (given >= least && (many || given <= wanted.size())) return absl::OkStatus();
  if (given < least)
    return WrongUse(
        Cat("'", command.words, "' wil ook ", wanted[given], "; zie clientroute ", command.words, " --help"));
  return WrongUse(Cat("'", command.words, "' wil niet meer dan ", wanted.size(), " woord(en); zie clientroute ",
                      command.words, " --help"));
}

int RunOne(const Command& command, std::span<const std::string> words, bool terminal, Random* random, std::ostream& out,
           std::ostream& err) {
  bool json = std::ranges::find(words, "--json") != words.end();
  absl::StatusOr<Arguments> arguments = ParseArguments(FlagsOf(command), words);
  if (!arguments.ok()) return Conclude(arguments.status(), json, err);
  if (arguments->Has("help")) {
    PrintHelp(command, out);
    return 0;
  }
  if (absl::Status counted = CheckCount(command, arguments->positional().size()); !counted.ok()) {
    return Conclude(counted, json, err);
  }
  Output output(out, json, terminal && !arguments->Has("no-color"));
  Invocation invocation(*std::move(arguments), output, command.persona, random);
  absl::Status status = command.run(invocation);
  out.flush();
  return Conclude(status, json, err);
}

}  // namespace

absl::StatusOr<std::int64_t> Invocation::Limit() const { return arguments_.Number("limit", kRowsUsual, 1, kRowsMax); }

std::vector<Flag> FlagsOf(const Command& command) {
  std::vector<Flag> flags = command.flags;
  if (command.kind == CommandKind::kLists) flags.push_back(kLimit);
  if (command.kind == CommandKind::kWrites) flags.push_back(kRequestId);
  if (command.kind != CommandKind::kLocal) flags.insert(flags.end(), std::begin(kSuiteFlags), std::end(kSuiteFlags));
  flags.insert(flags.end(), std::begin(kEverywhere), std::end(kEverywhere));
  return flags;
}

int RunCommandLine(std::span<const Command> commands, std::span<const std::string> words, bool terminal, Random* random,
                   std::ostream& out, std::ostream& err) {
  if (words.empty()) {
    PrintOverview(commands, "", err);
    return 2;
  }
  if (words[0] == "--help" || words[0] == "help") {
    PrintOverview(commands, "", out);
    return 0;
  }
  for (const Command& command : commands) {
    if (Names(command, words))
      return RunOne(command, words.subspan(Split(command.words).size()), terminal, random, out, err);
  }
  bool group =
      std::ranges::any_of(commands, [&](const Command& command) { return Split(command.words).front() == words[0]; });
  if (group && (words.size() == 1 || words[1].starts_with("--"))) {
    const bool asked = words.size() > 1 && words[1] == "--help";
    PrintOverview(commands, words[0], asked ? out : err);
    return asked ? 0 : 2;
  }
  const std::string given = group ? Cat(words[0], " ", words[1]) : words[0];
  const std::string meant = group ? std::string() : Meant(commands, words[0]);
  return Conclude(WrongUse(Cat("onbekende opdracht '", given, "'; ",
                               meant.empty() ? "zie clientroute --help" : Cat("bedoelt u ", meant, "?"))),
                  false, err);
}

}  // namespace clientroute::suite
