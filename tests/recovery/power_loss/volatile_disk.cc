#include "tests/recovery/power_loss/volatile_disk.h"

#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

#include "services/platform/status/defect.h"

namespace clientroute {
namespace {

constexpr const char* kName = "volatile-disk";
constexpr std::string_view kSharedMemory = "-shm";

std::string ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

void WriteWhole(const std::string& path, const std::string& content) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
}

/// A file as SQLite holds it open: ours, and behind it in the same memory the system's own.
struct OpenFile {
  sqlite3_file base;
  VolatileDisk* disk;
  FileImage* image;  // nullptr for a nameless one, which nobody finds again
  bool new_log;      // its first sync syncs the folder too, as with the system's own files
};

OpenFile* Ours(sqlite3_file* file) { return reinterpret_cast<OpenFile*>(file); }
sqlite3_file* Behind(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(Ours(file) + 1); }

/// Under SQLite's own lock, or while no connection is opened; empty for what each connection asks for.
std::string forced_level;
thread_local bool forcing = false;

/// A connection that asks for another level than the one that is forced is not heard.
bool KeepsLevel(const char* pragma, const char* value) {
  return !forced_level.empty() && !forcing && std::string_view(pragma) == "synchronous" && value != nullptr;
}

int ForceLevel(sqlite3* handle, char**, const sqlite3_api_routines*) {
  const std::string sql = "PRAGMA synchronous = " + forced_level;
  forcing = true;
  const int code = sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr);
  forcing = false;
  return code;
}

void (*const kForceLevel)() = reinterpret_cast<void (*)()>(ForceLevel);

}  // namespace

struct VolatileDisk::System {
  sqlite3_vfs* before = nullptr;
  sqlite3_vfs own = {};
};

/// What SQLite calls. Locks and the memory that connections share are the process's own: they work whatever the power
/// does, and mean nothing after it.
class VolatileDisk::Methods {
 public:
  static sqlite3_vfs Of(VolatileDisk* disk, const sqlite3_vfs* before) {
    sqlite3_vfs own = *before;  // where nothing is written, the system's methods do
    own.iVersion = 2;
    own.szOsFile = static_cast<int>(sizeof(OpenFile)) + before->szOsFile;
    own.pNext = nullptr;
    own.zName = kName;
    own.pAppData = disk;
    own.xOpen = Open;
    own.xDelete = Delete;
    own.xAccess = Access;
    own.xFullPathname = FullPathname;
    return own;
  }

 private:
  static VolatileDisk* DiskOf(sqlite3_vfs* vfs) { return static_cast<VolatileDisk*>(vfs->pAppData); }
  static sqlite3_vfs* SystemOf(sqlite3_vfs* vfs) { return DiskOf(vfs)->system_->before; }

  static int Open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* got_flags) {
    VolatileDisk* disk = DiskOf(vfs);
    file->pMethods = nullptr;  // SQLite closes nothing then
    const std::lock_guard lock(disk->mutex_);
    if (disk->failed_) return SQLITE_CANTOPEN;
    const int code = SystemOf(vfs)->xOpen(SystemOf(vfs), name, Behind(file), flags, got_flags);
    if (code != SQLITE_OK) return code;
    Ours(file)->disk = disk;
    Ours(file)->image = name == nullptr ? nullptr : &disk->ImageOf(name);
    Ours(file)->new_log =
        (flags & SQLITE_OPEN_CREATE) != 0 && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
    file->pMethods = &kIo;
    return SQLITE_OK;
  }

  static int Delete(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    VolatileDisk* disk = DiskOf(vfs);
    const std::lock_guard lock(disk->mutex_);
    if (disk->failed_) return SQLITE_IOERR_DELETE;
    const bool allowed = disk->Allow();
    FileImage& image = disk->ImageOf(name);
    image.Remove();
    if (!allowed) return SQLITE_IOERR_DELETE;
    if (sync_folder != 0) image.Sync();
    return SystemOf(vfs)->xDelete(SystemOf(vfs), name, 0);
  }

  static int Access(sqlite3_vfs* vfs, const char* name, int flags, int* answer) {
    if (DiskOf(vfs)->failed()) return SQLITE_IOERR_ACCESS;
    return SystemOf(vfs)->xAccess(SystemOf(vfs), name, flags, answer);
  }
  static int FullPathname(sqlite3_vfs* vfs, const char* name, int size, char* path) {
    return SystemOf(vfs)->xFullPathname(SystemOf(vfs), name, size, path);
  }

  static int Close(sqlite3_file* file) { return Behind(file)->pMethods->xClose(Behind(file)); }
  static int Read(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) {
    if (Ours(file)->disk->failed()) return SQLITE_IOERR_READ;
    return Behind(file)->pMethods->xRead(Behind(file), to, amount, offset);
  }

  /// A change that the power fails in may still have reached the disk in part.
  template <typename Note, typename Do>
  static int Change(sqlite3_file* file, int error, Note note, Do change) {
    VolatileDisk* disk = Ours(file)->disk;
    const std::lock_guard lock(disk->mutex_);
    if (disk->failed_) return error;
    const bool allowed = disk->Allow();
    if (Ours(file)->image != nullptr) note(*Ours(file)->image);
    return allowed ? change() : error;
  }
  static int Write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
    const std::string_view bytes(static_cast<const char*>(from), static_cast<std::size_t>(amount));
    return Change(
        file, SQLITE_IOERR_WRITE, [&](FileImage& image) { image.Write(static_cast<std::size_t>(offset), bytes); },
        [&] { return Behind(file)->pMethods->xWrite(Behind(file), from, amount, offset); });
  }
  static int Truncate(sqlite3_file* file, sqlite3_int64 size) {
    return Change(
        file, SQLITE_IOERR_TRUNCATE, [&](FileImage& image) { image.Truncate(static_cast<std::size_t>(size)); },
        [&] { return Behind(file)->pMethods->xTruncate(Behind(file), size); });
  }
  static int Sync(sqlite3_file* file, int) {
    VolatileDisk* disk = Ours(file)->disk;
    const std::lock_guard lock(disk->mutex_);
    if (!disk->Allow()) return SQLITE_IOERR_FSYNC;
    ++disk->counts_.syncs;
    if (Ours(file)->image != nullptr) Ours(file)->image->Sync();
    if (std::exchange(Ours(file)->new_log, false)) {
      for (auto& [path, image] : disk->images_) image.SyncRemoval();
    }
    return SQLITE_OK;
  }
  static int FileSize(sqlite3_file* file, sqlite3_int64* size) {
    if (Ours(file)->disk->failed()) return SQLITE_IOERR_FSTAT;
    return Behind(file)->pMethods->xFileSize(Behind(file), size);
  }

  static int Lock(sqlite3_file* file, int level) { return Behind(file)->pMethods->xLock(Behind(file), level); }
  static int Unlock(sqlite3_file* file, int level) { return Behind(file)->pMethods->xUnlock(Behind(file), level); }
  static int CheckReservedLock(sqlite3_file* file, int* answer) {
    return Behind(file)->pMethods->xCheckReservedLock(Behind(file), answer);
  }
  static int FileControl(sqlite3_file* file, int what, void* argument) {
    // Before SQLite follows a PRAGMA it offers its name and its value to the file system, which may see to it itself.
    const char* const* pragma = what == SQLITE_FCNTL_PRAGMA ? static_cast<char**>(argument) : nullptr;
    if (pragma != nullptr && KeepsLevel(pragma[1], pragma[2])) return SQLITE_OK;
    return Behind(file)->pMethods->xFileControl(Behind(file), what, argument);
  }
  static int SectorSize(sqlite3_file* file) { return Behind(file)->pMethods->xSectorSize(Behind(file)); }
  static int DeviceCharacteristics(sqlite3_file* file) {
    return Behind(file)->pMethods->xDeviceCharacteristics(Behind(file));
  }
  static int ShmMap(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
    return Behind(file)->pMethods->xShmMap(Behind(file), page, size, extend, memory);
  }
  static int ShmLock(sqlite3_file* file, int offset, int count, int flags) {
    return Behind(file)->pMethods->xShmLock(Behind(file), offset, count, flags);
  }
  static void ShmBarrier(sqlite3_file* file) { Behind(file)->pMethods->xShmBarrier(Behind(file)); }
  static int ShmUnmap(sqlite3_file* file, int remove) {
    return Behind(file)->pMethods->xShmUnmap(Behind(file), remove);
  }

  static const sqlite3_io_methods kIo;
};

