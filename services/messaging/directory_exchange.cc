#include "services/messaging/directory_exchange.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <set>
#include <tuple>
#include <utility>

#include "services/messaging/exchange_name.h"
#include "services/platform/files/durable_files.h"
#include "services/platform/files/file_descriptor.h"
#include "services/platform/status/status.h"
#include "services/platform/values/codes.h"

namespace clientroute::messaging {
namespace {

constexpr std::string_view kTakenPrefix = ".taken-";
constexpr mode_t kFolderMode = 0770;  // the providers' side has the group
constexpr mode_t kFileMode = 0660;
constexpr std::size_t kReadBytes = 256 * 1024;

/// Which folder and what went wrong, never the file's name.
absl::Status Failure(int error, std::string_view reason, std::string_view municipality, std::string_view folder,
                     std::string_view what) {
  absl::StatusCode code = absl::StatusCode::kUnavailable;
  if (error == EACCES || error == EPERM || error == EROFS) code = absl::StatusCode::kPermissionDenied;
  if (error == ENOSPC || error == EDQUOT || error == EFBIG) code = absl::StatusCode::kResourceExhausted;
  if (error == ENOENT) code = absl::StatusCode::kNotFound;
  return Error(code, reason, Cat(what, " in ", municipality, "/", folder, ": ", std::strerror(error)));
}

absl::Status Changed(const ArrivedFile& file) {
  return Error(absl::StatusCode::kAborted, "ARRIVAL_CHANGED", Cat("a file in ", file.municipality, "/in changed"));
}

std::int64_t ModifiedNs(const struct stat& status) {
  return static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
}

std::string MarkOf(const struct stat& status) {
  return Cat(static_cast<std::uint64_t>(status.st_ino), "-", ModifiedNs(status), "-",
             static_cast<std::int64_t>(status.st_size));
}

std::string_view NameOf(Box box) {
  switch (box) {
    case Box::kOut:
      return "out";
    case Box::kDone:
      return "done";
    case Box::kRefused:
      return "refused";
  }
  return "out";
}

absl::Status MakeFolder(const std::string& path) {
  for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
    const std::string part = path.substr(0, end);
    if (::mkdir(part.c_str(), kFolderMode) != 0 && errno != EEXIST) {
      return Failure(errno, "EXCHANGE_FOLDER", "exchange", "", "cannot make a folder");
    }
    if (end == std::string::npos) break;
  }
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) {
    return Failure(ENOTDIR, "EXCHANGE_FOLDER", "exchange", "", "a folder's name is taken");
  }
  return absl::OkStatus();
}

/// Reads to the end. The error is an errno; 0 when all went well; EFBIG when there is more than `bytes_max`.
int ReadAll(int descriptor, std::size_t bytes_max, std::string* bytes) {
  while (bytes->size() <= bytes_max) {
    const std::size_t before = bytes->size();
    bytes->resize(before + kReadBytes);
    const ssize_t count = ::read(descriptor, bytes->data() + before, kReadBytes);
    const int error = errno;
    bytes->resize(before + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count == 0) return 0;
    if (count < 0 && error != EINTR) return error;
  }
  return EFBIG;
}

}  // namespace

absl::StatusOr<std::unique_ptr<DirectoryExchange>> DirectoryExchange::Open(std::string root,
                                                                           std::vector<std::string> municipalities) {
  auto exchange = std::unique_ptr<DirectoryExchange>(new DirectoryExchange(std::move(root), std::move(municipalities)));
  for (const std::string& municipality : exchange->municipalities_) {
    if (!MunicipalityCode::Parse(municipality)) {
      return Error(absl::StatusCode::kInvalidArgument, "MUNICIPALITY_CODE_INVALID",
                   Cat("no CBS code: ", municipality.substr(0, 20)));
    }
    for (const std::string_view folder : {"in", "out", "done", "refused"}) {
      CLIENTROUTE_RETURN_IF_ERROR(MakeFolder(exchange->Folder(municipality, folder)));
    }
  }
  return exchange;
}

std::string DirectoryExchange::Folder(std::string_view municipality, std::string_view folder) const {
  return Cat(root_, "/", municipality, "/", folder);
}

std::vector<std::string> DirectoryExchange::arrival_folders() const {
  std::vector<std::string> folders;
  for (const std::string& municipality : municipalities_) folders.push_back(Folder(municipality, "in"));
  return folders;
}

Arrivals DirectoryExchange::List() {
  Arrivals arrivals;
  for (const std::string& municipality : municipalities_) ListFolder(municipality, &arrivals);
  std::sort(arrivals.files.begin(), arrivals.files.end(), [](const ArrivedFile& a, const ArrivedFile& b) {
    return std::tie(a.modified_ns, a.name, a.municipality, a.place) <
           std::tie(b.modified_ns, b.name, b.municipality, b.place);
  });
  return arrivals;
}

