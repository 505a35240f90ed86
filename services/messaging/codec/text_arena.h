#ifndef CLIENTROUTE_SERVICES_MESSAGING_CODEC_TEXT_ARENA_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CODEC_TEXT_ARENA_H_

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace clientroute::messaging {

/// Owns copied texts in large blocks, so that a message of many values costs a few allocations. What `Copy` returned
/// stays valid until the arena is destroyed, also when the arena is moved. Not thread safe.
class TextArena {
 public:
  TextArena() = default;
  TextArena(TextArena&&) = default;
  TextArena& operator=(TextArena&&) = default;
  TextArena(const TextArena&) = delete;
  TextArena& operator=(const TextArena&) = delete;

  std::string_view Copy(std::string_view text);

 private:
  static constexpr std::size_t kFirstBlockBytes = 1024;  // most messages fit in one or two
  static constexpr std::size_t kBlockBytesMax = std::size_t{256} * 1024;

  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t used_ = 0;
  std::size_t size_ = 0;  // of the last block
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CODEC_TEXT_ARENA_H_
