#include "services/messaging/codec/message_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "services/messaging/codec/message_reader.h"
#include "tests/unit/messaging/example_messages.h"

namespace clientroute::messaging {
namespace {

using testing::HasSubstr;
using namespace literals;  // NOLINT(google-build-using-namespace)

TEST(MessageWriterTest, WritesTheStandardsNamespacesInUtf8WithoutMark) {
  const WriteOutcome outcome = WriteMessage(example::Start());
  ASSERT_TRUE(outcome.ok());
  EXPECT_TRUE(
      outcome.bytes.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<jw305:Bericht xmlns:ijw=\"http://www.istandaarden.nl/ijw/3_2/basisschema/schema\""
                                " xmlns:jw305=\"http://www.istandaarden.nl/ijw/3_2/jw305/schema\">\n"
                                "  <jw305:Header>\n"
                                "    <jw305:BerichtCode>438</jw305:BerichtCode>\n"));
  EXPECT_TRUE(outcome.bytes.ends_with("</jw305:Bericht>\n"));
  EXPECT_THAT(outcome.bytes, HasSubstr("<ijw:Categorie>45</ijw:Categorie>"));
}

TEST(MessageWriterTest, TheOrderOfBuildingDoesNotMatter) {
  Message message = example::Headed("JW305", example::kProvider, example::kMunicipality);
  const InstanceIndex client = message.Add("Client"_class, kNoInstance).value();
  const InstanceIndex first = message.Add("StartProduct"_class, client).value();
  const InstanceIndex second = message.Add("StartProduct"_class, client).value();
  for (const InstanceIndex product : {second, first}) {
    example::Fill(message, product,
                  {{"StatusAanlevering"_field, "1"},
                   {"Begindatum"_field, "2026-04-10"},
                   {"ToewijzingIngangsdatum"_field, "2026-04-01"},
                   {"Product/Code"_field, "45A01"},
                   {"Product/Categorie"_field, "45"},
                   {"ToewijzingNummer"_field, product == first ? "1001" : "1002"}});
  }
  example::FillPerson(message, client);
  message.Set(client, "Bsn"_field, example::kCitizen);
  EXPECT_EQ(WriteMessage(message).bytes, WriteMessage(example::Start()).bytes);
}

TEST(MessageWriterTest, WhatItWritesIsReadBackTheSame) {
  for (auto example : {example::Allocation, example::Start, example::Stop, example::Request}) {
    const WriteOutcome written = WriteMessage(example());
    ASSERT_TRUE(written.ok());
    const ParseOutcome read = ParseMessage(written.bytes);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(WriteMessage(*read.message).bytes, written.bytes);
  }
}

TEST(MessageWriterTest, WhatWouldBeTooLargeIsWrittenDense) {
  const Message message = example::Allocation();
  const std::string indented = WriteMessage(message).bytes;
  EXPECT_EQ(WriteMessage(message, indented.size()).bytes, indented);
  const std::string dense = WriteMessage(message, indented.size() - 1).bytes;
  EXPECT_LT(dense.size() * 10, indented.size() * 7);
  EXPECT_TRUE(
      dense.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<Bericht xmlns:b=\"http://www.istandaarden.nl/ijw/3_2/basisschema/schema\""
                        " xmlns=\"http://www.istandaarden.nl/ijw/3_2/jw301/schema\">"
                        "<Header><BerichtCode>436</BerichtCode>"));
  const ParseOutcome read = ParseMessage(dense);
  ASSERT_TRUE(read.ok()) << read.errors[0].path << " " << read.errors[0].reason;
  EXPECT_EQ(WriteMessage(*read.message).bytes, indented);
  EXPECT_EQ(WriteMessage(message, dense.size()).bytes, dense);

  const WriteOutcome none = WriteMessage(message, dense.size() - 1);
  EXPECT_TRUE(none.bytes.empty());
  ASSERT_EQ(none.errors.size(), 1U);
  EXPECT_EQ(none.errors[0].code, SchemaErrorCode::kTooLarge);
}

TEST(MessageWriterTest, MarkupAndLineEndsInATextSurvive) {
  Message message = example::Request();
  const std::string text = " <b>&amp;\r\nregel ]]> \"é\" 'ë' \t€ 😀 ";
  message.Set(message.body()->index(), "Commentaar"_field, text);
  const ParseOutcome read = ParseMessage(WriteMessage(message).bytes);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.message->body()->Get("Commentaar"_field), text);
}

