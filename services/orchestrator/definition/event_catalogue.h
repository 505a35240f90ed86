#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_EVENT_CATALOGUE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_EVENT_CATALOGUE_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace clientroute::orchestrator {

/// What an attribute of an event is on the wire.
enum class AttributeType { kBoolean, kInteger, kDate, kSymbol, kText };

struct CatalogueAttribute {
  std::string name;
  AttributeType type = AttributeType::kText;
  /// Of kSymbol: what it can be, as the enum spells it, without the zero value.
  std::vector<std::string> symbols;
  /// Whether an event may come without it.
  bool optional = false;
};

/// An event that the suite's services announce about routes.
struct CatalogueEvent {
  /// Short name: `ReferralAccepted`.
  std::string name;
  std::vector<CatalogueAttribute> attributes;
  /// Whether it can name a part of the route.
  bool of_part = false;
  /// Attributes of each care line; empty when it carries none.
  std::vector<CatalogueAttribute> line_attributes;
};

/// Every event that a definition may react to. Built from the messages themselves (event_catalogue_codec.h), so that a
/// definition cannot wait for something that nobody announces. A value, thread-safe.
struct EventCatalogue {
  std::vector<CatalogueEvent> events;

  const CatalogueEvent* Find(std::string_view name) const {
    const auto found =
        std::find_if(events.begin(), events.end(), [&](const auto& event) { return event.name == name; });
    return found == events.end() ? nullptr : &*found;
  }
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_EVENT_CATALOGUE_H_
