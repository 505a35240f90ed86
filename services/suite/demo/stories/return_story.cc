#include <algorithm>

#include "services/platform/status/status.h"
#include "services/suite/demo/beginnings.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/referrals.h"
#include "services/suite/demo/stories.h"

namespace clientroute::suite {
namespace {

constexpr std::string_view kAccordingToPlan = "31";  // JZ588
constexpr ProductCode kGuidance = {"45", "45A05"};
constexpr ProductCode kTreatment = {"54", "54002"};

/// Whether it is about a place of the provider, by the names that the reference region gives its locations.
bool IsAt(std::string_view location, std::string_view first_letters) {
  return location.starts_with(Cat("locations/", first_letters));
}

/// The providers whose places could be chosen for the only line of the newest proposal, in order.
std::vector<std::string_view> Considered(const v1::RouteView& view, const std::vector<std::string_view>& providers) {
  std::vector<std::string_view> found;
  if (view.proposals().empty() || view.proposals(0).lines_size() != 1) return found;
  for (const auto& candidate : view.proposals(0).lines(0).candidates()) {
    for (std::string_view provider : providers) {
      if (IsAt(candidate.location(), provider) && std::ranges::find(found, provider) == found.end())
        found.push_back(provider);
    }
  }
  return found;
}

// shows: INT-7, ROU-6, ALL-1
/// A client who left comes back within three months, twice. Access names no provider, and several are contracted: who
/// asks for the same goes to the provider that he knows, who asks for something else to the best place.
class Played final : public Story {
 public:
  explicit Played(Stage* stage)
      : Story(stage),
        zeewering_(stage->AddProvider(kZeewering, kAlkmaar)),
        kompas_(stage->AddProvider(kKompas, kAlkmaar)),
        first_(stage, zeewering_, Duinker()),
        second_(stage, zeewering_, Duinker()),
        third_(stage, kompas_, Duinker()) {}

  absl::Status Play() override {
    tell().Chapter("Vooraf: zorg, en uitstroom");
    const StoryProduct guidance = GuidanceAndDayTreatment().front();
    CLIENTROUTE_RETURN_IF_ERROR(BringIntoCare(stage(), first_, {guidance}));
    CLIENTROUTE_RETURN_IF_ERROR(first_.Start(guidance.reference, StoryDay(3, 16)));
    CLIENTROUTE_RETURN_IF_ERROR(first_.Stop(guidance.reference, StoryDay(3, 16), StoryDay(6, 30), kAccordingToPlan));
    CLIENTROUTE_RETURN_IF_ERROR(Leave(first_, StoryDay(6, 30)));
    CLIENTROUTE_RETURN_IF_ERROR(ReturnForTheSame());
    return ReturnForSomethingElse();
  }

  absl::Status Check(Checks& checks) override {
    const v1::RouteView& first = checks.report().views(0);
    const v1::RouteView& second = checks.report().views(1);
    const v1::RouteView& third = checks.report().views(2);
    checks.Add("elke eerdere route is gesloten als terug in zorg",
               first.route().state() == "returned" && second.route().state() == "returned");
    checks.Add("de nieuwe routes horen bij dezelfde casus",
               first.route().case_() == second.route().case_() && first.route().case_() == third.route().case_());
    checks.Add("de casus kent elke terugkeer met haar geschiedenis",
               second.case_route().returned_from() == first.route().name() &&
                   third.case_route().returned_from() == second.route().name());
    const std::vector<std::string_view> providers = {"zeewering", "duin-en-dijk", "kompas"};
    checks.Add(
        "voor dezelfde vraag konden meer aanbieders, en ging de eerste voor, met de reden erbij",
        Considered(second, providers) == std::vector<std::string_view>{"zeewering", "duin-en-dijk"} &&
            second.proposals(0).lines(0).explanation().find("gaat naar zijn eerste aanbieder") != std::string::npos &&
            IsGivenBy(second, kZeewering));
    checks.Add("voor een andere vraag konden meer aanbieders, en won de beste plek",
               Considered(third, providers) == std::vector<std::string_view>{"kompas", "zeewering"} &&
                   third.proposals(0).lines(0).explanation().find("eerste aanbieder") == std::string::npos &&
                   IsGivenBy(third, kKompas));
    return absl::OkStatus();
  }

