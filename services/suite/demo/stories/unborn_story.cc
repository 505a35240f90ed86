#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/referrals.h"
#include "services/suite/demo/route_play.h"
#include "services/suite/demo/stories.h"

namespace clientroute::suite {
namespace {

// shows: INT-3
/// A child that is not born yet: referred, decided on and allocated outside the messages, and then with a number.
class Played final : public Story {
 public:
  explicit Played(Stage* stage)
      : Story(stage), provider_(stage->AddProvider(kZeewering, kAlkmaar)), route_(stage, provider_, LittleDuinker()) {}

  absl::Status Play() override {
    CLIENTROUTE_RETURN_IF_ERROR(BeforeBirth());
    return AfterBirth();
  }

  absl::Status Check(Checks& checks) override {
    const v1::RouteView& view = checks.report().views(0);
    checks.Add("het kind hield zijn route", checks.report().views_size() == 1);
    checks.Add("voor de geboorte is er besloten en toegewezen, en geen bericht verzonden",
               ToldInOrder(view.route(), kToldInOrder));
    checks.Add("de zorg is begonnen",
               view.allocations_size() == 1 && view.allocations(0).state() == allocation::v1::CareAllocation::IN_CARE);
    return absl::OkStatus();
  }

 private:
  static constexpr std::string_view kToldInOrder[] = {
      "DecisionTaken",        "AllocationsMade",       "AllocationMessageWithheld",
      "ClientNumberRecorded", "AllocationMessageSent", "CareStarted"};

  absl::Status BeforeBirth() {
    tell().Chapter("Stap 1: voor de geboorte");
    tell().Say("De toegang verwijst een kind dat in mei wordt verwacht; het heeft nog geen burgerservicenummer.");
    constexpr int kHours = 4;
    intake::v1::CreateReferralRequest referral = AccessReferral(
        LittleDuinker(), kAlkmaar,
        {LineOf(kZeewering, {"45", "45A05"}, StoryDay(5, 18), StoryDay(12, 31), kHours, type::v1::HOUR)});
    referral.mutable_person()->clear_citizen_number();
    referral.mutable_person()->clear_birth_date();
    referral.mutable_person()->clear_first_names();
    *referral.mutable_person()->mutable_expected_birth_date() = ToProto(StoryDay(5, 15));
    CLIENTROUTE_RETURN_IF_ERROR(route_.Refer(referral));
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(3, 4)));
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.Analyse({.held = {"several_life_areas"},
                        .narrative = "Jonge moeder zonder netwerk; wil leren zorgen voor haar kind.",
                        .lighter_help_considered = "De verloskundige en het consultatiebureau vragen om meer."}));
    CLIENTROUTE_RETURN_IF_ERROR(route_.RecordPlan({.goals = {{"Moeder en kind zijn veilig samen thuis", {"line-1"}}},
                                                   .perspective = "Opgroeien bij moeder.",
                                                   .result_expected = StoryDay(12, 31)}));
    CLIENTROUTE_RETURN_IF_ERROR(route_.Grant("Hulp vanaf de geboorte, om uithuisplaatsing te voorkomen."));
    CLIENTROUTE_RETURN_IF_ERROR(route_.TellPlaces());
    tell().Say("Zonder burgerservicenummer gaat er geen bericht uit (de aanbieder hoort het buiten de berichten om).");
    CLIENTROUTE_RETURN_IF_ERROR(stage().Receive(provider_, {}, "").status());
    CLIENTROUTE_RETURN_IF_ERROR(
        route_.AnswerTask("tell_provider", "told", "De aanbieder weet wat is toegewezen, en per wanneer."));
    return route_.ExpectState("in_care");
  }

  absl::Status AfterBirth() {
    tell().Chapter("Stap 2: het kind is geboren");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(5, 15)));
    CLIENTROUTE_ASSIGN(auto route, route_.Look());
    intake::v1::RecordBirthRequest birth;
    birth.set_client(route.client());
    birth.set_citizen_number(LittleDuinker().citizen_number);
    *birth.mutable_birth_date() = ToProto(LittleDuinker().birth_date);
    birth.set_first_names(LittleDuinker().first_names);
    birth.set_initials(LittleDuinker().initials);
    birth.set_gender(intake::v1::FEMALE);
    CLIENTROUTE_RETURN_IF_ERROR(stage().Do(stage().access(), &intake::v1::Intake::Stub::RecordBirth, birth).status());
    tell().Say("Het kind heeft een burgerservicenummer: het toewijzingsbericht gaat alsnog uit, op dezelfde route.");
    CLIENTROUTE_RETURN_IF_ERROR(route_.ReceiveAllocation(1, StoryDay(5, 18)));
    return route_.StartNumbered(provider_, route_.allocated().front(), StoryDay(5, 18));
  }

  Provider* provider_;
  RoutePlay route_;
};

}  // namespace

StoryEntry UnbornStory() {
  return {"unborn", "Een kind dat nog niet geboren is: verwezen en toegewezen zonder bericht, en daarna met nummer.",
          MakeStory<Played>};
}

}  // namespace clientroute::suite
