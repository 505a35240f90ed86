#ifndef CLIENTROUTE_SERVICES_CLAIMS_CLAIMS_SERVICE_H_
#define CLIENTROUTE_SERVICES_CLAIMS_CLAIMS_SERVICE_H_

#include <memory>

#include "clientroute/allocation/v1/allocation.grpc.pb.h"
#include "clientroute/claims/v1/claims.grpc.pb.h"
#include "clientroute/contracting/v1/contracting.grpc.pb.h"
#include "grpcpp/channel.h"
#include "services/claims/claim_service.h"
#include "services/claims/ledger_service.h"
#include "services/claims/peer_client.h"
#include "services/platform/calls/server_call.h"

namespace clientroute::claims {

/// What claims needs beside its call stack: the services that it asks.
struct ClaimsDependencies {
  /// For the allocations that are claimed on.
  std::shared_ptr<grpc::Channel> allocation;
  /// For tariffs and the product list.
  std::shared_ptr<grpc::Channel> contracting;
};

/// Claims and their ledger (see claims.proto, where each method lists its errors). Its database is the stack's, opened
/// with ClaimsMigrations(). It has no background work; what it hears of others is ClaimsListener's. Thread-safe; what
/// `stack` points to outlives it.
class ClaimsService final : public v1::Claims::Service {
 public:
  /// A claim that comes in chunks, and its judgement that goes in chunks.
  using Exchange = grpc::ServerReaderWriter<v1::SubmitMessageResponse, v1::SubmitMessageRequest>;

  ClaimsService(CallStack stack, const ClaimsDependencies& dependencies);

  grpc::Status SubmitMessage(grpc::ServerContext* context, Exchange* exchange) override;
  grpc::Status GetClaim(grpc::ServerContext* context, const v1::GetClaimRequest* request, v1::Claim* answer) override;
  grpc::Status ListClaims(grpc::ServerContext* context, const v1::ListClaimsRequest* request,
                          v1::ListClaimsResponse* answer) override;
  grpc::Status ListClaimLines(grpc::ServerContext* context, const v1::ListClaimLinesRequest* request,
                              v1::ListClaimLinesResponse* answer) override;
  grpc::Status ListLedgerEntries(grpc::ServerContext* context, const v1::ListLedgerEntriesRequest* request,
                                 v1::ListLedgerEntriesResponse* answer) override;
  grpc::Status GetLedgerBalance(grpc::ServerContext* context, const v1::GetLedgerBalanceRequest* request,
                                v1::LedgerBalance* answer) override;

 private:
  ServerCalls calls_;
  std::unique_ptr<allocation::v1::Allocation::Stub> allocation_;
  std::unique_ptr<contracting::v1::Contracting::Stub> contracting_;
  PeerClient peers_;
  ClaimMethods claims_;
  LedgerMethods ledger_;
};

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_CLAIMS_SERVICE_H_
