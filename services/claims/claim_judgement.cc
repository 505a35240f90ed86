#include "services/claims/claim_judgement.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include "services/claims/claim_rules.h"
#include "services/claims/line_rules.h"

namespace clientroute::claims {
namespace {

constexpr int kFirstLevel = 2;
constexpr int kLastLevel = 4;

std::string_view SentenceOf(Remark remark) {
  switch (remark) {
    case Remark::kNotStarted:
      return "Er is nog geen start van deze zorg gemeld.";
    case Remark::kStopped:
      return "De zorg is voor deze periode als gestopt gemeld.";
  }
  return "";
}

// Everything that a line says besides where it stands; two lines with the same key are the same line twice. Refers to
// the line.
auto OrderOf(const ClaimLine& line) {
  return std::make_tuple(!line.credit, line.period.start(), line.LastDay(), std::cref(line.reference),
                         std::cref(line.previous_reference), line.allocation_number, std::cref(line.product),
                         std::cref(line.client), line.volume.amount, line.volume.unit, line.amount, line.tariff);
}

std::vector<Verdict> JudgeWhole(const Claim& claim, const Knowledge& known) {
  std::vector<Verdict> verdicts;
  for (int level = kFirstLevel; level <= kLastLevel && verdicts.empty(); ++level) {
    for (const ClaimRule& rule : ClaimRules()) {
      if (rule.level != level) continue;
      if (Broken broken = rule.judge(claim, known)) {
        verdicts.push_back(
            {std::string(rule.at), std::string(rule.id), std::string(rule.return_code), *std::move(broken)});
      }
    }
  }
  return verdicts;
}

class LineJudge {
 public:
  LineJudge(const Claim& claim, Knowledge known) : claim_(claim), known_(std::move(known)) {
    std::set<std::string> seen;
    for (const ClaimLine& line : claim.lines) {
      if (!seen.insert(line.reference).second) known_.used_references.insert(line.reference);
    }
  }

  std::vector<LineJudgement> Run() {
    std::vector<std::size_t> order(claim_.lines.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return OrderOf(claim_.lines[a]) < OrderOf(claim_.lines[b]); });
    std::vector<LineJudgement> judgements(claim_.lines.size());
    for (const std::size_t index : order) judgements[index] = Judge(claim_.lines[index]);
    return judgements;
  }

 private:
  LineJudgement Judge(const ClaimLine& line) {
    const LineInput input{claim_, line, known_};
    LineJudgement judgement;
    for (int level = kFirstLevel; level <= kLastLevel && judgement.verdicts.empty(); ++level) {
      Ask(input, level, &judgement.verdicts);
    }
    judgement.accepted = judgement.verdicts.empty();
    judgement.contract = ContractOf(input);
    if (const KnownAllocation* allocation = AllocationOf(input)) judgement.remarks = RemarksOn(line, *allocation);
    if (judgement.accepted) {
      judgement.paid = line.Signed();
      if (line.credit) judgement.credits = DebitOf(input)->row;
      TakeEffect(line);
    }
    Explain(line, &judgement);
    return judgement;
  }

  static void Ask(const LineInput& input, int level, std::vector<Verdict>* verdicts) {
    for (const LineRule& rule : LineRules()) {
      if (rule.level != level || !(input.line.credit ? rule.of_credit : rule.of_debit)) continue;
      Broken broken = rule.judge(input);
      if (!broken) continue;
      const bool at_client = rule.at == LineRule::At::kClient;
      verdicts->push_back({at_client ? input.line.client_path : input.line.class_path, std::string(rule.id),
                           std::string(rule.return_code), *std::move(broken)});
      // The lines of a refused client are not judged (0233).
      if (at_client) return;
    }
  }

  static std::string ContractOf(const LineInput& input) {
    if (input.line.credit) {
      const KnownDebit* debit = DebitOf(input);
      return debit == nullptr ? std::string() : debit->contract;
    }
    if (const KnownTariff* tariff = TariffOf(input)) return tariff->contract;
    const KnownAllocation* allocation = AllocationOf(input);
    return allocation == nullptr ? std::string() : allocation->contract;
  }

  void TakeEffect(const ClaimLine& line) {
    Used& used = known_.used[line.allocation_number];
    const std::int64_t volume = Counted(line.volume);
    used.volume += line.credit ? -volume : volume;
    used.amount += line.Signed();
    if (line.credit) {
      known_.debits.at(line.previous_reference).credited = true;
      known_.open_debits.erase(KeyOf(line));
    } else {
      known_.open_debits.insert(KeyOf(line));
    }
  }

  static void Explain(const ClaimLine& line, LineJudgement* judgement) {
    std::string& text = judgement->explanation;
    const auto add = [&](std::string_view sentence) {
      if (!text.empty()) text += " ";
      text += sentence;
    };
    if (judgement->accepted) add((line.credit ? "Gecrediteerd: " : "Toegekend: ") + line.amount.ToDutch() + ".");
    for (const Verdict& verdict : judgement->verdicts) add(verdict.explanation);
    for (const Remark remark : judgement->remarks) add(SentenceOf(remark));
  }

  const Claim& claim_;
  Knowledge known_;
};

}  // namespace

ClaimJudgement JudgeClaim(const Claim& claim, Knowledge known) {
  ClaimJudgement judgement;
  judgement.verdicts = JudgeWhole(claim, known);
  if (judgement.refused()) return judgement;
  judgement.lines = LineJudge(claim, std::move(known)).Run();
  for (const LineJudgement& line : judgement.lines) judgement.accepted += line.paid;
  return judgement;
}

std::vector<Remark> RemarksOn(const ClaimLine& line, const KnownAllocation& allocation) {
  bool started = false;
  bool runs = false;
  for (const KnownDelivery& start : allocation.deliveries) {
    if (start.is_stop || start.start > line.LastDay()) continue;
    started = true;
    const bool stopped =
        std::any_of(allocation.deliveries.begin(), allocation.deliveries.end(), [&](const KnownDelivery& stop) {
          return stop.is_stop && stop.start == start.start && stop.end && *stop.end < line.period.start();
        });
    runs = runs || !stopped;
  }
  if (!started) return {Remark::kNotStarted};
  if (!runs) return {Remark::kStopped};
  return {};
}

}  // namespace clientroute::claims