struct Case {
  const char* name;
  FieldId field;  // of the client, or of the first product
  std::string text;
  SchemaErrorCode code;
  const char* path;
};

class UnwritableMessage : public testing::TestWithParam<Case> {};

TEST_P(UnwritableMessage, IsAnErrorAndNoBytes) {
  const Case& one = GetParam();
  Message message = example::Request();
  const InstanceIndex client = message.body()->index();
  if (!message.Set(client, one.field, one.text)) {
    ASSERT_TRUE(message.Set(message.Find("Client[1]/AangevraagdeProducten/AangevraagdProduct[1]")->index(), one.field,
                            one.text));
  }
  const WriteOutcome outcome = WriteMessage(message);
  EXPECT_TRUE(outcome.bytes.empty());
  ASSERT_EQ(outcome.errors.size(), 1U);
  EXPECT_EQ(NameOf(outcome.errors[0].code), NameOf(one.code));
  EXPECT_EQ(outcome.errors[0].path, one.path);
}

constexpr const char* kVolume = "Client[1]/AangevraagdeProducten/AangevraagdProduct[1]/Omvang/Volume";

INSTANTIATE_TEST_SUITE_P(
    Level1, UnwritableMessage,
    testing::Values(
        Case{"MissingValue", "Bsn"_field, "", SchemaErrorCode::kMissingElement, "Client[1]/Bsn"},
        Case{"MissingInGroup", "Omvang/Volume"_field, "", SchemaErrorCode::kMissingElement, kVolume},
        Case{"BadNumber", "Omvang/Volume"_field, "vier", SchemaErrorCode::kValue, kVolume},
        Case{"BadCode", "Geslacht"_field, "9", SchemaErrorCode::kValue, "Client[1]/Geslacht"},
        Case{"TooLong", "Naam/Voorletters"_field, "ABCDEFG", SchemaErrorCode::kValue, "Client[1]/Naam/Voorletters"},
        Case{"BadUtf8", "Commentaar"_field, "S\xE9nne", SchemaErrorCode::kEncoding, "Client[1]/Commentaar"},
        Case{"Overlong", "Commentaar"_field, "\xC0\xAF", SchemaErrorCode::kEncoding, "Client[1]/Commentaar"},
        Case{"Surrogate", "Commentaar"_field, "\xED\xA0\x80", SchemaErrorCode::kEncoding, "Client[1]/Commentaar"},
        Case{"Truncated", "Commentaar"_field, "\xE2\x82", SchemaErrorCode::kEncoding, "Client[1]/Commentaar"},
        Case{"NotACharacter", "Commentaar"_field, "\xEF\xBF\xBF", SchemaErrorCode::kEncoding, "Client[1]/Commentaar"},
        Case{"ControlCharacter", "Commentaar"_field, std::string("a\0b", 3), SchemaErrorCode::kEncoding,
             "Client[1]/Commentaar"},
        Case{"TooLarge", "Commentaar"_field, std::string(kValueBytesMax + 1, 'x'), SchemaErrorCode::kTooLarge,
             "Client[1]/Commentaar"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(MessageWriterTest, AMissingClassIsAnError) {
  Message headed = example::Headed("JW305", example::kProvider, example::kMunicipality);
  ASSERT_EQ(WriteMessage(headed).errors.size(), 1U);
  EXPECT_EQ(WriteMessage(headed).errors[0].path, "Client");
  example::PutClient(headed);
  ASSERT_EQ(WriteMessage(headed).errors.size(), 1U);
  EXPECT_EQ(WriteMessage(headed).errors[0].path, "Client[1]/StartProducten");
}

TEST(MessageWriterTest, AnotherMessagesCodeCannotBeWritten) {
  Message message = example::Start();
  message.Set(0, "BerichtCode"_field, "440");
  ASSERT_EQ(WriteMessage(message).errors.size(), 1U);
  EXPECT_EQ(WriteMessage(message).errors[0].path, "Header/BerichtCode");
}

}  // namespace
}  // namespace clientroute::messaging
