#ifndef CLIENTROUTE_SERVICES_MESSAGING_CODEC_TEXT_ARENA_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CODEC_TEXT_ARENA_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace clientroute::messaging {

/// Where a text is kept in an arena.
struct KeptText {
  std::uint32_t at = 0;  // number of its block and place in it
  std::uint32_t length = 0;
};

/// Owns copied texts in large blocks, so that a message of many values costs a few allocations, and names each by a
/// small number, so that it costs little memory. What it gave stays valid until the arena is destroyed, also when the
/// arena is moved. Not thread safe.
class TextArena {
 public:
  TextArena() = default;
  TextArena(TextArena&&) = default;
  TextArena& operator=(TextArena&&) = default;
  TextArena(const TextArena&) = delete;
  TextArena& operator=(const TextArena&) = delete;

  /// Precondition: fewer than 65,536 blocks are needed: 4 GB of texts, where a file has 25 MB.
  KeptText Keep(std::string_view text);
  std::string_view View(KeptText text) const {
    if (text.length == 0) return {};
    return {blocks_[text.at >> kPlaceBits].get() + (text.at & kPlaceMask), text.length};
  }
  std::string_view Copy(std::string_view text) { return View(Keep(text)); }

 private:
  static constexpr std::uint32_t kPlaceBits = 16;
  static constexpr std::uint32_t kPlaceMask = (1U << kPlaceBits) - 1;
  static constexpr std::size_t kFirstBlockBytes = 1024;  // most messages fit in one or two
  /// A longer text has a block of its own.
  static constexpr std::size_t kBlockBytesMax = std::size_t{1} << kPlaceBits;

  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t used_ = 0;
  std::size_t size_ = 0;  // of the last block
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CODEC_TEXT_ARENA_H_
