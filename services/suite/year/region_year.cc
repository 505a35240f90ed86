#include "services/suite/year/region_year.h"

#include <utility>

#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/persona.h"

namespace clientroute::suite {
namespace {

using Operations = platform::v1::Operations;

constexpr auto kMorning = std::chrono::hours(9);
constexpr auto kPatience = std::chrono::minutes(5);
constexpr int kWorkingDaysAYear = 250;
// People and providers answer each other within the day; what is left after so many rounds waits for the next.
constexpr int kRoundsADay = 4;

Caller Operator(const std::set<std::string>& municipalities) {
  Caller caller;
  caller.deadline = kPatience;
  if (const absl::StatusOr<Persona> persona = FindPersona("operator"); persona.ok()) {
    caller.identity = IdentityOf(*persona, municipalities);
    caller.purpose = persona->purpose;
  }
  return caller;
}

}  // namespace

RegionYear::RegionYear(std::shared_ptr<grpc::Channel> channel, Database* books, Options options)
    : channel_(std::move(channel)),
      books_(books),
      options_(std::move(options)),
      operator_(Operator(options_.municipalities)),
      crew_(channel_, {.municipalities = options_.municipalities, .chance = provider::Chance(options_.seed)}) {}

absl::StatusOr<Instant> RegionYear::Advance(std::optional<Instant> to, bool release) {
  platform::v1::AdvanceTimeRequest request;
  if (to) *request.mutable_to() = ToProto(*to);
  request.set_release(release);
  request.mutable_patience()->set_seconds(std::chrono::seconds(kPatience).count());
  Operations::Stub stub(channel_);
  CLIENTROUTE_ASSIGN(const auto reached, Call(operator_, &stub, &Operations::Stub::AdvanceTime, request));
  return FromProto(reached.now()).value_or(Instant());
}

absl::StatusOr<RegionYear::Report> RegionYear::Play() {
  Report report;
  CLIENTROUTE_ASSIGN(const Instant begin, Advance(std::nullopt));
  for (Date day = LocalDate(begin); day <= options_.until; day = day.AddDays(1)) {
    CLIENTROUTE_RETURN_IF_ERROR(Advance(LocalMidnight(day) + kMorning).status());
    CLIENTROUTE_RETURN_IF_ERROR(PlayDay(day, &report));
    ++report.days;
  }
  return report;
}

absl::Status RegionYear::ReleaseClock() { return Advance(std::nullopt, /*release=*/true).status(); }

absl::Status RegionYear::PlayDay(Date day, Report* report) {
  if (!IsWorkingDay(day)) return absl::OkStatus();
  const Instant morning = LocalMidnight(day) + kMorning;
  std::int64_t messages = 0;
  Crew::Report people;
  for (int round = 0; round < kRoundsADay; ++round) {
    CLIENTROUTE_ASSIGN(const int moved, ProvidersAct(day, morning));
    CLIENTROUTE_ASSIGN(const Crew::Report done, crew_.Work(day));
    messages += moved;
    people.done += done.done;
    people.left = done.left;
    people.refused += done.refused;
    if (!done.refusal.empty()) people.refusal = done.refusal;
    if (moved == 0 && done.done == 0) break;
    CLIENTROUTE_RETURN_IF_ERROR(Advance(std::nullopt).status());
  }
  report->messages += messages;
  report->tasks += people.done;
  report->refused += people.refused;
  if (options_.tell) {
    options_.tell(day, Cat(messages, " berichten, ", people.done, " taken gedaan, ", people.left, " voor later",
                           people.refusal.empty() ? "" : "; niet gelukt: ", people.refusal));
  }
  return absl::OkStatus();
}

absl::StatusOr<int> RegionYear::ProvidersAct(Date day, Instant now) {
  // So many a year, spread over providers and days by chance, and the same whenever the day is played.
  const provider::Chance chance(options_.seed);
  const auto providers = static_cast<std::int64_t>(options_.profiles.size());
  const std::int64_t turns = providers * kWorkingDaysAYear;
  std::int64_t asks = options_.clients_a_year / turns;
  const auto rest = static_cast<std::uint64_t>(options_.clients_a_year % turns);
  std::vector<provider::Profile> asking;
  std::vector<provider::Profile> others;
  for (const provider::Profile& profile : options_.profiles) {
    const bool one_more =
        chance.Below(Cat("asks/", profile.code, "/", day.ToString()), static_cast<std::uint64_t>(turns)) < rest;
    (one_more ? asking : others).push_back(profile);
  }
  int moved = 0;
  for (auto* profiles : {&asking, &others}) {
    if (profiles->empty()) continue;
    provider::ProviderBox::Options options;
    options.exchange_folder = options_.exchange_folder;
    options.profiles = *profiles;
    options.seed = options_.seed;
    options.asks_a_day = static_cast<int>(asks + (profiles == &asking ? 1 : 0));
    options.asked_municipalities.assign(options_.municipalities.begin(), options_.municipalities.end());
    provider::ProviderBox box(books_, std::move(options));
    CLIENTROUTE_RETURN_IF_ERROR(box.Open());
    CLIENTROUTE_ASSIGN(const provider::ProviderBox::Report report, box.Round(now));
    moved += report.came + report.sent;
  }
  return moved;
}

}  // namespace clientroute::suite
