#ifndef CLIENTROUTE_TESTS_ROUTE_PLAYED_SUITE_H_
#define CLIENTROUTE_TESTS_ROUTE_PLAYED_SUITE_H_

#include <memory>
#include <string>
#include <string_view>

#include "services/suite/demo/suite_link.h"
#include "services/suite/demo/suite_process.h"
#include "tests/programs/own_suite.h"

namespace clientroute::suite {

/// A suite in which a story was played, started again on what it left. The test fails when either does not come about.
class PlayedSuite {
 public:
  explicit PlayedSuite(const std::string& story);
  SuiteProcess& process() { return *process_; }
  /// A client of it.
  SuiteLink As(std::string_view persona);

 private:
  OwnFolder folder_;
  std::unique_ptr<SuiteProcess> process_;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_TESTS_ROUTE_PLAYED_SUITE_H_
