#ifndef CLIENTROUTE_SERVICES_PLATFORM_AUTHORISATION_VISIBLE_ROWS_H_
#define CLIENTROUTE_SERVICES_PLATFORM_AUTHORISATION_VISIBLE_ROWS_H_

#include <optional>
#include <string>

#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/context.h"
#include "services/platform/store/database.h"
#include "services/platform/store/text_set.h"

namespace clientroute {

/// What Visible says, as two parameters of a query, so that it is decided in the query and not after it:
///   WHERE ($1 IS NULL OR r.municipality IN (SELECT key FROM json_each($1)))
///     AND ($2 IS NULL OR EXISTS (SELECT 1 FROM involvement i WHERE i.client = r.client AND i.person = $2))
/// The parameters look at this object. Rows of a provider's own are not in it. Const methods are thread-safe.
class VisibleRows {
 public:
  VisibleRows(const CallContext& call, AccessQuestion::Subject subject);

  /// Null where every municipality may be shown, otherwise a set; an empty one shows nothing.
  Parameter municipalities() const { return MaybeText(municipalities_); }
  /// Null where no involvement is needed, otherwise who must be involved.
  Parameter person() const { return MaybeText(person_); }

 private:
  std::optional<std::string> municipalities_;
  std::optional<std::string> person_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_AUTHORISATION_VISIBLE_ROWS_H_
