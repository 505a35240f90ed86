#ifndef CLIENTROUTE_TESTS_RECOVERY_POWER_LOSS_RECORD_CHECK_H_
#define CLIENTROUTE_TESTS_RECOVERY_POWER_LOSS_RECORD_CHECK_H_

#include <string>
#include <vector>

#include "tests/recovery/power_loss/engine_life.h"
#include "tests/recovery/power_loss/random_work.h"

namespace clientroute::orchestrator {

/// What does not hold of the record, a line each; none when all is well. Asked before anything moves in a new life:
///   - the file is whole, and every route's state is what its history makes of it;
///   - every event that was answered stands in its route's history (or waits for a paused route), once, and histories
///     have no gaps; a repeat of what was answered gets the same answer and adds nothing;
///   - the timers of a route are the rows that will fire, at the same times; none fired twice or early;
///   - every command of a history was carried out or is still on its way, no service saw a command that no history
///     knows, the same id never carried two requests, and a route's commands were carried out in order;
///   - what was announced stands in the outbox, once and in order.
std::vector<std::string> Violations(EngineLife& life, Surroundings& around, const RandomWork& work);

/// When nothing is under way any more: no command is left, and no timer that is due.
std::vector<std::string> Leftovers(EngineLife& life, Surroundings& around);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_RECOVERY_POWER_LOSS_RECORD_CHECK_H_
