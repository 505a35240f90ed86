#include "services/contracting/talk_schedule_store.h"

#include "services/contracting/catalogue_rows_store.h"
#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::contracting {
namespace {

// Whether the segment s.segment is this one or below it. Not by LIKE: to that, a `_` in a segment is any letter.
#define CLIENTROUTE_IS_IN(segment) \
  " AND (s.segment = " segment " OR substr(s.segment, 1, length(" segment ") + 1) = " segment " || '/')"
// $1 is today. `known` are the contracts that are asked for, as they are now; `offered` the products of today; `placed`
// in which segments those of a contract are; `chosen` each with the choice that holds for it; `dated` with its talks;
// `scheduled` with the day on which the next one is due. A talk that was held has no later revision. What is used more
// than once is made once.
#define CLIENTROUTE_SCHEDULED(known) \
  "WITH choice AS MATERIALIZED (SELECT * FROM talk_intensity WHERE id IN (SELECT max(id) FROM talk_intensity"        \
  " GROUP BY lot, segment, valid_from) AND valid_from <= $1 AND (valid_until IS NULL OR valid_until >= $1)),"        \
  " known AS MATERIALIZED (SELECT k.* FROM contract AS k WHERE " known "),"                                          \
  " offered AS MATERIALIZED (SELECT category, code, segment FROM product WHERE id IN (SELECT max(id) FROM product"    \
  " GROUP BY law, code, valid_from) AND valid_from <= $1 AND (valid_until IS NULL OR valid_until >= $1)),"           \
  " placed AS MATERIALIZED (SELECT k.id AS contract_id, p.segment AS segment FROM known AS k"                        \
  " JOIN contract_product AS c ON c.contract_id = k.id"                                                              \
  " JOIN offered AS p ON p.category = c.category AND (c.code = '' OR p.code = c.code)),"                             \
  " chosen AS MATERIALIZED (SELECT k.id, k.code, k.provider, k.lot, k.valid_from, k.valid_until,"                    \
  " (SELECT h.id FROM choice AS h WHERE (h.lot = '' OR h.lot = k.lot) AND (h.segment = '' OR EXISTS"                 \
  " (SELECT 1 FROM placed AS s WHERE s.contract_id = k.id" CLIENTROUTE_IS_IN("h.segment") "))"                       \
  " ORDER BY h.lot <> '' DESC, h.segment <> '' DESC, length(h.segment) - length(replace(h.segment, '/', '')) DESC,"  \
  " h.talks_per_year DESC, h.segment LIMIT 1) AS choice_id FROM known AS k),"                                        \
  " dated AS MATERIALIZED (SELECT c.*, (SELECT max(r.day) FROM talk AS t"                                            \
  " JOIN talk_revision AS r ON r.talk_id = t.id WHERE t.contract = c.code AND r.state = 2) AS held,"                 \
  " (SELECT min(r.day) FROM talk AS t JOIN talk_revision AS r ON r.talk_id = t.id"                                   \
  " WHERE t.contract = c.code AND r.state = 1 AND NOT EXISTS (SELECT 1 FROM talk_revision AS n"                      \
  " WHERE n.talk_id = r.talk_id AND n.revision > r.revision)) AS planned FROM chosen AS c),"                         \
  " wanted AS (SELECT d.*, i.lot AS choice_lot, i.segment, i.talks_per_year, i.display_name,"                        \
  " i.valid_from AS choice_from, i.valid_until AS choice_until,"                                                     \
  " CASE WHEN i.talks_per_year > 0 AND d.valid_from <= $1 AND (d.valid_until IS NULL OR d.valid_until >= $1)"        \
  " THEN max(coalesce(d.held, d.valid_from), d.valid_from, i.valid_from) + 365 / i.talks_per_year END AS next"       \
  " FROM dated AS d LEFT JOIN talk_intensity AS i ON i.id = d.choice_id),"                                           \
  " scheduled AS MATERIALIZED (SELECT w.*, CASE WHEN valid_until IS NULL OR next <= valid_until THEN next END"       \
  " AS due FROM wanted AS w)"                                                                                        \
  " SELECT code, provider, lot, valid_from, valid_until, held, planned, due, choice_id,"                             \
  " choice_lot, segment, talks_per_year, display_name, choice_from, choice_until FROM scheduled AS d"

static_assert(kTalkYearDays == 365, "the query says it too");

std::optional<Date> DayAt(const Row& row, int column) {
  if (row.IsNull(column)) return std::nullopt;
  return FromDays(row.Int(column));
}

TalkSchedule ReadSchedule(const Row& row) {
  const auto provider = ProviderCode::Parse(row.Text(1));
  const auto period = Period::Of(FromDays(row.Int(3)), DayAt(row, 4));
  if (!provider || !period) StopOnDefect("contracting: a stored contract is damaged");
  TalkSchedule schedule{.contract = std::string(row.Text(0)),
                        .provider = *provider,
                        .lot = std::string(row.Text(2)),
                        .period = *period,
                        .intensity = {},
                        .last_talk = DayAt(row, 5),
                        .planned = DayAt(row, 6),
                        .due = DayAt(row, 7)};
  if (!row.IsNull(8)) schedule.intensity = ReadIntensity(row, 9);
  return schedule;
}

}  // namespace

