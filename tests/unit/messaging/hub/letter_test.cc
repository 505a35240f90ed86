#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/messaging/codec/base64.h"
#include "services/messaging/hub/letter_reader.h"
#include "services/messaging/hub/letter_writer.h"
#include "services/messaging/hub/transport_code.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kReference[] = "9c0f7b90-5c69-41e5-a837-0800200c9a66";
constexpr char kOther[] = "b6e9f182-bc44-4f27-9863-9a5ccc1e1cf0";

Letter Sample(LetterKind kind) {
  Letter letter;
  letter.kind = kind;
  letter.sender = {"0361", "Clientroute", "", ""};
  letter.receiver = {"42420001", "GGK", "beheer", "iemand <&>"};
  letter.reference = kReference;
  letter.sent_at = "20260401100000";
  letter.application_version = letter.application_subversion = "";
  if (kind != LetterKind::kForward) letter.cross_reference = kOther;
  if (kind == LetterKind::kForward || kind == LetterKind::kReturn) {
    letter.function = kind == LetterKind::kForward ? "WMO301" : "WMO302";
    letter.application_version = "0001";
    letter.application_subversion = "0000";
    letter.function_version = "0003";
    letter.function_subversion = "0002";
    letter.payload = "<bericht>\xE2\x82\xAC</bericht>\n";
  }
  if (kind == LetterKind::kFault || kind == LetterKind::kRefusal) {
    letter.fault = {"IB010", "client", "Geadresseerde partij niet aangesloten", "JW301 & meer"};
  }
  return letter;
}

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(LetterTest, EveryKindIsReadAsItWasWritten) {
  for (const LetterKind kind :
       {LetterKind::kForward, LetterKind::kReturn, LetterKind::kFault, LetterKind::kReceipt, LetterKind::kRefusal}) {
    Letter letter = Sample(kind);
    const LetterReading reading = ReadLetter(WriteLetter(letter));
    ASSERT_FALSE(reading.fault.has_value()) << CodeOf(kind) << ": " << reading.fault->details;
    if (letter.application_version.empty()) {
      letter.application_version = Letter().application_version;
      letter.application_subversion = Letter().application_subversion;
    }
    EXPECT_EQ(reading.letter, letter) << CodeOf(kind);
    EXPECT_EQ(reading.answerable, kind == LetterKind::kForward || kind == LetterKind::kReturn) << CodeOf(kind);
  }
}

TEST(LetterTest, TheSameLetterIsWrittenInTheSameBytes) {
  EXPECT_EQ(WriteLetter(Sample(LetterKind::kForward)), WriteLetter(Sample(LetterKind::kForward)));
}

