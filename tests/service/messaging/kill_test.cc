// Stopped after any step and started again on the same record and folders, everything ends the same, once (MSG-4).
#include <set>
#include <utility>

#include "services/messaging/migrations.h"
#include "services/platform/values/resource_name.h"
#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {
namespace {

/// Thrown where a kill would stop the process.
struct Killed {};

/// What a run left behind, as far as a provider, the owners or a person can see it.
struct Trace {
  std::map<std::string, std::string> out;  // name to bytes
  std::vector<std::string> in;
  std::vector<std::string> done;
  std::vector<std::string> refused;
  std::vector<std::string> reports;   // their text
  std::vector<std::string> messages;  // serialized
  std::vector<std::string> events;    // serialized, with id, sequence and time
  std::vector<std::string> submissions;
  std::vector<std::string> referrals;

  friend bool operator==(const Trace&, const Trace&) = default;
};

/// A suite's messaging with its own record and folders, that can be killed after a step and started again.
class Process {
 public:
  Process() : exchange_(Open()), peers_(world_.Serve({&intake_, &allocation_, &claims_})) {
    const std::string client = intake_.Register(kBsn);
    intake_.SetPerson(client, TestPerson());
    allocation_.Add(TestAllocation(client, 1));
    allocation::v1::ClassVerdict verdict;
    verdict.set_class_path("Client[1]/StopProducten/StopProduct[1]");
    verdict.set_rule("TR415");
    verdict.set_return_code("9415");
    allocation_.Judge("JW307", {verdict});
    claims::v1::SubmitMessageResponse judgement;
    judgement.add_verdicts()->set_class_path("Declaratie[1]/Clienten/Client[1]/Prestaties/Prestatie[2]");
    judgement.mutable_verdicts(0)->set_rule("TR321");
    judgement.mutable_verdicts(0)->set_return_code("9321");
    judgement.mutable_total_accepted()->set_cents(30'000);
    claims_.Judge(judgement);
    Start(0);
  }

  using Story = void (Process::*)();

  /// Plays a story; the process is killed after step `kill_after` (0: never). Returns how many steps it took.
  int Play(Story story, int kill_after) {
    Start(kill_after);
    (this->*story)();
    return steps_;
  }

  /// A request, its allocation message and what goes wrong around them.
  void RequestAndAllocation() {
    const std::string request = WriteRequest({.identification = "1"});
    Put("1verzoek.xml", request);
    Put("2fout.xml", "geen bericht");
    Put("3stop.xml", WriteStop({.identification = "3"}, {{.end = "2026-04-01", .reason = "20"}}));
    Put("4nogmaals.xml", request);
    Put("5anders.xml", WriteRequest({.identification = "1", .bsn = kOtherBsn}));
    Put("6inhoud.xml", Replaced(WriteRequest({.identification = "6"}), kBsn, "999900007"));
    Pump();
    Send();
    Pump();
    Put("7retour.xml", WriteReturn(FilesIn(folder_.path() / kMunicipality / "out").at(kSent), {}));
    Put("8retour.xml", WriteReturn(FilesIn(folder_.path() / kMunicipality / "out").at(kSent), {}));
    Pump();
  }

  /// A request for change and its answer, a claim with a refused line, and a start that fails and is retried.
  void ChangeClaimAndFailure() {
    allocation_.FailKind("JW305", {grpc::StatusCode::INVALID_ARGUMENT, "no start"});
    Put("1wijziging.xml", WriteChange({.identification = "1"}));
    Put("2maart.xml", WriteClaim({.identification = "2"}, {{.reference = "P1"}, {.reference = "P2", .number = "2"}}));
    Put("3start.xml", WriteStart({.identification = "3"}));
    Pump();
    Answer();
    Pump();
    Put("4retour.xml", WriteReturn(FilesIn(folder_.path() / kMunicipality / "out").at(kAnswer), {}));
    allocation_.FailKind("JW305", grpc::Status::OK);
    Retry("3start.xml");
    Pump();
  }

  /// A stop that overtakes its start and waits for it, and its repeat.
  void OvertakenStop() {
    allocation::v1::ClassVerdict verdict;
    verdict.set_class_path("Client[1]/StopProducten/StopProduct[1]");
    verdict.set_rule("TR382");
    verdict.set_return_code("9069");
    allocation_.Judge("JW307", {verdict});
    const std::string stop = WriteStop({.identification = "3"}, {{.end = "2026-04-01", .reason = "20"}});
    Put("1stop.xml", stop);
    Pump();
    Put("2nogmaals.xml", stop);
    Pump();
    allocation_.Judge("JW307", {});
    Put("3start.xml", WriteStart({.identification = "4"}));
    Pump();
  }

  Trace Left() {
    Trace trace;
    const auto box = [&](const char* name) { return folder_.path() / kMunicipality / name; };
    trace.out = FilesIn(box("out"));
    trace.in = NamesIn(box("in"));
    trace.done = NamesIn(box("done"));
    trace.refused = NamesIn(box("refused"));
    for (const auto& [name, bytes] : FilesIn(box("refused"))) {
      if (name.find(".report.") != std::string::npos) trace.reports.push_back(bytes);
    }
    v1::ListMessagesRequest request;
    request.set_page_size(1'000);
    const auto messages = Call(ServicePersona("test"), stub_.get(), &v1::Messaging::Stub::ListMessages, request);
    EXPECT_THAT(messages, IsOk());
    for (const v1::Message& message : messages->messages()) trace.messages.push_back(message.SerializeAsString());
    for (const type::v1::Event& event : EventsIn(database_.get())) trace.events.push_back(event.SerializeAsString());
    for (const auto& one : allocation_.submissions()) trace.submissions.push_back(one.SerializeAsString());
    for (const auto& one : claims_.submissions()) trace.submissions.push_back(one.SerializeAsString());
    for (const auto& one : intake_.referrals()) trace.referrals.push_back(one.SerializeAsString());
    return trace;
  }

 private:
  static constexpr char kSent[] = "JW301_42420001_000000000005.xml";
  static constexpr char kAnswer[] = "JW319_42420001_000000000003.xml";

  std::unique_ptr<DirectoryExchange> Open() {
    return *DirectoryExchange::Open(folder_.path().string(), {kMunicipality});
  }
  void Put(const std::string& name, const std::string& bytes) { PutFile(folder_.path(), name, bytes); }

  /// A new process on the same record and folders.
  void Start(int kill_after) {
    stub_.reset();
    server_.reset();
    service_.reset();
    database_.reset();
    database_ = *OpenSqlite({.path = (folder_.path() / "messaging.db").string()}, MessagingMigrations());
    MessagingOptions options = TestOptions();
    options.after_step = [this, kill_after](std::string_view) {
      if (++steps_ == kill_after) throw Killed();
    };
    service_ = std::make_unique<MessagingService>(
        world_.Stack("messaging", database_.get()),
        MessagingDeps{database_.get(), world_.random(), exchange_.get(), &master_key_, peers_->InProcess(),
                      peers_->InProcess(), peers_->InProcess()},
        std::move(options));
    server_ = world_.Serve({service_.get()});
    stub_ = v1::Messaging::NewStub(server_->InProcess());
  }

  /// Runs the works until they are idle, through one kill.
  void Pump() {
    for (int round = 0; round < 100; ++round) {
      bool idle = true;
      try {
        for (Work* work : service_->works()) {
          work->Run();
          idle = idle && work->Idle();
        }
      } catch (const Killed&) {
        Start(0);
        idle = false;
      }
      if (idle) return;
    }
    ADD_FAILURE() << "never idle";
  }

  void Send() {
    v1::SendAllocationMessageRequest request;
    request.set_request_id("send-1");
    request.set_route(RouteName(1));
    request.set_client(intake_.Register(kBsn));
    request.set_municipality(kMunicipality);
    *request.add_lines() = TestAllocation(request.client(), 1).line();
    ASSERT_THAT(Call(ServicePersona("orchestrator"), stub_.get(), &v1::Messaging::Stub::SendAllocationMessage, request),
                IsOk());
  }

  void Answer() {
    v1::SendAnswerMessageRequest request;
    request.set_request_id("answer-1");
    request.set_route(RouteName(1));
    request.set_client(intake_.Register(kBsn));
    request.set_municipality(kMunicipality);
    *request.add_lines() = TestAllocation(request.client(), 1).line();
    request.mutable_lines(0)->set_provider_reference("vow-1");
    request.set_answer(v1::UNDER_INVESTIGATION);
    ASSERT_THAT(Call(ServicePersona("orchestrator"), stub_.get(), &v1::Messaging::Stub::SendAnswerMessage, request),
                IsOk());
  }

  void Retry(const std::string& file_name) {
    v1::ListMessagesRequest list;
    list.set_state(v1::Message::FAILED);
    const auto failed = Call(ServicePersona("test"), stub_.get(), &v1::Messaging::Stub::ListMessages, list);
    ASSERT_THAT(failed, IsOk());
    ASSERT_EQ(failed->messages_size(), 1);
    ASSERT_EQ(failed->messages(0).file_name(), file_name);
    v1::RetryMessageRequest request;
    request.set_request_id("retry-1");
    request.set_name(failed->messages(0).name());
    ASSERT_THAT(Call(Persona("back-office", {kMunicipality}, "message-exchange"), stub_.get(),
                     &v1::Messaging::Stub::RetryMessage, request),
                IsOk());
  }

  TestFolder folder_;
  TestWorld world_;
  IntakePeer intake_;
  AllocationPeer allocation_;
  ClaimsPeer claims_;
  SecretKey master_key_ = *SecretKey::FromBytes(std::string(SecretKey::kBytes, 'm'));
  std::unique_ptr<DirectoryExchange> exchange_;
  std::unique_ptr<Server> peers_;
  int steps_ = 0;
  std::unique_ptr<Database> database_;
  std::unique_ptr<MessagingService> service_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<v1::Messaging::Stub> stub_;
};

/// Plays the story once with a kill after each of its steps; all must end as the undisturbed one did.
void ExpectTheSameAfterAnyKill(Process::Story story, const Trace& expected, int steps) {
  for (int step = 1; step <= steps; ++step) {
    Process killed;
    killed.Play(story, step);
    const Trace left = killed.Left();
    EXPECT_EQ(left.out, expected.out) << "killed after step " << step;
    EXPECT_EQ(left.messages, expected.messages) << "killed after step " << step;
    EXPECT_EQ(left.events, expected.events) << "killed after step " << step;
    ASSERT_TRUE(left == expected) << "killed after step " << step;
  }
}

TEST(KillTest, AfterAnyStepOfAClaimAChangeAndAFailureEverythingEndsTheSameOnce) {
  Process undisturbed;
  const int steps = undisturbed.Play(&Process::ChangeClaimAndFailure, 0);
  const Trace expected = undisturbed.Left();
  ASSERT_GT(steps, 20);
  ASSERT_EQ(expected.in.size(), 0U);
  ASSERT_EQ(expected.out.size(), 4U);  // 318, 325, 319, 306
  ASSERT_EQ(expected.done.size(), 4U);
  ASSERT_EQ(expected.submissions.size(), 3U);
  ExpectTheSameAfterAnyKill(&Process::ChangeClaimAndFailure, expected, steps);
}

TEST(KillTest, AfterAnyStepOfAStopThatWaitsEverythingEndsTheSameOnce) {
  Process undisturbed;
  const int steps = undisturbed.Play(&Process::OvertakenStop, 0);
  const Trace expected = undisturbed.Left();
  ASSERT_GT(steps, 10);
  ASSERT_EQ(expected.out.size(), 2U);  // 306, 308
  ASSERT_EQ(expected.done.size(), 3U);
  ExpectTheSameAfterAnyKill(&Process::OvertakenStop, expected, steps);
}

TEST(KillTest, AfterAnyStepEverythingEndsTheSameOnce) {
  Process undisturbed;
  const int steps = undisturbed.Play(&Process::RequestAndAllocation, 0);
  const Trace expected = undisturbed.Left();
  ASSERT_GT(steps, 30);
  ASSERT_EQ(expected.in.size(), 0U);
  ASSERT_EQ(expected.out.size(), 5U);  // 316, 308, 316 with 9056, 316 with 0001, 301
  ASSERT_EQ(expected.done.size(), 7U);
  ASSERT_EQ(expected.refused.size(), 3U);
  ASSERT_EQ(expected.referrals.size(), 1U);
  ASSERT_EQ(expected.submissions.size(), 2U);
  ExpectTheSameAfterAnyKill(&Process::RequestAndAllocation, expected, steps);
}

}  // namespace
}  // namespace clientroute::messaging::testing
