#ifndef CLIENTROUTE_TESTS_PROGRAMS_OWN_STAGE_H_
#define CLIENTROUTE_TESTS_PROGRAMS_OWN_STAGE_H_

#include <memory>
#include <sstream>

#include "services/suite/demo/stage.h"
#include "tests/programs/own_suite.h"

namespace clientroute::suite {

/// A suite of the test's own with a stage on it, as the stories have one; what is told there is heard by nobody, and
/// nobody is killed. A suite that does not start stops the program with its reason.
class OwnStage {
 public:
  OwnStage();
  OwnStage(const OwnStage&) = delete;
  OwnStage& operator=(const OwnStage&) = delete;

  Stage& operator*() { return *stage_; }
  Stage* operator->() const { return stage_.get(); }
  Stage* get() { return stage_.get(); }
  OwnSuite& suite() { return suite_; }

 private:
  std::ostringstream told_;
  Output out_{told_, /*json=*/true, /*colour=*/false};
  Narrator narrator_{&out_, /*whole_files=*/false};
  OwnSuite suite_;
  Killer killer_{&suite_.process(), 1};  // never started
  std::unique_ptr<Stage> stage_;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_TESTS_PROGRAMS_OWN_STAGE_H_
