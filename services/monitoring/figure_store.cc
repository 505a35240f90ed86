#include "services/monitoring/figure_store.h"

#include <algorithm>
#include <string>

#include "services/monitoring/filter_parameters_store.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::monitoring {
namespace {

constexpr std::int64_t kNoMonth = 0;  // no month has this index

// A column of the key when it is divided by it, and a constant when not.
std::string Column(const std::set<Division>& by, Division division, std::string_view name, std::string_view constant) {
  return by.contains(division) ? Cat("f.", name, " AS ", name) : Cat(constant, " AS ", name);
}

// The different things per key, and what they make together. $8–$12 is the key to go on after, $13 the limit.
std::string Counting(const FigureDefinition& figure, const std::set<Division>& by) {
  return Cat(
      "SELECT month, municipality, provider, product, kind, COUNT(*), SUM(amount), MAX(amount) FROM (SELECT DISTINCT ",
      Column(by, Division::kMonth, "month", "0"), ", ", Column(by, Division::kMunicipality, "municipality", "''"), ", ",
      Column(by, Division::kProvider, "provider", "''"), ", ", Column(by, Division::kProduct, "product", "''"), ", ",
      Column(by, Division::kKind, "kind", "''"), ", f.subject, f.part, f.amount FROM (", figure.facts,
      ") AS f WHERE " CLIENTROUTE_FIGURE_FILTER,
      ") AS g WHERE (month, municipality, provider, product, kind) > ($8, $9, $10, $11, $12)"
      " GROUP BY month, municipality, provider, product, kind"
      " ORDER BY month, municipality, provider, product, kind LIMIT $13");
}

FigureNumber ReadNumber(const Row& row) {
  FigureNumber number;
  if (row.Int(0) != kNoMonth) number.key.month = Month::At(row.Int(0));
  number.key.municipality = std::string(row.Text(1));
  number.key.provider = std::string(row.Text(2));
  number.key.product = std::string(row.Text(3));
  number.key.kind = std::string(row.Text(4));
  number.count = row.Int(5);
  number.sum = row.Int(6);
  number.most = row.Int(7);
  return number;
}

}  // namespace

absl::StatusOr<std::vector<FigureNumber>> FigureStore::List(const FigureDefinition& figure, const FigureFilter& filter,
                                                            std::set<Division> by,
                                                            const std::optional<FigureKey>& after, Date today,
                                                            int limit) {
  std::vector<FigureNumber> numbers;
  if (!figure.standing) {
    CLIENTROUTE_RETURN_IF_ERROR(Query(figure, filter, by, after, today, limit, &numbers));
    return numbers;
  }
  by.insert(Division::kMonth);
  Month month = after && after->month ? std::max(*after->month, filter.months.first) : filter.months.first;
  for (; month <= std::min(filter.months.last, Month::Of(today)); month = month.Next()) {
    const int left = limit - static_cast<int>(numbers.size());
    if (left <= 0) break;
    FigureFilter one = filter;
    one.months = {month, month};
    CLIENTROUTE_RETURN_IF_ERROR(Query(figure, one, by, after, today, left, &numbers));
  }
  return numbers;
}

absl::Status FigureStore::Query(const FigureDefinition& figure, const FigureFilter& filter,
                                const std::set<Division>& by, const std::optional<FigureKey>& after, Date today,
                                int limit, std::vector<FigureNumber>* numbers) {
  const std::string sql = Counting(figure, by);
  const FilterParameters of(filter);
  const FigureKey key = after.value_or(FigureKey());
  // Before every key when there is none to go on after.
  const std::int64_t key_month = key.month ? key.month->index() : after ? kNoMonth : -1;
  std::vector<Parameter> parameters = {of.first_month(),
                                       of.last_month(),
                                       of.municipality(),
                                       of.visible_municipalities(),
                                       of.provider(),
                                       of.visible_provider(),
                                       of.product(),
                                       key_month,
                                       std::string_view(key.municipality),
                                       std::string_view(key.provider),
                                       std::string_view(key.product),
                                       std::string_view(key.kind),
                                       std::int64_t{limit}};
  if (figure.standing) {
    parameters.push_back(ToDays(filter.months.first.FirstDay()));
    parameters.push_back(ToDays(std::min(filter.months.first.LastDay(), today)));
  }
  return connection_.Query(sql, Parameters(parameters), [&](const Row& row) {
    numbers->push_back(ReadNumber(row));
    return absl::OkStatus();
  });
}

}  // namespace clientroute::monitoring
