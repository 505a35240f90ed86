#include "services/intake/intake_service.h"

#include <utility>

#include "services/intake/client_store.h"
#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::intake {
namespace {

CallStack Whole(CallStack stack, const IntakeDependencies& dependencies) {
  if (stack.database == nullptr || dependencies.random == nullptr || dependencies.master_key == nullptr) {
    StopOnDefect("intake needs a database, randomness and the master key");
  }
  return stack;
}

}  // namespace

IntakeService::IntakeService(CallStack stack, const IntakeDependencies& dependencies)
    : calls_(Whole(std::move(stack), dependencies)),
      vault_(*dependencies.master_key, dependencies.random),
      clients_(calls_.stack().database, &vault_),
      referrals_(calls_.stack().database, &vault_, &clients_),
      households_(calls_.stack().database) {}

grpc::Status IntakeService::WriteUnseen(grpc::ServerContext* context, std::string_view method,
                                        const google::protobuf::Message& request, google::protobuf::Message* answer,
                                        const std::function<absl::Status(UnitOfWork&)>& work,
                                        const std::function<absl::Status(const CallContext&)>& finish) const {
  return calls_.Submit(context, method, request, [&](const CallContext& call) -> absl::Status {
    v1::RequestFingerprint fingerprint;
    fingerprint.set_keyed_hash(vault_.HashOfRequest(request));
    CLIENTROUTE_RETURN_IF_ERROR(WriteOnce(*calls_.stack().database, call, fingerprint, answer, work));
    return finish(call);
  });
}

absl::Status IntakeService::LogLook(const CallContext& call, const std::vector<std::string>& clients) const {
  if (clients.empty()) return absl::OkStatus();
  return calls_.stack().database->Write([&](Connection& db) -> absl::Status {
    Look look;
    CLIENTROUTE_RETURN_IF_ERROR(Saw(db, clients, &look));
    return AppendLook(db, call, look);
  });
}

grpc::Status IntakeService::CreateReferral(grpc::ServerContext* context, const v1::CreateReferralRequest* request,
                                           v1::Referral* answer) {
  return WriteUnseen(
      context, "clientroute.intake.v1.Intake/CreateReferral", *request, answer,
      [&](UnitOfWork& unit) { return referrals_.Create(unit, *request, answer); },
      [&](const CallContext&) {
        // The referral has the same content as the request, or there would be no answer.
        answer->mutable_referrer()->set_display_name(request->referral().referrer().display_name());
        return absl::OkStatus();
      });
}

grpc::Status IntakeService::GetReferral(grpc::ServerContext* context, const v1::GetReferralRequest* request,
                                        v1::Referral* answer) {
  return calls_.Look(
      context, "clientroute.intake.v1.Intake/GetReferral", *request,
      [&](const CallContext& call, Look& look) { return referrals_.Get(call, *request, answer, &look); });
}

grpc::Status IntakeService::ListReferrals(grpc::ServerContext* context, const v1::ListReferralsRequest* request,
                                          v1::ListReferralsResponse* answer) {
  return calls_.Look(
      context, "clientroute.intake.v1.Intake/ListReferrals", *request,
      [&](const CallContext& call, Look& look) { return referrals_.List(call, *request, answer, &look); });
}

grpc::Status IntakeService::WithdrawReferral(grpc::ServerContext* context, const v1::WithdrawReferralRequest* request,
                                             v1::Referral* answer) {
  return WriteUnseen(
      context, "clientroute.intake.v1.Intake/WithdrawReferral", *request, answer,
      [&](UnitOfWork& unit) { return referrals_.Withdraw(unit, *request, answer); },
      [](const CallContext&) { return absl::OkStatus(); });
}

