// Files that are no message: each is refused with a report, and none stops the folder.
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class BadFileTest : public MessagingTest {
 protected:
  std::string Report(const std::string& name) const { return FilesIn(Box("refused"))[name]; }
};

std::string Nested(int depth) {
  std::string bytes = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  for (int i = 0; i < depth; ++i) bytes += "<a>";
  for (int i = 0; i < depth; ++i) bytes += "</a>";
  return bytes;
}

TEST_F(BadFileTest, EachIsRefusedWithAReportAndTheOthersGoOn) {
  const std::string good = WriteRequest({});
  const std::string doctype =
      Replaced(good, "<jw315:Bericht", "<!DOCTYPE b [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<jw315:Bericht");
  const std::map<std::string, std::string> files = {
      {"leeg.xml", ""},
      {"binair.xml", std::string("\x00\x01\x02\xff\xfe", 5)},
      {"tekst.xml", "dit is geen bericht"},
      {"half.xml", good.substr(0, good.size() / 2)},
      {"diep.xml", Nested(100'000)},
      {"doctype.xml", doctype},
      {"naamruimte.xml", Replaced(good, "ijw/3_2/jw315", "ijw/2_0/jw315")},
      {"wmo.xml", Replaced(good, "ijw/3_2/jw315", "iwmo/3_2/wmo315")},
      {"datum.xml", Replaced(good, "2026-05-01", "2026-02-30")},
      {"zonderbsn.xml", Replaced(good, ">" + std::string(kBsn) + "<", "><")},
      {"utf16.xml", Replaced(good, "UTF-8", "UTF-16")},
  };
  for (const auto& [name, bytes] : files) Put(name, bytes);
  Put("goed.xml", good);
  Settle();

  EXPECT_THAT(NamesIn(Box("in")), IsEmpty());
  EXPECT_THAT(NamesIn(Box("out")), SizeIs(1));  // of the good one: no return message for the others
  EXPECT_THAT(NamesIn(Box("done")), ElementsAre("goed.xml.sealed"));
  for (const auto& [name, bytes] : files) {
    const v1::Message message = MessageOf(name);
    EXPECT_EQ(message.state(), v1::Message::REFUSED) << name;
    ASSERT_FALSE(message.findings().empty()) << name;
    EXPECT_EQ(message.findings(0).rule(), "XSD") << name;
    EXPECT_EQ(message.findings(0).return_code(), "") << name;
    EXPECT_NE(message.findings(0).explanation(), "") << name;
    EXPECT_EQ(message.counterpart(), "") << name;
    EXPECT_THAT(Report(name + ".report.txt"), AllOf(HasSubstr(name), HasSubstr("geweigerd"))) << name;
    EXPECT_THAT(Report(name + ".report.json"), HasSubstr("\"errors\": [")) << name;
    EXPECT_EQ(ContentOf(message.name())->content(), bytes) << name;
  }
  EXPECT_THAT(EventsOf<v1::MessageRejected>(database_), SizeIs(files.size()));
}

TEST_F(BadFileTest, TheReportSaysWhereAndWhyWithoutAnyValue) {
  std::string bytes = Replaced(WriteRequest({}), "<jw315:Geslacht>2", "<jw315:Geslacht>7");
  Put("verzoek.xml", bytes);
  Settle();
  const std::string text = Report("verzoek.xml.report.txt");
  EXPECT_THAT(text, AllOf(HasSubstr("Bestand:    verzoek.xml"), HasSubstr("Gemeente:   0361"),
                          HasSubstr("Ontvangen:  1 april 2026 om 10:00"), HasSubstr("Bericht:    JW315"),
                          HasSubstr("regel "), HasSubstr("Bericht/Client/Geslacht")));
  const std::string json = Report("verzoek.xml.report.json");
  EXPECT_THAT(json, AllOf(HasSubstr("\"file\": \"verzoek.xml\""), HasSubstr("\"line\": "),
                          HasSubstr("\"element\": \"Bericht/Client/Geslacht\""), HasSubstr("\"rule\": \"XSD\""),
                          HasSubstr("\"kind\": \"JW315\"")));
  for (const std::string& report : {text, json}) {
    EXPECT_THAT(report, Not(HasSubstr(kBsn)));
    EXPECT_THAT(report, Not(HasSubstr("Voorbeeld")));
  }
  EXPECT_GT(MessageOf("verzoek.xml").findings(0).line(), 0);
}

TEST_F(BadFileTest, AFileAboveTheLimitOfTheStandardIsRefused) {
  Put("groot.xml", "<a>" + std::string(26 * 1024 * 1024, 'x') + "</a>");
  Put("goed.xml", WriteRequest({}));
  Settle();
  EXPECT_EQ(MessageOf("groot.xml").state(), v1::Message::REFUSED);
  EXPECT_THAT(ContentOf(MessageOf("groot.xml").name()),
              Fails(absl::StatusCode::kFailedPrecondition, "CONTENT_TOO_LARGE"));
  EXPECT_THAT(Report("groot.xml.report.txt"), HasSubstr("25 MB"));
  EXPECT_EQ(MessageOf("goed.xml").state(), v1::Message::ACCEPTED);
}

TEST_F(BadFileTest, AFileThatIsTooLargeToReadIsRefusedWithAReportAndItsBeginningKept) {
  { std::ofstream(Box("in") / "reus.xml") << "<reus " << kBsn; }
  fs::resize_file(Box("in") / "reus.xml", kArrivalBytesMax + 1);  // sparse
  Settle();
  EXPECT_THAT(NamesIn(Box("in")), IsEmpty());
  EXPECT_THAT(NamesIn(Box("refused")), ElementsAre("reus.xml.report.json", "reus.xml.report.txt", "reus.xml.sealed"));
  EXPECT_THAT(Report("reus.xml.report.txt"), AllOf(HasSubstr("100 MB"), HasSubstr("Alleen het begin is bewaard")));
  const v1::Message message = MessageOf("reus.xml");
  EXPECT_EQ(message.state(), v1::Message::REFUSED);
  EXPECT_EQ(ContentOf(message.name())->content().substr(0, 6), "<reus ");
  EXPECT_EQ(ContentOf(message.name())->content().size(), kBeginningBytes);
  EXPECT_THAT(EventsOf<v1::MessageRejected>(database_), SizeIs(1));
  EXPECT_THAT(FilesIn(Box("refused"))["reus.xml.sealed"], Not(HasSubstr(kBsn)));
}

TEST_F(BadFileTest, WhatIsNoFileStaysWhereItIsAndIsLoggedOnce) {
  fs::create_directory(Box("in") / "map.xml");
  fs::create_symlink("/etc/passwd", Box("in") / "link.xml");
  Put("goed.xml", WriteRequest({}));
  Settle();  // quiet: nothing that can be taken is left
  EXPECT_EQ(MessageOf("goed.xml").state(), v1::Message::ACCEPTED);
  EXPECT_THAT(NamesIn(Box("in")), ElementsAre("link.xml", "map.xml"));
  EXPECT_THAT(Messages(), SizeIs(2));
  std::map<std::string, int> faults;
  for (const auto& line : world_.logger()->lines()) {
    if (line.message == "a file cannot be taken") ++faults[line.fields.at("subject")];
  }
  EXPECT_THAT(faults, SizeIs(2));
  for (const auto& [subject, count] : faults) EXPECT_LE(count, 2) << subject;
  // Mended, it is taken.
  fs::remove(Box("in") / "map.xml");
  Put("map.xml", WriteStart({}));
  Settle();
  EXPECT_EQ(MessageOf("map.xml").state(), v1::Message::ACCEPTED);
}

TEST_F(BadFileTest, AFileThatMayNotBeReadIsTakenWhenItMay) {
  Put("dicht.xml", WriteRequest({}));
  Put("goed.xml", WriteStart({.bsn = kOtherBsn}));
  fs::permissions(Box("in") / "dicht.xml", fs::perms::none);
  const bool root = ::geteuid() == 0;
  if (root) {  // as root nothing is closed: the work runs with another user's rights on files
    for (const fs::path& path : {folder_.path(), folder_.path() / kMunicipality, Box("in"), Box("out"), Box("done"),
                                 Box("refused"), folder_.path() / kOtherMunicipality, Box("in", kOtherMunicipality)}) {
      fs::permissions(path, fs::perms::all);
    }
    ::setfsuid(65'534);
  }
  Settle();
  if (root) ::setfsuid(0);
  EXPECT_EQ(MessageOf("goed.xml").state(), v1::Message::ACCEPTED);
  EXPECT_THAT(NamesIn(Box("in")), ElementsAre("dicht.xml"));
  fs::permissions(Box("in") / "dicht.xml", fs::perms::owner_all);
  {
    const ElapsedOverride later(std::chrono::hours(1));  // its pause is over
    service_->works().front()->Run();
  }
  Settle();
  EXPECT_EQ(MessageOf("dicht.xml").state(), v1::Message::ACCEPTED);
}

TEST_F(BadFileTest, NamesThatWouldTellWhoItIsAboutAreMasked) {
  Put("JW315_999900006 (kopie).xml", "geen bericht");
  Settle();
  EXPECT_THAT(NamesIn(Box("refused")), Contains("JW315____________kopie_.xml.sealed"));
  EXPECT_THAT(world_.logger()->Text(), Not(HasSubstr(kBsn)));
}

TEST_F(BadFileTest, UnfinishedFilesAreLeftAlone) {
  for (const char* name : {".x.xml", "x.xml.tmp", "x.xml.part"}) std::ofstream(Box("in") / name) << "half";
  Settle();
  EXPECT_THAT(Messages(), IsEmpty());
  EXPECT_THAT(NamesIn(Box("in")), SizeIs(3));
}

// shows: MSG-4
TEST_F(BadFileTest, AFolderThatCannotBeWrittenHoldsUpNothingElse) {
  fs::remove_all(Box("refused"));
  Put("fout.xml", "geen bericht");
  Put("goed.xml", WriteRequest({}));
  RunAWhile();
  EXPECT_THAT(NamesIn(Box("out")), SizeIs(1));
  EXPECT_EQ(MessageOf("goed.xml").state(), v1::Message::ACCEPTED);
  fs::create_directory(Box("refused"));
  Settle();
  EXPECT_THAT(NamesIn(Box("refused")), SizeIs(3));
}

}  // namespace
}  // namespace clientroute::messaging::testing
