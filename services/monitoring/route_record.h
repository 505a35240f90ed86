#ifndef CLIENTROUTE_SERVICES_MONITORING_ROUTE_RECORD_H_
#define CLIENTROUTE_SERVICES_MONITORING_ROUTE_RECORD_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/monitoring/month.h"
#include "services/platform/values/date.h"
#include "services/platform/values/uuid.h"

namespace clientroute::monitoring {

/// Everything that was heard of one client route, as far as it is counted: what the figures of routes are functions of
/// (figure_definition.h). Values; days are those of the Netherlands.
struct RouteRecord {
  /// What was asked for; codes are empty where they were not said.
  struct Asked {
    std::string provider;  // AGB code
    std::string product;   // or its category
  };
  struct Start {
    std::string product;
    Date start;
    /// The first and the last day of the stops that stand: with a temporary one alone care is interrupted.
    std::optional<Date> interrupted;
    std::optional<Date> stopped;
    std::string stop_reason;  // RedenBeeindiging (JZ588) of the definitive stop
    /// The last day of care: the earliest of the two; none while it goes on.
    std::optional<Date> LastDay() const {
      if (interrupted && stopped) return std::min(*interrupted, *stopped);
      return interrupted ? interrupted : stopped;
    }
  };
  struct Allocation {
    Uuid id;
    std::string provider;
    std::string product;
    std::string contract;  // `contracts/…`
    Date allocated;
    bool second_best = false;
    bool withdrawn = false;
    std::optional<std::int64_t> amount_cents;  // none where it cannot be said in money
    std::optional<Date> first;                 // of its days; not known of what was heard before they were kept
    std::optional<Date> last;                  // none while it goes on
    bool at_school = false;                    // where it is given
    std::optional<Date> ended;                 // its last day, where it was over before `last`
    std::vector<Start> starts;                 // by first day
  };
  struct Change {
    Uuid id;
    std::string provider;
    int direction = 0;             // ChangeDirection
    std::optional<Month> applied;  // none while it did not take effect
    std::optional<Date> asked;     // the days are not known of what was heard before they were kept
    std::optional<Date> applied_day;
  };
  struct Triage {
    std::string complexity;
    bool overridden = false;
    Month month;
  };
  struct Outflow {
    std::string destination;
    std::string obstacle;
    Month month;
    std::optional<Date> last_day;  // not known of what was heard before it was kept
  };
  struct Involvement {
    Uuid person;
    Date first;
    std::optional<Date> ended;  // the first day on which it lasts no more
  };
  struct Decision {
    Uuid id;
    bool crisis = false;
    Month month;
    std::optional<Date> day;  // likewise
  };

  Uuid route;
  std::string municipality;  // CBS code
  int referrer_type = 0;
  Uuid client;     // nil where it was not kept
  Uuid household;  // likewise
  Date received;
  std::optional<Date> withdrawn;
  std::optional<Date> closed;
  /// 0 ordinary, 1 urgent, 2 crisis, as it was when a place was last looked for; none before.
  std::optional<int> urgency;
  std::vector<Asked> asked;
  std::vector<Allocation> allocations;  // by id
  std::vector<Change> changes;
  std::vector<Decision> decisions;
  std::vector<Involvement> involved;  // with the client
  std::optional<Triage> triage;
  std::optional<Outflow> outflow;
  /// When it was seen that the client was back, on this route.
  std::optional<Month> returned;
  /// Whether the client came back after it, on another route.
  bool came_back = false;

  /// The first day of care; none while none was given.
  std::optional<Date> FirstStart() const {
    std::optional<Date> first;
    for (const Allocation& allocation : allocations) {
      for (const Start& start : allocation.starts) first = first ? std::min(*first, start.start) : start.start;
    }
    return first;
  }
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_ROUTE_RECORD_H_
