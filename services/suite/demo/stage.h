#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_STAGE_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_STAGE_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/values/calendar.h"
#include "services/suite/demo/killer.h"
#include "services/suite/demo/narrator.h"
#include "services/suite/demo/provider.h"
#include "services/suite/demo/suite_link.h"

namespace clientroute::suite {

/// The moment at which every story begins: Monday 2 March 2026, nine o'clock. For the driven clock of its suite.
inline constexpr std::string_view kStoryBegins = "2026-03-02T08:00:00Z";

/// A day of the year in which the stories play, or of a later one.
Date StoryDay(unsigned month, unsigned day);
Date StoryDay(int year, unsigned month, unsigned day);

/// Where a story plays: a suite of its own with a driven clock, the people that call it, the providers at the other end
/// of the exchange, and the one who tells. What is written is named by its place in the story, so that a story gives
/// the same timeline and the same files however often its suite is killed on the way. One thread.
class Stage {
 public:
  /// All outlive this.
  Stage(SuiteProcess* process, Killer* killer, Narrator* narrator, const v1::RunningSuite& running);

  SuiteLink& access() { return access_; }
  SuiteLink& manager() { return manager_; }
  SuiteLink& back_office() { return back_office_; }
  SuiteLink& contracts() { return contracts_; }
  SuiteLink& operators() { return operator_; }
  SuiteLink& privacy() { return privacy_; }
  Narrator& tell() { return *narrator_; }

  /// A provider that exchanges with a municipality under a standard; lives as long as the stage.
  Provider* AddProvider(std::string_view code, std::string_view municipality,
                        std::string_view standard = kYouthStandard);
  const std::vector<std::unique_ptr<Provider>>& providers() const { return providers_; }

  Date Today() const { return LocalDate(now_); }
  Instant now() const { return now_; }
  /// Moves the clock to nine o'clock of the day; what falls due on the way has happened then. Errors: those of the
  /// call.
  absl::Status MoveTo(Date day);
  /// Waits until nothing is under way. Errors: those of the call.
  absl::Status Settle();

  /// A write that is named, repeated until it is answered, and whose consequences are awaited. Errors: those of the
  /// method.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Do(SuiteLink& link,
                              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                              Request request) {
    request.set_request_id(NextRequestId());
    killer_->Point();
    CLIENTROUTE_ASSIGN(Response response, link.Ask(method, request));
    CLIENTROUTE_RETURN_IF_ERROR(Settle());
    return response;
  }

  /// Sends a file and waits until the suite has handled it. Errors: those of Provider::Send and Settle.
  absl::Status Send(Provider* from, const StoryFile& file, std::string_view meaning);
  /// The files that came for the provider since, which must be of these kinds in this order. Errors: those of
  /// Provider::Receive; Internal STORY when others came.
  absl::StatusOr<std::vector<StoryFile>> Receive(Provider* to, const std::vector<std::string>& kinds,
                                                 std::string_view meaning);
  /// Sends a message that must be approved by its return message, and gives that. Errors: as above.
  absl::StatusOr<StoryFile> SendApproved(Provider* from, const StoryFile& file, std::string_view meaning);
  /// Every file that went through, in order.
  const std::vector<StoryFile>& files() const { return files_; }

  /// What someone wrote about a person: nowhere but sealed, like all that identifies the cast.
  void KeepSecret(std::string_view text) { secrets_.emplace_back(text); }
  /// `secret (where)` for each that stands open: on a timeline of a route of the story, in the suite's data, its logs
  /// or its metrics. Errors: those of the calls and of secrecy.h.
  absl::StatusOr<std::vector<std::string>> FindLeaks();

  /// What is in the look-log and was not shown to those who call the suite, or the other way round (look_witness.h), a
  /// line each; and whether the log's chains are whole. What services show each other is not seen from here. Errors:
  /// those of the calls.
  struct LookCheck {
    bool intact = false;
    std::size_t logged = 0;
    std::vector<std::string> differences;
  };
  absl::StatusOr<LookCheck> CompareLooks();

  /// Adds a route to those that the story is about.
  void Follow(std::string route) { routes_.push_back(std::move(route)); }
  const std::vector<std::string>& routes() const { return routes_; }

  /// OK, or Internal STORY with what should have been.
  absl::Status Expect(bool holds, std::string_view what) const;

 private:
  std::string NextRequestId();

  SuiteProcess* process_;
  Killer* killer_;
  Narrator* narrator_;
  SuiteLink access_;
  SuiteLink manager_;
  SuiteLink back_office_;
  SuiteLink contracts_;
  SuiteLink operator_;
  SuiteLink privacy_;
  const std::string exchange_;
  Instant now_;
  std::vector<std::unique_ptr<Provider>> providers_;
  std::vector<StoryFile> files_;
  std::vector<std::string> routes_;
  std::vector<std::string> secrets_;  // of the cast, and KeepSecret
  std::int64_t writes_ = 0;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_STAGE_H_
