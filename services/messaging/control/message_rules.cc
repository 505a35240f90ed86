#include <algorithm>

#include "services/messaging/control/content_rule.h"
#include "services/messaging/control/product_overlap.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

std::vector<InstanceIndex> ReferencesAreUnique(const Message& message) {
  std::vector<InstanceView> products = message.All("AangevraagdProduct"_class);
  const auto reference = [](const InstanceView& product) { return product.Get("ReferentieAanbieder"_field); };
  std::ranges::stable_sort(products, {}, reference);
  std::vector<InstanceIndex> breaches;
  for (std::size_t i = 1; i < products.size(); ++i) {
    if (reference(products[i - 1]) == reference(products[i])) {
      breaches.push_back(products[i].index());
    }
  }
  return breaches;
}

/// Deleted, or corrected away under the abolished reason 01: not counted as an allocation.
bool IsWithdrawn(const InstanceView& product) {
  const std::string_view reason = product.Get("RedenWijziging"_field);
  return (reason == "13" || reason == "01") && product.Get("Ingangsdatum"_field) == product.Get("Einddatum"_field);
}

/// Of a category that may overlap any other, itself too: aids in social support.
bool IsFree(const InstanceView& product) {
  const std::span<const std::string_view> free = product.message().schema().release().free_categories;
  return std::ranges::find(free, product.Get("Product/Categorie"_field)) != free.end();
}

std::vector<InstanceIndex> ProductsDoNotOverlap(const std::vector<InstanceView>& instances, FieldId start,
                                                FieldId end) {
  std::vector<ProductInTime> products;
  std::vector<InstanceIndex> indexes;
  for (const InstanceView& instance : instances) {
    if (IsFree(instance)) continue;
    const std::optional<Date> first = Date::Parse(instance.Get(start));
    if (!first.has_value()) continue;
    const std::optional<Period> period = Period::Of(*first, Date::Parse(instance.Get(end)));
    if (!period.has_value() || IsWithdrawn(instance)) continue;
    products.push_back({instance.Get("Product/Categorie"_field), instance.Get("Product/Code"_field), *period});
    indexes.push_back(instance.index());
  }
  std::vector<InstanceIndex> breaches;
  for (const std::size_t i : OverlappingProducts(products)) breaches.push_back(indexes[i]);
  return breaches;
}

std::vector<InstanceIndex> AllocationsDoNotOverlap(const Message& message) {
  return ProductsDoNotOverlap(message.All("ToegewezenProduct"_class), "Ingangsdatum"_field, "Einddatum"_field);
}

std::vector<InstanceIndex> RequestsDoNotOverlap(const Message& message) {
  return ProductsDoNotOverlap(message.All("AangevraagdProduct"_class), "ToewijzingIngangsdatum"_field,
                              "ToewijzingEinddatum"_field);
}

std::vector<InstanceIndex> NewProductsDoNotOverlap(const Message& message) {
  return ProductsDoNotOverlap(message.All("NieuwProduct"_class), "GewensteIngangsdatum"_field, "Einddatum"_field);
}

std::vector<InstanceIndex> ClientHasAddress(const Message& message) {
  std::vector<InstanceIndex> breaches;
  for (const InstanceView& client : message.All("Client"_class)) {
    const std::vector<InstanceView> contacts = message.Inside(client, "Contact"_class);
    const bool lasting = std::ranges::any_of(contacts, [](const InstanceView& contact) {
      const std::string_view kind = contact.Get("Soort"_field);
      return kind == "01" || kind == "02" || kind == "03";
    });
    if (lasting) continue;
    breaches.push_back(client.index());
  }
  return breaches;
}

constexpr std::string_view kOverlap = "hetzelfde product staat al in het bericht voor een tijd die overlapt";
constexpr FieldId kCategory = "Product/Categorie"_field;

constexpr MessageRule kRules[] = {
    {"TR061", "Contactgegevens", std::nullopt, "een BRP-, correspondentie- of verblijfadres ontbreekt",
     ClientHasAddress},
    {"TR302", "Product", kCategory, kOverlap, AllocationsDoNotOverlap},
    {"TR383", "ReferentieAanbieder", "ReferentieAanbieder"_field, "de referentie staat al bij een ander product",
     ReferencesAreUnique},
    {"TR386", "Product", kCategory, kOverlap, RequestsDoNotOverlap},
    {"TR410", "Product", kCategory, kOverlap, NewProductsDoNotOverlap},
};

}  // namespace

std::span<const MessageRule> MessageRules() { return kRules; }

}  // namespace clientroute::messaging
