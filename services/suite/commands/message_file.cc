#include "services/suite/commands/message_file.h"

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <memory>

#include "services/messaging/codec/message_reader.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/arguments.h"

namespace clientroute::suite {
namespace {

/// One more than a message may have: enough for the reader to refuse it.
constexpr std::size_t kReadBytesMax = messaging::kFileBytesMax + 1;
constexpr std::size_t kChunkBytes = std::size_t{64} * 1024;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

absl::Status Unreadable(const std::string& name) { return WrongUse(Cat("kan '", name, "' niet lezen")); }

absl::StatusOr<std::string> ReadStandardInput() {
  std::string bytes;
  char chunk[kChunkBytes];
  while (bytes.size() < kReadBytesMax && std::cin.read(chunk, kChunkBytes).gcount() > 0) {
    bytes.append(chunk, static_cast<std::size_t>(std::cin.gcount()));
  }
  if (std::cin.bad()) return Unreadable(std::string(kStandardInput));
  std::cin.clear();
  return bytes;
}

}  // namespace

absl::StatusOr<std::string> ReadMessageFile(const std::string& name) {
  if (name == kStandardInput) return ReadStandardInput();
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(name.c_str(), "rb"));
  if (file == nullptr) return Unreadable(name);
  std::setvbuf(file.get(), nullptr, _IONBF, 0);
  std::string bytes;
  // The size is a guess: what is named may be a pipe, or grow.
  std::size_t expected = kChunkBytes;
  if (std::fseek(file.get(), 0, SEEK_END) == 0) {
    const long size = std::ftell(file.get());
    if (size > 0) expected = std::min(static_cast<std::size_t>(size) + 1, kReadBytesMax);
    std::rewind(file.get());
  }
  std::size_t read = 0;
  for (std::size_t more = 1; more > 0 && read < kReadBytesMax; read += more) {
    if (read == bytes.size()) bytes.resize(std::min(read == 0 ? expected : read * 2, kReadBytesMax));
    more = std::fread(bytes.data() + read, 1, bytes.size() - read, file.get());
  }
  if (std::ferror(file.get()) != 0) return Unreadable(name);
  bytes.resize(read);
  return bytes;
}

absl::StatusOr<std::vector<std::string>> ReadFileNames(const std::string& list) {
  CLIENTROUTE_ASSIGN(const std::string text, ReadMessageFile(list));
  if (text.size() == kReadBytesMax) return WrongUse(Cat("de lijst '", list, "' is te lang"));
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string name = text.substr(begin, end - begin);
    if (name.ends_with('\r')) name.pop_back();
    if (!name.empty()) names.push_back(std::move(name));
    begin = end + 1;
  }
  return names;
}

}  // namespace clientroute::suite
