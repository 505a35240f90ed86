#ifndef CLIENTROUTE_SERVICES_INTAKE_REFERRAL_H_
#define CLIENTROUTE_SERVICES_INTAKE_REFERRAL_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/intake/person.h"
#include "services/platform/values/care_line.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/date.h"
#include "services/platform/values/problem.h"
#include "services/platform/values/uuid.h"

namespace clientroute::intake {

/// Who refers (INT-1); the number is the code of the national list (COD327), beyond 90 those that it does not know.
enum class ReferrerType : std::uint8_t {
  kMunicipality = 1,
  kGeneralPractitioner = 2,
  kYouthDoctor = 3,
  kCertifiedInstitution = 4,
  kMedicalSpecialist = 5,
  kSelf = 6,
  kJustice = 8,
  /// An indirect referrer: its signal goes to access.
  kSchoolTeam = 91,
};
/// nullopt for a number that is no referrer.
std::optional<ReferrerType> ReferrerTypeOf(int code);

/// The frame in which help is given (INT-2); the number is the one of the wire.
enum class LegalFrame : std::uint8_t { kVoluntary = 1, kCompulsory = 2 };
std::optional<LegalFrame> LegalFrameOf(int code);

/// The frame of a referral for which none was said: the decision of a certified institution or of justice binds
/// (INT-1), everyone else's asks.
LegalFrame FrameOf(ReferrerType type);

struct Referrer {
  ReferrerType type = ReferrerType::kMunicipality;
  /// AGB code of the practitioner (ZorgverlenerCode): eight digits, or empty.
  std::string practitioner_code;
  /// Name of the person or body where there is no code; may name a parent, so it is kept sealed.
  std::string display_name;
};

/// Where a referral came from. `sender` and `reference` together are one referral's for ever (INT-8).
struct Source {
  /// `providers/42420001`, `municipalities/0361`, `persons/…`, `schools/…`.
  std::string sender;
  std::string reference;
  /// `messages/<uuid>` where it came by message, or empty.
  std::string message;
};

/// A referral as it is handed in: who asks for what, on whose behalf.
struct Referral {
  /// CBS code of the municipality that is responsible.
  std::string municipality;
  Referrer referrer;
  Law law = Law::kJeugdwet;
  LegalFrame legal_frame = LegalFrame::kVoluntary;
  std::vector<CareLine> lines;
  Source source;
  /// False for care avoidance (INT-2).
  bool client_asks_himself = false;
  /// The day from which the terms run (OP274).
  Date receive_date;
};

/// States of a referral; the number is the one of the wire.
enum class ReferralState : std::uint8_t { kAccepted = 1, kWithdrawn = 2, kCompleted = 3 };
/// Why a referral is withdrawn; the number is the one of the wire.
enum class WithdrawCause : std::uint8_t {
  kNoLongerNeeded = 1,
  kResidentDeclines,
  kMovedAway,
  kArrangedElsewhere,
  kMadeByMistake,
  kOther,
  kLast = kOther,
};
/// nullopt for a number that is none.
std::optional<WithdrawCause> WithdrawCauseOf(int code);
/// Whether a route runs on it: it can be withdrawn, and its client cannot be erased.
constexpr bool Runs(ReferralState state) { return state == ReferralState::kAccepted; }

/// Lines of one referral at most: a request for allocation names few products, and a route has a part for each.
inline constexpr std::size_t kLinesMax = 100;
/// Characters of a name of a referrer (LDT_NaamVerwijzer), and of a sender or his reference.
inline constexpr std::size_t kReferrerNameCharactersMax = 64;
inline constexpr std::size_t kSourceCharactersMax = 128;
/// Characters of the reason of a withdrawal.
inline constexpr std::size_t kReasonCharactersMax = 500;

/// Everything that is wrong with a referral that is taken in on `today`, by its path in the referral
/// (`lines[0].period`). Pure.
Problems CheckReferral(const Referral& referral, Date today);

/// Whose word it is that the referral carries about the person.
Trust TrustOf(const Source& source);

/// AGB code of the provider that asks; nullopt when another sent it.
std::optional<ProviderCode> ProviderOf(const Source& source);

/// The route that the referral opens: known at once to everyone who knows the referral.
Uuid RouteOf(const Uuid& referral);

/// The first of the lines' first days; receive_date without lines.
Date FirstWantedDate(const Referral& referral);

/// What two deliveries of one referral have in common, as a text that is different for every other referral: the person
/// and what is asked, without how and when it arrived (message, receive_date). Identifying: only for a keyed hash.
std::string ContentOf(const Referral& referral, const Person& person);

/// `providers/42420001`: a collection and an id, both without spaces.
bool IsSubject(std::string_view name);

}  // namespace clientroute::intake

#endif  // CLIENTROUTE_SERVICES_INTAKE_REFERRAL_H_
