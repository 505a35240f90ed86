#include "clientroute/claims/v1/claims.grpc.pb.h"
#include "clientroute/monitoring/v1/monitoring.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/demo/beginnings.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/message_reading.h"
#include "services/suite/demo/stories.h"

namespace clientroute::suite {
namespace {

/// Tariffs of De Zeewering in 2026, in cents.
constexpr std::int64_t kGuidanceTariff = 7'790;
constexpr std::int64_t kTreatmentTariff = 10'258;
/// WJ756.
constexpr const char* kHour = "04";
constexpr const char* kPartDay = "16";
/// The volume is more than was allocated for the period (TR321).
constexpr std::string_view kOverVolume = "9321";

constexpr std::string_view kGuidance = "ZW-2026-0117-1";
constexpr std::string_view kTreatment = "ZW-2026-0117-2";

// shows: CLM-1, CLM-4, MON-2, MSG-1
/// Two months of claims: a line that claims too much, a credit and its correction.
class Played final : public Story {
 public:
  explicit Played(Stage* stage)
      : Story(stage), provider_(stage->AddProvider(kZeewering, kAlkmaar)), route_(stage, provider_, Duinker()) {}

  absl::Status Play() override {
    tell().Chapter("Vooraf: zorg loopt");
    CLIENTROUTE_RETURN_IF_ERROR(BringIntoCare(stage(), route_, GuidanceAndDayTreatment()));
    CLIENTROUTE_RETURN_IF_ERROR(route_.Start(kGuidance, StoryDay(3, 16)));
    CLIENTROUTE_RETURN_IF_ERROR(route_.Start(kTreatment, StoryDay(4, 1)));
    CLIENTROUTE_ASSIGN(guidance_, route_.Allocated(kGuidance));
    CLIENTROUTE_ASSIGN(treatment_, route_.Allocated(kTreatment));
    CLIENTROUTE_RETURN_IF_ERROR(ClaimApril());
    return ClaimMay();
  }

  absl::Status Check(Checks& checks) override {
    const v1::DemoReport& report = checks.report();
    checks.Add("elke declaratie is eenmaal beoordeeld", report.claims_size() == 2);
    std::int64_t accepted = 0;
    int refused = 0;
    for (const v1::ClaimView& view : report.claims()) {
      accepted += view.claim().accepted().cents();
      refused += view.claim().lines_refused();
    }
    checks.Add("precies één regel is afgewezen", refused == 1);
    checks.Add("tot op de cent: wat de 325's toekennen is wat betaalbaar gesteld is",
               accepted == kAcceptedApril + kAcceptedMay && report.ledger().balance().paid().cents() == accepted);
    checks.Add("monitoring telt hetzelfde per contract en gemeente",
               report.spend().total().accepted().cents() == accepted &&
                   report.spend().total().refused().cents() == kRefusedApril);
    return absl::OkStatus();
  }

 private:
  // What was delivered, and what it comes to.
  static constexpr std::int64_t kMarchHours = 9;
  static constexpr std::int64_t kAprilHours = 17;
  static constexpr std::int64_t kAprilHoursCorrected = 16;
  static constexpr std::int64_t kTooManyPartDays = 40;
  static constexpr std::int64_t kPartDays = 20;
  static constexpr std::int64_t kMayHours = 16;
  static constexpr std::int64_t kAcceptedApril = (kMarchHours + kAprilHours) * kGuidanceTariff;
  static constexpr std::int64_t kRefusedApril = kTooManyPartDays * kTreatmentTariff;
  static constexpr std::int64_t kAcceptedMay =
      (-kAprilHours + kAprilHoursCorrected + kMayHours) * kGuidanceTariff + 2 * kPartDays * kTreatmentTariff;

  StoryClaimLine Guidance(std::string reference, std::string credits, Date from, Date until, std::int64_t hours) {
    return {std::move(reference), std::move(credits), guidance_, from, until, hours, kHour, kGuidanceTariff};
  }
  StoryClaimLine Treatment(std::string reference, Date from, Date until, std::int64_t part_days) {
    return {std::move(reference), "", treatment_, from, until, part_days, kPartDay, kTreatmentTariff};
  }

  /// Sends a claim and gives its answer, told.
  absl::StatusOr<ClaimAnswer> Claim(const StoryClaim& claim, std::string_view meaning) {
    CLIENTROUTE_ASSIGN(StoryFile message, provider_->maker().Claim(stage().Today(), claim));
    CLIENTROUTE_RETURN_IF_ERROR(stage().Send(provider_, message, meaning));
    CLIENTROUTE_ASSIGN(std::vector<StoryFile> files, stage().Receive(provider_, {"JW325"}, "declaratie-antwoord"));
    CLIENTROUTE_ASSIGN(ClaimAnswer answer, ReadClaimAnswer(files.front()));
    type::v1::Money submitted;
    submitted.set_cents(answer.submitted_cents);
    type::v1::Money accepted;
    accepted.set_cents(answer.accepted_cents);
    tell().Say(Cat("Ingediend ", DutchMoney(submitted), ", toegekend ", DutchMoney(accepted), "."));
    return answer;
  }

