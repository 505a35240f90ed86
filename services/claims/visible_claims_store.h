#ifndef CLIENTROUTE_SERVICES_CLAIMS_VISIBLE_CLAIMS_STORE_H_
#define CLIENTROUTE_SERVICES_CLAIMS_VISIBLE_CLAIMS_STORE_H_

#include <optional>
#include <string>

#include "services/platform/calls/context.h"
#include "services/platform/store/database.h"

namespace clientroute::claims {

/// Whose claims a caller may see, as two parameters of a query, so that it is decided in the query and not after it:
///   WHERE ($1 IS NULL OR r.municipality IN (SELECT key FROM json_each($1)) OR r.provider = $2)
/// The parameters look at this object. Const methods are thread-safe.
class VisibleClaims {
 public:
  explicit VisibleClaims(const CallContext& call);

  /// Null where every municipality may be shown, otherwise a set; an empty one shows nothing.
  Parameter municipalities() const { return MaybeText(municipalities_); }
  /// The provider whose own claims may be shown; null where none.
  Parameter provider() const { return MaybeText(provider_); }

 private:
  std::optional<std::string> municipalities_;
  std::optional<std::string> provider_;
};

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_VISIBLE_CLAIMS_STORE_H_
