#include "services/platform/status/status.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/route_play.h"
#include "services/suite/demo/stories.h"

namespace clientroute::suite {
namespace {

constexpr const char* kDayAndNight = "14";  // WJ756
constexpr const char* kPerWeek = "2";       // WMO757

// shows: ALL-2, ROU-7
/// A crisis while a boy waits for a place: he is placed on what fits, and that it is second best is marked.
class Played final : public Story {
 public:
  explicit Played(Stage* stage)
      : Story(stage), provider_(stage->AddProvider(kDuinrug, kDenHelder)), route_(stage, provider_, Meeuwis()) {}

  absl::Status Play() override {
    tell().Chapter("Stap 1: er is geen plek in de buurt");
    constexpr int kNights = 7;
    CLIENTROUTE_RETURN_IF_ERROR(route_.RequestAllocation(
        {{kReference, "43", "43A01", StoryDay(3, 6), StoryDay(6, 30), kNights, kDayAndNight, kPerWeek}}));
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.Analyse({.held = {"several_life_areas"},
                        .narrative = "Thuis escaleert het elke avond; vader dreigt hem uit huis te zetten.",
                        .lighter_help_considered = "Ambulante spoedhulp kwam drie weken en houdt het niet."}));
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(3, 3)));
    CLIENTROUTE_RETURN_IF_ERROR(route_.RecordPlan({.goals = {{"Een veilige plek om bij te komen", {"line-1"}}},
                                                   .perspective = "Terug naar huis als het kan.",
                                                   .result_expected = StoryDay(6, 30)}));
    CLIENTROUTE_RETURN_IF_ERROR(route_.Grant("Thuis is het niet veilig genoeg."));
    CLIENTROUTE_RETURN_IF_ERROR(route_.ExpectState("waiting_for_place"));
    tell().Say("De behandelgroepen van De Duinrug zijn te ver van Den Helder: wachtlijst.");

    tell().Chapter("Stap 2: crisis");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(3, 5)));
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.Report("CrisisReported", "Vannacht liep het uit de hand; hij kan niet naar huis."));
    CLIENTROUTE_RETURN_IF_ERROR(route_.AnswerTask("crisis_response", "place_now", "Meteen een plek, waar die ook is."));
    CLIENTROUTE_RETURN_IF_ERROR(route_.Grant("Spoed: hij moet vandaag ergens slapen."));
    CLIENTROUTE_RETURN_IF_ERROR(route_.TellPlaces());
    CLIENTROUTE_RETURN_IF_ERROR(route_.ReceiveAllocation(1, StoryDay(3, 6)));
    CLIENTROUTE_RETURN_IF_ERROR(route_.ExpectState("in_care"));
    return route_.Start(kReference, StoryDay(3, 6));
  }

  absl::Status Check(Checks& checks) override {
    const v1::RouteView& view = checks.report().views(0);
    checks.Add(
        "hij is geplaatst op wat past, gemarkeerd als tweede keus",
        !view.proposals().empty() && view.proposals(0).lines_size() == 1 && view.proposals(0).lines(0).second_best());
    checks.Add("de route is uit de crisis en de zorg is begonnen",
               view.route().interrupt_state().empty() && view.allocations_size() == 1 &&
                   view.allocations(0).state() == allocation::v1::CareAllocation::IN_CARE);
    return absl::OkStatus();
  }

 private:
  static constexpr const char* kReference = "DR-2026-0009-1";

  Provider* provider_;
  RoutePlay route_;
};

}  // namespace

StoryEntry CrisisStory() {
  return {"crisis", "Een crisis op de wachtlijst: meteen geplaatst op wat past, als tweede keus gemarkeerd.",
          MakeStory<Played>};
}

}  // namespace clientroute::suite
