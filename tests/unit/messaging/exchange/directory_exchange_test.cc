#include "services/messaging/directory_exchange.h"

#include <fcntl.h>
#include <sys/fsuid.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class DirectoryExchangeTest : public ::testing::Test {
 protected:
  DirectoryExchangeTest() {
    std::string path = (fs::temp_directory_path() / "exchange_test.XXXXXX").string();
    root_ = ::mkdtemp(path.data());
    exchange_ = *DirectoryExchange::Open(root_.string(), {"0361", "0400"});
  }
  ~DirectoryExchangeTest() override { fs::remove_all(root_); }

  fs::path In(const std::string& name) const { return root_ / "0361" / "in" / name; }

  void Write(const fs::path& path, const std::string& bytes, std::int64_t modified_s = 1'000) const {
    std::ofstream(path, std::ios::binary) << bytes;
    Touch(path, modified_s);
  }
  static void Touch(const fs::path& path, std::int64_t modified_s) {
    const struct timespec times[2] = {{modified_s, 0}, {modified_s, 0}};
    ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), times, AT_SYMLINK_NOFOLLOW), 0);
  }
  static std::string Content(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }
  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const ArrivedFile& file : exchange_->List().files) names.push_back(file.municipality + "/" + file.name);
    return names;
  }
  ArrivedFile Only() const {
    const Arrivals arrivals = exchange_->List();
    EXPECT_THAT(arrivals.files, SizeIs(1));
    return arrivals.files.empty() ? ArrivedFile{} : arrivals.files.front();
  }

  fs::path root_;
  std::unique_ptr<DirectoryExchange> exchange_;
};

TEST_F(DirectoryExchangeTest, MakesTheFoldersOfEveryMunicipality) {
  for (const char* municipality : {"0361", "0400"}) {
    for (const char* folder : {"in", "out", "done", "refused"}) {
      EXPECT_TRUE(fs::is_directory(root_ / municipality / folder)) << municipality << "/" << folder;
    }
  }
  EXPECT_TRUE(DirectoryExchange::Open(root_.string(), {"0361"}).ok());  // once more is fine
}

TEST_F(DirectoryExchangeTest, RefusesWhatIsNoMunicipality) {
  EXPECT_EQ(ReasonOf(DirectoryExchange::Open(root_.string(), {"../x"}).status()), "MUNICIPALITY_CODE_INVALID");
}

TEST_F(DirectoryExchangeTest, SaysSoWhenAFolderCannotBeMade) {
  Write(root_ / "0500", "a file in the way");
  EXPECT_EQ(ReasonOf(DirectoryExchange::Open(root_.string(), {"0500"}).status()), "EXCHANGE_FOLDER");
}

