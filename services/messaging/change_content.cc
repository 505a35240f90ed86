#include "services/messaging/change_content.h"

#include "services/messaging/codec/integer.h"
#include "services/messaging/instance_values.h"
#include "services/messaging/message_kinds.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

ChangedProduct ChangedIn(const InstanceView& product) {
  ChangedProduct changed{product.path(),
                         IntegerIn(product.Get("ToewijzingNummer"_field)),
                         Date::Parse(product.Get("GewensteIngangsdatum"_field)).value_or(Date()),
                         Date::Parse(product.Get("Einddatum"_field)),
                         VolumeIn(product),
                         std::nullopt};
  if (!changed.volume) changed.budget = BudgetIn(product);
  return changed;
}

NewProduct AddedIn(const InstanceView& product, const std::string& reference) {
  NewProduct added{product.path(), RequestedLineIn(product, "GewensteIngangsdatum"_field, "Einddatum"_field)};
  added.line.provider_reference = reference;
  return added;
}

}  // namespace

std::optional<RequestedChange> ReadRequestedChange(const Message& message) {
  if (message.number() != kChangeRequestMessage) return std::nullopt;
  RequestedChange request;
  for (const InstanceView& asked : message.All("Verzoek"_class)) {
    request.client_path = ClientPathOf(asked);
    request.request_path = asked.path();
    request.reference = asked.Get("ReferentieAanbieder"_field);
  }
  for (const InstanceView& product : message.All("OngewijzigdProduct"_class)) {
    request.kept.push_back({product.path(), IntegerIn(product.Get("ToewijzingNummer"_field))});
  }
  for (const InstanceView& product : message.All("TeWijzigenProduct"_class)) {
    request.changed.push_back(ChangedIn(product));
  }
  for (const InstanceView& product : message.All("NieuwProduct"_class)) {
    request.added.push_back(AddedIn(product, request.reference));
  }
  return request;
}

}  // namespace clientroute::messaging
