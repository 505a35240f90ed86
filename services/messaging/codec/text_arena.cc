#include "services/messaging/codec/text_arena.h"

#include <algorithm>
#include <cstring>

namespace clientroute::messaging {

KeptText TextArena::Keep(std::string_view text) {
  if (text.empty()) return {};
  if (size_ - used_ < text.size()) {
    const std::size_t next = size_ == 0 ? kFirstBlockBytes : std::min(size_ * 2, kBlockBytesMax);
    size_ = std::max(next, text.size());
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(size_));
    used_ = 0;
  }
  std::memcpy(blocks_.back().get() + used_, text.data(), text.size());
  const auto block = static_cast<std::uint32_t>(blocks_.size() - 1);
  const KeptText kept{(block << kPlaceBits) | static_cast<std::uint32_t>(used_),
                      static_cast<std::uint32_t>(text.size())};
  used_ += text.size();
  return kept;
}

}  // namespace clientroute::messaging