absl::StatusOr<std::optional<TalkSchedule>> TalkScheduleStore::Find(std::string_view contract) {
  return connection_.QueryOne(CLIENTROUTE_SCHEDULED("k.id = (SELECT max(id) FROM contract WHERE code = $2)"),
                              {ToDays(today_), contract}, ReadSchedule);
}

TalkScheduleStore::Position TalkScheduleStore::PositionOf(const TalkSchedule& schedule) {
  return {schedule.due ? ToDays(*schedule.due) : INT64_MAX, schedule.contract};
}

absl::StatusOr<std::vector<TalkSchedule>> TalkScheduleStore::List(const Filter& filter, const Position& after,
                                                                  int limit) {
  TextSet visible;
  if (filter.visible) visible = TextSetOf(*filter.visible);
  return connection_.QueryAll(
      CLIENTROUTE_SCHEDULED(
          "k.id IN (SELECT max(id) FROM contract GROUP BY code)"
          " AND k.valid_from <= $1 AND (k.valid_until IS NULL OR k.valid_until >= $1)"
          " AND ($2 IS NULL OR k.provider = $2) AND ($3 IS NULL OR EXISTS (SELECT 1 FROM contract_municipality AS m"
          " WHERE m.contract_id = k.id AND m.municipality = $3)) AND ($4 IS NULL OR k.lot = $4)"
          " AND ($8 IS NULL OR k.provider = $9 OR EXISTS (SELECT 1 FROM contract_municipality AS m"
          " WHERE m.contract_id = k.id AND m.municipality IN (SELECT key FROM json_each($8))))")
      " WHERE ($5 IS NULL OR EXISTS (SELECT 1 FROM placed AS s WHERE s.contract_id = d.id" CLIENTROUTE_IS_IN("$5") "))"
      " AND ($6 = 0 OR d.due < $1) AND ($7 = 0 OR d.planned IS NULL)"
      " AND (coalesce(d.due, 9223372036854775807), d.code) > ($10, $11)"
      " ORDER BY coalesce(d.due, 9223372036854775807), d.code LIMIT $12",
      {ToDays(today_), MaybeText(filter.provider), MaybeText(filter.municipality), MaybeText(filter.lot),
       MaybeText(filter.segment), std::int64_t{filter.late}, std::int64_t{filter.unplanned},
       filter.visible ? Parameter(visible.parameter()) : Parameter(nullptr), MaybeText(filter.visible_provider),
       after.due, std::string_view(after.contract), std::int64_t{limit}},
      ReadSchedule);
}

}  // namespace clientroute::contracting
