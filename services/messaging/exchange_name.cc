#include "services/messaging/exchange_name.h"

#include <algorithm>

#include "services/platform/values/codes.h"

namespace clientroute::messaging {
namespace {

constexpr std::size_t kCitizenNumberDigits = 9;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsSafe(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' || c == '-';
}

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

bool IsReadyName(std::string_view name) {
  return !name.empty() && name.front() != '.' && !EndsWith(name, ".tmp") && !EndsWith(name, ".part");
}

std::string KnownName(std::string_view arrival_name) {
  std::string name = WithoutCitizenNumbers(arrival_name);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !IsSafe(c); }, '_');
  if (name.size() > kKnownNameBytesMax) {
    // The end is kept: it tells what the file is.
    name.erase(kKnownNameBytesMax / 2, name.size() - kKnownNameBytesMax);
    // What came together may look like a number that was never there; the name stays what it stands for: a label.
    name = WithoutCitizenNumbers(name);
    std::replace(name.begin(), name.end(), '*', '_');
  }
  if (name.empty() || name.front() == '.') name.insert(name.begin(), '_');
  return name.substr(0, kKnownNameBytesMax);
}

std::string NumberedName(std::string_view known_name, std::int64_t use) {
  std::string name(known_name);
  if (use > 1) name += "~" + std::to_string(use);
  return name;
}

std::string OutgoingName(std::string_view kind, std::string_view provider, std::string_view identification) {
  std::string name(kind);
  name.append("_").append(provider).append("_").append(identification).append(".xml");
  return name;
}

std::string IdentificationOf(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t width = kIdentificationDigits;
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

std::string WithoutCitizenNumbers(std::string_view text) {
  std::string out(text);
  for (std::size_t begin = 0; begin < out.size();) {
    if (!IsDigit(out[begin])) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < out.size() && IsDigit(out[end])) ++end;
    const std::string_view run = std::string_view(out).substr(begin, end - begin);
    if (run.size() == kCitizenNumberDigits && CitizenNumber::Parse(run).has_value()) {
      std::fill(out.begin() + static_cast<std::ptrdiff_t>(begin), out.begin() + static_cast<std::ptrdiff_t>(end), '*');
    }
    begin = end;
  }
  return out;
}

}  // namespace clientroute::messaging
