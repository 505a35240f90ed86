#include "services/platform/status/status.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/route_play.h"
#include "services/suite/demo/stories.h"

namespace clientroute::suite {
namespace {

constexpr const char* kOnContent = "7";  // WJ759

// shows: ACC-8, MSG-1
/// A request that takes longer than its term, and is refused in the end.
class Played final : public Story {
 public:
  explicit Played(Stage* stage)
      : Story(stage), provider_(stage->AddProvider(kZeewering, kAlkmaar)), route_(stage, provider_, Duinker()) {}

  absl::Status Play() override {
    tell().Chapter("Stap 1: een verzoek dat onderzoek vraagt");
    CLIENTROUTE_RETURN_IF_ERROR(route_.RequestAllocation({Wanted()}));
    tell().Say(
        "De analyse is er niet voor het einde van de termijn (OP274); de aanbieder hoort dat het in onderzoek is.");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(3, 10)));
    CLIENTROUTE_RETURN_IF_ERROR(route_.ReceiveAnswer({Wanted().reference, std::string(kUnderInvestigation)}));

    tell().Chapter("Stap 2: het besluit");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(3, 23)));
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.Analyse({.held = {},
                        .narrative = "Het gezin redt het met hulp van oma en de school.",
                        .lighter_help_considered = "De jeugdverpleegkundige en school kunnen dit dragen."}));
    CLIENTROUTE_RETURN_IF_ERROR(route_.RecordPlan({.goals = {{"Het gaat thuis zonder jeugdhulp", {"line-1"}}},
                                                   .perspective = "Opgroeien thuis.",
                                                   .result_expected = StoryDay(6, 30)}));
    CLIENTROUTE_RETURN_IF_ERROR(route_.Refuse("Hulp uit het eigen netwerk en van school is genoeg."));
    CLIENTROUTE_RETURN_IF_ERROR(route_.ReceiveAnswer({Wanted().reference, std::string(kRequestRefused), kOnContent}));
    return route_.ExpectState("refused");
  }

  absl::Status Check(Checks& checks) override {
    const v1::RouteView& view = checks.report().views(0);
    checks.Add("de route is afgewezen en gesloten", view.route().closed() && view.route().state() == "refused");
    checks.Add("het besluit heeft een bezwaartermijn",
               view.case_route().decisions_size() == 1 && view.case_route().decisions(0).has_objection_until());
    checks.Add("er is niets toegewezen", view.allocations().empty());
    return absl::OkStatus();
  }

 private:
  static StoryProduct Wanted() { return GuidanceAndDayTreatment().front(); }

  Provider* provider_;
  RoutePlay route_;
};

}  // namespace

StoryEntry RefusedStory() {
  return {"refused", "Een verzoek dat in onderzoek gaat (JW319) en daarna wordt afgewezen, met bezwaartermijn.",
          MakeStory<Played>};
}

}  // namespace clientroute::suite
