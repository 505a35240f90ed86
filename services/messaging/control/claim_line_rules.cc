#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "services/messaging/codec/integer.h"
#include "services/messaging/control/claim_values.h"
#include "services/messaging/control/content_rule.h"
#include "services/messaging/standard/rule.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

constexpr FieldId kReference = "ProductReferentie/ReferentieNummer"_field;
constexpr FieldId kPrevious = "ProductReferentie/VorigReferentieNummer"_field;
constexpr FieldId kDebitCredit = "IngediendBedrag/DebetCredit"_field;

std::string Previous() { return std::string(PathOf(kPrevious)); }

/// What is taken back is taken back once.
std::vector<Breach> PreviousReferencesAreUnique(const Message& message) {
  std::unordered_set<std::string_view> seen;
  std::vector<Breach> breaches;
  for (const InstanceView& line : message.All("Prestatie"_class)) {
    if (!line.Has(kPrevious) || seen.insert(line.Get(kPrevious)).second) continue;
    breaches.push_back({line.index(), Previous(), "het vorige referentienummer staat al bij een andere prestatie"});
  }
  return breaches;
}

std::vector<Breach> NothingIsCreditedAtOnce(const Message& message) {
  const std::vector<InstanceView> lines = message.All("Prestatie"_class);
  std::unordered_set<std::string_view> references;
  for (const InstanceView& line : lines) references.insert(line.Get(kReference));
  std::vector<Breach> breaches;
  for (const InstanceView& line : lines) {
    if (!line.Has(kPrevious) || !references.contains(line.Get(kPrevious))) continue;
    breaches.push_back({line.index(), Previous(), "een debetregel wordt niet in hetzelfde bericht gecrediteerd"});
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

std::vector<Breach> APeriodIsDebitedOnce(const Message& message) {
  std::vector<Delivered> debits;
  for (const InstanceView& line : message.All("Prestatie"_class)) {
    if (line.Get(kDebitCredit) != "D") continue;
    debits.push_back({line.parent().index(), IntegerIn(line.Get("ToewijzingNummer"_field)),
                      line.Get("ProductCategorie"_field), line.Get("ProductCode"_field),
                      line.Get("ProductPeriode/Begindatum"_field), line.Get("ProductPeriode/Einddatum"_field),
                      line.index()});
  }
  std::ranges::stable_sort(debits, [](const Delivered& a, const Delivered& b) { return a.Subject() < b.Subject(); });
  std::vector<Breach> breaches;
  for (std::size_t i = 1; i < debits.size(); ++i) {
    if (debits[i - 1].Subject() != debits[i].Subject()) continue;
    breaches.push_back({debits[i].line, "ProductPeriode", "deze periode staat voor dit product al als debet"});
  }
  return breaches;
}

std::int64_t SumOfLines(const Message& message) {
  std::int64_t cents = 0;
  for (const InstanceView& line : message.All("Prestatie"_class)) cents += LineCents(line);
  return cents;
}

std::vector<Breach> TotalIsTheSum(const Message& message) {
  const std::int64_t sum = SumOfLines(message);
  const std::int64_t submitted = SubmittedCents(*message.body());
  if (sum == submitted) return {};
  return {{message.body()->index(), "TotaalIngediendBedrag",
           "het totaal is " + std::to_string(submitted) + " cent, de prestaties samen " + std::to_string(sum)}};
}

bool AnyRefuses(const InstanceView& instance) {
  return std::ranges::any_of(instance.return_codes(), [](std::string_view code) { return Refuses(code); });
}

/// The lines in an answer are the refused ones, and their sum is what is not granted. A refused claim grants nothing
/// and shows no lines.
std::vector<Breach> AnswerExplainsTheDifference(const Message& message) {
  if (!message.body().has_value()) return {};
  const InstanceView answer = *message.body();
  std::vector<Breach> breaches;
  for (const InstanceView& line : message.All("Prestatie"_class)) {
    if (AnyRefuses(line) || AnyRefuses(line.parent())) continue;
    breaches.push_back({line.index(), "", "een toegekende prestatie hoort niet in het antwoord"});
  }
  const std::int64_t granted = GrantedCents(answer);
  const std::int64_t expected = AnyRefuses(answer) ? 0 : SubmittedCents(answer) - SumOfLines(message);
  if (granted != expected) {
    breaches.push_back(
        {answer.index(), "TotaalToegekendBedrag",
         "toegekend is " + std::to_string(granted) + " cent, volgens de prestaties " + std::to_string(expected)});
  }
  return breaches;
}

constexpr MessageRule kRules[] = {
    {"TR315", PreviousReferencesAreUnique}, {"TR316", NothingIsCreditedAtOnce},
    {"TR416", APeriodIsDebitedOnce},        {"TR358", TotalIsTheSum},
    {"TR342", AnswerExplainsTheDifference},
};

}  // namespace

std::span<const MessageRule> ClaimLineRules() { return kRules; }

}  // namespace clientroute::messaging
