#ifndef CLIENTROUTE_SERVICES_PORTAL_EXPORT_EXPORT_DOOR_H_
#define CLIENTROUTE_SERVICES_PORTAL_EXPORT_EXPORT_DOOR_H_

#include <string>
#include <string_view>
#include <utility>

#include "services/platform/clock/clock.h"
#include "services/portal/api/api_methods.h"
#include "services/portal/export/list_shape.h"
#include "services/portal/http/exchange.h"
#include "services/portal/http/workers.h"
#include "services/portal/sign_in/session.h"

namespace clientroute::portal {

/// `GET /export/<csv|xlsx>/<service>/<ListMethod>?message=…&columns=…&purpose=…`: every page of a paged list method, as
/// filtered by the message, in one file. The pages are asked for one after another as whom is signed in, so it holds
/// what he may see and each look is logged. It is whole before its first byte leaves: what is too large or fails on the
/// way is an error and no half file. Thread-safe.
class ExportDoor {
 public:
  static constexpr int kRowsMost = 100'000;
  static constexpr int kPageRows = 1'000;

  ExportDoor(Workers* workers, const Clock* clock) : workers_(workers), clock_(clock) {}

  /// Answers in every case. Errors, as problem+json in Dutch: 400 for a query that is wrong, 404 for a format or method
  /// that is none, 413 for more than kRowsMost rows, 503 when too many are under way; and what the method says.
  void Export(const SharedExchange& exchange, const SharedSession& session, std::string_view format,
              const ApiMethod& method);

  /// What stands behind `/export/`: the format and the method. Empty when it is none.
  static std::pair<std::string_view, std::string_view> PartsOf(std::string_view path);

 private:
  Workers* const workers_;
  const Clock* const clock_;
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_EXPORT_EXPORT_DOOR_H_
