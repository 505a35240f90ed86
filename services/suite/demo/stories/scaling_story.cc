#include <algorithm>
#include <iterator>

#include "services/platform/status/status.h"
#include "services/suite/demo/beginnings.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/stories.h"

namespace clientroute::suite {
namespace {

constexpr const char* kMinute = "01";                // WJ756
constexpr const char* kHour = "04";                  // WJ756
constexpr const char* kPerWeek = "2";                // WMO757
constexpr std::string_view kAccordingToPlan = "31";  // JZ588
constexpr std::string_view kBecauseOfChange = "37";  // JZ588
constexpr const char* kSituationChanged = "1";       // WJ758

// shows: ROU-2, MSG-1
/// Care goes up and down by change requests; the route becomes multi, with help of a second segment, and mono again,
/// without a new application.
class Played final : public Story {
 public:
  explicit Played(Stage* stage)
      : Story(stage), provider_(stage->AddProvider(kZeewering, kAlkmaar)), route_(stage, provider_, Duinker()) {}

  absl::Status Play() override {
    tell().Chapter("Vooraf: zorg loopt");
    CLIENTROUTE_RETURN_IF_ERROR(BringIntoCare(stage(), route_, {Guidance()}));
    CLIENTROUTE_RETURN_IF_ERROR(route_.Start(kReference, begun_));
    CLIENTROUTE_RETURN_IF_ERROR(ScaleUp());
    CLIENTROUTE_RETURN_IF_ERROR(BecomeMulti());
    CLIENTROUTE_RETURN_IF_ERROR(GiveTreatmentToo());
    CLIENTROUTE_RETURN_IF_ERROR(BecomeMonoAgain());
    CLIENTROUTE_RETURN_IF_ERROR(ScaleDown());
    return Extend();
  }

  absl::Status Check(Checks& checks) override {
    const v1::RouteView& view = checks.report().views(0);
    const auto& timeline = view.route().timeline();
    auto count = [&](std::string_view event) {
      return std::ranges::count_if(timeline, [&](const auto& entry) { return entry.event() == event; });
    };
    checks.Add("vier verzoeken om wijziging zijn gevraagd, besloten en doorgevoerd",
               count("ChangeRequested") == 4 && count("AllocationsChanged") == 4);
    // Multi confirmed, one plan, a second segment beside the first, and mono again.
    constexpr std::string_view kThereAndBack[] = {
        "TriageDecided", "TriageDecided",      "ConferenceHeld", "PlanRecorded", "ChangeRequested",
        "DecisionTaken", "AllocationsChanged", "CareStarted",    "CareStopped",  "TriageDecided"};
    const auto& known = view.case_route();
    checks.Add("mono werd een bevestigd multi, met hulp uit een tweede segment, en weer mono",
               ToldInOrder(view.route(), kThereAndBack) && known.conferences_size() == 1 &&
                   known.conferences(0).outcome() == access::v1::Conference::MULTI_CONFIRMED &&
                   known.triage().complexity() == access::v1::MONO &&
                   std::ranges::count_if(view.allocations(), [](const auto& made) {
                     return made.line().product().code() == kTreatmentCode;
                   }) == 1);
    checks.Add("en dat op één route, zonder nieuwe aanvraag",
               checks.report().views_size() == 1 && count("ReferralAccepted") == 1 &&
                   std::ranges::count_if(checks.report().files(),
                                         [](const auto& file) { return file.kind() == "JW315"; }) == 1);
    checks.Add("de zorg loopt door, met één toewijzing die nu geldt",
               view.route().state() == "in_care" && std::ranges::count_if(view.allocations(), [](const auto& made) {
                                                      return made.state() == allocation::v1::CareAllocation::IN_CARE;
                                                    }) == 1);
    return absl::OkStatus();
  }

 private:
  static constexpr std::string_view kReference = "ZW-2026-0117-1";
  static constexpr std::string_view kGuidanceCode = "45A05";
  static constexpr std::string_view kTreatmentCode = "54002";
  static constexpr int kMore = 6;
  static constexpr int kLess = 3;

  static StoryProduct Guidance() { return GuidanceAndDayTreatment().front(); }

  absl::Status Change(std::string reference, Date asked_on, Date wanted, Date until, int hours,
                      std::string_view motivation) {
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(asked_on));
    CLIENTROUTE_ASSIGN(const AllocatedProduct current, Allocated(kGuidanceCode));
    StoryChange change;
    change.reference = std::move(reference);
    change.reason = kSituationChanged;
    change.kept = AllBut(current);
    change.changed.push_back({current, wanted, until, hours, kHour, kPerWeek});
    CLIENTROUTE_RETURN_IF_ERROR(AskAndGrant(change, motivation));
    CLIENTROUTE_ASSIGN(const AllocatedProduct next, Allocated(kGuidanceCode));
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

  /// What is allocated of a product now.
  absl::StatusOr<AllocatedProduct> Allocated(std::string_view code) const {
    auto found = std::ranges::find(route_.allocated(), code, &AllocatedProduct::code);
    if (found != route_.allocated().end()) return *found;
    return Error(absl::StatusCode::kInternal, "STORY", Cat(code, " hoort toegewezen te zijn"));
  }
  /// The other allocations that have not ended: a request for change names them all (TR349).
  std::vector<AllocatedProduct> AllBut(const AllocatedProduct& changed) {
    std::vector<AllocatedProduct> others;
    std::ranges::copy_if(route_.allocated(), std::back_inserter(others), [&](const AllocatedProduct& one) {
      return one.number != changed.number && one.until >= stage().Today();
    });
    return others;
  }
  absl::Status AskAndGrant(const StoryChange& change, std::string_view motivation) {
    const Date asked_on = stage().Today();
    CLIENTROUTE_RETURN_IF_ERROR(route_.RequestChange(change));
    CLIENTROUTE_RETURN_IF_ERROR(route_.ExpectState("considering_change"));
    CLIENTROUTE_RETURN_IF_ERROR(route_.DecideChange(access::v1::Decision::GRANT, motivation));
    return route_.ReceiveChangedAllocations(AddWorkingDays(asked_on, 1));
  }