  absl::Status ClaimApril() {
    tell().Chapter("Stap 1: de declaratie van april");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(5, 7)));
    tell().Say(
        "De aanbieder declareert april, en de tweede helft van maart achteraf. Een regel vraagt veertig dagdelen, "
        "terwijl vijf per week zijn toegewezen.");
    const Date first = StoryDay(4, 1);
    const Date last = StoryDay(4, 30);
    CLIENTROUTE_ASSIGN(ClaimAnswer answer,
                       Claim({"ZW202604",
                              first,
                              last,
                              Duinker(),
                              {Guidance("ZW-04-1", "", StoryDay(3, 16), StoryDay(3, 31), kMarchHours),
                               Guidance("ZW-04-2", "", first, last, kAprilHours),
                               Treatment("ZW-04-3", first, last, kTooManyPartDays)}},
                             "declaratie van april"));
    CLIENTROUTE_RETURN_IF_ERROR(
        stage().Expect(answer.accepted_cents == kAcceptedApril, Cat("toegekend hoort ", kAcceptedApril, " te zijn")));
    CLIENTROUTE_RETURN_IF_ERROR(
        stage().Expect(answer.refused.size() == 1 && answer.refused.front().reference == "ZW-04-3" &&
                           answer.refused.front().return_codes == std::vector<std::string>{std::string(kOverVolume)},
                       Cat("alleen regel ZW-04-3 hoort afgewezen te zijn, met ", kOverVolume)));
    return TellRefused();
  }

  absl::Status ClaimMay() {
    tell().Chapter("Stap 2: een maand later: credit, correctie en wat goed is");
    CLIENTROUTE_RETURN_IF_ERROR(stage().MoveTo(StoryDay(6, 5)));
    tell().Say(
        "In april bleek een uur te veel geteld: de regel wordt gecrediteerd en opnieuw ingediend. De dagdelen van "
        "april komen nu goed, en mei komt erbij.");
    const Date april = StoryDay(4, 1);
    const Date april_end = StoryDay(4, 30);
    const Date may = StoryDay(5, 1);
    const Date may_end = StoryDay(5, 31);
    CLIENTROUTE_ASSIGN(ClaimAnswer answer, Claim({"ZW202605",
                                                  may,
                                                  may_end,
                                                  Duinker(),
                                                  {Guidance("ZW-05-1", "ZW-04-2", april, april_end, kAprilHours),
                                                   Guidance("ZW-05-2", "", april, april_end, kAprilHoursCorrected),
                                                   Treatment("ZW-05-3", april, april_end, kPartDays),
                                                   Guidance("ZW-05-4", "", may, may_end, kMayHours),
                                                   Treatment("ZW-05-5", may, may_end, kPartDays)}},
                                                 "declaratie van mei, met een credit"));
    CLIENTROUTE_RETURN_IF_ERROR(
        stage().Expect(answer.refused.empty() && answer.accepted_cents == kAcceptedMay,
                       Cat("alles hoort toegekend te zijn: ", kAcceptedMay, ", niet ", answer.accepted_cents)));
    return absl::OkStatus();
  }

  /// Why a line was refused, as the back office sees it.
  absl::Status TellRefused() {
    claims::v1::ListClaimsRequest wanted;
    CLIENTROUTE_ASSIGN(auto claims, stage().back_office().Ask(&claims::v1::Claims::Stub::ListClaims, wanted));
    CLIENTROUTE_RETURN_IF_ERROR(stage().Expect(claims.claims_size() == 1, "er hoort één declaratie te zijn"));
    claims::v1::ListClaimLinesRequest request;
    request.set_claim(claims.claims(0).name());
    request.set_refused_only(true);
    CLIENTROUTE_ASSIGN(auto lines, stage().back_office().Ask(&claims::v1::Claims::Stub::ListClaimLines, request));
    for (const auto& line : lines.lines()) {
      for (const auto& verdict : line.verdicts())
        tell().Detail(Cat("regel ", line.submitted().reference(), ": ", verdict.return_code(), " (", verdict.rule(),
                          "): ", verdict.explanation()));
    }
    return absl::OkStatus();
  }

  Provider* provider_;
  RoutePlay route_;
  AllocatedProduct guidance_;
  AllocatedProduct treatment_;
};

}  // namespace

StoryEntry ClaimsStory() {
  return {"claims", "Twee maanden declareren: een regel te veel, een credit en zijn correctie, tot op de cent.",
          MakeStory<Played>};
}

}  // namespace clientroute::suite
