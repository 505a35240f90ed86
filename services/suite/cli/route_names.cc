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

std::string_view DutchVerdict(const access::v1::Decision& decision) {
  if (decision.kind() == access::v1::DECISION_CHANGE) return "gewijzigd";
  if (decision.kind() == access::v1::DECISION_WITHDRAW) return "ingetrokken";
  return decision.refused_lines().empty() ? DutchOutcome(decision.outcome()) : "deels toegekend";
}

std::string_view DutchRefusal(access::v1::RefusalReason reason) {
  switch (reason) {
    case access::v1::NOT_A_CHANGE:
      return "geen wijziging, maar een nieuwe aanvraag";
    case access::v1::EXCEEDS_BUDGET:
      return "past niet binnen het budget";
    case access::v1::NO_CONTRACT:
      return "geen contract";
    case access::v1::OUTSIDE_CONTRACT:
      return "past niet binnen het contract";
    case access::v1::OTHER_MUNICIPALITY:
      return "andere gemeente";
    case access::v1::STACKING:
      return "stapeling";
    case access::v1::CARE_NOT_SUITABLE:
      return "zorginhoudelijk afgekeurd";
    case access::v1::RESIDENCE_PRINCIPLE:
      return "woonplaatsbeginsel";
    case access::v1::AGE_LIMIT_REACHED:
      return "leeftijdsgrens bereikt";
    default:
      return "-";
  }
}

std::string_view DutchRole(access::v1::CaseRole role) {
  switch (role) {
    case access::v1::CASE_DIRECTOR:
      return "casusregisseur";
    case access::v1::PROCESS_DIRECTOR:
      return "procesregisseur";
    case access::v1::LEAD_HOLDER:
      return "regiehouder";
    case access::v1::LEAD_WORKER:
      return "regievoerder";
    case access::v1::LEAD_PRACTITIONER:
      return "regiebehandelaar";
    case access::v1::CARE_COORDINATOR:
      return "zorgcoördinator";
    case access::v1::TREATMENT_COORDINATOR:
      return "behandelcoördinator";
    case access::v1::CASE_MANAGER:
      return "casemanager";
    case access::v1::YOUTH_PROTECTOR:
      return "jeugdbeschermer";
    case access::v1::EXPERT_BY_EXPERIENCE:
      return "ervaringsdeskundige";
    case access::v1::GENERALIST:
      return "generalist";
    case access::v1::POLICE:
      return "politie";
    case access::v1::PUBLIC_PROSECUTOR:
      return "officier van justitie";
    case access::v1::FACT_TEAM:
      return "FACT-team";
    default:
      return "-";
  }
}

}  // namespace clientroute::suite
