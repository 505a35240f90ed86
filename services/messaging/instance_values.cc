#include "services/messaging/instance_values.h"

#include <cstdint>

#include "services/messaging/codec/integer.h"
#include "services/messaging/message_kinds.h"

namespace clientroute::messaging {

using namespace literals;  // NOLINT(google-build-using-namespace)

Product ProductIn(const InstanceView& instance) {
  return {std::string(instance.Get("Product/Categorie"_field)), std::string(instance.Get("Product/Code"_field))};
}

std::optional<Volume> VolumeIn(const InstanceView& instance) {
  const std::int64_t amount = IntegerIn(instance.Get("Omvang/Volume"_field));
  const auto unit = UnitOf(static_cast<int>(IntegerIn(instance.Get("Omvang/Eenheid"_field))));
  const auto frequency = FrequencyOf(static_cast<int>(IntegerIn(instance.Get("Omvang/Frequentie"_field))));
  if (amount <= 0 || !unit || !frequency) return std::nullopt;
  return Volume{amount, *unit, *frequency};
}

std::optional<Money> BudgetIn(const InstanceView& instance) {
  const std::int64_t cents = IntegerIn(instance.Get("Budget"_field));
  if (cents <= 0) return std::nullopt;
  return Money::Cents(cents);
}

Period PeriodIn(const InstanceView& instance, FieldId start, FieldId end) {
  const Date first = Date::Parse(instance.Get(start)).value_or(Date());
  return Period::Of(first, Date::Parse(instance.Get(end))).value_or(Period::From(first));
}

CareLine RequestedLineIn(const InstanceView& product, FieldId start, FieldId end) {
  CareLine line;
  line.law = LawOf(product.message().schema());
  line.product = ProductIn(product);
  line.period = PeriodIn(product, start, end);
  line.volume = VolumeIn(product);
  if (!line.volume) line.budget = BudgetIn(product);
  line.provider = ProviderCode::Parse(product.message().sender());
  return line;
}

std::string ClientPathOf(const InstanceView& instance) {
  InstanceView view = instance;
  while (view.class_id() != "Client"_class && view.has_parent()) view = view.parent();
  return view.path();
}

}  // namespace clientroute::messaging
