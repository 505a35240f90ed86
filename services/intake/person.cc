#include "services/intake/person.h"

#include <algorithm>

namespace clientroute::intake {
namespace {

constexpr std::size_t kPostalCodeCharacters = 6;
constexpr std::size_t kPostalCodeDigits = 4;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }
bool IsAsciiLetter(char c) { return IsCapital(c) || (c >= 'a' && c <= 'z'); }
// Part of a character beyond ASCII; the initials' pattern allows accented letters, which all are.
bool IsBeyondAscii(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool IsPostalCode(std::string_view text) {
  return text.size() == kPostalCodeCharacters && text.front() != '0' &&
         std::all_of(text.begin(), text.begin() + kPostalCodeDigits, IsDigit) &&
         std::all_of(text.begin() + kPostalCodeDigits, text.end(), IsCapital);
}

bool AreInitials(std::string_view text) {
  return CountCharacters(text) <= kInitialsMax &&
         std::all_of(text.begin(), text.end(), [](char c) { return IsAsciiLetter(c) || IsBeyondAscii(c); });
}

bool IsEmptyOrLine(std::string_view text, std::size_t characters_max) {
  return text.empty() || IsLine(text, characters_max);
}

void CheckNames(const Person& person, Problems* problems) {
  Require(IsLine(person.family_name, kNameCharactersMax), "family_name", "must be one line of 1 to 200 characters",
          problems);
  Require(IsEmptyOrLine(person.prefix, kPrefixCharactersMax), "prefix", "must be one line of at most 10 characters",
          problems);
  Require(IsEmptyOrLine(person.first_names, kNameCharactersMax), "first_names",
          "must be one line of at most 200 characters", problems);
  Require(AreInitials(person.initials), "initials", "must be at most 6 letters, without dots or spaces", problems);
}

// A child not yet born (INT-3).
void CheckExpected(const Person& person, Date day, Problems* problems) {
  Require(!person.birth_date, "birth_date", "must be left out for a child not yet born, who has no citizen number",
          problems);
  if (!person.expected_birth) {
    problems->push_back({"expected_birth_date", "is needed for a child not yet born, who has no citizen number"});
    return;
  }
  const int days = person.expected_birth->DaysSince(day);
  Require(days >= -kOverdueDaysMax && days <= kExpectedDaysMax, "expected_birth_date",
          "must be at most 30 days before and 300 days after the referral", problems);
}

void CheckBirthDate(const Person& person, Date day, Problems* problems) {
  if (!person.citizen_number) return CheckExpected(person, day, problems);
  Require(!person.expected_birth, "expected_birth_date", "must be left out for someone with a citizen number",
          problems);
  if (person.birth_date_use == BirthDateUse::kNothing) return;  // what stands there then is a convention (1900-01-01)
  if (!person.birth_date) {
    problems->push_back({"birth_date", "is needed for someone with a citizen number, unless nothing of it is known"});
    return;
  }
  Require(*person.birth_date <= day, "birth_date",
          "must not be later than the referral for someone with a citizen number", problems);
  Require(person.birth_date->AddYears(kAgeMax) >= day, "birth_date", "must not be over 120 years before the referral",
          problems);
}

void CheckAddress(const Address& address, Problems* problems) {
  Require(IsLine(address.street, kStreetCharactersMax), "address.street", "must be one line of 1 to 24 characters",
          problems);
  Require(address.house_number >= 1 && address.house_number <= kHouseNumberMax, "address.house_number",
          "must be 1 to 99999", problems);
  Require(IsEmptyOrLine(address.addition, kAdditionCharactersMax), "address.house_number_addition",
          "must be one line of at most 4 characters", problems);
  Require(IsPostalCode(address.postal_code), "address.postal_code",
          "must be four digits, not beginning with 0, and two capitals", problems);
  Require(IsLine(address.city, kCityCharactersMax), "address.city", "must be one line of 1 to 80 characters", problems);
}

// What `first` says, and where it says nothing what `second` says. A prefix belongs to its family name, a use to its
// birth date.
Person Prefer(const Person& first, const Person& second) {
  Person result = first;
  if (first.family_name.empty()) {
    result.family_name = second.family_name;
    result.prefix = second.prefix;
  }
  if (first.first_names.empty()) result.first_names = second.first_names;
  if (first.initials.empty()) result.initials = second.initials;
  if (!first.birth_date || first.birth_date_use == BirthDateUse::kNothing) {
    result.birth_date = second.birth_date;
    result.birth_date_use = second.birth_date_use;
  }
  if (first.gender == Gender::kUnknown) result.gender = second.gender;
  if (!first.address) result.address = second.address;
  return result;
}

}  // namespace

std::optional<Gender> GenderOf(int code) {
  switch (code) {
    case static_cast<int>(Gender::kUnknown):
    case static_cast<int>(Gender::kMale):
    case static_cast<int>(Gender::kFemale):
    case static_cast<int>(Gender::kNotSpecified):
      return static_cast<Gender>(code);
    default:
      return std::nullopt;
  }
}

std::optional<BirthDateUse> BirthDateUseOf(int code) {
  if (code < static_cast<int>(BirthDateUse::kWhole) || code > static_cast<int>(BirthDateUse::kNothing)) {
    return std::nullopt;
  }
  return static_cast<BirthDateUse>(code);
}

Problems CheckPerson(const Person& person, Date day) {
  Problems problems;
  CheckNames(person, &problems);
  CheckBirthDate(person, day, &problems);
  if (person.address) CheckAddress(*person.address, &problems);
  return problems;
}

Person Reconcile(const Person& known, const Person& told, Trust trust) {
  return trust == Trust::kMunicipality ? Prefer(told, known) : Prefer(known, told);
}

std::size_t CountCharacters(std::string_view utf8) {
  // Every character has one byte that continues none.
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

bool IsLine(std::string_view utf8, std::size_t characters_max) {
  return utf8.find_first_not_of(' ') != std::string_view::npos && CountCharacters(utf8) <= characters_max &&
         std::none_of(utf8.begin(), utf8.end(), IsControl);
}

}  // namespace clientroute::intake
