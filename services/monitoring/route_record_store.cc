#include "services/monitoring/route_record_store.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "services/monitoring/fact_store.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::monitoring {
namespace {

Uuid IdOf(const Row& row, int column) { return Uuid::FromBytes(row.Bytes(column)).value_or(Uuid()); }
std::optional<Date> MaybeDay(const Row& row, int column) {
  if (row.IsNull(column)) return std::nullopt;
  return FromDays(row.Int(column));
}

// The records of one route, or of all: each table is read by the same statement, with the route as its condition.
class Loading {
 public:
  Loading(Connection* connection, const std::optional<Uuid>& route) : connection_(*connection), route_(route) {}

  absl::Status All() {
    for (auto step : {&Loading::Referrals, &Loading::Asked, &Loading::Ends, &Loading::Urgencies, &Loading::Allocations,
                      &Loading::Starts, &Loading::Stops, &Loading::Changes, &Loading::Decisions, &Loading::Triages,
                      &Loading::Outflows, &Loading::Returns, &Loading::Comebacks, &Loading::Involvements}) {
      CLIENTROUTE_RETURN_IF_ERROR((this->*step)());
    }
    return absl::OkStatus();
  }

  std::vector<RouteRecord> Take() && { return std::move(records_); }

 private:
  RouteRecord& RecordOf(const Uuid& route) {
    const auto [place, is_new] = places_.try_emplace(route, records_.size());
    if (is_new) records_.emplace_back().route = route;
    return records_[place->second];
  }
  // Rows `route, …` of a statement.
  template <typename Fill>
  absl::Status Read(std::string_view select, std::string_view route_column, std::string_view order, Fill fill) {
    const std::string sql = Cat(select, route_ ? Cat(" WHERE ", route_column, " = $1") : std::string(), order);
    const auto each = [&](const Row& row) {
      fill(RecordOf(IdOf(row, 0)), row);
      return absl::OkStatus();
    };
    if (route_) return connection_.Query(sql, {ToColumn(*route_)}, each);
    return connection_.Query(sql, {}, each);
  }

  absl::Status Referrals() {
    return Read(
        "SELECT route, municipality, referrer_type, received_day, withdrawn_day, client, household FROM referral",
        "route", "", [](RouteRecord& record, const Row& row) {
          record.municipality = std::string(row.Text(1));
          record.referrer_type = static_cast<int>(row.Int(2));
          record.received = FromDays(row.Int(3));
          record.withdrawn = MaybeDay(row, 4);
          if (!row.IsNull(5)) record.client = IdOf(row, 5);
          if (!row.IsNull(6)) record.household = IdOf(row, 6);
        });
  }
  absl::Status Asked() {
    return Read("SELECT route, provider, product FROM asked_line", "route", " ORDER BY route, line",
                [](RouteRecord& record, const Row& row) {
                  record.asked.push_back({std::string(row.Text(1)), std::string(row.Text(2))});
                });
  }
  absl::Status Ends() {
    return Read("SELECT route, closed_day FROM route_end", "route", "",
                [](RouteRecord& record, const Row& row) { record.closed = FromDays(row.Int(1)); });
  }
  absl::Status Urgencies() {
    return Read("SELECT route, urgency FROM route_urgency", "route", "",
                [](RouteRecord& record, const Row& row) { record.urgency = static_cast<int>(row.Int(1)); });
  }
  absl::Status Allocations() {
    return Read(
        "SELECT route, allocation, provider, product, contract, allocated_day, second_best, withdrawn, amount_cents,"
        " first_day, last_day, at_school, ended_day FROM allocated",
        "route", " ORDER BY route, allocation", [](RouteRecord& record, const Row& row) {
          record.allocations.push_back({IdOf(row, 1),
                                        std::string(row.Text(2)),
                                        std::string(row.Text(3)),
                                        std::string(row.Text(4)),
                                        FromDays(row.Int(5)),
                                        row.Int(6) != 0,
                                        row.Int(7) != 0,
                                        row.IsNull(8) ? std::nullopt : std::optional(row.Int(8)),
                                        MaybeDay(row, 9),
                                        MaybeDay(row, 10),
                                        row.Int(11) != 0,
                                        MaybeDay(row, 12),
                                        {}});
        });
  }
  absl::Status Starts() {
    return Read(
        "SELECT a.route, s.allocation, s.product, s.start_day FROM allocated AS a"
        " JOIN care_start AS s ON s.allocation = a.allocation",
        "a.route", " ORDER BY s.allocation, s.start_day, s.product", [](RouteRecord& record, const Row& row) {
          auto* allocation = Find(record, IdOf(row, 1));
          if (allocation != nullptr) {
            allocation->starts.push_back({std::string(row.Text(2)), FromDays(row.Int(3)), {}, {}, ""});
          }
        });
  }
  absl::Status Stops() {
    return Read(
        "SELECT a.route, e.allocation, e.product, e.start_day, e.definitive, e.stop_day, e.stop_reason"
        " FROM allocated AS a JOIN care_stop AS e ON e.allocation = a.allocation",
        "a.route", "", [](RouteRecord& record, const Row& row) {
          auto* allocation = Find(record, IdOf(row, 1));
          if (allocation == nullptr) return;
          for (RouteRecord::Start& start : allocation->starts) {
            if (start.product != row.Text(2) || start.start != FromDays(row.Int(3))) continue;
            (row.Int(4) != 0 ? start.stopped : start.interrupted) = FromDays(row.Int(5));
            if (row.Int(4) != 0) start.stop_reason = std::string(row.Text(6));
          }
        });
  }
  absl::Status Changes() {
    return Read(
        "SELECT route, change_request, provider, direction, applied_month, asked_day, applied_day FROM care_change",
        "route", " ORDER BY change_request", [](RouteRecord& record, const Row& row) {
          RouteRecord::Change change{IdOf(row, 1), std::string(row.Text(2)), static_cast<int>(row.Int(3)),
                                     {},           MaybeDay(row, 5),         MaybeDay(row, 6)};
          if (!row.IsNull(4)) change.applied = Month::At(row.Int(4));
          record.changes.push_back(std::move(change));
        });
  }
  absl::Status Decisions() {
    return Read("SELECT route, decision, crisis, decided_month, decided_day FROM decision", "route",
                " ORDER BY decision", [](RouteRecord& record, const Row& row) {
                  record.decisions.push_back({IdOf(row, 1), row.Int(2) != 0, Month::At(row.Int(3)), MaybeDay(row, 4)});
                });
  }
  absl::Status Triages() {
    return Read("SELECT route, complexity, overridden, decided_month FROM triage", "route", "",
                [](RouteRecord& record, const Row& row) {
                  record.triage = {std::string(row.Text(1)), row.Int(2) != 0, Month::At(row.Int(3))};
                });
  }
  absl::Status Outflows() {
    return Read("SELECT route, destination, obstacle, end_month, end_day FROM outflow", "route", "",
                [](RouteRecord& record, const Row& row) {
                  record.outflow = {std::string(row.Text(1)), std::string(row.Text(2)), Month::At(row.Int(3)),
                                    MaybeDay(row, 4)};
                });
  }
  absl::Status Returns() {
    return Read("SELECT new_route, returned_month FROM return_to_care", "new_route", "",
                [](RouteRecord& record, const Row& row) { record.returned = Month::At(row.Int(1)); });
  }

