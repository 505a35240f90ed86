#include <algorithm>

#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/referrals.h"
#include "services/suite/demo/route_play.h"
#include "services/suite/demo/stories.h"

namespace clientroute::suite {
namespace {

constexpr std::string_view kAccordingToPlan = "31";  // JZ588

// shows: ACC-2, ACC-3, ACC-5, ALL-5
/// A household with combined problems: conference, expert team, one plan, two suppliers side by side.
class Played final : public Story {
 public:
  explicit Played(Stage* stage)
      : Story(stage),
        zeewering_(stage->AddProvider(kZeewering, kAlkmaar)),
        kompas_(stage->AddProvider(kKompas, kAlkmaar)),
        route_(stage, zeewering_, Duinker()) {}

  absl::Status Play() override {
    CLIENTROUTE_RETURN_IF_ERROR(Refer());
    CLIENTROUTE_RETURN_IF_ERROR(Confer());
    CLIENTROUTE_RETURN_IF_ERROR(PlanAndDecide());
    CLIENTROUTE_RETURN_IF_ERROR(Care());
    return Leave();
  }

  absl::Status Check(Checks& checks) override {
    const v1::RouteView& view = checks.report().views(0);
    checks.Add("de triage is multi, met conferentie en expertteam in de casus",
               view.case_route().triage().complexity() == access::v1::MULTI &&
                   view.case_route().conferences_size() == 1 && view.case_route().expert_team_outcomes_size() == 1);
    checks.Add("één plan, met een zorgcoördinator en evaluatiemomenten",
               view.case_route().plan().coordinator_provider() == kZeewering &&
                   view.case_route().plan().evaluation_dates_size() == 1);
    checks.Add(
        "twee aanbieders leverden naast elkaar, elk op een eigen toewijzing",
        view.allocations_size() == 2 && view.allocations(0).line().provider() != view.allocations(1).line().provider());
    checks.Add("elk onderdeel is beëindigd en de cliënt is uit zorg",
               view.route().state() == "watched" &&
                   std::ranges::all_of(view.route().parts(), [](const auto& part) { return part.ended(); }));
    return absl::OkStatus();
  }

 private:
  absl::Status Refer() {
    tell().Chapter("Stap 1: de toegang verwijst");
    constexpr int kHours = 6;
    constexpr int kMinutes = 90;
    return route_.Refer(AccessReferral(
        Duinker(), kAlkmaar,
        {LineOf(kZeewering, {"45", "45A05"}, StoryDay(4, 1), StoryDay(12, 31), kHours, type::v1::HOUR),
         LineOf(kKompas, {"54", "54002"}, StoryDay(4, 1), StoryDay(12, 31), kMinutes, type::v1::MINUTE)}));
  }

  absl::Status Confer() {
    tell().Chapter("Stap 2: multi; het casusgesprek en het expertteam");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(3, 4)));
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.Analyse({.held = {"several_life_areas", "problems_intertwined", "separate_help_falls_short",
                                 "coordinated_mix_needed", "direction_beyond_household"},
                        .narrative = "Opvoeden, school, schulden en de gezondheid van moeder houden elkaar in stand.",
                        .lighter_help_considered = "Drie losse trajecten hielpen niet blijvend.",
                        .complexity = access::v1::MULTI}));
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(3, 9)));
    CLIENTROUTE_RETURN_IF_ERROR(route_.AssignRole(access::v1::CASE_DIRECTOR, "persons/casusregisseur", ""));
    CLIENTROUTE_RETURN_IF_ERROR(route_.HoldConference(
        {At(access::v1::Participant::PARENT, "Moeder"), At(access::v1::Participant::ACCESS_TEAM, "De casusregisseur"),
         At(access::v1::Participant::SCHOOL, "De intern begeleider"),
         At(access::v1::Participant::PROVIDER, "De Zeewering")},
        access::v1::Conference::ESCALATE, "Er is geen behandelaar die ook thuis komt; het expertteam kijkt mee."));
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(3, 13)));
    return route_.AskExpertTeam(access::v1::ExpertTeamOutcome::NO_OFFER, access::v1::ExpertTeamOutcome::OFFER_CREATED,
                                "Kompas behandelt voortaan thuis, samen met de begeleider van De Zeewering.");
  }

  absl::Status PlanAndDecide() {
    tell().Chapter("Stap 3: één plan, één besluit");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(3, 17)));
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.RecordPlan({.goals = {{"Thuis is er rust", {"line-1"}}, {"De angst belemmert school niet", {"line-2"}}},
                           .perspective = "Opgroeien thuis, met ouders die het samen dragen.",
                           .result_expected = StoryDay(12, 31),
                           .evaluations = {StoryDay(7, 1)},
                           .coordinator = kZeewering}));
    CLIENTROUTE_RETURN_IF_ERROR(route_.AssignRole(access::v1::CARE_COORDINATOR, "persons/zorgcoordinator", kZeewering));
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(3, 18)));
    return route_.Grant("Het gezin heeft een samenhangende mix nodig, onder één plan.");
  }

  absl::Status Care() {
    tell().Chapter("Stap 4: twee aanbieders naast elkaar");
    CLIENTROUTE_RETURN_IF_ERROR(route_.TellPlaces());
    CLIENTROUTE_RETURN_IF_ERROR(route_.ReceiveAllocation(1, StoryDay(3, 19)));
    CLIENTROUTE_RETURN_IF_ERROR(route_.ReceiveAllocationAs(kompas_, 1, StoryDay(3, 19)));
    CLIENTROUTE_RETURN_IF_ERROR(route_.ExpectState("in_care"));
    CLIENTROUTE_ASSIGN(guidance_, ReferenceOf("45A05"));
    CLIENTROUTE_ASSIGN(treatment_, ReferenceOf("54002"));
    CLIENTROUTE_RETURN_IF_ERROR(route_.StartNumbered(zeewering_, guidance_, StoryDay(4, 1)));
    CLIENTROUTE_RETURN_IF_ERROR(route_.StartNumbered(kompas_, treatment_, StoryDay(4, 7)));
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(7, 2)));
    return route_.Evaluate(access::v1::Evaluation::AS_IT_IS, "De hulp doet wat zij moet doen; nog niet minder.");
  }

  absl::Status Leave() {
    tell().Chapter("Stap 5: uitstroom");
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.StopNumbered(kompas_, treatment_, StoryDay(4, 7), StoryDay(8, 14), kAccordingToPlan));
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.StopNumbered(zeewering_, guidance_, StoryDay(4, 1), StoryDay(8, 28), kAccordingToPlan));
    return route_.LeaveCare(access::v1::Outflow::REGULAR_PROVISIONS, access::v1::Outflow::HOUSING, StoryDay(8, 28),
                            /*aftercare=*/false);
  }

  absl::StatusOr<AllocatedProduct> ReferenceOf(std::string_view code) {
    auto found = std::ranges::find(route_.allocated(), code, &AllocatedProduct::code);
    CLIENTROUTE_RETURN_IF_ERROR(
        stage().Expect(found != route_.allocated().end(), Cat(code, " hoort toegewezen te zijn")));
    return *found;
  }

  Provider* zeewering_;
  Provider* kompas_;
  RoutePlay route_;
  AllocatedProduct guidance_;
  AllocatedProduct treatment_;
};

}  // namespace

StoryEntry MultiStory() {
  return {"multi", "Een gezin met samenhangende problemen: casusgesprek, expertteam, één plan, twee aanbieders.",
          MakeStory<Played>};
}

}  // namespace clientroute::suite
