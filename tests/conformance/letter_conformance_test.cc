#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>

#include "services/messaging/hub/letter_reader.h"
#include "services/messaging/hub/letter_writer.h"
#include "services/messaging/hub/transport_code.h"
#include "tests/conformance/reference_schemas.h"

// The letters of the HTTP hub beside the schemas and examples that its makers give. Where those are: the folder ggk
// beside that of the standard's schemas.
namespace clientroute::conformance {
namespace {

namespace fs = std::filesystem;
using messaging::Letter;
using messaging::LetterKind;
using messaging::LetterReading;
using messaging::ReadLetter;

/// Empty where they are not.
std::string HubFolder() {
  const std::string folder = StandardFolder() + "/ggk";
  if (fs::exists(folder)) return folder;
  std::cout
      << "SKIPPED: no schemas of the hub here; they stand in ggk beside those that CLIENTROUTE_STANDARD_XSD names\n";
  return "";
}

Letter Sample(LetterKind kind) {
  Letter letter;
  letter.kind = kind;
  letter.sender = {"0361", "Clientroute", "", ""};
  letter.receiver = {"42420001", "GGK", "beheer", "iemand & <nog iemand>"};
  letter.reference = "9c0f7b90-5c69-41e5-a837-0800200c9a66";
  letter.cross_reference = "b6e9f182-bc44-4f27-9863-9a5ccc1e1cf0";
  letter.sent_at = messaging::LetterTime(*ParseIso("2026-04-01T08:00:00Z"));
  letter.function = "WMO301";
  letter.function_version = "0003";
  letter.function_subversion = "0002";
  letter.payload = "<bericht/>";
  letter.fault = {"IB010", "client", std::string(300, 'x'), std::string(2'000, 'y')};
  return letter;
}

/// What stands inside the SOAP envelope.
std::string Inside(const std::string& written, LetterKind kind) {
  const std::string open = kind == LetterKind::kRefusal ? "<detail>" : "<soap:Body>";
  const std::string close = kind == LetterKind::kRefusal ? "</detail>" : "</soap:Body>";
  const std::size_t begin = written.find(open) + open.size();
  return written.substr(begin, written.find(close) - begin);
}

void Silent(void*, const char*, ...) {}

class Schema {
 public:
  explicit Schema(const std::string& path)
      : context_(xmlSchemaNewParserCtxt(path.c_str()), &xmlSchemaFreeParserCtxt),
        schema_(xmlSchemaParse(context_.get()), &xmlSchemaFree) {
    xmlSetGenericErrorFunc(nullptr, Silent);
  }
  bool ok() const { return schema_ != nullptr; }
  bool Allows(const std::string& xml) const {
    const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
        xmlReadMemory(xml.data(), static_cast<int>(xml.size()), "letter.xml", nullptr, XML_PARSE_NONET), &xmlFreeDoc);
    const std::unique_ptr<xmlSchemaValidCtxt, decltype(&xmlSchemaFreeValidCtxt)> valid(
        xmlSchemaNewValidCtxt(schema_.get()), &xmlSchemaFreeValidCtxt);
    return document != nullptr && xmlSchemaValidateDoc(valid.get(), document.get()) == 0;
  }

 private:
  std::unique_ptr<xmlSchemaParserCtxt, decltype(&xmlSchemaFreeParserCtxt)> context_;
  std::unique_ptr<xmlSchema, decltype(&xmlSchemaFree)> schema_;
};

TEST(LetterConformance, WhatIsWrittenTheSchemasOfTheHubAllow) {
  const std::string folder = HubFolder();
  if (folder.empty()) return;
  const Schema messages(folder + "/ggk0210/ggkberichten/ggk0210_msg_ggkberichten.xsd");
  const Schema others(folder + "/0301/stuf0301.xsd");
  ASSERT_TRUE(messages.ok());
  ASSERT_TRUE(others.ok());
  for (const LetterKind kind :
       {LetterKind::kForward, LetterKind::kReturn, LetterKind::kFault, LetterKind::kReceipt, LetterKind::kRefusal}) {
    const bool message = kind == LetterKind::kForward || kind == LetterKind::kReturn;
    const std::string xml = Inside(WriteLetter(Sample(kind)), kind);
    EXPECT_TRUE((message ? messages : others).Allows(xml)) << CodeOf(kind) << ": " << xml;
    // That the schema says anything at all.
    std::string wrong = xml;
    const std::string time = Sample(kind).sent_at;
    wrong.replace(wrong.find(time), time.size(), "nu");
    EXPECT_FALSE((message ? messages : others).Allows(wrong)) << CodeOf(kind);
    EXPECT_TRUE(ReadLetter(wrong).fault.has_value()) << CodeOf(kind);
    EXPECT_FALSE(ReadLetter(xml).fault.has_value()) << CodeOf(kind);
  }
}

TEST(LetterConformance, TheGivenExamplesAreRead) {
  const std::string folder = HubFolder();
  if (folder.empty()) return;
  const auto read = [&](const std::string& name) {
    std::ostringstream text;
    text << std::ifstream(folder + "/voorbeeldberichten/" + name, std::ios::binary).rdbuf();
    return ReadLetter(text.str());
  };
  const LetterReading forward = read("envelopHeenbericht-ggk_Di01_v21-xml.xml");
  ASSERT_FALSE(forward.fault.has_value()) << forward.fault->details;
  EXPECT_EQ(forward.letter.function, "WMO301");
  EXPECT_EQ(forward.letter.payload, "Hier staat een iWmo/iJw-heenbericht.");
  const LetterReading answer = read("envelopRetourbericht-ggk_Du01-v21.xml");
  ASSERT_FALSE(answer.fault.has_value()) << answer.fault->details;
  EXPECT_EQ(answer.letter.cross_reference, forward.letter.reference);
  const LetterReading fault = read("Fo01.xml");
  ASSERT_FALSE(fault.fault.has_value()) << fault.fault->details;
  EXPECT_EQ(fault.letter.fault.code, "IB210");
  // A text file is no national message.
  EXPECT_EQ(read("envelopHeenbericht-ggk_Di01_v21-tekst.xml").fault->code, "IB001");
}

TEST(LetterConformance, TheCodesOfTheTransportAreThoseOfTheList) {
  const std::string folder = HubFolder();
  if (folder.empty()) return;
  std::ifstream readme(StandardFolder() + "/README.md");
  std::size_t found = 0;
  for (std::string line; std::getline(readme, line);) {
    if (line.rfind("| IB", 0) != 0) continue;
    ++found;
    const std::string code = line.substr(2, 5);
    const messaging::TransportCode* const known = messaging::FindTransportCode(code);
    ASSERT_NE(known, nullptr) << code;
    EXPECT_NE(line.find("| " + std::string(known->explanation) + " |"), std::string::npos) << code;
  }
  EXPECT_GE(found, messaging::TransportCodes().size());
}

}  // namespace
}  // namespace clientroute::conformance
