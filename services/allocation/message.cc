#include "services/allocation/message.h"

namespace clientroute::allocation {

const StartedProduct* MessageLine::started() const {
  if (const auto* start = std::get_if<StartedProduct>(&content)) return start;
  if (const auto* stop = std::get_if<StoppedProduct>(&content)) return &stop->of;
  return nullptr;
}

Product MessageLine::product() const {
  if (const auto* request = std::get_if<RequestedProduct>(&content)) return request->product;
  return started()->product;
}

Date MessageLine::SourceDay() const {
  if (const auto* request = std::get_if<RequestedProduct>(&content)) return request->first_day;
  return started()->first_day.value_or(started()->start);
}

}  // namespace clientroute::allocation
