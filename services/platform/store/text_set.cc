#include "services/platform/store/text_set.h"

namespace clientroute {
namespace {

constexpr char kHex[] = "0123456789abcdef";

}  // namespace

void TextSet::Add(std::string_view text) {
  if (json_.size() > 1) json_.push_back(',');
  json_.push_back('"');
  for (char c : text) {
    if (c == '"' || c == '\\') {
      json_.push_back('\\');
      json_.push_back(c);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      json_.append("\\u00");
      json_.push_back(kHex[(static_cast<unsigned char>(c) >> 4) & 0xf]);
      json_.push_back(kHex[static_cast<unsigned char>(c) & 0xf]);
    } else {
      json_.push_back(c);
    }
  }
  json_.append("\":0");
}

std::string_view TextSet::parameter() {
  closed_ = json_ + "}";
  return closed_;
}

}  // namespace clientroute
