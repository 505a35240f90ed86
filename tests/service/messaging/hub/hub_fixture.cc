#include "tests/service/messaging/hub/hub_fixture.h"

#include <algorithm>
#include <utility>

#include "services/messaging/migrations.h"

namespace clientroute::messaging::testing {

HubTestBase::HubTestBase()
    : database_(world_.OpenDatabase("messaging", MessagingMigrations())),
      master_key_(*SecretKey::FromBytes(std::string(SecretKey::kBytes, 'm'))),
      boxes_(*DirectoryExchange::Open((folder_.path() / "suite").string(), {kMunicipality, kOtherMunicipality})),
      peers_(world_.Serve({&intake_, &allocation_, &claims_})) {
  auto stopwatch = std::make_unique<Stopwatch>();
  stopwatch_ = stopwatch.get();
  world_.Add(std::move(stopwatch));
}

void HubTestBase::Serve(Hub* hub, std::vector<Work*> works) {
  const auto peers = peers_->InProcess();
  service_ = std::make_unique<MessagingService>(
      world_.Stack("messaging", database_),
      MessagingDeps{database_, world_.random(), hub, &master_key_, peers, peers, peers}, TestOptions());
  server_ = world_.Serve({service_.get()});
  stub_ = v1::Messaging::NewStub(server_->InProcess());
  for (Work* work : service_->works()) works.push_back(work);
  for (Work* work : works) world_.Add(std::make_unique<LentWork>(work));
}

std::vector<v1::Message> HubTestBase::MessagesIn(v1::Message::State state) const {
  v1::ListMessagesRequest request;
  request.set_page_size(1'000);
  request.set_state(state);
  const auto response = Call(BackOffice(), stub_.get(), &v1::Messaging::Stub::ListMessages, request);
  EXPECT_THAT(response, IsOk());
  if (!response.ok()) return {};
  std::vector<v1::Message> messages(response->messages().begin(), response->messages().end());
  std::reverse(messages.begin(), messages.end());
  return messages;
}

std::vector<v1::Message> HubTestBase::Messages() const { return MessagesIn(v1::Message::STATE_UNSPECIFIED); }

std::vector<v1::DeadLetter> HubTestBase::DeadLetters(const Caller& caller) const {
  const auto response = Call(caller, stub_.get(), &v1::Messaging::Stub::ListDeadLetters, v1::ListDeadLettersRequest());
  EXPECT_THAT(response, IsOk());
  if (!response.ok()) return {};
  return {response->dead_letters().begin(), response->dead_letters().end()};
}

std::vector<v1::HubError> HubTestBase::HubErrors(const Caller& caller) const {
  const auto response = Call(caller, stub_.get(), &v1::Messaging::Stub::ListHubErrors, v1::ListHubErrorsRequest());
  EXPECT_THAT(response, IsOk());
  if (!response.ok()) return {};
  return {response->hub_errors().begin(), response->hub_errors().end()};
}

v1::ExchangeQueue HubTestBase::Queue() const {
  const auto queue =
      Call(BackOffice(), stub_.get(), &v1::Messaging::Stub::GetExchangeQueue, v1::GetExchangeQueueRequest());
  EXPECT_THAT(queue, IsOk());
  return queue.ok() ? *queue : v1::ExchangeQueue();
}

absl::StatusOr<v1::Message> HubTestBase::Resend(const std::string& name, const std::string& request_id) const {
  v1::ResendMessageRequest request;
  request.set_request_id(request_id);
  request.set_name(name);
  return Call(BackOffice(), stub_.get(), &v1::Messaging::Stub::ResendMessage, request);
}

void HubTestBase::Send(const std::string& bsn, std::int64_t number) {
  const std::string client = intake_.Register(bsn);
  intake_.SetPerson(client, TestPerson(bsn));
  allocation_.Add(TestAllocation(client, number));
  v1::SendAllocationMessageRequest request;
  request.set_request_id("send-" + std::to_string(number));
  request.set_route(RouteName(1));
  request.set_client(client);
  request.set_municipality(kMunicipality);
  *request.add_lines() = TestAllocation(client, number).line();
  ASSERT_THAT(Call(ServicePersona("orchestrator"), stub_.get(), &v1::Messaging::Stub::SendAllocationMessage, request),
              IsOk());
}

HttpHubTest::HttpHubTest() {
  hub::SmallHubOptions options;
  options.folder = (folder_.path() / "provider").string();
  options.municipalities = {kMunicipality, kOtherMunicipality};
  options.suite_url = [this] { return http_ == nullptr ? std::string() : http_->url(); };
  small_ = *hub::SmallHub::Open(std::move(options));
  HttpHubOptions http;
  http.municipalities = {kMunicipality, kOtherMunicipality};
  http.client.url = small_->url();
  http.retry = {std::chrono::seconds(1), std::chrono::minutes(5), 25};
  http_ = *HttpHub::Open(std::move(http), {database_, world_.clock(), world_.random(), world_.logger(),
                                           world_.metrics(), &master_key_, boxes_.get()});
  Serve(http_.get(), {http_->fault_work()});
}

void HttpHubTest::SettleAll() {
  constexpr int kRoundsMost = 500;
  for (int round = 0; round < kRoundsMost; ++round) {
    small_->Bring();
    Settle();
    if (small_->IsEmpty()) return;
  }
  ADD_FAILURE() << "something is never brought";
}

void HttpHubTest::SetFaults(const std::string& faults) { small_->SetFaults(*hub::ReadFaults(faults, {})); }

}  // namespace clientroute::messaging::testing
