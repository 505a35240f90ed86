#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "services/messaging/codec/integer.h"
#include "services/messaging/control/content_rule.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

constexpr FieldId kReference = "ProductReferentie/ReferentieNummer"_field;
constexpr FieldId kPrevious = "ProductReferentie/VorigReferentieNummer"_field;
constexpr FieldId kDebitCredit = "IngediendBedrag/DebetCredit"_field;

/// What is taken back is taken back once.
std::vector<InstanceIndex> PreviousReferencesAreUnique(const Message& message) {
  std::unordered_set<std::string_view> seen;
  std::vector<InstanceIndex> breaches;
  for (const InstanceView& line : message.All("Prestatie"_class)) {
    if (!line.Has(kPrevious) || seen.insert(line.Get(kPrevious)).second) continue;
    breaches.push_back(line.index());
  }
  return breaches;
}

std::vector<InstanceIndex> NothingIsCreditedAtOnce(const Message& message) {
  const std::vector<InstanceView> lines = message.All("Prestatie"_class);
  std::unordered_set<std::string_view> references;
  for (const InstanceView& line : lines) references.insert(line.Get(kReference));
  std::vector<InstanceIndex> breaches;
  for (const InstanceView& line : lines) {
    if (!line.Has(kPrevious) || !references.contains(line.Get(kPrevious))) continue;
    breaches.push_back(line.index());
  }
  return breaches;
}

/// What a debit line is about. An allocation is one client's: its number at another client is judged beside the
/// allocation (TR304).
struct Delivered {
  InstanceIndex client;
  std::int64_t allocation;
  std::string_view category;
  std::string_view code;
  std::string_view start;
  std::string_view end;
  InstanceIndex line;
  auto Subject() const { return std::tie(client, allocation, category, code, start, end); }
};

std::vector<InstanceIndex> APeriodIsDebitedOnce(const Message& message) {
  std::vector<Delivered> debits;
  for (const InstanceView& line : message.All("Prestatie"_class)) {
    if (line.Get(kDebitCredit) != "D") continue;
    debits.push_back({line.parent().index(), IntegerIn(line.Get("ToewijzingNummer"_field)),
                      line.Get("ProductCategorie"_field), line.Get("ProductCode"_field),
                      line.Get("ProductPeriode/Begindatum"_field), line.Get("ProductPeriode/Einddatum"_field),
                      line.index()});
  }
  std::ranges::stable_sort(debits, [](const Delivered& a, const Delivered& b) { return a.Subject() < b.Subject(); });
  std::vector<InstanceIndex> breaches;
  for (std::size_t i = 1; i < debits.size(); ++i) {
    if (debits[i - 1].Subject() != debits[i].Subject()) continue;
    breaches.push_back(debits[i].line);
  }
  return breaches;
}

constexpr MessageRule kRules[] = {
    {"TR315", PathOf(kPrevious), kPrevious, "het vorige referentienummer staat al bij een andere prestatie",
     PreviousReferencesAreUnique},
    {"TR316", PathOf(kPrevious), kPrevious, "een debetregel wordt niet in hetzelfde bericht gecrediteerd",
     NothingIsCreditedAtOnce},
    {"TR416", "ProductPeriode", "ProductPeriode/Begindatum"_field, "deze periode staat voor dit product al als debet",
     APeriodIsDebitedOnce},
};

}  // namespace

std::span<const MessageRule> ClaimLineRules() { return kRules; }

}  // namespace clientroute::messaging
