#include "services/messaging/standard/simple_type.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "services/messaging/standard/simple_types.h"

namespace clientroute::messaging {
namespace {

const SimpleType& TypeNamed(std::string_view name) {
  for (const SimpleType& type : kSimpleTypes) {
    if (type.name == name) return type;
  }
  ADD_FAILURE() << "no type " << name;
  return kSimpleTypes[0];
}

struct Case {
  std::string_view type;
  std::string text;
  std::optional<ValueFault> fault;
};

std::string Times(std::size_t count, std::string_view text) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all.append(text);
  return all;
}

std::vector<Case> TextCases() {
  return {
      {"AgbCode", "01234567", std::nullopt},
      {"AgbCode", "0123456", ValueFault::kTooShort},
      {"AgbCode", "012345678", ValueFault::kTooLong},
      {"AgbCode", "0123456A", ValueFault::kPattern},
      {"AgbCode", "0123456 ", ValueFault::kPattern},
      {"BurgerServicenummer", "999900006", std::nullopt},
      {"BurgerServicenummer", "99990000", ValueFault::kTooShort},
      {"Gemeente", "0384", std::nullopt},
      {"Gemeente", "384", ValueFault::kTooShort},
      {"Naam", "", ValueFault::kEmpty},
      {"Naam", " ", ValueFault::kPattern},
      {"Naam", " de Wit ", std::nullopt},
      {"Naam", "de\nWit", ValueFault::kPattern},
      {"Naam", "de\tWit", std::nullopt},
      {"Naam", Times(200, "é"), std::nullopt},
      {"Naam", Times(201, "é"), ValueFault::kTooLong},
      {"Commentaar", "eerste regel\ntweede regel", std::nullopt},
      {"Commentaar", " \n\t", ValueFault::kPattern},
      {"Commentaar", Times(5000, "x "), std::nullopt},
      {"Voorletters", "ABC", std::nullopt},
      {"Voorletters", "ÉÇ", std::nullopt},
      {"Voorletters", "ỳ", std::nullopt},
      {"Voorletters", "ỵ", ValueFault::kPattern},
      {"Voorletters", "A.B", ValueFault::kPattern},
      {"Voorletters", "ABCDEFG", ValueFault::kTooLong},
      {"Telefoonnummer", "0612345678", std::nullopt},
      {"Telefoonnummer", "06-12345678", ValueFault::kPattern},
      {"Versie", "1.0.0", std::nullopt},
      {"Versie", "10.20.30", std::nullopt},
      {"Versie", "1.0", ValueFault::kPattern},
      {"Versie", "1.0.0.0", ValueFault::kPattern},
      {"Versie", "01.0.0", ValueFault::kPattern},
      {"Versie", "1..0", ValueFault::kPattern},
      {"Versie", "1.0.x", ValueFault::kPattern},
      {"Huisletter", "A", std::nullopt},
      {"Huisletter", "AB", ValueFault::kTooLong},
      {"Eenheid", "04", std::nullopt},
      {"Eenheid", "4", ValueFault::kNotInCodeList},
      {"Eenheid", " 04", ValueFault::kNotInCodeList},
      {"ProductCategorie", "39", ValueFault::kNotInCodeList},
      {"LandCode", "NL", std::nullopt},
      {"LandCode", "nl", ValueFault::kNotInCodeList},
  };
}

std::vector<Case> NumberAndDateCases() {
  return {
      {"Volume", "0", std::nullopt},
      {"Volume", "99999999", std::nullopt},
      {"Volume", "100000000", ValueFault::kOutOfRange},
      {"Volume", "00000000099999999", std::nullopt},
      {"Volume", " \n12\t", std::nullopt},
      {"Volume", "+5", std::nullopt},
      {"Volume", "-0", std::nullopt},
      {"Volume", "-1", ValueFault::kOutOfRange},
      {"Volume", "1 2", ValueFault::kNotAnInteger},
      {"Volume", "1.0", ValueFault::kNotAnInteger},
      {"Volume", "+", ValueFault::kNotAnInteger},
      {"Volume", "99999999999999999999999999999", ValueFault::kOutOfRange},
      {"Volume", "  ", ValueFault::kEmpty},
      {"Datum", "2026-02-28", std::nullopt},
      {"Datum", " 2026-02-28\n", std::nullopt},
      {"Datum", "2024-02-29", std::nullopt},
      {"Datum", "2026-02-29", ValueFault::kNotADate},
      {"Datum", "1900-02-29", ValueFault::kNotADate},
      {"Datum", "2026-13-01", ValueFault::kNotADate},
      {"Datum", "2026-00-10", ValueFault::kNotADate},
      {"Datum", "2026-1-01", ValueFault::kNotADate},
      {"Datum", "20260101", ValueFault::kNotADate},
      {"Datum", "0000-01-01", ValueFault::kNotADate},
      {"Datum", "12026-01-01", ValueFault::kNotADate},
      {"Datum", "-2026-01-01", ValueFault::kNotADate},
      {"Datum", "2026-01-01Z", ValueFault::kTimeZone},
      {"Datum", "2026-01-01+01:00", ValueFault::kTimeZone},
      {"Datum", "2026-01-01T00:00:00", ValueFault::kNotADate},
      {"Tijd", "23:59:59", std::nullopt},
      {"Tijd", "23:59:59.125", std::nullopt},
      {"Tijd", "24:00:00", std::nullopt},
      {"Tijd", "24:00:01", ValueFault::kNotATime},
      {"Tijd", "24:00:00.001", ValueFault::kNotATime},
      {"Tijd", "25:00:00", ValueFault::kNotATime},
      {"Tijd", "12:60:00", ValueFault::kNotATime},
      {"Tijd", "12:00:60", ValueFault::kNotATime},
      {"Tijd", "12:00", ValueFault::kNotATime},
      {"Tijd", "12:00:00.", ValueFault::kNotATime},
      {"Tijd", "12:00:00Z", ValueFault::kTimeZone},
      {"Tijd", "12:00:00+01:00", ValueFault::kTimeZone},
  };
}

TEST(SimpleTypeTest, JudgesTextsByLengthPatternAndCodeList) {
  for (const Case& one : TextCases())
    EXPECT_EQ(CheckValue(TypeNamed(one.type), one.text), one.fault) << one.type << " '" << one.text << "'";
}

TEST(SimpleTypeTest, JudgesNumbersDatesAndTimes) {
  for (const Case& one : NumberAndDateCases())
    EXPECT_EQ(CheckValue(TypeNamed(one.type), one.text), one.fault) << one.type << " '" << one.text << "'";
}

TEST(SimpleTypeTest, EveryCodeOfEveryListIsOfItsType) {
  for (const SimpleType& type : kSimpleTypes) {
    if (type.codes == nullptr) continue;
    for (const Code& code : type.codes->codes) {
      EXPECT_EQ(CheckValue(type, code.code), std::nullopt) << type.name << " " << code.code;
      EXPECT_EQ(CheckValue(type, std::string(code.code) + "~"), ValueFault::kNotInCodeList) << type.name;
    }
  }
}

TEST(SimpleTypeTest, OnlyNumbersDatesAndTimesAreTrimmed) {
  EXPECT_EQ(Normalised(TypeNamed("Volume"), " 7\n"), "7");
  EXPECT_EQ(Normalised(TypeNamed("Datum"), "\t2026-01-01 "), "2026-01-01");
  EXPECT_EQ(Normalised(TypeNamed("Naam"), " de Wit "), " de Wit ");
}

TEST(SimpleTypeTest, ExplainsEveryFaultInWords) {
  EXPECT_EQ(Explain(TypeNamed("AgbCode"), ValueFault::kTooShort), "moet precies 8 tekens hebben");
  EXPECT_EQ(Explain(TypeNamed("Naam"), ValueFault::kTooLong), "mag 1 tot en met 200 tekens hebben");
  EXPECT_EQ(Explain(TypeNamed("Eenheid"), ValueFault::kNotInCodeList), "moet een code zijn uit lijst WJ756 (Eenheid)");
  EXPECT_EQ(Explain(TypeNamed("Volume"), ValueFault::kOutOfRange), "moet liggen tussen 0 en 99999999");
  EXPECT_EQ(Explain(TypeNamed("Datum"), ValueFault::kTimeZone), "moet zonder tijdzone zijn");
}

}  // namespace
}  // namespace clientroute::messaging
