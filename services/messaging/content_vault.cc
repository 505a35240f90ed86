#include "services/messaging/content_vault.h"

#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

std::string BoundTo(std::string_view digest) { return Cat("messaging/content/", Hex(digest)); }

}  // namespace

ContentVault::ContentVault(const SecretKey& master_key, Random* random)
    : message_key_(master_key.Derive("messaging/raw")),
      file_key_(master_key.Derive("messaging/file")),
      queue_key_(master_key.Derive("messaging/queue")),
      random_(random) {}

SealedContent ContentVault::SealMessage(std::string_view bytes, const std::optional<ClientKey>& client) const {
  return {client ? client->client : std::string(),
          clientroute::Seal(client ? client->key : message_key_, bytes, BoundTo(Digest(bytes)), *random_)};
}

absl::StatusOr<std::string> ContentVault::OpenMessage(const SealedContent& content, std::string_view digest,
                                                      const std::optional<ClientKey>& client) const {
  if (content.client.empty()) return clientroute::Open(message_key_, content.sealed, BoundTo(digest));
  if (!client || client->client != content.client) {
    return Error(absl::StatusCode::kFailedPrecondition, "KEY_MISSING", "the key of the client is needed");
  }
  return clientroute::Open(client->key, content.sealed, BoundTo(digest));
}

SealedContent ContentVault::Shred(std::string_view bytes, const std::string& client) const {
  return SealMessage(bytes, ClientKey{client, SecretKey::Generate(*random_)});
}

std::string ContentVault::SealFile(std::string_view bytes, std::string_view name) const {
  return clientroute::Seal(file_key_, bytes, name, *random_);
}

absl::StatusOr<std::string> ContentVault::OpenFile(std::string_view sealed, std::string_view name) const {
  return clientroute::Open(file_key_, sealed, name);
}

std::string ContentVault::QueueOf(std::string_view provider, std::string_view citizen_number) const {
  return KeyedHash(queue_key_, Cat(provider, "/", citizen_number));
}

}  // namespace clientroute::messaging
