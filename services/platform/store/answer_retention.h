#ifndef CLIENTROUTE_SERVICES_PLATFORM_STORE_ANSWER_RETENTION_H_
#define CLIENTROUTE_SERVICES_PLATFORM_STORE_ANSWER_RETENTION_H_

#include <memory>
#include <string>

#include "services/platform/clock/scheduler.h"
#include "services/platform/logging/logger.h"
#include "services/platform/store/database.h"

namespace clientroute {

/// Forgets answers to request ids after kAnswersKept, some at a time. `service` names it: `intake.answers`. Looks every
/// hour of real time, and when woken after a jump of a driven clock. All pointers outlive it.
std::unique_ptr<Work> MakeAnswerRetention(std::string service, Database* database, Clock* clock, Logger* logger);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_STORE_ANSWER_RETENTION_H_
