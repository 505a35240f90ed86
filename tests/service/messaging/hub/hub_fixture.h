#ifndef CLIENTROUTE_TESTS_SERVICE_MESSAGING_HUB_HUB_FIXTURE_H_
#define CLIENTROUTE_TESTS_SERVICE_MESSAGING_HUB_HUB_FIXTURE_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "services/messaging/hub/http_hub.h"
#include "tests/hub/small_hub.h"
#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {

/// Tells how far the pauses of a driven scheduler came.
class Stopwatch final : public Work {
 public:
  std::string name() const override { return "stopwatch"; }
  std::optional<std::chrono::milliseconds> Run() override {
    now_ = Elapsed();
    return std::chrono::seconds(1);
  }
  bool Idle() override { return true; }
  std::chrono::microseconds now() const { return now_; }

 private:
  std::chrono::microseconds now_{0};
};

/// The messaging service on a hub of choice, with the peers beside it.
class HubTestBase : public ::testing::Test {
 protected:
  HubTestBase();

  /// Begins the service on this hub, which outlives it. Once.
  void Serve(Hub* hub, std::vector<Work*> works = {});
  void Settle() { world_.Settle(); }
  static Caller BackOffice() { return Persona("back-office", {kMunicipality, kOtherMunicipality}, "message-exchange"); }
  std::vector<v1::Message> Messages() const;
  std::vector<v1::Message> MessagesIn(v1::Message::State state) const;
  std::vector<v1::DeadLetter> DeadLetters(const Caller& caller = BackOffice()) const;
  std::vector<v1::HubError> HubErrors(const Caller& caller = BackOffice()) const;
  v1::ExchangeQueue Queue() const;
  absl::StatusOr<v1::Message> Resend(const std::string& name, const std::string& request_id) const;
  /// Sends an allocation message for one client and line.
  void Send(const std::string& bsn, std::int64_t number);

  TestFolder folder_;
  TestWorld world_;
  IntakePeer intake_;
  AllocationPeer allocation_;
  ClaimsPeer claims_;
  Database* database_;
  SecretKey master_key_;
  std::unique_ptr<DirectoryExchange> boxes_;  // the suite's own
  std::unique_ptr<Server> peers_;
  Stopwatch* stopwatch_ = nullptr;
  std::unique_ptr<MessagingService> service_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<v1::Messaging::Stub> stub_;
};

/// With an HTTP hub, and a small one at its other side.
class HttpHubTest : public HubTestBase {
 protected:
  HttpHubTest();

  std::filesystem::path Provider(const std::string& box) const {
    return folder_.path() / "provider" / kMunicipality / box;
  }
  /// What a provider puts at his side of the hub.
  void Put(const std::string& name, const std::string& bytes) {
    PutFile(folder_.path() / "provider", name, bytes, kMunicipality);
  }
  std::map<std::string, std::string> AtProvider() const { return FilesIn(Provider("out")); }
  /// Brings and handles until nothing is left to do.
  void SettleAll();
  void SetFaults(const std::string& faults);

  std::unique_ptr<hub::SmallHub> small_;
  std::unique_ptr<HttpHub> http_;
};

}  // namespace clientroute::messaging::testing

#endif  // CLIENTROUTE_TESTS_SERVICE_MESSAGING_HUB_HUB_FIXTURE_H_
