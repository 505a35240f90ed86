#include "services/monitoring/spend_store.h"

#include <map>
#include <string>
#include <tuple>

#include "services/monitoring/filter_parameters_store.h"
#include "services/platform/status/status.h"

namespace clientroute::monitoring {
namespace {

using Key = std::tuple<std::int64_t, std::string, std::string, std::string, std::string>;

Key KeyOf(const Spend& spend) {
  return {spend.month ? spend.month->index() : -1, spend.contract, spend.municipality, spend.provider, spend.product};
}

std::vector<Parameter> Filtering(const FilterParameters& of, const FigureFilter& filter) {
  return {of.first_month(), of.last_month(),       of.municipality(), of.visible_municipalities(),
          of.provider(),    of.visible_provider(), of.product(),      std::string_view(filter.contract)};
}

void AddKey(const Key& key, std::vector<Parameter>* parameters) {
  parameters->push_back(std::get<0>(key));
  parameters->push_back(std::string_view(std::get<1>(key)));
  parameters->push_back(std::string_view(std::get<2>(key)));
  parameters->push_back(std::string_view(std::get<3>(key)));
  parameters->push_back(std::string_view(std::get<4>(key)));
}

#define CLIENTROUTE_SPEND_KEY "f.month, f.contract, f.municipality, f.provider, f.product"
#define CLIENTROUTE_SPEND_SUMS \
  "SUM(f.accepted_cents), SUM(f.refused_cents), SUM(f.lines_accepted), SUM(f.lines_refused)"
#define CLIENTROUTE_SPEND_WHERE " WHERE " CLIENTROUTE_FIGURE_FILTER " AND ($8 = '' OR f.contract = $8)"

Spend ReadSums(const Row& row, int first) {
  Spend spend;
  spend.accepted_cents = row.Int(first);
  spend.refused_cents = row.Int(first + 1);
  spend.lines_accepted = row.Int(first + 2);
  spend.lines_refused = row.Int(first + 3);
  return spend;
}

}  // namespace

absl::StatusOr<std::vector<Spend>> SpendStore::List(const FigureFilter& filter, const std::optional<Spend>& after,
                                                    int limit) {
  const FilterParameters of(filter);
  const Key begin = KeyOf(after.value_or(Spend()));
  std::vector<Parameter> parameters = Filtering(of, filter);
  AddKey(begin, &parameters);
  parameters.push_back(std::int64_t{limit});
  std::vector<Spend> spends;
  std::map<Key, std::size_t> places;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT " CLIENTROUTE_SPEND_KEY ", " CLIENTROUTE_SPEND_SUMS " FROM claim_row AS f" CLIENTROUTE_SPEND_WHERE
      " AND (" CLIENTROUTE_SPEND_KEY ") > ($9, $10, $11, $12, $13) GROUP BY " CLIENTROUTE_SPEND_KEY
      " ORDER BY " CLIENTROUTE_SPEND_KEY " LIMIT $14",
      Parameters(parameters), [&](const Row& row) {
        Spend spend = ReadSums(row, 5);
        spend.month = Month::At(row.Int(0));
        spend.contract = std::string(row.Text(1));
        spend.municipality = std::string(row.Text(2));
        spend.provider = std::string(row.Text(3));
        spend.product = std::string(row.Text(4));
        places.emplace(KeyOf(spend), spends.size());
        spends.push_back(std::move(spend));
        return absl::OkStatus();
      }));
  if (spends.empty()) return spends;
  const Key end = KeyOf(spends.back());
  parameters.pop_back();
  AddKey(end, &parameters);
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query("SELECT " CLIENTROUTE_SPEND_KEY ", c.return_code, SUM(c.lines) FROM claim_row AS f"
                        " JOIN claim_refusal AS c ON c.claim = f.claim AND c.number = f.number" CLIENTROUTE_SPEND_WHERE
                        " AND (" CLIENTROUTE_SPEND_KEY ") > ($9, $10, $11, $12, $13)"
                        " AND (" CLIENTROUTE_SPEND_KEY ") <= ($14, $15, $16, $17, $18)"
                        " GROUP BY " CLIENTROUTE_SPEND_KEY ", c.return_code",
                        Parameters(parameters), [&](const Row& row) {
                          const Key key = {row.Int(0), std::string(row.Text(1)), std::string(row.Text(2)),
                                           std::string(row.Text(3)), std::string(row.Text(4))};
                          spends[places.at(key)].refused_by_code.emplace(std::string(row.Text(5)), row.Int(6));
                          return absl::OkStatus();
                        }));
  return spends;
}

}  // namespace clientroute::monitoring
