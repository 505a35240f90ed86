#ifndef CLIENTROUTE_TESTS_RECOVERY_POWER_LOSS_VOLATILE_DISK_H_
#define CLIENTROUTE_TESTS_RECOVERY_POWER_LOSS_VOLATILE_DISK_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>

#include "tests/recovery/power_loss/file_image.h"

namespace clientroute {

/// A disk under SQLite that can lose its power: everything goes to the system's own files, and of each file is kept
/// what was synced and what was written since. When the power fails, that operation and every later one fails; when it
/// comes back, the files hold what was synced, and of what was not any part: whole writes, single sectors of 512 bytes
/// in any order, or nothing. It is SQLite's default file system (VFS) while it lives; one at a time. Nothing is really
/// synced, which makes it fast. Thread-safe but for Restore.
class VolatileDisk {
 public:
  /// What happened so far, to see that it was not nothing.
  struct Counts {
    std::int64_t operations = 0;
    std::int64_t syncs = 0;
    /// Of files with something that was not synced when the power failed: how many there were, and the sectors of them
    /// that survived or did not.
    std::int64_t files_torn = 0;
    std::int64_t sectors_kept = 0;
    std::int64_t sectors_lost = 0;
  };

  /// `seed` draws what survives.
  explicit VolatileDisk(std::uint64_t seed);
  ~VolatileDisk();
  VolatileDisk(const VolatileDisk&) = delete;
  VolatileDisk& operator=(const VolatileDisk&) = delete;

  /// The power fails at the `operations`-th write, truncation, sync or removal from now, counted from 0.
  void FailAfter(std::int64_t operations);
  /// It does not fail by itself any more.
  void Hold();
  bool failed() const;
  /// The power comes back, after it failed or at this moment. No file may be open.
  void Restore();
  Counts counts() const;

  /// For the file system's methods.
  class Methods;

 private:
  bool Allow();
  FileImage& ImageOf(const std::string& path);

  struct System;  // what SQLite knows of it
  std::unique_ptr<System> system_;
  mutable std::mutex mutex_;
  std::map<std::string, FileImage> images_;
  std::int64_t left_ = -1;  // operations until the power fails; negative: it does not
  bool failed_ = false;
  Counts counts_;
  std::mt19937_64 random_;
};

/// While it lives, every connection that is opened runs with this level of SQLite's `PRAGMA synchronous` (`OFF`,
/// `NORMAL`) on a VolatileDisk, whatever it asks for: how little a record is worth that does not sync. One at a time.
class ForcedSynchronous {
 public:
  explicit ForcedSynchronous(const std::string& level);
  ~ForcedSynchronous();
  ForcedSynchronous(const ForcedSynchronous&) = delete;
  ForcedSynchronous& operator=(const ForcedSynchronous&) = delete;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_TESTS_RECOVERY_POWER_LOSS_VOLATILE_DISK_H_
