#include "services/portal/sign_in/guard.h"

#include <utility>

#include "services/portal/http/problem.h"

namespace clientroute::portal {

void Guard::WithSession(const SharedExchange& exchange, std::function<void(SharedSession)> then) {
  const std::string_view secret = SecretIn(exchange->request());
  if (secret.empty()) return then(nullptr);
  if (SharedSession session = keeper_->Remembered(secret)) return then(std::move(session));
  const bool taken = workers_->Take([keeper = keeper_, exchange, secret, then = std::move(then)] {
    absl::StatusOr<SharedSession> session = keeper->Find(secret, true);
    if (!session.ok()) return exchange->Answer(Busy());
    then(*std::move(session));
  });
  if (!taken) exchange->Answer(Busy());
}

HttpAnswer Busy() {
  HttpAnswer answer = Problem(503, "Even geduld", "Het is te druk of er wordt onderhoud gedaan. Probeer het zo weer.");
  answer.With("Retry-After", "2");
  return answer;
}

}  // namespace clientroute::portal
