#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "services/platform/files/durable_files.h"
#include "services/platform/files/file_descriptor.h"
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

}  // namespace
}  // namespace clientroute
