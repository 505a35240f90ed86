#include "services/allocation/message_judgement.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "services/allocation/message_rules.h"

namespace clientroute::allocation {
namespace {

// A verdict with what orders it.
struct Placed {
  std::size_t line;
  std::size_t rule;
  Verdict verdict;
};

bool IsAsked(const MessageRule& rule, const Message& message, const MessageLine& line, int level) {
  return rule.level == level && (line.Removes() ? rule.of_removal : rule.of_first) &&
         std::find(rule.kinds.begin(), rule.kinds.end(), message.kind) != rule.kinds.end();
}

std::string ClassOf(const MessageRule& rule, const Message& message, const MessageLine& line) {
  switch (rule.at) {
    case MessageRule::At::kHeader:
      return "Header";
    case MessageRule::At::kRequest:
      if (!message.request_path.empty()) return message.request_path;
      [[fallthrough]];
    case MessageRule::At::kClient:
      return line.client_path.empty() ? line.class_path : line.client_path;
    case MessageRule::At::kLine:
      break;
  }
  return line.class_path;
}

class MessageJudge {
 public:
  MessageJudge(const Message& message, Knowledge known) : message_(message), known_(std::move(known)) {}

  Judgement Run() {
    std::vector<std::size_t> order(message_.lines.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_partition(order.begin(), order.end(), [&](std::size_t i) { return message_.lines[i].Removes(); });
    for (std::size_t i : order) {
      if (Judge(i, 3)) TakeEffect(i);
    }
    if (placed_.empty()) {
      for (std::size_t i : order) Judge(i, 4);
    }
    return Conclude();
  }

 private:
  // Whether the line keeps all rules of the level.
  bool Judge(std::size_t index, int level) {
    const MessageLine& line = message_.lines[index];
    const auto rules = MessageRules();
    bool kept = true;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const MessageRule& rule = rules[i];
      if (!IsAsked(rule, message_, line, level)) continue;
      std::string at = ClassOf(rule, message_, line);
      const bool of_whole = rule.at == MessageRule::At::kRequest || rule.at == MessageRule::At::kClient;
      const auto judged = of_whole ? judged_.find({i, at, line.client}) : judged_.end();
      if (judged != judged_.end()) {
        kept = kept && judged->second;
        continue;
      }
      Broken broken = rule.judge({message_, line, known_});
      if (of_whole) judged_.emplace(Question{i, at, line.client}, !broken);
      if (!broken) continue;
      kept = false;
      placed_.push_back(
          {index, i, {std::move(at), std::string(rule.id), std::string(rule.return_code), *std::move(broken)}});
    }
    return kept;
  }

  void TakeEffect(std::size_t index) {
    const MessageLine& line = message_.lines[index];
    if (const auto* request = std::get_if<RequestedProduct>(&line.content)) {
      known_.used_references.insert(request->reference);
      judgement_.effects.push_back({Effect::Kind::kRegisterRequest, index, 0, {}});
      return;
    }
    if (line.started() == nullptr) return;  // a request for change has one effect as a whole
    const std::int64_t number = line.started()->number;
    KnownAllocation& allocation = known_.allocations.at(number);
    if (line.Removes()) {
      const Delivery* earlier = Earlier(allocation, line);
      judgement_.effects.push_back({Effect::Kind::kRemoveDelivery, index, number, *earlier});
      allocation.deliveries[static_cast<std::size_t>(earlier - allocation.deliveries.data())].removed = true;
      return;
    }
    Delivery delivery = DeliveryOf(allocation, line);
    delivery.message = message_.id;
    judgement_.effects.push_back({Effect::Kind::kAddDelivery, index, number, delivery});
    allocation.deliveries.push_back(std::move(delivery));
  }

  Judgement Conclude() {
    std::stable_sort(placed_.begin(), placed_.end(), [](const Placed& a, const Placed& b) {
      return std::pair(a.line, a.rule) < std::pair(b.line, b.rule);
    });
    std::set<std::pair<std::string, std::string>> seen;
    for (Placed& placed : placed_) {
      if (!seen.emplace(placed.verdict.class_path, placed.verdict.rule).second) continue;
      judgement_.verdicts.push_back(std::move(placed.verdict));
    }
    if (message_.kind == MessageKind::kChange && !message_.lines.empty()) {
      judgement_.effects.push_back({Effect::Kind::kRequestChange, 0, 0, {}});
    }
    if (!judgement_.verdicts.empty()) judgement_.effects.clear();
    return std::move(judgement_);
  }

  // A rule about a request or a client, the class that it stands at, and the client.
  using Question = std::tuple<std::size_t, std::string, std::optional<Uuid>>;

  const Message& message_;
  Knowledge known_;
  // Whether those rules are kept: each is asked once a message, however many lines there are.
  std::map<Question, bool> judged_;
  std::vector<Placed> placed_;
  Judgement judgement_;
};

}  // namespace

Judgement JudgeMessage(const Message& message, Knowledge known) {
  return MessageJudge(message, std::move(known)).Run();
}

}  // namespace clientroute::allocation
