#include "services/platform/values/codes.h"

#include <algorithm>

namespace clientroute {
namespace {

constexpr std::size_t kCitizenNumberDigits = 9;
constexpr std::size_t kProviderCodeDigits = 8;
constexpr std::size_t kMunicipalityCodeDigits = 4;
constexpr std::size_t kReferenceMax = 36;
constexpr std::string_view kReferenceMarks = "-_./:";

bool IsDigits(std::string_view text, std::size_t count) {
  return text.size() == count && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool KeepsElevenTest(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i + 1 < digits.size(); ++i) sum += static_cast<int>(digits.size() - i) * (digits[i] - '0');
  return (sum - (digits.back() - '0')) % 11 == 0;
}

}  // namespace

std::optional<CitizenNumber> CitizenNumber::Parse(std::string_view text) {
  if (!IsDigits(text, kCitizenNumberDigits) || text == "000000000" || !KeepsElevenTest(text)) return std::nullopt;
  return CitizenNumber(std::string(text));
}

std::optional<ProviderCode> ProviderCode::Parse(std::string_view text) {
  if (!IsDigits(text, kProviderCodeDigits)) return std::nullopt;
  return ProviderCode(std::string(text));
}

std::optional<MunicipalityCode> MunicipalityCode::Parse(std::string_view text) {
  if (!IsDigits(text, kMunicipalityCodeDigits)) return std::nullopt;
  return MunicipalityCode(std::string(text));
}

bool IsReference(std::string_view text) {
  return !text.empty() && text.size() <= kReferenceMax && std::all_of(text.begin(), text.end(), [](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || kReferenceMarks.find(c) != std::string_view::npos;
  });
}

}  // namespace clientroute
