#include "services/platform/files/durable_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "services/platform/files/file_descriptor.h"

namespace clientroute {

int WriteDurably(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return ::fsync(descriptor) == 0 ? 0 : errno;
}

int SyncFolder(const std::string& path) {
  const FileDescriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return folder.ok() && ::fsync(folder.get()) == 0 ? 0 : errno;
}

}  // namespace clientroute
