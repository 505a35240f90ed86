#ifndef CLIENTROUTE_TESTS_SERVICE_MESSAGING_PEERS_H_
#define CLIENTROUTE_TESTS_SERVICE_MESSAGING_PEERS_H_

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "clientroute/allocation/v1/allocation.grpc.pb.h"
#include "clientroute/claims/v1/claims.grpc.pb.h"
#include "clientroute/intake/v1/intake.grpc.pb.h"

// The services that messaging calls, as it may expect them by their protos: each request id takes effect once and is
// answered the same again. Real gRPC services in the test's process. Thread-safe.

namespace clientroute::messaging::testing {

/// Answers by request id, as the call wrapper keeps them.
class Answers {
 public:
  /// ALREADY_EXISTS when the id came with another request; then nothing runs.
  template <typename Request, typename Response>
  grpc::Status Once(const std::string& id, const Request& request, Response* response,
                    const std::function<grpc::Status()>& work) {
    if (id.empty()) return {grpc::StatusCode::INVALID_ARGUMENT, "no request id"};
    const std::string bytes = request.SerializeAsString();
    if (const auto found = answers_.find(id); found != answers_.end()) {
      if (found->second.first != bytes) return {grpc::StatusCode::ALREADY_EXISTS, "REQUEST_ID_REUSED " + id};
      response->ParseFromString(found->second.second);
      return grpc::Status::OK;
    }
    if (const grpc::Status status = work(); !status.ok()) return status;
    answers_[id] = {bytes, response->SerializeAsString()};
    return grpc::Status::OK;
  }

 private:
  std::map<std::string, std::pair<std::string, std::string>> answers_;
};

class IntakePeer final : public intake::v1::Intake::Service {
 public:
  grpc::Status ResolveClients(grpc::ServerContext* context, const intake::v1::ResolveClientsRequest* request,
                              intake::v1::ResolveClientsResponse* response) override;
  grpc::Status GetClient(grpc::ServerContext* context, const intake::v1::GetClientRequest* request,
                         intake::v1::Client* response) override;
  grpc::Status CreateReferral(grpc::ServerContext* context, const intake::v1::CreateReferralRequest* request,
                              intake::v1::Referral* response) override;

  void Down(bool down);
  /// Shows no client with another answer than this until it is OK again.
  void FailLooks(grpc::Status status);
  /// Registers a client and returns his name.
  std::string Register(const std::string& bsn);
  void SetPerson(const std::string& client, const intake::v1::Person& person);
  void Erase(const std::string& client);
  std::vector<intake::v1::CreateReferralRequest> referrals() const;
  std::size_t clients() const;

 private:
  struct Known {
    std::string bsn;
    intake::v1::Person person;
    bool erased = false;
  };
  grpc::Status Guard() const;
  std::string NameOf(const std::string& bsn);

  mutable std::mutex mutex_;
  bool down_ = false;
  grpc::Status look_failure_;
  Answers answers_;
  std::map<std::string, Known> clients_;       // by name
  std::map<std::string, std::string> by_bsn_;  // to name
  std::vector<intake::v1::CreateReferralRequest> referrals_;
};

class AllocationPeer final : public allocation::v1::Allocation::Service {
 public:
  grpc::Status SubmitMessage(grpc::ServerContext* context,
                             grpc::ServerReader<allocation::v1::SubmitMessageRequest>* reader,
                             allocation::v1::SubmitMessageResponse* response) override;
  grpc::Status ListAllocations(grpc::ServerContext* context, const allocation::v1::ListAllocationsRequest* request,
                               allocation::v1::ListAllocationsResponse* response) override;

  void Down(bool down);
  /// Fails every submission with this status until it is OK again.
  void FailWith(grpc::Status status);
  /// The same, of the messages of one kind.
  void FailKind(const std::string& kind, grpc::Status status);
  /// What is said of the next messages: by kind.
  void Judge(const std::string& kind, std::vector<allocation::v1::ClassVerdict> verdicts);
  void Add(const allocation::v1::CareAllocation& allocation);
  /// Of the one with its name.
  void Replace(const allocation::v1::CareAllocation& allocation);
  /// The submissions that took effect, put together again.
  std::vector<allocation::v1::SubmitMessageRequest> submissions() const;
  std::vector<int> chunk_sizes() const;

 private:
  mutable std::mutex mutex_;
  bool down_ = false;
  grpc::Status failure_;
  std::map<std::string, grpc::Status> kind_failures_;
  Answers answers_;
  std::map<std::string, std::vector<allocation::v1::ClassVerdict>> verdicts_;
  std::vector<allocation::v1::CareAllocation> allocations_;
  std::vector<allocation::v1::SubmitMessageRequest> submissions_;
  std::vector<int> chunk_sizes_;
};

class ClaimsPeer final : public claims::v1::Claims::Service {
 public:
  /// Answers in chunks of one verdict.
  grpc::Status SubmitMessage(
      grpc::ServerContext* context,
      grpc::ServerReaderWriter<claims::v1::SubmitMessageResponse, claims::v1::SubmitMessageRequest>* exchange) override;

  void Down(bool down);
  /// Fails every claim with this status until it is OK again.
  void FailWith(grpc::Status status);
  /// What is said of the next claims. Without it everything is granted.
  void Judge(const claims::v1::SubmitMessageResponse& judgement);
  /// The claims that took effect, put together again.
  std::vector<claims::v1::SubmitMessageRequest> submissions() const;
  std::vector<int> chunk_sizes() const;
  /// How long the last caller would have waited.
  std::chrono::milliseconds patience() const;

 private:
  mutable std::mutex mutex_;
  bool down_ = false;
  grpc::Status failure_;
  Answers answers_;
  std::optional<claims::v1::SubmitMessageResponse> judgement_;
  std::chrono::milliseconds patience_{0};
  std::vector<claims::v1::SubmitMessageRequest> submissions_;
  std::vector<int> chunk_sizes_;
};

}  // namespace clientroute::messaging::testing

#endif  // CLIENTROUTE_TESTS_SERVICE_MESSAGING_PEERS_H_
