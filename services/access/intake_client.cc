#include "services/access/intake_client.h"

#include <string>
#include <utility>

#include "services/platform/calls/client_call.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::access {
namespace {

constexpr std::string_view kService = "access";
constexpr char kUse[] = "free-text";
// What intake takes in one call.
constexpr int kKeysMax = 1'000;

absl::Status KeyInvalid() {
  return Error(absl::StatusCode::kInternal, "CLIENT_KEY_INVALID", "intake did not answer with the keys asked for");
}

}  // namespace

IntakeClient::IntakeClient(const std::shared_ptr<grpc::Channel>& intake, Random* random)
    : stub_(intake::v1::Intake::NewStub(intake)), random_(random) {}

absl::StatusOr<std::map<Uuid, FreeTextKey>> IntakeClient::Keys(const CallContext& call,
                                                               const std::set<Uuid>& clients) const {
  std::map<Uuid, FreeTextKey> keys;
  for (auto next = clients.begin(); next != clients.end();) {
    intake::v1::GetClientKeysRequest request;
    request.set_use(kUse);
    for (; next != clients.end() && request.clients_size() < kKeysMax; ++next) {
      request.add_clients(NameOf("clients", *next));
    }
    CLIENTROUTE_ASSIGN(const intake::v1::GetClientKeysResponse answer,
                       Call(Onward(kService, call), stub_.get(), &intake::v1::Intake::Stub::GetClientKeys, request));
    if (answer.keys_size() != request.clients_size()) return KeyInvalid();
    for (int i = 0; i < answer.keys_size(); ++i) {
      const auto client = IdIn(answer.keys(i).client(), "clients");
      if (!client || answer.keys(i).client() != request.clients(i)) return KeyInvalid();
      FreeTextKey key;
      if (!answer.keys(i).key().empty()) {
        const absl::StatusOr<SecretKey> secret = SecretKey::FromBytes(answer.keys(i).key());
        if (!secret.ok()) return KeyInvalid();
        key = FreeTextKey(*secret, random_);
      }
      keys.emplace(*client, std::move(key));
    }
  }
  return keys;
}

}  // namespace clientroute::access
