#include "tests/service/monitoring/slow_figures.h"

#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/monitoring/figure_definition.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/values/resource_name.h"
#include "tests/service/monitoring/announced_routes.h"
#include "tests/service/monitoring/monitoring_world.h"

namespace clientroute::monitoring {
namespace {

using access::v1::Outflow;
using allocation::v1::ChangeRequest;

constexpr Instant kToday = Instant(std::chrono::sys_days(std::chrono::year(2026) / 9 / 15) + std::chrono::hours(11));
constexpr std::array kProducts = {"45A04", "45A53", "44A08", "43A11", "99Z99"};

constexpr std::uint64_t kClients = 70;  // two a household
constexpr int kInvolvements = 60;       // each time

// A random day of the first eight months.
std::string Day(std::mt19937_64& draw) { return Cat("2026-0", 1 + draw() % 8, "-", 10 + draw() % 19); }

// What happens to one route, drawn: corrections, several allocations, residence and what is never heard of at all.
class DrawnRoute {
 public:
  DrawnRoute(MonitoringWorld* monitoring, std::mt19937_64* draw, int number)
      : monitoring_(*monitoring), draw_(*draw), name_(Cat("drawn-", number)), client_((*draw)() % kClients) {}

  void Live() {
    const std::string products = Cat(kProducts[draw_() % 5], draw_() % 3 == 0 ? "+45A53" : "");
    auto referred =
        Referred(name_, Day(draw_), draw_() % 2 ? "0361" : "0373", draw_() % 3 ? "42420001" : "42420002", products);
    referred.set_client(NameOf("clients", Uuid::Derive(kClientrouteSpace, Cat("clients/", client_))));
    referred.set_household(NameOf("households", Uuid::Derive(kClientrouteSpace, Cat("household", client_ / 2))));
    Say(referred);
    if (draw_() % 9 == 0) Say(Withdrawn(name_));
    if (draw_() % 2) Say(Triaged(name_, draw_() % 2 ? access::v1::MONO : access::v1::MULTI, draw_() % 3 == 0));
    for (std::uint64_t i = draw_() % 3; i > 0; --i) Decide(i);
    for (std::uint64_t i = draw_() % 4; i > 0; --i) Allocate(Cat(name_, "-", i));
    if (draw_() % 3 == 0) {
      Say(Left(name_, static_cast<Outflow::Destination>(1 + draw_() % 7), Day(draw_),
               static_cast<Outflow::Obstacle>(draw_() % 4)));
    }
    if (draw_() % 8 == 0) Say(Returned(Cat("before-", name_), name_));
    if (draw_() % 6 == 0) Say(Closed(name_));
    if (draw_() % 5 == 0) {
      allocation::v1::NoPlaceFound lacking;
      lacking.set_route(RouteName(name_));
      lacking.set_urgency(static_cast<int>(draw_() % 3));
      Say(lacking);
    }
    if (draw_() % 4 == 0) Message();
    Claim();
  }

