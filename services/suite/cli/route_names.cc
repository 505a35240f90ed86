#include "services/suite/cli/route_names.h"

#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"

namespace clientroute::suite {

std::string_view DutchState(allocation::v1::CareAllocation::State state) {
  using Made = allocation::v1::CareAllocation;
  switch (state) {
    case Made::ALLOCATED:
      return "toegewezen";
    case Made::IN_CARE:
      return "in zorg";
    case Made::INTERRUPTED:
      return "onderbroken";
    case Made::ENDED:
      return "beëindigd";
    case Made::WITHDRAWN:
      return "ingetrokken";
    default:
      return "-";
  }
}

std::string DutchDelivery(const allocation::v1::Delivery& delivery) {
  std::string text;
  switch (delivery.kind()) {
    case allocation::v1::Delivery::START:
      text = Cat("start ", DutchDate(delivery.start_date()));
      break;
    case allocation::v1::Delivery::TEMPORARY_STOP:
      text = Cat("tijdelijke stop ", DutchDate(delivery.end_date()));
      break;
    case allocation::v1::Delivery::STOP:
      text = Cat("stop ", DutchDate(delivery.end_date()), " (reden ", delivery.stop_reason(), ")");
      break;
    default:
      text = "-";
  }
  if (delivery.removed()) text += ", verwijderd";
  return text;
}

std::string_view DutchState(messaging::v1::Message::State state) {
  using messaging::v1::Message;
  switch (state) {
    case Message::RECEIVED:
      return "ontvangen";
    case Message::REFUSED:
      return "geweigerd";
    case Message::ACCEPTED:
      return "goedgekeurd";
    case Message::REJECTED:
      return "afgekeurd";
    case Message::SENT:
      return "verstuurd";
    case Message::ANSWERED:
      return "beantwoord";
    case Message::ANSWERED_WITH_ERRORS:
      return "beantwoord met fouten";
    case Message::WAITING:
      return "wacht";
    case Message::FAILED:
      return "vastgelopen";
    default:
      return "-";
  }
}

std::string_view DutchComplexity(access::v1::Complexity complexity) {
  switch (complexity) {
    case access::v1::MULTI:
      return "multi";
    case access::v1::MONO:
      return "mono";
    default:
      return "nog niet bepaald";
  }
}

std::string_view DutchOutcome(access::v1::Decision::Outcome outcome) {
  switch (outcome) {
    case access::v1::Decision::GRANT:
      return "toegekend";
    case access::v1::Decision::REFUSE:
      return "afgewezen";
    default:
      return "-";
  }
}

}  // namespace clientroute::suite
