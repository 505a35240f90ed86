#include "tests/benchmark/route_events.h"

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/allocation/v1/events.pb.h"
#include "clientroute/contracting/v1/events.pb.h"
#include "clientroute/intake/v1/events.pb.h"
#include "clientroute/messaging/v1/events.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::benchmark {
namespace {

// Events of one route, each a second after the one before.
class Life {
 public:
  Life(std::string route, Instant begin) : route_(std::move(route)), begin_(begin) {}

  template <typename Payload>
  Payload About() {
    Payload payload;
    payload.set_route(route_);
    return payload;
  }
  template <typename Payload>
  void Add(const Payload& payload, const char* actor = "services/benchmark") {
    type::v1::Event& event = events_.emplace_back();
    const int number = static_cast<int>(events_.size());
    event.set_id(Cat(route_.substr(7), "-", number));
    event.set_source("benchmark");
    event.set_aggregate(route_);
    event.set_sequence(number);
    event.set_actor(actor);
    event.set_cause("benchmark");
    *event.mutable_occur_time() = ToProto(begin_ + std::chrono::seconds(number));
    event.mutable_payload()->PackFrom(payload);
  }
  /// The day of the life that is this one where it begins on 1 April 2026.
  type::v1::Date On(const char* day) const {
    const auto shift = std::chrono::floor<std::chrono::days>(begin_) - std::chrono::floor<std::chrono::days>(kStart);
    return ToProto(Date(Date::Parse(day)->days() + shift));
  }
  template <typename Lines>
  void AddLines(Lines* lines) const {
    for (const char* name : {"line-1", "line-2"}) {
      type::v1::CareLine* line = lines->Add();
      line->set_line(name);
      line->set_law(type::v1::JEUGDWET);
      line->mutable_product()->set_category("45");
      line->mutable_product()->set_code("45A04");
      *line->mutable_period()->mutable_start_date() = On("2026-04-13");
      *line->mutable_period()->mutable_end_date() = On("2026-10-12");
      line->mutable_volume()->set_amount(4);
      line->mutable_volume()->set_unit(type::v1::HOUR);
      line->mutable_volume()->set_frequency(type::v1::PER_WEEK);
      line->set_provider("42420001");
      line->set_provider_reference("REF-1");
    }
  }
  std::vector<type::v1::Event> Take() { return std::move(events_); }

 private:
  std::string route_;
  Instant begin_;
  std::vector<type::v1::Event> events_;
};

void AddAccess(Life& life) {
  auto opened = life.About<access::v1::CaseOpened>();
  opened.set_case_("cases/1");
  life.Add(opened);
  life.Add(life.About<access::v1::ProblemAnalysisRecorded>(), "persons/analyst");
  auto triage = life.About<access::v1::TriageDecided>();
  triage.set_complexity(access::v1::MONO);
  triage.set_explanation("Eén criterium gold, twee niet: mono.");
  life.Add(triage);
  auto plan = life.About<access::v1::PlanRecorded>();
  plan.set_goals(2);
  life.Add(plan, "persons/analyst");
  auto decision = life.About<access::v1::DecisionTaken>();
  decision.set_decision("decisions/1");
  decision.set_outcome(access::v1::Decision::GRANT);
  *decision.mutable_decide_date() = life.On("2026-04-01");
  life.AddLines(decision.mutable_lines());
  life.Add(decision, "persons/decider");
}

void AddAllocation(Life& life) {
  auto confirmed = life.About<contracting::v1::ProductsConfirmed>();
  life.AddLines(confirmed.mutable_lines());
  life.Add(confirmed);
  auto reserved = life.About<allocation::v1::PlacesReserved>();
  life.AddLines(reserved.mutable_lines());
  life.Add(reserved);
  auto made = life.About<allocation::v1::AllocationsMade>();
  *made.mutable_first_date() = life.On("2026-04-13");
  *made.mutable_last_date() = life.On("2026-10-12");
  life.AddLines(made.mutable_lines());
  life.Add(made);
  auto sent = life.About<messaging::v1::AllocationMessageSent>();
  sent.set_message("messages/2");
  *sent.mutable_send_date() = life.On("2026-04-01");
  sent.set_unanswered(1);
  life.Add(sent);
  auto answered = life.About<messaging::v1::AllocationMessageAnswered>();
  answered.set_message("messages/2");
  answered.set_accepted(true);
  life.Add(answered);
}

void AddCare(Life& life) {
  for (const char* part : {"line-1", "line-2"}) {
    auto started = life.About<allocation::v1::CareStarted>();
    started.set_part(part);
    started.set_allocation("allocations/1");
    *started.mutable_start_date() = life.On("2026-04-13");
    life.Add(started, "providers/42420001");
  }
  auto stopped = life.About<allocation::v1::CareStopped>();
  stopped.set_part("line-1");
  stopped.set_allocation("allocations/1");
  *stopped.mutable_start_date() = life.On("2026-04-13");
  *stopped.mutable_end_date() = life.On("2026-04-20");
  stopped.set_stop_reason("02");
  stopped.set_definitive(true);
  life.Add(stopped, "providers/42420001");
}

}  // namespace

std::string RouteNamed(const std::string& word) {
  return NameOf("routes", Uuid::Derive(kClientrouteSpace, Cat("benchmark/", word)));
}

std::vector<type::v1::Event> LifeOf(const std::string& route, Instant begin) {
  Life life(route, begin);
  auto accepted = life.About<intake::v1::ReferralAccepted>();
  accepted.set_referral(Cat("referrals/", route.substr(7)));
  accepted.set_client(Cat("clients/", route.substr(7)));
  accepted.set_household("households/1");
  accepted.set_municipality("0361");
  accepted.set_law(type::v1::JEUGDWET);
  *accepted.mutable_receive_date() = life.On("2026-04-01");
  accepted.set_message("messages/1");
  life.AddLines(accepted.mutable_lines());
  life.Add(accepted);
  AddAccess(life);
  AddAllocation(life);
  AddCare(life);
  return life.Take();
}

}  // namespace clientroute::benchmark
