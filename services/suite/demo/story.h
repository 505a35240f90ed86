#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_STORY_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_STORY_H_

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/orchestrator/v1/orchestrator.pb.h"
#include "clientroute/suite/v1/views.pb.h"
#include "services/platform/values/calendar.h"
#include "services/suite/demo/killer.h"
#include "services/suite/demo/narrator.h"
#include "services/suite/demo/provider.h"
#include "services/suite/demo/suite_link.h"

namespace clientroute::suite {

/// The moment at which the story begins: Monday 2 March 2026, nine o'clock. For the driven clock of its suite.
inline constexpr std::string_view kStoryBegins = "2026-03-02T08:00:00Z";

/// A youth's way from a provider's request for allocation to the end of two products of care, played on a suite through
/// its public methods and its exchange folders. The same story gives the same timeline and the same files, however
/// often the suite is killed on the way. One thread.
class Story {
 public:
  /// All outlive this.
  Story(SuiteProcess* process, Killer* killer, Narrator* narrator, const v1::RunningSuite& running);

  /// Plays the steps one after another. Errors: those of the calls; Internal STORY when something did not come that
  /// should have.
  absl::Status Play();

  /// What came of it: the route with all that the services know of it, the files, and the checks; told as well. Errors:
  /// those of the calls.
  absl::StatusOr<v1::DemoReport> Conclude();

 private:
  // The steps.
  absl::Status RequestAllocation();
  absl::Status Analyse();
  absl::Status Decide();
  absl::Status Place();
  absl::Status Allocate();
  absl::Status StartCare();
  absl::Status Evaluate();
  absl::Status StopCare();

  // What they are made of.
  absl::Status MoveTo(Date day, std::chrono::minutes time_of_day);
  absl::Status Settle();
  /// Sends a file and waits until the suite has handled it.
  absl::Status Send(const StoryFile& file, std::string_view meaning);
  /// The one file that came since, of that kind.
  absl::StatusOr<StoryFile> ReceiveOne(std::string_view kind, std::string_view meaning);
  /// Sends a message that must be approved by the return message of that kind.
  absl::Status SendApproved(const StoryFile& file, std::string_view meaning, std::string_view return_kind);
  absl::StatusOr<orchestrator::v1::Route> GetRoute();
  /// Tells what the request became: client, household, case, referrer, legal frame.
  absl::Status TellReferral(const orchestrator::v1::Route& route);
  /// Takes the route's open task of that kind.
  absl::StatusOr<orchestrator::v1::Task> TakeTask(std::string_view kind);
  absl::Status Expect(bool holds, std::string_view what) const;
  absl::StatusOr<v1::RouteView> LookAtRoute();
  absl::Status AddChecks(v1::DemoReport& report);
  Date Today() const { return LocalDate(now_); }

  SuiteProcess* process_;
  Killer* killer_;
  Narrator* narrator_;
  SuiteLink access_;
  SuiteLink back_office_;
  SuiteLink operator_;
  SuiteLink privacy_;
  Provider provider_;
  Instant now_;
  std::string route_;
  std::vector<AllocatedProduct> allocated_;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_STORY_H_
