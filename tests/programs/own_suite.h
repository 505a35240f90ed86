#ifndef CLIENTROUTE_TESTS_PROGRAMS_OWN_SUITE_H_
#define CLIENTROUTE_TESTS_PROGRAMS_OWN_SUITE_H_

#include <memory>
#include <string>
#include <vector>

#include "services/suite/demo/demo.h"
#include "services/suite/demo/suite_link.h"
#include "services/suite/demo/suite_process.h"

/// What tests of the built program stand on. Everything that cannot be made stops the test with a message.
namespace clientroute::suite {

/// The program of this build.
std::string Program();
/// The same, which notes beside its work what its services show each other (programs/witnessed).
std::string WitnessedProgram();

/// A folder that goes with the object.
class OwnFolder {
 public:
  OwnFolder();
  ~OwnFolder();
  OwnFolder(const OwnFolder&) = delete;
  OwnFolder& operator=(const OwnFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// A suite of the test's own, as a process, in a folder that goes with it.
class OwnSuite {
 public:
  /// On a driven clock, unless told otherwise.
  explicit OwnSuite(std::vector<std::string> serve_flags = {});
  /// Kills it when it still runs. Fails the test when it had ended by itself, and shows the end of its log when the
  /// test failed.
  ~OwnSuite();
  OwnSuite(const OwnSuite&) = delete;
  OwnSuite& operator=(const OwnSuite&) = delete;
  const std::string& folder() const { return folder_.path(); }
  SuiteProcess& process() { return *process_; }
  /// A client of it.
  SuiteLink As(std::string_view persona, std::string purpose = "");

 private:
  OwnFolder folder_;
  std::unique_ptr<SuiteProcess> process_;
};

/// How a run of the program ended, and what it said.
struct ProgramRun {
  int exit_code = -1;  // -1 when a signal ended it
  std::string out;
  std::string err;
};
/// Runs the program with these words and waits for its end.
ProgramRun RunProgram(std::vector<std::string> words);

/// The demo, told to machines; of the program of this build unless the options say otherwise. When something in it does
/// not hold, the end of its suite's log is shown.
absl::StatusOr<v1::DemoReport> PlayDemo(DemoOptions options);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_TESTS_PROGRAMS_OWN_SUITE_H_
