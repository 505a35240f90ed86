#include "services/messaging/codec/message_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "services/messaging/codec/message_writer.h"
#include "tests/unit/messaging/example_messages.h"

namespace clientroute::messaging {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using namespace literals;  // NOLINT(google-build-using-namespace)

std::string Bytes(const Message& message) {
  WriteOutcome outcome = WriteMessage(message);
  EXPECT_TRUE(outcome.ok());
  return outcome.bytes;
}

std::string Replaced(std::string text, std::string_view what, std::string_view by) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

TEST(MessageReaderTest, ReadsAMessageIntoItsClassesAndValues) {
  const ParseOutcome outcome = ParseMessage(Bytes(example::Request()));
  ASSERT_TRUE(outcome.ok());
  const Message& message = *outcome.message;
  EXPECT_EQ(message.schema().name(), "JW315");
  EXPECT_EQ(message.sender(), example::kProvider);
  EXPECT_EQ(message.receiver(), example::kMunicipality);
  EXPECT_EQ(message.identification(), "2026-0001");
  EXPECT_EQ(message.signed_on(), "2026-04-15");
  const auto product = message.Find("Client[1]/AangevraagdeProducten/AangevraagdProduct[2]");
  ASSERT_TRUE(product.has_value());
  EXPECT_EQ(product->Get("Product/Code"_field), "45A02");
  EXPECT_EQ(product->Get("Omvang/Eenheid"_field), "16");
  EXPECT_EQ(product->Get("Verwijzer/ZorgverlenerCode"_field), "01012345");
  EXPECT_FALSE(product->Has("Budget"_field));
  EXPECT_GT(product->line(), message.body()->line());
  EXPECT_GT(product->LineOf("Omvang/Volume"_field), product->line());
}

TEST(MessageReaderTest, DecodesCharacterReferencesCdataAndComments) {
  std::string bytes = Bytes(example::Request());
  bytes = Replaced(bytes, "Dijkstra", "&#68;ijk<!-- in tween --><![CDATA[stra & <]]>&amp;&#xE9;");
  const ParseOutcome outcome = ParseMessage(bytes);
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome.message->body()->Get("Naam/Geslachtsnaam/Achternaam"_field), "Dijkstra & <&é");
}

TEST(MessageReaderTest, TrimsNumbersAndDatesButNoTexts) {
  std::string bytes = Bytes(example::Request());
  bytes = Replaced(bytes, ">2012-05-20<", ">\n 2012-05-20 <");
  bytes = Replaced(bytes, ">Sanne<", "> Sanne <");
  const ParseOutcome outcome = ParseMessage(bytes);
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome.message->body()->Get("Geboortedatum/Datum"_field), "2012-05-20");
  EXPECT_EQ(outcome.message->body()->Get("Naam/Voornamen"_field), " Sanne ");
}

TEST(MessageReaderTest, AcceptsASchemaLocationAndOtherPrefixes) {
  std::string bytes = Bytes(example::Start());
  bytes = Replaced(bytes, "<jw305:Bericht ",
                   "<jw305:Bericht xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                   "xsi:schemaLocation=\"http://www.istandaarden.nl/ijw/3_2/jw305/schema JW305.xsd\" ");
  EXPECT_TRUE(ParseMessage(bytes).ok());
  for (std::size_t at = 0; (at = bytes.find("jw305:", at)) != std::string::npos; at += 2) bytes.replace(at, 6, "p:");
  bytes = Replaced(bytes, "xmlns:jw305=", "xmlns:p=");
  EXPECT_TRUE(ParseMessage(bytes).ok());
}

struct Case {
  const char* name;
  const char* what;  // is replaced in a clean 315 ...
  std::string by;    // ... by this
  SchemaErrorCode code;
  const char* path;
  const char* reason;  // part of it
};

class BrokenMessage : public testing::TestWithParam<Case> {};

TEST_P(BrokenMessage, IsRefusedWithThePlaceAndTheReason) {
  const Case& one = GetParam();
  const ParseOutcome outcome = ParseMessage(Replaced(Bytes(example::Request()), one.what, one.by));
  EXPECT_FALSE(outcome.message.has_value());
  ASSERT_FALSE(outcome.errors.empty());
  EXPECT_EQ(NameOf(outcome.errors[0].code), NameOf(one.code));
  EXPECT_EQ(outcome.errors[0].path, one.path);
  EXPECT_THAT(outcome.errors[0].reason, HasSubstr(one.reason));
  EXPECT_GT(outcome.errors[0].line, 0U);
}

constexpr const char* kProduct = "Bericht/Client/AangevraagdeProducten/AangevraagdProduct[1]";

