#ifndef CLIENTROUTE_SERVICES_INTAKE_INTAKE_SERVICE_H_
#define CLIENTROUTE_SERVICES_INTAKE_INTAKE_SERVICE_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "services/intake/client_service.h"
#include "services/intake/client_vault_codec.h"
#include "services/intake/household_service.h"
#include "services/intake/referral_service.h"
#include "services/platform/calls/server_call.h"
#include "services/platform/ids/random.h"
#include "services/platform/privacy/cipher.h"

namespace clientroute::intake {

/// What intake needs beside its call stack.
struct IntakeDependencies {
  /// For keys and nonces; outlives the service.
  Random* random = nullptr;
  /// The suite's master key. Used while the service is made and not kept: the service holds keys derived from it.
  const SecretKey* master_key = nullptr;
};

/// Intake (proto intake/v1/intake.proto): referrals, clients, households and consent; the only service that knows who a
/// client is. Its database is the stack's, with IntakeMigrations(). Thread-safe.
///
/// A request with identifying data is never an ingredient of what is kept for its repeats: a keyed hash stands for it,
/// and an answer is kept without the keys and names that it leaves with (they are filled again for a repeat).
class IntakeService final : public v1::Intake::Service {
 public:
  IntakeService(CallStack stack, const IntakeDependencies& dependencies);

  grpc::Status CreateReferral(grpc::ServerContext* context, const v1::CreateReferralRequest* request,
                              v1::Referral* answer) override;
  grpc::Status GetReferral(grpc::ServerContext* context, const v1::GetReferralRequest* request,
                           v1::Referral* answer) override;
  grpc::Status ListReferrals(grpc::ServerContext* context, const v1::ListReferralsRequest* request,
                             v1::ListReferralsResponse* answer) override;
  grpc::Status WithdrawReferral(grpc::ServerContext* context, const v1::WithdrawReferralRequest* request,
                                v1::Referral* answer) override;
  grpc::Status ResolveClients(grpc::ServerContext* context, const v1::ResolveClientsRequest* request,
                              v1::ResolveClientsResponse* answer) override;
  grpc::Status GetClient(grpc::ServerContext* context, const v1::GetClientRequest* request,
                         v1::Client* answer) override;
  grpc::Status FindClient(grpc::ServerContext* context, const v1::FindClientRequest* request,
                          v1::Client* answer) override;
  grpc::Status RecordBirth(grpc::ServerContext* context, const v1::RecordBirthRequest* request,
                           v1::Client* answer) override;
  grpc::Status GetHousehold(grpc::ServerContext* context, const v1::GetHouseholdRequest* request,
                            v1::Household* answer) override;
  grpc::Status JoinHousehold(grpc::ServerContext* context, const v1::JoinHouseholdRequest* request,
                             v1::Household* answer) override;
  grpc::Status RecordConsent(grpc::ServerContext* context, const v1::RecordConsentRequest* request,
                             v1::Consent* answer) override;
  grpc::Status ListConsents(grpc::ServerContext* context, const v1::ListConsentsRequest* request,
                            v1::ListConsentsResponse* answer) override;
  grpc::Status GetClientKeys(grpc::ServerContext* context, const v1::GetClientKeysRequest* request,
                             v1::GetClientKeysResponse* answer) override;
  grpc::Status EraseClient(grpc::ServerContext* context, const v1::EraseClientRequest* request,
                           v1::EraseClientResponse* answer) override;

 private:
  // A write whose request holds identifying data: like ServerCalls::Write, with the keyed hash of the request in its
  // place. `finish` runs after the answer was kept or found, for what is never kept.
  grpc::Status WriteUnseen(grpc::ServerContext* context, std::string_view method,
                           const google::protobuf::Message& request, google::protobuf::Message* answer,
                           const std::function<absl::Status(UnitOfWork&)>& work,
                           const std::function<absl::Status(const CallContext&)>& finish) const;
  // Notes that a change showed clients, before its answer leaves; a repeat too.
  absl::Status LogLook(const CallContext& call, const std::vector<std::string>& clients) const;

  ServerCalls calls_;
  ClientVault vault_;
  ClientMethods clients_;
  ReferralMethods referrals_;
  HouseholdMethods households_;
};

}  // namespace clientroute::intake

#endif  // CLIENTROUTE_SERVICES_INTAKE_INTAKE_SERVICE_H_
