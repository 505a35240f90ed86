#ifndef CLIENTROUTE_SERVICES_PLATFORM_FILES_FILE_DESCRIPTOR_H_
#define CLIENTROUTE_SERVICES_PLATFORM_FILES_FILE_DESCRIPTOR_H_

#include <unistd.h>

#include <utility>

namespace clientroute {

/// An open file, folder or socket; closed when it goes out of scope. What `open` returned is handed over as it is, also
/// where it failed. One thread.
class FileDescriptor {
 public:
  explicit FileDescriptor(int descriptor) : descriptor_(descriptor) {}
  ~FileDescriptor() {
    if (ok()) ::close(descriptor_);
  }
  FileDescriptor(FileDescriptor&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&&) = delete;

  int get() const { return descriptor_; }
  bool ok() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_FILES_FILE_DESCRIPTOR_H_
