#include "services/messaging/standard/rule.h"

#include <algorithm>
#include <vector>

#include "services/messaging/standard/code_lists.h"
#include "services/messaging/standard/rule_tables.h"

namespace clientroute::messaging {
namespace {

constexpr std::string_view kWhollyGranted = "8001";

std::vector<Rule> AllRules() {
  std::vector<Rule> rules;
  for (const std::span<const Rule> part : {Conditions(), Constraints(), Restrictions(), TechnicalRules()}) {
    rules.insert(rules.end(), part.begin(), part.end());
  }
  return rules;
}

}  // namespace

bool AppliesTo(const Rule& rule, Standard standard, MessageNumber number) {
  return rule.messages.Has(number) && rule.only.value_or(standard) == standard;
}

RuleKind KindOf(const Rule& rule) {
  if (rule.id.starts_with("CD")) return RuleKind::kCondition;
  if (rule.id.starts_with("CS")) return RuleKind::kConstraint;
  if (rule.id.starts_with("RS")) return RuleKind::kRestriction;
  return RuleKind::kTechnical;
}

std::span<const Rule> Rules() {
  static const std::vector<Rule> rules = AllRules();
  return rules;
}

const Rule* FindRule(std::string_view id) {
  const std::span<const Rule> rules = Rules();
  const auto found = std::ranges::lower_bound(rules, id, {}, &Rule::id);
  return found != rules.end() && found->id == id ? &*found : nullptr;
}

std::string_view ReturnCodeMeaning(std::string_view code) { return kReturnCodes.Meaning(code); }

bool Refuses(std::string_view return_code) {
  return return_code != kNoRemark && return_code != kNotJudged && return_code != kWhollyGranted;
}

}  // namespace clientroute::messaging
