#include "services/messaging/codec/integer.h"
#include "services/messaging/control/content_rule.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

constexpr FieldId kClaimStart = "DeclaratiePeriode/Begindatum"_field;
constexpr FieldId kClaimEnd = "DeclaratiePeriode/Einddatum"_field;
constexpr FieldId kClaimDate = "DeclaratieDagtekening"_field;
constexpr FieldId kStart = "ProductPeriode/Begindatum"_field;
constexpr FieldId kEnd = "ProductPeriode/Einddatum"_field;
constexpr FieldId kUnit = "Eenheid"_field;
constexpr FieldId kTariff = "ProductTarief"_field;
constexpr FieldId kAmount = "IngediendBedrag/Bedrag"_field;
constexpr FieldId kDebitCredit = "IngediendBedrag/DebetCredit"_field;
constexpr FieldId kPrevious = "ProductReferentie/VorigReferentieNummer"_field;
constexpr FieldId kAnsweredOn = "DeclaratieIdentificatie/Dagtekening"_field;

constexpr std::string_view kEuros = "83";
constexpr std::string_view kCredit = "C";
constexpr int kAgeYearsMax = 5;
/// Care before this day is not claimed in this release (dates compare as texts).
constexpr std::string_view kFirstDay = "2021-01-01";

/// A closed period, of the claim or of a line.
struct Span {
  Date start;
  Date end;
};
std::optional<Span> SpanIn(const InstanceView& instance, FieldId start, FieldId end) {
  const std::optional<Date> first = Date::Parse(instance.Get(start));
  const std::optional<Date> last = Date::Parse(instance.Get(end));
  if (!first.has_value() || !last.has_value()) return std::nullopt;
  return Span{*first, *last};
}

Violation NotAfterSigning(const InstanceView& instance, FieldId field, const ContentFacts& facts) {
  const std::optional<Date> day = Date::Parse(instance.Get(field));
  if (!day.has_value() || *day <= facts.signed_on) return std::nullopt;
  return std::string(PathOf(field)) + " " + day->ToString() + " ligt na de dagtekening " + facts.signed_on.ToString();
}

Violation EndsInTime(const InstanceView& instance, FieldId start, FieldId end, const ContentFacts& facts) {
  const std::optional<Span> span = SpanIn(instance, start, end);
  if (span.has_value() && span->end < span->start) {
    return "de einddatum " + span->end.ToString() + " ligt voor de begindatum " + span->start.ToString();
  }
  return NotAfterSigning(instance, end, facts);
}

Violation ClaimDateIsNotAfterSigning(const InstanceView& claim, const ContentFacts& facts) {
  return NotAfterSigning(claim, kClaimDate, facts);
}

Violation AnsweredClaimIsNotAfterSigning(const InstanceView& header, const ContentFacts& facts) {
  return NotAfterSigning(header, kAnsweredOn, facts);
}

Violation ClaimPeriodStartsBeforeSigning(const InstanceView& claim, const ContentFacts& facts) {
  return NotAfterSigning(claim, kClaimStart, facts);
}

Violation ClaimPeriodEndsInTime(const InstanceView& claim, const ContentFacts& facts) {
  return EndsInTime(claim, kClaimStart, kClaimEnd, facts);
}

Violation LinePeriodStartsBeforeSigning(const InstanceView& line, const ContentFacts& facts) {
  return NotAfterSigning(line, kStart, facts);
}

Violation LinePeriodEndsInTime(const InstanceView& line, const ContentFacts& facts) {
  return EndsInTime(line, kStart, kEnd, facts);
}

/// Both dates: a period may end before it starts, which is then a fault of its own (TR137).
Violation NotBeforeFirstDay(const InstanceView& instance, FieldId start, FieldId end) {
  if (instance.Get(start) < kFirstDay) return "de periode begint voor 2021-01-01";
  if (instance.Get(end) < kFirstDay) return "de periode eindigt voor 2021-01-01";
  return std::nullopt;
}

Violation ClaimPeriodIsNotTooOld(const InstanceView& claim, const ContentFacts&) {
  return NotBeforeFirstDay(claim, kClaimStart, kClaimEnd);
}

Violation LinePeriodIsNotTooOld(const InstanceView& line, const ContentFacts&) {
  return NotBeforeFirstDay(line, kStart, kEnd);
}

Violation ClaimPeriodIsAMonth(const InstanceView& claim, const ContentFacts&) {
  const std::optional<Span> span = SpanIn(claim, kClaimStart, kClaimEnd);
  const bool month =
      span.has_value() && span->start == span->start.FirstOfMonth() && span->end == span->start.LastOfMonth();
  if (month) return std::nullopt;
  return "een declaratieperiode is één hele kalendermaand";
}

Violation LinePeriodStaysInAMonth(const InstanceView& line, const ContentFacts&) {
  const std::optional<Span> span = SpanIn(line, kStart, kEnd);
  if (!span.has_value() || span->start.FirstOfMonth() == span->end.FirstOfMonth()) return std::nullopt;
  return "een productperiode ligt binnen één kalendermaand";
}

