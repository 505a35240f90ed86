#include "services/messaging/codec/text_arena.h"

#include <algorithm>
#include <cstring>

namespace clientroute::messaging {

std::string_view TextArena::Copy(std::string_view text) {
  if (text.empty()) return {};
  if (size_ - used_ < text.size()) {
    const std::size_t next = size_ == 0 ? kFirstBlockBytes : std::min(size_ * 2, kBlockBytesMax);
    size_ = std::max(next, text.size());
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(size_));
    used_ = 0;
  }
  char* const to = blocks_.back().get() + used_;
  std::memcpy(to, text.data(), text.size());
  used_ += text.size();
  return {to, text.size()};
}

}  // namespace clientroute::messaging
