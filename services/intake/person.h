#ifndef CLIENTROUTE_SERVICES_INTAKE_PERSON_H_
#define CLIENTROUTE_SERVICES_INTAKE_PERSON_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "services/platform/values/codes.h"
#include "services/platform/values/date.h"
#include "services/platform/values/problem.h"

namespace clientroute::intake {

/// Gender as the messages write it (COD046); the number is the code.
enum class Gender : std::uint8_t { kUnknown = 0, kMale = 1, kFemale = 2, kNotSpecified = 9 };
/// nullopt for a number that is no gender.
std::optional<Gender> GenderOf(int code);

/// How much of a birth date is known (DatumGebruik, COD170); the number is the code, 0 where the messages leave it out.
enum class BirthDateUse : std::uint8_t { kWhole = 0, kYearAndMonth = 1, kYear = 2, kNothing = 3 };
std::optional<BirthDateUse> BirthDateUseOf(int code);

/// The most that the messages can carry, in characters (LDT_Naam, LDT_Voorvoegsel, LDT_Voorletters, LDT_Straatnaam,
/// LDT_HuisnummerToevoeging, LDT_Plaatsnaam), and the highest house number.
inline constexpr std::size_t kNameCharactersMax = 200;
inline constexpr std::size_t kPrefixCharactersMax = 10;
inline constexpr std::size_t kInitialsMax = 6;
inline constexpr std::size_t kStreetCharactersMax = 24;
inline constexpr std::size_t kAdditionCharactersMax = 4;
inline constexpr std::size_t kCityCharactersMax = 80;
inline constexpr int kHouseNumberMax = 99'999;
/// TR002: nobody is older.
inline constexpr int kAgeMax = 120;
/// How far ahead a child can be expected, and how long it can be overdue, in days from the referral.
inline constexpr int kExpectedDaysMax = 300;
inline constexpr int kOverdueDaysMax = 30;

/// A Dutch address.
struct Address {
  std::string street;
  int house_number = 0;
  /// Letter or addition; may be empty.
  std::string addition;
  /// `1234AB`.
  std::string postal_code;
  std::string city;
  friend bool operator==(const Address&, const Address&) = default;
};

/// Who someone is. Identifying: kept sealed, never logged. A value, thread-safe.
struct Person {
  /// Absent for a child not yet born, who has none (INT-3).
  std::optional<CitizenNumber> citizen_number;
  std::string family_name;
  std::string prefix;
  std::string first_names;
  std::string initials;
  /// Absent when nothing of it is known, and for a child not yet born.
  std::optional<Date> birth_date;
  BirthDateUse birth_date_use = BirthDateUse::kWhole;
  Gender gender = Gender::kUnknown;
  std::optional<Address> address;
  /// The day on which a child not yet born is expected; for nobody else.
  std::optional<Date> expected_birth;
  friend bool operator==(const Person&, const Person&) = default;
};

/// Everything that is wrong with a person who is referred on `day`, by its path in the person (`birth_date`). Who has
/// no citizen number is a child not yet born: it has no birth date but a day on which it is expected. Pure.
Problems CheckPerson(const Person& person, Date day);

/// Whose word on a person counts for how much.
enum class Trust : std::uint8_t {
  /// The municipality's own people, who look in the register of persons: what they say replaces what is known.
  kMunicipality,
  /// Everybody else: what they say fills what is not known and changes nothing.
  kOthers,
};

/// What is known of a client after someone told something about the same person (same citizen number). Pure.
Person Reconcile(const Person& known, const Person& told, Trust trust);

/// Characters of a UTF-8 text, not bytes.
std::size_t CountCharacters(std::string_view utf8);
/// Whether a text is one line that shows something: 1 to `characters_max` characters, none a control character, not
/// only spaces.
bool IsLine(std::string_view utf8, std::size_t characters_max);

}  // namespace clientroute::intake

#endif  // CLIENTROUTE_SERVICES_INTAKE_PERSON_H_
