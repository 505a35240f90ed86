#include "services/claims/ledger_service.h"

#include <string>
#include <vector>

#include "services/claims/claim_codec.h"
#include "services/claims/ledger_store.h"
#include "services/claims/names.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::claims {
namespace {

template <typename Request>
absl::StatusOr<LedgerStore::Filter> FilterOf(const Request& request) {
  LedgerStore::Filter filter;
  if (!request.municipality().empty()) filter.municipality = request.municipality();
  if (!request.provider().empty()) filter.provider = request.provider();
  if (!request.claim().empty()) {
    filter.claim = IdIn(request.claim(), kClaims);
    if (!filter.claim) return InvalidFields("REQUEST_INVALID", {{"claim", "must be claims/ and an id"}});
  }
  return filter;
}

}  // namespace

absl::Status LedgerMethods::List(const CallContext& call, const v1::ListLedgerEntriesRequest& request,
                                 v1::ListLedgerEntriesResponse* answer) const {
  CLIENTROUTE_ASSIGN(const int rows, PageRows(request.page_size()));
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, 2));
  CLIENTROUTE_ASSIGN(const LedgerStore::Filter filter, FilterOf(request));
  std::optional<LedgerStore::Position> after;
  if (!key.empty()) after = {NumberIn(key[0]), NumberIn(key[1])};
  const bool newest_first = request.order() == v1::ListLedgerEntriesRequest::NEWEST;
  const VisibleClaims visible(call);
  return database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(auto entries, LedgerStore(&connection).List(filter, visible, newest_first, after, rows + 1));
    if (entries.size() > static_cast<std::size_t>(rows)) {
      entries.resize(static_cast<std::size_t>(rows));
      answer->set_next_page_token(
          MakePageToken(request, {KeyPart(entries.back().posting), KeyPart(entries.back().number)}));
    }
    for (const EntryRecord& entry : entries) *answer->add_entries() = ToProto(entry);
    return absl::OkStatus();
  });
}

absl::Status LedgerMethods::Balance(const CallContext& call, const v1::GetLedgerBalanceRequest& request,
                                    v1::LedgerBalance* answer) const {
  CLIENTROUTE_ASSIGN(const LedgerStore::Filter filter, FilterOf(request));
  const VisibleClaims visible(call);
  return database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const LedgerStore::Balance balance, LedgerStore(&connection).Sum(filter, visible));
    for (const auto& [kind, amount] : balance.by_kind) {
      v1::LedgerBalance::Sum& sum = *answer->add_sums();
      sum.set_kind(ToProto(kind));
      *sum.mutable_amount() = clientroute::ToProto(amount);
    }
    const auto orders = balance.by_kind.find(AccountKind::kPaymentOrders);
    *answer->mutable_total() = clientroute::ToProto(balance.total);
    *answer->mutable_accepted() = clientroute::ToProto(balance.accepted);
    *answer->mutable_paid() = clientroute::ToProto(orders == balance.by_kind.end() ? Money() : -orders->second);
    return absl::OkStatus();
  });
}

}  // namespace clientroute::claims
