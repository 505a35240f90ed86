#ifndef CLIENTROUTE_SERVICES_SUITE_YEAR_CONTRACT_DESK_H_
#define CLIENTROUTE_SERVICES_SUITE_YEAR_CONTRACT_DESK_H_

#include <memory>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "clientroute/contracting/v1/supplier_management.grpc.pb.h"
#include "grpcpp/channel.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/values/date.h"
#include "services/provider/chance.h"

namespace clientroute::suite {

/// Who manages the contracts of a simulated region (CON-4): talks with providers as often as the region chose, mostly
/// in time; keeps what is agreed; and after each half year scores how they did. All that he writes is named by what it
/// is about and its day, so that a day that broke off is done again without doing anything twice; what somebody else
/// did before him he leaves. One thread.
class ContractDesk {
 public:
  ContractDesk(std::shared_ptr<grpc::Channel> channel, provider::Chance chance,
               const std::set<std::string>& municipalities);

  /// What he does on a working day. Errors: a call that was not answered.
  absl::Status Work(Date today);

 private:
  using Talk = contracting::v1::Talk;
  using TalkSchedule = contracting::v1::TalkSchedule;

  absl::Status HoldTalks(Date today);
  absl::Status HoldTalk(const Talk& talk, Date today);
  absl::Status SettleAgreements(Date today);
  absl::Status PlanTalks(Date today);
  absl::Status PlanTalk(const TalkSchedule& schedule, Date today);
  absl::Status ScoreHalfYear(Date today);
  absl::Status Score(const std::string& contract, Date from, Date until);

  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Ask(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                               const Request& request) const {
    Stub stub(channel_);
    return Call(caller_, &stub, method, request);
  }

  const std::shared_ptr<grpc::Channel> channel_;
  const provider::Chance chance_;
  Caller caller_;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_YEAR_CONTRACT_DESK_H_
