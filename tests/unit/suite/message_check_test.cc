#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <sstream>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
#include "services/platform/testing/temp_folder.h"
#include "services/suite/cli/command.h"
#include "services/suite/commands/commands.h"
#include "tests/unit/messaging/example_claims.h"
#include "tests/unit/messaging/example_messages.h"

namespace clientroute::suite {
namespace {

using messaging::Message;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using namespace messaging::literals;  // NOLINT(google-build-using-namespace)

namespace example = messaging::example;

struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};

Ran RunWords(const std::vector<std::string>& words, const std::string& input = "") {
  const std::unique_ptr<Random> random = MakeSeededRandom(1);
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  std::streambuf* const before = std::cin.rdbuf(in.rdbuf());
  const int code = RunCommandLine(AllCommands(), words, false, random.get(), out, err);
  std::cin.rdbuf(before);
  return {code, out.str(), err.str()};
}

std::string Bytes(const Message& message) { return messaging::WriteMessage(message).bytes; }

Message With(Message message, std::string_view class_path, messaging::FieldId field, std::string_view value) {
  EXPECT_TRUE(message.Set(message.Find(class_path)->index(), field, value));
  return message;
}

class MessageCheck : public testing::Test {
 protected:
  std::string File(const std::string& name, const std::string& bytes) {
    const std::string path = folder_.path() + "/" + name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  std::string File(const std::string& name, const Message& message) { return File(name, Bytes(message)); }

  TempFolder folder_;
};

TEST_F(MessageCheck, ACleanMessageIsOfLevelZero) {
  const std::string file = File("a.xml", example::Start());
  const Ran ran = RunWords({"message", "check", file});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "{\"file\":\"" + file + "\",\"message\":\"JW305\",\"level\":0,\"codes\":[]}\n");
}

TEST_F(MessageCheck, WhatCannotBeWrittenIsNotSaidToBeClean) {
  const std::unique_ptr<Random> random = MakeSeededRandom(1);
  std::ofstream full("/dev/full");
  std::ostringstream err;
  const std::vector<std::string> words{"message", "check", File("a.xml", example::Start())};
  EXPECT_EQ(RunCommandLine(AllCommands(), words, false, random.get(), full, err), 1);
  EXPECT_THAT(err.str(), HasSubstr("kan niet worden geschreven"));
}

TEST_F(MessageCheck, EveryRuleThatIsBrokenIsNamedAtEveryPlace) {
  Message message = With(example::Start(), "Client[1]/StartProducten/StartProduct[1]", "StatusAanlevering"_field, "2");
  message = With(std::move(message), "Client[1]/StartProducten/StartProduct[2]", "StatusAanlevering"_field, "9");
  message = With(std::move(message), "Client[1]", "Bsn"_field, "123456789");
  const Ran ran = RunWords({"message", "check", File("a.xml", message)});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out,
              HasSubstr("\"message\":\"JW305\",\"level\":2,\"codes\":[{\"rule\":\"CS002\",\"return_code\":\"0001\","
                        "\"element\":\"Client[1]/Bsn\",\"line\":"));
  EXPECT_THAT(ran.out, HasSubstr("\"element\":\"Client[1]/StartProducten/StartProduct[1]/StatusAanlevering\""));
  EXPECT_THAT(ran.out, HasSubstr("\"element\":\"Client[1]/StartProducten/StartProduct[2]/StatusAanlevering\""));
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 1);
  EXPECT_THAT(ran.out, Not(HasSubstr("123456789")));
}

TEST_F(MessageCheck, MoreIsNamedThanAReturnMessageKeeps) {
  constexpr std::size_t kLines = 1500;
  Message message = example::Claim();
  for (std::size_t i = 0; i < kLines; ++i) {
    const messaging::InstanceIndex line =
        example::PutLine(message, message.Find("Declaratie[1]/Clienten/Client[2]")->index(), "L-" + std::to_string(i),
                         std::to_string(5000 + i));
    message.Set(line, "IngediendBedrag/Bedrag"_field, "0");
    message.Set(line, "IngediendBedrag/DebetCredit"_field, "C");
  }
  const Ran ran = RunWords({"message", "check", File("a.xml", message)});
  std::size_t named = 0;
  for (std::size_t at = ran.out.find("CS325"); at != std::string::npos; at = ran.out.find("CS325", at + 1)) ++named;
  EXPECT_EQ(named, kLines);
}

TEST_F(MessageCheck, AtTheSchemaTheFirstErrorStandsAlone) {
  std::string bytes = Bytes(example::Start());
  bytes.replace(bytes.find("<jw305:Geslacht>"), 0, "<jw305:Leeftijd>7</jw305:Leeftijd>");
  bytes.replace(bytes.rfind("<jw305:Begindatum>") + 18, 4, "20x6");
  const Ran ran = RunWords({"message", "check", File("a.xml", bytes)});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out,
              HasSubstr("\"message\":\"JW305\",\"level\":1,\"codes\":[{\"rule\":\"schema\",\"return_code\":null,"
                        "\"element\":\"Bericht/Client\",\"line\":"));
  EXPECT_THAT(ran.out, HasSubstr("Leeftijd"));
  EXPECT_THAT(ran.out, Not(HasSubstr("Begindatum")));
  EXPECT_EQ(ran.out.find("\"rule\""), ran.out.rfind("\"rule\""));
}