const sqlite3_io_methods VolatileDisk::Methods::kIo = {2,
                                                       Close,
                                                       Read,
                                                       Write,
                                                       Truncate,
                                                       Sync,
                                                       FileSize,
                                                       Lock,
                                                       Unlock,
                                                       CheckReservedLock,
                                                       FileControl,
                                                       SectorSize,
                                                       DeviceCharacteristics,
                                                       ShmMap,
                                                       ShmLock,
                                                       ShmBarrier,
                                                       ShmUnmap,
                                                       nullptr,  // memory that is a file's: version 3
                                                       nullptr};

VolatileDisk::VolatileDisk(std::uint64_t seed) : system_(std::make_unique<System>()), random_(seed) {
  if (sqlite3_vfs_find(kName) != nullptr) StopOnDefect("a second volatile disk beside the first");
  system_->before = sqlite3_vfs_find(nullptr);
  system_->own = Methods::Of(this, system_->before);
  sqlite3_vfs_register(&system_->own, /*makeDflt=*/1);
}

VolatileDisk::~VolatileDisk() {
  sqlite3_vfs_unregister(&system_->own);
  sqlite3_vfs_register(system_->before, /*makeDflt=*/1);
}

bool VolatileDisk::Allow() {
  if (failed_) return false;
  ++counts_.operations;
  failed_ = left_ == 0;
  if (left_ > 0) --left_;
  return !failed_;
}

FileImage& VolatileDisk::ImageOf(const std::string& path) {
  const auto found = images_.find(path);
  return found != images_.end() ? found->second : images_.emplace(path, FileImage(ReadWhole(path))).first->second;
}

void VolatileDisk::FailAfter(std::int64_t operations) {
  const std::lock_guard lock(mutex_);
  left_ = operations;
}

void VolatileDisk::Hold() { FailAfter(-1); }

bool VolatileDisk::failed() const {
  const std::lock_guard lock(mutex_);
  return failed_;
}

void VolatileDisk::Restore() {
  const std::lock_guard lock(mutex_);
  for (auto& [path, image] : images_) {
    counts_.files_torn += image.changed() ? 1 : 0;
    const FileImage::Survival survival = image.Survive(random_);
    counts_.sectors_kept += survival.sectors_kept;
    counts_.sectors_lost += survival.sectors_lost;
    std::error_code ignored;
    std::filesystem::remove(path + std::string(kSharedMemory), ignored);
    if (survival.content.empty()) {
      std::filesystem::remove(path, ignored);
    } else {
      WriteWhole(path, survival.content);
    }
  }
  failed_ = false;
  left_ = -1;
}

VolatileDisk::Counts VolatileDisk::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

ForcedSynchronous::ForcedSynchronous(const std::string& level) {
  forced_level = level;
  sqlite3_auto_extension(kForceLevel);
}

ForcedSynchronous::~ForcedSynchronous() {
  sqlite3_cancel_auto_extension(kForceLevel);
  forced_level.clear();
}

}  // namespace clientroute
