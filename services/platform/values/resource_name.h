#ifndef CLIENTROUTE_SERVICES_PLATFORM_VALUES_RESOURCE_NAME_H_
#define CLIENTROUTE_SERVICES_PLATFORM_VALUES_RESOURCE_NAME_H_

#include <optional>
#include <string>
#include <string_view>

#include "services/platform/values/uuid.h"

namespace clientroute {

/// `routes` and an id: `routes/<uuid>`, in lower case.
std::string NameOf(std::string_view collection, const Uuid& id);
/// `contracts` and a code: `contracts/<code>`.
std::string NameOf(std::string_view collection, std::string_view code);

/// The id in `<collection>/<uuid>`; nullopt for another collection or anything but the form that NameOf writes.
std::optional<Uuid> IdIn(std::string_view name, std::string_view collection);
/// The code in `<collection>/<code>`: 1–63 of lower-case letters, digits and `-`, beginning and ending with a letter or
/// digit (AIP-122); nullopt otherwise. It looks at `name`.
std::optional<std::string_view> CodeIn(std::string_view name, std::string_view collection);
/// Whether the text can be such a code.
bool IsResourceCode(std::string_view text);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_VALUES_RESOURCE_NAME_H_
