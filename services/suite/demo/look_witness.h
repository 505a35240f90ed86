#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_LOOK_WITNESS_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_LOOK_WITNESS_H_

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "google/protobuf/message.h"
#include "grpcpp/support/client_interceptor.h"

/// Who saw which clients, noted where the answers arrive, by nothing that writes the look-log: to compare it with
/// (PRI-1).
namespace clientroute::suite {

/// An answer of a method that shows clients, or a row of the look-log about one. A plain value.
struct WitnessedLook {
  std::string method;             // `clientroute.intake.v1.Intake/GetClient`
  std::string subject;            // who called: `persons/…`, `services/…`
  std::set<std::string> clients;  // `clients/…`
  friend auto operator<=>(const WitnessedLook&, const WitnessedLook&) = default;
};

/// What was witnessed until now. A plain value.
struct WitnessedLooks {
  /// The answers that showed something. One that names nobody is about someone all the same: a task is of a client.
  std::vector<WitnessedLook> answered;
  /// By method and subject, how many calls broke off, so that nobody knows what became of them.
  std::map<std::pair<std::string, std::string>, int> broken_off;
};

/// Every client that the message names, in any field. Pure.
std::set<std::string> ClientsIn(const google::protobuf::Message& message);

/// What is in the one and not in the other, a line each, in Dutch: an answer that is in no row of the log, and a row
/// for which there was no answer. Empty when all is well. Pure.
std::vector<std::string> LookDifferences(const WitnessedLooks& witnessed, std::span<const WitnessedLook> logged);

/// Notes the calls that pass its interceptors. Thread-safe.
class LookWitness {
 public:
  /// For the channels, or all calls of a process, whose answers it sees. Outlived by the witness.
  std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface> MakeInterceptors();

  void Answered(WitnessedLook look);
  void BrokeOff(const std::string& method, const std::string& subject);
  WitnessedLooks Told() const;

 private:
  mutable std::mutex mutex_;
  WitnessedLooks told_;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_LOOK_WITNESS_H_
