#include "services/claims/claims_service.h"

#include <optional>
#include <string>
#include <utility>

#include "services/claims/claim_codec.h"

namespace clientroute::claims {
namespace {

std::string Method(std::string_view name) { return Cat("clientroute.claims.v1.Claims/", name); }

// The whole message from its chunks.
absl::Status Receive(ClaimsService::Exchange* exchange, v1::SubmitMessageRequest* message) {
  std::size_t bytes = 0;
  v1::SubmitMessageRequest chunk;
  for (bool first = true; exchange->Read(&chunk); first = false) {
    bytes += chunk.ByteSizeLong();
    CLIENTROUTE_RETURN_IF_ERROR(AddChunk(chunk, first, message));
    if (bytes > kMessageBytesMax) {
      return InvalidFields("REQUEST_INVALID", {{"lines", Cat("a message holds at most ", kMessageBytesMax, " bytes")}});
    }
  }
  return absl::OkStatus();
}

}  // namespace

ClaimsService::ClaimsService(CallStack stack, const ClaimsDependencies& dependencies)
    : calls_(stack),
      allocation_(allocation::v1::Allocation::NewStub(dependencies.allocation)),
      contracting_(contracting::v1::Contracting::NewStub(dependencies.contracting)),
      peers_(allocation_.get(), contracting_.get()),
      claims_(stack.database),
      ledger_(stack.database) {}

grpc::Status ClaimsService::SubmitMessage(grpc::ServerContext* context, Exchange* exchange) {
  v1::SubmitMessageRequest message;
  v1::SubmitMessageResponse outcome;
  const absl::Status received = Receive(exchange, &message);
  std::optional<Claim> claim;
  Knowledge known;
  const grpc::Status judged = calls_.Write(
      context, Method("SubmitMessage"), message, &outcome,
      [&](UnitOfWork& unit) { return claims_.Submit(unit, *claim, known, &outcome); },
      [&](const CallContext& call) -> absl::Status {
        CLIENTROUTE_RETURN_IF_ERROR(received);
        CLIENTROUTE_ASSIGN(claim, ReadClaim(message));
        CLIENTROUTE_ASSIGN(known, peers_.Ask(call, *claim));
        return absl::OkStatus();
      });
  if (!judged.ok()) return judged;
  return ToGrpc(claims_.Tell(outcome, [&](const v1::SubmitMessageResponse& chunk) { return exchange->Write(chunk); }),
                "claims.clientroute");
}

grpc::Status ClaimsService::GetClaim(grpc::ServerContext* context, const v1::GetClaimRequest* request,
                                     v1::Claim* answer) {
  return calls_.Read(context, Method("GetClaim"), *request,
                     [&](const CallContext& call) { return claims_.Get(call, *request, answer); });
}

grpc::Status ClaimsService::ListClaims(grpc::ServerContext* context, const v1::ListClaimsRequest* request,
                                       v1::ListClaimsResponse* answer) {
  return calls_.Read(context, Method("ListClaims"), *request,
                     [&](const CallContext& call) { return claims_.List(call, *request, answer); });
}

grpc::Status ClaimsService::ListClaimLines(grpc::ServerContext* context, const v1::ListClaimLinesRequest* request,
                                           v1::ListClaimLinesResponse* answer) {
  return calls_.Look(context, Method("ListClaimLines"), *request, [&](const CallContext& call, Look& look) {
    return claims_.ListLines(call, *request, answer, &look);
  });
}

grpc::Status ClaimsService::ListLedgerEntries(grpc::ServerContext* context, const v1::ListLedgerEntriesRequest* request,
                                              v1::ListLedgerEntriesResponse* answer) {
  return calls_.Read(context, Method("ListLedgerEntries"), *request,
                     [&](const CallContext& call) { return ledger_.List(call, *request, answer); });
}

grpc::Status ClaimsService::GetLedgerBalance(grpc::ServerContext* context, const v1::GetLedgerBalanceRequest* request,
                                             v1::LedgerBalance* answer) {
  return calls_.Read(context, Method("GetLedgerBalance"), *request,
                     [&](const CallContext& call) { return ledger_.Balance(call, *request, answer); });
}

}  // namespace clientroute::claims
