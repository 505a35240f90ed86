#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "clientroute/platform/v1/event_sink.grpc.pb.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/calls/server_call.h"
#include "services/platform/testing/personas.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/test_world.h"

namespace clientroute {
namespace {

using absl::StatusCode;
using intake::v1::Intake;
using testing::HasSubstr;
using testing::Not;

constexpr char kClient[] = "clients/7d3c1f54-0000-4000-8000-000000000001";

// Three methods of a real contract, one of each shape, that do what the test tells them to.
class SomeIntake final : public Intake::Service {
 public:
  explicit SomeIntake(CallStack stack) : calls_(std::move(stack)) {}

  grpc::Status GetClient(grpc::ServerContext* context, const intake::v1::GetClientRequest* request,
                         intake::v1::Client* response) override {
    return calls_.Look(context, "clientroute.intake.v1.Intake/GetClient", *request,
                       [&](const CallContext& call, Look& look) -> absl::Status {
                         last = call;
                         CLIENTROUTE_RETURN_IF_ERROR(on_look ? on_look() : absl::OkStatus());
                         if (shows) look.Saw(request->name(), "0363");
                         response->set_name(request->name());
                         return absl::OkStatus();
                       });
  }
  grpc::Status RecordConsent(grpc::ServerContext* context, const intake::v1::RecordConsentRequest* request,
                             intake::v1::Consent* response) override {
    return calls_.Write(
        context, "clientroute.intake.v1.Intake/RecordConsent", *request, response,
        [&](UnitOfWork& unit) -> absl::Status {
          ++writes;
          last = unit.call();
          CLIENTROUTE_RETURN_IF_ERROR(on_write ? on_write(unit) : absl::OkStatus());
          response->set_name(unit.NewId("consent").ToString());
          return absl::OkStatus();
        },
        prepare);
  }
  // Wrapped as what they are not.
  grpc::Status ListReferrals(grpc::ServerContext* context, const intake::v1::ListReferralsRequest* request,
                             intake::v1::ListReferralsResponse*) override {
    return calls_.Read(context, "clientroute.intake.v1.Intake/ListReferrals", *request,
                       [](const CallContext&) { return absl::OkStatus(); });
  }
  grpc::Status GetHousehold(grpc::ServerContext* context, const intake::v1::GetHouseholdRequest* request,
                            intake::v1::Household*) override {
    return calls_.Read(context, "grpc.health.v1.Health/Check", *request,
                       [](const CallContext&) { return absl::OkStatus(); });
  }

  CallContext last;
  int writes = 0;
  bool shows = true;
  std::function<absl::Status()> on_look;
  std::function<absl::Status(UnitOfWork&)> on_write;
  std::function<absl::Status(const CallContext&)> prepare;

 private:
  ServerCalls calls_;
};

class CallsTest : public testing::Test {
 protected:
  absl::StatusOr<intake::v1::Client> Get(const Caller& caller, const std::string& name = kClient) {
    intake::v1::GetClientRequest request;
    request.set_name(name);
    return Call(caller, stub_.get(), &Intake::Stub::GetClient, request);
  }
  absl::StatusOr<intake::v1::Consent> Record(const Caller& caller, const std::string& request_id,
                                             const std::string& recipient = "schools/1") {
    intake::v1::RecordConsentRequest request;
    request.set_request_id(request_id);
    request.set_client(kClient);
    request.set_recipient(recipient);
    request.set_purpose("education");
    return Call(caller, stub_.get(), &Intake::Stub::RecordConsent, request);
  }
  std::vector<LookEntry> Looks() {
    std::vector<LookEntry> looks;
    EXPECT_THAT(database_->Read([&](Connection& c) -> absl::Status {
      CLIENTROUTE_ASSIGN(looks, ListLooks(c, 0, 100, std::nullopt));
      return absl::OkStatus();
    }),
                IsOk());
    return looks;
  }

