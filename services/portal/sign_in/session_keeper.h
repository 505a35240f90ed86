#ifndef CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_SESSION_KEEPER_H_
#define CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_SESSION_KEEPER_H_

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/clock/clock.h"
#include "services/platform/ids/random.h"
#include "services/platform/store/database.h"
#include "services/portal/sign_in/session.h"

namespace clientroute::portal {

/// Begins, finds and ends sessions. The record is the truth; what was found is remembered for a moment, so that a page
/// that asks a hundred things at once reads it once. Thread-safe.
class SessionKeeper {
 public:
  /// Not used for so long: somebody left his desk.
  static constexpr std::chrono::minutes kIdle{30};
  /// A working day; then he shows anew who he is.
  static constexpr std::chrono::hours kLongest{12};
  /// How long another door may still honour a session that was ended here.
  static constexpr std::chrono::seconds kRemembered{5};
  /// A use is written when the last one that was is older than this.
  static constexpr std::chrono::minutes kUseWritten{1};

  /// `clock` is the real one, also where the suite runs on a driven clock: a session belongs to the browser's time.
  /// All outlive it.
  SessionKeeper(Database* database, const Clock* clock, Random* random)
      : database_(database), clock_(clock), random_(random) {}

  /// The secret for the cookie: 43 characters. Also forgets sessions that are over. Errors: those of Database.
  absl::StatusOr<std::string> Begin(SignedIn who);
  /// Null when there is none, or it is over. `uses`: it counts as used, and lives on. Errors: those of Database.
  absl::StatusOr<SharedSession> Find(std::string_view secret, bool uses);
  /// The session if it was found a moment ago; does not touch the record. Null says nothing.
  SharedSession Remembered(std::string_view secret) const;
  /// There being none is no error. Errors: those of Database.
  absl::Status End(std::string_view secret);

 private:
  struct Memory {
    SharedSession session;
    Instant until;
  };
  void Remember(const SharedSession& session, Instant now);

  Database* const database_;
  const Clock* const clock_;
  Random* const random_;
  mutable std::mutex mutex_;
  std::map<std::string, Memory, std::less<>> memories_;  // by digest
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_SESSION_KEEPER_H_