void DirectoryExchange::ListFolder(const std::string& municipality, Arrivals* arrivals) const {
  const std::string path = Folder(municipality, "in");
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), &::closedir);
  if (folder == nullptr) {
    arrivals->faults.push_back(
        {municipality, "", Failure(errno, "EXCHANGE_FOLDER", municipality, "in", "cannot list")});
    return;
  }
  while (const dirent* entry = ::readdir(folder.get())) {
    const std::string_view place(static_cast<const char*>(entry->d_name));
    const bool taken = place.substr(0, kTakenPrefix.size()) == kTakenPrefix;
    const std::string_view name = taken ? place.substr(kTakenPrefix.size()) : place;
    if (!IsReadyName(name)) continue;
    struct stat status {};
    if (::fstatat(::dirfd(folder.get()), std::string(place).c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (!S_ISREG(status.st_mode)) {
      arrivals->faults.push_back({municipality, std::string(name),
                                  Error(absl::StatusCode::kFailedPrecondition, "ARRIVAL_NOT_A_FILE",
                                        Cat("not a regular file in ", municipality, "/in"))});
      continue;
    }
    arrivals->files.push_back(
        {municipality, std::string(name), MarkOf(status), ModifiedNs(status), Cat(path, "/", place)});
  }
}

absl::StatusOr<std::string> DirectoryExchange::ReadBeginning(const ArrivedFile& file, std::size_t bytes) {
  const FileDescriptor descriptor(::open(file.place.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!descriptor.ok()) {
    return Failure(errno, "ARRIVAL_UNREADABLE", file.municipality, "in", "cannot open a file");
  }
  struct stat status {};
  if (::fstat(descriptor.get(), &status) != 0 || !S_ISREG(status.st_mode) || MarkOf(status) != file.mark) {
    return Changed(file);
  }
  std::string beginning;
  const int error = ReadAll(descriptor.get(), bytes, &beginning);
  if (error != 0 && error != EFBIG) {
    return Failure(error, "ARRIVAL_UNREADABLE", file.municipality, "in", "cannot read a file");
  }
  beginning.resize(std::min(beginning.size(), bytes));
  return beginning;
}

absl::StatusOr<std::string> DirectoryExchange::Read(const ArrivedFile& file) {
  // Without O_NONBLOCK a pipe that took the name meanwhile would hold this thread for ever.
  const FileDescriptor descriptor(::open(file.place.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!descriptor.ok()) {
    return Failure(errno, "ARRIVAL_UNREADABLE", file.municipality, "in", "cannot open a file");
  }
  struct stat before {};
  if (::fstat(descriptor.get(), &before) != 0 || !S_ISREG(before.st_mode) || MarkOf(before) != file.mark) {
    return Changed(file);
  }
  std::string bytes;
  if (before.st_size <= kArrivalBytesMax) bytes.reserve(static_cast<std::size_t>(before.st_size) + kReadBytes);
  const int error = before.st_size > kArrivalBytesMax ? EFBIG : ReadAll(descriptor.get(), kArrivalBytesMax, &bytes);
  if (error == EFBIG) {
    return Error(absl::StatusCode::kResourceExhausted, "ARRIVAL_TOO_LARGE",
                 Cat("a file in ", file.municipality, "/in is larger than ", kArrivalBytesMax, " bytes"));
  }
  if (error != 0) return Failure(error, "ARRIVAL_UNREADABLE", file.municipality, "in", "cannot read a file");
  struct stat after {};
  if (::fstat(descriptor.get(), &after) != 0 || MarkOf(after) != file.mark ||
      static_cast<std::int64_t>(bytes.size()) != after.st_size) {
    return Changed(file);
  }
  return bytes;
}

absl::Status DirectoryExchange::Remove(const ArrivedFile& file) { return RemoveAll({&file, 1}).front(); }

std::vector<absl::Status> DirectoryExchange::RemoveAll(std::span<const ArrivedFile> files) {
  std::vector<absl::Status> statuses;
  std::set<std::string> folders;
  for (const ArrivedFile& file : files) {
    statuses.push_back(Unlink(file));
    folders.insert(file.municipality);
  }
  for (const std::string& municipality : folders) {
    const int error = SyncFolder(Folder(municipality, "in"));
    if (error == 0) continue;
    const absl::Status failed = Failure(error, "ARRIVAL_STUCK", municipality, "in", "cannot sync");
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (files[i].municipality == municipality) statuses[i].Update(failed);
    }
  }
  return statuses;
}

absl::Status DirectoryExchange::Unlink(const ArrivedFile& file) const {
  const std::string path = Folder(file.municipality, "in");
  std::string place = Cat(path, "/", kTakenPrefix, file.name);
  if (file.place != place &&
      ::renameat2(AT_FDCWD, file.place.c_str(), AT_FDCWD, place.c_str(), RENAME_NOREPLACE) != 0) {
    if (errno == ENOENT) return absl::OkStatus();
    // A name too long for the prefix, a prefixed one that stands there already, or a file system without this call.
    if (errno != ENAMETOOLONG && errno != EEXIST && errno != EINVAL && errno != ENOSYS) {
      return Failure(errno, "ARRIVAL_STUCK", file.municipality, "in", "cannot take a file away");
    }
    place = file.place;
  }
  struct stat status {};
  if (::lstat(place.c_str(), &status) != 0 || MarkOf(status) != file.mark) {
    return absl::OkStatus();  // gone, or another file, which List shows
  }
  if (::unlink(place.c_str()) != 0 && errno != ENOENT) {
    return Failure(errno, "ARRIVAL_STUCK", file.municipality, "in", "cannot take a file away");
  }
  return absl::OkStatus();
}

absl::Status DirectoryExchange::Put(Box box, std::string_view municipality, std::string_view name,
                                    std::string_view bytes) {
  const std::string path = Folder(municipality, NameOf(box));
  const std::string temporary = Cat(path, "/.", name, ".tmp");
  {
    const FileDescriptor file(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, kFileMode));
    const int error = file.ok() ? WriteDurably(file.get(), bytes) : errno;
    if (error != 0) return Failure(error, "EXCHANGE_WRITE", municipality, NameOf(box), "cannot write a file");
  }
  if (::rename(temporary.c_str(), Cat(path, "/", name).c_str()) != 0) {
    return Failure(errno, "EXCHANGE_WRITE", municipality, NameOf(box), "cannot rename a file");
  }
  if (const int error = SyncFolder(path); error != 0) {
    return Failure(error, "EXCHANGE_WRITE", municipality, NameOf(box), "cannot sync");
  }
  return absl::OkStatus();
}

}  // namespace clientroute::messaging
