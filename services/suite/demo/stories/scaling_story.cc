#include <algorithm>

#include "services/platform/status/status.h"
#include "services/suite/demo/beginnings.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/stories.h"

namespace clientroute::suite {
namespace {

constexpr const char* kHour = "04";                  // WJ756
constexpr const char* kPerWeek = "2";                // WMO757
constexpr std::string_view kBecauseOfChange = "37";  // JZ588
constexpr const char* kSituationChanged = "1";       // WJ758

// shows: ROU-2, MSG-1
/// Care goes up and down by change requests, and the route becomes multi and mono again, without a new application.
class Played final : public Story {
 public:
  explicit Played(Stage* stage)
      : Story(stage), provider_(stage->AddProvider(kZeewering, kAlkmaar)), route_(stage, provider_, Duinker()) {}

  absl::Status Play() override {
    tell().Chapter("Vooraf: zorg loopt");
    CLIENTROUTE_RETURN_IF_ERROR(BringIntoCare(stage(), route_, {Guidance()}));
    CLIENTROUTE_RETURN_IF_ERROR(route_.Start(kReference, begun_));
    CLIENTROUTE_RETURN_IF_ERROR(ScaleUp());
    CLIENTROUTE_RETURN_IF_ERROR(BecomeMultiAndMono());
    CLIENTROUTE_RETURN_IF_ERROR(ScaleDown());
    return Extend();
  }

  absl::Status Check(Checks& checks) override {
    const v1::RouteView& view = checks.report().views(0);
    const auto& timeline = view.route().timeline();
    auto count = [&](std::string_view event) {
      return std::ranges::count_if(timeline, [&](const auto& entry) { return entry.event() == event; });
    };
    checks.Add("drie verzoeken om wijziging zijn gevraagd, besloten en doorgevoerd",
               count("ChangeRequested") == 3 && count("AllocationsChanged") == 3);
    checks.Add("de route ging van mono naar multi en terug, op dezelfde route",
               checks.report().views_size() == 1 && view.case_route().conferences_size() == 1);
    checks.Add("de zorg loopt door, met één toewijzing die nu geldt",
               view.route().state() == "in_care" && std::ranges::count_if(view.allocations(), [](const auto& made) {
                                                      return made.state() == allocation::v1::CareAllocation::IN_CARE;
                                                    }) >= 1);
    return absl::OkStatus();
  }

 private:
  static constexpr std::string_view kReference = "ZW-2026-0117-1";
  static constexpr int kMore = 6;
  static constexpr int kLess = 3;

  static StoryProduct Guidance() { return GuidanceAndDayTreatment().front(); }

  absl::Status Change(std::string reference, Date asked_on, Date wanted, Date until, int hours,
                      std::string_view motivation) {
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(asked_on));
    const AllocatedProduct current = route_.allocated().back();
    StoryChange change;
    change.reference = std::move(reference);
    change.reason = kSituationChanged;
    change.changed.push_back({current, wanted, until, hours, kHour, kPerWeek});
    CLIENTROUTE_RETURN_IF_ERROR(route_.RequestChange(change));
    CLIENTROUTE_RETURN_IF_ERROR(route_.ExpectState("considering_change"));
    CLIENTROUTE_RETURN_IF_ERROR(route_.DecideChange(access::v1::Decision::GRANT, motivation));
    CLIENTROUTE_RETURN_IF_ERROR(route_.ReceiveChangedAllocations(AddWorkingDays(asked_on, 1)));
    const AllocatedProduct next = route_.allocated().back();
    if (next.number == current.number) return absl::OkStatus();
    // What was allocated ends, and what follows on it begins: the provider reports both.
    CLIENTROUTE_RETURN_IF_ERROR(route_.StopNumbered(provider_, current, begun_, wanted.AddDays(-1), kBecauseOfChange));
    begun_ = wanted;
    return route_.StartNumbered(provider_, next, begun_);
  }

  absl::Status ScaleUp() {
    tell().Chapter("Stap 1: opschalen");
    return Change("ZW-2026-0301", StoryDay(5, 4), StoryDay(6, 1), StoryDay(12, 31), kMore,
                  "Vier uur is te weinig gebleken; zes uur past bij de doelen.");
  }

  absl::Status BecomeMultiAndMono() {
    tell().Chapter("Stap 2: mono wordt multi, en weer mono");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(6, 15)));
    CLIENTROUTE_RETURN_IF_ERROR(route_.OverrideTriage(
        access::v1::MULTI, "Ook vader is uitgevallen en er zijn schulden; de hulp moet samenhangen."));
    CLIENTROUTE_RETURN_IF_ERROR(route_.ExpectState("conferring_in_care"));
    access::v1::Participant parent;
    parent.set_role(access::v1::Participant::PARENT);
    parent.set_name("Moeder");
    access::v1::Participant team;
    team.set_role(access::v1::Participant::ACCESS_TEAM);
    team.set_name("De jeugdprofessional");
    CLIENTROUTE_RETURN_IF_ERROR(route_.HoldConference({parent, team}, access::v1::Conference::MONO_SUFFICES,
                                                      "Schuldhulp staat er los van; de lopende zorg volstaat."));
    return route_.ExpectState("in_care");
  }

  absl::Status ScaleDown() {
    tell().Chapter("Stap 3: kan het lichter?");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(9, 14)));
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.Evaluate(access::v1::Evaluation::LIGHTER, "Het gaat goed; drie uur per week is genoeg."));
    CLIENTROUTE_RETURN_IF_ERROR(route_.AnswerTask("arrange_change", "asked", "De aanbieder vraagt de wijziging aan."));
    return Change("ZW-2026-0412", StoryDay(9, 21), StoryDay(10, 5), StoryDay(12, 31), kLess,
                  "Minder uren, zoals bij de evaluatie afgesproken.");
  }

  absl::Status Extend() {
    tell().Chapter("Stap 4: dezelfde zorg, langer");
    tell().Say("Alleen de einddatum verandert: de toewijzing wordt opgerekt en houdt haar nummer (OP380).");
    const std::string number = route_.allocated().back().number;
    constexpr int kNextYear = 2027;
    CLIENTROUTE_RETURN_IF_ERROR(Change("ZW-2026-0533", StoryDay(11, 23), StoryDay(10, 5), StoryDay(kNextYear, 3, 31),
                                       kLess, "Nog een kwartaal, om af te bouwen."));
    return stage().Expect(route_.allocated().back().number == number,
                          "een opgerekte toewijzing hoort haar nummer te houden");
  }

  Provider* provider_;
  RoutePlay route_;
  Date begun_ = StoryDay(3, 16);
};

}  // namespace

StoryEntry ScalingStory() {
  return {"scaling",
          "Op- en afschalen en verlengen door verzoeken om wijziging (JW317); mono wordt multi en weer mono.",
          MakeStory<Played>};
}

}  // namespace clientroute::suite
