#include "services/portal/sign_in/session_keeper.h"

#include <algorithm>
#include <utility>

#include "services/platform/privacy/cipher.h"
#include "services/platform/status/status.h"
#include "services/portal/http/encoding.h"
#include "services/portal/sign_in/session_store.h"

namespace clientroute::portal {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kSecretTextBytes = 43;
constexpr std::size_t kMemoriesMost = 10'000;

Instant EndOf(const Session& session) {
  return std::min<Instant>(session.last_used + SessionKeeper::kIdle, session.begun + SessionKeeper::kLongest);
}

}  // namespace

absl::StatusOr<std::string> SessionKeeper::Begin(SignedIn who) {
  const Instant now = clock_->Now();
  std::string secret = Base64Url(random_->Bytes(kSecretBytes));
  auto session = std::make_shared<Session>();
  session->digest = Digest(secret);
  session->who = std::move(who);
  session->begun = session->last_used = now;
  session->expires = EndOf(*session);
  CLIENTROUTE_RETURN_IF_ERROR(database_->Write([&](Connection& connection) {
    CLIENTROUTE_RETURN_IF_ERROR(DeleteOldSessions(connection, now - kIdle, now - kLongest));
    return InsertSession(connection, *session);
  }));
  Remember(session, now);
  return secret;
}

absl::StatusOr<SharedSession> SessionKeeper::Find(std::string_view secret, bool uses) {
  if (secret.size() != kSecretTextBytes) return SharedSession();
  const std::string digest = Digest(secret);
  const Instant now = clock_->Now();
  std::optional<Session> found;
  CLIENTROUTE_RETURN_IF_ERROR(database_->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(found, FindSession(connection, digest));
    return absl::OkStatus();
  }));
  if (!found || EndOf(*found) <= now) return SharedSession();
  if (uses && found->last_used + kUseWritten <= now) {
    CLIENTROUTE_RETURN_IF_ERROR(
        database_->Write([&](Connection& connection) { return UseSession(connection, digest, now); }));
    found->last_used = now;
  }
  found->expires = EndOf(*found);
  auto session = std::make_shared<const Session>(*std::move(found));
  if (uses) Remember(session, now);
  return session;
}

SharedSession SessionKeeper::Remembered(std::string_view secret) const {
  if (secret.size() != kSecretTextBytes) return nullptr;
  const std::string digest = Digest(secret);
  const Instant now = clock_->Now();
  const std::lock_guard lock(mutex_);
  const auto found = memories_.find(digest);
  const bool fresh = found != memories_.end() && now < found->second.until && now < found->second.session->expires;
  return fresh ? found->second.session : nullptr;
}

absl::Status SessionKeeper::End(std::string_view secret) {
  const std::string digest = Digest(secret);
  CLIENTROUTE_RETURN_IF_ERROR(
      database_->Write([&](Connection& connection) { return DeleteSession(connection, digest); }));
  const std::lock_guard lock(mutex_);
  memories_.erase(digest);
  return absl::OkStatus();
}

void SessionKeeper::Remember(const SharedSession& session, Instant now) {
  const std::lock_guard lock(mutex_);
  if (memories_.size() >= kMemoriesMost) {
    std::erase_if(memories_, [&](const auto& memory) { return memory.second.until <= now; });
  }
  if (memories_.size() < kMemoriesMost) memories_[session->digest] = {session, now + kRemembered};
}

}  // namespace clientroute::portal
