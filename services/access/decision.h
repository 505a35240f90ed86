#ifndef CLIENTROUTE_SERVICES_ACCESS_DECISION_H_
#define CLIENTROUTE_SERVICES_ACCESS_DECISION_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "services/platform/values/care_line.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/date.h"
#include "services/platform/values/problem.h"

namespace clientroute::access {

/// What the municipality decides (ACC-8); the number is the one of the wire.
enum class DecisionOutcome : std::uint8_t { kGrant = 1, kRefuse = 2 };
/// nullopt for a number that is none.
std::optional<DecisionOutcome> DecisionOutcomeOf(int code);

/// What kind of decision it is; the number is the one of the wire.
enum class DecisionKind : std::uint8_t { kGrant = 1, kRefuse, kChange, kWithdraw, kLast = kWithdraw };

/// The kind of a decision of which `asked_kind` was said (nullopt where nothing was), or what is wrong with it, by
/// field. A granted change request is a change, a refused one a refusal; what was granted may be changed without a
/// request as well, and withdrawn. Pure, thread-safe.
struct KindOfDecision {
  std::optional<DecisionKind> kind;
  Problems problems;
};
KindOfDecision FindKind(DecisionOutcome outcome, std::optional<DecisionKind> asked_kind, bool answers_change);

/// Why what was asked for is refused (RedenAfwijzingVerzoek); the number is the code of WJ759, and the one of the wire.
enum class RefusalReason : std::uint8_t {
  kNotAChange = 1,
  kExceedsBudget,
  kNoContract,
  kOutsideContract,
  kOtherMunicipality,
  kStacking,
  kCareNotSuitable,
  kResidencePrinciple,
  kAgeLimitReached,
  kLast = kAgeLimitReached,
};

/// What a decision says of what it refuses.
struct Refusing {
  std::optional<RefusalReason> reason;
  /// The municipality that is responsible instead.
  std::optional<MunicipalityCode> responsible;
};

/// What is wrong with what a decision under `law` says of its refusal. A reason is there when anything asked for is
/// refused (`refuses`), and only then; kNotAChange is about a change request; the responsible municipality comes with
/// kResidencePrinciple alone, and under the Jeugdwet always (TR377). Pure, thread-safe.
Problems CheckRefusing(const Refusing& refusing, bool refuses, bool answers_change, Law law);

/// Whether after these decisions, oldest first, anything is granted. Pure, thread-safe.
bool IsGranted(const std::vector<DecisionKind>& taken);

/// BeschikkingNummer has nine digits at most.
inline constexpr std::int64_t kDecisionNumberMax = 999'999'999;

/// The last day on which the resident can object to a decision of `decide_date`: six weeks that begin on the day after
/// (Awb 6:7 and 6:8); when that is a Saturday, a Sunday or a holiday, the next day that is none (Algemene termijnenwet,
/// art. 1). Pure, thread-safe.
Date ObjectionUntil(Date decide_date);

/// What a decision grants, or why it cannot.
struct Granted {
  std::vector<CareLine> lines;
  /// Asked for, and left out.
  std::vector<CareLine> refused;
  Problems problems;
};

/// The lines that a grant of `chosen` gives where `asked` was asked for; all as asked when `chosen` is empty. Lines may
/// be left out: every product of a request for allocation has its own reference, is decided on apart (OP344), and is
/// answered apart, by a 301 or a 319; a request stays open, and keeps the provider from asking anew, until each of its
/// products was (TR374). A line
/// may be narrower than it was asked for, never wider: a line of the same name and law, its product or one of its
/// category, a period inside, the same unit and frequency and not more of it, or not more budget. Provider and
/// reference are those that were asked for; where no provider was, one may be chosen. Problems are named by
/// `lines[i].…`. Pure, thread-safe.
Granted GrantLines(const std::vector<CareLine>& asked, const std::vector<CareLine>& chosen);

/// The lines that a change to `chosen` comes to, on a route of `law`: as they are, or none when a change request, which
/// is granted as it was asked for, says it all; what was asked for at first does not bound them. Problems are a line of
/// another law or that comes twice. Pure, thread-safe.
Granted ChangeLines(Law law, const std::vector<CareLine>& chosen);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_DECISION_H_
