#include "services/suite/cli/arguments.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "services/platform/status/status.h"

namespace clientroute::suite {
namespace {

constexpr std::string_view kWrongUse = "WRONG_USE";

const Flag* FindFlag(std::span<const Flag> flags, std::string_view name) {
  auto found = std::ranges::find(flags, name, &Flag::name);
  return found == flags.end() ? nullptr : &*found;
}

}  // namespace

absl::Status WrongUse(std::string_view what) { return Error(absl::StatusCode::kInvalidArgument, kWrongUse, what); }

bool IsWrongUse(const absl::Status& status) { return ReasonOf(status) == kWrongUse; }

std::string Arguments::Text(std::string_view flag, std::string_view otherwise) const {
  auto found = flags_.find(flag);
  return found == flags_.end() ? std::string(otherwise) : found->second;
}

absl::StatusOr<std::int64_t> Arguments::Number(std::string_view flag, std::int64_t otherwise, std::int64_t least,
                                               std::int64_t most) const {
  auto found = flags_.find(flag);
  if (found == flags_.end()) return otherwise;
  const std::string& text = found->second;
  std::int64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < least || number > most) {
    return WrongUse(Cat("--", flag, " wil een geheel getal van ", least, " tot en met ", most, ", niet '", text, "'"));
  }
  return number;
}

std::vector<std::string> Arguments::List(std::string_view flag, char separator) const {
  std::vector<std::string> parts;
  std::string text = Text(flag);
  for (std::size_t begin = 0; begin <= text.size();) {
    std::size_t end = std::min(text.find(separator, begin), text.size());
    if (end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

absl::StatusOr<Arguments> ParseArguments(std::span<const Flag> flags, std::span<const std::string> words) {
  Arguments parsed;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--") {
      parsed.positional_.insert(parsed.positional_.end(), words.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                words.end());
      break;
    }
    if (!word.starts_with("--")) {
      if (word.size() > 1 && word[0] == '-') return WrongUse(Cat("onbekende vlag '", word, "'; zie --help"));
      parsed.positional_.push_back(word);
      continue;
    }
    std::size_t equals = word.find('=');
    std::string name = word.substr(2, equals == std::string::npos ? std::string::npos : equals - 2);
    std::optional<std::string> value;
    if (equals != std::string::npos) value = word.substr(equals + 1);
    const Flag* flag = FindFlag(flags, name);
    if (flag == nullptr) return WrongUse(Cat("onbekende vlag '--", name, "'; zie --help"));
    if (flag->value.empty()) {
      if (value) return WrongUse(Cat("--", name, " heeft geen waarde"));
    } else if (!value) {
      if (i + 1 == words.size()) return WrongUse(Cat("--", name, " wil een waarde: ", flag->value));
      value = words[++i];
    }
    if (!parsed.flags_.emplace(name, value.value_or("")).second) {
      return WrongUse(Cat("--", name, " staat er twee keer"));
    }
  }
  return parsed;
}

}  // namespace clientroute::suite
