#include "services/platform/files/folder_watch.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "services/platform/status/status.h"

namespace clientroute {
namespace {

constexpr std::size_t kReadBytes = 16 * 1024;

absl::Status Failure(int error, const std::string& what) {
  return Error(absl::StatusCode::kUnavailable, "FOLDER_WATCH", Cat(what, ": ", std::strerror(error)));
}

}  // namespace

absl::StatusOr<std::unique_ptr<FolderWatch>> FolderWatch::Start(const std::vector<std::string>& folders,
                                                                std::function<void()> told) {
  FileDescriptor events(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  if (!events.ok()) return Failure(errno, "folders cannot be watched");
  FileDescriptor stop(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!stop.ok()) return Failure(errno, "folders cannot be watched");
  for (const std::string& folder : folders) {
    if (::inotify_add_watch(events.get(), folder.c_str(), IN_MOVED_TO | IN_CLOSE_WRITE | IN_ONLYDIR) < 0) {
      return Failure(errno, Cat("cannot watch ", folder));
    }
  }
  return std::unique_ptr<FolderWatch>(new FolderWatch(std::move(events), std::move(stop), std::move(told)));
}

FolderWatch::FolderWatch(FileDescriptor events, FileDescriptor stop, std::function<void()> told)
    : events_(std::move(events)), stop_(std::move(stop)), told_(std::move(told)), thread_([this] { Listen(); }) {}

FolderWatch::~FolderWatch() {
  ::eventfd_write(stop_.get(), 1);
  thread_.join();
}

void FolderWatch::Listen() const {
  std::array<pollfd, 2> awaited{{{events_.get(), POLLIN, 0}, {stop_.get(), POLLIN, 0}}};
  while (true) {
    if (::poll(awaited.data(), awaited.size(), -1) < 0 && errno != EINTR) return;
    if (awaited[1].revents != 0) return;
    if (awaited[0].revents == 0) continue;
    // Which file it was does not matter: who is told lists the folders.
    std::array<char, kReadBytes> bytes;
    bool any = false;
    while (::read(events_.get(), bytes.data(), bytes.size()) > 0) any = true;
    if (errno != EAGAIN && errno != EINTR) return;
    if (any) told_();
  }
}

}  // namespace clientroute
