#include <algorithm>
#include <string>

#include "services/messaging/control/claim_values.h"
#include "services/messaging/control/content_rule.h"
#include "services/messaging/standard/rule.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

std::int64_t SumOfLines(const Message& message) {
  std::int64_t cents = 0;
  for (const InstanceView& line : message.All("Prestatie"_class)) cents += LineCents(line);
  return cents;
}

bool AnyRefuses(const InstanceView& instance) {
  return std::ranges::any_of(instance.return_codes(), [](std::string_view code) { return Refuses(code); });
}

Violation TotalIsTheSum(const InstanceView& claim, const ContentFacts&) {
  const std::int64_t sum = SumOfLines(claim.message());
  const std::int64_t submitted = SubmittedCents(claim);
  if (sum == submitted) return std::nullopt;
  return "het totaal is " + std::to_string(submitted) + " cent, de prestaties samen " + std::to_string(sum);
}

/// The lines in an answer are the refused ones, and their sum is what is not granted. A refused claim grants nothing.
Violation GrantedIsTheDifference(const InstanceView& answer, const ContentFacts&) {
  const std::int64_t granted = GrantedCents(answer);
  const std::int64_t expected = AnyRefuses(answer) ? 0 : SubmittedCents(answer) - SumOfLines(answer.message());
  if (granted == expected) return std::nullopt;
  return "toegekend is " + std::to_string(granted) + " cent, volgens de prestaties " + std::to_string(expected);
}

/// Of a claim that is refused itself no line is judged, and none shown.
Violation AnswerShowsRefusedLinesOnly(const InstanceView& line, const ContentFacts&) {
  const InstanceView client = line.parent();
  if (AnyRefuses(client.parent())) return "bij een afgewezen declaratie horen geen prestaties";
  if (AnyRefuses(line) || AnyRefuses(client)) return std::nullopt;
  return "een toegekende prestatie hoort niet in het antwoord";
}

constexpr InstanceRule kRules[] = {
    {"TR358", "Declaratie"_class, "TotaalIngediendBedrag", "TotaalIngediendBedrag/TotaalBedrag"_field, TotalIsTheSum},
    {"TR342", "DeclaratieAntwoord"_class, "TotaalToegekendBedrag", "TotaalToegekendBedrag/TotaalBedrag"_field,
     GrantedIsTheDifference},
    {"TR342", "Prestatie"_class, "", "ProductReferentie/ReferentieNummer"_field, AnswerShowsRefusedLinesOnly},
};

}  // namespace

std::span<const InstanceRule> TotalRules() { return kRules; }

}  // namespace clientroute::messaging
