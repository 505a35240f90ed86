#include <algorithm>

#include "services/platform/status/status.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/message_reading.h"
#include "services/suite/demo/route_play.h"
#include "services/suite/demo/stories.h"

namespace clientroute::suite {
namespace {

constexpr std::string_view kAccordingToPlan = "19";  // WMO588
constexpr const char* kHour = "04";                  // WJ756
constexpr const char* kPerWeek = "2";                // WMO757
/// Noorderzon in 2026, in cents an hour.
constexpr std::int64_t kTariff = 9'311;
constexpr std::int64_t kMarchHours = 9;

// shows: REG-2, MSG-1
/// The same house carries social support: WMO315 to WMO325.
class Played final : public Story {
 public:
  explicit Played(Stage* stage)
      : Story(stage),
        provider_(stage->AddProvider(kNoorderzon, kAlkmaar, kSocialStandard)),
        route_(stage, provider_, Zandstra()) {}

  absl::Status Play() override {
    tell().Chapter("Stap 1: een Wmo-aanbieder vraagt om toewijzing");
    constexpr int kHours = 4;
    CLIENTROUTE_RETURN_IF_ERROR(route_.RequestAllocation(
        {{kReference, "02", "02W02", StoryDay(3, 16), StoryDay(12, 31), kHours, kHour, kPerWeek}}));
    tell().Say(
        "De Wmo geeft zes weken voor het onderzoek, het bericht vijf werkdagen voor een antwoord (OP274): de aanbieder "
        "hoort dat het verzoek in onderzoek is.");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(3, 9)));
    CLIENTROUTE_RETURN_IF_ERROR(route_.ReceiveAnswer({kReference, std::string(kUnderInvestigation)}));
    CLIENTROUTE_RETURN_IF_ERROR(route_.ExpectState("investigating"));

    tell().Chapter("Stap 2: het onderzoek, het plan en het besluit");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(3, 10)));
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.Analyse({.held = {"avoids_care"},
                        .narrative = "Mijdt hulp, maar laat de begeleider van Noorderzon binnen.",
                        .lighter_help_considered = "De buurt en zijn zus hielpen; dat houdt op."}));
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(3, 11)));
    CLIENTROUTE_RETURN_IF_ERROR(route_.RecordPlan({.goals = {{"Blijft zelfstandig wonen", {"line-1"}}},
                                                   .perspective = "Eigen huis, eigen regie.",
                                                   .orientation = access::v1::SUPPORT_ORIENTED,
                                                   .result_expected = StoryDay(12, 31)}));
    CLIENTROUTE_RETURN_IF_ERROR(route_.Grant("Zonder begeleiding verliest hij zijn huis."));
    CLIENTROUTE_RETURN_IF_ERROR(route_.TellPlaces());
    CLIENTROUTE_RETURN_IF_ERROR(route_.ReceiveAllocation(1, StoryDay(3, 13)));

    tell().Chapter("Stap 3: zorg, declaratie en uitstroom");
    CLIENTROUTE_RETURN_IF_ERROR(route_.Start(kReference, StoryDay(3, 16)));
    CLIENTROUTE_RETURN_IF_ERROR(Claim());
    CLIENTROUTE_RETURN_IF_ERROR(route_.Stop(kReference, StoryDay(3, 16), StoryDay(6, 30), kAccordingToPlan));
    return route_.LeaveCare(access::v1::Outflow::REGULAR_PROVISIONS, access::v1::Outflow::NONE, StoryDay(6, 30),
                            /*aftercare=*/false);
  }

  absl::Status Check(Checks& checks) override {
    const v1::RouteView& view = checks.report().views(0);
    checks.Add("de route is die van de Wmo", view.route().definition() == "wmo_standard");
    checks.Add("alle berichten zijn van iWmo", std::ranges::all_of(checks.report().files(), [](const auto& file) {
                 return file.kind().starts_with(kSocialStandard);
               }));
    constexpr std::string_view kTold[] = {
        "ReferralAccepted", "AnswerMessageSent",     "AnswerMessageAnswered",    "TriageDecided",
        "DecisionTaken",    "AllocationMessageSent", "AllocationMessageAnswered"};
    checks.Add("de aanbieder hoorde binnen de termijn dat het verzoek in onderzoek was, en daarna van de toewijzing",
               ToldInOrder(view.route(), kTold) && !IsLate(view.route()));
    checks.Add("de cliënt is uit zorg", view.route().state() == "watched");
    checks.Add("tot op de cent betaalbaar gesteld",
               checks.report().ledger().balance().paid().cents() == kMarchHours * kTariff);
    return absl::OkStatus();
  }

 private:
  static constexpr const char* kReference = "NZ-2026-0042-1";

  /// Whether someone had to be told that an answer was late.
  static bool IsLate(const orchestrator::v1::Route& route) {
    return std::ranges::any_of(route.timeline(), [](const auto& entry) {
      return std::ranges::find(entry.tasks(), "+request_late") != entry.tasks().end();
    });
  }

  absl::Status Claim() {
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(4, 8)));
    CLIENTROUTE_ASSIGN(AllocatedProduct product, route_.Allocated(kReference));
    CLIENTROUTE_ASSIGN(StoryFile message,
                       provider_->maker().Claim(stage().Today(), {"NZ202603",
                                                                  StoryDay(3, 1),
                                                                  StoryDay(3, 31),
                                                                  Zandstra(),
                                                                  {{"NZ-03-1", "", product, StoryDay(3, 16),
                                                                    StoryDay(3, 31), kMarchHours, kHour, kTariff}}}));
    CLIENTROUTE_RETURN_IF_ERROR(stage().Send(provider_, message, "declaratie van maart"));
    CLIENTROUTE_ASSIGN(std::vector<StoryFile> files, stage().Receive(provider_, {"WMO325"}, "declaratie-antwoord"));
    CLIENTROUTE_ASSIGN(ClaimAnswer answer, ReadClaimAnswer(files.front()));
    return stage().Expect(answer.refused.empty() && answer.accepted_cents == kMarchHours * kTariff,
                          "alles hoort toegekend te zijn");
  }

  Provider* provider_;
  RoutePlay route_;
};

}  // namespace

StoryEntry WmoStory() {
  return {"wmo", "Dezelfde weg voor de Wmo: van WMO315, in onderzoek (WMO319), tot WMO325 en uitstroom.",
          MakeStory<Played>};
}

}  // namespace clientroute::suite
