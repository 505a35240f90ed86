#include "services/platform/status/defect.h"

#include <cstdio>
#include <cstdlib>

namespace clientroute {

void StopOnDefect(std::string_view what) {
  std::fprintf(stderr, "clientroute: defect: %.*s\n", static_cast<int>(what.size()), what.data());
  std::fflush(stderr);
  std::abort();
}

}  // namespace clientroute
