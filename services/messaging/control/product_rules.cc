#include "services/messaging/control/content_rule.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

constexpr FieldId kCode = "Product/Code"_field;
constexpr FieldId kCategory = "Product/Categorie"_field;
constexpr FieldId kVolume = "Omvang/Volume"_field;
constexpr FieldId kUnit = "Omvang/Eenheid"_field;
constexpr FieldId kFrequency = "Omvang/Frequentie"_field;
constexpr FieldId kBudget = "Budget"_field;
constexpr FieldId kAllocatedOn = "Toewijzingsdatum"_field;
constexpr FieldId kStart = "Ingangsdatum"_field;
constexpr FieldId kEnd = "Einddatum"_field;
constexpr FieldId kWantedStart = "GewensteIngangsdatum"_field;
constexpr FieldId kRequestedStart = "ToewijzingIngangsdatum"_field;
constexpr FieldId kRequestedEnd = "ToewijzingEinddatum"_field;
constexpr FieldId kChangeReason = "RedenWijziging"_field;
constexpr FieldId kDecision = "BeschikkingNummer"_field;
constexpr FieldId kDecisionStart = "BeschikkingIngangsdatum"_field;
constexpr FieldId kReferrer = "Verwijzer/Type"_field;
constexpr FieldId kReferrerName = "Verwijzer/Naam"_field;
constexpr FieldId kReferrerCode = "Verwijzer/ZorgverlenerCode"_field;

constexpr std::string_view kDeleted = "13";
constexpr std::string_view kAbolishedReason = "01";
constexpr std::string_view kPerWeek = "2";
/// What ends on or before this day keeps the rules of before 2021 (dates compare as texts).
constexpr std::string_view kLastDayOfOldRules = "2020-12-31";

constexpr ClassId kAllocated = "ToegewezenProduct"_class;
constexpr ClassId kRequested = "AangevraagdProduct"_class;
constexpr ClassId kChanged = "TeWijzigenProduct"_class;
constexpr ClassId kNew = "NieuwProduct"_class;

/// Allocated, requested, changed and new products differ in the names of their dates.
FieldId StartOf(const InstanceView& product) {
  if (product.class_id() == kRequested) return kRequestedStart;
  return product.class_id() == kAllocated ? kStart : kWantedStart;
}
FieldId EndOf(const InstanceView& product) { return product.class_id() == kRequested ? kRequestedEnd : kEnd; }
bool RunsUnderNewRules(const InstanceView& product) {
  return !product.Has(EndOf(product)) || product.Get(EndOf(product)) > kLastDayOfOldRules;
}

Violation EndsAfterItsStart(const InstanceView& product, const ContentFacts&) {
  const std::optional<Date> start = Date::Parse(product.Get(StartOf(product)));
  const std::optional<Date> end = Date::Parse(product.Get(EndOf(product)));
  if (!start.has_value() || !end.has_value() || *end >= *start) return std::nullopt;
  return "de einddatum " + end->ToString() + " ligt voor de ingangsdatum " + start->ToString();
}

Violation BudgetHasEnd(const InstanceView& product, const ContentFacts&) {
  if (!product.Has(kBudget) || product.Has(EndOf(product))) return std::nullopt;
  return "bij een budget hoort een einddatum";
}

Violation WeeklyVolumeHasEnd(const InstanceView& product, const ContentFacts&) {
  if (product.Get(kFrequency) != kPerWeek || product.Has(EndOf(product))) return std::nullopt;
  return "bij een omvang per week hoort een einddatum";
}

Violation ProductOrBudget(const InstanceView& product, const ContentFacts&) {
  if (product.Has(kBudget) || product.Has(kCategory)) return std::nullopt;
  return "zonder budget hoort er een product te zijn";
}

Violation ProductCodeHasVolume(const InstanceView& product, const ContentFacts&) {
  if (!product.Has(kCode) || product.Has(kVolume)) return std::nullopt;
  return "bij een productcode hoort een omvang";
}

Violation BudgetHasNoVolume(const InstanceView& product, const ContentFacts&) {
  if (!product.Has(kBudget) || !product.Has(kVolume)) return std::nullopt;
  return "bij een budget hoort geen omvang";
}

