#include "services/suite/demo/provider.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "services/messaging/exchange_name.h"
#include "services/platform/files/durable_files.h"
#include "services/platform/files/file_descriptor.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/message_reading.h"

namespace clientroute::suite {
namespace {

using messaging::Message;

absl::Status FileFailed(std::string_view what, const std::string& path, int error = errno) {
  return Error(absl::StatusCode::kUnavailable, "PROVIDER_FILE",
               Cat("kan niet ", what, ": ", path, ": ", std::strerror(error)));
}

}  // namespace

std::string Provider::Folder(std::string_view box) const { return Cat(exchange_, "/", municipality_, "/", box); }

absl::Status Provider::Send(const StoryFile& file) {
  std::string path = Cat(Folder("in"), "/", file.file_name);
  std::string temporary = Cat(Folder("in"), "/.", file.file_name, ".part");
  constexpr mode_t kEveryoneReads = 0644;
  const FileDescriptor descriptor(open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kEveryoneReads));
  if (!descriptor.ok()) return FileFailed("schrijven", temporary);
  if (const int error = WriteDurably(descriptor.get(), file.content); error != 0) {
    return FileFailed("schrijven", temporary, error);
  }
  if (rename(temporary.c_str(), path.c_str()) != 0) return FileFailed("hernoemen", path);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<StoryFile>> Provider::Receive() {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(Folder("out"), error)) {
    std::string name = entry.path().filename().string();
    if (messaging::IsReadyName(name)) names.push_back(std::move(name));
  }
  if (error)
    return Error(absl::StatusCode::kUnavailable, "PROVIDER_FILE",
                 Cat("kan niet lezen: ", Folder("out"), ": ", error.message()));
  std::ranges::sort(names);
  std::vector<StoryFile> fresh;
  for (const std::string& name : names) {
    std::ifstream stream(Cat(Folder("out"), "/", name), std::ios::binary);
    StoryFile file{"", false, name,
                   std::string((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>())};
    auto [seen, is_new] = seen_.emplace(name, file.content);
    if (!is_new) {
      if (seen->second == file.content) continue;
      return Error(absl::StatusCode::kFailedPrecondition, "FILE_CHANGED",
                   Cat(name, " staat er nu met een andere inhoud"));
    }
    CLIENTROUTE_ASSIGN(Message message, ParseFile(file));
    // A return message carries the header of what it answers: there the provider is the sender.
    if (message.receiver() != code_ && message.sender() != code_) continue;
    file.kind = message.schema().name();
    fresh.push_back(std::move(file));
  }
  return fresh;
}

}  // namespace clientroute::suite
