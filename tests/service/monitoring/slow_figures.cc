#include "tests/service/monitoring/slow_figures.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "services/monitoring/month.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::monitoring {
namespace {

// By whom and with what the route of `r` is helped: what was allocated, or as long as nothing is, what was asked for.
#define SLOW_LINE                                                                           \
  "COALESCE(a.provider, k.provider, '') AS provider, COALESCE(a.contract, '') AS contract," \
  " COALESCE(a.product, k.product, '') AS product"
#define SLOW_LINES                                                     \
  " LEFT JOIN allocated AS a ON a.route = r.route AND a.withdrawn = 0" \
  " LEFT JOIN asked_line AS k ON a.allocation IS NULL AND k.route = r.route"
#define SLOW_ALLOCATED " a.provider, a.contract, a.product"

#define SLOW_URGENCY "COALESCE((SELECT CAST(u.urgency AS TEXT) FROM route_urgency AS u WHERE u.route = r.route), '')"

// Who waits on the last day ($2): referred, and neither withdrawn, ended nor started by then.
#define SLOW_WAITING                                                                                  \
  "SELECT $1 AS month, r.municipality, " SLOW_LINE ", " SLOW_URGENCY                                  \
  " AS kind, r.route AS subject, 0 AS part, $2 - r.received_day AS amount"                            \
  " FROM referral AS r" SLOW_LINES                                                                    \
  " WHERE r.received_day <= $2 AND (r.withdrawn_day IS NULL OR r.withdrawn_day > $2)"                 \
  " AND NOT EXISTS (SELECT 1 FROM route_end AS e WHERE e.route = r.route AND e.closed_day <= $2)"     \
  " AND NOT EXISTS (SELECT 1 FROM allocated AS b JOIN care_start AS s ON s.allocation = b.allocation" \
  " WHERE b.route = r.route AND s.start_day <= $2)"
#define SLOW_SCALED(direction)                                                                           \
  "SELECT c.applied_month AS month, r.municipality, c.provider, COALESCE(a.contract, '') AS contract,"   \
  " COALESCE(a.product, '') AS product, '' AS kind, c.change_request AS subject, 0 AS part, 0 AS amount" \
  " FROM care_change AS c JOIN referral AS r ON r.route = c.route"                                       \
  " LEFT JOIN allocated AS a ON a.route = c.route AND a.provider = c.provider AND a.withdrawn = 0"       \
  " WHERE c.applied_month IS NOT NULL AND c.direction = " direction
#define SLOW_CHANGE_DAYS                                                                               \
  "SELECT c.applied_month AS month, r.municipality, c.provider, COALESCE(a.contract, '') AS contract," \
  " COALESCE(a.product, '') AS product, '' AS kind, c.change_request AS subject, 0 AS part,"           \
  " MAX(0, c.applied_day - c.asked_day) AS amount FROM care_change AS c"                               \
  " JOIN referral AS r ON r.route = c.route"                                                           \
  " LEFT JOIN allocated AS a ON a.route = c.route AND a.provider = c.provider AND a.withdrawn = 0"     \
  " WHERE c.applied_month IS NOT NULL"
#define SLOW_TRIAGE                                                    \
  "SELECT t.decided_month AS month, r.municipality, " SLOW_LINE        \
  ", t.complexity AS kind, t.route AS subject, 0 AS part, 0 AS amount" \
  " FROM triage AS t JOIN referral AS r ON r.route = t.route" SLOW_LINES
#define SLOW_CLAIMED(amount)                                                                           \
  "SELECT k.month, k.municipality, k.provider, k.contract, k.product, '' AS kind, k.claim AS subject," \
  " k.number AS part, " amount " AS amount FROM claim_row AS k"
// Those who left, with what is told of each as its amount.
#define SLOW_LEFT(kind, amount)                                       \
  "SELECT o.end_month AS month, r.municipality, " SLOW_LINE ", " kind \
  " AS kind, o.route AS subject, 0 AS part, " amount                  \
  " AS amount FROM outflow AS o JOIN referral AS r ON r.route = o.route" SLOW_LINES
#define SLOW_CARE(amount, where)                                                                                     \
  "SELECT $1 AS month, r.municipality," SLOW_ALLOCATED ", '' AS kind, " amount                                       \
  " FROM allocated AS a JOIN care_start AS s ON s.allocation = a.allocation JOIN referral AS r ON r.route = a.route" \
  " LEFT JOIN product_segment AS g ON g.product = a.product WHERE NOT EXISTS (SELECT 1 FROM care_stop AS e"          \
  " WHERE e.allocation = s.allocation AND e.product = s.product AND e.start_day = s.start_day"                       \
  " AND e.stop_day < $2) AND " where
#define SLOW_STOPPED(kind, where)                                                                                    \
  "SELECT CAST(strftime('%Y', e.stop_day * 86400, 'unixepoch') AS INTEGER) * 12"                                     \
  " + CAST(strftime('%m', e.stop_day * 86400, 'unixepoch') AS INTEGER) - 1 AS month, r.municipality," SLOW_ALLOCATED \
  ", " kind                                                                                                          \
  " AS kind, e.allocation || e.product AS subject, e.start_day AS part, 0 AS amount FROM care_stop AS e"             \
  " JOIN allocated AS a ON a.allocation = e.allocation JOIN referral AS r ON r.route = a.route"                      \
  " JOIN care_start AS s ON s.allocation = e.allocation AND s.product = e.product AND s.start_day = e.start_day "    \
  "WHERE e.definitive = "                                                                                            \
  "1" where
#define SLOW_FIRST_DECISION(amount)                                                                                    \
  "SELECT d.decided_month AS month, r.municipality, " SLOW_LINE ", '' AS kind, r.route AS subject, 0 AS part, " amount \
  " AS amount FROM decision AS d"                                                                                      \
  " JOIN referral AS r ON r.route = d.route" SLOW_LINES                                                                \
  " WHERE d.decided_day = (SELECT MIN(f.decided_day) FROM decision AS f WHERE f.route = d.route)"
#define SLOW_FIRST_START(amount)                                                \
  "SELECT s.start_month AS month, r.municipality, " SLOW_LINE ", " SLOW_URGENCY \
  " AS kind, r.route AS subject,"                                               \
  " 0 AS part, " amount " AS amount FROM first_start AS s JOIN referral AS r ON r.route = s.route" SLOW_LINES
#define SLOW_LATE(ours)                                                                                           \
  "SELECT m.due_month AS month, m.municipality, m.provider, '' AS contract, '' AS product, m.kind, m.message AS " \
  "subject,"                                                                                                      \
  " 0 AS part, 0 AS amount FROM late_message AS m WHERE m.ours = " ours
// Day by day: the days on which care was given within the allocation's, each with what the amount is until it and until
// the day before. Of the months until September 2026, in which the clock stands.
#define SLOW_DELIVERED                                                                                        \
  "SELECT d.month, r.municipality," SLOW_ALLOCATED                                                            \
  ", '' AS kind, a.allocation AS subject, d.month AS part,"                                                   \
  " SUM(a.amount_cents * d.place / (a.last_day - a.first_day + 1)"                                            \
  " - a.amount_cents * (d.place - 1) / (a.last_day - a.first_day + 1)) AS amount FROM ("                      \
  "WITH RECURSIVE calendar(day) AS (SELECT 20454 UNION ALL SELECT day + 1 FROM calendar WHERE day < 20818)"   \
  " SELECT b.allocation, c.day, ROW_NUMBER() OVER (PARTITION BY b.allocation ORDER BY c.day) AS place,"       \
  " CAST(strftime('%Y', c.day * 86400, 'unixepoch') AS INTEGER) * 12"                                         \
  " + CAST(strftime('%m', c.day * 86400, 'unixepoch') AS INTEGER) - 1 AS month"                               \
  " FROM allocated AS b JOIN calendar AS c ON c.day BETWEEN b.first_day"                                      \
  " AND MIN(b.last_day, COALESCE(b.ended_day, b.last_day)) WHERE EXISTS ("                                    \
  "SELECT 1 FROM care_start AS s WHERE s.allocation = b.allocation AND s.start_day <= c.day AND NOT EXISTS (" \
  "SELECT 1 FROM care_stop AS e WHERE e.allocation = s.allocation AND e.product = s.product"                  \
  " AND e.start_day = s.start_day AND e.stop_day < c.day))) AS d"                                             \
  " JOIN allocated AS a ON a.allocation = d.allocation JOIN referral AS r ON r.route = a.route"               \
  " WHERE a.withdrawn = 0 AND a.amount_cents IS NOT NULL AND d.month <= 2026 * 12 + 8"                        \
  " GROUP BY a.allocation, d.month"
// Routes of households that run on the last day ($2), and who works with their clients then: persons, and providers.
#define SLOW_RUNS(r)                                                                             \
  r ".household IS NOT NULL AND " r ".received_day <= $2 AND (" r ".withdrawn_day IS NULL OR " r \
    ".withdrawn_day > $2) AND NOT EXISTS (SELECT 1 FROM route_end AS x WHERE x.route = " r       \
    ".route AND x.closed_day <= $2)"
#define SLOW_PROFESSIONALS \
  "SELECT $1 AS month, r.municipality, " SLOW_LINE                                                                \
  ", '' AS kind, r.household AS subject, 0 AS part, 10 * ((SELECT COUNT(DISTINCT i.person) FROM involvement AS i" \
  " JOIN referral AS o ON o.client = i.client WHERE o.household = r.household AND " SLOW_RUNS("o")                \
  " AND i.first_day <= $2 AND (i.ended_day IS NULL OR i.ended_day > $2))"                                         \
  " + (SELECT COUNT(DISTINCT b.provider) FROM referral AS o JOIN allocated AS b ON b.route = o.route"             \
  " JOIN care_start AS s ON s.allocation = b.allocation WHERE o.household = r.household AND " SLOW_RUNS("o")      \
  " AND s.start_day <= $2 AND NOT EXISTS (SELECT 1 FROM care_stop AS e WHERE e.allocation = s.allocation"         \
  " AND e.product = s.product AND e.start_day = s.start_day AND e.stop_day < $2))) AS amount"                     \
  " FROM referral AS r" SLOW_LINES " WHERE " SLOW_RUNS("r")
#define SLOW_RESIDENCE "('/' || g.segment || '/') LIKE '%/residence/%'"

// SELECT of (month, municipality, provider, contract, product, kind, subject, part, amount). Of a standing $1 is
// the month and $2 its last day, or today.
const std::map<std::string, std::string_view>& Queries() {
  static const auto& queries = *new std::map<std::string, std::string_view>{
      {"allocated_amount", "SELECT a.allocated_month AS month, r.municipality," SLOW_ALLOCATED
                           ", '' AS kind, a.allocation AS subject, 0 AS part, a.amount_cents AS amount"
                           " FROM allocated AS a JOIN referral AS r ON r.route = a.route"
                           " WHERE a.withdrawn = 0 AND a.amount_cents IS NOT NULL"},
      {"at_school", SLOW_CARE("a.allocation AS subject, 0 AS part, a.at_school AS amount", "s.start_day <= $2")},
      {"care_stopped", SLOW_STOPPED("e.stop_reason", "")},
      {"change_days", SLOW_CHANGE_DAYS},
      {"crisis_decisions", "SELECT d.decided_month AS month, r.municipality, " SLOW_LINE
                           ", '' AS kind, d.route AS subject, 0 AS part, 0 AS amount FROM decision AS d"
                           " JOIN referral AS r ON r.route = d.route" SLOW_LINES " WHERE d.crisis = 1"},
      {"decision_days", SLOW_FIRST_DECISION("MAX(0, d.decided_day - r.received_day)")},
      {"decided_in_time", SLOW_FIRST_DECISION("d.decided_day - r.received_day <= 56")},
      {"delivered_amount", SLOW_DELIVERED},
      {"duration", SLOW_LEFT("''",
                             "o.end_day + 1 - (SELECT f.start_day FROM first_start AS f WHERE f.route = "
                             "o.route)") " WHERE o.end_day >= (SELECT f.start_day FROM first_start AS f WHERE "
                                         "f.route = o.route)"},
      {"family_setting",
       SLOW_CARE("a.allocation AS subject, 0 AS part, ('/' || g.segment || '/') LIKE"
                 " '%/foster_care/%' OR ('/' || g.segment || '/') LIKE '%/family_style_home/%' AS amount",
                 "s.start_day <= $2 AND " SLOW_RESIDENCE)},
      {"first_sufficed",
       SLOW_LEFT("''",
                 "NOT EXISTS (SELECT 1 FROM care_change AS c WHERE c.route = o.route"
                 " AND c.direction = 1 AND c.applied_month IS NOT NULL)") " WHERE a.allocation IS NOT NULL"},
      {"in_care", SLOW_CARE("a.route AS subject, 0 AS part, 0 AS amount", "s.start_day <= $2")},
      {"inflow",
       "SELECT r.received_month AS month, r.municipality, k.provider, '' AS contract, k.product,"
       " CAST(r.referrer_type AS TEXT) AS kind, r.route AS subject, 0 AS part, 0 AS amount"
       " FROM referral AS r JOIN asked_line AS k ON k.route = r.route"},
      {"late_answers", SLOW_LATE("1")},
      {"late_returns", SLOW_LATE("0")},
      {"lines_accepted", SLOW_CLAIMED("k.lines_accepted")},
      {"lines_refused", SLOW_CLAIMED("k.lines_refused")},
      {"outflow", SLOW_LEFT("o.destination", "0")},
      {"outflow_held_up", SLOW_LEFT("o.obstacle", "0") " WHERE o.obstacle NOT IN ('NONE', 'OBSTACLE_UNSPECIFIED')"},
      {"professionals", SLOW_PROFESSIONALS},
      {"refused_amount_by_code",
       "SELECT k.month, k.municipality, k.provider, k.contract, k.product, f.return_code AS kind, k.claim AS "
       "subject,"
       " k.number AS part, f.cents AS amount FROM claim_row AS k"
       " JOIN claim_refusal AS f ON f.claim = k.claim AND f.number = k.number"},
      {"refused_by_code",
       "SELECT k.month, k.municipality, k.provider, k.contract, k.product, f.return_code AS kind, k.claim AS "
       "subject,"
       " k.number AS part, f.lines AS amount FROM claim_row AS k"
       " JOIN claim_refusal AS f ON f.claim = k.claim AND f.number = k.number"},
      {"returned_by_provider", SLOW_STOPPED("''", " AND e.stop_reason = '33'")},
      {"returned_home",
       SLOW_LEFT("''", "o.destination = 'HOME'") " WHERE EXISTS (SELECT 1 FROM allocated AS b JOIN care_start AS s "
                                                 "ON s.allocation ="
                                                 " b.allocation JOIN product_segment AS g ON g.product = b.product"
                                                 " WHERE b.route = o.route AND " SLOW_RESIDENCE ")"},
      {"returns", "SELECT t.returned_month AS month, r.municipality, " SLOW_LINE
                  ", '' AS kind, t.new_route AS subject, 0 AS part, 0 AS amount FROM return_to_care AS t"
                  " JOIN referral AS r ON r.route = t.new_route" SLOW_LINES},
      {"scaled_down", SLOW_SCALED("2")},
      {"scaled_up", SLOW_SCALED("1")},
      {"second_best", "SELECT a.allocated_month AS month, r.municipality," SLOW_ALLOCATED
                      ", '' AS kind, a.allocation AS subject, 0 AS part, 0 AS amount FROM allocated AS a"
                      " JOIN referral AS r ON r.route = a.route WHERE a.second_best = 1 AND a.withdrawn = 0"},
      {"solved_ambulatory",
       SLOW_LEFT("''",
                 "NOT EXISTS (SELECT 1 FROM allocated AS b JOIN care_start AS s"
                 " ON s.allocation = b.allocation LEFT JOIN product_segment AS g"
                 " ON g.product = b.product WHERE b.route = o.route AND"
                 " ('/' || COALESCE(g.segment, '') || '/') NOT LIKE '%/ambulatory/%')") " WHERE EXISTS (SELECT 1 "
                                                                                        "FROM first_start AS f WHERE "
                                                                                        "f.route = o.route)"},
      {"spend_accepted", SLOW_CLAIMED("k.accepted_cents")},
      {"spend_refused", SLOW_CLAIMED("k.refused_cents")},
      {"spend_submitted", SLOW_CLAIMED("k.accepted_cents + k.refused_cents")},
      {"started", SLOW_FIRST_START("0")},
      {"through_flow", SLOW_CARE("a.route AS subject, 0 AS part, 0 AS amount",
                                 "strftime('%Y%m', s.start_day * 86400, 'unixepoch')"
                                 " < strftime('%Y%m', $2 * 86400, 'unixepoch')")},
      {"to_regular", SLOW_LEFT("''", "o.destination IN ('REGULAR_PROVISIONS', 'EDUCATION')")},
      {"triage", SLOW_TRIAGE},
      {"triage_overridden", SLOW_TRIAGE " WHERE t.overridden = 1"},
      {"waiting", SLOW_WAITING},
      {"waiting_days", SLOW_WAITING},
      {"waiting_time", SLOW_FIRST_START("MAX(0, s.start_day - r.received_day)")},
  };
  return queries;
}

bool IsStanding(std::string_view sql) { return sql.find("$1") != std::string_view::npos; }

std::string TwoDigits(int number) { return number < 10 ? Cat("0", number) : Cat(number); }

// What was found under one key: the amounts of the things, each once.
using Found = std::map<std::vector<std::string>, std::vector<std::int64_t>>;

absl::Status Find(Connection& connection, std::string_view facts, const std::set<Division>& by,
                  std::optional<std::pair<Month, Date>> seen, Found* found) {
  const auto column = [&](Division division, std::string_view name) {
    return by.contains(division) ? Cat(name) : std::string("''");
  };
  const std::string sql = Cat(
      "SELECT DISTINCT ", by.contains(Division::kMonth) ? "f.month" : "0", ", ",
      column(Division::kMunicipality, "f.municipality"), ", ", column(Division::kProvider, "f.provider"), ", ",
      column(Division::kProduct, "f.product"), ", ", column(Division::kKind, "f.kind"), ", ",
      column(Division::kSegment, "COALESCE(s.segment, '')"), ", ", column(Division::kContract, "f.contract"),
      ", f.subject, f.part, f.amount FROM (", facts,
      ") AS f LEFT JOIN product_segment AS s ON s.product = f.product WHERE f.month BETWEEN 2026 * 12 AND 2026 * 12 + "
      "11");
  const auto each = [&](const Row& row) {
    std::vector<std::string> key;
    const auto month = static_cast<int>(row.Int(0));
    key.push_back(month == 0 ? "" : Cat(month / 12, "-", TwoDigits(month % 12 + 1)));
    for (int i = 1; i < 7; ++i) key.emplace_back(row.Text(i));
    (*found)[std::move(key)].push_back(row.Int(9));
    return absl::OkStatus();
  };
  if (!seen) return connection.Query(sql, {}, each);
  return connection.Query(sql, {std::int64_t{seen->first.index()}, ToDays(seen->second)}, each);
}

}  // namespace