grpc::Status IntakeService::ResolveClients(grpc::ServerContext* context, const v1::ResolveClientsRequest* request,
                                           v1::ResolveClientsResponse* answer) {
  return WriteUnseen(
      context, "clientroute.intake.v1.Intake/ResolveClients", *request, answer,
      [&](UnitOfWork& unit) { return clients_.Resolve(unit, *request, answer); },
      [&](const CallContext& call) -> absl::Status {
        CLIENTROUTE_RETURN_IF_ERROR(clients_.FillMessageKeys(call, answer));
        // Who is resolved is shown: every call is logged before its answer leaves, a repeat too.
        std::vector<std::string> shown;
        for (const v1::ResolvedClient& client : answer->clients()) shown.push_back(client.client());
        return LogLook(call, shown);
      });
}

grpc::Status IntakeService::GetClient(grpc::ServerContext* context, const v1::GetClientRequest* request,
                                      v1::Client* answer) {
  return calls_.Look(context, "clientroute.intake.v1.Intake/GetClient", *request,
                     [&](const CallContext& call, Look& look) { return clients_.Get(call, *request, answer, &look); });
}

grpc::Status IntakeService::FindClient(grpc::ServerContext* context, const v1::FindClientRequest* request,
                                       v1::Client* answer) {
  return calls_.Look(context, "clientroute.intake.v1.Intake/FindClient", *request,
                     [&](const CallContext& call, Look& look) { return clients_.Find(call, *request, answer, &look); });
}

grpc::Status IntakeService::RecordBirth(grpc::ServerContext* context, const v1::RecordBirthRequest* request,
                                        v1::Client* answer) {
  return WriteUnseen(
      context, "clientroute.intake.v1.Intake/RecordBirth", *request, answer,
      [&](UnitOfWork& unit) { return clients_.RecordBirth(unit, *request, answer); },
      [](const CallContext&) { return absl::OkStatus(); });
}

grpc::Status IntakeService::GetHousehold(grpc::ServerContext* context, const v1::GetHouseholdRequest* request,
                                         v1::Household* answer) {
  return calls_.Look(
      context, "clientroute.intake.v1.Intake/GetHousehold", *request,
      [&](const CallContext& call, Look& look) { return households_.Get(call, *request, answer, &look); });
}

grpc::Status IntakeService::JoinHousehold(grpc::ServerContext* context, const v1::JoinHouseholdRequest* request,
                                          v1::Household* answer) {
  return WriteUnseen(
      context, "clientroute.intake.v1.Intake/JoinHousehold", *request, answer,
      [&](UnitOfWork& unit) { return households_.Join(unit, *request, answer); },
      [&](const CallContext& call) {
        return LogLook(call, {answer->clients().begin(), answer->clients().end()});
      });
}

grpc::Status IntakeService::RecordConsent(grpc::ServerContext* context, const v1::RecordConsentRequest* request,
                                          v1::Consent* answer) {
  return calls_.Write(context, "clientroute.intake.v1.Intake/RecordConsent", *request, answer,
                      [&](UnitOfWork& unit) { return households_.RecordConsent(unit, *request, answer); });
}

grpc::Status IntakeService::ListConsents(grpc::ServerContext* context, const v1::ListConsentsRequest* request,
                                         v1::ListConsentsResponse* answer) {
  return calls_.Look(
      context, "clientroute.intake.v1.Intake/ListConsents", *request,
      [&](const CallContext& call, Look& look) { return households_.ListConsents(call, *request, answer, &look); });
}

grpc::Status IntakeService::GetClientKeys(grpc::ServerContext* context, const v1::GetClientKeysRequest* request,
                                          v1::GetClientKeysResponse* answer) {
  return calls_.Read(context, "clientroute.intake.v1.Intake/GetClientKeys", *request,
                     [&](const CallContext& call) { return clients_.GetKeys(call, *request, answer); });
}

grpc::Status IntakeService::EraseClient(grpc::ServerContext* context, const v1::EraseClientRequest* request,
                                        v1::EraseClientResponse* answer) {
  return calls_.Write(context, "clientroute.intake.v1.Intake/EraseClient", *request, answer,
                      [&](UnitOfWork& unit) { return clients_.Erase(unit, *request); });
}

}  // namespace clientroute::intake
