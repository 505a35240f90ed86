#include "tests/recovery/power_loss/file_image.h"

#include <algorithm>

namespace clientroute {
namespace {

/// How much of what was not synced survives a loss of power.
enum class Luck { kNothing, kAll, kAnySectors, kBeginning };
constexpr std::uint64_t kKindsOfLuck = 4;

}  // namespace

void FileImage::Write(std::size_t offset, std::string_view bytes) {
  changes_.push_back({Kind::kWrite, offset, std::string(bytes)});
}

void FileImage::Truncate(std::size_t size) { changes_.push_back({Kind::kTruncate, size}); }

void FileImage::Remove() { changes_.push_back({Kind::kRemove}); }

void FileImage::Sync() {
  for (const Change& change : changes_) Apply(change, synced_);
  changes_.clear();
}

void FileImage::SyncRemoval() {
  const auto is_removal = [](const Change& change) { return change.kind == Kind::kRemove; };
  const auto last = std::find_if(changes_.rbegin(), changes_.rend(), is_removal);
  if (last == changes_.rend()) return;
  synced_.clear();
  changes_.erase(changes_.begin(), last.base());
}

void FileImage::Apply(const Change& change, std::string& content) {
  switch (change.kind) {
    case Kind::kWrite:
      content.resize(std::max(content.size(), change.place + change.bytes.size()));
      content.replace(change.place, change.bytes.size(), change.bytes);
      break;
    case Kind::kTruncate:
      content.resize(change.place);
      break;
    case Kind::kRemove:
      content.clear();
      break;
  }
}

FileImage::Survival FileImage::Survive(std::mt19937_64& random) {
  const auto luck = static_cast<Luck>(random() % kKindsOfLuck);
  const std::size_t beginning = changes_.empty() ? 0 : random() % changes_.size();
  Survival survival;
  const auto survives = [&](std::size_t place) {
    const bool kept = luck == Luck::kAll || (luck == Luck::kAnySectors && random() % 2 == 0) ||
                      (luck == Luck::kBeginning && (place < beginning || (place == beginning && random() % 2 == 0)));
    ++(kept ? survival.sectors_kept : survival.sectors_lost);
    return kept;
  };
  for (std::size_t i = 0; i < changes_.size(); ++i) {
    const Change& change = changes_[i];
    if (change.kind != Kind::kWrite) {
      // A name that was not taken away still names the old file: what came later was of another one.
      if (survives(i)) {
        Apply(change, synced_);
      } else if (change.kind == Kind::kRemove) {
        break;
      }
      continue;
    }
    for (std::size_t from = 0; from < change.bytes.size();) {
      const std::size_t place = change.place + from;
      const std::size_t until = std::min(change.bytes.size(), from + kSectorBytes - place % kSectorBytes);
      if (survives(i)) Apply({Kind::kWrite, place, change.bytes.substr(from, until - from)}, synced_);
      from = until;
    }
  }
  changes_.clear();
  survival.content = synced_;
  return survival;
}

}  // namespace clientroute
