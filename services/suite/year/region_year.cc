#include "services/suite/year/region_year.h"

#include <utility>

#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/persona.h"
#include "services/suite/serve/provider_profiles.h"

namespace clientroute::suite {
namespace {

using Operations = platform::v1::Operations;

constexpr auto kMorning = std::chrono::hours(9);
constexpr auto kPatience = std::chrono::minutes(5);
// So long at most it is waited for quiet before is looked whether to stop.
constexpr std::chrono::seconds kStep{5};
// People and providers answer each other so often within a day; what is left waits for the next.
constexpr int kRoundsADay = 2;

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

Date LastDayBehind(Instant now) {
  const Date today = LocalDate(now);
  return LocalMidnight(today) + kMorning <= now ? today : today.AddDays(-1);
}

RegionYear::RegionYear(std::shared_ptr<grpc::Channel> channel, Database* books, Options options)
    : channel_(std::move(channel)),
      books_(books),
      options_(std::move(options)),
      profiles_(ProviderProfiles(options_.files.catalogue)),
      inflow_(options_.files, profiles_, provider::Chance(options_.seed), options_.clients_a_year),
      operator_(Operator(options_.municipalities)),
      desk_(channel_, books_, provider::Chance(options_.seed), options_.municipalities),
      crew_(channel_, {.municipalities = options_.municipalities, .chance = provider::Chance(options_.seed)}),
      contract_desk_(channel_, provider::Chance(options_.seed), options_.municipalities) {}

absl::StatusOr<Instant> RegionYear::Advance(std::optional<Instant> to, bool release) {
  platform::v1::AdvanceTimeRequest request;
  if (to) *request.mutable_to() = ToProto(*to);
  request.set_release(release);
  request.mutable_patience()->set_seconds(kStep.count());
  Operations::Stub stub(channel_);
  for (auto waited = kStep;; waited += kStep) {
    const auto reached = Call(operator_, &stub, &Operations::Stub::AdvanceTime, request);
    if (reached.ok()) return FromProto(reached->now()).value_or(Instant());
    const bool works_still = ReasonOf(reached.status()) == "NOT_QUIET";
    if (!works_still || Stopping() || waited >= kPatience) return reached.status();
  }
}

absl::StatusOr<RegionYear::Report> RegionYear::Play() {
  Report report;
  CLIENTROUTE_ASSIGN(const Instant begin, Advance(std::nullopt));
  for (Date day = LocalDate(begin); !report.stopped && day <= options_.until(); day = day.AddDays(1)) {
    CLIENTROUTE_RETURN_IF_ERROR(Advance(LocalMidnight(day) + kMorning).status());
    CLIENTROUTE_RETURN_IF_ERROR(PlayDay(day, &report));
    report.days += report.stopped ? 0 : 1;
  }
  return report;
}

absl::Status RegionYear::ReleaseClock() { return Advance(std::nullopt, /*release=*/true).status(); }

absl::Status RegionYear::PlayDay(Date day, Report* report) {
  if (!IsWorkingDay(day)) return absl::OkStatus();
  const Instant morning = LocalMidnight(day) + kMorning;
  std::vector<provider::NewClient> asked;
  CLIENTROUTE_RETURN_IF_ERROR(ReceiveNewcomers(day, &asked));
  std::int64_t messages = 0;
  Crew::Report people;
  for (int round = 0; round < kRoundsADay; ++round) {
    report->stopped = Stopping();
    if (report->stopped) break;
    CLIENTROUTE_ASSIGN(const int moved, ProvidersAct(asked, morning));
    // People get to what has come by then: neither more nor less for being fast or slow.
    CLIENTROUTE_RETURN_IF_ERROR(Advance(std::nullopt).status());
    CLIENTROUTE_ASSIGN(const Crew::Report done, crew_.Work(day));
    messages += moved;
    people.done += done.done;
    people.left = done.left;
    people.refused += done.refused;
    if (!done.refusal.empty()) people.refusal = done.refusal;
    if (moved == 0 && done.done == 0) break;
    CLIENTROUTE_RETURN_IF_ERROR(Advance(std::nullopt).status());
  }
  if (!report->stopped) CLIENTROUTE_RETURN_IF_ERROR(contract_desk_.Work(day));
  report->messages += messages;
  report->tasks += people.done;
  report->refused += people.refused;
  if (options_.tell) {
    options_.tell(day, Cat(messages, " berichten, ", people.done, " taken gedaan, ", people.left, " voor later",
                           people.refusal.empty() ? "" : "; niet gelukt: ", people.refusal));
  }
  return absl::OkStatus();
}

absl::Status RegionYear::ReceiveNewcomers(Date day, std::vector<provider::NewClient>* asked) {
  for (Newcomer& newcomer : inflow_.Of(day)) {
    if (newcomer.by_access) {
      CLIENTROUTE_RETURN_IF_ERROR(desk_.Refer(newcomer.client, profiles_, day));
    } else {
      asked->push_back(std::move(newcomer.client));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<int> RegionYear::ProvidersAct(const std::vector<provider::NewClient>& asked, Instant now) {
  provider::ProviderBox::Options options;
  options.exchange_folder = options_.exchange_folder;
  options.profiles = profiles_;
  options.seed = options_.seed;
  options.new_clients = asked;
  provider::ProviderBox box(books_, std::move(options));
  CLIENTROUTE_RETURN_IF_ERROR(box.Open());
  CLIENTROUTE_ASSIGN(const provider::ProviderBox::Report report, box.Round(now));
  return report.came + report.sent;
}

}  // namespace clientroute::suite
