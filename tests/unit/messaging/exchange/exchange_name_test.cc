#include "services/messaging/exchange_name.h"

#include "gtest/gtest.h"

namespace clientroute::messaging {
namespace {

TEST(ExchangeName, OnlyFinishedFilesAreReady) {
  const struct {
    std::string_view name;
    bool ready;
  } rows[] = {
      {"JW315.xml", true},
      {"zonder extensie", true},
      {"JW315.xml.tmp", false},
      {"JW315.xml.part", false},
      {".JW315.xml", false},
      {"", false},
      {".", false},
      {"..", false},
      {"template.xml", true},
      {"part", true},
      {"x.TMP", true},
      {"tmp", true},
      {".taken-x.xml", false},
  };
  for (const auto& row : rows) EXPECT_EQ(IsReadyName(row.name), row.ready) << row.name;
}

TEST(ExchangeName, KnownNameIsSafe) {
  const struct {
    std::string_view given;
    std::string_view known;
  } rows[] = {
      {"JW315_42420001_1.xml", "JW315_42420001_1.xml"},
      {"verzoek om toewijzing.xml", "verzoek_om_toewijzing.xml"},
      {"a/../b.xml", "a_.._b.xml"},
      {"\x01\xff.xml", "__.xml"},
      {".hidden", "_.hidden"},
      {"", "_"},
      {"JW315_999900006.xml", "JW315__________.xml"},
      {"999900006", "_________"},
      {"1999900006.xml", "1999900006.xml"},  // ten digits are no citizen number
      {"999900007.xml", "999900007.xml"},    // nor are nine that fail the eleven test
  };
  for (const auto& row : rows) EXPECT_EQ(KnownName(row.given), row.known) << row.given;
}

TEST(ExchangeName, LongNamesAreCutAndKeepTheirEnd) {
  const std::string known = KnownName(std::string(400, 'a') + "_end.xml");
  EXPECT_EQ(known.size(), kKnownNameBytesMax);
  EXPECT_EQ(known.substr(known.size() - 8), "_end.xml");
  EXPECT_EQ(KnownName("." + std::string(400, 'b')).size(), kKnownNameBytesMax);
}

TEST(ExchangeName, CuttingNeverMakesACitizenNumber) {
  const std::size_t half = kKnownNameBytesMax / 2;
  const std::string name =
      std::string(half - 4, 'a') + "9999" + std::string(300, 'x') + "00006" + std::string(half - 5, 'b');
  const std::string known = KnownName(name);
  EXPECT_EQ(known.find("999900006"), std::string::npos);
  EXPECT_EQ(known.size(), kKnownNameBytesMax);
}

TEST(ExchangeName, TheSecondFileOfANameIsNumbered) {
  EXPECT_EQ(NumberedName("a.xml", 1), "a.xml");
  EXPECT_EQ(NumberedName("a.xml", 2), "a.xml~2");
  EXPECT_EQ(NumberedName("a.xml", 30), "a.xml~30");
}

TEST(ExchangeName, IdentificationsHaveTwelveDigits) {
  EXPECT_EQ(IdentificationOf(1), "000000000001");
  EXPECT_EQ(IdentificationOf(999'999'999'999), "999999999999");
  EXPECT_EQ(OutgoingName("JW316", "42420001", IdentificationOf(17)), "JW316_42420001_000000000017.xml");
}

TEST(ExchangeName, CitizenNumbersAreTakenOutOfTexts) {
  EXPECT_EQ(WithoutCitizenNumbers("bsn 999900006, agb 42420001"), "bsn *********, agb 42420001");
  EXPECT_EQ(WithoutCitizenNumbers("999900006999900006"), "999900006999900006");
  EXPECT_EQ(WithoutCitizenNumbers("x999900006y999900018"), "x*********y*********");
  EXPECT_EQ(WithoutCitizenNumbers(""), "");
}

}  // namespace
}  // namespace clientroute::messaging