 private:
  void Say(const google::protobuf::Message& event) {
    const auto* route = event.GetDescriptor()->FindFieldByName("route");
    monitoring_.Announce(event.GetReflection()->GetString(event, route), event);
  }
  void Decide(std::uint64_t number) {
    access::v1::DecisionTaken taken;
    taken.set_route(RouteName(name_));
    taken.set_decision(NameOf("decisions", Uuid::Derive(kClientrouteSpace, Cat(name_, number))));
    taken.set_crisis(draw_() % 3 == 0);
    Say(taken);
  }
  void Allocate(const std::string& allocation) {
    allocation::v1::PlacesReserved reserved = Reserved(name_, draw_() % 4 == 0);
    if (draw_() % 2) reserved.set_urgency(static_cast<int>(draw_() % 3));
    Say(reserved);
    allocation::v1::AllocationsMade made =
        Allocated(name_, allocation, draw_() % 2 ? "42420001" : "42420002", kProducts[draw_() % 5]);
    made.mutable_lines(0)->set_contract(Cat("contracts/c", draw_() % 3));
    if (draw_() % 4 != 0) {
      made.mutable_lines(0)->mutable_budget()->set_cents(static_cast<std::int64_t>(draw_() % 900'000));
    }
    if (draw_() % 3 != 0) {
      *made.mutable_lines(0)->mutable_period()->mutable_start_date() = ToProto(*Date::Parse(Day(draw_)));
      if (draw_() % 4 != 0) {
        *made.mutable_lines(0)->mutable_period()->mutable_end_date() =
            ToProto(*Date::Of(2026, 12, static_cast<unsigned>(1 + draw_() % 28)));
      }
    }
    if (draw_() % 3 == 0) made.add_school_lines(made.lines(0).line());
    if (!allocated_.empty() && draw_() % 2) {
      allocation::v1::EndedWithCare* ended = made.add_ended_with_care();
      ended->set_allocation(AllocationName(allocated_));
      *ended->mutable_last_date() = ToProto(*Date::Parse(Day(draw_)));
    }
    allocated_ = allocation;
    Say(made);
    for (std::uint64_t i = draw_() % 3; i > 0; --i) Start(allocation);
    if (draw_() % 3 == 0) {
      Say(ChangeAskedFor(name_, allocation, static_cast<ChangeRequest::Direction>(1 + draw_() % 3)));
      if (draw_() % 2) Say(Changed(name_, allocation, allocation));
    }
    if (draw_() % 7 == 0) {
      allocation::v1::AllocationsWithdrawn withdrawn;
      withdrawn.set_route(RouteName(name_));
      withdrawn.add_lines()->set_allocation(AllocationName(allocation));
      if (draw_() % 2) {
        withdrawn.mutable_lines(0)->set_line("line-1");
        *withdrawn.mutable_lines(0)->mutable_period()->mutable_end_date() = ToProto(*Date::Parse(Day(draw_)));
        withdrawn.add_ended_lines("line-1");
      }
      Say(withdrawn);
    }
  }
  void Start(const std::string& allocation) {
    const std::string day = Day(draw_);
    Say(Started(name_, allocation, day));
    if (draw_() % 5 == 0) Say(StartRemoved(name_, allocation, day));
    if (draw_() % 3 == 0) Say(Stopped(name_, allocation, day, Day(draw_), false));
    if (draw_() % 2) {
      allocation::v1::CareStopped stopped = Stopped(name_, allocation, day, Day(draw_));
      stopped.set_stop_reason(draw_() % 2 ? "33" : "31");
      Say(stopped);
    }
    if (draw_() % 6 == 0) Say(StopRemoved(name_, allocation, day));
  }
  void Message() {
    messaging::v1::MessageLate late = Late(name_, Day(draw_), draw_() % 2 == 0);
    late.set_kind(draw_() % 2 ? "JW301" : "JW305");
    monitoring_.Announce(late.message(), late);
  }
  void Claim() {
    claims::v1::ClaimJudged claim = Claimed(name_, draw_() % 2 ? "0361" : "0373", "42420001");
    for (const char* product : {"45A04", "45A53"}) {
      const auto cents = static_cast<std::int64_t>(draw_() % 200'000) - 50'000;
      auto* row = AddRow(&claim, Cat("c", draw_() % 3), product, Cat("2026-0", 1 + draw_() % 8, "-01"), cents,
                         static_cast<std::int64_t>(draw_() % 3 * 1'111));
      if (row->lines_refused() == 0) continue;
      (*row->mutable_refused_by_code())["9327"] = 1;
      (*row->mutable_refused_cents_by_code())["9327"] = row->refused_cents();
    }
    monitoring_.Announce(claim.claim(), claim);
  }

  MonitoringWorld& monitoring_;
  std::mt19937_64& draw_;
  std::string name_;
  std::uint64_t client_;
  std::string allocated_ = {};  // before
};

// Who is involved with whom, drawn: some no longer, and some again.
void DrawInvolvement(MonitoringWorld& monitoring, std::mt19937_64& draw) {
  for (int i = 0; i < kInvolvements; ++i) {
    const std::string client = Cat(draw() % kClients);
    const std::string person = Cat("worker-", draw() % 7);
    const auto involved = Involved(client, person);
    if (draw() % 3 == 0) {
      monitoring.Announce(involved.client(), NotInvolved(client, person));
    } else {
      monitoring.Announce(involved.client(), involved);
    }
  }
}

std::vector<std::string> Told(const v1::ListFiguresResponse& response, Measure measure) {
  std::vector<std::string> rows;
  for (const v1::FigureRow& row : response.rows()) {
    const std::string month =
        row.has_month() ? Cat(row.month().year(), row.month().month() < 10 ? "-0" : "-", row.month().month()) : "";
    std::string text;
    for (const std::string& part :
         {month, row.municipality(), row.provider(), row.product(), row.kind(), row.segment(), row.contract()}) {
      text += Cat(part, "|");
    }
    text += Cat(" ", row.count(), " ", row.value());
    if (measure == Measure::kAverage) text += Cat(" ", row.median(), " ", row.ninetieth(), " ", row.most());
    rows.push_back(std::move(text));
  }
  return rows;
}

// `key count sum median ninetieth most` as the figure tells it.
std::string AsTold(const FigureDefinition& figure, const std::string& slow) {
  const std::size_t space = slow.rfind("| ") + 1;
  std::vector<std::int64_t> numbers;
  std::istringstream rest(slow.substr(space));
  for (std::int64_t number = 0; rest >> number;) numbers.push_back(number);
  std::int64_t value = numbers[0];
  if (figure.measure == Measure::kSum) value = numbers[1];
  if (figure.measure == Measure::kAverage) value = Average(numbers[1], numbers[0]);
  if (figure.measure == Measure::kShare) value = Average(10'000 * numbers[1], numbers[0]);
  std::string text = Cat(slow.substr(0, space), " ", numbers[0], " ", value);
  if (figure.measure == Measure::kAverage) text += Cat(" ", numbers[2], " ", numbers[3], " ", numbers[4]);
  return text;
}

// shows: MON-1, MON-2
TEST(SlowFiguresTest, EveryFigureInEveryDivisionIsWhatAPlainQueryOverWhatWasHeardFinds) {
  MonitoringWorld monitoring;
  std::mt19937_64 draw(20260915);
  for (const auto& [product, segment] : {std::pair("45A04", "support_oriented/ambulatory/light"),
                                         std::pair("44A08", "support_oriented/residence/foster_care"),
                                         std::pair("43A11", "resolution_oriented/residence/secure"),
                                         std::pair("45A53", "support_oriented/ambulatory")}) {
    monitoring.Announce(Cat("products/1-", product), Placed(product, segment));
  }
  constexpr int kRoutes = 120;
  for (int i = 0; i < kRoutes; ++i) DrawnRoute(&monitoring, &draw, i).Live();
  for (const unsigned month : {4U, 5U, 7U, 8U}) {
    DrawInvolvement(monitoring, draw);
    monitoring.Settle();
    monitoring.world().AdvanceTo(Instant(std::chrono::sys_days(std::chrono::year(2026) / month / 9)));
  }
  DrawInvolvement(monitoring, draw);
  monitoring.Settle();
  monitoring.world().AdvanceTo(kToday);

  std::size_t rows = 0;
  for (const FigureDefinition& figure : FigureDefinitions()) {
    const std::string code(figure.code);
    if (figure.against_ceiling) continue;  // held against another thing than is counted: money_test.cc
    ASSERT_TRUE(SlowFigures().contains(code)) << code;
    std::vector<std::vector<v1::Division>> divisions = {
        {},
        {v1::MONTH, v1::MUNICIPALITY},
        {v1::PROVIDER, v1::PRODUCT},
        {v1::SEGMENT},
        {v1::CONTRACT, v1::MONTH},
        {v1::MONTH, v1::MUNICIPALITY, v1::PROVIDER, v1::PRODUCT, v1::SEGMENT, v1::CONTRACT}};
    if (!figure.kinds.empty()) divisions.push_back({v1::KIND, v1::MONTH});
    for (const auto& by : divisions) {
      v1::ListFiguresRequest request = Over2026(code, by);
      request.set_page_size(1'000);
      const auto told = monitoring.List(request, ServicePersona("suite"));
      ASSERT_THAT(told, IsOk()) << code;
      std::set<Division> divided;
      for (const v1::Division division : by) divided.insert(static_cast<Division>(division));
      std::vector<std::string> slow;
      ASSERT_THAT(monitoring.database()->Read([&](Connection& connection) -> absl::Status {
        CLIENTROUTE_ASSIGN(slow, CountSlowly(connection, code, divided, *Date::Of(2026, 9, 15)));
        return absl::OkStatus();
      }),
                  IsOk());
      for (std::string& row : slow) row = AsTold(figure, row);
      EXPECT_THAT(Told(*told, figure.measure), testing::UnorderedElementsAreArray(slow)) << code;
      rows += slow.size();
    }
    EXPECT_GT(rows, 0U) << code;
  }
  EXPECT_GT(rows, 1'500U);
}

}  // namespace
}  // namespace clientroute::monitoring
