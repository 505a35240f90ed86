// Random sequences of everything that takes or frees a place. After every step, for every capacity and every day: what
// the schema counts equals the held reservations and allocations that cover the day, and exceeds the places only where
// an import lowered them or care went on at a place that was given away. In the end nothing is left behind.
#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "clientroute/contracting/v1/contracting.grpc.pb.h"
#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "gtest/gtest.h"
#include "services/allocation/allocating_service.h"
#include "services/allocation/location_service.h"
#include "services/allocation/message_service.h"
#include "services/allocation/migrations.h"
#include "services/allocation/placement_service.h"
#include "services/allocation/queue_service.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/unit_of_work.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/timers/timers.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::allocation {
namespace {

constexpr int kRouteCount = 30;
constexpr int kSteps = 300;
constexpr unsigned kStories = 3;
constexpr int kSpanDays = 120;
const Date kFirst = Date::Parse("2026-04-01").value();
constexpr const char* kCodes[] = {"45A04", "45A05"};

// What a story counts in the end, as the rest of a query.
constexpr const char* kHappenings[] = {"reservation WHERE state = 2",
                                       "reservation WHERE state = 3",
                                       "reservation WHERE state = 4",
                                       "allocation WHERE state = 4",
                                       "allocation WHERE state = 5",
                                       "waiting",
                                       "delivery WHERE kind = 1",
                                       "delivery WHERE kind = 3",
                                       "outbox WHERE type LIKE '%CapacityFreed'",
                                       "outbox WHERE type LIKE '%NoPlaceFound'",
                                       "outbox WHERE type LIKE '%AllocationsRefused'"};

struct Allocated {
  std::int64_t number = 0;
  int route = 0;
  std::string client;
  std::vector<std::pair<Date, Date>> spells;  // starts with their stop; equal to kFirst while running
};

class Story {
 public:
  Story(unsigned seed, bool strict) : random_(seed), strict_(strict) {}

