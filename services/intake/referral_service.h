#ifndef CLIENTROUTE_SERVICES_INTAKE_REFERRAL_SERVICE_H_
#define CLIENTROUTE_SERVICES_INTAKE_REFERRAL_SERVICE_H_

#include <optional>

#include "absl/status/statusor.h"
#include "clientroute/intake/v1/intake.pb.h"
#include "services/intake/client_service.h"
#include "services/intake/client_vault_codec.h"
#include "services/intake/referral_store.h"
#include "services/platform/calls/context.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/store/database.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::intake {

/// What intake does about referrals: each method of the proto's without its wrapper, whose errors are those that the
/// proto names and those of Connection. What is answered to a change never holds the referrer's name or the reason of
/// a withdrawal, because answers are kept; the caller who sent it has it. Thread-safe.
class ReferralMethods {
 public:
  /// All outlive it.
  ReferralMethods(Database* database, const ClientVault* vault, const ClientMethods* clients)
      : database_(*database), vault_(*vault), clients_(*clients) {}

  absl::Status Create(UnitOfWork& unit, const v1::CreateReferralRequest& request, v1::Referral* answer) const;
  absl::Status Get(const CallContext& call, const v1::GetReferralRequest& request, v1::Referral* answer,
                   Look* look) const;
  absl::Status List(const CallContext& call, const v1::ListReferralsRequest& request, v1::ListReferralsResponse* answer,
                    Look* look) const;
  absl::Status Withdraw(UnitOfWork& unit, const v1::WithdrawReferralRequest& request, v1::Referral* answer) const;

 private:
  struct Handed;
  absl::StatusOr<Handed> Read(const CallContext& call, const v1::CreateReferralRequest& request) const;
  absl::StatusOr<ClientRecord> ClientFor(UnitOfWork& unit, const v1::CreateReferralRequest& request,
                                         const Handed& handed) const;
  absl::Status JoinMember(UnitOfWork& unit, const std::string& member, const ClientRecord& client) const;
  absl::Status Keep(UnitOfWork& unit, const Handed& handed, const ClientRecord& client) const;
  absl::StatusOr<v1::Referral> Shown(const ReferralRecord& record) const;
  absl::Status ShowReason(const ReferralRecord& record, v1::Referral* answer) const;

  Database& database_;
  const ClientVault& vault_;
  const ClientMethods& clients_;
};

}  // namespace clientroute::intake

#endif  // CLIENTROUTE_SERVICES_INTAKE_REFERRAL_SERVICE_H_