/// The line stands in a client, the client in the claim.
Violation LineIsNotOlderThanFiveYears(const InstanceView& line, const ContentFacts&) {
  const std::optional<Date> end = Date::Parse(line.Get(kEnd));
  const std::optional<Date> claimed = Date::Parse(line.parent().parent().Get(kClaimDate));
  if (!end.has_value() || !claimed.has_value() || *end >= claimed->AddYears(-kAgeYearsMax)) return std::nullopt;
  return "de productperiode eindigt meer dan vijf jaar voor de declaratie";
}

Violation CreditNamesWhatItTakesBack(const InstanceView& line, const ContentFacts&) {
  const bool credit = line.Get(kDebitCredit) == kCredit;
  if (credit == line.Has(kPrevious)) return std::nullopt;
  return credit ? "bij een creditregel hoort het referentienummer van de debetregel"
                : "een vorig referentienummer hoort alleen bij een creditregel";
}

Violation TariffGoesWithUnit(const InstanceView& line, const ContentFacts&) {
  const bool euros = line.Get(kUnit) == kEuros;
  if (euros != line.Has(kTariff)) return std::nullopt;
  return euros ? "bij eenheid 83 (euro's) hoort geen tarief" : "bij deze eenheid hoort een tarief";
}

Violation EurosAreTheAmount(const InstanceView& line, const ContentFacts&) {
  if (line.Get(kUnit) != kEuros || IntegerIn(line.Get("GeleverdVolume"_field)) == IntegerIn(line.Get(kAmount))) {
    return std::nullopt;
  }
  return "bij eenheid 83 (euro's) is het bedrag gelijk aan het volume";
}

Violation NothingIsDebit(const InstanceView& instance, FieldId amount, FieldId debit_credit) {
  if (instance.Get(debit_credit) != kCredit || IntegerIn(instance.Get(amount)) != 0) return std::nullopt;
  return "een bedrag van 0 is debet";
}

Violation LineOfNothingIsDebit(const InstanceView& line, const ContentFacts&) {
  return NothingIsDebit(line, kAmount, kDebitCredit);
}

Violation SubmittedNothingIsDebit(const InstanceView& claim, const ContentFacts&) {
  return NothingIsDebit(claim, "TotaalIngediendBedrag/TotaalBedrag"_field, "TotaalIngediendBedrag/DebetCredit"_field);
}

Violation GrantedNothingIsDebit(const InstanceView& answer, const ContentFacts&) {
  return NothingIsDebit(answer, "TotaalToegekendBedrag/TotaalBedrag"_field, "TotaalToegekendBedrag/DebetCredit"_field);
}

constexpr ClassId kClaim = "Declaratie"_class;
constexpr ClassId kAnswer = "DeclaratieAntwoord"_class;
constexpr ClassId kLine = "Prestatie"_class;
constexpr FieldId kSubmitted = "TotaalIngediendBedrag/DebetCredit"_field;
constexpr FieldId kGranted = "TotaalToegekendBedrag/DebetCredit"_field;

constexpr InstanceRule kRules[] = {
    {"TR134", kClaim, "DeclaratieDagtekening", kClaimDate, ClaimDateIsNotAfterSigning},
    {"TR134", kClaim, "DeclaratiePeriode/Begindatum", kClaimStart, ClaimPeriodStartsBeforeSigning},
    {"TR137", kClaim, "DeclaratiePeriode/Einddatum", kClaimEnd, ClaimPeriodEndsInTime},
    {"CS100", kClaim, "DeclaratiePeriode", kClaimStart, ClaimPeriodIsNotTooOld},
    {"CS340", kClaim, "DeclaratiePeriode", kClaimStart, ClaimPeriodIsAMonth},
    {"CS325", kClaim, "TotaalIngediendBedrag/DebetCredit", kSubmitted, SubmittedNothingIsDebit},
    {"TR134", "Header"_class, "DeclaratieIdentificatie/Dagtekening", kAnsweredOn, AnsweredClaimIsNotAfterSigning},
    {"CS325", kAnswer, "TotaalIngediendBedrag/DebetCredit", kSubmitted, SubmittedNothingIsDebit},
    {"CS325", kAnswer, "TotaalToegekendBedrag/DebetCredit", kGranted, GrantedNothingIsDebit},
    {"CD060", kLine, "ProductReferentie/VorigReferentieNummer", kPrevious, CreditNamesWhatItTakesBack},
    {"TR134", kLine, "ProductPeriode/Begindatum", kStart, LinePeriodStartsBeforeSigning},
    {"TR137", kLine, "ProductPeriode/Einddatum", kEnd, LinePeriodEndsInTime},
    {"CS100", kLine, "ProductPeriode", kStart, LinePeriodIsNotTooOld},
    {"CS337", kLine, "ProductPeriode", kEnd, LinePeriodStaysInAMonth},
    {"TR335", kLine, "ProductPeriode/Einddatum", kEnd, LineIsNotOlderThanFiveYears},
    {"CD087", kLine, "ProductTarief", kTariff, TariffGoesWithUnit},
    {"CS339", kLine, "IngediendBedrag", kAmount, EurosAreTheAmount},
    {"CS325", kLine, "IngediendBedrag/DebetCredit", kDebitCredit, LineOfNothingIsDebit},
};

}  // namespace

std::span<const InstanceRule> ClaimRules() { return kRules; }

}  // namespace clientroute::messaging
