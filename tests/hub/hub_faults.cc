#include "tests/hub/hub_faults.h"

#include <algorithm>
#include <charconv>

#include "services/platform/privacy/cipher.h"
#include "services/platform/status/status.h"

namespace clientroute::hub {
namespace {

constexpr int kThousand = 1'000;

absl::Status Wrong(std::string_view part) {
  return Error(absl::StatusCode::kInvalidArgument, "FAULT_UNKNOWN", Cat("not a fault: ", part));
}

absl::Status Apply(std::string_view name, std::string_view value, HubFaults* faults) {
  if (name == "code") {
    faults->code = value;
    return absl::OkStatus();
  }
  if (name == "place") {
    faults->place = value;
    return absl::OkStatus();
  }
  int number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size() || number < 0) return Wrong(name);
  const std::map<std::string_view, int*> shares = {{"fail", &faults->fail},        {"drop", &faults->drop},
                                                   {"lose", &faults->lose},        {"refuse", &faults->refuse},
                                                   {"repeat", &faults->repeat},    {"reorder", &faults->reorder},
                                                   {"delay_ms", &faults->delay_ms}};
  if (const auto share = shares.find(name); share != shares.end()) {
    if (name != "delay_ms" && number > kThousand) return Wrong(name);
    *share->second = number;
  } else if (name == "down") {
    faults->down = number != 0;
  } else if (name == "later") {
    faults->later = number != 0;
  } else {
    return Wrong(name);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<HubFaults> ReadFaults(std::string_view text, HubFaults faults) {
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) return Wrong(part);
    CLIENTROUTE_RETURN_IF_ERROR(Apply(part.substr(0, equals), part.substr(equals + 1), &faults));
  }
  return faults;
}

bool FaultDraw::Draw(std::string_view kind, std::string_view letter, int time, int share) const {
  if (share <= 0) return false;
  const std::string drawn = Digest(Cat(seed_, "/", kind, "/", letter, "/", time));
  std::uint32_t number = 0;
  for (int i = 0; i < 4; ++i) number = number << 8 | static_cast<unsigned char>(drawn[static_cast<std::size_t>(i)]);
  return number % kThousand < static_cast<std::uint32_t>(share);
}

}  // namespace clientroute::hub
