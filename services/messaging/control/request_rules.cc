#include "services/messaging/control/content_rule.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

constexpr FieldId kAnswer = "VerzoekAntwoord"_field;
constexpr FieldId kRefusal = "RedenAfwijzingVerzoek"_field;

constexpr std::string_view kRefused = "1";
constexpr std::string_view kUnderInvestigation = "2";
constexpr std::string_view kResidence = "8";

std::size_t Count(const InstanceView& around, ClassId id) { return around.message().Inside(around, id).size(); }

/// A change is asked where something runs (OP306).
Violation RestsOnAnAllocation(const InstanceView& request, const ContentFacts&) {
  if (Count(request, "OngewijzigdProduct"_class) + Count(request, "TeWijzigenProduct"_class) > 0) return std::nullopt;
  return "een verzoek om wijziging noemt ten minste één ongewijzigd of te wijzigen product";
}

Violation AsksForSomething(const InstanceView& request, const ContentFacts&) {
  if (Count(request, "TeWijzigenProduct"_class) + Count(request, "NieuwProduct"_class) > 0) return std::nullopt;
  return "een verzoek om wijziging vraagt ten minste één te wijzigen of nieuw product";
}

Violation RefusalHasReason(const InstanceView& answer, const ContentFacts&) {
  if (answer.Get(kAnswer) != kRefused || answer.Has(kRefusal)) return std::nullopt;
  return "bij een afwijzing hoort een reden";
}

Violation InvestigationHasNoReason(const InstanceView& answer, const ContentFacts&) {
  if (answer.Get(kAnswer) != kUnderInvestigation || !answer.Has(kRefusal)) return std::nullopt;
  return "bij een verzoek in onderzoek hoort geen reden van afwijzing";
}

Violation ResidenceNamesMunicipality(const InstanceView& answer, const ContentFacts&) {
  if (answer.Get(kRefusal) != kResidence || Count(answer, "Woonplaatsbeginsel"_class) > 0) return std::nullopt;
  return "bij een afwijzing op woonplaatsbeginsel hoort de gemeente die wel verantwoordelijk is";
}

Violation OnlyResidenceNamesMunicipality(const InstanceView& answer, const ContentFacts&) {
  if (answer.Get(kRefusal) == kResidence || Count(answer, "Woonplaatsbeginsel"_class) == 0) return std::nullopt;
  return "een andere gemeente hoort alleen bij een afwijzing op woonplaatsbeginsel";
}

constexpr InstanceRule kRules[] = {
    {"TR352", "Verzoek"_class, "TeWijzigenProducten", "RedenVerzoek"_field, RestsOnAnAllocation},
    {"TR353", "Verzoek"_class, "TeWijzigenProducten", "RedenVerzoek"_field, AsksForSomething},
    {"CD085", "Antwoord"_class, "RedenAfwijzingVerzoek", kAnswer, RefusalHasReason},
    {"CD086", "Antwoord"_class, "RedenAfwijzingVerzoek", kRefusal, InvestigationHasNoReason},
    {"TR377", "Antwoord"_class, "Woonplaatsbeginsel", kRefusal, ResidenceNamesMunicipality},
    {"TR409", "Antwoord"_class, "Woonplaatsbeginsel", kRefusal, OnlyResidenceNamesMunicipality},
};

}  // namespace

std::span<const InstanceRule> RequestRules() { return kRules; }

}  // namespace clientroute::messaging