  TestWorld world_;
  Database* database_ = world_.OpenDatabase("intake", {});
  SomeIntake service_{world_.Stack("intake", database_)};
  std::unique_ptr<Server> server_ = world_.Serve({&service_});
  std::unique_ptr<Intake::Stub> stub_ = Intake::NewStub(server_->InProcess());
  const Caller person_ = Persona("access-professional", {"0363", "0394"});
};

TEST_F(CallsTest, MethodKnowsWhoCallsWhyAndWhen) {
  Caller caller = person_;
  caller.identity.subject = "persons/Ren\xC3\xA9 d'Arc, 100%";
  caller.identity.roles = {"access-professional", "back-office"};
  caller.cause = "event 7";
  ASSERT_THAT(Record(caller, "r-1"), IsOk());
  EXPECT_EQ(service_.last.method, "clientroute.intake.v1.Intake/RecordConsent");
  EXPECT_EQ(service_.last.request_id, "r-1");
  EXPECT_EQ(service_.last.identity.kind, Identity::Kind::kPerson);
  EXPECT_EQ(service_.last.identity.subject, caller.identity.subject);
  EXPECT_EQ(service_.last.identity.roles, caller.identity.roles);
  EXPECT_EQ(service_.last.identity.municipalities, (std::set<std::string>{"0363", "0394"}));
  EXPECT_EQ(service_.last.purpose, "care-allocation");
  EXPECT_EQ(service_.last.cause, "event 7");
  EXPECT_EQ(service_.last.now, kTestStart);
  EXPECT_TRUE(service_.last.deadline.has_value());
}

TEST_F(CallsTest, RepeatedWriteGetsTheFirstAnswer) {
  const auto first = Record(person_, "r-1");
  const auto second = Record(person_, "r-1");
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->name(), second->name());
  EXPECT_EQ(service_.writes, 1);
  EXPECT_THAT(Record(person_, "r-1", "schools/2"), Fails(StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

TEST_F(CallsTest, PreparationRunsBeforeTheTransactionAndNotForARepeat) {
  int prepared = 0;
  service_.prepare = [&](const CallContext& call) {
    EXPECT_EQ(call.request_id, "r-1");
    ++prepared;
    return absl::OkStatus();
  };
  ASSERT_THAT(Record(person_, "r-1"), IsOk());
  ASSERT_THAT(Record(person_, "r-1"), IsOk());
  EXPECT_EQ(prepared, 1);
  service_.prepare = [](const CallContext&) { return absl::UnavailableError("the other service is down"); };
  EXPECT_THAT(Record(person_, "r-2"), Fails(StatusCode::kUnavailable, ""));
  EXPECT_EQ(service_.writes, 1);
}

TEST_F(CallsTest, LookIsWrittenBeforeTheAnswerLeaves) {
  ASSERT_THAT(Get(person_), IsOk());
  const auto looks = Looks();
  ASSERT_EQ(looks.size(), 1u);
  EXPECT_EQ(looks[0].subject, person_.identity.subject);
  EXPECT_EQ(looks[0].purpose, "care-allocation");
  EXPECT_EQ(looks[0].method, "clientroute.intake.v1.Intake/GetClient");
  EXPECT_THAT(looks[0].clients, testing::ElementsAre(kClient));
}

TEST_F(CallsTest, AnswerDoesNotLeaveWhenTheLookCannotBeWritten) {
  ASSERT_THAT(database_->Write([](Connection& c) { return c.Execute("DROP TABLE look_client").status(); }), IsOk());
  EXPECT_FALSE(Get(person_).ok());
}

TEST_F(CallsTest, CallThatShowedNobodyLeavesNoLook) {
  service_.shows = false;
  ASSERT_THAT(Get(person_), IsOk());
  EXPECT_TRUE(Looks().empty());
}

TEST_F(CallsTest, CallThatFailedShowedNobody) {
  service_.on_look = [] { return absl::NotFoundError("no such client"); };
  EXPECT_THAT(Get(person_), Fails(StatusCode::kNotFound, ""));
  EXPECT_TRUE(Looks().empty());
}

TEST_F(CallsTest, LookingWithoutAPurposeIsRefused) {
  Caller aimless = person_;
  aimless.purpose.clear();
  EXPECT_THAT(Get(aimless), Fails(StatusCode::kPermissionDenied, "PURPOSE_MISSING"));
  EXPECT_TRUE(Looks().empty());
  EXPECT_THAT(Record(aimless, "r-1"), IsOk());  // shows nobody
}

TEST_F(CallsTest, OnlyTheAudienceOfAMethodMayCallIt) {
  EXPECT_THAT(Get(ProviderPersona("42420001")), Fails(StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
  EXPECT_THAT(Record(ServicePersona("messaging"), "r-1"), Fails(StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
  EXPECT_THAT(Get(ServicePersona("messaging")), IsOk());
}

TEST_F(CallsTest, PersonNeedsARoleOfTheMethod) {
  EXPECT_THAT(Record(Persona("contract-manager", {"0363"}), "r-1"),
              Fails(StatusCode::kPermissionDenied, "ROLE_REFUSED"));
}

TEST_F(CallsTest, CallWithoutIdentityIsRefused) {
  EXPECT_THAT(Get(Caller()), Fails(StatusCode::kUnauthenticated, "IDENTITY_MISSING"));
}

TEST_F(CallsTest, DevelopmentIdentityIsRefusedWhereItIsNotAllowed) {
  CallStack stack = world_.Stack("intake", database_);
  stack.development_identity = false;
  SomeIntake strict(stack);
  auto server = world_.Serve({&strict});
  auto stub = Intake::NewStub(server->InProcess());
  intake::v1::GetClientRequest request;
  request.set_name(kClient);
  EXPECT_THAT(Call(person_, stub.get(), &Intake::Stub::GetClient, request),
              Fails(StatusCode::kUnauthenticated, "IDENTITY_NOT_VERIFIED"));
}

TEST_F(CallsTest, MethodWithoutPolicyIsRefused) {
  intake::v1::GetHouseholdRequest request;
  request.set_name("households/1");
  EXPECT_THAT(Call(person_, stub_.get(), &Intake::Stub::GetHousehold, request),
              Fails(StatusCode::kInternal, "METHOD_HAS_NO_POLICY"));
}

TEST_F(CallsTest, MethodThatIsWrappedAsAnotherShapeIsRefused) {
  EXPECT_THAT(Call(person_, stub_.get(), &Intake::Stub::ListReferrals, intake::v1::ListReferralsRequest()),
              Fails(StatusCode::kInternal, "METHOD_POLICY_MISMATCH"));
}

TEST_F(CallsTest, EveryWrongFieldIsNamedAndNothingIsDone) {
  const auto answer = Call(person_, stub_.get(), &Intake::Stub::RecordConsent, intake::v1::RecordConsentRequest());
  EXPECT_THAT(answer, Fails(StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  std::vector<std::string> fields;
  for (const auto& violation : ViolationsOf(answer.status())) fields.push_back(violation.field);
  EXPECT_THAT(fields, testing::ElementsAre("request_id", "client", "recipient", "purpose"));
  EXPECT_EQ(service_.writes, 0);
}

TEST_F(CallsTest, MalformedRequestIdIsRefused) {
  EXPECT_THAT(Record(person_, "no spaces please"), Fails(StatusCode::kInvalidArgument, "REQUEST_ID_INVALID"));
}

TEST_F(CallsTest, ExceptionBecomesAnInternalErrorAndNothingIsWritten) {
  service_.on_write = [](UnitOfWork& unit) -> absl::Status {
    EXPECT_THAT(unit.Announce("clients/1", intake::v1::Consent()), IsOk());
    throw std::out_of_range("999900006");
  };
  const auto answer = Record(person_, "r-1");
  EXPECT_THAT(answer, Fails(StatusCode::kInternal, "UNEXPECTED"));
  EXPECT_THAT(std::string(answer.status().message()), Not(HasSubstr("999900006")));
  service_.on_write = nullptr;
  EXPECT_THAT(Record(person_, "r-1"), IsOk());
}

TEST_F(CallsTest, ErrorSaysWhichServiceAndWhy) {
  service_.on_look = [] { return Error(StatusCode::kFailedPrecondition, "CLIENT_ERASED", "the key was destroyed"); };
  const auto answer = Get(person_);
  EXPECT_THAT(answer, Fails(StatusCode::kFailedPrecondition, "CLIENT_ERASED"));
  EXPECT_EQ(answer.status().message(), "the key was destroyed");
}

TEST_F(CallsTest, EachCallIsOneLogLineAndOneCount) {
  ASSERT_THAT(Get(person_), IsOk());
  EXPECT_FALSE(Get(ProviderPersona("42420001")).ok());
  service_.on_look = [] { return absl::InternalError("broken"); };
  EXPECT_FALSE(Get(person_).ok());
  const auto lines = world_.logger()->lines();
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0].level, LogLevel::kInfo);
  EXPECT_EQ(lines[0].service, "intake");
  EXPECT_EQ(lines[0].fields.at("code"), "OK");
  EXPECT_EQ(lines[0].fields.at("method"), "clientroute.intake.v1.Intake/GetClient");
  EXPECT_EQ(lines[1].level, LogLevel::kWarning);
  EXPECT_EQ(lines[1].fields.at("reason"), "AUDIENCE_REFUSED");
  EXPECT_EQ(lines[2].level, LogLevel::kError);
  EXPECT_EQ(lines[2].fields.at("error"), "broken");
  const std::string metrics = world_.metrics()->Text();
  EXPECT_THAT(metrics,
              HasSubstr("clientroute_calls_total{code=\"OK\",method=\"clientroute.intake.v1.Intake/GetClient\"} 1"));
  EXPECT_THAT(metrics, HasSubstr("clientroute_call_seconds"));
}

TEST_F(CallsTest, LogHoldsNoIdentifyingData) {
  Caller caller = person_;
  caller.identity.subject = "persons/j.devries";
  ASSERT_THAT(Get(caller), IsOk());
  EXPECT_FALSE(Record(caller, "number 999900006").ok());
  EXPECT_FALSE(Get(caller, std::string(5'000, '9')).ok());
  const std::string text = world_.logger()->Text();
  for (const char* identifying : {"j.devries", "999900006", "99999", "clients/"})
    EXPECT_THAT(text, Not(HasSubstr(identifying)));
}

TEST_F(CallsTest, CallThatTakesTooLongEndsAtItsDeadline) {
  Caller hasty = person_;
  hasty.deadline = std::chrono::milliseconds(0);
  EXPECT_THAT(Get(hasty), Fails(StatusCode::kDeadlineExceeded, ""));
}

TEST(OnwardTest, ServiceActsOnBehalfOfWhoCalledIt) {
  CallContext call;
  call.request_id = "r-1";
  call.identity.subject = "persons/j.devries";
  call.purpose = "care-allocation";
  Caller onward = Onward("access", call);
  EXPECT_EQ(onward.identity.kind, Identity::Kind::kService);
  EXPECT_EQ(onward.identity.subject, "services/access");
  EXPECT_EQ(onward.identity.on_behalf_of, "persons/j.devries");
  EXPECT_EQ(onward.purpose, "care-allocation");
  EXPECT_EQ(onward.cause, "r-1");
  EXPECT_EQ(onward.deadline, std::chrono::seconds(10));

  call.identity = {Identity::Kind::kService, "services/orchestrator", "persons/j.devries", {}, {}};
  call.cause = "event-7";
  call.deadline = std::chrono::system_clock::time_point();
  onward = Onward("access", call);
  EXPECT_EQ(onward.identity.on_behalf_of, "persons/j.devries");
  EXPECT_EQ(onward.cause, "event-7");
  EXPECT_EQ(onward.deadline.count(), 0);
}

}  // namespace
}  // namespace clientroute
