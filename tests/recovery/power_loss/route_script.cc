#include "tests/recovery/power_loss/route_script.h"

#include <array>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/allocation/v1/events.pb.h"
#include "clientroute/contracting/v1/events.pb.h"
#include "clientroute/intake/v1/events.pb.h"
#include "clientroute/messaging/v1/events.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

using MadeEvent = std::unique_ptr<google::protobuf::Message>;

type::v1::Date Day(const char* text) { return ToProto(Date::Parse(text).value()); }

void AddLine(const char* name, google::protobuf::RepeatedPtrField<type::v1::CareLine>* lines) {
  type::v1::CareLine* line = lines->Add();
  line->set_line(name);
  line->set_law(type::v1::JEUGDWET);
  line->mutable_product()->set_category("45");
  line->mutable_product()->set_code("45A04");
  *line->mutable_period()->mutable_start_date() = Day("2026-04-13");
  *line->mutable_period()->mutable_end_date() = Day("2026-10-12");
  line->set_provider("42420001");
}

template <typename Event>
std::unique_ptr<Event> About(const std::string& route) {
  auto event = std::make_unique<Event>();
  event->set_route(route);
  return event;
}

MadeEvent Accepted(const std::string& route) {
  auto event = About<intake::v1::ReferralAccepted>(route);
  event->set_referral(Cat("referrals/of-", route.substr(route.find('/') + 1)));
  event->set_client(Cat("clients/of-", route.substr(route.find('/') + 1)));
  event->set_household("households/1");
  event->set_municipality("0361");
  event->set_law(type::v1::JEUGDWET);
  *event->mutable_receive_date() = Day("2026-04-01");
  event->set_message("messages/1");
  AddLine("line-1", event->mutable_lines());
  AddLine("line-2", event->mutable_lines());
  return event;
}

MadeEvent CaseOpened(const std::string& route) {
  auto event = About<access::v1::CaseOpened>(route);
  event->set_case_("cases/1");
  return event;
}

MadeEvent TriageDecided(const std::string& route) {
  auto event = About<access::v1::TriageDecided>(route);
  event->set_complexity(access::v1::MONO);
  event->set_explanation("Eén criterium gold, twee niet: mono.");
  return event;
}

MadeEvent Granted(const std::string& route) {
  auto event = About<access::v1::DecisionTaken>(route);
  event->set_decision("decisions/1");
  event->set_outcome(access::v1::Decision::GRANT);
  *event->mutable_decide_date() = Day("2026-04-01");
  return event;
}

MadeEvent AllocationsMade(const std::string& route) {
  auto event = About<allocation::v1::AllocationsMade>(route);
  *event->mutable_first_date() = Day("2026-04-13");
  AddLine("line-1", event->mutable_lines());
  AddLine("line-2", event->mutable_lines());
  return event;
}

MadeEvent MessageSent(const std::string& route) {
  auto event = About<messaging::v1::AllocationMessageSent>(route);
  event->set_message("messages/2");
  *event->mutable_send_date() = Day("2026-04-01");
  event->set_unanswered(1);
  return event;
}

MadeEvent MessageAnswered(const std::string& route) {
  auto event = About<messaging::v1::AllocationMessageAnswered>(route);
  event->set_message("messages/2");
  event->set_accepted(true);
  return event;
}

MadeEvent CareStarted(const std::string& route, const char* part) {
  auto event = About<allocation::v1::CareStarted>(route);
  event->set_part(part);
  event->set_allocation(Cat("allocations/", part));
  *event->mutable_start_date() = Day("2026-04-13");
  return event;
}

MadeEvent CareStopped(const std::string& route, const char* part) {
  auto event = About<allocation::v1::CareStopped>(route);
  event->set_part(part);
  event->set_allocation(Cat("allocations/", part));
  *event->mutable_end_date() = Day("2026-09-30");
  event->set_stop_reason("19");
  event->set_definitive(true);
  return event;
}

template <typename Event>
MadeEvent Only(const std::string& route) {
  return About<Event>(route);
}

using Make = MadeEvent (*)(const std::string& route);
constexpr std::array<Make, kScriptedEvents> kScript = {
    Accepted,
    CaseOpened,
    Only<access::v1::ProblemAnalysisRecorded>,
    TriageDecided,
    Only<access::v1::PlanRecorded>,
    Granted,
    Only<contracting::v1::ProductsConfirmed>,
    Only<allocation::v1::PlacesReserved>,
    AllocationsMade,
    MessageSent,
    MessageAnswered,
    [](const std::string& route) { return CareStarted(route, "line-1"); },
    [](const std::string& route) { return CareStarted(route, "line-2"); },
    [](const std::string& route) { return CareStopped(route, "line-1"); },
};

}  // namespace

MadeEvent ScriptedEvent(const std::string& route, int place) {
  return kScript.at(static_cast<std::size_t>(place))(route);
}

}  // namespace clientroute::orchestrator
