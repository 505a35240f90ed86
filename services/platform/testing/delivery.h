#ifndef CLIENTROUTE_SERVICES_PLATFORM_TESTING_DELIVERY_H_
#define CLIENTROUTE_SERVICES_PLATFORM_TESTING_DELIVERY_H_

#include <functional>
#include <string_view>

#include "absl/status/status.h"
#include "clientroute/type/v1/event.pb.h"
#include "services/platform/store/database.h"
#include "services/platform/store/unit_of_work.h"
#include "services/platform/values/calendar.h"

/// How a test tells a listener of a service what another service announced. One thread.
namespace clientroute {

/// What happened, as its service announced it then.
type::v1::Event EventOf(std::string_view id, Instant occurred, const google::protobuf::Message& payload);

/// Delivers the event as a relay does: one transaction a delivery, with the event's id as its request id, so that a
/// repeat changes nothing. Errors: those of `take` and of WriteOnce.
absl::Status DeliverOnce(Database& database, Instant now, const type::v1::Event& event,
                         const std::function<absl::Status(UnitOfWork&, const type::v1::Event&)>& take);

/// The same to a listener: `DeliverTo(*database, now, event, service.listener())`.
template <typename Listener>
absl::Status DeliverTo(Database& database, Instant now, const type::v1::Event& event, const Listener& listener) {
  return DeliverOnce(database, now, event, [&listener](UnitOfWork& unit, const type::v1::Event& delivered) {
    return listener.Take(unit, delivered);
  });
}

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_TESTING_DELIVERY_H_
