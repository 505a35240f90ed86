#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "services/platform/files/durable_files.h"
#include "services/platform/files/file_descriptor.h"
#include "services/platform/files/folder_watch.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/temp_folder.h"

namespace clientroute {
namespace {

bool IsOpen(int descriptor) { return ::fcntl(descriptor, F_GETFD) != -1; }

std::array<int, 2> Pipe() {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  return ends;
}

TEST(FileDescriptor, IsClosedAtItsEndAndOnceOnly) {
  const auto [reading, writing] = Pipe();
  ::close(writing);
  {
    std::optional<FileDescriptor> first(std::in_place, reading);
    const FileDescriptor second(std::move(*first));
    first.reset();
    EXPECT_TRUE(IsOpen(reading));  // it went over
    EXPECT_TRUE(second.ok());
    EXPECT_EQ(second.get(), reading);
  }
  EXPECT_FALSE(IsOpen(reading));
}

TEST(FileDescriptor, WhatCouldNotBeOpenedSaysSo) {
  EXPECT_FALSE(FileDescriptor(::open("/no/such/file", O_RDONLY | O_CLOEXEC)).ok());
}

TEST(DurableFiles, AllIsWrittenAndItsFolderSynced) {
  const TempFolder folder;
  const std::string path = folder.path() + "/file";
  const std::string bytes(3'000'000, 'x');
  {
    const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    EXPECT_EQ(WriteDurably(file.get(), bytes), 0);
    EXPECT_EQ(WriteDurably(file.get(), ""), 0);
  }
  EXPECT_EQ(SyncFolder(folder.path()), 0);
  std::ifstream stream(path, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), bytes);
}

TEST(DurableFiles, WhatGoesWrongIsTheErrorOfTheSystem) {
  const auto [reading, writing] = Pipe();
  const FileDescriptor reader(reading);
  const FileDescriptor writer(writing);
  EXPECT_EQ(WriteDurably(reader.get(), "x"), EBADF);
  EXPECT_EQ(WriteDurably(writer.get(), "x"), EINVAL);  // written, but there is no disk to wait for
  EXPECT_EQ(SyncFolder("/no/such/folder"), ENOENT);
  EXPECT_EQ(SyncFolder("/dev/null"), ENOTDIR);
}

// Waits for what another thread says; so long only where it says nothing.
constexpr std::chrono::seconds kPatience(30);

TEST(FolderWatch, TellsOfAFileThatIsRenamedIntoAFolderAndOfOneThatIsWrittenThere) {
  const TempFolder folder;
  for (const bool renamed : {true, false}) {
    std::promise<void> told;
    bool first = true;
    auto watch = FolderWatch::Start({folder.path()}, [&] {
      if (std::exchange(first, false)) told.set_value();
    });
    ASSERT_TRUE(watch.ok()) << watch.status();
    const std::string name = folder.path() + (renamed ? "/moved.xml" : "/written.xml");
    if (renamed) {
      const TempFolder elsewhere;
      std::ofstream(elsewhere.path() + "/a") << "a";
      std::filesystem::rename(elsewhere.path() + "/a", name);
    } else {
      std::ofstream(name) << "a";
    }
    EXPECT_EQ(told.get_future().wait_for(kPatience), std::future_status::ready) << name;
  }
}

TEST(FolderWatch, OfAFolderThatIsNotThereItSaysSo) {
  const TempFolder folder;
  const auto watch = FolderWatch::Start({folder.path(), folder.path() + "/none"}, [] {});
  EXPECT_EQ(watch.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(watch.status()), "FOLDER_WATCH");
  EXPECT_THAT(watch.status().message(), testing::HasSubstr("/none"));
}

TEST(FolderWatch, EndsWhileFilesCome) {
  const TempFolder folder;
  auto watch = FolderWatch::Start({folder.path()}, [] {});
  ASSERT_TRUE(watch.ok()) << watch.status();
  for (int i = 0; i < 100; ++i) std::ofstream(folder.path() + "/" + std::to_string(i)) << i;
  watch->reset();
}

}  // namespace
}  // namespace clientroute
