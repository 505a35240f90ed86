#include "services/messaging/codec/xml_scanner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "services/messaging/codec/message_writer.h"
#include "tests/unit/messaging/example_messages.h"

// What is XML and what is not, in the places where a reader goes wrong. Each case stands in a message that is valid
// without it.

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

std::string Bytes() { return WriteMessage(example::Request()).bytes; }

std::string With(std::string_view from, std::string_view to) {
  std::string bytes = Bytes();
  const std::size_t at = bytes.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return bytes.replace(at, from.size(), to);
}

/// What the first name of the client is read as; "!" with the code where the message is refused.
std::string NameOf(const std::string& bytes) {
  const ParseOutcome outcome = ParseMessage(bytes);
  if (!outcome.ok()) return "!" + std::string(messaging::NameOf(outcome.errors[0].code));
  return std::string(outcome.message->Find("Client[1]")->Get("Naam/Voornamen"_field));
}

struct Text {
  std::string written;
  std::string read;
};

TEST(XmlScannerTest, ATextIsReadAsXmlSays) {
  const Text cases[] = {
      {"Jan &amp; &lt;Piet&gt; &quot;&apos;", "Jan & <Piet> \"'"},
      {"&#74;&#x61;n &#xE9;&#x20AC;&#x1F600;", "Jan é€😀"},
      {"J<!-- een opmerking -->an", "Jan"},
      {"J<?een instructie?>an", "Jan"},
      {"<![CDATA[J<&>]]>an", "J<&>an"},
      {"<![CDATA[]]>Jan<![CDATA[]]>", "Jan"},
      {"a]]b", "a]]b"},
      {"é€😀", "é€😀"},
      {"a&#xD;b", "!value"},  // a line break as a character, in a value of one line
      {"a\rb", "!value"},
      {"a\r\nb", "!value"},
      {"\xC0\x80", "!encoding"},
      {"\xED\xA0\x80", "!encoding"},
      {"\xF5\x80\x80\x80", "!encoding"},
      {"\xEF\xBF\xBF", "!encoding"},
      {"\xC3", "!encoding"},
      {std::string("a\0b", 3), "!encoding"},
      {"\x1F", "!encoding"},
      {"a]]>b", "!not_xml"},
      {"&#0;", "!not_xml"},
      {"&#xD800;", "!not_xml"},
      {"&#x110000;", "!not_xml"},
      {"&#99999999999999999999;", "!not_xml"},
      {"&#x;", "!not_xml"},
      {"&#65", "!not_xml"},
      {"&", "!not_xml"},
      {"&amp", "!doctype"},
      {"&naam;", "!doctype"},
      {"<!-- a -- b -->", "!not_xml"},
      {"<!-- a --->", "!not_xml"},
      {"<!-- a", "!not_xml"},
      {"<?xml version='1.0'?>", "!not_xml"},
      {"<?XML a?>", "!not_xml"},
      {"<?a:b c?>", "!not_xml"},
      {"<?a", "!not_xml"},
      {"<![CDATA[a", "!not_xml"},
      {"<!ELEMENT a>", "!not_xml"},
      {"<", "!not_xml"},
      {"< a/>", "!not_xml"},
      {"</jw315:Bericht>", "!not_xml"},
  };
  for (const Text& one : cases) EXPECT_EQ(NameOf(With(">Sanne<", ">" + one.written + "<")), one.read) << one.written;
}

TEST(XmlScannerTest, ATagIsWrittenAsXmlSays) {
  const std::string tag = "<jw315:Geslacht>";
  const Text cases[] = {
      {"<jw315:Geslacht >", "Sanne"},
      {"<jw315:Geslacht\n>", "Sanne"},
      {"<jw315:Geslacht xmlns:a='urn:a'\txmlns:b=\"urn:b\">", "Sanne"},
      {"<jw315:Geslacht xmlns='urn:a'>", "Sanne"},
      {"<jw315:Geslacht xmlns=''>", "Sanne"},
      {"<jw315:Geslacht xmlns:xml='http://www.w3.org/XML/1998/namespace'>", "Sanne"},
      {"<jw315:Geslacht xmlns:a='urn:a'xmlns:b='urn:b'>", "!not_xml"},
      {"<jw315:Geslacht xmlns:a='urn:a' xmlns:a='urn:a'>", "!not_xml"},
      {"<jw315:Geslacht xmlns:a=''>", "!not_xml"},
      {"<jw315:Geslacht xmlns:a='a b'>", "!not_xml"},
      {"<jw315:Geslacht xmlns:a='<'>", "!not_xml"},
      {"<jw315:Geslacht xmlns:a=urn:a>", "!not_xml"},
      {"<jw315:Geslacht xmlns:xmlns='urn:a'>", "!not_xml"},
      {"<jw315:Geslacht xmlns:xml='urn:a'>", "!not_xml"},
      {"<jw315:Geslacht xmlns:a='http://www.w3.org/2000/xmlns/'>", "!not_xml"},
      {"<jw315:Geslacht a>", "!not_xml"},
      {"<jw315:Geslacht a:b='c'>", "!not_xml"},
      {"<jw315:Geslacht a='1' a='1'>", "!not_xml"},
      {"<jw315:Geslacht a='&#1;'>", "!not_xml"},
      {"<jw315:Geslacht a='&b;'>", "!doctype"},
      {"<jw315:Geslacht", "!not_xml"},
      {"<jw315:a:Geslacht>", "!not_xml"},
      {"<jw315:>", "!not_xml"},
      {"<:Geslacht>", "!not_xml"},
      {"<1>", "!not_xml"},
      {"<elders:Geslacht>", "!not_xml"},
  };
  for (const Text& one : cases) EXPECT_EQ(NameOf(With(tag, one.written)), one.read) << one.written;
}

