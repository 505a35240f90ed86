// A disk that is full while a flag stands: loaded before the C library (LD_PRELOAD), it lets no regular file be written
// as long as the file that CLIENTROUTE_FULL_DISK names exists, and says what the kernel says then. Sockets, pipes and
// terminals go on.

#include <dlfcn.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace {

bool IsFull(int file) {
  const char* flag = std::getenv("CLIENTROUTE_FULL_DISK");
  struct stat info {};
  return flag != nullptr && fstat(file, &info) == 0 && S_ISREG(info.st_mode) && access(flag, F_OK) == 0;
}

template <typename Function>
Function Next(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t count) {
  static const auto next = Next<ssize_t (*)(int, const void*, size_t)>("write");
  if (!IsFull(file)) return next(file, bytes, count);
  errno = ENOSPC;
  return -1;
}

ssize_t pwrite(int file, const void* bytes, size_t count, off_t offset) {
  static const auto next = Next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
  if (!IsFull(file)) return next(file, bytes, count, offset);
  errno = ENOSPC;
  return -1;
}

ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t offset) {
  static const auto next = Next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
  if (!IsFull(file)) return next(file, bytes, count, offset);
  errno = ENOSPC;
  return -1;
}

}  // extern "C"
