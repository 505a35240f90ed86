#include "services/platform/values/codes.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace clientroute {
namespace {

TEST(CitizenNumberTest, KeepsTheElevenTest) {
  for (std::string_view text : {"999900006", "999900018", "999990019", "999999990"}) {
    const auto number = CitizenNumber::Parse(text);
    ASSERT_TRUE(number.has_value()) << text;
    EXPECT_EQ(number->ToString(), text);
  }
}

TEST(CitizenNumberTest, RefusesWhatDoesNot) {
  for (std::string_view text : {"", "999900007", "000000000", "99990000", "9999000060", "99990000a", " 99990006",
                                "999900006 ", "-99900006", "111111111"}) {
    EXPECT_EQ(CitizenNumber::Parse(text), std::nullopt) << text;
  }
}

TEST(CitizenNumberTest, OneChangedDigitIsAlwaysSeen) {
  const std::string valid = "999900006";
  for (std::size_t at = 0; at < valid.size(); ++at) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string changed = valid;
      changed[at] = digit;
      EXPECT_EQ(CitizenNumber::Parse(changed).has_value(), changed == valid) << changed;
    }
  }
}

TEST(ProviderCodeTest, IsEightDigits) {
  EXPECT_EQ(ProviderCode::Parse("42420001").value().ToString(), "42420001");
  EXPECT_EQ(ProviderCode::Parse("00000000").value().ToString(), "00000000");
  for (std::string_view text : {"", "4242000", "424200011", "4242000a", "4242 001", "+4242001"}) {
    EXPECT_EQ(ProviderCode::Parse(text), std::nullopt) << text;
  }
}

TEST(MunicipalityCodeTest, IsFourDigits) {
  EXPECT_EQ(MunicipalityCode::Parse("0361").value().ToString(), "0361");
  for (std::string_view text : {"", "361", "00361", "036a", " 361"}) {
    EXPECT_EQ(MunicipalityCode::Parse(text), std::nullopt) << text;
  }
}

TEST(CodesTest, OrderAndCompareByTheirDigits) {
  EXPECT_LT(MunicipalityCode::Parse("0361"), MunicipalityCode::Parse("0373"));
  EXPECT_EQ(ProviderCode::Parse("42420001"), ProviderCode::Parse("42420001"));
}

}  // namespace
}  // namespace clientroute
