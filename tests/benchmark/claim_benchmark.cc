#include <string>
#include <vector>

#include "services/claims/claim_judgement.h"
#include "services/platform/status/status.h"
#include "tests/benchmark/benchmarks.h"

// The judgement on a claim of 1,000 lines on 250 allocations, one line in twenty refused for its tariff. The yardstick
// looks up what is known of each line and copies the line, and judges nothing.
namespace clientroute::benchmark {
namespace {

using claims::Claim;
using claims::ClaimLine;
using claims::Knowledge;

constexpr int kAllocations = 250;
constexpr int kMonths = 4;
constexpr int kWrongTariffEvery = 20;
constexpr Money kTariff = Money::Cents(8'400);
constexpr std::int64_t kHours = 12;

Date Day(int month, unsigned day) { return *Date::Of(2026, static_cast<unsigned>(month), day); }

ClaimLine LineOf(int allocation, int month, int number) {
  ClaimLine line;
  line.client_path = Cat("Client[", allocation + 1, "]");
  line.class_path = Cat(line.client_path, "/Prestaties/Prestatie[", month, "]");
  line.client = Uuid::Derive(kClientrouteSpace, Cat("benchmark client ", allocation));
  line.reference = Cat("R-", number);
  line.allocation_number = allocation + 1;
  line.product = {"45", "45A04"};
  line.period = *Period::Of(Day(month, 1), Day(month, 1).LastOfMonth());
  line.volume = {kHours, Unit::kHour};
  line.tariff = number % kWrongTariffEvery == 0 ? Money::Cents(kTariff.cents() + 1) : kTariff;
  line.amount = Money::Cents(line.tariff->cents() * kHours);
  return line;
}

Claim MakeClaim(Knowledge* known) {
  Claim claim{.message = Uuid::Derive(kClientrouteSpace, "benchmark message"),
              .provider = *ProviderCode::Parse("42420001"),
              .municipality = *MunicipalityCode::Parse("0361"),
              .law = Law::kJeugdwet,
              .number = "D-1",
              .period = *Period::Of(Day(kMonths, 1), Day(kMonths, 1).LastOfMonth()),
              .date = Day(kMonths + 1, 5),
              .total = {},
              .lines = {}};
  int number = 0;
  for (int i = 0; i < kAllocations; ++i) {
    claims::KnownAllocation allocation;
    allocation.id = Uuid::Derive(kClientrouteSpace, Cat("benchmark allocation ", i));
    allocation.etag = "1";
    allocation.client = Uuid::Derive(kClientrouteSpace, Cat("benchmark client ", i));
    allocation.product = {"45", "45A04"};
    allocation.period = *Period::Of(Day(1, 1), Day(12, 31));
    allocation.volume = Volume{4, Unit::kHour, Frequency::kPerWeek};
    allocation.contract = "contracts/duin";
    allocation.deliveries = {{false, Day(1, 1), std::nullopt}};
    known->allocations.emplace(i + 1, std::move(allocation));
    for (int month = 1; month <= kMonths; ++month) {
      claim.lines.push_back(LineOf(i, month, ++number));
      claim.total += claim.lines.back().Signed();
      known->tariffs.emplace(
          claims::TariffKeyOf(claim.lines.back()),
          claims::KnownTariff{"contracts/duin", kTariff, Unit::kHour, Instant(std::chrono::hours(490'000))});
    }
  }
  return claim;
}

}  // namespace

absl::StatusOr<std::vector<Figure>> MeasureClaimVerdict(const Effort& effort) {
  Knowledge known;
  const Claim claim = MakeClaim(&known);
  const claims::ClaimJudgement judged = claims::JudgeClaim(claim, known);
  std::size_t accepted = 0;
  for (const claims::LineJudgement& line : judged.lines) accepted += line.accepted ? 1 : 0;
  const std::size_t expected = claim.lines.size() - claim.lines.size() / kWrongTariffEvery;
  if (accepted != expected) {
    std::string why = judged.verdicts.empty() ? "" : Cat(": ", judged.verdicts.front().rule);
    for (const claims::LineJudgement& line : judged.lines) {
      if (why.empty() && !line.accepted) why = Cat(": ", line.verdicts.front().rule);
    }
    return absl::InternalError(Cat("of ", claim.lines.size(), " lines ", accepted, " were accepted", why));
  }
  Figure figure;
  figure.what = "claim-line verdict";
  const auto lines = static_cast<double>(claim.lines.size());
  figure.per_second = PerSecond(
      effort, [&] { Keep(claims::JudgeClaim(claim, known)); }, lines);
  figure.yardstick_per_second = PerSecond(
      effort,
      [&] {
        for (const ClaimLine& line : claim.lines) {
          Keep(known.allocations.find(line.allocation_number));
          Keep(known.tariffs.find(claims::TariffKeyOf(line)));
          const ClaimLine copy = line;
          Keep(copy);
        }
      },
      lines);
  figure.note = Cat("a claim of ", claim.lines.size(), " lines on ", kAllocations,
                    " allocations, 5 % refused; yardstick: its look-ups and a copy of the line");
  return std::vector<Figure>{figure};
}

}  // namespace clientroute::benchmark
