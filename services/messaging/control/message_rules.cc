#include <algorithm>
#include <tuple>

#include "services/messaging/control/content_rule.h"
#include "services/messaging/control/product_overlap.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

/// An instance of a class with a logical key, with the text of that key.
struct Keyed {
  ClassId class_id;
  InstanceIndex parent;  // keys count within the instance around it
  std::string key;
  InstanceIndex instance;
};

std::string KeyText(const InstanceView& instance, const std::vector<FieldId>& fields) {
  std::string key;
  for (const FieldId field : fields) {
    key.append(instance.Get(field));
    key.push_back('\x1F');  // a character that no value can hold
  }
  return key;
}

std::vector<Keyed> AllKeys(const Message& message) {
  std::vector<Keyed> keys;
  for (InstanceIndex index = 0; index < message.size(); ++index) {
    const InstanceView instance = message.at(index);
    const std::vector<FieldId>& fields = message.schema().KeyOf(instance.node());
    if (fields.empty()) continue;
    keys.push_back({instance.class_id(), instance.has_parent() ? instance.parent().index() : kNoInstance,
                    KeyText(instance, fields), index});
  }
  return keys;
}

/// A logical key counts together with the keys of the classes around it, and those are unique by this same rule: so it
/// is enough to look inside one parent.
std::vector<Breach> LogicalKeysAreUnique(const Message& message) {
  std::vector<Keyed> keys = AllKeys(message);
  const auto same = [](const Keyed& a, const Keyed& b) {
    return a.class_id == b.class_id && a.parent == b.parent && a.key == b.key;
  };
  std::ranges::stable_sort(keys, [](const Keyed& a, const Keyed& b) {
    return std::tie(a.class_id, a.parent, a.key) < std::tie(b.class_id, b.parent, b.key);
  });
  std::vector<Breach> breaches;
  for (std::size_t i = 1; i < keys.size(); ++i) {
    if (same(keys[i - 1], keys[i])) {
      breaches.push_back({keys[i].instance, "", "dezelfde sleutel staat al eerder in het bericht"});
    }
  }
  return breaches;
}

std::vector<Breach> ReferencesAreUnique(const Message& message) {
  std::vector<InstanceView> products = message.All("AangevraagdProduct"_class);
  const auto reference = [](const InstanceView& product) { return product.Get("ReferentieAanbieder"_field); };
  std::ranges::stable_sort(products, {}, reference);
  std::vector<Breach> breaches;
  for (std::size_t i = 1; i < products.size(); ++i) {
    if (reference(products[i - 1]) == reference(products[i])) {
      breaches.push_back({products[i].index(), "ReferentieAanbieder", "de referentie staat al bij een ander product"});
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

std::vector<Breach> ProductsDoNotOverlap(const std::vector<InstanceView>& instances, FieldId start, FieldId end) {
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
  std::vector<Breach> breaches;
  for (const std::size_t i : OverlappingProducts(products)) {
    breaches.push_back({indexes[i], "Product", "hetzelfde product staat al in het bericht voor een tijd die overlapt"});
  }
  return breaches;
}

std::vector<Breach> AllocationsDoNotOverlap(const Message& message) {
  return ProductsDoNotOverlap(message.All("ToegewezenProduct"_class), "Ingangsdatum"_field, "Einddatum"_field);
}

std::vector<Breach> RequestsDoNotOverlap(const Message& message) {
  return ProductsDoNotOverlap(message.All("AangevraagdProduct"_class), "ToewijzingIngangsdatum"_field,
                              "ToewijzingEinddatum"_field);
}

std::vector<Breach> NewProductsDoNotOverlap(const Message& message) {
  return ProductsDoNotOverlap(message.All("NieuwProduct"_class), "GewensteIngangsdatum"_field, "Einddatum"_field);
}

std::vector<Breach> ClientHasAddress(const Message& message) {
  std::vector<Breach> breaches;
  for (const InstanceView& client : message.All("Client"_class)) {
    const std::vector<InstanceView> contacts = message.Inside(client, "Contact"_class);
    const bool lasting = std::ranges::any_of(contacts, [](const InstanceView& contact) {
      const std::string_view kind = contact.Get("Soort"_field);
      return kind == "01" || kind == "02" || kind == "03";
    });
    if (lasting) continue;
    breaches.push_back({client.index(), "Contactgegevens", "een BRP-, correspondentie- of verblijfadres ontbreekt"});
  }
  return breaches;
}

constexpr MessageRule kRules[] = {
    {"TR061", ClientHasAddress},    {"TR101", LogicalKeysAreUnique}, {"TR302", AllocationsDoNotOverlap},
    {"TR383", ReferencesAreUnique}, {"TR386", RequestsDoNotOverlap}, {"TR410", NewProductsDoNotOverlap},
};

}  // namespace

std::span<const MessageRule> MessageRules() { return kRules; }

}  // namespace clientroute::messaging
