#ifndef CLIENTROUTE_SERVICES_SUITE_YEAR_ACCESS_DESK_H_
#define CLIENTROUTE_SERVICES_SUITE_YEAR_ACCESS_DESK_H_

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "grpcpp/channel.h"
#include "services/platform/store/database.h"
#include "services/provider/chance.h"
#include "services/provider/new_client.h"
#include "services/provider/profile.h"

namespace clientroute::suite {

/// The desk of a simulated municipality: it refers those who come to it themselves, by the same call as everybody's
/// access. Each once, however often he is referred. One thread.
class AccessDesk {
 public:
  /// `books` are those of the providers, in which every made-up person stands; they outlive this.
  AccessDesk(std::shared_ptr<grpc::Channel> channel, Database* books, provider::Chance chance,
             std::set<std::string> municipalities);

  /// Errors: those of CreateReferral; ResourceExhausted PROVIDER_NUMBERS_USED.
  absl::Status Refer(const provider::NewClient& client, const std::vector<provider::Profile>& profiles, Date today);

 private:
  absl::StatusOr<provider::Person> PersonOf(const provider::NewClient& client, Date today);

  const std::shared_ptr<grpc::Channel> channel_;
  Database* books_;
  const provider::Chance chance_;
  const std::set<std::string> municipalities_;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_YEAR_ACCESS_DESK_H_