  void Play() {
    Import(1);
    for (int step = 0; step < kSteps && !testing::Test::HasFailure(); ++step) {
      now_ += std::chrono::hours(Below(20));
      Step();
      FireTimers();
      CheckCounts(step);
    }
    for (int route = 0; route < kRouteCount; ++route) Release(route);
    for (auto& [number, allocation] : allocated_) End(allocation);
    CheckCounts(kSteps);
    CheckNothingIsLeft();
  }
  const std::map<std::string, std::int64_t>& happened() const { return happened_; }
  std::int64_t Changed() {
    std::int64_t count = 0;
    EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
      count = Number(connection, "SELECT count(*) FROM change_request WHERE state = 2");
      return absl::OkStatus();
    }),
                IsOk());
    return count;
  }

 private:
  std::uint32_t Below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_()) % bound; }
  Date AnyDay() { return kFirst.AddDays(static_cast<int>(Below(kSpanDays))); }
  static std::string Route(int route) {
    return NameOf("routes", Uuid::Derive(kClientrouteSpace, Cat("route ", route)));
  }
  // Three routes are of one client, so that allocations of one may overlap those of another.
  static std::string Client(int route) {
    return NameOf("clients", Uuid::Derive(kClientrouteSpace, Cat("client ", route / 3)));
  }

  absl::Status Do(const std::function<absl::Status(UnitOfWork&)>& work) {
    CallContext call;
    call.method = "test/Do";
    call.request_id = Cat("step-", ++requests_);
    call.identity.kind = Identity::Kind::kService;
    call.identity.subject = "services/test";
    call.now = now_;
    v1::ReleasePlacesRequest request;
    v1::ReleasePlacesResponse answer;
    return WriteOnce(*database_, call, request, &answer, work);
  }

  void Step() {
    const int route = static_cast<int>(Below(kRouteCount));
    switch (Below(12)) {
      case 0:
      case 1:
      case 2:
        return Propose(route);
      case 3:
      case 4:
      case 5:
        return Make(route);
      case 6: {
        const Allocated* allocated = AnyAllocation();
        return Release(allocated != nullptr && Below(4) > 0 ? allocated->route : route);
      }
      case 7:
      case 8:
        return Start();
      case 9:
      case 10:
        return Stop();
      default:
        if (strict_) return;
        if (Below(2) == 0) return Change();
        return Below(4) == 0 ? Import(1 + static_cast<int>(Below(4))) : TakeStopBack();
    }
  }

  void Import(int places) {
    v1::ImportLocationsRequest request;
    for (const char* name : {"a", "b"}) {
      v1::Location* location = request.add_locations();
      location->set_name(Cat("locations/", name));
      location->set_provider("42420001");
      location->set_display_name(name);
      location->set_municipality("0361");
      location->mutable_place()->set_latitude_microdegrees(52'632'000);
      location->mutable_place()->set_longitude_microdegrees(4'748'000);
      for (const char* code : kCodes) {
        v1::ProductCapacity* capacity = location->add_capacities();
        capacity->mutable_product()->set_category("45");
        capacity->mutable_product()->set_code(code);
        capacity->set_places(places);
      }
    }
    request.mutable_weights()->set_version(1);
    request.mutable_weights()->set_free_places(100);
    request.mutable_weights()->set_distance_zero_points_km(25);
    v1::ImportLocationsResponse answer;
    EXPECT_THAT(Do([&](UnitOfWork& unit) { return locations_.Import(unit, request, &answer); }), IsOk());
  }

  void Propose(int route) {
    v1::ProposePlacementRequest request;
    request.set_route(Route(route));
    request.set_client(Client(route));
    request.set_municipality("0361");
    request.set_urgency(static_cast<int>(Below(strict_ ? 2 : 3)));  // a crisis takes what is full
    const int lines = 1 + static_cast<int>(Below(3));
    for (int i = 0; i < lines; ++i) {
      type::v1::CareLine* line = request.add_lines();
      line->set_line(Cat("line-", i));
      line->set_law(type::v1::JEUGDWET);
      line->mutable_product()->set_category("45");
      line->mutable_product()->set_code(kCodes[Below(2)]);
      const Date start = AnyDay();
      *line->mutable_period() = ToProto(
          Below(4) == 0 ? Period::From(start) : Period::Of(start, start.AddDays(static_cast<int>(Below(60)))).value());
      line->set_provider("42420001");
      line->set_contract("contracts/lot");
    }
    v1::PlacementProposal answer;
    const absl::Status proposed =
        Do([&](UnitOfWork& unit) { return placements_.Propose(unit, request, std::nullopt, {}, &answer); });
    if (!proposed.ok()) {
      EXPECT_EQ(ReasonOf(proposed), "LINE_ALLOCATED");
    } else if (answer.complete()) {
      reserved_[route] = request;
    }
  }

  void Make(int route) {
    const auto found = reserved_.find(route);
    if (found == reserved_.end()) return;
    v1::MakeAllocationsRequest request;
    request.set_route(found->second.route());
    request.set_client(found->second.client());
    request.set_municipality("0361");
    *request.mutable_lines() = found->second.lines();
    v1::MakeAllocationsResponse answer;
    const absl::Status made = Do([&](UnitOfWork& unit) { return allocating_.Make(unit, request, &answer); });
    if (!made.ok()) {
      EXPECT_THAT(ReasonOf(made), testing::AnyOf("RESERVATION_GONE", "RESERVATION_DIFFERS", "LINE_ALLOCATED"));
      return;
    }
    for (const v1::CareAllocation& allocation : answer.allocations()) {
      allocated_.emplace(allocation.number(), Allocated{allocation.number(), route, Client(route), {}});
    }
    reserved_.erase(found);
  }

  void Release(int route) {
    const Uuid id = IdIn(Route(route), "routes").value();
    int released = 0;
    EXPECT_THAT(Do([&](UnitOfWork& unit) { return placements_.Release(unit, id, &released); }), IsOk());
    reserved_.erase(route);
    std::erase_if(allocated_,
                  [&](const auto& entry) { return entry.second.route == route && entry.second.spells.empty(); });
  }

  Allocated* AnyAllocation() {
    if (allocated_.empty()) return nullptr;
    auto at = allocated_.begin();
    std::advance(at, Below(static_cast<std::uint32_t>(allocated_.size())));
    return &at->second;
  }

  // The first rule that a report breaks; empty when it took effect.
  std::string Submit(const char* kind, const Allocated& allocation,
                     const std::function<void(v1::SubmittedLine*)>& fill) {
    v1::SubmitMessageRequest request;
    request.mutable_header()->set_message(
        NameOf("messages", Uuid::Derive(kClientrouteSpace, Cat("message ", requests_))));
    request.mutable_header()->set_kind(kind);
    request.mutable_header()->set_provider("42420001");
    request.mutable_header()->set_municipality("0361");
    request.mutable_header()->set_law(type::v1::JEUGDWET);
    *request.mutable_header()->mutable_date() = ToProto(kFirst);
    v1::SubmittedLine* line = request.add_lines();
    line->set_class_path("Client[1]");
    line->set_client(allocation.client);
    fill(line);
    v1::SubmitMessageResponse answer;
    EXPECT_THAT(Do([&](UnitOfWork& unit) { return messages_.Submit(unit, request, {}, &answer); }), IsOk());
    return answer.verdicts_size() == 0 ? std::string() : answer.verdicts(0).rule();
  }

  void Start() {
    Allocated* allocation = AnyAllocation();
    // Care that starts again after its end goes on at its place, whoever has it now.
    if (allocation == nullptr || (strict_ && !allocation->spells.empty())) return;
    const Date day = AnyDay();
    const std::string broken = Submit("JW305", *allocation, [&](v1::SubmittedLine* line) {
      auto* started = line->mutable_started_product();
      started->set_allocation_number(allocation->number);
      *started->mutable_start_date() = ToProto(day);
      started->set_status(1);
    });
    if (!broken.empty()) return;
    allocation->spells.emplace_back(day, Date());
  }

  // A request for other hours or days, applied at once: the client stays where he is, whoever else is there.
  void Change() {
    const Allocated* allocated = AnyAllocation();
    if (allocated == nullptr) return;
    const Date day = AnyDay();
    const int days = static_cast<int>(Below(60));
    const Volume volume{1 + Below(9), Unit::kHour, Frequency::kPerWeek};
    const Uuid id = Uuid::Derive(kClientrouteSpace, Cat("change ", requests_));
    Message message{.kind = MessageKind::kChange,
                    .id = id,
                    .provider = ProviderCode::Parse("42420001").value(),
                    .municipality = MunicipalityCode::Parse("0361").value(),
                    .date = kFirst,
                    .reference = Cat("REF-", requests_),
                    .lines = {}};
    v1::ApplyChangeRequest request;
    request.set_municipality("0361");
    ChangeMethods::Checks checks;
    EXPECT_THAT(Do([&](UnitOfWork& unit) -> absl::Status {
                  CLIENTROUTE_ASSIGN(const auto found,
                                     AllocationStore(&unit.db()).ByNumber("0361", Law::kJeugdwet, {allocated->number}));
                  request.set_route(NameOf("routes", found.front().route));
                  request.set_client(NameOf("clients", found.front().client));
                  checks[found.front().line.line].set_contract("contracts/lot");
                  // Never from before it begins.
                  const Date from = std::max(day, found.front().line.period.start());
                  const WantedChange wanted{Period::Of(from, from.AddDays(days)).value(), volume, std::nullopt};
                  message.lines.push_back({"V/T[1]", "V", std::nullopt, ChangedProduct{allocated->number, wanted}});
                  request.set_change_request(NameOf("change_requests", unit.NewId("change_request")));
                  return changes_.Register(unit, message, {{allocated->number, found.front()}});
                }),
                IsOk());
    for (int i = 1; i <= kSteps; ++i) checks[Cat("change-", i, "-1")].set_contract("contracts/lot");
    v1::ApplyChangeResponse answer;
    EXPECT_THAT(Do([&](UnitOfWork& unit) { return changes_.Apply(unit, request, checks, std::nullopt, &answer); }),
                IsOk());
    const Allocated before = *allocated;
    for (const v1::CareAllocation& allocation : answer.allocations()) {
      allocated_.try_emplace(allocation.number(), Allocated{allocation.number(), before.route, before.client, {}});
    }
  }

  std::string ReportStop(const Allocated& allocation, Date start, Date end, int status) {
    return Submit("JW307", allocation, [&](v1::SubmittedLine* line) {
      auto* stopped = line->mutable_stopped_product();
      stopped->set_allocation_number(allocation.number);
      *stopped->mutable_start_date() = ToProto(start);
      *stopped->mutable_end_date() = ToProto(end);
      stopped->set_stop_reason("31");
      stopped->set_status(status);
    });
  }

  void Stop() {
    Allocated* allocation = AnyAllocation();
    if (allocation == nullptr || allocation->spells.empty()) return;
    auto& [start, end] = allocation->spells.back();
    const Date day = start.AddDays(static_cast<int>(Below(90)));
    if (ReportStop(*allocation, start, day, 1).empty()) end = day;
  }

  void TakeStopBack() {
    Allocated* allocation = AnyAllocation();
    if (allocation == nullptr || allocation->spells.empty()) return;
    auto& [start, end] = allocation->spells.back();
    if (end == Date()) return;
    if (!ReportStop(*allocation, start, end, 3).empty()) return;
    end = Date();
  }

  void End(Allocated& allocation) {
    for (auto& [start, end] : allocation.spells) {
      if (end != Date()) continue;
      EXPECT_EQ(ReportStop(allocation, start, start, 1), "");
    }
  }

  void FireTimers() {
    std::vector<Timer> due;
    for (int route = 0; route < kRouteCount; ++route) {
      EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
        CLIENTROUTE_ASSIGN(const auto timers, ListTimers(connection, Route(route)));
        for (const Timer& timer : timers) {
          if (timer.due <= now_) due.push_back(timer);
        }
        return absl::OkStatus();
      }),
                  IsOk());
    }
    for (const Timer& timer : due) {
      const Uuid route = IdIn(timer.owner, "routes").value();
      EXPECT_THAT(Do([&](UnitOfWork& unit) -> absl::Status {
                    CLIENTROUTE_RETURN_IF_ERROR(CancelTimer(unit.db(), timer.owner, timer.name));
                    return timer.name == kReservationTimer ? placements_.Expire(unit, route)
                                                           : queue_.ExpireOffer(unit, route);
                  }),
                  IsOk());
    }
  }

  std::int64_t Number(Connection& connection, std::string_view sql) {
    const auto number = connection.QueryOne(sql, {}, [](const Row& row) { return row.Int(0); });
    EXPECT_THAT(number, IsOk());
    return number.ok() && *number ? **number : -1;
  }

  void CheckCounts(int step) {
    EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
      // Every day on which a number can change, and every capacity.
      return connection.Query(
          "WITH day (d) AS (SELECT first_day FROM capacity_range UNION SELECT last_day FROM capacity_range"
          " UNION SELECT first_day FROM reservation UNION SELECT last_day FROM reservation"
          " UNION SELECT held_first FROM allocation WHERE held_first IS NOT NULL"
          " UNION SELECT held_last FROM allocation WHERE held_last IS NOT NULL)"
          " SELECT c.id, d, c.places,"
          " (SELECT sum(taken) FROM capacity_range WHERE capacity = c.id AND first_day <= d AND last_day >= d),"
          " (SELECT count(*) FROM reservation WHERE capacity = c.id AND state = 1 AND first_day <= d AND last_day >= d)"
          " + (SELECT count(*) FROM allocation WHERE capacity = c.id AND held_first <= d AND held_last >= d)"
          " FROM capacity AS c CROSS JOIN day",
          {}, [&](const Row& row) {
            EXPECT_EQ(row.Int(3), row.Int(4))
                << "step " << step << ", capacity " << row.Int(0) << ", day " << row.Int(1);
            const std::int64_t most = strict_ ? row.Int(2) : row.Int(3);
            EXPECT_LE(row.Int(3), most) << "step " << step << ", capacity " << row.Int(0);
            return absl::OkStatus();
          });
    }),
                IsOk());
  }

  void CheckNothingIsLeft() {
    EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
      EXPECT_EQ(Number(connection, "SELECT count(*) FROM reservation WHERE state = 1"), 0);
      EXPECT_EQ(Number(connection, "SELECT count(*) FROM waiting WHERE ended_at IS NULL"), 0);
      EXPECT_EQ(Number(connection, "SELECT count(*) FROM waiting WHERE offer_capacity IS NOT NULL"), 0);
      EXPECT_EQ(Number(connection, "SELECT count(*) FROM timer WHERE due_at IS NOT NULL"), 0);
      EXPECT_EQ(Number(connection, "SELECT count(*) FROM allocation WHERE state IN (1, 2, 3)"), 0);
      EXPECT_EQ(Number(connection, "SELECT count(*) - count(DISTINCT number) FROM allocation"), 0);
      for (const char* what : kHappenings) {
        happened_[what] += Number(connection, Cat("SELECT count(*) FROM ", what));
      }
      return absl::OkStatus();
    }),
                IsOk());
  }

  std::mt19937 random_;
  Instant now_ = Instant(std::chrono::sys_days(std::chrono::year(2026) / 4 / 1));
  int requests_ = 0;
  const bool strict_;
  std::map<int, v1::ProposePlacementRequest> reserved_;
  std::map<std::int64_t, Allocated> allocated_;
  std::map<std::string, std::int64_t> happened_;
  std::unique_ptr<Database> database_ = OpenSqlite({.path = ":memory:"}, AllocationMigrations()).value();
  std::unique_ptr<contracting::v1::Contracting::Stub> contracting_ =
      contracting::v1::Contracting::NewStub(grpc::CreateChannel("unix:unused", grpc::InsecureChannelCredentials()));
  QueueMethods queue_{database_.get()};
  PlacementMethods placements_{database_.get(), &queue_};
  AllocatingMethods allocating_{database_.get(), &queue_};
  ChangeMethods changes_{database_.get(), contracting_.get(), &queue_};
  MessageMethods messages_{contracting_.get(), &queue_, &changes_};
  LocationMethods locations_{database_.get(), &queue_};
};

// Plays some stories, and sees that everything happened in them.
void PlayAll(bool strict) {
  std::map<std::string, std::int64_t> happened;
  for (unsigned seed = 1; seed <= kStories; ++seed) {
    SCOPED_TRACE(seed);
    Story story(seed, strict);
    story.Play();
    for (const auto& [what, count] : story.happened()) happened[what] += count;
    if (!strict) EXPECT_GT(story.Changed(), 1);
  }
  for (const auto& [what, count] : happened) EXPECT_GT(count, 1) << what;
}

TEST(NeverOverAllocatedTest, WhateverHappens) { PlayAll(true); }
TEST(NeverOverAllocatedTest, WhereItMustBeTheCountStillAgrees) { PlayAll(false); }

}  // namespace
}  // namespace clientroute::allocation
