#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
#include "services/messaging/standard/rule.h"
#include "services/messaging/standard/simple_types.h"
#include "tests/unit/messaging/example_claims.h"
#include "tests/unit/messaging/example_messages.h"

// What the schema itself holds a message to, by the ids of the standard: each with a value that passes and one that
// fails.

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

struct Restriction {
  std::string_view rule;
  TypeIndex type;
  std::string good;
  std::string bad;
};

std::string Long(std::size_t characters) { return std::string(characters, 'a'); }

std::vector<Restriction> Restrictions() {
  return {
      {"RS001", "Huisnummer"_type, "0", "-1"},
      {"RS001", "Budget"_type, "0", "-1"},
      {"RS001", "TotaalBedrag"_type, "0", "-1"},
      {"RS002", "RelatieVolgorde"_type, "99", "100"},
      {"RS004", "Huisnummer"_type, "99999", "100000"},
      {"RS005", "Bedrag"_type, "99999999", "100000000"},
      {"RS005", "Volume"_type, "99999999", "100000000"},
      {"RS006", "Nummer"_type, "999999999", "1000000000"},
      {"RS008", "DebetCredit"_type, "D", "DC"},
      {"RS008", "Huisletter"_type, "a", "ab"},
      {"RS009", "LandCode"_type, "NL", "NLD"},
      {"RS010", "BerichtCode"_type, Long(3), Long(4)},
      {"RS011", "HuisnummerToevoeging"_type, Long(4), Long(5)},
      {"RS011", "RetourCode"_type, "0200", "02000"},
      {"RS012", "ProductCode"_type, Long(5), Long(6)},
      {"RS013", "Voorletters"_type, Long(6), Long(7)},
      {"RS014", "Postcode"_type, Long(8), Long(9)},
      {"RS015", "BurgerServicenummer"_type, "999900006", "9999000060"},
      {"RS016", "Voorvoegsel"_type, Long(10), Long(11)},
      {"RS017", "IdentificatieBericht"_type, Long(12), Long(13)},
      {"RS018", "Telefoonnummer"_type, "012345678901234", "0123456789012345"},
      {"RS019", "ReferentieNummer"_type, Long(20), Long(21)},
      {"RS020", "Straatnaam"_type, Long(24), Long(25)},
      {"RS021", "Taal"_type, Long(25), Long(26)},
      {"RS023", "Organisatienaam"_type, Long(35), Long(36)},
      {"RS024", "Referentie"_type, Long(36), Long(37)},
      {"RS025", "NaamVerwijzer"_type, Long(64), Long(65)},
      {"RS026", "Emailadres"_type, Long(80), Long(81)},
      {"RS028", "Naam"_type, Long(200), Long(201)},
      {"RS031", "Commentaar"_type, "twee\nregels", " \n "},
      {"RS032", "Datum"_type, "2026-04-15", "2026-04-15Z"},
      {"RS032", "Datum"_type, "2026-04-15", "2026-04-15+02:00"},
      {"RS033", "Naam"_type, "a", ""},
      {"RS034", "Tijd"_type, "12:00:00", "12:00:00Z"},
      {"RS034", "Tijd"_type, "12:00:00.5", "12:00:00-01:00"},
      {"RS035", "Gemeente"_type, "0361", "361"},
      {"RS035", "Gemeente"_type, "0361", "036A"},
      {"RS036", "AgbCode"_type, "12345678", "1234567"},
      {"RS037", "BurgerServicenummer"_type, "999900006", "99990000"},
      {"RS037", "BurgerServicenummer"_type, "999900006", "99990000x"},
      {"RS040", "TotaalBedrag"_type, "999999999999", "1000000000000"},
      {"RS045", "Voorletters"_type, "ABé", "A.B."},
      {"RS045", "Voorletters"_type, "AB", "A B"},
      {"RS046", "Telefoonnummer"_type, "0612345678", "06-12345678"},
      {"RS048", "Versie"_type, "1.0.10", "1.0"},
      {"RS048", "Versie"_type, "1.0.10", "1.01.0"},
  };
}

TEST(RestrictionTest, AValueIsOfItsTypeOrNot) {
  for (const Restriction& one : Restrictions()) {
    const SimpleType& type = kSimpleTypes[one.type.row];
    EXPECT_FALSE(CheckValue(type, one.good).has_value()) << one.rule << " " << type.name << " '" << one.good << "'";
    EXPECT_TRUE(CheckValue(type, one.bad).has_value()) << one.rule << " " << type.name << " '" << one.bad << "'";
  }
}

/// A value that one message alone holds to more than its type.
struct Fixed {
  std::string_view rule;
  Message (*example)();
  std::string_view element;
  std::string_view good;
  std::string_view bad;
};

constexpr Fixed kFixed[] = {
    {"CS015", example::Start, "jw305:BerichtSubversie", "2", "1"},
    {"CS025", example::Start, "jw305:BerichtVersie", "3", "2"},
    {"RS047", example::Start, "jw305:BerichtCode", "438", "439"},
    {"CS319", example::Claim, "jw323:DeclaratieNummer", "D202603", "D2026-03"},
};

std::string With(const Fixed& one, std::string_view value) {
  std::string bytes = WriteMessage(one.example()).bytes;
  const std::string open = "<" + std::string(one.element) + ">";
  const std::size_t begin = bytes.find(open) + open.size();
  return bytes.replace(begin, bytes.find('<', begin) - begin, value);
}

TEST(RestrictionTest, AMessageHoldsItsOwnValues) {
  for (const Fixed& one : kFixed) {
    EXPECT_TRUE(ParseMessage(With(one, one.good)).ok()) << one.rule;
    const ParseOutcome refused = ParseMessage(With(one, one.bad));
    ASSERT_EQ(refused.errors.size(), 1U) << one.rule;
    EXPECT_EQ(refused.errors[0].code, SchemaErrorCode::kValue);
    EXPECT_TRUE(refused.errors[0].path.ends_with(one.element.substr(one.element.find(':') + 1)));
  }
}

TEST(RestrictionTest, EveryRuleOfTheSchemaHasACase) {
  std::set<std::string_view> cases;
  for (const Restriction& one : Restrictions()) cases.insert(one.rule);
  for (const Fixed& one : kFixed) cases.insert(one.rule);
  std::set<std::string_view> rules;
  for (const Rule& rule : Rules()) {
    if (rule.level == ControlLevel::kSchema) rules.insert(rule.id);
  }
  EXPECT_EQ(cases, rules);
}

}  // namespace
}  // namespace clientroute::messaging
