#include "services/orchestrator/engine/route_cache.h"

#include <utility>

namespace clientroute::orchestrator {

LiveRoute* RouteCache::Find(const Uuid& uid) {
  const auto found = places_.find(uid);
  if (found == places_.end()) return nullptr;
  routes_.splice(routes_.begin(), routes_, found->second);
  return &*found->second;
}

LiveRoute* RouteCache::Put(LiveRoute live) {
  Forget(live.row.uid);
  routes_.push_front(std::move(live));
  places_.emplace(routes_.front().row.uid, routes_.begin());
  return &routes_.front();
}

void RouteCache::Forget(const Uuid& uid) {
  const auto found = places_.find(uid);
  if (found == places_.end()) return;
  routes_.erase(found->second);
  places_.erase(found);
}

void RouteCache::ForgetAll() {
  places_.clear();
  routes_.clear();
}

void RouteCache::Trim() {
  while (routes_.size() > kRoutesMost) {
    places_.erase(routes_.back().row.uid);
    routes_.pop_back();
  }
}

}  // namespace clientroute::orchestrator
