#include "services/claims/claim_service.h"

#include <set>
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
  CLIENTROUTE_ASSIGN(std::optional<ClaimRecord> found, ClaimStore(&connection).Find(*id, visible));
  if (!found) {
    return Error(absl::StatusCode::kNotFound, "CLAIM_NOT_FOUND", "there is no such claim, or it may not be seen",
                 {{"claim", name}});
  }
  return *std::move(found);
}

std::optional<ClaimStore::Position> PositionIn(const std::vector<std::string>& key) {
  if (key.empty()) return std::nullopt;
  return ClaimStore::Position{NumberIn(key[0]), NumberIn(key[1])};
}

std::string TokenAt(const google::protobuf::Message& request, const ClaimStore::Position& last) {
  return MakePageToken(request, {KeyPart(last.value), KeyPart(last.number)});
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
  for (const Verdict& verdict : judgement.verdicts) *answer->add_verdicts() = ToProto(verdict);
  answer->set_claim(NameOf(kClaims, record.id));
  *answer->mutable_total_accepted() = ToSignedAmount(judgement.accepted);
  answer->set_refused(judgement.refused());
  return unit.Announce(answer->claim(), JudgedEvent(record, judgement));
}

absl::Status ClaimMethods::Tell(const v1::SubmitMessageResponse& outcome, const Send& send) const {
  const auto claim = IdIn(outcome.claim(), kClaims);
  if (!claim) return Error(absl::StatusCode::kInternal, "ANSWER_WITHOUT_CLAIM", "a judgement names its claim");
  std::set<std::pair<std::string, std::string>> told;  // of clients: class and rule
  ClaimStore::LineVerdict last;
  v1::SubmitMessageResponse chunk = outcome;
  std::vector<ClaimStore::LineVerdict> page;
  do {
    // No transaction stays open while the caller reads; the rows never change.
    CLIENTROUTE_RETURN_IF_ERROR(database_.Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(page, ClaimStore(&connection).LineVerdicts(*claim, last, kChunkVerdictsMax));
      return absl::OkStatus();
    }));
    std::size_t bytes = 0;
    for (const auto& [line, number, verdict, of_client] : page) {
      if (bytes > kChunkBytesMax) break;
      last.line = line;
      last.number = number;
      if (of_client && !told.emplace(verdict.class_path, verdict.rule).second) continue;
      *chunk.add_verdicts() = ToProto(verdict);
      bytes += chunk.verdicts(chunk.verdicts_size() - 1).ByteSizeLong();
    }
    const bool first = !chunk.claim().empty();
    if ((first || !chunk.verdicts().empty()) && !send(chunk)) {
      return Error(absl::StatusCode::kCancelled, "CALLER_GONE", "the caller reads no further");
    }
    chunk.Clear();
  } while (!page.empty());
  return absl::OkStatus();
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
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, 2));
  ClaimStore::Filter filter;
  filter.municipality = Given(request.municipality());
  filter.provider = Given(request.provider());
  if (request.has_month()) {
    const auto day = FromProto(request.month());
    if (!day) return Violated("month", "is no day");
    filter.month = day->FirstOfMonth();
  }
  const auto order = static_cast<ClaimStore::Order>(request.order());
  const VisibleClaims visible(call);
  return database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(auto claims, ClaimStore(&connection).List(filter, visible, order, PositionIn(key), rows + 1));
    if (claims.size() > static_cast<std::size_t>(rows)) {
      claims.erase(claims.begin() + rows, claims.end());
      answer->set_next_page_token(TokenAt(request, ClaimStore::PositionOf(claims.back(), order)));
    }
    for (const ClaimRecord& claim : claims) *answer->add_claims() = ToProto(claim);
    return absl::OkStatus();
  });
}

absl::Status ClaimMethods::ListLines(const CallContext& call, const v1::ListClaimLinesRequest& request,
                                     v1::ListClaimLinesResponse* answer, Look* look) const {
  CLIENTROUTE_ASSIGN(const int rows, PageRows(request.page_size()));
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, 2));
  const auto order = static_cast<ClaimStore::LineOrder>(request.order());
  const VisibleClaims visible(call);
  return database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const ClaimRecord claim, Find(connection, request.claim(), "claim", visible));
    const bool show_client = MayShowClients(call, claim);
    CLIENTROUTE_ASSIGN(auto lines,
                       ClaimStore(&connection).Lines(claim, request.refused_only(), order, PositionIn(key), rows + 1));
    if (lines.size() > static_cast<std::size_t>(rows)) {
      lines.resize(static_cast<std::size_t>(rows));
      answer->set_next_page_token(TokenAt(request, ClaimStore::PositionOf(lines.back(), order)));
    }
    for (const LineRecord& line : lines) {
      *answer->add_lines() = ToProto(claim, line, show_client);
      const std::string& client = answer->lines(answer->lines_size() - 1).client();
      if (!client.empty()) look->Saw(client, claim.claim.municipality.ToString());
    }
    return absl::OkStatus();
  });
}

}  // namespace clientroute::claims
