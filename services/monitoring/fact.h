#ifndef CLIENTROUTE_SERVICES_MONITORING_FACT_H_
#define CLIENTROUTE_SERVICES_MONITORING_FACT_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "services/platform/values/date.h"
#include "services/platform/values/uuid.h"

namespace clientroute::monitoring {

/// What figures are counted from: what an event of another service says, as far as it is counted. Values. Products are
/// named by their code, or by their category where no code was given; providers by AGB code, municipalities by CBS
/// code; each empty where it is not known.

/// One line of care: by whom, and what.
struct LineFact {
  std::string line;
  std::string provider;
  std::string product;
};

struct ReferralTaken {
  Uuid route;
  std::string municipality;
  int referrer_type = 0;  // clientroute.type.v1.ReferrerType
  Date received;
  std::vector<LineFact> lines;  // at least one
  Uuid client;                  // nil where it is not said
  int law = 0;                  // clientroute.type.v1.Law
  Uuid household = {};          // likewise
};
struct ReferralLost {
  Uuid route;
  Date day;
};
struct RouteEnded {
  Uuid route;
  Date day;
};
struct PlacesHeld {
  Uuid route;
  bool second_best = false;
  std::optional<int> urgency = {};  // 0 ordinary, 1 urgent, 2 crisis; none where it is as it was
};
struct PlaceLacking {
  Uuid route;
  std::optional<int> urgency = {};
};

/// An allocation as it was made or changed.
struct AllocatedLine {
  Uuid allocation;
  std::string provider;
  std::string product;
  std::string contract;                           // `contracts/…`; empty where it is not said
  std::optional<std::int64_t> amount_cents = {};  // none where it cannot be said in money (allocated_amount.h)
  std::optional<Date> first = {};
  std::optional<Date> last = {};  // none while it goes on
  bool at_school = false;         // where it is given
};
/// An allocation that is over before the days that it was made for are, and its last day now.
struct EndedLine {
  Uuid allocation;
  Date last;
};
struct LinesAllocated {
  Uuid route;
  Date day;
  std::vector<AllocatedLine> lines;
  std::vector<EndedLine> ended = {};  // what ends with its care to make room; can be of another route
};
struct LinesWithdrawn {
  std::vector<Uuid> allocations;
  std::vector<EndedLine> ended = {};  // what was not taken back, because something may have been delivered on it
};

/// A reported start is known by its allocation, product and first day (IV008).
struct StartKey {
  Uuid allocation;
  std::string product;
  Date start;
};
struct StartReported {
  StartKey start;
};
struct StartTakenBack {
  StartKey start;
};
struct StopReported {
  StartKey start;
  Date stop;
  bool definitive = false;
  std::string reason;  // RedenBeeindiging (JZ588)
};
struct StopTakenBack {
  StartKey start;
  bool definitive = false;
};

enum class ChangeDirection : std::uint8_t { kUnknown = 0, kUp = 1, kDown = 2, kSame = 3 };
struct ChangeAsked {
  Uuid change_request;
  Uuid route;
  std::string provider;
  ChangeDirection direction = ChangeDirection::kUnknown;
  std::optional<Date> day = {};
};
struct ChangeApplied {
  Uuid change_request;
  LinesAllocated allocated;  // what is new, and what stands otherwise than before
  bool second_best = false;  // what is new was placed on what fits, in a crisis
};

struct DecisionMade {
  Uuid route;
  Uuid decision;
  bool crisis = false;  // taken as a decision in a crisis
  Date day;
};
struct TriageMade {
  Uuid route;
  std::string complexity;  // `MONO`, `MULTI`
  bool overridden = false;
  Date day;
};
struct LeftCare {
  Uuid route;
  std::string destination;  // `HOME`, …
  std::string obstacle;     // `NONE`, `HOUSING`, …
  Date last_day;
};
/// The client did not leave after all: care goes on.
struct LeavingUndone {
  Uuid route;
};
struct CameBack {
  Uuid new_route;
  Uuid earlier_route;
  Date day;
};

/// A person of the region became involved with a client, or is so no longer.
struct InvolvementKnown {
  Uuid client;
  Uuid person;  // derived from the name: told apart, and not to be read
  bool ended = false;
  Date day;
};

/// Lines of a claim for one product in one month under one contract. What goes back is negative.
struct ClaimedAmount {
  std::string contract;
  std::string product;
  Date month;
  std::int64_t accepted_cents = 0;
  std::int64_t refused_cents = 0;
  std::int64_t lines_accepted = 0;
  std::int64_t lines_refused = 0;
  std::map<std::string, std::int64_t> refused_by_code;
  std::map<std::string, std::int64_t> refused_cents_by_code;
  std::map<Uuid, std::int64_t> accepted_by_client;  // in cents; together what was accepted
};
struct ClaimCounted {
  Uuid claim;
  std::string municipality;
  std::string provider;
  int law = 0;  // clientroute.type.v1.Law
  std::vector<ClaimedAmount> amounts;
};

/// Where a product stands in the tree of segments now.
struct ProductPlaced {
  std::string product;
  std::string segment;
};
/// A contract as it is now.
struct ContractKnown {
  std::string contract;  // `contracts/…`
  std::string provider;
  std::string lot;
  Date first_day;
  std::optional<Date> last_day;
  std::optional<std::int64_t> ceiling_cents;  // a year
  std::vector<std::string> municipalities;
};

/// The term for the answer to a message passed.
struct MessageOverdue {
  Uuid message;
  std::string kind;  // `JW301`
  std::string municipality;
  std::string provider;
  bool ours = false;  // the answer was ours to give
  Date due;           // the last day of the term
};

using Fact = std::variant<ReferralTaken, ReferralLost, RouteEnded, PlacesHeld, PlaceLacking, LinesAllocated,
                          LinesWithdrawn, StartReported, StartTakenBack, StopReported, StopTakenBack, ChangeAsked,
                          ChangeApplied, DecisionMade, TriageMade, LeftCare, LeavingUndone, CameBack, InvolvementKnown,
                          ClaimCounted, ProductPlaced, ContractKnown, MessageOverdue>;

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_FACT_H_
