#include "services/allocation/message.h"

namespace clientroute::allocation {

const StartedProduct* MessageLine::started() const {
  if (const auto* start = std::get_if<StartedProduct>(&content)) return start;
  if (const auto* stop = std::get_if<StoppedProduct>(&content)) return &stop->of;
  return nullptr;
}

std::optional<std::int64_t> MessageLine::number() const {
  if (const StartedProduct* start = started()) return start->number;
  if (const auto* continued = std::get_if<ContinuedProduct>(&content)) return continued->number;
  if (const auto* changed = std::get_if<ChangedProduct>(&content)) return changed->number;
  return std::nullopt;
}

Product MessageLine::product() const {
  if (const auto* request = std::get_if<RequestedProduct>(&content)) return request->product;
  if (const auto* added = std::get_if<NewProduct>(&content)) return added->line.product;
  const StartedProduct* start = started();
  return start == nullptr ? Product() : start->product;
}

Date MessageLine::SourceDay(Date otherwise) const {
  if (const auto* request = std::get_if<RequestedProduct>(&content)) return request->first_day;
  if (const auto* added = std::get_if<NewProduct>(&content)) return added->line.period.start();
  const StartedProduct* start = started();
  return start == nullptr ? otherwise : start->first_day.value_or(start->start);
}

}  // namespace clientroute::allocation
