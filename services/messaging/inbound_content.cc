#include "services/messaging/inbound_content.h"

#include "services/messaging/codec/integer.h"
#include "services/messaging/instance_values.h"
#include "services/messaging/message_kinds.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

ReportedDelivery DeliveryIn(const InstanceView& product, bool stop) {
  ReportedDelivery delivery;
  delivery.class_path = product.path();
  delivery.client_path = ClientPathOf(product);
  delivery.stop = stop;
  delivery.allocation_number = IntegerIn(product.Get("ToewijzingNummer"_field));
  delivery.product = ProductIn(product);
  delivery.allocation_start = Date::Parse(product.Get("ToewijzingIngangsdatum"_field));
  delivery.start = Date::Parse(product.Get("Begindatum"_field)).value_or(Date());
  if (stop) {
    delivery.end = Date::Parse(product.Get("Einddatum"_field));
    delivery.stop_reason = product.Get("RedenBeeindiging"_field);
  }
  delivery.status = static_cast<int>(IntegerIn(product.Get("StatusAanlevering"_field)));
  return delivery;
}

// What a provider calls its request goes into events and is kept: it may not be words about a person.
std::vector<MessageFinding> FindUnfitReferences(const Message& message) {
  std::vector<MessageFinding> findings;
  for (const ClassId id : {"AangevraagdProduct"_class, "Verzoek"_class}) {
    for (const InstanceView& asked : message.All(id)) {
      if (!asked.Has("ReferentieAanbieder"_field) || IsReference(asked.Get("ReferentieAanbieder"_field))) continue;
      findings.push_back(
          {asked.path(), "", std::string(kContentCode), asked.LineOf("ReferentieAanbieder"_field),
           "ReferentieAanbieder mag alleen letters, cijfers en - _ . / : bevatten, en niemand aanduiden."});
    }
  }
  return findings;
}

}  // namespace

std::vector<RequestedCare> ReadRequestedCare(const Message& message) {
  std::vector<RequestedCare> requested;
  for (const InstanceView& product : message.All("AangevraagdProduct"_class)) {
    RequestedCare care{product.path(), ClientPathOf(product),
                       RequestedLineIn(product, "ToewijzingIngangsdatum"_field, "ToewijzingEinddatum"_field)};
    care.line.line = "line-" + std::to_string(requested.size() + 1);
    care.line.provider_reference = product.Get("ReferentieAanbieder"_field);
    requested.push_back(std::move(care));
  }
  return requested;
}

std::vector<ReportedDelivery> ReadDeliveries(const Message& message) {
  std::vector<ReportedDelivery> deliveries;
  for (const InstanceView& product : message.All("StartProduct"_class)) {
    deliveries.push_back(DeliveryIn(product, /*stop=*/false));
  }
  for (const InstanceView& product : message.All("StopProduct"_class)) {
    deliveries.push_back(DeliveryIn(product, /*stop=*/true));
  }
  return deliveries;
}

std::optional<CitizenNumber> CitizenNumberIn(const Message& message) {
  const std::vector<InstanceView> clients = message.All("Client"_class);
  return clients.empty() ? std::nullopt : CitizenNumber::Parse(clients.front().Get("Bsn"_field));
}

std::vector<std::string> RequestReferencesIn(const Message& message) {
  std::vector<std::string> references;
  for (const ClassId id : {"AangevraagdProduct"_class, "Verzoek"_class}) {
    for (const InstanceView& asked : message.All(id)) {
      if (asked.Has("ReferentieAanbieder"_field)) references.emplace_back(asked.Get("ReferentieAanbieder"_field));
    }
  }
  return references;
}

std::vector<MessageFinding> FindUncarriable(const Message& message) {
  std::vector<MessageFinding> findings = FindUnfitReferences(message);
  std::size_t products = 0;
  for (const ClassId id : {"AangevraagdProduct"_class, "TeWijzigenProduct"_class, "NieuwProduct"_class}) {
    for (const InstanceView& product : message.All(id)) {
      ++products;
      if (product.Has("Omvang/Volume"_field) && IntegerIn(product.Get("Omvang/Volume"_field)) == 0) {
        findings.push_back({product.path(), "CD041", std::string(kContentCode), product.LineOf("Omvang/Volume"_field),
                            "Er wordt een omvang van 0 gevraagd; dat is hetzelfde als geen omvang."});
      }
      if (product.Has("Budget"_field) && IntegerIn(product.Get("Budget"_field)) == 0) {
        findings.push_back({product.path(), "CD079", std::string(kContentCode), product.LineOf("Budget"_field),
                            "Er wordt een budget van 0 gevraagd; dat is hetzelfde als geen budget."});
      }
    }
  }
  // What stays as it is is no wish, but the whole request is judged in one go.
  products += message.All("OngewijzigdProduct"_class).size();
  if (products > kRequestedProductsMax) {
    findings.push_back({std::string(kHeaderPath), "", std::string(kContentCode), 0,
                        "Het verzoek heeft meer dan 100 producten; splits het in meer verzoeken."});
  }
  return findings;
}

std::vector<MessageFinding> FindImpossibleProducts(const Message& message) {
  std::vector<MessageFinding> findings;
  for (const ClassId id :
       {"AangevraagdProduct"_class, "NieuwProduct"_class, "StartProduct"_class, "StopProduct"_class}) {
    for (const InstanceView& product : message.All(id)) {
      if (ProductIn(product).IsWellFormed()) continue;
      findings.push_back({product.path(), "TR381", "S329", product.LineOf("Product/Code"_field),
                          "De productcode komt op geen productcodelijst voor."});
    }
  }
  return findings;
}

}  // namespace clientroute::messaging