  absl::Status Comebacks() {
    return Read("SELECT earlier_route FROM return_to_care", "earlier_route", "",
                [](RouteRecord& record, const Row&) { record.came_back = true; });
  }

  absl::Status Involvements() {
    return Read(
        "SELECT r.route, i.person, i.first_day, i.ended_day FROM referral AS r JOIN involvement AS i"
        " ON i.client = r.client",
        "r.route", "", [](RouteRecord& record, const Row& row) {
          record.involved.push_back({IdOf(row, 1), FromDays(row.Int(2)), MaybeDay(row, 3)});
        });
  }

  static RouteRecord::Allocation* Find(RouteRecord& record, const Uuid& allocation) {
    const auto found = std::ranges::find(record.allocations, allocation, &RouteRecord::Allocation::id);
    return found == record.allocations.end() ? nullptr : &*found;
  }

  Connection& connection_;
  const std::optional<Uuid>& route_;
  std::vector<RouteRecord> records_;
  std::unordered_map<Uuid, std::size_t> places_;
};

absl::StatusOr<std::vector<Uuid>> ChangedSince(Connection& connection, Changed kind, std::int64_t after) {
  return connection.QueryAll("SELECT id FROM change_log WHERE number > $1 AND kind = $2 ORDER BY number",
                             {after, static_cast<std::int64_t>(kind)}, [](const Row& row) { return IdOf(row, 0); });
}

// What stands in child tables of claim rows, by claim and row.
using RowKey = std::pair<Uuid, std::int64_t>;

}  // namespace

absl::StatusOr<ChangeState> RouteRecordStore::State() {
  CLIENTROUTE_ASSIGN(const auto state,
                     connection_.QueryOne("SELECT era, number FROM change_state", {}, [](const Row& r) {
                       return ChangeState{r.Int(0), r.Int(1)};
                     }));
  return state.value_or(ChangeState());
}

absl::StatusOr<std::vector<Uuid>> RouteRecordStore::ChangedRoutes(std::int64_t after) {
  return ChangedSince(connection_, Changed::kRoute, after);
}

absl::StatusOr<std::vector<Uuid>> RouteRecordStore::ChangedClaims(std::int64_t after) {
  return ChangedSince(connection_, Changed::kClaim, after);
}

