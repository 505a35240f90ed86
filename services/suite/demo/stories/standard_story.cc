#include <algorithm>

#include "services/platform/status/status.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/route_play.h"
#include "services/suite/demo/stories.h"

namespace clientroute::suite {
namespace {

/// JZ588: delivered according to plan.
constexpr std::string_view kAccordingToPlan = "31";

/// The events of the story in their order on the timeline.
constexpr std::string_view kToldInOrder[] = {"ReferralAccepted",
                                             "CaseOpened",
                                             "ProblemAnalysisRecorded",
                                             "TriageDecided",
                                             "PlanRecorded",
                                             "DecisionTaken",
                                             "ProductsConfirmed",
                                             "PlacesReserved",
                                             "AllocationsMade",
                                             "AllocationMessageSent",
                                             "AllocationMessageAnswered",
                                             "CareStarted",
                                             "CareStarted",
                                             "CareStopped",
                                             "CareStopped"};

bool StartedAndStopped(const allocation::v1::CareAllocation& made) {
  using allocation::v1::Delivery;
  return made.state() == allocation::v1::CareAllocation::ENDED && made.deliveries_size() == 2 &&
         made.deliveries(0).kind() == Delivery::START && made.deliveries(1).kind() == Delivery::STOP;
}

// shows: ROU-1, MSG-1
/// A youth's way from a provider's request for allocation to the end of two products of care.
class Played final : public Story {
 public:
  explicit Played(Stage* stage) : Story(stage), route_(stage, stage->AddProvider(kZeewering, kAlkmaar), Duinker()) {}

  absl::Status Play() override {
    CLIENTROUTE_RETURN_IF_ERROR(Request());
    CLIENTROUTE_RETURN_IF_ERROR(Decide());
    CLIENTROUTE_RETURN_IF_ERROR(Allocate());
    return Care();
  }

  absl::Status Check(Checks& checks) override {
    const v1::RouteView& view = checks.report().views(0);
    const auto& route = view.route();
    checks.Add("de route is gesloten, met niets dat nog wacht",
               route.closed() && route.open_tasks().empty() && route.timers().empty());
    checks.Add(
        "elk product liep als eigen onderdeel en is beëindigd",
        route.parts_size() == 2 && std::ranges::all_of(route.parts(), [](const auto& part) { return part.ended(); }));
    checks.Add("de tijdlijn vertelt alles in volgorde", ToldInOrder(route, kToldInOrder));
    checks.Add("beide toewijzingen begonnen en eindigden eenmaal",
               view.allocations_size() == 2 && std::ranges::all_of(view.allocations(), StartedAndStopped));
    return absl::OkStatus();
  }

 private:
  absl::Status Request() {
    tell().Chapter("Stap 1: een aanbieder vraagt om toewijzing");
    tell().Say(
        "De Zeewering Jeugdhulp legt een verzoek om toewijzing (JW315) met twee producten in de map van de gemeente "
        "Alkmaar.");
    return route_.RequestAllocation(GuidanceAndDayTreatment());
  }

  absl::Status Decide() {
    tell().Chapter("Stap 2: probleemanalyse en triage");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(3, 3)));
    CLIENTROUTE_RETURN_IF_ERROR(route_.Analyse(
        {.held = {"several_life_areas"},
         .narrative =
             "Gaat sinds de herfst weinig naar school en raakt thuis snel overprikkeld. Ouders trekken samen op.",
         .lighter_help_considered = "De schoolmaatschappelijk werker en de jeugdverpleegkundige hielpen een half jaar; "
                                    "het was niet genoeg."}));
    tell().Chapter("Stap 3: plan, besluit en contract");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(3, 4)));
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.RecordPlan({.goals = {{"Gaat weer elke dag naar school", {"line-2"}},
                                     {"Thuis is er rust en weten ouders wat helpt", {"line-1"}}},
                           .perspective = "Opgroeien thuis, naar de eigen school.",
                           .result_expected = StoryDay(12, 31)}));
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(3, 5)));
    return route_.Grant(
        "Lichtere hulp was niet genoeg; begeleiding thuis en dagbehandeling passen bij de doelen van het plan.");
  }

  absl::Status Allocate() {
    tell().Chapter("Stap 4: een plek, en de toewijzing");
    CLIENTROUTE_RETURN_IF_ERROR(route_.TellPlaces());
    CLIENTROUTE_RETURN_IF_ERROR(route_.ReceiveAllocation(GuidanceAndDayTreatment().size(), StoryDay(3, 6)));
    return route_.ExpectState("in_care");
  }

  absl::Status Care() {
    tell().Chapter("Stap 5: zorg begint en eindigt");
    const std::string_view guidance = "ZW-2026-0117-1";
    const std::string_view treatment = "ZW-2026-0117-2";
    const Date guidance_start = StoryDay(3, 16);
    const Date treatment_start = StoryDay(4, 1);
    CLIENTROUTE_RETURN_IF_ERROR(route_.Start(guidance, guidance_start));
    CLIENTROUTE_RETURN_IF_ERROR(route_.Start(treatment, treatment_start));
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(9, 14)));
    CLIENTROUTE_RETURN_IF_ERROR(route_.Evaluate(access::v1::Evaluation::AS_IT_IS,
                                                "Het gaat beter op school; de dagbehandeling loopt volgens plan af."));
    CLIENTROUTE_RETURN_IF_ERROR(route_.Stop(treatment, treatment_start, StoryDay(9, 30), kAccordingToPlan));
    CLIENTROUTE_RETURN_IF_ERROR(route_.Stop(guidance, guidance_start, StoryDay(12, 18), kAccordingToPlan));
    tell().Chapter("Stap 6: uitstroom");
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.LeaveCare(access::v1::Outflow::HOME, access::v1::Outflow::NONE, StoryDay(12, 18), /*aftercare=*/false));
    constexpr int kNextYear = 2027;
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(kNextYear, 12, 20)));
    CLIENTROUTE_ASSIGN(auto route, route_.Look());
    tell().Say(Cat("Een jaar lang kwam er geen nieuwe vraag; de route staat op '", route.state_title(), "'."));
    return stage().Expect(route.closed(), "de route hoort gesloten te zijn");
  }

  RoutePlay route_;
};

}  // namespace

StoryEntry StandardStory() {
  return {"standard", "Van een verzoek om toewijzing tot het einde van twee producten jeugdhulp.", MakeStory<Played>};
}

}  // namespace clientroute::suite
