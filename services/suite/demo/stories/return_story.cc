#include <algorithm>

#include "services/platform/status/status.h"
#include "services/suite/demo/beginnings.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/stories.h"

namespace clientroute::suite {
namespace {

constexpr std::string_view kAccordingToPlan = "31";  // JZ588

// shows: INT-7, ROU-6
/// A client who left comes back within three months: recognised, with his history, to the provider that he knows.
class Played final : public Story {
 public:
  explicit Played(Stage* stage)
      : Story(stage),
        provider_(stage->AddProvider(kZeewering, kAlkmaar)),
        first_(stage, provider_, Duinker()),
        second_(stage, provider_, Duinker()) {}

  absl::Status Play() override {
    tell().Chapter("Vooraf: zorg, en uitstroom");
    const StoryProduct guidance = GuidanceAndDayTreatment().front();
    CLIENTROUTE_RETURN_IF_ERROR(BringIntoCare(stage(), first_, {guidance}));
    CLIENTROUTE_RETURN_IF_ERROR(first_.Start(guidance.reference, StoryDay(3, 16)));
    const Date end = StoryDay(6, 30);
    CLIENTROUTE_RETURN_IF_ERROR(first_.Stop(guidance.reference, StoryDay(3, 16), end, kAccordingToPlan));
    CLIENTROUTE_RETURN_IF_ERROR(
        first_.LeaveCare(access::v1::Outflow::HOME, access::v1::Outflow::NONE, end, /*aftercare=*/false));
    CLIENTROUTE_RETURN_IF_ERROR(first_.ExpectState("watched"));

    tell().Chapter("Terug in zorg");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(8, 31)));
    tell().Say("Binnen drie maanden vraagt dezelfde aanbieder opnieuw om toewijzing.");
    StoryProduct again = guidance;
    again.reference = "ZW-2026-0583-1";
    again.from = StoryDay(9, 14);
    CLIENTROUTE_RETURN_IF_ERROR(BringIntoCare(stage(), second_, {again}));
    CLIENTROUTE_RETURN_IF_ERROR(second_.TellPlaces());
    CLIENTROUTE_RETURN_IF_ERROR(first_.ExpectState("returned"));
    return second_.Start(again.reference, again.from);
  }

  absl::Status Check(Checks& checks) override {
    const v1::RouteView& first = checks.report().views(0);
    const v1::RouteView& second = checks.report().views(1);
    checks.Add("de eerste route is gesloten als terug in zorg", first.route().closed());
    checks.Add("de nieuwe route hoort bij dezelfde casus", first.route().case_() == second.route().case_());
    checks.Add("de casus kent de terugkeer met haar geschiedenis",
               second.case_route().returned_from() == first.route().name());
    checks.Add("de plek is bij de aanbieder van eerst",
               second.allocations_size() == 1 && second.allocations(0).line().provider() == kZeewering);
    return absl::OkStatus();
  }

 private:
  Provider* provider_;
  RoutePlay first_;
  RoutePlay second_;
};

}  // namespace

StoryEntry ReturnStory() {
  return {"return", "Terug in zorg binnen drie maanden: herkend, met zijn geschiedenis, naar de eerste aanbieder.",
          MakeStory<Played>};
}

}  // namespace clientroute::suite
