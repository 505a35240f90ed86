#include "services/monitoring/publication_store.h"

#include <string_view>

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::monitoring {
namespace {

constexpr std::int64_t kByMunicipality = 1;
constexpr std::int64_t kBySegment = 2;
constexpr std::int64_t kByProduct = 4;
constexpr std::int64_t kByProvider = 8;

std::int64_t LevelOf(bool municipality, bool segment, bool product, bool provider) {
  return (municipality ? kByMunicipality : 0) + (segment && !product ? kBySegment : 0) + (product ? kByProduct : 0) +
         (provider ? kByProvider : 0);
}

std::int64_t LevelOf(const CubeKey& key) {
  return LevelOf(!key.municipality.empty(), !key.segment.empty(), !key.product.empty(), !key.provider.empty());
}

// The rank of a cell; that of nothing is no bare number, which ORDER BY would take for a column.
std::string_view RankColumn(RankedBy by) {
  switch (by) {
    case RankedBy::kMonth:
      return "p.month";
    case RankedBy::kValue:
      return "CASE WHEN c.held_back = 0 THEN c.routes ELSE 0 END";
    case RankedBy::kPublished:
      return "p.published_at";
    default:
      return "(0 + 0)";
  }
}

CubeKey KeyOf(const Row& row, int first) {
  return {std::string(row.Text(first)), std::string(row.Text(first + 1)), std::string(row.Text(first + 2)),
          std::string(row.Text(first + 3))};
}

}  // namespace

std::int64_t RankOf(RankedBy by, const PublishedNumber& number) {
  switch (by) {
    case RankedBy::kMonth:
      return number.month.index();
    case RankedBy::kValue:
      return number.routes.value_or(0);
    case RankedBy::kPublished:
      return ToMicros(number.published);
    default:
      return 0;
  }
}

absl::StatusOr<std::vector<Month>> PublicationStore::Published(const std::string& figure) {
  return connection_.QueryAll("SELECT month FROM publication WHERE figure = $1 AND replaced_at IS NULL ORDER BY month",
                              {std::string_view(figure)}, [](const Row& row) { return Month::At(row.Int(0)); });
}

absl::StatusOr<std::vector<PublishedCell>> PublicationStore::Current(const std::string& figure, Month month) {
  return connection_.QueryAll(
      "SELECT c.municipality, c.segment, c.product, c.provider, c.routes, c.providers, c.held_back"
      " FROM publication AS p JOIN published_cell AS c ON c.publication = p.id"
      " WHERE p.figure = $1 AND p.month = $2 AND p.replaced_at IS NULL"
      " ORDER BY c.municipality, c.segment, c.product, c.provider",
      {std::string_view(figure), std::int64_t{month.index()}}, [](const Row& row) {
        return PublishedCell{KeyOf(row, 0), row.Int(4), row.Int(5), row.Int(6) != 0};
      });
}

absl::Status PublicationStore::Publish(const std::string& figure, Month month, const std::vector<PublishedCell>& cells,
                                       std::int64_t least, Instant now) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("UPDATE publication SET replaced_at = $3 WHERE figure = $1 AND month = $2 AND replaced_at IS NULL",
                   {std::string_view(figure), std::int64_t{month.index()}, ToMicros(now)})
          .status());
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO publication (figure, month, version, published_at, least) VALUES ($1, $2,"
                   " (SELECT COUNT(*) + 1 FROM publication WHERE figure = $1 AND month = $2), $3, $4)",
                   {std::string_view(figure), std::int64_t{month.index()}, ToMicros(now), least})
          .status());
  const std::int64_t publication = connection_.LastInsertedRow();
  std::vector<std::vector<Parameter>> rows;
  for (const PublishedCell& cell : cells) {
    rows.push_back({publication, LevelOf(cell.key), std::string_view(cell.key.municipality),
                    std::string_view(cell.key.segment), std::string_view(cell.key.product),
                    std::string_view(cell.key.provider), cell.routes, cell.providers,
                    std::int64_t{cell.held_back ? 1 : 0}});
  }
  return connection_.ExecuteMany(
      "INSERT INTO published_cell (publication, level, municipality, segment, product, provider, routes, providers,"
      " held_back) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      rows);
}

