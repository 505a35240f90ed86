#include "tests/route/played_suite.h"

#include <gtest/gtest.h>

#include "services/suite/demo/demo.h"

namespace clientroute::suite {

PlayedSuite::PlayedSuite(const std::string& story) {
  const absl::StatusOr<v1::DemoReport> report =
      PlayDemo({.story = story, .keep = true, .data_folder = folder_.path() + "/data"});
  EXPECT_TRUE(report.ok()) << report.status();
  SuiteProcess::Options options;
  options.program = Program();
  options.data_folder = folder_.path() + "/data";
  options.serve_flags = {"--workflows", std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows", "--driven-clock",
                         "2026-03-02T08:00:00Z"};
  process_ = std::make_unique<SuiteProcess>(options);
  const absl::Status started = process_->Start();
  EXPECT_TRUE(started.ok()) << started;
}

SuiteLink PlayedSuite::As(std::string_view persona) {
  return SuiteLink(process_.get(), PersonaCaller(persona, process_->Reach()->running));
}

}  // namespace clientroute::suite
