#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_STORY_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_STORY_H_

#include <memory>
#include <string_view>

#include "absl/status/status.h"
#include "services/suite/demo/checks.h"
#include "services/suite/demo/stage.h"

namespace clientroute::suite {

/// A story of the demo: something that happens in a region, played on a stage through the suite's public methods and
/// its exchange folders, and told on the way. One thread.
class Story {
 public:
  virtual ~Story() = default;
  Story(const Story&) = delete;
  Story& operator=(const Story&) = delete;

  /// Plays it from begin to end. Errors: those of the calls; Internal STORY when something did not come that should
  /// have.
  virtual absl::Status Play() = 0;
  /// What must hold at its end, beside what holds at the end of every story. Errors: those of the calls.
  virtual absl::Status Check(Checks& checks) = 0;

 protected:
  /// `stage` outlives the story.
  explicit Story(Stage* stage) : stage_(stage) {}
  Stage& stage() { return *stage_; }
  Narrator& tell() { return stage_->tell(); }

 private:
  Stage* stage_;
};

/// A row of the list of stories. A plain value.
struct StoryEntry {
  std::string_view name;     // `standard`, as `demo NAME` takes it
  std::string_view summary;  // in Dutch, one line
  std::unique_ptr<Story> (*make)(Stage* stage) = nullptr;
};

/// `make` of a story of this class.
template <typename Played>
std::unique_ptr<Story> MakeStory(Stage* stage) {
  return std::make_unique<Played>(stage);
}

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_STORY_H_