 private:
  /// What was allocated last: a message also tells what changed in what the client had before.
  static AllocatedProduct Newest(const RoutePlay& route) {
    const auto newest = std::ranges::max_element(route.allocated(), {}, &AllocatedProduct::from);
    return newest == route.allocated().end() ? AllocatedProduct() : *newest;
  }
  static bool IsGivenBy(const v1::RouteView& view, std::string_view provider) {
    return view.allocations_size() == 1 && view.allocations(0).line().provider() == provider;
  }

  absl::Status Leave(RoutePlay& route, Date end) {
    CLIENTROUTE_RETURN_IF_ERROR(
        route.LeaveCare(access::v1::Outflow::HOME, access::v1::Outflow::NONE, end, /*aftercare=*/false));
    return route.ExpectState("watched");
  }

  /// The access team refers for a product and names no provider, and brings the route to a place.
  absl::Status Return(RoutePlay& route, const type::v1::CareLine& line, std::string_view reference) {
    CLIENTROUTE_RETURN_IF_ERROR(route.Refer(AccessReferral(Duinker(), kAlkmaar, {line}, reference)));
    CLIENTROUTE_RETURN_IF_ERROR(BringToPlace(stage(), route));
    CLIENTROUTE_RETURN_IF_ERROR(route.TellPlaces());
    CLIENTROUTE_RETURN_IF_ERROR(route.ReceiveChangedAllocations(AddWorkingDays(stage().Today(), 1)));
    return route.ExpectState("in_care");
  }

  absl::Status ReturnForTheSame() {
    tell().Chapter("Terug in zorg, met dezelfde vraag");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(8, 31)));
    tell().Say(
        "Binnen drie maanden vraagt het gezin de toegang opnieuw om begeleiding. De toegang noemt geen aanbieder; in "
        "Alkmaar zijn er meer gecontracteerd.");
    constexpr int kHours = 4;
    CLIENTROUTE_RETURN_IF_ERROR(
        Return(second_, LineOf("", kGuidance, StoryDay(9, 14), StoryDay(12, 31), kHours, type::v1::HOUR), "demo-1"));
    CLIENTROUTE_RETURN_IF_ERROR(first_.ExpectState("returned"));
    const AllocatedProduct guidance = Newest(second_);
    CLIENTROUTE_RETURN_IF_ERROR(second_.StartNumbered(zeewering_, guidance, StoryDay(9, 14)));
    CLIENTROUTE_RETURN_IF_ERROR(
        second_.StopNumbered(zeewering_, guidance, StoryDay(9, 14), StoryDay(10, 16), kAccordingToPlan));
    return Leave(second_, StoryDay(10, 16));
  }

  absl::Status ReturnForSomethingElse() {
    tell().Chapter("Weer terug, met een andere vraag");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(11, 2)));
    tell().Say(
        "Nu vraagt het gezin om behandeling. Ook dat is een terugkeer, maar een andere vraag: de beste plek telt.");
    constexpr int kMinutes = 90;
    CLIENTROUTE_RETURN_IF_ERROR(Return(
        third_, LineOf("", kTreatment, StoryDay(11, 16), StoryDay(12, 31), kMinutes, type::v1::MINUTE), "demo-2"));
    CLIENTROUTE_RETURN_IF_ERROR(second_.ExpectState("returned"));
    return third_.StartNumbered(kompas_, Newest(third_), StoryDay(11, 16));
  }

  Provider* zeewering_;
  Provider* kompas_;
  RoutePlay first_;
  RoutePlay second_;
  RoutePlay third_;
};

}  // namespace

StoryEntry ReturnStory() {
  return {
      "return",
      "Terug in zorg binnen drie maanden: met dezelfde vraag naar de eerste aanbieder, met een andere naar de beste "
      "plek.",
      MakeStory<Played>};
}

}  // namespace clientroute::suite
