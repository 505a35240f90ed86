#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "services/messaging/control/content_rule.h"

namespace clientroute::messaging {
namespace {

/// A value of a logical key; numbers are the same however they are written.
struct KeyField {
  FieldId field;
  bool number;
};

/// The text that counts of a value.
std::string_view KeyText(std::string_view value, bool number) {
  if (!number) return value;
  const std::size_t digits = value.find_first_not_of("+-0");
  return digits == std::string_view::npos ? value.substr(value.size() - std::min<std::size_t>(value.size(), 1))
                                          : value.substr(digits);
}

/// Finds instances whose key, together with the keys of the classes around them, came before. Looks from the outside
/// in: a class stands for the first of those that have its key, and what is in it is compared beside what is in that.
class KeyComparison {
 public:
  explicit KeyComparison(const Message& message) : message_(message), stands_for_(message.size()) {
    std::iota(stands_for_.begin(), stands_for_.end(), InstanceIndex{0});
    const MessageSchema& schema = message.schema();
    keys_.resize(schema.node_count());
    depths_.resize(schema.node_count());
    for (NodeIndex node = 0; node < schema.node_count(); ++node) {
      const NodeIndex around = schema.node(node).class_node;
      depths_[node] = around == kNoNode || around == 0 ? 0 : depths_[around] + 1;
      for (const FieldId field : schema.KeyOf(node)) {
        const bool number = schema.node(schema.FieldInside(node, field)).type.kind == ValueKind::kInteger;
        keys_[node].push_back({field, number});
      }
    }
  }

  std::vector<InstanceIndex> Repeated() {
    std::vector<InstanceIndex> repeated;
    std::vector<Keyed> level = InsideOf(0);
    for (std::size_t depth = 0; !level.empty(); level = InsideOf(++depth)) FindRepeated(level, repeated);
    return repeated;
  }

 private:
  struct Keyed {
    std::size_t hash;
    InstanceIndex instance;
  };

  InstanceIndex Around(const InstanceView& instance) const {
    return instance.has_parent() ? stands_for_[instance.parent().index()] : kNoInstance;
  }
  std::string_view KeyPart(const InstanceView& instance, const KeyField& key) const {
    return KeyText(instance.Get(key.field), key.number);
  }

  /// The keyed instances with so many classes around them, in the order of the file.
  std::vector<Keyed> InsideOf(std::size_t depth) const {
    std::vector<Keyed> level;
    for (InstanceIndex index = 0; index < message_.size(); ++index) {
      const InstanceView instance = message_.at(index);
      const std::vector<KeyField>& key = keys_[instance.node()];
      if (key.empty() || depths_[instance.node()] != depth) continue;
      std::size_t hash = Around(instance) * std::size_t{31} + instance.node();
      for (const KeyField& part : key) {
        hash = hash * std::size_t{1'000'003} + std::hash<std::string_view>()(KeyPart(instance, part));
      }
      level.push_back({hash, index});
    }
    return level;
  }

  /// Before, equal or after; the hash only makes most comparisons short.
  std::strong_ordering Compare(const Keyed& a, const Keyed& b) const {
    if (a.hash != b.hash) return a.hash <=> b.hash;
    const InstanceView left = message_.at(a.instance);
    const InstanceView right = message_.at(b.instance);
    if (left.node() != right.node()) return left.node() <=> right.node();
    if (Around(left) != Around(right)) return Around(left) <=> Around(right);
    for (const KeyField& part : keys_[left.node()]) {
      if (const auto order = KeyPart(left, part).compare(KeyPart(right, part)); order != 0) return order <=> 0;
    }
    return std::strong_ordering::equal;
  }

  void FindRepeated(std::vector<Keyed>& level, std::vector<InstanceIndex>& repeated) {
    // By hash first: a file may hold one key a hundred thousand times, and comparing numbers costs next to nothing.
    std::ranges::sort(level, {}, [](const Keyed& one) { return std::pair(one.hash, one.instance); });
    for (auto begin = level.begin(); begin != level.end();) {
      const auto end = std::find_if(begin, level.end(), [&](const Keyed& one) { return one.hash != begin->hash; });
      const auto other = [&](const Keyed& one) { return Compare(*begin, one) != 0; };
      if (std::find_if(begin + 1, end, other) != end) {
        std::sort(begin, end, [&](const Keyed& a, const Keyed& b) {
          const std::strong_ordering order = Compare(a, b);
          return order != 0 ? order < 0 : a.instance < b.instance;
        });
      }
      // What the repeated ones stand for is looked at one level further in, after this loop.
      for (auto at = begin + 1; at < end; ++at) {
        if (Compare(*(at - 1), *at) != 0) continue;
        stands_for_[at->instance] = stands_for_[(at - 1)->instance];
        repeated.push_back(at->instance);
      }
      begin = end;
    }
  }

  const Message& message_;
  std::vector<std::vector<KeyField>> keys_;  // by node
  std::vector<std::size_t> depths_;          // by node: how many classes are around it
  std::vector<InstanceIndex> stands_for_;
};

std::vector<InstanceIndex> LogicalKeysAreUnique(const Message& message) { return KeyComparison(message).Repeated(); }

constexpr MessageRule kRules[] = {
    {"TR101", "", std::nullopt, "dezelfde sleutel staat al eerder in het bericht", LogicalKeysAreUnique},
};

}  // namespace

std::span<const MessageRule> KeyRules() { return kRules; }

}  // namespace clientroute::messaging
