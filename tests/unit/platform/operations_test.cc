#include <gmock/gmock.h>
#include <google/protobuf/duration.pb.h>
#include <gtest/gtest.h>

#include "services/platform/calls/client_call.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/events/relay.h"
#include "services/platform/server/operations_service.h"
#include "services/platform/testing/capturing_subscriber.h"
#include "services/platform/testing/personas.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/test_world.h"
#include "services/platform/timers/timers.h"

namespace clientroute {
namespace {

using absl::StatusCode;
using platform::v1::Operations;
using std::chrono::hours;
namespace v1 = platform::v1;

class OperationsTest : public testing::Test {
 protected:
  void SetUp() override {
    world_.Add(MakeTimerWork(
        "intake.timers", intake_, world_.clock(),
        [this](const Timer& timer) {
          fired_at_.push_back(world_.clock()->Now());
          return intake_->Write([&](Connection& c) { return TakeTimer(c, timer).status(); });
        },
        world_.logger()));
    world_.Add(MakeRelay("intake", intake_, subscriber_.Subscribe("orchestrator"), world_.clock(), world_.random(),
                         world_.logger(), world_.metrics()));
  }
  void SetTimerAt(Database* database, Instant due) {
    ASSERT_THAT(
        database->Write([&](Connection& c) { return SetTimer(c, "routes/1", Cat("t", ++timers_), due).status(); }),
        IsOk());
  }
  void Announce(const std::string& request_id) {
    CallContext call;
    call.method = "clientroute.test.v1.Test/Do";
    call.request_id = request_id;
    call.now = world_.clock()->Now();
    google::protobuf::Duration payload;
    google::protobuf::Duration answer;
    ASSERT_THAT(
        WriteOnce(*intake_, call, payload, &answer, [&](UnitOfWork& u) { return u.Announce("routes/1", payload); }),
        IsOk());
  }
  absl::StatusOr<v1::AdvanceTimeResponse> Advance(std::optional<Instant> to) {
    v1::AdvanceTimeRequest request;
    if (to) *request.mutable_to() = ToProto(*to);
    return Call(operator_, stub_.get(), &Operations::Stub::AdvanceTime, request);
  }

