#ifndef CLIENTROUTE_SERVICES_MESSAGING_INSTANCE_VALUES_H_
#define CLIENTROUTE_SERVICES_MESSAGING_INSTANCE_VALUES_H_

#include <optional>
#include <string>

#include "services/messaging/codec/message.h"
#include "services/platform/values/care_line.h"
#include "services/platform/values/date.h"

// The values in a class of a message that passed level 1, in the domain's terms. Pure, thread-safe.

namespace clientroute::messaging {

/// Product/Categorie and Product/Code.
Product ProductIn(const InstanceView& instance);
/// Omvang; nullopt when it is not given, or is one of nothing.
std::optional<Volume> VolumeIn(const InstanceView& instance);
/// Budget; nullopt when it is not given, or is one of nothing.
std::optional<Money> BudgetIn(const InstanceView& instance);
/// The period from one value until another, which may be missing. An end before the start is left out: level 2 returns
/// such a message before anyone reads it.
Period PeriodIn(const InstanceView& instance, FieldId start, FieldId end);
/// A product that the sender of its message asks for, in the period between two of its dates: law, product, period,
/// volume or else budget, and the sender as its provider.
CareLine RequestedLineIn(const InstanceView& product, FieldId start, FieldId end);
/// The path of the Client around the instance, or of what stands outermost where there is none.
std::string ClientPathOf(const InstanceView& instance);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_INSTANCE_VALUES_H_
