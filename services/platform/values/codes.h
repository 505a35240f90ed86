#ifndef CLIENTROUTE_SERVICES_PLATFORM_VALUES_CODES_H_
#define CLIENTROUTE_SERVICES_PLATFORM_VALUES_CODES_H_

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace clientroute {

/// A citizen number (BSN): nine digits that keep the eleven test (CS002). Always valid. Identifying: never logged,
/// never in an event, a URL or a metric; `ToString` exists for the messages and for encryption alone. A value,
/// thread-safe.
class CitizenNumber {
 public:
  /// nullopt for anything but nine digits with (9·d1 + 8·d2 + … + 2·d8 − d9) mod 11 = 0, and for 000000000.
  static std::optional<CitizenNumber> Parse(std::string_view text);
  const std::string& ToString() const { return digits_; }
  friend auto operator<=>(const CitizenNumber&, const CitizenNumber&) = default;

 private:
  explicit CitizenNumber(std::string digits) : digits_(std::move(digits)) {}
  std::string digits_;
};

/// A provider's AGB code: eight digits, no check digit (OP254). A value, thread-safe.
class ProviderCode {
 public:
  static std::optional<ProviderCode> Parse(std::string_view text);
  const std::string& ToString() const { return digits_; }
  friend auto operator<=>(const ProviderCode&, const ProviderCode&) = default;

 private:
  explicit ProviderCode(std::string digits) : digits_(std::move(digits)) {}
  std::string digits_;
};

/// A municipality's CBS code: four digits. Whether it exists on a day is not said here (TR378). A value, thread-safe.
class MunicipalityCode {
 public:
  static std::optional<MunicipalityCode> Parse(std::string_view text);
  const std::string& ToString() const { return digits_; }
  friend auto operator<=>(const MunicipalityCode&, const MunicipalityCode&) = default;

 private:
  explicit MunicipalityCode(std::string digits) : digits_(std::move(digits)) {}
  std::string digits_;
};

/// Whether a text is fit to be somebody's own reference in what is stored and announced: 1 to 36 letters, digits and
/// `-_./:` (LDT_Referentie allows any text of that length; what could be a sentence about a person does not travel).
bool IsReference(std::string_view text);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_VALUES_CODES_H_
