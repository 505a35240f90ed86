#include "services/monitoring/book_keeper_service.h"

#include <mutex>
#include <utility>
#include <vector>

#include "services/monitoring/contract_store.h"
#include "services/platform/status/status.h"

namespace clientroute::monitoring {
namespace {

constexpr std::chrono::seconds kAfterError(1);
// More than this is read by a pass over each table, and not route by route.
constexpr std::size_t kRoutesOneByOne = 2'000;

}  // namespace

absl::Status BookKeeper::Read(const std::function<absl::Status(const FigureBook&)>& read) {
  CLIENTROUTE_RETURN_IF_ERROR(CatchUp());
  const std::shared_lock lock(mutex_);
  return read(*book_);
}

absl::StatusOr<FigureNumbers> BookKeeper::Count(const FigureQuestion& question) {
  FigureNumbers numbers;
  CLIENTROUTE_RETURN_IF_ERROR(Read([&](const FigureBook& book) {
    numbers = kept_.Find(question);
    if (numbers != nullptr) return absl::OkStatus();
    numbers = std::make_shared<const std::vector<FigureNumber>>(
        book.Count(*question.figure, question.filter, question.by, question.today));
    kept_.Keep(question, numbers);
    return absl::OkStatus();
  }));
  return numbers;
}

std::optional<std::chrono::milliseconds> BookKeeper::Run() {
  const absl::Status status = CatchUp();
  if (status.ok()) return std::nullopt;
  const std::string reason = ReasonOf(status);
  logger_.Write(LogLevel::kWarning, "monitoring", "figures are brought up to date later",
                {{"reason", std::string_view(reason)}});
  return kAfterError;
}

bool BookKeeper::Idle() {
  ChangeState now;
  const absl::Status status = database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(now, RouteRecordStore(&connection).State());
    return absl::OkStatus();
  });
  const std::shared_lock lock(mutex_);
  return status.ok() && now.era == known_.era && now.number == known_.number;
}

absl::Status BookKeeper::CatchUp() {
  return database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const ChangeState now, RouteRecordStore(&connection).State());
    {
      const std::shared_lock lock(mutex_);
      // A snapshot that is older than what another call brought in has nothing new.
      if (now.era == known_.era && now.number <= known_.number) return absl::OkStatus();
      if (now.era < known_.era) return absl::OkStatus();
    }
    const std::unique_lock lock(mutex_);
    return BringIn(connection);
  });
}

absl::Status BookKeeper::BringIn(Connection& connection) {
  RouteRecordStore store(&connection);
  CLIENTROUTE_ASSIGN(const ChangeState now, store.State());
  if (now.era < known_.era || (now.era == known_.era && now.number <= known_.number)) return absl::OkStatus();
  const bool anew = now.era != known_.era;
  std::unique_ptr<FigureBook> filled = anew ? std::make_unique<FigureBook>() : nullptr;
  FigureBook& book = anew ? *filled : *book_;
  std::vector<Uuid> routes;
  std::vector<Uuid> claims;
  if (!anew) {
    CLIENTROUTE_ASSIGN(routes, store.ChangedRoutes(known_.number));
    CLIENTROUTE_ASSIGN(claims, store.ChangedClaims(known_.number));
  } else {
    CLIENTROUTE_ASSIGN(ProductSegments segments, store.Segments());
    book.SetSegments(std::move(segments));
  }
  std::vector<RouteRecord> records;
  if (anew || routes.size() > kRoutesOneByOne) {
    CLIENTROUTE_ASSIGN(records, store.LoadAll());
  } else {
    for (const Uuid& route : routes) {
      CLIENTROUTE_ASSIGN(records.emplace_back(), store.Load(route));
    }
  }
  std::vector<ClaimCounted> counted;
  const auto keep = [&](const ClaimCounted& claim) { counted.push_back(claim); };
  if (anew) CLIENTROUTE_RETURN_IF_ERROR(store.ForEachClaim({}, keep));
  for (const Uuid& claim : claims) CLIENTROUTE_RETURN_IF_ERROR(store.ForEachClaim(claim, keep));
  CLIENTROUTE_ASSIGN(const std::vector<MessageOverdue> late, store.LateMessages(anew ? 0 : known_.number));
  std::optional<std::vector<ContractKnown>> contracts;
  CLIENTROUTE_ASSIGN(const bool recorded, store.ContractsChanged(anew ? 0 : known_.number));
  if (recorded || anew) {
    CLIENTROUTE_ASSIGN(contracts, ContractStore(&connection).All());
  }
  // All of it was read: from here on nothing can fail, and the book is never half changed.
  for (const RouteRecord& record : records) book.Put(record);
  for (const ClaimCounted& claim : counted) book.Add(claim);
  for (const MessageOverdue& message : late) book.Add(message);
  kept_.Forget();
  if (contracts) book.SetContracts(*std::move(contracts));
  if (anew) book_ = std::move(filled);
  known_ = now;
  return absl::OkStatus();
}

}  // namespace clientroute::monitoring
