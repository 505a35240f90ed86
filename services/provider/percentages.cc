#include "services/provider/percentages.h"

#include <algorithm>
#include <charconv>

namespace clientroute::provider {
namespace {

constexpr int kHundred = 100;

/// Of `10` or `10%`; nullopt for anything else.
std::optional<int> PercentageIn(std::string_view text) {
  int percentage = -1;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, percentage);
  const std::string_view rest(at, static_cast<std::size_t>(end - at));
  if (error != std::errc() || (!rest.empty() && rest != "%")) return std::nullopt;
  if (percentage < 0 || percentage > kHundred) return std::nullopt;
  return percentage;
}

}  // namespace

std::optional<Percentages> ParsePercentages(std::string_view text, const PercentageWords& words, std::string* why) {
  Percentages percentages;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (one.empty()) continue;
    const std::size_t equals = one.find('=');
    const std::string name(one.substr(0, equals));
    if (!words.knows(name)) {
      *why = std::string("'").append(name).append("' ").append(words.unknown);
      return std::nullopt;
    }
    const std::optional<int> percentage =
        equals == std::string_view::npos ? words.unsaid : PercentageIn(one.substr(equals + 1));
    if (!percentage) {
      *why = std::string("'").append(one).append("' wil een percentage van 0 tot en met 100: ");
      why->append(name).append("=").append(words.example);
      return std::nullopt;
    }
    percentages[name] = *percentage;
  }
  return percentages;
}

}  // namespace clientroute::provider
