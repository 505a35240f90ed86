#ifndef CLIENTROUTE_SERVICES_PLATFORM_STATUS_DEFECT_H_
#define CLIENTROUTE_SERVICES_PLATFORM_STATUS_DEFECT_H_

#include <string_view>

namespace clientroute {

/// Stops the process with `what` on standard error: an invariant of the process is broken, so going on would spoil the
/// record. For faults of the code only, never for input. No identifying data in `what`. Thread-safe.
[[noreturn]] void StopOnDefect(std::string_view what);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_STATUS_DEFECT_H_
