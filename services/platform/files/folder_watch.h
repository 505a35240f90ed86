#ifndef CLIENTROUTE_SERVICES_PLATFORM_FILES_FOLDER_WATCH_H_
#define CLIENTROUTE_SERVICES_PLATFORM_FILES_FOLDER_WATCH_H_

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/files/file_descriptor.h"

namespace clientroute {

/// Tells at once that a file came to stand in one of some folders: one was renamed to there, or written there and
/// closed. It hears of what this machine does, not of what another one writes to a shared folder, and of no folder that
/// takes the place of one it watches: who needs to know looks besides, now and then. A thread of its own; Linux's
/// inotify.
class FolderWatch {
 public:
  /// `told` is called on the watch's thread, once for all that came together; it should return soon.
  /// Errors: Unavailable FOLDER_WATCH, with the folder that cannot be watched.
  static absl::StatusOr<std::unique_ptr<FolderWatch>> Start(const std::vector<std::string>& folders,
                                                            std::function<void()> told);
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;
  /// After it `told` is not called any more.
  ~FolderWatch();

 private:
  FolderWatch(FileDescriptor events, FileDescriptor stop, std::function<void()> told);
  void Listen() const;

  const FileDescriptor events_;
  const FileDescriptor stop_;
  const std::function<void()> told_;
  std::thread thread_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_FILES_FOLDER_WATCH_H_
