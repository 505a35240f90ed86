#include "services/suite/demo/suite_link.h"

#include <set>
#include <string>

#include "services/platform/status/status.h"

namespace clientroute::suite {

absl::StatusOr<bool> SuiteLink::WorthAnotherTry(const absl::Status& status, const SuiteProcess::Link& link) const {
  // What breaks because the suite went has no sure code; that it went is sure.
  CLIENTROUTE_ASSIGN(const SuiteProcess::Link now, process_->Reach());
  if (now.generation != link.generation) return true;
  if (!absl::IsUnavailable(status) && !absl::IsAborted(status)) return false;
  constexpr std::chrono::milliseconds kPause(20);
  process_->AwaitOther(link.generation, kPause);
  return true;
}

Caller PersonaCaller(std::string_view persona, const v1::RunningSuite& running) {
  Caller caller;
  caller.deadline = std::chrono::seconds(60);
  absl::StatusOr<Persona> who = FindPersona(persona);
  if (!who.ok()) return caller;
  caller.identity =
      IdentityOf(*who, std::set<std::string>(running.municipalities().begin(), running.municipalities().end()));
  caller.purpose = who->purpose;
  return caller;
}

}  // namespace clientroute::suite
