#include <algorithm>

#include "services/platform/status/status.h"
#include "services/suite/demo/beginnings.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/stories.h"

namespace clientroute::suite {
namespace {

constexpr std::string_view kAccordingToPlan = "31";  // JZ588

// shows: ROU-4, ROU-5
/// Care ends, aftercare follows on the continuing decision, help starts again from it at once, and the client leaves.
class Played final : public Story {
 public:
  explicit Played(Stage* stage)
      : Story(stage), provider_(stage->AddProvider(kZeewering, kAlkmaar)), route_(stage, provider_, Duinker()) {}

  absl::Status Play() override {
    tell().Chapter("Vooraf: zorg loopt");
    CLIENTROUTE_RETURN_IF_ERROR(BringIntoCare(stage(), route_, {Guidance()}));
    CLIENTROUTE_RETURN_IF_ERROR(route_.Start(kReference, StoryDay(3, 16)));
    CLIENTROUTE_RETURN_IF_ERROR(LeaveWithAftercare());
    CLIENTROUTE_RETURN_IF_ERROR(StartAgain());
    return Leave();
  }

  absl::Status Check(Checks& checks) override {
    const v1::RouteView& view = checks.report().views(0);
    checks.Add("de route is na de terugkeertermijn gesloten", view.route().closed() && view.route().timers().empty());
    checks.Add("de zorg begon tweemaal en eindigde tweemaal, op één besluit",
               view.allocations_size() == 2 && view.case_route().decisions_size() == 1 &&
                   std::ranges::all_of(view.allocations(), [](const auto& made) {
                     return made.state() == allocation::v1::CareAllocation::ENDED;
                   }));
    checks.Add("beide contactmomenten van de nazorg en beide keren uitstroom staan in de casus",
               view.case_route().aftercare_contacts_size() == 2 && view.case_route().outflows_size() == 2);
    return absl::OkStatus();
  }

 private:
  static constexpr std::string_view kReference = "ZW-2026-0117-1";

  static StoryProduct Guidance() { return GuidanceAndDayTreatment().front(); }

  absl::Status LeaveWithAftercare() {
    tell().Chapter("Stap 1: uitstroom met nazorg");
    const Date end = StoryDay(6, 30);
    CLIENTROUTE_RETURN_IF_ERROR(route_.Stop(kReference, StoryDay(3, 16), end, kAccordingToPlan));
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.LeaveCare(access::v1::Outflow::HOME, access::v1::Outflow::NONE, end, /*aftercare=*/true));
    CLIENTROUTE_RETURN_IF_ERROR(route_.ExpectState("in_aftercare"));
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(8, 3)));
    return route_.ContactInAftercare(access::v1::AftercareContact::GOES_WELL, "Het gaat goed; volgende maand weer.");
  }

  absl::Status StartAgain() {
    tell().Chapter("Stap 2: het gaat niet goed; de zorg start meteen opnieuw");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(9, 3)));
    CLIENTROUTE_RETURN_IF_ERROR(route_.ContactInAftercare(access::v1::AftercareContact::RESTART,
                                                          "Sinds de scholen begonnen loopt het thuis weer vast."));
    CLIENTROUTE_RETURN_IF_ERROR(route_.ReceiveChangedAllocations(StoryDay(9, 4)));
    return route_.StartNumbered(provider_, route_.allocated().back(), StoryDay(9, 7));
  }

  absl::Status Leave() {
    tell().Chapter("Stap 3: uitstroom, en de termijn voor terugkeer");
    const Date end = StoryDay(12, 18);
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.StopNumbered(provider_, route_.allocated().back(), StoryDay(9, 7), end, kAccordingToPlan));
    CLIENTROUTE_RETURN_IF_ERROR(route_.LeaveCare(access::v1::Outflow::EDUCATION, access::v1::Outflow::DAY_ACTIVITY, end,
                                                 /*aftercare=*/false));
    CLIENTROUTE_RETURN_IF_ERROR(route_.ExpectState("watched"));
    constexpr int kNextYear = 2027;
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(kNextYear, 12, 20)));
    tell().Say("Een jaar lang kwam er geen nieuwe vraag.");
    return route_.ExpectState("closed");
  }

  Provider* provider_;
  RoutePlay route_;
};

}  // namespace

StoryEntry AftercareStory() {
  return {"aftercare", "Nazorg op een doorlopend besluit: de zorg start meteen opnieuw; daarna uitstroom.",
          MakeStory<Played>};
}

}  // namespace clientroute::suite
