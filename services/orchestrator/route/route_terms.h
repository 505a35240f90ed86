#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_TERMS_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_TERMS_H_

#include <optional>

#include "services/orchestrator/route/route.h"

namespace clientroute::orchestrator {

/// What a route is late by, and what moves it next.
struct RouteTerms {
  /// The first term of its open tasks, attention tasks too.
  std::optional<Instant> due;
  /// When its first timer falls due; one that has and waits for the end of an interruption is none.
  std::optional<Instant> next_timer;
  friend bool operator==(const RouteTerms&, const RouteTerms&) = default;
};

/// Pure, thread-safe.
RouteTerms TermsOf(const Route& route);
/// Whether both have the same lines of care, byte for byte. Pure, thread-safe.
bool SameLines(const Route& a, const Route& b);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_TERMS_H_