INSTANTIATE_TEST_SUITE_P(
    Level1, BrokenMessage,
    testing::Values(
        Case{"Doctype", "<jw315:Bericht ", "<!DOCTYPE jw315:Bericht [<!ENTITY a 'b'>]><jw315:Bericht ",
             SchemaErrorCode::kDoctype, "", "DOCTYPE"},
        Case{"Entity", ">Sanne<", ">&naam;<", SchemaErrorCode::kDoctype, "Bericht/Client/Naam/Voornamen", "entiteit"},
        Case{"OtherEncoding", "encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\"", SchemaErrorCode::kEncoding, "", "UTF-8"},
        Case{"BadUtf8", ">Sanne<", ">S\xE9nne<", SchemaErrorCode::kEncoding, "Bericht/Client/Naam/Voornamen", "UTF-8"},
        Case{"ControlCharacter", ">Sanne<", ">S\x01nne<", SchemaErrorCode::kEncoding, "Bericht/Client/Naam/Voornamen",
             "teken"},
        Case{"NotClosed", "</jw315:Header>", "", SchemaErrorCode::kUnexpectedElement, "Bericht/Header",
             "hoort hier niet"},
        Case{"OtherVersion", "3_2/jw315/schema", "3_1/jw315/schema", SchemaErrorCode::kUnknownMessage, "",
             "naamruimte"},
        Case{"BasisOfOtherVersion", "3_2/basisschema", "3_1/basisschema", SchemaErrorCode::kUnexpectedElement,
             "Bericht/Header/BerichtIdentificatie", "naamruimte"},
        Case{"OtherMessageCode", ">446<", ">447<", SchemaErrorCode::kValue, "Bericht/Header/BerichtCode", "hoort"},
        Case{"OtherMajorVersion", "Versie>3<", "Versie>4<", SchemaErrorCode::kValue, "Bericht/Header/BerichtVersie",
             "hoort"},
        Case{"MissingElement", "<jw315:Bsn>999900006</jw315:Bsn>", "", SchemaErrorCode::kMissingElement,
             "Bericht/Client/Bsn", "ontbreekt"},
        Case{"MissingLastElement", "<ijw:Frequentie>2</ijw:Frequentie>", "", SchemaErrorCode::kMissingElement,
             "Bericht/Client/AangevraagdeProducten/AangevraagdProduct[1]/Omvang/Frequentie", "ontbreekt"},
        Case{"TooOften", "<jw315:Geslacht>2</jw315:Geslacht>",
             "<jw315:Geslacht>2</jw315:Geslacht><jw315:Geslacht>2</jw315:Geslacht>", SchemaErrorCode::kTooOften,
             "Bericht/Client/Geslacht", "te vaak"},
        Case{"UnknownElement", "<jw315:Geslacht>", "<jw315:Leeftijd>7</jw315:Leeftijd><jw315:Geslacht>",
             SchemaErrorCode::kUnexpectedElement, "Bericht/Client", "'Leeftijd'"},
        Case{"OtherNamespace", "<ijw:Volume>4</ijw:Volume>", "<jw315:Volume>4</jw315:Volume>",
             SchemaErrorCode::kUnexpectedElement, "Bericht/Client/AangevraagdeProducten/AangevraagdProduct[1]/Omvang",
             "andere naamruimte"},
        Case{"Attribute", "<jw315:Geslacht>", "<jw315:Geslacht soort=\"x\">", SchemaErrorCode::kUnexpectedAttribute,
             "Bericht/Client/Geslacht", "'soort'"},
        Case{"Nil", "<jw315:Geslacht>",
             "<jw315:Geslacht xmlns:x=\"http://www.w3.org/2001/XMLSchema-instance\" x:nil=\"true\">",
             SchemaErrorCode::kUnexpectedAttribute, "Bericht/Client/Geslacht", "'nil'"},
        Case{"TextBetween", "<jw315:Geslacht>", "los<jw315:Geslacht>", SchemaErrorCode::kUnexpectedText,
             "Bericht/Client", "geen tekst"},
        Case{"EmptyValue", ">Sanne<", "><", SchemaErrorCode::kValue, "Bericht/Client/Naam/Voornamen", "leeg"},
        Case{"ElementInValue", ">Sanne<", "><ijw:Naam/>Sanne<", SchemaErrorCode::kUnexpectedElement,
             "Bericht/Client/Naam/Voornamen", "hoort hier niet"},
        Case{"BadDate", ">2012-05-20<", ">2012-02-30<", SchemaErrorCode::kValue, "Bericht/Client/Geboortedatum/Datum",
             "datum"},
        Case{"ZonedDate", ">2012-05-20<", ">2012-05-20Z<", SchemaErrorCode::kValue,
             "Bericht/Client/Geboortedatum/Datum", "tijdzone"},
        Case{"NotInCodeList", "Eenheid>16<", "Eenheid>17<", SchemaErrorCode::kValue,
             "Bericht/Client/AangevraagdeProducten/AangevraagdProduct[1]/Omvang/Eenheid", "WJ756"},
        Case{"TooLong", ">AANVRAAG-1<", ">" + std::string(37, 'A') + "<", SchemaErrorCode::kValue,
             "Bericht/Client/AangevraagdeProducten/AangevraagdProduct[1]/ReferentieAanbieder", "36 tekens"},
        Case{"TooLarge", ">Sanne<", ">" + std::string(kValueBytesMax + 1, 'A') + "<", SchemaErrorCode::kTooLarge,
             "Bericht/Client/Naam/Voornamen", "langer"},
        Case{"AfterTheEnd", "</jw315:Bericht>", "</jw315:Bericht><meer/>", SchemaErrorCode::kNotXml, "", "welgevormd"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(MessageReaderTest, AnEmptyGroupIsNoFaultOfTheSchemaAndIsKeptApart) {
  const std::string bytes =
      Replaced(Bytes(example::Allocation()), "<jw301:Telefoon>", "<jw301:Adres/><jw301:Telefoon>");
  const ParseOutcome outcome = ParseMessage(bytes);
  ASSERT_TRUE(outcome.ok()) << outcome.errors[0].reason;
  ASSERT_EQ(outcome.message->empty_groups().size(), 1U);
  const Message::EmptyGroup& group = outcome.message->empty_groups()[0];
  EXPECT_EQ(outcome.message->at(group.instance).path(), "Client[1]/Relaties/Relatie[1]/Contact[1]");
  EXPECT_EQ(outcome.schema->node(group.node).name, "Adres");
  EXPECT_EQ(outcome.message->at(group.instance).Get("Adres/LandCode"_field), "");
}

TEST(MessageReaderTest, WhatIsNoXmlIsRefused) {
  for (const std::string& bytes :
       {std::string(), std::string("geen xml"), std::string("<a>"), std::string("\0\0\0\0", 4),
        std::string("\xFF\xFE<\0", 4), "\xEF\xBB\xBF" + Bytes(example::Start())}) {
    const ParseOutcome outcome = ParseMessage(bytes);
    EXPECT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.errors.size(), 1U);
    EXPECT_EQ(outcome.schema, nullptr);
  }
}

TEST(MessageReaderTest, ATruncatedFileIsRefusedWhereverItEnds) {
  const std::string bytes = Bytes(example::Start());
  const std::size_t end = bytes.rfind('>');
  for (std::size_t length = 0; length < end; ++length)
    EXPECT_FALSE(ParseMessage(bytes.substr(0, length)).ok()) << length;
  EXPECT_TRUE(ParseMessage(bytes.substr(0, end + 1)).ok());
}

TEST(MessageReaderTest, CollectsAllErrorsUpToALimit) {
  std::string bytes = Bytes(example::Request());
  bytes = Replaced(bytes, ">999900006<", ">9999<");
  bytes = Replaced(bytes, "Geslacht>2<", "Geslacht>7<");
  bytes = Replaced(bytes, "<ijw:Volume>4</ijw:Volume>", "");
  const ParseOutcome outcome = ParseMessage(bytes);
  ASSERT_EQ(outcome.errors.size(), 3U);
  EXPECT_EQ(outcome.errors[0].path, "Bericht/Client/Bsn");
  EXPECT_EQ(outcome.errors[1].path, "Bericht/Client/Geslacht");
  EXPECT_EQ(outcome.errors[2].path, std::string(kProduct) + "/Omvang/Volume");
  EXPECT_LT(outcome.errors[0].line, outcome.errors[2].line);

  std::string unknown;
  for (int i = 0; i < 500; ++i) unknown += "<jw315:X/>";
  EXPECT_EQ(ParseMessage(Replaced(bytes, "<jw315:Geslacht>", unknown + "<jw315:Geslacht>")).errors.size(),
            kSchemaErrorsMax);
}

TEST(MessageReaderTest, AReportNeverRepeatsAValue) {
  std::string bytes = Bytes(example::Request());
  bytes = Replaced(bytes, ">999900006<", ">geheim-1<");
  bytes = Replaced(bytes, ">2012-05-20<", ">geheim-2<");
  bytes = Replaced(bytes, "<jw315:Geslacht>", "geheim-3<jw315:Geslacht soort=\"geheim-4\">");
  for (const SchemaError& error : ParseMessage(bytes).errors) {
    EXPECT_THAT(error.reason, testing::Not(HasSubstr("geheim")));
    EXPECT_THAT(error.path, testing::Not(HasSubstr("geheim")));
  }
}

TEST(MessageReaderTest, ALongElementNameIsCutBetweenCharacters) {
  std::string name = "a";
  for (int i = 0; i < 50; ++i) name += "é";
  const ParseOutcome outcome =
      ParseMessage(Replaced(Bytes(example::Request()), "<jw315:Geslacht>", "<jw315:" + name + "/><jw315:Geslacht>"));
  ASSERT_EQ(outcome.errors.size(), 1U);
  EXPECT_THAT(outcome.errors[0].reason, HasSubstr("'" + name.substr(0, 63) + "'"));
}

TEST(MessageReaderTest, DeepNestingAndLargeFilesAreStopped) {
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<jw315:X>";
  const ParseOutcome outcome = ParseMessage(Replaced(Bytes(example::Request()), "<jw315:Geslacht>", deep));
  EXPECT_EQ(outcome.errors.back().code, SchemaErrorCode::kTooDeep);

  const std::string large = Bytes(example::Start()) + std::string(kFileBytesMax, ' ');
  EXPECT_THAT(ParseMessage(large).errors, ElementsAre(testing::Field(&SchemaError::code, SchemaErrorCode::kTooLarge)));
}

/// Writes down what it is handed, in order.
class RecordingSink : public InstanceSink {
 public:
  void OnMessage(const MessageSchema& schema) override { seen.push_back("message " + std::string(schema.name())); }
  void OnInstance(const ReadInstance& instance) override {
    const std::string parent = instance.parent == kNoInstance ? "-" : std::to_string(instance.parent);
    seen.push_back(std::to_string(instance.index) + " " + std::string(NameOf(instance.class_id)) + "[" +
                   std::to_string(instance.ordinal) + "] in " + parent + " with " +
                   std::to_string(instance.values.size()));
  }
  void OnReturnCode(InstanceIndex instance, std::string_view code) override {
    seen.push_back(std::to_string(instance) + " gets " + std::string(code));
  }
  std::vector<std::string> seen;
};

TEST(MessageReaderTest, HandsInstancesOverParentsFirstAndReturnCodesAfterwards) {
  RecordingSink forward;
  EXPECT_TRUE(ReadMessage(Bytes(example::Allocation()), forward).ok());
  EXPECT_THAT(forward.seen,
              ElementsAre("message JW301", "0 Header[1] in - with 9", "1 Client[1] in - with 7",
                          "2 Relatie[1] in 1 with 4", "3 Contact[1] in 2 with 3", "4 Contact[1] in 1 with 6",
                          "5 ToegewezenProduct[1] in 1 with 10", "6 ToegewezenProduct[2] in 1 with 10"));

  Message answer(*Catalogue::Default().FindByName("JW306"));
  const Message start = example::Start();
  for (const auto& [field, text] : start.header().values()) {
    if (field != "BerichtCode"_field) answer.Set(0, field, text);
  }
  example::Fill(answer, 0,
                {{"IdentificatieRetour"_field, "R"},
                 {"DagtekeningRetour"_field, "2026-04-16"},
                 {"XsdVersieRetour/BasisschemaXsdVersie"_field, "1.0.0"},
                 {"XsdVersieRetour/BerichtXsdVersie"_field, "1.0.0"}});
  const InstanceIndex client = example::PutClient(answer);
  const InstanceIndex product = example::Put(answer, "StartProduct"_class, client,
                                             {{"Begindatum"_field, "2026-04-10"}, {"StatusAanlevering"_field, "1"}});
  answer.AddReturnCode(client, "0200");
  answer.AddReturnCode(product, "9019");
  answer.AddReturnCode(product, "9326");
  RecordingSink returned;
  EXPECT_TRUE(ReadMessage(Bytes(answer), returned).ok());
  EXPECT_THAT(returned.seen, ElementsAre("message JW306", "0 Header[1] in - with 13", "1 Client[1] in - with 6",
                                         "2 StartProduct[1] in 1 with 2", "2 gets 9019", "2 gets 9326", "1 gets 0200"));
}

TEST(MessageReaderTest, HandsNothingOverAfterTheFirstError) {
  RecordingSink sink;
  const std::string bytes = Replaced(Bytes(example::Allocation()), "<jw301:Relaties>", "<jw301:Oud/><jw301:Relaties>");
  EXPECT_FALSE(ReadMessage(bytes, sink).ok());
  EXPECT_EQ(sink.seen.size(), 2U) << "message and header";
}

}  // namespace
}  // namespace clientroute::messaging
