#include "tests/route/providers/recomputed_figures.h"

#include "services/platform/status/status.h"

namespace clientroute::suite {
namespace {

using monitoring::v1::CONTRACT;
using monitoring::v1::Division;
using monitoring::v1::KIND;
using monitoring::v1::MONTH;
using monitoring::v1::MUNICIPALITY;
using monitoring::v1::PRODUCT;
using monitoring::v1::PROVIDER;

// What happens, happens by day: then the month is the same in the Netherlands and in UTC.
std::string MonthOfDay(const std::string& day) { return Cat("strftime('%Y-%m', ", day, " * 86400, 'unixepoch')"); }
std::string DayOfMoment(const std::string& moment) { return Cat("(", moment, " / 86400000000)"); }

// Half up.
constexpr const char* kAverage = "((2 * SUM(x) + COUNT(*)) / (2 * COUNT(*))) || ' of ' || COUNT(*)";
constexpr const char* kShare = "((20000 * SUM(x) + COUNT(*)) / (2 * COUNT(*))) || ' of ' || COUNT(*)";
constexpr const char* kCount = "COUNT(*)";

// `things` has a row for each thing: `day` on which it counts, `municipality` of its route, `k` and `x`.
std::string ByMonth(const std::string& things, const char* value, bool kinds = false) {
  return Cat("SELECT ", MonthOfDay("day"), " || ' ' || municipality", kinds ? " || iif(k = '', '', ' ' || k)" : "",
             " || ': ' || ", value, " FROM (", things, ") GROUP BY ", MonthOfDay("day"), ", municipality",
             kinds ? ", k" : "");
}

Recomputed Counted(const std::string& figure, const std::string& things) {
  return {.figure = figure, .by = {MONTH, MUNICIPALITY}, .sql = ByMonth(things, kCount)};
}
Recomputed CountedByKind(const std::string& figure, const std::string& things) {
  return {.figure = figure, .by = {MONTH, MUNICIPALITY, KIND}, .sql = ByMonth(things, kCount, true)};
}
Recomputed Averaged(const std::string& figure, const std::string& things) {
  return {.figure = figure, .by = {MONTH, MUNICIPALITY}, .sql = ByMonth(things, kAverage), .with_count = true};
}
Recomputed Shared(const std::string& figure, const std::string& things) {
  return {.figure = figure, .by = {MONTH, MUNICIPALITY}, .sql = ByMonth(things, kShare), .with_count = true};
}

// --- Access.

const std::string kReferral = " JOIN intake.referral AS r ON r.route = c.uuid ";

std::string FirstDecision(const std::string& x) {
  return Cat("SELECT day, municipality, ", x, " AS x FROM (SELECT MIN(", DayOfMoment("d.created_at"),
             ") AS day, r.municipality, r.receive_day FROM access.decision AS d"
             " JOIN access.case_route AS c ON c.id = d.case_route",
             kReferral, "GROUP BY c.id)");
}

std::string Triage(const std::string& where) {
  return Cat("SELECT ", DayOfMoment("t.decided_at"),
             " AS day, r.municipality, iif(t.complexity = 1, 'MONO', 'MULTI') AS k FROM access.triage AS t"
             " JOIN access.case_route AS c ON c.id = t.case_route",
             kReferral, "WHERE t.id = (SELECT MAX(l.id) FROM access.triage AS l WHERE l.case_route = t.case_route)",
             where);
}

// The outflow that holds of each route that left, with what is told of it.
std::string Left(const std::string& x, const std::string& where = "") {
  return Cat("SELECT o.end_day AS day, r.municipality, ", x,
             " AS x FROM access.outflow AS o JOIN access.case_route AS c ON c.id = o.case_route", kReferral,
             "WHERE o.id = (SELECT MAX(l.id) FROM access.outflow AS l WHERE l.case_route = o.case_route)"
             " AND NOT EXISTS (SELECT 1 FROM access.outflow_undone AS u WHERE u.outflow = o.id)",
             where);
}

// --- Allocation: what providers reported, without what they took back.

// Starts, with the last day of each; none while care goes on.
const std::string kCare =
    "(SELECT t.uuid AS route, a.uuid AS allocation, r.municipality, s.start_day, (SELECT MIN(e.end_day)"
    " FROM allocation.delivery AS e WHERE e.allocation = s.allocation AND e.kind IN (2, 3) AND e.removed_by IS NULL"
    " AND e.category = s.category AND e.code = s.code AND e.start_day = s.start_day) AS last_day"
    " FROM allocation.delivery AS s JOIN allocation.allocation AS a ON a.id = s.allocation"
    " JOIN allocation.route AS t ON t.id = a.route JOIN intake.referral AS r ON r.route = t.uuid"
    " WHERE s.kind = 1 AND s.removed_by IS NULL)";
const std::string kFirstStart = "(SELECT g.route, g.municipality, r.receive_day, MIN(g.start_day) AS start_day FROM " +
                                kCare + " AS g JOIN intake.referral AS r ON r.route = g.route GROUP BY g.route)";
const std::string kToday = "(SELECT now / 86400000000 FROM clock.clock)";

// The months of 2026 and 2027 until today, each with its first day and the day on which a standing is looked at.
const std::string kSeen =
    "(WITH RECURSIVE m(first) AS (SELECT 20454 UNION ALL SELECT unixepoch(first * 86400, 'unixepoch', '+1 month') / "
    "86400"
    " FROM m WHERE first < 21153) SELECT first, MIN(unixepoch(first * 86400, 'unixepoch', '+1 month') / 86400 - 1, " +
    kToday + ") AS seen FROM m WHERE first <= " + kToday + ")";

std::string InCare(const std::string& where) {
  return Cat("SELECT DISTINCT m.first AS day, g.municipality, g.route FROM ", kSeen, " AS m JOIN ", kCare,
             " AS g ON g.start_day <= m.seen AND (g.last_day IS NULL OR g.last_day >= m.seen)", where);
}

// Where the product of an allocation stands in the tree of segments now.
const std::string kSegment =
    "(SELECT a.uuid AS allocation, t.uuid AS route, COALESCE((SELECT '/' || p.segment || '/' FROM contracting.product "
    "AS p"
    " WHERE p.code = l.code ORDER BY p.id DESC LIMIT 1), '') AS path FROM allocation.allocation AS a"
    " JOIN allocation.care_line AS l ON l.id = a.care_line JOIN allocation.route AS t ON t.id = a.route)";

std::string FamilySetting() {
  return Cat(
      "SELECT DISTINCT m.first AS day, g.municipality, g.allocation,"
      " s.path LIKE '%/foster_care/%' OR s.path LIKE '%/family_style_home/%' AS x FROM ",
      kSeen, " AS m JOIN ", kCare,
      " AS g ON g.start_day <= m.seen AND (g.last_day IS NULL OR g.last_day >= m.seen) JOIN ", kSegment,
      " AS s ON s.allocation = g.allocation WHERE s.path LIKE '%/residence/%'");
}

std::string AtSchool() {
  return Cat("SELECT DISTINCT m.first AS day, g.municipality, g.allocation, p.at_school AS x FROM ", kSeen,
             " AS m JOIN ", kCare,
             " AS g ON g.start_day <= m.seen AND (g.last_day IS NULL OR g.last_day >= m.seen)"
             " JOIN allocation.allocation AS a ON a.uuid = g.allocation"
             " JOIN allocation.care_line AS l ON l.id = a.care_line"
             " JOIN allocation.location AS p ON 'locations/' || p.code = l.location");
}

// Whether care was ever started on the route of `c` with a product whose place is (not) like that.
std::string Started(const std::string& condition) {
  return Cat("EXISTS (SELECT 1 FROM ", kCare, " AS g JOIN ", kSegment,
             " AS s ON s.allocation = g.allocation WHERE g.route = c.uuid AND ", condition, ")");
}

std::string Stopped(const std::string& where) {
  return Cat(
      "SELECT e.end_day AS day, r.municipality, e.stop_reason AS k FROM allocation.delivery AS e"
      " JOIN allocation.allocation AS a ON a.id = e.allocation JOIN allocation.route AS t ON t.id = a.route"
      " JOIN intake.referral AS r ON r.route = t.uuid WHERE e.kind = 3 AND e.removed_by IS NULL"
      " AND EXISTS (SELECT 1 FROM allocation.delivery AS s WHERE s.allocation = e.allocation AND s.kind = 1"
      " AND s.removed_by IS NULL AND s.category = e.category AND s.code = e.code AND s.start_day = e.start_day)",
      where);
}

std::string Changes(const std::string& where) {
  return Cat("SELECT ", DayOfMoment("q.closed_at"), " AS day, r.municipality, MAX(0, ", DayOfMoment("q.closed_at"),
             " - ", DayOfMoment("q.created_at"),
             ") AS x FROM allocation.change_request AS q JOIN allocation.route AS t ON t.id = q.route"
             " JOIN intake.referral AS r ON r.route = t.uuid WHERE q.state = 2",
             where);
}

// Days of each allocation as it was made or changed: one that ended with the care (05) keeps those that were granted.
const std::string kTerms =
    "(SELECT a.id, a.uuid AS allocation, r.municipality, a.created_at, l.start_day, l.budget_cents, l.amount, "
    "l.frequency,"
    " iif(l.unit = 83, 100, l.tariff_cents) AS tariff, iif(a.change_reason = '05', (SELECT g.end_day"
    " FROM access.granted_line AS g JOIN access.decision AS d ON d.id = g.decision WHERE g.line = a.line"
    " AND lower(hex(d.uuid)) = replace(substr(a.decision, 11), '-', '')), l.end_day) AS end_day, l.end_day AS until"
    " FROM allocation.allocation AS a JOIN allocation.care_line AS l ON l.id = a.care_line"
    " JOIN allocation.route AS t ON t.id = a.route JOIN intake.referral AS r ON r.route = t.uuid WHERE a.state <> 5)";

// What an allocation is worth: its budget, or its volume at its tariff over its days. Euros (83) are their own tariff.
const std::string kWorth =
    "(SELECT *, CASE WHEN budget_cents IS NOT NULL THEN budget_cents WHEN frequency = 6 THEN amount * tariff"
    " WHEN frequency = 1 THEN amount * tariff * (end_day - start_day + 1)"
    " WHEN frequency = 2 THEN (2 * amount * tariff * (end_day - start_day + 1) + 7) / 14"
    " WHEN frequency = 4 THEN (24 * amount * tariff * (end_day - start_day + 1) + 365) / 730 END AS cents FROM " +
    kTerms + ")";

// Each day of care within the allocation, with what its amount is until that day less what it is until the day before.
std::string Delivered() {
  return Cat(
      "WITH RECURSIVE calendar(day) AS (SELECT 20454 UNION ALL SELECT day + 1 FROM calendar WHERE day < 21183),"
      " given AS (SELECT w.*, d.day, ROW_NUMBER() OVER (PARTITION BY w.allocation ORDER BY d.day) AS place,"
      " w.end_day - w.start_day + 1 AS days FROM ",
      kWorth,
      " AS w JOIN calendar AS d ON d.day BETWEEN w.start_day AND w.end_day AND d.day <= w.until WHERE w.cents IS NOT "
      "NULL AND EXISTS ("
      "SELECT 1 FROM ",
      kCare,
      " AS g WHERE g.allocation = w.allocation AND g.start_day <= d.day"
      " AND (g.last_day IS NULL OR g.last_day >= d.day)))"
      " SELECT ",
      MonthOfDay("day"),
      " || ' ' || municipality || ': ' || SUM(cents * place / days - cents * (place - 1) / days) FROM given"
      " WHERE ",
      MonthOfDay("day"), " <= ", MonthOfDay(kToday), " GROUP BY ", MonthOfDay("day"), ", municipality");
}

// --- Waiting: referred, not withdrawn, not over, and nothing started.
std::string Waiting() {
  return Cat("SELECT ", kToday, " AS day, r.municipality, ", kToday,
             " - r.receive_day AS x FROM intake.referral AS r WHERE r.state <> 2 AND r.receive_day <= ", kToday,
             " AND NOT EXISTS (SELECT 1 FROM orchestrator.route AS o WHERE o.uid = r.route AND o.closed = 1)"
             " AND NOT EXISTS (SELECT 1 FROM ",
             kFirstStart, " AS s WHERE s.route = r.route AND s.start_day <= ", kToday, ")");
}

// --- Households with a route that runs, in each of its municipalities: persons who are involved now with a client of
// such a route, and providers whose care runs on one.
std::string Professionals() {
  const std::string runs =
      Cat("(SELECT r.route, r.municipality, c.uuid AS client, c.household FROM intake.referral AS r"
          " JOIN intake.client AS c ON c.id = r.client WHERE r.state <> 2 AND r.receive_day <= ",
          kToday, " AND NOT EXISTS (SELECT 1 FROM orchestrator.route AS o WHERE o.uid = r.route AND o.closed = 1))");
  return Cat("SELECT DISTINCT ", kToday,
             " AS day, h.municipality, h.household, 10 * ((SELECT COUNT(DISTINCT i.person) FROM access.involved AS i"
             " JOIN ",
             runs,
             " AS w ON w.client = i.client WHERE w.household = h.household) + (SELECT COUNT(DISTINCT l.provider) FROM ",
             kCare, " AS g JOIN ", runs,
             " AS w ON w.route = g.route JOIN allocation.allocation AS a ON a.uuid = g.allocation"
             " JOIN allocation.care_line AS l ON l.id = a.care_line WHERE w.household = h.household"
             " AND g.start_day <= ",
             kToday, " AND (g.last_day IS NULL OR g.last_day >= ", kToday, "))) AS x FROM ", runs, " AS h");
}

// --- Claims.

std::string Claimed(const std::string& value, const std::string& verdicts = "", const std::string& kind = "''",
                    const std::string& where = "") {
  const std::string month = MonthOfDay("l.start_day");
  return Cat("SELECT ", month,
             " || ' ' || c.municipality || ' ' || c.provider || ' ' || iif(l.code = '', l.category, l.code) || ", kind,
             " || iif(l.contract = '', '', ' ' || l.contract) || ': ' || SUM(", value,
             ") FROM claim_line AS l JOIN claim AS c ON c.id = l.claim", verdicts, " WHERE c.state = 1", where,
             " GROUP BY ", month, ", c.municipality, c.provider, iif(l.code = '', l.category, l.code), l.contract, ",
             kind);
}

Recomputed Money(const std::string& figure, const std::string& value) {
  return {.figure = figure, .by = {MONTH, MUNICIPALITY, PROVIDER, PRODUCT, CONTRACT}, .sql = Claimed(value)};
}

constexpr const char* kRefusedCents = "iif(l.state = 2, iif(l.credit = 1, -l.amount_cents, l.amount_cents), 0)";

Recomputed ByCode(const std::string& figure, const std::string& value) {
  return {.figure = figure,
          .by = {MONTH, MUNICIPALITY, PROVIDER, PRODUCT, KIND, CONTRACT},
          .sql = Claimed(value, " JOIN (SELECT DISTINCT line, return_code FROM line_verdict) AS v ON v.line = l.id",
                         "' ' || v.return_code", " AND l.state = 2")};
}

// What was accepted of the contracts of which the ceiling holds all year.
const std::string kAgainstCeiling =
    "SELECT k.name || ': ' || ((20000 * MAX(0, s.cents) + k.yearly_ceiling_cents) / (2 * k.yearly_ceiling_cents))"
    " || ' of ' || k.yearly_ceiling_cents FROM (SELECT 'contracts/' || code AS name, yearly_ceiling_cents"
    " FROM contracting.contract WHERE id IN (SELECT MAX(id) FROM contracting.contract GROUP BY code)"
    " AND yearly_ceiling_cents IS NOT NULL AND valid_from <= 20454 AND COALESCE(valid_until, 20818) >= 20818) AS k "
    "JOIN (SELECT n.name, COALESCE((SELECT SUM(l.accepted_cents)"
    " FROM claim_line AS l JOIN claim AS c ON c.id = l.claim WHERE c.state = 1 AND l.contract = n.name AND l.start_day "
    "BETWEEN 20454 AND 20818), 0) AS cents"
    " FROM (SELECT DISTINCT 'contracts/' || code AS name FROM contracting.contract) AS n) AS s ON s.name = k.name";

std::vector<Recomputed> OfRoutes() {
  return {
      CountedByKind("inflow",
                    "SELECT r.receive_day AS day, r.municipality, CAST(r.referrer_type AS TEXT) AS k"
                    " FROM intake.referral AS r"),
      CountedByKind("triage", Triage("")),
      CountedByKind("triage_overridden", Triage(" AND t.complexity <> t.table_complexity")),
      Averaged("decision_days", FirstDecision("MAX(0, day - receive_day)")),
      Shared("decided_in_time", FirstDecision("(day - receive_day <= 56)")),
      Counted(
          "crisis_decisions",
          Cat("SELECT DISTINCT c.id, strftime('%Y-%m', ", DayOfMoment("d.created_at"),
              " * 86400, 'unixepoch') AS month, MIN(", DayOfMoment("d.created_at"),
              ") AS day, r.municipality FROM access.decision AS d JOIN access.case_route AS c ON c.id = d.case_route",
              kReferral, "WHERE d.crisis = 1 GROUP BY c.id, month")),
      Counted("outflow", Left("0")),
      Counted("outflow_held_up", Left("0", " AND o.obstacle <> 1")),
      Shared("to_regular", Left("(o.destination IN (3, 4))")),
      Shared(
          "first_sufficed",
          Left("NOT EXISTS (SELECT 1 FROM allocation.change_request AS q JOIN allocation.route AS t ON t.id = q.route"
               " WHERE t.uuid = c.uuid AND q.state = 2 AND q.direction = 1)",
               " AND EXISTS (SELECT 1 FROM allocation.allocation AS a JOIN allocation.route AS t ON t.id = a.route"
               " WHERE t.uuid = c.uuid AND a.state <> 5)")),
      Shared("returned_home", Left("(o.destination = 1)", " AND " + Started("s.path LIKE '%/residence/%'"))),
      Shared("solved_ambulatory",
             Left("NOT " + Started("s.path NOT LIKE '%/ambulatory/%'"), " AND " + Started("1 = 1"))),
      Shared("at_school", AtSchool()),
      Shared("family_setting", FamilySetting()),
      Averaged("duration", Cat("SELECT w.day, w.municipality, w.day - s.start_day + 1 AS x FROM (", Left("c.uuid"),
                               ") AS w JOIN ", kFirstStart, " AS s ON s.route = w.x WHERE w.day >= s.start_day")),
      Counted(
          "returns",
          Cat("SELECT ", DayOfMoment("b.recognised_at"),
              " AS day, r.municipality FROM access.care_return AS b JOIN access.case_route AS c ON c.id = b.case_route",
              kReferral,
              "WHERE NOT EXISTS (SELECT 1 FROM access.outflow AS o JOIN access.outflow_undone AS u"
              " ON u.outflow = o.id WHERE o.case_route = b.earlier_route)")),
      Counted("started", Cat("SELECT start_day AS day, municipality FROM ", kFirstStart)),
      Averaged("waiting_time",
               Cat("SELECT start_day AS day, municipality, MAX(0, start_day - receive_day) AS x FROM ", kFirstStart)),
      Counted("in_care", InCare("")),
      Counted("through_flow", InCare(" AND g.start_day < m.first")),
      CountedByKind("care_stopped", Stopped("")),
      Counted("returned_by_provider", Stopped(" AND e.stop_reason = '33'")),
      Counted("scaled_up", Changes(" AND q.direction = 1")),
      Counted("scaled_down", Changes(" AND q.direction = 2")),
      Averaged("change_days", Changes("")),
  };
}

std::vector<Recomputed> OfMoney() {
  return {
      {.figure = "allocated_amount",
       .by = {MONTH, MUNICIPALITY},
       .sql = ByMonth(Cat("SELECT ", DayOfMoment("created_at"), " AS day, municipality, cents AS x FROM ", kWorth,
                          " WHERE cents IS NOT NULL"),
                      "SUM(x)")},
      {.figure = "delivered_amount", .by = {MONTH, MUNICIPALITY}, .sql = Delivered()},
      Money("spend_accepted", "l.accepted_cents"),
      Money("spend_refused", kRefusedCents),
      Money("spend_submitted", Cat("l.accepted_cents + ", kRefusedCents)),
      Money("lines_accepted", "l.state = 1"),
      Money("lines_refused", "l.state = 2"),
      ByCode("refused_by_code", "1"),
      ByCode("refused_amount_by_code", kRefusedCents),
      {.figure = "spend_against_ceiling",
       .by = {CONTRACT},
       .sql = kAgainstCeiling,
       .with_count = true,
       .of_2026 = true},
  };
}

}  // namespace

std::vector<Recomputed> RecomputedFrom() {
  std::vector<Recomputed> all = OfRoutes();
  for (Recomputed& figure : OfMoney()) all.push_back(std::move(figure));
  for (Recomputed figure : {Counted("waiting", Waiting()), Averaged("waiting_days", Waiting()),
                            Averaged("professionals", Professionals())}) {
    figure.now_only = true;
    all.push_back(std::move(figure));
  }
  return all;
}

}  // namespace clientroute::suite
