#ifndef CLIENTROUTE_SERVICES_CONTRACTING_TALK_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_TALK_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "services/platform/values/calendar.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/problem.h"
#include "services/platform/values/uuid.h"

/// The talks with a provider about its contract and what is agreed in them (CON-4). All functions are pure,
/// thread-safe.
namespace clientroute::contracting {

/// The numbers are those of the protos and of the record.
enum class Party { kRegion = 1, kProvider = 2 };
enum class TalkState { kPlanned = 1, kHeld = 2, kCancelled = 3 };
enum class AgreementState { kOpen = 1, kDone = 2, kDropped = 3 };

/// Who takes part, by function.
struct TalkParticipant {
  Party party = Party::kRegion;
  std::string function;
};

/// What was agreed: who does what by when.
struct Agreement {
  std::int64_t row = 0;  // in the record
  Uuid id;
  Uuid talk;
  std::string contract;  // its code
  ProviderCode provider;
  std::string what;
  Party party = Party::kRegion;
  Date due;  // the day itself is in time
  AgreementState state = AgreementState::kOpen;
  std::string note;  // this and the next two: how it ended
  std::string settled_by;
  std::optional<Instant> settled_at;

  bool IsOverdue(Date today) const { return state == AgreementState::kOpen && due < today; }
};

/// What is spoken about.
struct AgendaItem {
  std::string item;          // its name within the talk
  std::string subject;       // empty only for an agreement, which speaks for itself
  std::string figure;        // of monitoring: `waiting_time`; may be empty
  std::string municipality;  // CBS code, for the figure of it alone; may be empty
  std::optional<Uuid> agreement;
  bool by_itself = false;
  std::string report;
};

/// A talk as it stands after its latest revision.
struct Talk {
  std::int64_t row = 0;  // in the record
  Uuid id;
  std::string contract;  // its code
  ProviderCode provider;
  std::int64_t revision = 1;
  TalkState state = TalkState::kPlanned;
  Date day;
  bool is_next = false;  // of the planned ones of its contract the first
  std::vector<TalkParticipant> participants;
  std::vector<AgendaItem> agenda;
  std::vector<Agreement> agreements;
  std::string cancel_reason;
  std::string changed_by;
  Instant created_at;
  Instant changed_at;

  bool IsOverdue(Date today) const { return state == TalkState::kPlanned && day < today; }
};

/// What was said on an item; `outcome` ends the agreement that the item names.
struct ItemReport {
  std::string item;
  std::string report;
  std::optional<AgreementState> outcome;
};

/// The end of an agreement. Looks at the agreements that it was made from.
struct Settlement {
  const Agreement* agreement = nullptr;
  AgreementState outcome = AgreementState::kDone;
  std::string note;
};

/// Whether a text holds a citizen number: nine digits that keep the eleven test, together or in the groups in which
/// people write them (123.456.782, 1234 56 782).
bool HoldsCitizenNumber(std::string_view text);
/// Whether a text can be the name of a figure: `waiting_time`.
bool IsFigureName(std::string_view text);

/// The open agreements of the contract join the agenda of its next talk, behind what was put there; those that are
/// there already do not come twice. Changes nothing of any other talk.
void AddOpenAgreements(const std::vector<Agreement>& open, Talk* talk);

/// Changes with every change of the talk, also of what stands on its agenda by itself.
std::string EtagOf(const Talk& talk);
/// Whether the etag is of another revision; otherwise, when it is not EtagOf, what stands there by itself is another.
bool IsOfOtherRevision(std::string_view etag, const Talk& talk);

/// An item that names an agreement and has no subject of its own gets what was agreed.
void FillSubjects(const std::vector<Agreement>& open, std::vector<AgendaItem>* agenda);

/// What is wrong with an agenda: a municipality that the contract is not for, an agreement that is not open or comes
/// twice, an item about nothing.
Problems CheckAgenda(const std::vector<AgendaItem>& agenda, const std::set<std::string>& municipalities,
                     const std::vector<Agreement>& open);

/// Puts what was said with each item of the talk, which has exactly one report, and gives the ends of agreements.
/// What does not fit is added to `problems`; `open` are the open agreements of the contract.
std::vector<Settlement> TakeReports(const std::vector<ItemReport>& reports, const std::vector<Agreement>& open,
                                    Talk* talk, Problems* problems);

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_TALK_H_
