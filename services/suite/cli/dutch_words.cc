#include "services/suite/cli/dutch_words.h"

#include <algorithm>
#include <cctype>
#include <iterator>

#include "services/platform/status/status.h"
#include "services/suite/cli/arguments.h"

namespace clientroute::suite {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;

struct Word {
  std::string_view values;  // the enum
  std::string_view name;
  std::string_view dutch;
};

constexpr std::string_view kParticipant = "clientroute.access.v1.Participant.Role";
constexpr std::string_view kConference = "clientroute.access.v1.Conference.Outcome";
constexpr std::string_view kFinding = "clientroute.access.v1.ExpertTeamOutcome.Finding";
constexpr std::string_view kExpertTeam = "clientroute.access.v1.ExpertTeamOutcome.Outcome";
constexpr std::string_view kEvaluation = "clientroute.access.v1.Evaluation.Outcome";
constexpr std::string_view kDestination = "clientroute.access.v1.Outflow.Destination";
constexpr std::string_view kObstacle = "clientroute.access.v1.Outflow.Obstacle";
constexpr std::string_view kContact = "clientroute.access.v1.AftercareContact.Outcome";
constexpr std::string_view kRole = "clientroute.access.v1.CaseRole";

constexpr std::string_view kDivision = "clientroute.monitoring.v1.Division";
constexpr std::string_view kProperty = "clientroute.orchestrator.v1.CountRoutesRequest.Property";

constexpr Word kWords[] = {
    {kDivision, "MONTH", "maand"},
    {kDivision, "MUNICIPALITY", "gemeente"},
    {kDivision, "PROVIDER", "aanbieder"},
    {kDivision, "PRODUCT", "product"},
    {kDivision, "KIND", "soort"},
    {kDivision, "SEGMENT", "segment"},
    {kDivision, "CONTRACT", "contract"},
    {kProperty, "STATE", "stand"},
    {kProperty, "MUNICIPALITY", "gemeente"},
    {kProperty, "PROVIDER", "aanbieder"},
    {kProperty, "DEFINITION", "definitie"},
    {kParticipant, "RESIDENT", "inwoner"},
    {kParticipant, "PARENT", "ouder"},
    {kParticipant, "OWN_NETWORK", "eigen-netwerk"},
    {kParticipant, "ACCESS_TEAM", "toegang"},
    {kParticipant, "EXPERT", "deskundige"},
    {kParticipant, "PROVIDER", "aanbieder"},
    {kParticipant, "REFERRER", "verwijzer"},
    {kParticipant, "SCHOOL", "school"},
    {kParticipant, "CERTIFIED_INSTITUTION", "gecertificeerde-instelling"},
    {kParticipant, "OTHER", "ander"},
    {kConference, "MULTI_CONFIRMED", "multi-bevestigd"},
    {kConference, "MONO_SUFFICES", "mono-volstaat"},
    {kConference, "ESCALATE", "escaleren"},
    {kFinding, "NO_PLACE", "geen-plek"},
    {kFinding, "NO_OFFER", "geen-aanbod"},
    {kExpertTeam, "OFFER_DEPLOYED", "aanbod-ingezet"},
    {kExpertTeam, "OFFER_CREATED", "aanbod-gemaakt"},
    {kExpertTeam, "OTHER_TABLE", "andere-tafel"},
    {kEvaluation, "AS_IT_IS", "blijft-zo"},
    {kEvaluation, "LIGHTER", "lichter"},
    {kEvaluation, "HEAVIER", "zwaarder"},
    {kEvaluation, "GOALS_REACHED", "doelen-bereikt"},
    {kDestination, "HOME", "thuis"},
    {kDestination, "OWN_NETWORK", "eigen-netwerk"},
    {kDestination, "REGULAR_PROVISIONS", "algemene-voorzieningen"},
    {kDestination, "EDUCATION", "onderwijs"},
    {kObstacle, "NONE", "geen"},
    {kObstacle, "HOUSING", "woning"},
    {kObstacle, "OUTFLOW_PLACE", "uitstroomplek"},
    {kObstacle, "INCOME", "inkomen"},
    {kObstacle, "DAY_ACTIVITY", "dagbesteding"},
    {kObstacle, "FOLLOW_UP_CARE", "vervolgzorg"},
    {kObstacle, "OTHER", "anders"},
    {kContact, "GOES_WELL", "gaat-goed"},
    {kContact, "RESTART", "opnieuw-starten"},
    {kContact, "END", "klaar"},
    {kRole, "CASE_DIRECTOR", "casusregisseur"},
    {kRole, "PROCESS_DIRECTOR", "procesregisseur"},
    {kRole, "LEAD_HOLDER", "regiehouder"},
    {kRole, "LEAD_WORKER", "regievoerder"},
    {kRole, "LEAD_PRACTITIONER", "regiebehandelaar"},
    {kRole, "CARE_COORDINATOR", "zorgcoordinator"},
    {kRole, "TREATMENT_COORDINATOR", "behandelcoordinator"},
    {kRole, "CASE_MANAGER", "casemanager"},
    {kRole, "YOUTH_PROTECTOR", "jeugdbeschermer"},
    {kRole, "EXPERT_BY_EXPERIENCE", "ervaringsdeskundige"},
    {kRole, "POLICE", "politie"},
    {kRole, "PUBLIC_PROSECUTOR", "officier-van-justitie"},
};

/// `multi-confirmed`.
std::string Small(const std::string& name) {
  std::string small;
  for (const char letter : name) {
    small += letter == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  return small;
}

}  // namespace

std::string WordOf(const EnumValueDescriptor& value) {
  const auto* found = std::ranges::find_if(
      kWords, [&](const Word& word) { return word.values == value.type()->full_name() && word.name == value.name(); });
  return found == std::end(kWords) ? Small(value.name()) : std::string(found->dutch);
}

std::string WordsOf(const EnumDescriptor& values) {
  std::string words;
  for (int i = 1; i < values.value_count(); ++i) {
    words += Cat(i == 1 ? "" : i + 1 == values.value_count() ? " of " : ", ", WordOf(*values.value(i)));
  }
  return words;
}

absl::StatusOr<int> ParseWord(std::string_view flag, const std::string& word, const EnumDescriptor& values) {
  for (int i = 1; i < values.value_count(); ++i) {
    const EnumValueDescriptor& value = *values.value(i);
    if (word == WordOf(value) || word == Small(value.name())) return value.number();
  }
  return WrongUse(
      Cat("--", flag, word.empty() ? " ontbreekt" : Cat(" kent '", word, "' niet"), "; wel ", WordsOf(values)));
}

}  // namespace clientroute::suite
