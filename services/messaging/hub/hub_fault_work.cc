#include "services/messaging/hub/hub_fault_work.h"

#include "services/messaging/hub/hub_answer.h"
#include "services/messaging/hub/letter_writer.h"
#include "services/messaging/hub/transport_code.h"
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
  for (const UntoldFault& fault : untold) {
    const absl::Status told = Tell(fault);
    const bool over = told.ok() || !IsTransient(told) || fault.attempts + 1 >= options_->retry.attempts_max;
    if (over) {
      status = deps_->database->Write(
          [&](Connection& connection) { return CloseFault(connection, fault.number, deps_->clock->Now()); });
    }
    if (over && !told.ok()) Log("the hub was not told of an error", fault, told);
    if (!over || !status.ok()) {
      pause_.Fail(deps_->random);
      return pause_.Left();
    }
    pause_ = Backoff(options_->retry.first, options_->retry.most);
  }
  return static_cast<int>(untold.size()) == kFaultsMax ? std::chrono::milliseconds(0) : kPause;
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

void HubFaultWork::Log(std::string_view what, const UntoldFault& fault, const absl::Status& status) const {
  const std::string reason = ReasonOf(status);
  deps_->logger->Write(LogLevel::kError, "messaging", what,
                       {{"reference", std::string_view(fault.cross_reference)},
                        {"code", std::string_view(fault.fault.code)},
                        {"reason", std::string_view(reason)},
                        {"attempts", std::int64_t{fault.attempts + 1}}});
}

}  // namespace clientroute::messaging
