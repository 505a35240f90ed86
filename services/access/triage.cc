#include "services/access/triage.h"

#include <algorithm>

namespace clientroute::access {
namespace {

// How many criteria of one kind there are, and how many of them hold.
struct Count {
  int all = 0;
  int held = 0;
  int open() const { return all - held; }
};

std::string Number(int count) { return std::to_string(count); }

std::string ExplainRequired(const Count& required) {
  if (required.open() == 0) return required.all == 1 ? "het vereiste criterium geldt" : "alle vereiste criteria gelden";
  if (required.all == 1) return "het vereiste criterium geldt niet";
  if (required.open() == required.all) return "geen van de vereiste criteria geldt";
  return "van de " + Number(required.all) + " vereiste criteria " +
         (required.open() == 1 ? "geldt er 1 niet" : "gelden er " + Number(required.open()) + " niet");
}

std::string ExplainOptional(const Count& optional, int needed) {
  if (optional.all == 1)
    return optional.held == 1 ? "het aanvullende criterium geldt" : "het aanvullende criterium geldt niet";
  return "van de " + Number(optional.all) + " aanvullende criteria " +
         (optional.held == 1 ? "geldt er 1" : "gelden er " + Number(optional.held)) + ", nodig " +
         (needed == 1 ? "is er minstens " : "zijn er minstens ") + Number(needed);
}

// `Antwoord ja: "…"; "…" en "…".`
std::string Quote(std::string_view answer, const std::vector<std::string>& questions) {
  if (questions.empty()) return "";
  std::string text = " Antwoord " + std::string(answer) + ": ";
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (i > 0) text += i + 1 == questions.size() ? " en " : "; ";
    text += "\"" + questions[i] + "\"";
  }
  return text + ".";
}

}  // namespace

std::optional<Complexity> ComplexityOf(int code) {
  if (code == CodeOf(Complexity::kMono)) return Complexity::kMono;
  if (code == CodeOf(Complexity::kMulti)) return Complexity::kMulti;
  return std::nullopt;
}

std::string_view ToDutch(Complexity complexity) { return complexity == Complexity::kMulti ? "multi" : "mono"; }

TriageDecision DecideTriage(const TriageTable& table, const std::vector<Finding>& findings) {
  TriageDecision decision;
  Count required;
  Count optional;
  std::vector<std::string> yes;
  std::vector<std::string> no;
  for (const Criterion& criterion : table.criteria) {
    const bool holds = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
      return finding.criterion == criterion.code && finding.holds;
    });
    Count& count = criterion.required ? required : optional;
    ++count.all;
    count.held += holds ? 1 : 0;
    (holds ? decision.held : decision.not_held).push_back(criterion.code);
    (holds ? yes : no).push_back(criterion.question);
  }
  const bool multi = required.open() == 0 && optional.held >= table.optional_needed;
  decision.complexity = multi ? Complexity::kMulti : Complexity::kMono;

  std::string why = required.all > 0 ? ExplainRequired(required) : "";
  // The optional ones are named where they made a difference.
  if (table.optional_needed > 0 && (required.open() == 0 || optional.held < table.optional_needed)) {
    why += (why.empty() ? "" : "; ") + ExplainOptional(optional, table.optional_needed);
  }
  decision.explanation =
      std::string(multi ? "Multi, de hulp moet samenhangen: " : "Mono, losse trajecten zijn genoeg: ") + why + "." +
      Quote("ja", yes) + Quote("nee", no) + " Beslist met tabel " + table.code + ", versie " + Number(table.version) +
      ".";
  return decision;
}

std::string ExplainOverride(Complexity by_table, Complexity chosen, std::string_view table_explanation) {
  const std::string outcome(ToDutch(chosen));
  const std::string who = chosen == by_table ? "Een professional volgt alsnog de tabel: " + outcome + "."
                                             : "Een professional besliste anders dan de tabel: " + outcome +
                                                   " in plaats van " + std::string(ToDutch(by_table)) + ".";
  return who + " De tabel zei: " + std::string(table_explanation);
}

}  // namespace clientroute::access