TEST_F(MessageCheck, WhatIsNoMessageHasNoName) {
  for (const char* bytes : {"", "geen xml", "<a/>", "<a xmlns='urn:b'/>"}) {
    const Ran ran = RunWords({"message", "check", File("a.xml", std::string(bytes))});
    EXPECT_EQ(ran.code, 1) << bytes;
    EXPECT_THAT(ran.out, HasSubstr("\"message\":null,\"level\":1,\"codes\":[{\"rule\":\"schema\"")) << bytes;
  }
}

TEST_F(MessageCheck, OneLineAFileInTheOrderGivenAlsoFromAListAndFromStandardInput) {
  const std::string clean = File("clean.xml", example::Start());
  const std::string broken = File("broken.xml", std::string("<a/>"));
  const std::string list = File("list", clean + "\n\n" + broken + "\n");
  const Ran ran = RunWords({"message", "check", "-", "--files-from", list}, Bytes(example::Stop()));
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out.find("{\"file\":\"-\",\"message\":\"JW307\",\"level\":0"), 0U) << ran.out;
  EXPECT_LT(ran.out.find("clean.xml"), ran.out.find("broken.xml"));
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 3);
}

TEST_F(MessageCheck, WrongUseEndsWithTwoAndStillJudgesWhatCanBeRead) {
  EXPECT_EQ(RunWords({"message", "check"}).code, 2);
  EXPECT_EQ(RunWords({"message", "check", "--onbekend"}).code, 2);
  EXPECT_EQ(RunWords({"message", "check", "--files-from", folder_.path() + "/niet"}).code, 2);
  EXPECT_EQ(RunWords({"message", "check", folder_.path()}).code, 2) << "a folder";
  const Ran ran = RunWords({"message", "check", folder_.path() + "/niet.xml", File("a.xml", example::Start())});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.out, HasSubstr("\"level\":0"));
  EXPECT_THAT(ran.err, HasSubstr("niet.xml"));
}

TEST_F(MessageCheck, AnEmptyListHasNothingWrong) {
  const Ran ran = RunWords({"message", "check", "--files-from", "-"}, "");
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, "");
}

TEST_F(MessageCheck, TheReportForPeopleIsInDutch) {
  const Message broken = With(example::Start(), "Client[1]", "Bsn"_field, "123456789");
  const Ran ran = RunWords({"message", "check", "--readable", File("a.xml", example::Start()), File("b.xml", broken),
                            File("c.xml", std::string("<a/>"))});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("a.xml: JW305, in orde\n"));
  EXPECT_THAT(ran.out, HasSubstr("b.xml: JW305, geweigerd op niveau 2 (de inhoud)\n  CS002 (retourcode 0001), regel "));
  EXPECT_THAT(ran.out, HasSubstr("elfproef"));
  EXPECT_THAT(ran.out, HasSubstr("c.xml: onbekend bericht, geweigerd op niveau 1 (het schema)\n"));
}

TEST_F(MessageCheck, ShowTellsWhatAFileHoldsAndHidesCitizenNumbersUnlessToldWhy) {
  const std::string file = File("a.xml", example::Stop());
  const Ran hidden = RunWords({"message", "show", file});
  EXPECT_EQ(hidden.code, 0) << hidden.err;
  EXPECT_THAT(hidden.out, StartsWith("JW307 (iJw 3.2)\n"));
  EXPECT_THAT(hidden.out, HasSubstr("Bsn"));
  EXPECT_THAT(hidden.out, HasSubstr("*******" + std::string(example::kCitizen.substr(7))));
  EXPECT_THAT(hidden.out, Not(HasSubstr(std::string(example::kCitizen))));
  EXPECT_THAT(hidden.out, HasSubstr("RedenBeeindiging"));
  const Ran shown = RunWords({"message", "show", file, "--purpose", "controle"});
  EXPECT_THAT(shown.out, HasSubstr(std::string(example::kCitizen)));
  const Ran json = RunWords({"message", "show", file, "--json"});
  EXPECT_THAT(json.out, StartsWith("{\"message\":\"JW307\",\"classes\":["));
  EXPECT_THAT(json.out, HasSubstr("\"meaning\":\"Eerste aanlevering\"")) << json.out;
  EXPECT_THAT(json.out, Not(HasSubstr(std::string(example::kCitizen))));
}

TEST_F(MessageCheck, ShowRefusesWhatIsNoMessage) {
  const Ran ran = RunWords({"message", "show", File("a.xml", std::string("<a/>"))});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("geen geldig bericht"));
}

}  // namespace
}  // namespace clientroute::suite
