#ifndef CLIENTROUTE_SERVICES_INTAKE_CLIENT_SERVICE_H_
#define CLIENTROUTE_SERVICES_INTAKE_CLIENT_SERVICE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/intake/v1/intake.pb.h"
#include "services/intake/client_store.h"
#include "services/intake/client_vault_codec.h"
#include "services/platform/calls/context.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/store/database.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::intake {

/// What intake does about clients: each method of the proto's without its wrapper, whose errors are those that the
/// proto names and those of Connection. Thread-safe.
class ClientMethods {
 public:
  /// Both outlive it.
  ClientMethods(Database* database, const ClientVault* vault) : database_(*database), vault_(*vault) {}

  absl::Status Get(const CallContext& call, const v1::GetClientRequest& request, v1::Client* answer, Look* look) const;
  absl::Status Find(const CallContext& call, const v1::FindClientRequest& request, v1::Client* answer,
                    Look* look) const;
  absl::Status GetKeys(const CallContext& call, const v1::GetClientKeysRequest& request,
                       v1::GetClientKeysResponse* answer) const;
  absl::Status Erase(UnitOfWork& unit, const v1::EraseClientRequest& request) const;
  /// Answers without who the client is: answers are kept.
  absl::Status RecordBirth(UnitOfWork& unit, const v1::RecordBirthRequest& request, v1::Client* answer) const;

  /// The stored part of the answer: who they are, registering those who are not known where that is asked.
  absl::Status Resolve(UnitOfWork& unit, const v1::ResolveClientsRequest& request,
                       v1::ResolveClientsResponse* answer) const;
  /// The part that is never stored: the keys, for messaging alone. Empty for who was erased.
  absl::Status FillMessageKeys(const CallContext& call, v1::ResolveClientsResponse* answer) const;

  /// The client with this number, or one made now with a household and a key of his own.
  absl::StatusOr<ClientRecord> FindOrRegister(UnitOfWork& unit, const CitizenNumber& number,
                                              std::string_view what) const;
  /// A client made now; `what` names him within the request.
  absl::StatusOr<ClientRecord> Register(UnitOfWork& unit, const std::optional<CitizenNumber>& number,
                                        std::string_view what) const;
  /// Keeps what was told about a client.
  absl::Status KeepPerson(UnitOfWork& unit, const ClientRecord& client, const Person& told, Trust trust) const;

 private:
  absl::Status Fill(const CallContext& call, const ClientRecord& client, v1::Client* answer, Look* look) const;

  Database& database_;
  const ClientVault& vault_;
};

/// NotFound CLIENT_NOT_FOUND: unknown, or not to be seen.
absl::Status ClientNotFound(std::string_view name);
/// FailedPrecondition CLIENT_ERASED.
absl::Status ClientErased(std::string_view name);

}  // namespace clientroute::intake

#endif  // CLIENTROUTE_SERVICES_INTAKE_CLIENT_SERVICE_H_
