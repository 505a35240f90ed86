#ifndef CLIENTROUTE_SERVICES_PLATFORM_STORE_WAKE_ON_COMMIT_H_
#define CLIENTROUTE_SERVICES_PLATFORM_STORE_WAKE_ON_COMMIT_H_

#include "services/platform/clock/scheduler.h"
#include "services/platform/store/database.h"

namespace clientroute {

/// Wakes `work` after each commit that may give it something to do. All three outlive the database's last commit.
inline void WakeOnCommit(Database* database, Scheduler* scheduler, Work* work) {
  const auto wake = [scheduler, work] { scheduler->Wake(work); };
  if (auto tables = work->follows()) return database->OnCommitTo(*std::move(tables), wake);
  database->OnCommit(wake);
}

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_STORE_WAKE_ON_COMMIT_H_
