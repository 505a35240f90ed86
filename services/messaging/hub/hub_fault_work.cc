#include "services/messaging/hub/hub_fault_work.h"

#include <algorithm>

#include "services/messaging/exchange_name.h"
#include "services/messaging/failure_text.h"
#include "services/messaging/hub/hub_answer.h"
#include "services/messaging/hub/letter_writer.h"
#include "services/messaging/hub/transport_code.h"
#include "services/messaging/message_attention.h"
#include "services/messaging/messaging_parts.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {

std::optional<std::chrono::milliseconds> HubFaultWork::Run() {
  if (!pause_.Due()) return pause_.Left();
  std::vector<UntoldFault> untold;
  absl::Status status = deps_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(untold, ListUntoldFaults(connection, kFaultsMax));
    return absl::OkStatus();
  });
  if (!status.ok()) {
    pause_.Fail(deps_->random);
    return pause_.Left();
  }
  std::erase_if(held_, [&](const auto& held) {
    return std::none_of(untold.begin(), untold.end(), [&](const auto& fault) { return fault.number == held.first; });
  });
  for (const UntoldFault& fault : untold) {
    const auto held = held_.find(fault.number);
    if (held != held_.end() && !held->second.Due()) continue;
    const absl::Status told = Tell(fault);
    const bool over = told.ok() || !IsTransient(told) || fault.attempts + 1 >= options_->retry.attempts_max;
    if (over) status = Close(fault, told);
    if (ReasonOf(told) == "HUB_UNREACHABLE" || !status.ok()) {
      pause_.Fail(deps_->random);
      return pause_.Left();
    }
    pause_ = Backoff(options_->retry.first, options_->retry.most);
    if (over) continue;
    held_.emplace(fault.number, Backoff(options_->retry.first, options_->retry.most)).first->second.Fail(deps_->random);
    // Each that is taken and not answered costs the whole patience.
    if (ReasonOf(told) == "HUB_NO_ANSWER") break;
  }
  return kPause;
}

bool HubFaultWork::Idle() {
  bool none = false;
  const absl::Status status = deps_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const auto untold, ListUntoldFaults(connection, 1));
    none = untold.empty();
    return absl::OkStatus();
  });
  return status.ok() && none;
}

absl::Status HubFaultWork::Tell(const UntoldFault& fault) const {
  CLIENTROUTE_RETURN_IF_ERROR(
      deps_->database->Write([&](Connection& connection) { return CountFaultAttempt(connection, fault.number); }));
  Letter letter;
  letter.kind = LetterKind::kFault;
  letter.sender = {fault.municipality, options_->application, "", ""};
  letter.receiver = fault.receiver;
  letter.reference = fault.reference;
  letter.cross_reference = fault.cross_reference;
  letter.sent_at = LetterTime(fault.made_at);
  letter.fault = fault.fault;
  if (const TransportCode* const known = FindTransportCode(fault.fault.code); known != nullptr) {
    letter.fault.explanation = known->explanation;
  }
  CLIENTROUTE_ASSIGN(const HttpAnswer answer, client_->Post(SoapActionOf(letter.kind), WriteLetter(letter)));
  return MeaningOfAnswer(answer, letter.reference, fault.attempts + 1);
}

/// It was told, or is left to a person.
absl::Status HubFaultWork::Close(const UntoldFault& fault, const absl::Status& told) const {
  const Instant now = deps_->clock->Now();
  const auto close = [&](UnitOfWork& unit) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(CloseFault(unit.db(), fault.number, now));
    if (told.ok()) return absl::OkStatus();
    HubError error;
    error.reference = fault.reference;
    error.way = HubErrorWay::kOurs;
    error.cross_reference = fault.cross_reference;
    error.municipality = fault.municipality;
    error.party = fault.receiver.organisation;
    error.code = fault.fault.code;
    error.explanation = WithoutCitizenNumbers(fault.fault.details);
    error.failure = FailureText(told);
    error.attempts = fault.attempts + 1;
    error.noted_at = now;
    return LeaveHubError(unit, error, options_->municipalities.empty() ? "" : options_->municipalities.front());
  };
  CLIENTROUTE_RETURN_IF_ERROR(RecordErrorStep(*deps_->database, *deps_->clock, fault.reference, "told", close));
  if (!told.ok()) LogLeft(fault, told);
  return absl::OkStatus();
}

void HubFaultWork::LogLeft(const UntoldFault& fault, const absl::Status& status) const {
  const std::string reason = ReasonOf(status);
  deps_->logger->Write(LogLevel::kError, "messaging", "the hub was not told of an error, which waits for a person",
                       {{"reference", std::string_view(fault.cross_reference)},
                        {"code", std::string_view(fault.fault.code)},
                        {"reason", std::string_view(reason)},
                        {"attempts", std::int64_t{fault.attempts + 1}}});
}

}  // namespace clientroute::messaging
