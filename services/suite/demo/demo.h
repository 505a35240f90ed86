#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_DEMO_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_DEMO_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "clientroute/suite/v1/views.pb.h"
#include "services/suite/cli/output.h"

namespace clientroute::suite {

struct DemoOptions {
  std::string story = {};        // its name; empty: the first
  bool kill = false;             // kill the suite at random moments
  std::uint64_t seed = 1;        // draws those moments
  bool keep = false;             // leave the data folder
  std::string data_folder = {};  // empty: a fresh one under the temporary folder
  bool whole_files = false;
  std::string program = {};  // of the suite; empty: this one
};

/// Plays a story on a suite of its own, narrated on `out`; whether all is as it should be stands in the report's
/// checks. Errors: those of Story and SuiteProcess; WRONG_USE when the data folder is not empty or no story is
/// called so.
absl::StatusOr<v1::DemoReport> RunDemo(const DemoOptions& options, Output& out);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_DEMO_H_
