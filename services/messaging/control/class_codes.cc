#include "services/messaging/control/class_codes.h"

#include <algorithm>

#include "services/messaging/codec/class_paths.h"
#include "services/messaging/standard/code_lists.h"
#include "services/messaging/standard/rule.h"

namespace clientroute::messaging {
namespace {

bool AnyRefuses(const ClassCodes::Codes& codes) {
  return std::ranges::any_of(codes, [](const std::string& code) { return Refuses(code); });
}

}  // namespace

std::string ClassCodes::Take(const Message& message, std::span<const ClassVerdict> verdicts) {
  if (verdicts.empty()) return "";
  const ClassPaths paths(message);
  for (const ClassVerdict& verdict : verdicts) {
    const std::optional<InstanceView> instance = paths.Find(verdict.class_path);
    if (!instance.has_value()) return "the message has no class " + verdict.class_path;
    if (kReturnCodes.Find(verdict.return_code) == nullptr) return "no return code: " + verdict.return_code;
    codes_[instance->index()].insert(verdict.return_code);
  }
  for (auto& [instance, codes] : codes_) {
    if (AnyRefuses(codes)) std::erase_if(codes, [](const std::string& code) { return !Refuses(code); });
  }
  return "";
}

const ClassCodes::Codes& ClassCodes::Of(InstanceIndex instance) const {
  static const Codes kNone;
  const auto found = codes_.find(instance);
  return found == codes_.end() ? kNone : found->second;
}

bool ClassCodes::RefusesAt(InstanceIndex instance) const { return AnyRefuses(Of(instance)); }

bool ClassCodes::RefusesAnything() const {
  return std::ranges::any_of(codes_, [](const auto& entry) { return AnyRefuses(entry.second); });
}

}  // namespace clientroute::messaging