TEST_F(DirectoryExchangeTest, ListsByModificationTimeThenName) {
  Write(In("b.xml"), "b", 2'000);
  Write(In("a.xml"), "a", 2'000);
  Write(In("z.xml"), "z", 1'000);
  Write(root_ / "0400" / "in" / "m.xml", "m", 1'500);
  EXPECT_THAT(Names(), ElementsAre("0361/z.xml", "0400/m.xml", "0361/a.xml", "0361/b.xml"));
}

TEST_F(DirectoryExchangeTest, LeavesUnfinishedFilesAlone) {
  for (const char* name : {".x.xml", "x.xml.tmp", "x.xml.part"}) Write(In(name), "x");
  const Arrivals arrivals = exchange_->List();
  EXPECT_THAT(arrivals.files, IsEmpty());
  EXPECT_THAT(arrivals.faults, IsEmpty());
}

TEST_F(DirectoryExchangeTest, WhatIsNoRegularFileIsAFaultAndTheOthersGoOn) {
  fs::create_directory(In("x.xml"));
  Write(root_ / "elsewhere.xml", "secret");
  fs::create_symlink(root_ / "elsewhere.xml", In("link.xml"));
  ASSERT_EQ(::mkfifo(In("pipe.xml").c_str(), 0600), 0);
  Write(In("good.xml"), "good");
  const Arrivals arrivals = exchange_->List();
  EXPECT_THAT(Names(), ElementsAre("0361/good.xml"));
  ASSERT_THAT(arrivals.faults, SizeIs(3));
  for (const ArrivalFault& fault : arrivals.faults) {
    EXPECT_EQ(ReasonOf(fault.status), "ARRIVAL_NOT_A_FILE");
    EXPECT_EQ(std::string(fault.status.message()).find(fault.name), std::string::npos);
  }
}

TEST_F(DirectoryExchangeTest, AFolderThatIsGoneIsAFaultAndTheOthersGoOn) {
  fs::remove_all(root_ / "0361");
  Write(root_ / "0400" / "in" / "m.xml", "m");
  const Arrivals arrivals = exchange_->List();
  EXPECT_THAT(arrivals.files, SizeIs(1));
  ASSERT_THAT(arrivals.faults, SizeIs(1));
  EXPECT_EQ(arrivals.faults[0].municipality, "0361");
  EXPECT_EQ(arrivals.faults[0].name, "");
}

TEST_F(DirectoryExchangeTest, ReadsTheBytesAsTheyAre) {
  std::string bytes = "<a/>\r\n";
  bytes.push_back('\0');
  bytes.append(600'000, 'x');
  Write(In("a.xml"), bytes);
  EXPECT_EQ(*exchange_->Read(Only()), bytes);
  Write(In("a.xml"), "");
  EXPECT_EQ(*exchange_->Read(Only()), "");
}

TEST_F(DirectoryExchangeTest, AFileThatChangedSinceTheListIsNotRead) {
  Write(In("a.xml"), "first");
  const ArrivedFile listed = Only();
  Write(In("a.xml"), "other", 2'000);
  EXPECT_EQ(ReasonOf(exchange_->Read(listed).status()), "ARRIVAL_CHANGED");
  fs::remove(In("a.xml"));
  EXPECT_EQ(exchange_->Read(listed).status().code(), absl::StatusCode::kNotFound);
  fs::create_symlink(root_ / "x", In("a.xml"));
  EXPECT_FALSE(exchange_->Read(listed).ok());
}

TEST_F(DirectoryExchangeTest, AFileBeyondTheLimitIsNotRead) {
  Write(In("huge.xml"), "");
  fs::resize_file(In("huge.xml"), kArrivalBytesMax + 1);
  EXPECT_EQ(ReasonOf(exchange_->Read(Only()).status()), "ARRIVAL_TOO_LARGE");
  EXPECT_EQ(exchange_->ReadBeginning(Only(), 10)->size(), 10U);
}

TEST_F(DirectoryExchangeTest, TheBeginningOfAFileIsReadAsFarAsItGoes) {
  Write(In("a.xml"), "begin en eind");
  EXPECT_EQ(*exchange_->ReadBeginning(Only(), 5), "begin");
  EXPECT_EQ(*exchange_->ReadBeginning(Only(), 1'000), "begin en eind");
  const ArrivedFile listed = Only();
  Write(In("a.xml"), "iets anders, en langer");
  EXPECT_EQ(ReasonOf(exchange_->ReadBeginning(listed, 5).status()), "ARRIVAL_CHANGED");
  fs::remove(In("a.xml"));
  EXPECT_EQ(exchange_->ReadBeginning(listed, 5).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(DirectoryExchangeTest, AnUnreadableFileIsPermissionDenied) {
  Write(In("locked.xml"), "x");
  fs::permissions(In("locked.xml"), fs::perms::none);
  const ArrivedFile listed = Only();
  fs::permissions(root_, fs::perms::all);
  // As root nothing is locked: the call is made with another user's rights on files.
  const bool root = ::geteuid() == 0;
  if (root) {
    for (const fs::path& path : {root_ / "0361", root_ / "0361" / "in"}) fs::permissions(path, fs::perms::all);
    ::setfsuid(65'534);
  }
  const absl::StatusOr<std::string> read = exchange_->Read(listed);
  if (root) ::setfsuid(0);
  EXPECT_EQ(read.status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(ReasonOf(read.status()), "ARRIVAL_UNREADABLE");
}

TEST_F(DirectoryExchangeTest, RemoveTakesAwayTheFileThatWasRead) {
  Write(In("a.xml"), "a");
  const ArrivedFile listed = Only();
  EXPECT_TRUE(exchange_->Remove(listed).ok());
  EXPECT_TRUE(fs::is_empty(root_ / "0361" / "in"));
  EXPECT_TRUE(exchange_->Remove(listed).ok());  // gone already
}

TEST_F(DirectoryExchangeTest, RemoveNeverTakesAnotherFileThatGotTheName) {
  Write(In("a.xml"), "first");
  const ArrivedFile first = Only();
  fs::remove(In("a.xml"));
  Write(In("a.xml"), "second", 2'000);
  EXPECT_TRUE(exchange_->Remove(first).ok());
  const ArrivedFile second = Only();
  EXPECT_EQ(second.name, "a.xml");
  EXPECT_EQ(*exchange_->Read(second), "second");
  EXPECT_TRUE(exchange_->Remove(second).ok());
  EXPECT_TRUE(fs::is_empty(root_ / "0361" / "in"));
}

TEST_F(DirectoryExchangeTest, ManyAreTakenAwayTogetherEachWithItsOwnOutcome) {
  Write(In("a.xml"), "a");
  Write(root_ / "0400" / "in" / "b.xml", "b", 2'000);
  Write(In("c.xml"), "c", 3'000);
  const Arrivals listed = exchange_->List();
  ASSERT_EQ(listed.files.size(), 3U);
  fs::remove_all(root_ / "0400" / "in");
  const std::vector<absl::Status> statuses = exchange_->RemoveAll(listed.files);
  ASSERT_EQ(statuses.size(), 3U);
  EXPECT_TRUE(statuses[0].ok());
  EXPECT_EQ(ReasonOf(statuses[1]), "ARRIVAL_STUCK") << "whether it is gone for good cannot be known";
  EXPECT_TRUE(statuses[2].ok());
  EXPECT_TRUE(fs::is_empty(root_ / "0361" / "in"));
}

TEST_F(DirectoryExchangeTest, ARemovalThatWasInterruptedIsFinished) {
  Write(In("a.xml"), "a");
  fs::rename(In("a.xml"), In(".taken-a.xml"));
  const ArrivedFile listed = Only();
  EXPECT_EQ(listed.name, "a.xml");
  EXPECT_TRUE(exchange_->Remove(listed).ok());
  EXPECT_TRUE(fs::is_empty(root_ / "0361" / "in"));
}

TEST_F(DirectoryExchangeTest, AnInterruptedRemovalDoesNotHoldUpTheNextFileOfTheName) {
  Write(In(".taken-a.xml"), "one", 1'000);
  Write(In("a.xml"), "two", 2'000);
  for (const ArrivedFile& file : exchange_->List().files) {
    if (file.modified_ns != 2'000'000'000'000) continue;
    EXPECT_TRUE(exchange_->Remove(file).ok());
  }
  EXPECT_EQ(*exchange_->Read(Only()), "one");
}

TEST_F(DirectoryExchangeTest, TheLongestNameCanBeTakenAway) {
  Write(In(std::string(255, 'n')), "a");
  EXPECT_TRUE(exchange_->Remove(Only()).ok());
  EXPECT_TRUE(fs::is_empty(root_ / "0361" / "in"));
}

TEST_F(DirectoryExchangeTest, PutLeavesTheWholeFileAndNothingElse) {
  ASSERT_TRUE(exchange_->Put(Box::kOut, "0361", "JW316_42420001_1.xml", "bytes").ok());
  ASSERT_TRUE(exchange_->Put(Box::kOut, "0361", "JW316_42420001_1.xml", "bytes").ok());
  ASSERT_TRUE(exchange_->Put(Box::kDone, "0361", "a.sealed", std::string(1, '\0')).ok());
  ASSERT_TRUE(exchange_->Put(Box::kRefused, "0361", "b.sealed", "").ok());
  EXPECT_EQ(Content(root_ / "0361" / "out" / "JW316_42420001_1.xml"), "bytes");
  EXPECT_EQ(Content(root_ / "0361" / "done" / "a.sealed").size(), 1U);
  EXPECT_EQ(Content(root_ / "0361" / "refused" / "b.sealed"), "");
  EXPECT_EQ(std::distance(fs::directory_iterator(root_ / "0361" / "out"), fs::directory_iterator()), 1);
}

TEST_F(DirectoryExchangeTest, PutWritesOverWhatAnInterruptedOneLeft) {
  Write(root_ / "0361" / "out" / ".a.xml.tmp", "half of something longer");
  ASSERT_TRUE(exchange_->Put(Box::kOut, "0361", "a.xml", "whole").ok());
  EXPECT_EQ(Content(root_ / "0361" / "out" / "a.xml"), "whole");
  EXPECT_FALSE(fs::exists(root_ / "0361" / "out" / ".a.xml.tmp"));
}

TEST_F(DirectoryExchangeTest, PutSaysSoWhenTheFolderIsGone) {
  fs::remove_all(root_ / "0361" / "out");
  const absl::Status status = exchange_->Put(Box::kOut, "0361", "a.xml", "a");
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(status), "EXCHANGE_WRITE");
}

TEST_F(DirectoryExchangeTest, WhenNoMoreCanBeWrittenNothingStandsUnderTheName) {
  // A bound on the size of files fails like a full disk and needs no file system of its own.
  struct rlimit before {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const struct rlimit bound { 10, before.rlim_max };
  ::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &bound), 0);
  const absl::Status status = exchange_->Put(Box::kOut, "0361", "a.xml", std::string(100, 'a'));
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_FALSE(fs::exists(root_ / "0361" / "out" / "a.xml"));
  EXPECT_TRUE(exchange_->Put(Box::kOut, "0361", "a.xml", std::string(100, 'a')).ok());
}

}  // namespace
}  // namespace clientroute::messaging