TEST(LetterTest, AnyBytesAreAPayload) {
  std::string all;
  for (int i = 0; i < 1'021; ++i) all.push_back(static_cast<char>(i * 7));
  for (const std::size_t size : {0U, 1U, 2U, 3U, 4U, 255U, 1'021U}) {
    Letter letter = Sample(LetterKind::kForward);
    letter.payload = all.substr(0, size);
    EXPECT_EQ(ReadLetter(WriteLetter(letter)).letter.payload, letter.payload) << size;
  }
}

TEST(LetterTest, Base64MayStandInLinesAndMustBeWhole) {
  const auto decode = [](std::string_view text) -> std::string {
    Base64Decoder decoder(100);
    // In pieces, as a parser hands it over.
    for (const char c : text) decoder.Take(std::string_view(&c, 1));
    return decoder.IsWhole() ? decoder.TakeBytes() : "wrong";
  };
  const struct {
    std::string_view text;
    std::string_view says;
  } kCases[] = {{"YWJj", "abc"},    {" YW\r\nJj\t", "abc"}, {"YWI=", "ab"},   {"YW I\n=", "ab"},  {"YQ==", "a"},
                {"", ""},           {"YWJ", "wrong"},       {"YQ=", "wrong"}, {"YQ===", "wrong"}, {"=", "wrong"},
                {"YWJj=", "wrong"}, {"YQ==YQ==", "wrong"},  {"YW*j", "wrong"}};
  for (const auto& one : kCases) EXPECT_EQ(decode(one.text), one.says) << one.text;
  Base64Decoder small(2);
  small.Take("YWJj");
  EXPECT_TRUE(small.IsTooLarge());
  EXPECT_EQ(small.TakeBytes(), "ab");
}

TEST(LetterTest, WhatIsNoEnvelopeIsRefusedWithItsCodeAndReason) {
  const std::string good = WriteLetter(Sample(LetterKind::kForward));
  const struct {
    const char* what;
    std::string bytes;
    std::string says;
    bool answerable;
  } kCases[] = {
      {"nothing", "", "begint niet als XML", false},
      {"no XML", "geen xml", "begint niet als XML", false},
      {"a byte order mark", "\xEF\xBB\xBF" + good, "begint niet als XML", false},
      {"cut off", good.substr(0, good.find("<GGK:bericht>")), "houdt op", true},
      {"a DTD", Replaced(good, "<soap:Envelope", "<!DOCTYPE a [<!ENTITY b \"c\">]><soap:Envelope"), "DOCTYPE", false},
      {"an entity", Replaced(good, ">Clientroute<", ">&b;<"), "entiteit", false},
      {"another root",
       Replaced(Replaced(good, "<GGK:envelopHeenbericht-ggk_Di01", "<GGK:ander"), "</GGK:envelopHeenbericht-ggk_Di01",
                "</GGK:ander"),
       "is hier niet bekend", false},
      {"no reference",
       Replaced(good, std::string("<StUF:referentienummer>") + kReference + "</StUF:referentienummer>", ""),
       "'referentienummer' ontbreekt", false},
      {"a reference of another version", Replaced(good, "-41e5-", "-11e5-"), "'referentienummer' heeft geen", false},
      {"a reference in capitals", Replaced(good, "9c0f", "9C0F"), "'referentienummer' heeft geen", false},
      {"a wrong kind", Replaced(good, ">Di01<", ">Du01<"), "'berichtcode' heeft geen", true},
      {"a wrong time", Replaced(good, "20260401100000", "2026-04-01"), "'tijdstipBericht' heeft geen", true},
      {"a short application", Replaced(good, ">Clientroute<", ">ab<"), "'applicatie' heeft geen", false},
      {"a version of letters", Replaced(good, ">0003<", ">drie<"), "'functieVersie' heeft geen", true},
      {"an element too many", Replaced(good, "<GGK:bericht>", "<GGK:bericht><GGK:ander/>"), "'xmlBestand' ontbreekt",
       true},
      {"no payload",
       Replaced(Replaced(good, "<GGK:xmlBestand>", "<GGK:tekstBestand>"), "</GGK:xmlBestand>", "</GGK:tekstBestand>"),
       "'xmlBestand' ontbreekt", true},
      {"no base64", Replaced(good, "<GGK:xmlBestand>", "<GGK:xmlBestand>*"), "geen base64", true},
      {"text between elements", Replaced(good, "<GGK:stuurgegevens>", "<GGK:stuurgegevens>los"), "tekst tussen", true},
      {"two letters", Replaced(good, "<soap:Body>", "<soap:Body><StUF:a xmlns:StUF=\"b\"/>"), "niet precies één",
       false},
  };
  for (const auto& one : kCases) {
    const LetterReading reading = ReadLetter(one.bytes);
    ASSERT_TRUE(reading.fault.has_value()) << one.what;
    EXPECT_EQ(reading.fault->code, "IB001") << one.what;
    EXPECT_EQ(reading.fault->place, "client") << one.what;
    EXPECT_EQ(reading.fault->explanation, "Bericht voldoet niet aan XSD.") << one.what;
    EXPECT_THAT(reading.fault->details, HasSubstr(one.says)) << one.what;
    EXPECT_EQ(reading.answerable, one.answerable) << one.what;
  }
}

TEST(LetterTest, EveryCutAndEveryChangedByteIsAnsweredAndNothingBreaks) {
  const std::string good = WriteLetter(Sample(LetterKind::kReturn));
  for (std::size_t at = 0; at < good.size(); ++at) {
    EXPECT_TRUE(ReadLetter(good.substr(0, at)).fault.has_value()) << at;
    for (const char c : {'<', '>', '&', '\0', '\xFF', ' '}) {
      std::string changed = good;
      changed[at] = c;
      const LetterReading reading = ReadLetter(changed);
      if (reading.fault) EXPECT_FALSE(reading.fault->code.empty());
    }
  }
}

TEST(LetterTest, WhatIsTooLargeTooDeepOrTooMuchIsRefused) {
  const std::string good = WriteLetter(Sample(LetterKind::kForward));
  EXPECT_EQ(ReadLetter(std::string(kLetterBytesMax + 1, ' ')).fault->code, "IB003");
  // A message of a byte more than 25 MB, in an envelope that may be read.
  Letter large = Sample(LetterKind::kForward);
  large.payload.assign(kFileBytesMax + 1, 'x');
  const LetterReading reading = ReadLetter(WriteLetter(large));
  EXPECT_EQ(reading.fault->code, "IB003");
  EXPECT_TRUE(reading.answerable);
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_THAT(ReadLetter(deep).fault->details, HasSubstr("te diep"));
  std::string many = "<a>";
  for (int i = 0; i < 2'000; ++i) many += "<b/>";
  EXPECT_THAT(ReadLetter(many + "</a>").fault->details, HasSubstr("te veel elementen"));
  EXPECT_THAT(ReadLetter("<a>" + std::string(100'000, 'x') + "</a>").fault->details, HasSubstr("te groot"));
}

TEST(LetterTest, EveryCodeOfTheTransportIsKnownAndARepeatMendsNone) {
  EXPECT_EQ(TransportCodes().size(), 28U);
  for (const TransportCode& code : TransportCodes()) {
    ASSERT_NE(FindTransportCode(code.code), nullptr);
    EXPECT_FALSE(code.explanation.empty()) << code.code;
    for (const std::string_view place : {kPlaceClient, kPlaceServer}) {
      const LetterFault fault{std::string(code.code), std::string(place), std::string(code.explanation), ""};
      EXPECT_EQ(MeaningOf(fault, 1), FaultMeaning::kLasting) << code.code;
      const bool came_before = code.code == "IB016" || code.code == "IB019" || code.code == "IB020";
      EXPECT_EQ(MeaningOf(fault, 2), came_before ? FaultMeaning::kHas : FaultMeaning::kLasting) << code.code;
      // And as a letter.
      Letter letter = Sample(LetterKind::kFault);
      letter.fault = fault;
      EXPECT_EQ(ReadLetter(WriteLetter(letter)).letter.fault, fault) << code.code;
    }
  }
  EXPECT_EQ(FindTransportCode("IB210"), nullptr);
  EXPECT_EQ(MeaningOf({"IB210", "client", "", ""}, 1), FaultMeaning::kLasting);
  EXPECT_EQ(MeaningOf({"StUF058", "server", "", ""}, 1), FaultMeaning::kPassing);
}

TEST(LetterTest, TextsAreCutToWhatTheSchemasAllow) {
  Letter letter = Sample(LetterKind::kFault);
  letter.fault.explanation = std::string(150, 'x');
  for (int i = 0; i < 100; ++i) letter.fault.explanation += "\xC3\xA9";
  letter.fault.details = std::string(2'000, 'y');
  const LetterReading reading = ReadLetter(WriteLetter(letter));
  ASSERT_FALSE(reading.fault.has_value()) << reading.fault->details;
  EXPECT_EQ(reading.letter.fault.explanation.size(), 150U + 2 * 50);
  EXPECT_EQ(reading.letter.fault.details.size(), 1'000U);
}

TEST(LetterTest, ReferencesAreLowerCaseUuidsOfVersionFour) {
  EXPECT_TRUE(IsLetterReference(LetterReferenceOf(std::string(16, '\xFF'))));
  EXPECT_TRUE(IsLetterReference(LetterReferenceOf(std::string(16, '\0'))));
  EXPECT_TRUE(IsLetterReference(AnswerReferenceOf(kReference)));
  EXPECT_EQ(AnswerReferenceOf(kReference), AnswerReferenceOf(kReference));
  EXPECT_NE(AnswerReferenceOf(kReference), AnswerReferenceOf(kOther));
  for (const char* wrong : {"", "9c0f7b90-5c69-41e5-a837-0800200c9a6", "9c0f7b90-5c69-11e5-a837-0800200c9a66",
                            "9c0f7b90-5c69-41e5-c837-0800200c9a66", "9C0F7B90-5C69-41E5-A837-0800200C9A66"}) {
    EXPECT_FALSE(IsLetterReference(wrong)) << wrong;
  }
}

TEST(LetterTest, ALocalTimeStandsInALetter) {
  EXPECT_EQ(LetterTime(*ParseIso("2026-04-01T08:00:00Z")), "20260401100000");
  EXPECT_EQ(LetterTime(*ParseIso("2026-12-31T23:30:05Z")), "20270101003005");
}

}  // namespace
}  // namespace clientroute::messaging
