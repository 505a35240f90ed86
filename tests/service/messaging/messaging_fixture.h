#ifndef CLIENTROUTE_TESTS_SERVICE_MESSAGING_MESSAGING_FIXTURE_H_
#define CLIENTROUTE_TESTS_SERVICE_MESSAGING_MESSAGING_FIXTURE_H_

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "clientroute/messaging/v1/events.pb.h"
#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "clientroute/type/v1/event.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/messaging/directory_exchange.h"
#include "services/messaging/messaging_service.h"
#include "services/platform/testing/personas.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/test_world.h"
#include "tests/service/messaging/peers.h"
#include "tests/service/messaging/provider_files.h"

namespace clientroute::messaging::testing {

inline constexpr char kOtherMunicipality[] = "0400";

/// The place where a test's files go; removed with the object.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Hands over to a work of which another is the owner: the world owns its own.
class LentWork final : public Work {
 public:
  explicit LentWork(Work* work) : work_(work) {}
  std::string name() const override { return work_->name(); }
  std::optional<std::chrono::milliseconds> Run() override { return work_->Run(); }
  bool Idle() override { return work_->Idle(); }

 private:
  Work* work_;
};

void WriteFile(const std::filesystem::path& path, const std::string& bytes);
/// Puts a finished file in a municipality's in/, a second newer than the one before.
void PutFile(const std::filesystem::path& root, const std::string& name, const std::string& bytes,
             const std::string& municipality = kMunicipality);
/// `name` to bytes of all files in a folder, also hidden ones.
std::map<std::string, std::string> FilesIn(const std::filesystem::path& folder);
std::vector<std::string> NamesIn(const std::filesystem::path& folder);

/// The events that the service announced, oldest first, as `type aggregate`.
std::vector<type::v1::Event> EventsIn(Database* database);
template <typename Payload>
std::vector<Payload> EventsOf(Database* database) {
  std::vector<Payload> found;
  for (const type::v1::Event& event : EventsIn(database)) {
    Payload payload;
    if (event.payload().UnpackTo(&payload)) found.push_back(payload);
  }
  return found;
}

/// Where the municipality of the tests can be written to.
MessagingOptions TestOptions();
/// A client's data as intake gives them.
intake::v1::Person TestPerson(const std::string& bsn = kBsn);
/// An allocation of the client at the provider.
allocation::v1::CareAllocation TestAllocation(const std::string& client, std::int64_t number,
                                              type::v1::Law law = type::v1::JEUGDWET);
std::string RouteName(int number);

/// The messaging service on real SQLite and real folders, with the peers beside it.
class MessagingTest : public ::testing::Test {
 protected:
  MessagingTest();

  void Put(const std::string& name, const std::string& bytes, const std::string& municipality = kMunicipality) {
    PutFile(folder_.path(), name, bytes, municipality);
  }
  void Settle() { world_.Settle(); }
  /// Runs the background work for a while, without asking that it comes to an end.
  void RunAWhile() { world_.scheduler()->RunUntilQuiet(40); }
  std::filesystem::path Box(const std::string& box, const std::string& municipality = kMunicipality) const {
    return folder_.path() / municipality / box;
  }
  std::map<std::string, std::string> Out() const { return FilesIn(Box("out")); }
  /// The only file in out/ whose name begins so.
  std::string OnlyOut(const std::string& prefix) const;
  /// And its name.
  std::string OutName(const std::string& prefix) const;

  static Caller BackOffice(std::set<std::string> municipalities = {kMunicipality, kOtherMunicipality}) {
    return Persona("back-office", std::move(municipalities), "message-exchange");
  }
  /// All messages, oldest first.
  std::vector<v1::Message> Messages() const;
  /// The only message with this file name.
  v1::Message MessageOf(const std::string& file_name) const;
  absl::StatusOr<v1::MessageContent> ContentOf(const std::string& message) const;
  absl::StatusOr<v1::SendAllocationMessageResponse> Send(const v1::SendAllocationMessageRequest& request) const;
  /// Asks that what failed is tried again, by the file's name.
  absl::StatusOr<v1::Message> Retry(const std::string& file_name, const std::string& request_id = "retry-1") const;
  /// What the service stands on; for another one on the same record.
  MessagingDeps Deps();
  /// A request for one line per number, all at the provider, on route 1.
  v1::SendAllocationMessageRequest SendRequest(const std::string& client, const std::vector<std::int64_t>& numbers,
                                               const std::string& request_id = "send-1") const;

  TestFolder folder_;
  TestWorld world_;
  IntakePeer intake_;
  AllocationPeer allocation_;
  ClaimsPeer claims_;
  Database* database_;
  SecretKey master_key_;
  std::unique_ptr<DirectoryExchange> exchange_;
  std::unique_ptr<Server> peers_;
  std::unique_ptr<MessagingService> service_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<v1::Messaging::Stub> stub_;
};

}  // namespace clientroute::messaging::testing

#endif  // CLIENTROUTE_TESTS_SERVICE_MESSAGING_MESSAGING_FIXTURE_H_
