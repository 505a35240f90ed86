#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_SUITE_LINK_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_SUITE_LINK_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/clock/clock.h"
#include "services/suite/cli/persona.h"
#include "services/suite/demo/suite_process.h"

namespace clientroute::suite {

/// How long something is tried on one start of a suite. One thread.
class Patience {
 public:
  explicit Patience(std::chrono::microseconds most) : most_(most) {}
  /// Whether it is over for what was tried on the `generation`-th start, at `now`.
  bool IsOver(std::int64_t generation, std::chrono::microseconds now) {
    if (generation_ != generation) begin_ = now;
    generation_ = generation;
    return now - begin_ > most_;
  }

 private:
  const std::chrono::microseconds most_;
  std::optional<std::int64_t> generation_;
  std::chrono::microseconds begin_{0};
};

/// A client of a suite that may be killed under it: each call is made again, with the same request id, until the suite
/// answers. One thread.
class SuiteLink {
 public:
  /// How long one call is tried on a suite that nobody kills; each start of the suite begins it anew.
  static constexpr std::chrono::seconds kPatience{90};

  /// `process` outlives this; `caller` is who calls.
  SuiteLink(SuiteProcess* process, Caller caller) : process_(process), caller_(std::move(caller)) {}

  /// Errors: what the method says; those of SuiteProcess::Reach, also when it was the suite's end that broke the call;
  /// that of the last try when patience is over and the suite still runs.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Ask(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                               const Request& request) {
    Patience patience(kPatience);
    for (;;) {
      CLIENTROUTE_ASSIGN(SuiteProcess::Link link, process_->Reach());
      Stub stub(link.channel);
      absl::StatusOr<Response> answer = Call(caller_, &stub, method, request);
      if (answer.ok()) return answer;
      CLIENTROUTE_ASSIGN(const bool again, WorthAnotherTry(answer.status(), link));
      if (!again || patience.IsOver(link.generation, Elapsed())) return answer;
    }
  }

  SuiteProcess* process() const { return process_; }

 private:
  absl::StatusOr<bool> WorthAnotherTry(const absl::Status& status, const SuiteProcess::Link& link) const;

  SuiteProcess* process_;
  Caller caller_;
};

/// The caller that a persona is, at work for all municipalities of the region.
Caller PersonaCaller(std::string_view persona, const v1::RunningSuite& running);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_SUITE_LINK_H_