Violation VolumeHasNoBudget(const InstanceView& product, const ContentFacts&) {
  if (!product.Has(kVolume) || !product.Has(kBudget)) return std::nullopt;
  return "bij een omvang hoort geen budget";
}

Violation VolumeHasProductCode(const InstanceView& product, const ContentFacts&) {
  if (product.Has(kCode) || !product.Has(kVolume) || !RunsUnderNewRules(product)) return std::nullopt;
  return "zonder productcode hoort er geen omvang te zijn";
}

Violation FrequencyFitsUnit(const InstanceView& product, const ContentFacts&) {
  const std::string_view unit = product.Get(kUnit);
  const std::string_view frequency = product.Get(kFrequency);
  const bool limited = unit == "14" || unit == "16" || unit == "83" || unit == "84";
  if (!limited || !RunsUnderNewRules(product)) return std::nullopt;
  if (frequency == "2" || frequency == "4" || frequency == "6") return std::nullopt;
  return "bij eenheid " + std::string(unit) + " hoort frequentie 2, 4 of 6";
}

/// An allocation is settled before the message about it is signed.
Violation AllocatedNotAfterSigning(const InstanceView& product, const ContentFacts& facts) {
  const std::optional<Date> day = Date::Parse(product.Get(kAllocatedOn));
  if (!day.has_value() || *day <= facts.signed_on) return std::nullopt;
  return "Toewijzingsdatum " + day->ToString() + " ligt na de dagtekening " + facts.signed_on.ToString();
}

Violation DeletedLastsOneDay(const InstanceView& product, const ContentFacts&) {
  if (product.Get(kChangeReason) != kDeleted || product.Get(kStart) == product.Get(kEnd)) return std::nullopt;
  return "bij reden 13 (verwijderd) zijn ingangsdatum en einddatum gelijk";
}

Violation ReasonIsInUse(const InstanceView& product, const ContentFacts&) {
  if (product.Get(kChangeReason) != kAbolishedReason) return std::nullopt;
  return "reden 01 is vervallen";
}

Violation DecisionHasStart(const InstanceView& product, const ContentFacts&) {
  if (product.Has(kDecision) == product.Has(kDecisionStart)) return std::nullopt;
  return product.Has(kDecision) ? "bij een beschikkingnummer hoort een ingangsdatum"
                                : "een ingangsdatum hoort alleen bij een beschikkingnummer";
}

/// GP, youth doctor, certified institution, medical specialist: those who can have a code as a care provider.
bool MayHaveProviderCode(const InstanceView& product) {
  const std::string_view type = product.Get(kReferrer);
  return type >= "02" && type <= "05";
}

Violation ReferrerWithCodeHasNoName(const InstanceView& product, const ContentFacts&) {
  if (!MayHaveProviderCode(product) || !product.Has(kReferrerCode) || !product.Has(kReferrerName)) return std::nullopt;
  return "een verwijzer met zorgverlenercode heeft geen naam";
}

Violation ReferrerWithoutCodeHasName(const InstanceView& product, const ContentFacts&) {
  if (!MayHaveProviderCode(product) || product.Has(kReferrerCode) || product.Has(kReferrerName)) return std::nullopt;
  return "een verwijzer zonder zorgverlenercode heeft een naam";
}

Violation OnlyCareReferrerHasCode(const InstanceView& product, const ContentFacts&) {
  if (MayHaveProviderCode(product) || !product.Has(kReferrerCode)) return std::nullopt;
  return "deze verwijzer heeft geen zorgverlenercode";
}

/// A request is made before the new product begins (OP343).
Violation NewStartsAfterSigning(const InstanceView& product, const ContentFacts& facts) {
  const std::optional<Date> start = Date::Parse(product.Get(kWantedStart));
  if (!start.has_value() || *start > facts.signed_on) return std::nullopt;
  return "GewensteIngangsdatum " + start->ToString() + " ligt niet na de dagtekening " + facts.signed_on.ToString();
}

