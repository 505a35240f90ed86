#include "services/orchestrator/engine/route_cache.h"

#include <utility>

namespace clientroute::orchestrator {

LiveRoute* RouteCache::ToFront(Place place) {
  routes_.splice(routes_.begin(), routes_, place);
  return &*place;
}

LiveRoute* RouteCache::Find(const Uuid& uid) {
  const auto found = places_.find(uid);
  return found == places_.end() ? nullptr : ToFront(found->second);
}

LiveRoute* RouteCache::FindById(std::int64_t id) {
  const auto found = places_by_id_.find(id);
  return found == places_by_id_.end() ? nullptr : ToFront(found->second);
}

LiveRoute* RouteCache::Put(LiveRoute live) {
  Forget(live.row.uid);
  routes_.push_front(std::move(live));
  const Place place = routes_.begin();
  places_.emplace(place->row.uid, place);
  places_by_id_.emplace(place->row.id, place);
  return &*place;
}

void RouteCache::Forget(const Uuid& uid) {
  const auto found = places_.find(uid);
  if (found == places_.end()) return;
  places_by_id_.erase(found->second->row.id);
  routes_.erase(found->second);
  places_.erase(found);
}

void RouteCache::ForgetAll() {
  places_.clear();
  places_by_id_.clear();
  routes_.clear();
}

void RouteCache::Trim() {
  while (routes_.size() > kRoutesMost) Forget(Uuid(routes_.back().row.uid));
}

}  // namespace clientroute::orchestrator