  absl::Status BecomeMulti() {
    tell().Chapter("Stap 2: mono wordt multi");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(6, 15)));
    CLIENTROUTE_RETURN_IF_ERROR(route_.OverrideTriage(
        access::v1::MULTI, "Ook vader is uitgevallen en haar angst houdt alles vast; de hulp moet samenhangen."));
    CLIENTROUTE_RETURN_IF_ERROR(route_.ExpectState("conferring_in_care"));
    CLIENTROUTE_RETURN_IF_ERROR(route_.HoldConference({At(access::v1::Participant::PARENT, "Moeder"),
                                                       At(access::v1::Participant::ACCESS_TEAM, "De jeugdprofessional"),
                                                       At(access::v1::Participant::PROVIDER, "De Zeewering")},
                                                      access::v1::Conference::MULTI_CONFIRMED,
                                                      "Begeleiding en behandeling van de angst, onder één plan."));
    CLIENTROUTE_RETURN_IF_ERROR(route_.ExpectState("planning_in_care"));
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(6, 17)));
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.RecordPlan({.goals = {{"Thuis is er structuur", {"line-1"}}, {"De angst belemmert school niet", {}}},
                           .perspective = "Opgroeien thuis, naar de eigen school.",
                           .result_expected = StoryDay(12, 31),
                           .coordinator = kZeewering}));
    return route_.ExpectState("in_care");
  }

  absl::Status GiveTreatmentToo() {
    tell().Chapter("Stap 3: hulp uit een tweede segment erbij");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(6, 22)));
    tell().Say("De aanbieder vraagt jeugd-ggz erbij als wijziging; een nieuwe aanvraag is er niet.");
    constexpr int kMinutes = 90;
    CLIENTROUTE_ASSIGN(const AllocatedProduct guidance, Allocated(kGuidanceCode));
    StoryChange change;
    change.reference = "ZW-2026-0366";
    change.reason = kSituationChanged;
    change.kept = {guidance};
    change.added = {
        {"", "54", std::string(kTreatmentCode), treated_from_, StoryDay(12, 31), kMinutes, kMinute, kPerWeek}};
    CLIENTROUTE_RETURN_IF_ERROR(AskAndGrant(change, "De behandeling hoort bij het ene plan."));
    CLIENTROUTE_ASSIGN(const AllocatedProduct treatment, Allocated(kTreatmentCode));
    return route_.StartNumbered(provider_, treatment, treated_from_);
  }

  absl::Status BecomeMonoAgain() {
    tell().Chapter("Stap 4: de behandeling is klaar; multi wordt weer mono");
    CLIENTROUTE_ASSIGN(const AllocatedProduct treatment, Allocated(kTreatmentCode));
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.StopNumbered(provider_, treatment, treated_from_, StoryDay(8, 28), kAccordingToPlan));
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.OverrideTriage(access::v1::MONO, "De angst is behandeld; begeleiding alleen is genoeg."));
    return route_.ExpectState("in_care");
  }

  absl::Status ScaleDown() {
    tell().Chapter("Stap 5: kan het lichter?");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(9, 14)));
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.Evaluate(access::v1::Evaluation::LIGHTER, "Het gaat goed; drie uur per week is genoeg."));
    CLIENTROUTE_RETURN_IF_ERROR(route_.AnswerTask("arrange_change", "asked", "De aanbieder vraagt de wijziging aan."));
    return Change("ZW-2026-0412", StoryDay(9, 21), StoryDay(10, 5), StoryDay(12, 31), kLess,
                  "Minder uren, zoals bij de evaluatie afgesproken.");
  }

  absl::Status Extend() {
    tell().Chapter("Stap 6: dezelfde zorg, langer");
    tell().Say("Alleen de einddatum verandert: de toewijzing wordt opgerekt en houdt haar nummer (OP380).");
    CLIENTROUTE_ASSIGN(const AllocatedProduct before, Allocated(kGuidanceCode));
    constexpr int kNextYear = 2027;
    CLIENTROUTE_RETURN_IF_ERROR(Change("ZW-2026-0533", StoryDay(11, 23), StoryDay(10, 5), StoryDay(kNextYear, 3, 31),
                                       kLess, "Nog een kwartaal, om af te bouwen."));
    CLIENTROUTE_ASSIGN(const AllocatedProduct after, Allocated(kGuidanceCode));
    return stage().Expect(after.number == before.number, "een opgerekte toewijzing hoort haar nummer te houden");
  }

  Provider* provider_;
  RoutePlay route_;
  Date begun_ = StoryDay(3, 16);
  const Date treated_from_ = StoryDay(7, 1);
};

}  // namespace

StoryEntry ScalingStory() {
  return {
      "scaling",
      "Op- en afschalen en verlengen door verzoeken om wijziging (JW317); mono wordt multi, bevestigd, en weer mono.",
      MakeStory<Played>};
}

}  // namespace clientroute::suite
