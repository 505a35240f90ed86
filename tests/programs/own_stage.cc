#include "tests/programs/own_stage.h"

#include <cstdlib>
#include <iostream>

namespace clientroute::suite {

OwnStage::OwnStage() {
  const absl::Status started = suite_.process().Start();
  const absl::StatusOr<SuiteProcess::Link> link = suite_.process().Reach();
  if (!started.ok() || !link.ok()) {
    std::cerr << "the suite of the test does not start: " << (started.ok() ? link.status() : started) << "\n";
    std::abort();
  }
  stage_ = std::make_unique<Stage>(&suite_.process(), &killer_, &narrator_, link->running);
}

}  // namespace clientroute::suite
