#include "services/platform/authorisation/visible_rows.h"

namespace clientroute {

VisibleRows::VisibleRows(const CallContext& call, AccessQuestion::Subject subject) {
  const Visibility visible = Visible(call.identity, call.purpose, subject);
  if (visible.municipalities) {
    TextSet set = TextSetOf(*visible.municipalities);
    municipalities_ = std::string(set.parameter());
  }
  if (visible.involved_only) person_ = call.identity.subject;
}

}  // namespace clientroute
