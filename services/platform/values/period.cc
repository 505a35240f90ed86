#include "services/platform/values/period.h"

#include <algorithm>

namespace clientroute {

std::optional<Period> Period::Of(Date start, std::optional<Date> end) {
  if (end && *end < start) return std::nullopt;
  return Period(start, end);
}

bool Period::Contains(const Period& other) const {
  if (other.start_ < start_) return false;
  if (!end_) return true;
  return other.end_ && *other.end_ <= *end_;
}

bool Period::Overlaps(const Period& other) const {
  return (!end_ || other.start_ <= *end_) && (!other.end_ || start_ <= *other.end_);
}

std::optional<Period> Period::Intersection(const Period& other) const {
  if (!Overlaps(other)) return std::nullopt;
  std::optional<Date> end = end_;
  if (other.end_ && (!end || *other.end_ < *end)) end = other.end_;
  return Period(std::max(start_, other.start_), end);
}

std::optional<int> Period::Days() const {
  if (!end_) return std::nullopt;
  return end_->DaysSince(start_) + 1;
}

std::string Period::ToString() const { return start_.ToString() + ".." + (end_ ? end_->ToString() : ""); }

}  // namespace clientroute
