#include "services/monitoring/name_table.h"

namespace clientroute::monitoring {
namespace {

// Whether the path is the segment or stands below it.
bool IsWithin(std::string_view path, std::string_view segment) {
  return path.starts_with(segment) && (path.size() == segment.size() || path[segment.size()] == '/');
}

std::optional<NameTable::Name> Narrow(const NameTable& names, const std::string& text) {
  if (text.empty()) return std::nullopt;
  return names.Find(text);
}

}  // namespace

PlaceFilter::PlaceFilter(const NameTable& names, const FigureFilter& filter)
    : provider_(Narrow(names, filter.provider)),
      product_(Narrow(names, filter.product)),
      contract_(Narrow(names, filter.contract)) {
  if (filter.visible_provider) visible_provider_ = names.Find(*filter.visible_provider);
  // A provider sees what names it, in whatever municipality; everyone else what is of his municipalities.
  const bool hidden = filter.visible_municipalities.has_value() && !filter.visible_provider;
  if (hidden || !filter.municipality.empty()) {
    municipalities_.assign(names.size(), false);
    for (NameTable::Name name = 0; name < names.size(); ++name) {
      const std::string& code = names.TextOf(name);
      municipalities_[name] = (filter.municipality.empty() || code == filter.municipality) &&
                              (!hidden || filter.visible_municipalities->contains(code));
    }
  }
  if (filter.segment.empty()) return;
  segments_.assign(names.size(), false);
  for (NameTable::Name name = 0; name < names.size(); ++name) {
    segments_[name] = IsWithin(names.TextOf(name), filter.segment);
  }
}

}  // namespace clientroute::monitoring
