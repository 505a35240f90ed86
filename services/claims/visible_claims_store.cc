#include "services/claims/visible_claims_store.h"

#include "services/platform/authorisation/authorise.h"
#include "services/platform/store/text_set.h"

namespace clientroute::claims {

VisibleClaims::VisibleClaims(const CallContext& call) {
  const Visibility visible = Visible(call.identity, call.purpose, AccessQuestion::Subject::kClaim);
  if (visible.municipalities) {
    TextSet set = TextSetOf(*visible.municipalities);
    municipalities_ = std::string(set.parameter());
  }
  provider_ = visible.provider;
}

}  // namespace clientroute::claims
