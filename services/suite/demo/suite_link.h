#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_SUITE_LINK_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_SUITE_LINK_H_

#include <chrono>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/clock/clock.h"
#include "services/suite/cli/persona.h"
#include "services/suite/demo/suite_process.h"

namespace clientroute::suite {

/// A client of a suite that may be killed under it: each call is made again, with the same request id, until the suite
/// answers. One thread.
class SuiteLink {
 public:
  /// How long one call is tried.
  static constexpr std::chrono::seconds kPatience{90};

  /// `process` outlives this; `caller` is who calls.
  SuiteLink(SuiteProcess* process, Caller caller) : process_(process), caller_(std::move(caller)) {}

  /// Errors: what the method says; that of the last try when patience is over; those of SuiteProcess::Reach.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Ask(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                               const Request& request) {
    const std::chrono::microseconds end = Elapsed() + kPatience;
    for (;;) {
      CLIENTROUTE_ASSIGN(SuiteProcess::Link link, process_->Reach());
      Stub stub(link.channel);
      absl::StatusOr<Response> answer = Call(caller_, &stub, method, request);
      if (answer.ok() || Elapsed() > end || !WorthAnotherTry(answer.status(), link)) return answer;
    }
  }

  SuiteProcess* process() const { return process_; }

 private:
  bool WorthAnotherTry(const absl::Status& status, const SuiteProcess::Link& link) const;

  SuiteProcess* process_;
  Caller caller_;
};

/// The caller that a persona is, at work for all municipalities of the region.
Caller PersonaCaller(std::string_view persona, const v1::RunningSuite& running);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_SUITE_LINK_H_