TEST(XmlScannerTest, AFileBeginsAndEndsAsXmlSays) {
  const std::string declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  const Text cases[] = {
      {"", "Sanne"},
      {"<?xml version='1.0'?>", "Sanne"},
      {"<?xml version = '1.1' encoding='utf-8' standalone='yes' ?>", "Sanne"},
      {declaration + "<!-- a --><?b c?>\n", "Sanne"},
      {"<?xml version='2.0'?>", "!not_xml"},
      {"<?xml encoding='UTF-8'?>", "!not_xml"},
      {"<?xml version='1.0'encoding='UTF-8'?>", "!not_xml"},
      {"<?xml version='1.0' standalone='misschien'?>", "!not_xml"},
      {"<?xml version='1.0' standalone='yes' encoding='UTF-8'?>", "!not_xml"},
      {"<?xml version='1.0'>", "!not_xml"},
      {" " + declaration, "!not_xml"},
      {"tekst", "!not_xml"},
      {declaration + "<!DOCTYPE a>", "!doctype"},
      {"<?xml version='1.0' encoding='UTF-16'?>", "!encoding"},
  };
  for (const Text& one : cases) EXPECT_EQ(NameOf(With(declaration, one.written)), one.read) << one.written;
  for (const char* after : {"\n", "<!-- a -->", "<?a b?>\n"}) EXPECT_EQ(NameOf(Bytes() + after), "Sanne") << after;
  for (const char* after : {"a", "<a/>", "&amp;", "<!DOCTYPE a>", "<![CDATA[a]]>"}) {
    EXPECT_FALSE(ParseMessage(Bytes() + after).ok()) << after;
  }
}

/// So many attributes with another number each.
std::string Numbered(std::string_view before, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text.append(" ").append(before).append(std::to_string(i)).append("='urn:a'");
  return text;
}

TEST(XmlScannerTest, AttributesAndNamespacesAreLimited) {
  const auto declared = [](std::size_t count) {
    return NameOf(With("<jw315:Geslacht>", "<jw315:Geslacht" + Numbered("xmlns:a", count) + ">"));
  };
  constexpr std::size_t kOwn = 2;  // of the message itself
  EXPECT_EQ(declared(kNamespacesMax - kOwn), "Sanne");
  EXPECT_EQ(declared(kNamespacesMax - kOwn + 1), "!too_many");
  const auto attributed = [](std::size_t count) {
    return NameOf(With("<jw315:Geslacht>", "<jw315:Geslacht" + Numbered("a", count) + ">"));
  };
  EXPECT_EQ(attributed(kAttributesMax), "!unexpected_attribute");
  EXPECT_EQ(attributed(kAttributesMax + 1), "!too_many");
}

TEST(XmlScannerTest, ADeclarationHoldsForItsElementAlone) {
  const std::string inside =
      With("<jw315:Geslacht>2</jw315:Geslacht>",
           "<a:Geslacht xmlns:a='http://www.istandaarden.nl/ijw/3_2/jw315/schema'>2</a:Geslacht>");
  EXPECT_EQ(NameOf(inside), "Sanne");
  std::string outside = inside;
  const std::size_t at = outside.find("<jw315:Naam>");
  outside.replace(at, 12, "<a:Naam>");
  EXPECT_EQ(NameOf(outside), "!not_xml");
}

TEST(XmlScannerTest, AnErrorIsOnTheLineWhereItsElementBegins) {
  const std::string bytes = "<?xml version='1.0'?>\r\n<!--\n\n--><a\n b='\n'/>";
  const ParseOutcome outcome = ParseMessage(bytes);
  ASSERT_EQ(outcome.errors.size(), 1U);
  EXPECT_EQ(outcome.errors[0].line, 4U);
}

}  // namespace
}  // namespace clientroute::messaging
