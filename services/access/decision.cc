#include "services/access/decision.h"

#include <algorithm>
#include <set>
#include <string>

#include "services/platform/values/calendar.h"

namespace clientroute::access {
namespace {

constexpr int kObjectionDays = 42;

// Why `chosen` is wider than `asked` in its volume; empty when it is not.
std::string VolumeProblem(const CareLine& asked, const CareLine& chosen) {
  if (!asked.volume) {
    return chosen.volume && asked.budget ? "must be a budget, as was asked for" : "";
  }
  if (!chosen.volume) return chosen.budget ? "" : "must be said: a volume was asked for";
  if (chosen.volume->unit != asked.volume->unit) return "must be in the unit that was asked for";
  if (chosen.volume->frequency != asked.volume->frequency) return "must have the frequency that was asked for";
  return chosen.volume->amount > asked.volume->amount ? "is more than was asked for" : "";
}

std::string BudgetProblem(const CareLine& asked, const CareLine& chosen) {
  if (!asked.budget) {
    return chosen.budget && asked.volume ? "must be a volume, as was asked for" : "";
  }
  if (!chosen.budget) return chosen.volume ? "" : "must be said: a budget was asked for";
  return *chosen.budget > *asked.budget ? "is more than was asked for" : "";
}

// What is wider about `chosen` than about `asked`, by part.
Problems Compare(const CareLine& asked, const CareLine& chosen) {
  Problems problems;
  const auto require = [&](bool holds, const char* part, const char* what) {
    if (!holds) problems.push_back({part, what});
  };
  require(chosen.law == asked.law, "law", "is another one than was asked for");
  require(asked.product.Covers(chosen.product), "product", "is not what was asked for");
  require(asked.period.Contains(chosen.period), "period", "lies outside the period that was asked for");
  if (std::string what = VolumeProblem(asked, chosen); !what.empty()) problems.push_back({"volume", what});
  if (std::string what = BudgetProblem(asked, chosen); !what.empty()) problems.push_back({"budget", what});
  require(!asked.provider || !chosen.provider || chosen.provider == asked.provider, "provider",
          "is another one than asked");
  require(chosen.provider_reference.empty() || chosen.provider_reference == asked.provider_reference,
          "provider_reference", "is another one than was given");
  return problems;
}

// The granted line: what was chosen, with what only the request knows.
CareLine Fill(const CareLine& asked, const CareLine& chosen) {
  CareLine line;
  line.line = asked.line;
  line.law = asked.law;
  line.product = chosen.product;
  line.period = chosen.period;
  line.volume = chosen.volume;
  line.budget = chosen.budget;
  line.provider = asked.provider ? asked.provider : chosen.provider;
  line.provider_reference = asked.provider_reference;
  return line;
}

}  // namespace

std::optional<DecisionOutcome> DecisionOutcomeOf(int code) {
  if (code == static_cast<int>(DecisionOutcome::kGrant)) return DecisionOutcome::kGrant;
  if (code == static_cast<int>(DecisionOutcome::kRefuse)) return DecisionOutcome::kRefuse;
  return std::nullopt;
}

KindOfDecision FindKind(DecisionOutcome outcome, std::optional<DecisionKind> asked_kind, bool answers_change) {
  KindOfDecision found;
  const bool grants = outcome == DecisionOutcome::kGrant;
  if (!asked_kind) {
    found.kind = !grants ? DecisionKind::kRefuse : answers_change ? DecisionKind::kChange : DecisionKind::kGrant;
    return found;
  }
  const bool with_grant = *asked_kind == DecisionKind::kGrant || *asked_kind == DecisionKind::kChange;
  const bool with_change = *asked_kind == DecisionKind::kChange || *asked_kind == DecisionKind::kRefuse;
  Require(with_grant == grants, "kind", grants ? "must be a grant or a change" : "must be a refusal or a withdrawal",
          &found.problems);
  Require(with_change || !answers_change, "change_request", "must be empty: only a change or a refusal answers one",
          &found.problems);
  if (found.problems.empty()) found.kind = asked_kind;
  return found;
}

Problems CheckRefusing(const Refusing& refusing, bool refuses, bool answers_change, Law law) {
  Problems problems;
  Require(refusing.reason || !refuses, "refusal_reason", "must be said: it stands in the answer to who asked (WJ759)",
          &problems);
  Require(!refusing.reason || refuses, "refusal_reason", "must be unset: nothing that was asked for is refused",
          &problems);
  Require(refusing.reason != RefusalReason::kNotAChange || answers_change, "refusal_reason",
          "is about a change request, and none is answered", &problems);
  const bool elsewhere = refusing.reason == RefusalReason::kResidencePrinciple;
  Require(elsewhere || !refusing.responsible, "responsible_municipality",
          "must be empty: only the residence principle names one (TR377)", &problems);
  Require(!elsewhere || refusing.responsible || law != Law::kJeugdwet, "responsible_municipality",
          "must be said: the residence principle names who is responsible (TR377)", &problems);
  return problems;
}

bool IsGranted(const std::vector<DecisionKind>& taken) {
  bool granted = false;
  for (const DecisionKind kind : taken) {
    if (kind == DecisionKind::kWithdraw) granted = false;
    if (kind == DecisionKind::kGrant || kind == DecisionKind::kChange) granted = true;
  }
  return granted;
}

Date ObjectionUntil(Date decide_date) {
  const Date last = decide_date.AddDays(kObjectionDays);
  return IsWorkingDay(last) ? last : AddWorkingDays(last, 1);
}

Granted GrantLines(const std::vector<CareLine>& asked, const std::vector<CareLine>& chosen) {
  Granted granted;
  if (chosen.empty()) {
    granted.lines = asked;
    return granted;
  }
  std::set<std::string> names;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const std::string field = "lines[" + std::to_string(i) + "]";
    const auto request =
        std::find_if(asked.begin(), asked.end(), [&](const CareLine& line) { return line.line == chosen[i].line; });
    if (request == asked.end()) {
      granted.problems.push_back({field + ".line", "was not asked for"});
      continue;
    }
    if (!names.insert(chosen[i].line).second) granted.problems.push_back({field + ".line", "comes twice"});
    for (Problem& problem : Compare(*request, chosen[i])) {
      granted.problems.push_back({field + "." + problem.field, std::move(problem.what)});
    }
    granted.lines.push_back(Fill(*request, chosen[i]));
  }
  if (!granted.problems.empty()) {
    granted.lines.clear();
    return granted;
  }
  for (const CareLine& line : asked) {
    if (!names.contains(line.line)) granted.refused.push_back(line);
  }
  return granted;
}

Granted ChangeLines(Law law, const std::vector<CareLine>& chosen) {
  Granted changed;
  std::set<std::string> names;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const std::string field = "lines[" + std::to_string(i) + "]";
    Require(chosen[i].law == law, field + ".law", "must be that of the route", &changed.problems);
    Require(names.insert(chosen[i].line).second, field + ".line", "comes twice", &changed.problems);
  }
  if (changed.problems.empty()) changed.lines = chosen;
  return changed;
}

}  // namespace clientroute::access
