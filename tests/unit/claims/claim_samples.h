#ifndef CLIENTROUTE_TESTS_UNIT_CLAIMS_CLAIM_SAMPLES_H_
#define CLIENTROUTE_TESTS_UNIT_CLAIMS_CLAIM_SAMPLES_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/claims/claim.h"
#include "services/claims/claim_judgement.h"
#include "services/claims/line_rules.h"

namespace clientroute::claims {

inline Date Day(std::string_view text) { return Date::Parse(text).value(); }
inline Period Days(std::string_view first, std::string_view last) { return Period::Of(Day(first), Day(last)).value(); }
/// The whole month with this first day.
inline Period Month(std::string_view first) { return Period::Of(Day(first), Day(first).LastOfMonth()).value(); }

inline const Product kGuidance{"45", "45A04"};
inline const Product kTreatment{"45", "45A05"};
inline const Uuid kClient = Uuid::Derive(kClientrouteSpace, "client");
inline const Uuid kOtherClient = Uuid::Derive(kClientrouteSpace, "other client");
/// Not divisible by 60: a minute is 141.92 cents.
inline constexpr Money kHourTariff = Money::Cents(8'515);
inline constexpr std::int64_t kNumber = 7;

/// Allocation 7: four hours a week of guidance from Friday 10 April to Sunday 20 September 2026, in care.
inline KnownAllocation SampleAllocation() {
  KnownAllocation allocation;
  allocation.id = Uuid::Derive(kClientrouteSpace, "allocation 7");
  allocation.etag = "1";
  allocation.client = kClient;
  allocation.product = kGuidance;
  allocation.period = Days("2026-04-10", "2026-09-20");
  allocation.volume = Volume{4, Unit::kHour, Frequency::kPerWeek};
  allocation.contract = "contracts/ambulatory";
  allocation.deliveries = {{false, Day("2026-04-10"), std::nullopt}};
  return allocation;
}

inline Money PriceOf(std::int64_t hours) { return Money::Cents(kHourTariff.cents() * hours); }

/// So many hours on allocation 7 in May 2026.
inline ClaimLine Debit(std::string_view reference = "R-1", std::int64_t hours = 16,
                       Period period = Month("2026-05-01")) {
  ClaimLine line;
  line.class_path = "Client[1]/Prestaties/Prestatie[" + std::string(reference) + "]";
  line.client_path = "Client[1]";
  line.client = kClient;
  line.reference = reference;
  line.allocation_number = kNumber;
  line.product = kGuidance;
  line.period = period;
  line.volume = {hours, Unit::kHour};
  line.tariff = kHourTariff;
  line.amount = PriceOf(hours);
  return line;
}
/// Takes the debit back.
inline ClaimLine CreditOf(ClaimLine debit, std::string_view reference) {
  debit.class_path = "Client[1]/Prestaties/Prestatie[" + std::string(reference) + "]";
  debit.previous_reference = std::exchange(debit.reference, reference);
  debit.credit = true;
  return debit;
}

/// A claim over May 2026, with the total of its lines.
inline Claim ClaimOf(std::vector<ClaimLine> lines, Period period = Month("2026-05-01"), std::string number = "D-1") {
  Claim claim{.message = Uuid::Derive(kClientrouteSpace, "message " + number),
              .provider = ProviderCode::Parse("42420001").value(),
              .municipality = MunicipalityCode::Parse("0361").value(),
              .law = Law::kJeugdwet,
              .number = std::move(number),
              .period = period,
              .date = period.end()->AddDays(5),
              .total = {},
              .lines = std::move(lines)};
  for (const ClaimLine& line : claim.lines) claim.total += line.Signed();
  return claim;
}

inline KnownTariff SampleTariff() {
  return {"contracts/ambulatory", kHourTariff, Unit::kHour, Instant(std::chrono::hours(490'000))};
}

/// Allocation 7, and the hour's tariff for every line of the claim.
inline Knowledge KnownFor(const Claim& claim) {
  Knowledge known;
  known.allocations.emplace(kNumber, SampleAllocation());
  for (const ClaimLine& line : claim.lines) known.tariffs.emplace(TariffKeyOf(line), SampleTariff());
  return known;
}

/// The debit as it is known after it was accepted.
inline KnownDebit Accepted(const ClaimLine& line, bool credited = false) {
  return {.row = 1,
          .client = line.client,
          .allocation_number = line.allocation_number,
          .product = line.product,
          .period = line.period,
          .volume = line.volume,
          .amount = line.amount,
          .contract = "contracts/ambulatory",
          .credited = credited};
}

/// Value after a change.
template <typename Value, typename Change>
Value With(Value value, Change change) {
  change(value);
  return value;
}

/// Those on the claim, or those on its clients and lines, one a class and rule.
inline std::vector<Verdict> AllVerdicts(const ClaimJudgement& judgement) {
  std::vector<Verdict> all = judgement.verdicts;
  for (const LineJudgement& line : judgement.lines) {
    for (const Verdict& verdict : line.verdicts) {
      if (std::find(all.begin(), all.end(), verdict) == all.end()) all.push_back(verdict);
    }
  }
  return all;
}
/// `class path rule code` of each verdict.
inline std::vector<std::string> Told(const std::vector<Verdict>& verdicts) {
  std::vector<std::string> told;
  for (const Verdict& verdict : verdicts) {
    told.push_back(verdict.class_path + " " + verdict.rule + " " + verdict.return_code);
  }
  return told;
}
/// `rule code` of each verdict on a line.
inline std::vector<std::string> Codes(const LineJudgement& line) {
  std::vector<std::string> codes;
  for (const Verdict& verdict : line.verdicts) codes.push_back(verdict.rule + " " + verdict.return_code);
  return codes;
}

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_TESTS_UNIT_CLAIMS_CLAIM_SAMPLES_H_
