#include "services/claims/claim_service.h"

#include <string>
#include <utility>
#include <vector>

#include "services/claims/claim_codec.h"
#include "services/claims/claim_store.h"
#include "services/claims/history_store.h"
#include "services/claims/ledger_store.h"
#include "services/claims/names.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::claims {
namespace {

using clientroute::FromProto;

absl::Status Violated(std::string field, std::string what) {
  return InvalidFields("REQUEST_INVALID", {{std::move(field), std::move(what)}});
}

std::optional<std::string> Given(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

absl::StatusOr<ClaimRecord> Find(Connection& connection, const std::string& name, std::string_view field,
                                 const VisibleClaims& visible) {
  const auto id = IdIn(name, kClaims);
  if (!id) return Violated(std::string(field), "must be claims/ and an id");
  ClaimStore::Filter filter;
  filter.id = *id;
  CLIENTROUTE_ASSIGN(std::vector<ClaimRecord> found, ClaimStore(&connection).List(filter, visible, 0, 1));
  if (found.empty()) {
    return Error(absl::StatusCode::kNotFound, "CLAIM_NOT_FOUND", "there is no such claim, or it may not be seen",
                 {{"claim", name}});
  }
  return std::move(found.front());
}

// Who may see a claim need not see of whom it is.
bool MayShowClients(const CallContext& call, const ClaimRecord& claim) {
  AccessQuestion question;
  question.subject = AccessQuestion::Subject::kClientData;
  question.municipality = claim.claim.municipality.ToString();
  question.provider = claim.claim.provider.ToString();
  return !Denied(call.identity, call.purpose, question);
}

}  // namespace

absl::Status AddChunk(const v1::SubmitMessageRequest& chunk, bool first, v1::SubmitMessageRequest* message) {
  if (first) {
    message->set_request_id(chunk.request_id());  // so that what is wrong is told under it
    if (!chunk.has_header()) return Violated("header", "the first chunk must carry request id and header");
  }
  if (!first && ((!chunk.request_id().empty() && chunk.request_id() != message->request_id()) || chunk.has_header())) {
    return Violated("header", "only the first chunk may carry request id and header");
  }
  if (chunk.lines_size() > kChunkLinesMax) return Violated("lines", Cat("a chunk holds at most ", kChunkLinesMax));
  if (message->lines_size() + chunk.lines_size() > kMessageLinesMax) {
    return Violated("lines", Cat("a message holds at most ", kMessageLinesMax));
  }
  message->MergeFrom(chunk);
  return absl::OkStatus();
}

absl::Status ClaimMethods::Submit(UnitOfWork& unit, const Claim& claim, Knowledge known,
                                  v1::SubmitMessageResponse* answer) const {
  CLIENTROUTE_RETURN_IF_ERROR(HistoryStore(&unit.db()).Load(claim, &known));
  const ClaimJudgement judgement = JudgeClaim(claim, known);
  ClaimRecord record{.row = 0,
                     .id = unit.NewId("claim"),
                     .refused = false,
                     .claim = claim,
                     .accepted = {},
                     .lines_accepted = 0,
                     .lines_refused = 0,
                     .created = unit.now(),
                     .verdicts = {}};
  CLIENTROUTE_ASSIGN(const std::vector<std::int64_t> rows, ClaimStore(&unit.db()).Add(judgement, known, &record));
  CLIENTROUTE_RETURN_IF_ERROR(LedgerStore(&unit.db()).Add(record, PostingsOf(claim, judgement), rows));
  for (const Verdict& verdict : judgement.AllVerdicts()) *answer->add_verdicts() = ToProto(verdict);
  answer->set_claim(NameOf(kClaims, record.id));
  *answer->mutable_total_accepted() = ToSignedAmount(judgement.accepted);
  answer->set_refused(judgement.refused());
  return unit.Announce(answer->claim(), JudgedEvent(record, judgement));
}

absl::Status ClaimMethods::Get(const CallContext& call, const v1::GetClaimRequest& request, v1::Claim* answer) const {
  const VisibleClaims visible(call);
  return database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const ClaimRecord claim, Find(connection, request.name(), "name", visible));
    *answer = ToProto(claim);
    return absl::OkStatus();
  });
}

absl::Status ClaimMethods::List(const CallContext& call, const v1::ListClaimsRequest& request,
                                v1::ListClaimsResponse* answer) const {
  CLIENTROUTE_ASSIGN(const int rows, PageRows(request.page_size()));
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, 1));
  ClaimStore::Filter filter;
  filter.municipality = Given(request.municipality());
  filter.provider = Given(request.provider());
  if (request.has_month()) {
    const auto day = FromProto(request.month());
    if (!day) return Violated("month", "is no day");
    filter.month = day->FirstOfMonth();
  }
  const VisibleClaims visible(call);
  return database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(auto claims,
                       ClaimStore(&connection).List(filter, visible, key.empty() ? 0 : NumberIn(key[0]), rows + 1));
    if (claims.size() > static_cast<std::size_t>(rows)) {
      claims.erase(claims.begin() + rows, claims.end());
      answer->set_next_page_token(MakePageToken(request, {KeyPart(claims.back().row)}));
    }
    for (const ClaimRecord& claim : claims) *answer->add_claims() = ToProto(claim);
    return absl::OkStatus();
  });
}

absl::Status ClaimMethods::ListLines(const CallContext& call, const v1::ListClaimLinesRequest& request,
                                     v1::ListClaimLinesResponse* answer, Look* look) const {
  CLIENTROUTE_ASSIGN(const int rows, PageRows(request.page_size()));
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, 1));
  const VisibleClaims visible(call);
  return database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const ClaimRecord claim, Find(connection, request.claim(), "claim", visible));
    const bool show_client = MayShowClients(call, claim);
    const std::int64_t after = key.empty() ? 0 : NumberIn(key[0]);
    CLIENTROUTE_ASSIGN(auto lines, ClaimStore(&connection).Lines(claim, request.refused_only(), after, rows + 1));
    if (lines.size() > static_cast<std::size_t>(rows)) {
      lines.resize(static_cast<std::size_t>(rows));
      answer->set_next_page_token(MakePageToken(request, {KeyPart(lines.back().number)}));
    }
    for (const LineRecord& line : lines) {
      *answer->add_lines() = ToProto(claim, line, show_client);
      const std::string& client = answer->lines(answer->lines_size() - 1).client();
      if (!client.empty()) look->Saw(client);
    }
    return absl::OkStatus();
  });
}

}  // namespace clientroute::claims