  TestWorld world_;
  Database* access_ = world_.OpenDatabase("access", {});
  Database* intake_ = world_.OpenDatabase("intake", {});
  CapturingSubscriber subscriber_;
  std::vector<Instant> fired_at_;
  int timers_ = 0;
  OperationsService service_{world_.Stack("operations", nullptr), world_.parts()};
  std::unique_ptr<Server> server_ = world_.Serve({&service_});
  std::unique_ptr<Operations::Stub> stub_ = Operations::NewStub(server_->InProcess());
  const Caller operator_ = Persona("operator", {}, "operation");
};

TEST_F(OperationsTest, TellsTheTimeAndTheNextTimer) {
  auto time = Call(operator_, stub_.get(), &Operations::Stub::GetTime, v1::GetTimeRequest());
  ASSERT_THAT(time, IsOk());
  EXPECT_EQ(FromProto(time->now()), kTestStart);
  EXPECT_TRUE(time->driven());
  EXPECT_FALSE(time->has_next_timer());
  SetTimerAt(intake_, kTestStart + hours(2));
  SetTimerAt(access_, kTestStart + hours(1));
  time = Call(operator_, stub_.get(), &Operations::Stub::GetTime, v1::GetTimeRequest());
  EXPECT_EQ(FromProto(time->next_timer()), kTestStart + hours(1));
}

TEST_F(OperationsTest, ClockStopsAtEveryTimerOnTheWay) {
  for (int hour : {5, 1, 3, 3, 30}) SetTimerAt(intake_, kTestStart + hours(hour));
  const auto advanced = Advance(kTestStart + hours(10));
  ASSERT_THAT(advanced, IsOk());
  EXPECT_EQ(FromProto(advanced->now()), kTestStart + hours(10));
  EXPECT_EQ(advanced->timers_fired(), 4);
  EXPECT_THAT(fired_at_, testing::ElementsAre(kTestStart + hours(1), kTestStart + hours(3), kTestStart + hours(3),
                                              kTestStart + hours(5)));
}

TEST_F(OperationsTest, PastTimeOrNoneOnlyWaitsUntilAllIsQuiet) {
  Announce("r-1");
  for (const std::optional<Instant>& to : {std::optional<Instant>(), std::optional(kTestStart - hours(1))}) {
    const auto advanced = Advance(to);
    ASSERT_THAT(advanced, IsOk());
    EXPECT_EQ(FromProto(advanced->now()), kTestStart);
  }
  EXPECT_EQ(subscriber_.events().size(), 1u);
}

TEST_F(OperationsTest, WhoIsBusyIsNamed) {
  Announce("r-1");
  subscriber_.AnswerBy([](const type::v1::Event&) { return absl::UnavailableError("down"); });
  v1::AdvanceTimeRequest request;
  request.mutable_patience()->set_seconds(0);
  const auto advanced = Call(operator_, stub_.get(), &Operations::Stub::AdvanceTime, request);
  EXPECT_THAT(advanced, Fails(StatusCode::kDeadlineExceeded, "NOT_QUIET"));
  EXPECT_EQ(MetadataOf(advanced.status())["busy"], "intake.relay.orchestrator");
}

TEST_F(OperationsTest, TimerThatNobodyFiresIsADefect) {
  SetTimerAt(access_, kTestStart + hours(1));  // no work for it
  EXPECT_THAT(Advance(kTestStart + hours(2)), Fails(StatusCode::kInternal, "TIMER_WITHOUT_WORK"));
}

TEST_F(OperationsTest, ClockOfAnotherIsNotMoved) {
  ProcessParts parts = world_.parts();
  parts.clock_owner = nullptr;
  OperationsService service(world_.Stack("operations", nullptr), parts);
  auto server = world_.Serve({&service});
  auto stub = Operations::NewStub(server->InProcess());
  v1::AdvanceTimeRequest request;
  *request.mutable_to() = ToProto(kTestStart + hours(1));
  EXPECT_THAT(Call(operator_, stub.get(), &Operations::Stub::AdvanceTime, request),
              Fails(StatusCode::kFailedPrecondition, "CLOCK_NOT_DRIVEN"));
}

TEST_F(OperationsTest, AClockIsLetGoWhereItCanBe) {
  v1::AdvanceTimeRequest request;
  request.set_release(true);
  EXPECT_THAT(Call(operator_, stub_.get(), &Operations::Stub::AdvanceTime, request),
              Fails(StatusCode::kFailedPrecondition, "CLOCK_NOT_DRIVEN"));

  ProcessParts parts = world_.parts();
  int released = 0;
  parts.release_clock = [&] { return ++released, absl::OkStatus(); };
  OperationsService service(world_.Stack("operations", nullptr), parts);
  auto server = world_.Serve({&service});
  auto stub = Operations::NewStub(server->InProcess());
  *request.mutable_to() = ToProto(kTestStart + hours(1));
  const auto advanced = Call(operator_, stub.get(), &Operations::Stub::AdvanceTime, request);
  ASSERT_THAT(advanced, IsOk());
  EXPECT_EQ(released, 1);
  EXPECT_EQ(FromProto(advanced->now()), kTestStart + hours(1));
}

TEST_F(OperationsTest, PatienceHasABound) {
  for (const std::int64_t seconds : {std::int64_t{-1}, std::int64_t{601}}) {
    v1::AdvanceTimeRequest request;
    request.mutable_patience()->set_seconds(seconds);
    EXPECT_THAT(Call(operator_, stub_.get(), &Operations::Stub::AdvanceTime, request),
                Fails(StatusCode::kInvalidArgument, "PATIENCE_INVALID"));
  }
}

TEST_F(OperationsTest, EventsArePagedByPosition) {
  for (int i = 1; i <= 5; ++i) Announce(Cat("r-", i));
  v1::ListEventsRequest request;
  request.set_service("intake");
  request.set_after_position(2);
  request.set_page_size(2);
  const auto page = Call(operator_, stub_.get(), &Operations::Stub::ListEvents, request);
  ASSERT_THAT(page, IsOk());
  ASSERT_EQ(page->events_size(), 2);
  EXPECT_EQ(page->events(0).position(), 3);
  request.set_page_size(1'001);
  EXPECT_THAT(Call(operator_, stub_.get(), &Operations::Stub::ListEvents, request),
              Fails(StatusCode::kInvalidArgument, "PAGE_SIZE_INVALID"));
  request.set_page_size(1);
  request.set_service("nowhere");
  EXPECT_THAT(Call(operator_, stub_.get(), &Operations::Stub::ListEvents, request),
              Fails(StatusCode::kNotFound, "SERVICE_UNKNOWN"));
}

TEST_F(OperationsTest, DeadLettersAreShownAndSentAgainOnceARequestId) {
  subscriber_.AnswerBy([](const type::v1::Event&) { return Error(StatusCode::kFailedPrecondition, "NO", "no"); });
  Announce("r-1");
  world_.Settle();
  auto letters = Call(operator_, stub_.get(), &Operations::Stub::ListDeadLetters, v1::ListDeadLettersRequest());
  ASSERT_THAT(letters, IsOk());
  ASSERT_EQ(letters->dead_letters_size(), 1);
  EXPECT_EQ(letters->dead_letters(0).service(), "intake");
  EXPECT_EQ(letters->dead_letters(0).subscriber(), "orchestrator");
  EXPECT_EQ(letters->dead_letters(0).error(), "FAILED_PRECONDITION NO: no");

  subscriber_.AnswerBy(nullptr);
  v1::ResendDeadLettersRequest request;
  request.set_request_id("resend-1");
  request.set_service("intake");
  request.set_subscriber("orchestrator");
  request.set_aggregate("routes/1");
  EXPECT_THAT(Call(operator_, stub_.get(), &Operations::Stub::ResendDeadLetters, request), IsOk());
  EXPECT_THAT(Call(operator_, stub_.get(), &Operations::Stub::ResendDeadLetters, request), IsOk());
  world_.Settle();
  EXPECT_EQ(subscriber_.events().size(), 1u);
  request.set_request_id("resend-2");
  EXPECT_THAT(Call(operator_, stub_.get(), &Operations::Stub::ResendDeadLetters, request),
              Fails(StatusCode::kNotFound, "NO_DEAD_LETTERS"));
}

TEST_F(OperationsTest, LooksOfAllServicesAreShownAndWhetherTheChainsAreWhole) {
  for (Database* database : {access_, intake_}) {
    ASSERT_THAT(database->Write([&](Connection& c) {
      CallContext call;
      call.identity.subject = "persons/a";
      call.purpose = "care-allocation";
      call.method = "m";
      call.now = kTestStart;
      Look look;
      look.Saw("clients/1", "0392");
      return AppendLook(c, call, look);
    }),
                IsOk());
  }
  const Caller officer = Persona("privacy-officer", {"0392"}, "client-rights");
  v1::ListLooksRequest request;
  request.set_client("clients/1");
  auto looks = Call(officer, stub_.get(), &Operations::Stub::ListLooks, request);
  ASSERT_THAT(looks, IsOk());
  EXPECT_EQ(looks->looks_size(), 2);
  EXPECT_TRUE(looks->intact());
  EXPECT_EQ(looks->looks(0).service(), "access");
  EXPECT_EQ(looks->looks(0).hash().size(), 64u);
  request.set_after_number(1);
  EXPECT_THAT(Call(officer, stub_.get(), &Operations::Stub::ListLooks, request),
              Fails(StatusCode::kInvalidArgument, "PAGE_INVALID"));

  ASSERT_THAT(intake_->Write([](Connection& c) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(c.Execute("DROP TRIGGER look_is_never_changed").status());
    return c.Execute("UPDATE look SET subject = 'persons/b'").status();
  }),
              IsOk());
  looks = Call(officer, stub_.get(), &Operations::Stub::ListLooks, v1::ListLooksRequest());
  ASSERT_THAT(looks, IsOk());
  EXPECT_FALSE(looks->intact());
}

// A look at two clients, in two municipalities, and one at a client elsewhere.
void LookAt(Database* database, const std::vector<std::pair<std::string, std::string>>& clients, Instant now) {
  ASSERT_THAT(database->Write([&](Connection& c) {
    CallContext call;
    call.identity.subject = "persons/a";
    call.method = "m";
    call.now = now;
    Look look;
    for (const auto& [client, municipality] : clients) look.Saw(client, municipality);
    return AppendLook(c, call, look);
  }),
              IsOk());
}

// shows: PRI-1, PRI-3
TEST_F(OperationsTest, APrivacyOfficerSeesLooksAtClientsOfHisMunicipalitiesAlone) {
  LookAt(intake_, {{"clients/here", "0392"}, {"clients/elsewhere", "0400"}}, kTestStart);
  LookAt(intake_, {{"clients/elsewhere", "0400"}}, kTestStart);
  LookAt(access_, {{"clients/unknown", ""}}, kTestStart);
  const auto seen = [&](const Caller& caller, const v1::ListLooksRequest& request) {
    std::vector<std::string> clients;
    const auto looks = Call(caller, stub_.get(), &Operations::Stub::ListLooks, request);
    EXPECT_THAT(looks, IsOk());
    for (const v1::LookEntry& look : looks->looks()) {
      clients.insert(clients.end(), look.clients().begin(), look.clients().end());
    }
    EXPECT_TRUE(looks->intact());
    return clients;
  };
  using testing::ElementsAre;
  using testing::IsEmpty;
  const Caller here = Persona("privacy-officer", {"0392"}, "client-rights");
  const Caller elsewhere = Persona("privacy-officer", {"0400"}, "client-rights");
  EXPECT_THAT(seen(here, {}), ElementsAre("clients/here"));
  EXPECT_THAT(seen(elsewhere, {}), ElementsAre("clients/elsewhere", "clients/elsewhere"));
  v1::ListLooksRequest request;
  request.set_client("clients/elsewhere");
  EXPECT_THAT(seen(here, request), IsEmpty());
  request.Clear();
  request.set_municipality("0400");
  EXPECT_THAT(seen(here, request), IsEmpty());
  EXPECT_THAT(seen(elsewhere, request), ElementsAre("clients/elsewhere", "clients/elsewhere"));
  EXPECT_EQ(seen(operator_, {}).size(), 4U) << "who keeps the suite running sees that there are looks";
}

TEST_F(OperationsTest, LooksComePageByPageServiceByServiceOrNewestFirst) {
  const Caller officer = Persona("privacy-officer", {"0392"}, "client-rights");
  for (int i = 0; i < 3; ++i) {
    LookAt(intake_, {{"clients/1", "0392"}}, kTestStart + std::chrono::minutes(2 * i));
    LookAt(access_, {{"clients/1", "0392"}}, kTestStart + std::chrono::minutes(2 * i + 1));
  }
  const auto names = [&](v1::ListLooksRequest request) {
    std::vector<std::string> found;
    do {
      const auto page = Call(officer, stub_.get(), &Operations::Stub::ListLooks, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) return found;
      for (const v1::LookEntry& look : page->looks()) found.push_back(Cat(look.service(), look.number()));
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return found;
  };
  using testing::ElementsAre;
  for (const int page : {1, 2, 4, 1'000}) {
    v1::ListLooksRequest request;
    request.set_page_size(page);
    EXPECT_THAT(names(request), ElementsAre("access1", "access2", "access3", "intake1", "intake2", "intake3")) << page;
    request.set_order(v1::ListLooksRequest::NEWEST);
    EXPECT_THAT(names(request), ElementsAre("access3", "intake3", "access2", "intake2", "access1", "intake1")) << page;
    request.set_client("clients/1");
    request.set_service("intake");
    EXPECT_THAT(names(request), ElementsAre("intake3", "intake2", "intake1")) << page;
  }
  v1::ListLooksRequest request;
  request.set_page_size(1);
  request.set_page_token(Call(officer, stub_.get(), &Operations::Stub::ListLooks, request)->next_page_token());
  request.set_order(v1::ListLooksRequest::NEWEST);
  EXPECT_THAT(Call(officer, stub_.get(), &Operations::Stub::ListLooks, request),
              Fails(StatusCode::kInvalidArgument, "PAGE_TOKEN"));
  request.clear_page_token();
  request.set_service("intake");
  request.set_after_number(1);
  EXPECT_THAT(Call(officer, stub_.get(), &Operations::Stub::ListLooks, request),
              Fails(StatusCode::kInvalidArgument, "PAGE_INVALID"));
}

// What waits, how long, and what needs a person, for each that listens.
TEST_F(OperationsTest, TheBacklogSaysHowFarEverySubscriberIs) {
  const auto ask = [&] { return Call(operator_, stub_.get(), &Operations::Stub::GetBacklog, v1::GetBacklogRequest()); };
  const auto at_first = ask();
  ASSERT_THAT(at_first, IsOk());
  EXPECT_EQ(FromProto(at_first->time()), kTestStart);
  EXPECT_THAT(at_first->relays(), testing::IsEmpty()) << "nobody was ever told anything";
  Announce("r-1");
  ASSERT_THAT(Advance(std::nullopt), IsOk());
  const auto all_heard = ask();
  ASSERT_THAT(all_heard, IsOk());
  ASSERT_EQ(all_heard->relays_size(), 1);
  EXPECT_EQ(all_heard->relays(0).service(), "intake");
  EXPECT_EQ(all_heard->relays(0).subscriber(), "orchestrator");
  EXPECT_EQ(all_heard->relays(0).waiting(), 0);
  EXPECT_FALSE(all_heard->relays(0).has_lag() && all_heard->relays(0).lag().seconds() != 0);

  // Announced, and not come to: counted, with the age of the first.
  Announce("r-2");
  world_.clock()->Advance(hours(1));
  Announce("r-3");
  world_.clock()->Advance(hours(1));
  const auto behind = ask();
  ASSERT_THAT(behind, IsOk());
  EXPECT_EQ(FromProto(behind->time()), kTestStart + hours(2));
  EXPECT_EQ(behind->relays(0).waiting(), 2);
  EXPECT_EQ(behind->relays(0).lag().seconds(), 7'200);
  EXPECT_EQ(behind->relays(0).retrying(), 0);

  // Come to, and refused for now: it is tried again by itself, and what follows in its aggregate waits behind it.
  subscriber_.AnswerBy([](const type::v1::Event&) { return absl::UnavailableError("down"); });
  world_.scheduler()->RunUntilQuiet(20);
  const auto parked = ask();
  ASSERT_THAT(parked, IsOk());
  EXPECT_EQ(parked->relays(0).waiting() + parked->relays(0).retrying(), 2);
  EXPECT_GE(parked->relays(0).retrying(), 1);
  EXPECT_EQ(parked->relays(0).dead_letters(), 0);

  // Refused for good: for a person.
  subscriber_.AnswerBy([](const type::v1::Event&) { return absl::InvalidArgumentError("never"); });
  ASSERT_THAT(Advance(kTestStart + hours(3)), IsOk());
  const auto dead = ask();
  ASSERT_THAT(dead, IsOk());
  EXPECT_EQ(dead->relays(0).waiting(), 0);
  EXPECT_EQ(dead->relays(0).retrying(), 0);
  EXPECT_EQ(dead->relays(0).dead_letters(), 2);
}

TEST_F(OperationsTest, OthersThanOperatorsAreRefused) {
  EXPECT_THAT(Call(Persona("access-professional", {"0363"}), stub_.get(), &Operations::Stub::AdvanceTime,
                   v1::AdvanceTimeRequest()),
              Fails(StatusCode::kPermissionDenied, "ROLE_REFUSED"));
}

}  // namespace
}  // namespace clientroute