absl::StatusOr<std::vector<PublishedNumber>> PublicationStore::List(const PublishedQuestion& question,
                                                                    const std::optional<PublishedPlace>& after,
                                                                    int limit) {
  const FigureFilter& filter = question.filter;
  const bool product = question.by_product || !filter.product.empty();
  const std::int64_t level =
      LevelOf(question.by_municipality || !filter.municipality.empty(), question.by_segment || !filter.segment.empty(),
              product, question.by_provider || !filter.provider.empty());
  std::optional<std::string> visible;
  if (!filter.visible_provider && filter.visible_municipalities) {
    TextSet set = TextSetOf(*filter.visible_municipalities);
    visible = std::string(set.parameter());
  }
  const PublishedPlace place = after.value_or(PublishedPlace());
  const PublishedNumber& from = place.number;
  const std::string_view rank = RankColumn(question.order.by);
  const std::string_view further = question.order.falling ? " < " : " > ";
  const std::vector<Parameter> parameters = {std::string_view(question.figure),
                                             std::int64_t{filter.months.first.index()},
                                             std::int64_t{filter.months.last.index()},
                                             level,
                                             std::string_view(filter.municipality),
                                             std::string_view(filter.segment),
                                             std::string_view(filter.product),
                                             std::string_view(filter.provider),
                                             MaybeText(visible),
                                             MaybeText(filter.visible_provider),
                                             kProvidersLeast,
                                             std::int64_t{question.corrections ? 1 : 0},
                                             std::int64_t{from.month.index()},
                                             std::string_view(from.key.municipality),
                                             std::string_view(from.key.segment),
                                             std::string_view(from.key.product),
                                             std::string_view(from.key.provider),
                                             from.version,
                                             std::int64_t{limit},
                                             std::int64_t{after ? 1 : 0},
                                             place.rank};
  // A person sees the region and his municipalities; a provider its own, and of the region what is of many providers.
  std::vector<PublishedNumber> numbers;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      Cat("SELECT p.month, c.municipality, c.segment, c.product, c.provider, p.version,"
          " CASE WHEN c.held_back = 0 THEN c.routes END, p.published_at, p.replaced_at"
          " FROM publication AS p JOIN published_cell AS c ON c.publication = p.id AND c.level = $4"
          " WHERE p.figure = $1 AND p.month BETWEEN $2 AND $3 AND ($5 = '' OR c.municipality = $5)"
          " AND ($6 = '' OR c.segment = $6) AND ($7 = '' OR c.product = $7) AND ($8 = '' OR c.provider = $8)"
          " AND ($9 IS NULL OR c.municipality = '' OR c.municipality IN (SELECT key FROM json_each($9)))"
          " AND ($10 IS NULL OR c.provider = $10 OR (c.provider = '' AND c.municipality = '' AND c.providers >= $11))"
          " AND ($12 = 1 OR p.replaced_at IS NULL)"
          " AND ($20 = 0 OR ",
          rank, further, "$21 OR (", rank,
          " = $21 AND"
          " (p.month, c.municipality, c.segment, c.product, c.provider, p.version) > ($13, $14, $15, $16, $17, $18)))"
          " ORDER BY ",
          rank, question.order.falling ? " DESC" : "",
          ","
          " p.month, c.municipality, c.segment, c.product, c.provider, p.version LIMIT $19"),
      Parameters(parameters), [&](const Row& row) {
        PublishedNumber number{Month::At(row.Int(0)), KeyOf(row, 1),          row.Int(5),
                               row.MaybeInt(6),       FromMicros(row.Int(7)), {}};
        if (!row.IsNull(8)) number.replaced = FromMicros(row.Int(8));
        numbers.push_back(std::move(number));
        return absl::OkStatus();
      }));
  return numbers;
}

}  // namespace clientroute::monitoring