absl::StatusOr<bool> RouteRecordStore::ContractsChanged(std::int64_t after) {
  CLIENTROUTE_ASSIGN(const std::vector<Uuid> contracts, ChangedSince(connection_, Changed::kContract, after));
  return !contracts.empty();
}

absl::StatusOr<std::vector<MessageOverdue>> RouteRecordStore::LateMessages(std::int64_t after) {
  return connection_.QueryAll(
      "SELECT m.message, m.kind, m.municipality, m.provider, m.ours, m.due_month FROM late_message AS m"
      " LEFT JOIN change_log AS c ON c.kind = 3 AND c.id = m.message WHERE $1 = 0 OR c.number > $1",
      {after}, [](const Row& row) {
        return MessageOverdue{
            IdOf(row, 0),    std::string(row.Text(1)),        std::string(row.Text(2)), std::string(row.Text(3)),
            row.Int(4) != 0, Month::At(row.Int(5)).FirstDay()};
      });
}

absl::StatusOr<ProductSegments> RouteRecordStore::Segments() {
  ProductSegments segments;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query("SELECT product, segment FROM product_segment", {}, [&](const Row& row) {
        segments.Set(std::string(row.Text(0)), std::string(row.Text(1)));
        return absl::OkStatus();
      }));
  return segments;
}

absl::StatusOr<RouteRecord> RouteRecordStore::Load(const Uuid& route) {
  const std::optional<Uuid> one = route;
  Loading loading(&connection_, one);
  CLIENTROUTE_RETURN_IF_ERROR(loading.All());
  std::vector<RouteRecord> records = std::move(loading).Take();
  if (!records.empty()) return std::move(records.front());
  RouteRecord empty;
  empty.route = route;
  return empty;
}

absl::StatusOr<std::vector<RouteRecord>> RouteRecordStore::LoadAll() {
  const std::optional<Uuid> all;
  Loading loading(&connection_, all);
  CLIENTROUTE_RETURN_IF_ERROR(loading.All());
  return std::move(loading).Take();
}

absl::Status RouteRecordStore::ForEachClaim(const std::optional<Uuid>& claim,
                                            const std::function<void(const ClaimCounted&)>& each) {
  const std::string where = claim ? " WHERE claim = $1" : "";
  const std::vector<Parameter> of = claim ? std::vector<Parameter>{ToColumn(*claim)} : std::vector<Parameter>{};
  struct Refused {
    std::map<std::string, std::int64_t> lines;
    std::map<std::string, std::int64_t> cents;
  };
  std::map<RowKey, Refused> refused;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query(Cat("SELECT claim, number, return_code, lines, cents FROM claim_refusal", where),
                        Parameters(of), [&](const Row& row) {
                          Refused& of_row = refused[{IdOf(row, 0), row.Int(1)}];
                          of_row.lines.emplace(std::string(row.Text(2)), row.Int(3));
                          of_row.cents.emplace(std::string(row.Text(2)), row.Int(4));
                          return absl::OkStatus();
                        }));
  std::map<RowKey, std::map<Uuid, std::int64_t>> clients;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query(Cat("SELECT claim, number, client, accepted_cents FROM claim_client", where), Parameters(of),
                        [&](const Row& row) {
                          clients[{IdOf(row, 0), row.Int(1)}].emplace(IdOf(row, 2), row.Int(3));
                          return absl::OkStatus();
                        }));
  ClaimCounted counted;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      Cat("SELECT claim, number, month, contract, municipality, provider, product, accepted_cents, refused_cents,"
          " lines_accepted, lines_refused, law FROM claim_row",
          where, " ORDER BY claim, number"),
      Parameters(of), [&](const Row& row) {
        const Uuid id = IdOf(row, 0);
        if (id != counted.claim) {
          if (!counted.amounts.empty()) each(counted);
          counted = {id, std::string(row.Text(4)), std::string(row.Text(5)), static_cast<int>(row.Int(11)), {}};
        }
        ClaimedAmount amount{.contract = std::string(row.Text(3)),
                             .product = std::string(row.Text(6)),
                             .month = Month::At(row.Int(2)).FirstDay(),
                             .accepted_cents = row.Int(7),
                             .refused_cents = row.Int(8),
                             .lines_accepted = row.Int(9),
                             .lines_refused = row.Int(10),
                             .refused_by_code = {},
                             .refused_cents_by_code = {},
                             .accepted_by_client = {}};
        if (const auto found = refused.find({id, row.Int(1)}); found != refused.end()) {
          amount.refused_by_code = std::move(found->second.lines);
          amount.refused_cents_by_code = std::move(found->second.cents);
        }
        if (const auto found = clients.find({id, row.Int(1)}); found != clients.end()) {
          amount.accepted_by_client = std::move(found->second);
        }
        counted.amounts.push_back(std::move(amount));
        return absl::OkStatus();
      }));
  if (!counted.amounts.empty()) each(counted);
  return absl::OkStatus();
}

}  // namespace clientroute::monitoring