std::set<std::string> SlowFigures() {
  std::set<std::string> codes;
  for (const auto& [code, sql] : Queries()) codes.insert(code);
  return codes;
}

absl::StatusOr<std::vector<std::string>> CountSlowly(Connection& connection, const std::string& figure,
                                                     const std::set<Division>& by, Date today) {
  const std::string_view facts = Queries().at(figure);
  Found found;
  if (IsStanding(facts)) {
    std::set<Division> with_month = by;
    with_month.insert(Division::kMonth);
    for (Month month = Month::Of(*Date::Of(2026, 1, 1)); month <= Month::Of(today); month = month.Next()) {
      const std::pair seen(month, std::min(month.LastDay(), today));
      CLIENTROUTE_RETURN_IF_ERROR(Find(connection, facts, with_month, seen, &found));
    }
  } else {
    CLIENTROUTE_RETURN_IF_ERROR(Find(connection, facts, by, {}, &found));
  }
  std::vector<std::string> rows;
  for (auto& [key, amounts] : found) {
    std::ranges::sort(amounts);
    std::int64_t sum = 0;
    for (const std::int64_t amount : amounts) sum += amount;
    std::string text;
    for (const std::string& part : key) text += Cat(part, "|");
    // The first that half, and that nine in ten, do not exceed.
    const std::size_t count = amounts.size();
    rows.push_back(Cat(text, " ", count, " ", sum, " ", amounts[(count + 1) / 2 - 1], " ",
                       amounts[(count * 9 + 9) / 10 - 1], " ", amounts.back()));
  }
  return rows;
}

}  // namespace clientroute::monitoring
