#ifndef CLIENTROUTE_TESTS_RECOVERY_POWER_LOSS_FILE_IMAGE_H_
#define CLIENTROUTE_TESTS_RECOVERY_POWER_LOSS_FILE_IMAGE_H_

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace clientroute {

/// What a disk holds of one file: what was synced, and what was changed since. One thread at a time.
class FileImage {
 public:
  /// What a disk writes whole or not at all.
  static constexpr std::size_t kSectorBytes = 512;

  FileImage() = default;
  /// Of a file that was there before.
  explicit FileImage(std::string synced) : synced_(std::move(synced)) {}

  void Write(std::size_t offset, std::string_view bytes);
  void Truncate(std::size_t size);
  /// Takes the name away; what is written later belongs to another file by that name.
  void Remove();
  /// From here on all of it survives.
  void Sync();
  /// The folder was synced: a removal survives, and what was written before it is gone for good.
  void SyncRemoval();

  bool changed() const { return !changes_.empty(); }
  struct Survival {
    std::string content;
    std::int64_t sectors_kept = 0;
    std::int64_t sectors_lost = 0;
  };
  /// The power failed: what is left, drawn from `random`; that is synced from then on.
  Survival Survive(std::mt19937_64& random);

 private:
  enum class Kind { kWrite, kTruncate, kRemove };
  struct Change {
    Kind kind = Kind::kWrite;
    std::size_t place = 0;  // of a write: the offset; of a truncation: the size
    std::string bytes = {};
  };
  static void Apply(const Change& change, std::string& content);

  std::string synced_;
  std::vector<Change> changes_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_TESTS_RECOVERY_POWER_LOSS_FILE_IMAGE_H_
