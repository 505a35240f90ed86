#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_ROUTE_PLAY_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_ROUTE_PLAY_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/access/v1/access.pb.h"
#include "clientroute/intake/v1/intake.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.pb.h"
#include "services/suite/demo/stage.h"

namespace clientroute::suite {

/// What a professional of the access team finds in a household.
struct StoryAnalysis {
  std::vector<std::string_view> held;  // criteria of the region's triage table; the others do not hold
  std::string_view narrative;
  std::string_view lighter_help_considered;
  access::v1::Complexity complexity = access::v1::MONO;  // what the table makes of it
};

/// What is planned.
struct StoryPlan {
  struct Goal {
    std::string_view description;
    std::vector<std::string_view> lines;
  };
  std::vector<Goal> goals;
  std::string_view perspective;
  access::v1::Orientation orientation = access::v1::RESOLUTION_ORIENTED;
  Date result_expected;
  std::vector<Date> evaluations = {};
  std::string_view coordinator = {};  // AGB code of the provider that coordinates; empty where nobody need
};

/// Someone at a conference.
access::v1::Participant At(access::v1::Participant::Role role, std::string_view name);

/// One client's route as a story plays it: what the provider sends and what people do for it, told on the way. Each
/// step fails with Internal STORY when something did not come that should have, or with the error of a call. One
/// thread.
class RoutePlay {
 public:
  /// Outlived by the stage and the provider. `client` is whom it is about.
  RoutePlay(Stage* stage, Provider* provider, StoryClient client)
      : stage_(stage), provider_(provider), client_(std::move(client)) {}

  const std::string& name() const { return name_; }
  const StoryClient& client() const { return client_; }
  Provider* provider() { return provider_; }
  const std::vector<AllocatedProduct>& allocated() const { return allocated_; }

  /// Plays on with a route that is open by what someone else sent.
  void TakeUp(std::string route) {
    name_ = std::move(route);
    stage_->Follow(name_);
  }
  /// The provider asks for products (315), the return message approves, and a route is open.
  absl::Status RequestAllocation(const std::vector<StoryProduct>& products);
  /// Someone of the access team refers him, in his own municipality or another: no message, and no provider that asks.
  absl::Status Refer(const intake::v1::CreateReferralRequest& referral);
  /// The provider asks for a change (317), and its return message approves.
  absl::Status RequestChange(const StoryChange& change);
  /// Someone of the access team finds that triage should say otherwise.
  absl::Status OverrideTriage(access::v1::Complexity complexity, std::string_view reason);
  /// Something that people report happened: `CrisisReported`; what they say of it is noted in the case.
  absl::Status Report(std::string_view event, std::string_view said);
  /// Someone of the access team takes the analysis and records it; the region's table decides.
  absl::Status Analyse(const StoryAnalysis& analysis);
  absl::Status RecordPlan(const StoryPlan& plan);
  /// The municipality grants what was asked for, and contracting confirms it.
  absl::Status Grant(std::string_view motivation);
  /// The municipality refuses what was asked for.
  absl::Status Refuse(std::string_view motivation);
  /// The municipality answers a change request that waits for it.
  absl::Status DecideChange(access::v1::Decision::Outcome outcome, std::string_view motivation);
  /// The household's case goes to a conference, or to the expert team.
  absl::Status HoldConference(const std::vector<access::v1::Participant>& participants,
                              access::v1::Conference::Outcome outcome, std::string_view notes);
  absl::Status AskExpertTeam(access::v1::ExpertTeamOutcome::Finding finding,
                             access::v1::ExpertTeamOutcome::Outcome outcome, std::string_view notes);
  /// Someone gets a role in the case; `provider` is whom he works for, empty for access.
  absl::Status AssignRole(access::v1::CaseRole role, std::string_view holder, std::string_view provider);
  /// "Can it be less?"
  absl::Status Evaluate(access::v1::Evaluation::Outcome outcome, std::string_view explanation);
  absl::Status LeaveCare(access::v1::Outflow::Destination destination, access::v1::Outflow::Obstacle obstacle, Date end,
                         bool aftercare);
  absl::Status ContactInAftercare(access::v1::AftercareContact::Outcome outcome, std::string_view notes);

  /// Tells which places were found, and why.
  absl::Status TellPlaces();
  /// The allocation message (301) comes with so many products; the provider approves it the next day.
  absl::Status ReceiveAllocation(std::size_t products, Date approved_on);
  /// The same, for another provider of the route; what it was allocated is added to what the first one was.
  absl::Status ReceiveAllocationAs(Provider* provider, std::size_t products, Date approved_on);
  /// The answer to a request (319) comes and says this; the provider approves it.
  absl::Status ReceiveAnswer(const RequestAnswer& wanted);
  /// The allocation message that follows on a change of what the client has, or tells of one: the allocations that it
  /// names replace those known by the same number or reference.
  absl::Status ReceiveChangedAllocations(Date approved_on);
  /// Care of one product begins (305) or ends (307); told the next working day.
  absl::Status Start(std::string_view reference, Date start);
  absl::Status StartNumbered(Provider* provider, const AllocatedProduct& product, Date start);
  absl::Status Stop(std::string_view reference, Date start, Date end, std::string_view reason);
  absl::Status StopNumbered(Provider* provider, const AllocatedProduct& product, Date start, Date end,
                            std::string_view reason);

  /// The route as it stands, without timeline.
  absl::StatusOr<orchestrator::v1::Route> Look();
  /// The route is in this state.
  absl::Status ExpectState(std::string_view state);
  /// Takes the route's open task of that kind.
  absl::StatusOr<orchestrator::v1::Task> TakeTask(std::string_view kind);
  /// Takes the route's open task that a method answers (`RecordPlan`), whatever the definition calls it.
  absl::StatusOr<orchestrator::v1::Task> TakeTaskFor(std::string_view method);
  /// Takes it and says how it ends.
  absl::Status AnswerTask(std::string_view kind, std::string_view outcome, std::string_view note);
  /// What the access team knows of the route.
  absl::StatusOr<access::v1::CaseRoute> LookInCase();
  /// The allocation with the provider's own reference.
  absl::StatusOr<AllocatedProduct> Allocated(std::string_view reference) const;

 private:
  /// Notes in the case what `link` says; the note's name.
  absl::StatusOr<std::string> Note(SuiteLink& link, std::string_view text);
  absl::StatusOr<orchestrator::v1::Task> TakeTaskIf(bool (*wanted)(const orchestrator::v1::Task&, std::string_view),
                                                    std::string_view what);
  absl::Status TellReferral();
  void Remember(const AllocatedProduct& product);
  absl::Status ReceiveAnd(Provider* provider, Date approved_on,
                          const std::function<bool(std::size_t products)>& expected);
  absl::Status Decide(access::v1::TakeDecisionRequest request, std::string_view verdict);

  Stage* stage_;
  Provider* provider_;
  StoryClient client_;
  std::string name_;
  std::vector<AllocatedProduct> allocated_;
  SuiteLink* worker_ = nullptr;  // who took the last task
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_ROUTE_PLAY_H_