constexpr InstanceRule kRules[] = {
    {"TR134", kAllocated, "Toewijzingsdatum", kAllocatedOn, AllocatedNotAfterSigning},
    {"CS003", kAllocated, "Einddatum", kEnd, EndsAfterItsStart},
    {"CD075", kAllocated, "Einddatum", kBudget, BudgetHasEnd},
    {"CD076", kAllocated, "Einddatum", kFrequency, WeeklyVolumeHasEnd},
    {"CD079", kAllocated, "Product", kCategory, ProductOrBudget},
    {"CD041", kAllocated, "Omvang", kCode, ProductCodeHasVolume},
    {"CD077", kAllocated, "Omvang", kVolume, BudgetHasNoVolume},
    {"CD078", kAllocated, "Budget", kBudget, VolumeHasNoBudget},
    {"CD080", kAllocated, "Omvang", kVolume, VolumeHasProductCode},
    {"CS338", kAllocated, "Omvang", kFrequency, FrequencyFitsUnit},
    {"CS335", kAllocated, "RedenWijziging", kChangeReason, DeletedLastsOneDay},
    {"CS336", kAllocated, "RedenWijziging", kChangeReason, ReasonIsInUse},
    {"CS003", kRequested, "ToewijzingEinddatum", kRequestedEnd, EndsAfterItsStart},
    {"CD075", kRequested, "ToewijzingEinddatum", kBudget, BudgetHasEnd},
    {"CD076", kRequested, "ToewijzingEinddatum", kFrequency, WeeklyVolumeHasEnd},
    {"CD079", kRequested, "Product", kCategory, ProductOrBudget},
    {"CD041", kRequested, "Omvang", kCode, ProductCodeHasVolume},
    {"CD077", kRequested, "Omvang", kVolume, BudgetHasNoVolume},
    {"CD078", kRequested, "Budget", kBudget, VolumeHasNoBudget},
    {"CD095", kRequested, "Omvang", kVolume, VolumeHasProductCode},
    {"CS343", kRequested, "Omvang", kFrequency, FrequencyFitsUnit},
    {"CD043", kRequested, "BeschikkingIngangsdatum", kDecisionStart, DecisionHasStart},
    {"CD066", kRequested, "Verwijzer/Naam", kReferrerName, ReferrerWithCodeHasNoName},
    {"CD067", kRequested, "Verwijzer/Naam", kReferrer, ReferrerWithoutCodeHasName},
    {"CD068", kRequested, "Verwijzer/ZorgverlenerCode", kReferrerCode, OnlyCareReferrerHasCode},
    {"CS003", kChanged, "Einddatum", kEnd, EndsAfterItsStart},
    {"CD075", kChanged, "Einddatum", kBudget, BudgetHasEnd},
    {"CD076", kChanged, "Einddatum", kFrequency, WeeklyVolumeHasEnd},
    {"CD077", kChanged, "Omvang", kVolume, BudgetHasNoVolume},
    {"CD078", kChanged, "Budget", kBudget, VolumeHasNoBudget},
    {"CS338", kChanged, "Omvang", kFrequency, FrequencyFitsUnit},
    {"TR380", kNew, "GewensteIngangsdatum", kWantedStart, NewStartsAfterSigning},
    {"CS003", kNew, "Einddatum", kEnd, EndsAfterItsStart},
    {"CD075", kNew, "Einddatum", kBudget, BudgetHasEnd},
    {"CD076", kNew, "Einddatum", kFrequency, WeeklyVolumeHasEnd},
    {"CD079", kNew, "Product", kCategory, ProductOrBudget},
    {"CD041", kNew, "Omvang", kCode, ProductCodeHasVolume},
    {"CD077", kNew, "Omvang", kVolume, BudgetHasNoVolume},
    {"CD078", kNew, "Budget", kBudget, VolumeHasNoBudget},
    {"CD096", kNew, "Omvang", kVolume, VolumeHasProductCode},
    {"CS338", kNew, "Omvang", kFrequency, FrequencyFitsUnit},
};

}  // namespace

std::span<const InstanceRule> ProductRules() { return kRules; }

}  // namespace clientroute::messaging
