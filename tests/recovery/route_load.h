#ifndef CLIENTROUTE_TESTS_RECOVERY_ROUTE_LOAD_H_
#define CLIENTROUTE_TESTS_RECOVERY_ROUTE_LOAD_H_

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/suite/demo/killer.h"
#include "services/suite/demo/suite_link.h"
#include "tests/programs/own_suite.h"

namespace clientroute::suite {

/// Many routes at once on one suite, each from its referral past its allocation, a crisis and some terms: several
/// callers tell their routes' next event at the same time, and what follows from all of them runs together. Each call
/// is made until it is answered. What comes of it does not depend on who came first.
class RouteLoad {
 public:
  static constexpr int kRoutes = 12;
  static constexpr int kCallers = 4;

  /// `suite` outlives it.
  explicit RouteLoad(OwnSuite* suite);

  /// Plays it on a suite that runs; `killer`, when given, strikes meanwhile. Errors: those of the first call that was
  /// refused, of a start that failed, and of the suite's log.
  absl::Status Play(Killer* killer);

  /// What is left, for comparing.
  struct Outcome {
    /// Of each route: everything that happened to it and followed, in order, and where it stands.
    std::vector<std::string> histories;
    /// How many rows each table of each service has: `access.decision`.
    std::map<std::string, std::string> rows;
    /// The kinds of messages that went out, each with how many.
    std::map<std::string, int> messages;
  };
  /// Stops the suite for it. Errors: those of GetRoute.
  absl::StatusOr<Outcome> Conclude();

 private:
  using Step = std::function<absl::Status(SuiteLink& access, int route)>;
  absl::Status InAllRoutes(const Step& step);
  absl::Status Settle();
  absl::Status Refer(SuiteLink& access, int route);
  absl::Status Analyse(SuiteLink& access, int route);
  absl::Status Plan(SuiteLink& access, int route);
  absl::Status Grant(SuiteLink& access, int route);
  absl::Status Report(SuiteLink& access, int route, std::string_view event);
  absl::Status LetTimePass(int days);
  std::string RequestId(std::string_view step, int route) const;

  OwnSuite* suite_;
  std::vector<std::string> criteria_;
  std::vector<std::string> citizen_numbers_;
  std::vector<std::string> routes_;  // each filled by its own caller
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_TESTS_RECOVERY_ROUTE_LOAD_H_
