#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_ROUTE_CACHE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_ROUTE_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <set>
#include <string>
#include <unordered_map>

#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/route/route.h"
#include "services/orchestrator/route/route_terms.h"
#include "services/orchestrator/store/route_store.h"
#include "services/platform/values/uuid.h"

namespace clientroute::orchestrator {

/// A route in memory, as its rows say.
struct LiveRoute {
  /// Without the snapshot.
  RouteRow row;
  Route route;
  /// nullptr when the version is not loaded; then nothing of `route` is read.
  const Definition* definition = nullptr;
  /// `routes/<uuid>`.
  std::string name;
  /// Why the snapshot cannot be read; empty when it was.
  std::string damage;
  /// Whether one of its commands was given up.
  bool has_failed_command = false;
  /// By what it is found in lists, as the record says it.
  RouteTerms terms;
  std::set<std::string> providers;
  /// Begins with the event in hands: there is no row yet.
  bool is_new = false;
};

/// The routes that moved last, so that their next event reads no row. It holds what is committed, and what the running
/// transaction adds; the writer forgets what a lost transaction had changed. Of one writer, one thread at a time.
class RouteCache {
 public:
  /// Some tens of MB at the most.
  static constexpr std::size_t kRoutesMost = 20'000;

  /// nullptr when it is not here. Valid until it is forgotten or trimmed.
  LiveRoute* Find(const Uuid& uid);
  LiveRoute* FindById(std::int64_t id);
  LiveRoute* Put(LiveRoute live);
  void Forget(const Uuid& uid);
  void ForgetAll();
  /// Lets go of those that were asked for longest ago, down to the bound; between transactions.
  void Trim();
  std::size_t size() const { return places_.size(); }

 private:
  std::list<LiveRoute> routes_;  // the last one asked for first
  using Place = std::list<LiveRoute>::iterator;
  LiveRoute* ToFront(Place place);
  std::unordered_map<Uuid, Place> places_;
  std::unordered_map<std::int64_t, Place> places_by_id_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_ROUTE_CACHE_H_
