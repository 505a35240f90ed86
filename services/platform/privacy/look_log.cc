#include "services/platform/privacy/look_log.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "services/platform/privacy/cipher.h"
#include "services/platform/status/status.h"
#include "services/platform/store/text_set.h"

namespace clientroute {
namespace {

// A page, and one more that shows whether another follows.
constexpr int kPageMost = 1'001;
// A look can list a thousand clients; this many are held in memory at a time.
constexpr int kCheckedAtOnce = 100;

void AppendNumber(std::int64_t number, std::string& out) {
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>((number >> shift) & 0xff));
}

// The length before the bytes: without it, "ab" + "c" and "a" + "bc" would hash alike.
void AppendText(std::string_view text, std::string& out) {
  AppendNumber(static_cast<std::int64_t>(text.size()), out);
  out.append(text);
}

std::string ChainedHash(std::string_view previous, const LookEntry& entry) {
  std::string bytes;
  AppendText(previous, bytes);
  AppendNumber(entry.number, bytes);
  AppendNumber(entry.at.time_since_epoch().count(), bytes);
  AppendText(entry.subject, bytes);
  AppendText(entry.on_behalf_of, bytes);
  AppendText(entry.purpose, bytes);
  AppendText(entry.method, bytes);
  AppendNumber(static_cast<std::int64_t>(entry.clients.size()), bytes);
  for (std::size_t i = 0; i < entry.clients.size(); ++i) {
    AppendText(entry.clients[i], bytes);
    // Looks from before municipalities were kept keep their hashes.
    if (entry.municipalities[i] != kNotKept) AppendText(entry.municipalities[i], bytes);
  }
  return Digest(bytes);
}

// Collects the rows of a query that gives a look with each of its clients in turn, by number and ordinal.
absl::StatusOr<std::vector<LookEntry>> ReadEntries(Connection& connection, std::string_view sql,
                                                   std::initializer_list<Parameter> parameters) {
  std::vector<LookEntry> entries;
  CLIENTROUTE_RETURN_IF_ERROR(connection.Query(sql, parameters, [&entries](const Row& row) {
    if (entries.empty() || entries.back().number != row.Int(0)) {
      entries.push_back({.number = row.Int(0),
                         .at = Instant(std::chrono::microseconds(row.Int(1))),
                         .subject = std::string(row.Text(2)),
                         .on_behalf_of = std::string(row.Text(3)),
                         .purpose = std::string(row.Text(4)),
                         .method = std::string(row.Text(5)),
                         .clients = {},
                         .municipalities = {},
                         .hash = std::string(row.Bytes(6))});
    }
    if (auto client = row.MaybeText(7)) {
      entries.back().clients.push_back(*std::move(client));
      entries.back().municipalities.emplace_back(row.Text(8));
    }
    return absl::OkStatus();
  }));
  return entries;
}

#define LOOK_COLUMNS \
  "l.number, l.looked_at, l.subject, l.on_behalf_of, l.purpose, l.method, l.hash, c.client, c.municipality"

absl::StatusOr<std::vector<LookEntry>> ReadPage(Connection& connection, std::int64_t after, int limit) {
  return ReadEntries(connection,
                     "SELECT " LOOK_COLUMNS
                     " FROM (SELECT * FROM look WHERE number > $1 ORDER BY number LIMIT $2) l "
                     "LEFT JOIN look_client c ON c.number = l.number ORDER BY l.number, c.ordinal",
                     {after, std::int64_t{limit}});
}

// A look is listed for those of its clients who may be shown, and shows those alone.
#define MAY_BE_SHOWN(row) "($4 = 1 OR " row ".municipality IN (SELECT key FROM json_each($5)))"
#define LISTED_LOOKS(numbers, direction)                                 \
  "SELECT " LOOK_COLUMNS " FROM (" numbers " ORDER BY number " direction \
  " LIMIT $2) o JOIN look l ON l.number = o.number"                      \
  " JOIN look_client c ON c.number = l.number AND " MAY_BE_SHOWN("c") " ORDER BY l.number " direction ", c.ordinal"
// Found by the index on clients, and by number.
#define OF_CLIENT(behind) \
  "SELECT s.number FROM look_client s WHERE s.client = $3 AND s.number " behind " $1 AND " MAY_BE_SHOWN("s")
#define OF_ALL(behind)                                         \
  "SELECT k.number FROM look k WHERE k.number " behind         \
  " $1 AND $3 IS NULL AND EXISTS (SELECT 1 FROM look_client s" \
  " WHERE s.number = k.number AND " MAY_BE_SHOWN("s") ")"
struct ListText {
  std::string_view of_client;
  std::string_view of_all;
};
constexpr ListText kOldestFirst = {LISTED_LOOKS(OF_CLIENT(">"), "ASC"), LISTED_LOOKS(OF_ALL(">"), "ASC")};
constexpr ListText kNewestFirst = {LISTED_LOOKS(OF_CLIENT("<"), "DESC"), LISTED_LOOKS(OF_ALL("<"), "DESC")};
#undef OF_ALL
#undef OF_CLIENT
#undef LISTED_LOOKS
#undef MAY_BE_SHOWN

struct Head {
  std::int64_t number = 0;
  std::string hash;
};

absl::StatusOr<Head> ReadHead(Connection& connection) {
  CLIENTROUTE_ASSIGN(auto head,
                     connection.QueryOne("SELECT number, hash FROM look_head WHERE one = 1", {}, [](const Row& row) {
                       return Head{row.Int(0), std::string(row.Bytes(1))};
                     }));
  if (!head)
    return Error(absl::StatusCode::kDataLoss, "LOOK_HEAD_MISSING", "the look-log has lost the end of its chain");
  return *std::move(head);
}

}  // namespace

void Look::Saw(std::string client, std::string municipality) {
  if (!seen_.insert(client).second) return;
  clients_.push_back(std::move(client));
  municipalities_.push_back(std::move(municipality));
}

absl::Status AppendLook(Connection& connection, const CallContext& call, const Look& look) {
  if (look.clients().empty()) return absl::OkStatus();
  if (std::find(look.clients().begin(), look.clients().end(), "") != look.clients().end()) {
    return Error(absl::StatusCode::kInvalidArgument, "LOOK_CLIENT_NAME",
                 Cat(call.method, " showed a client without a name"));
  }
  // The update comes first: it takes the lock on the chain's end before its hash is read.
  CLIENTROUTE_RETURN_IF_ERROR(connection.Execute("UPDATE look_head SET number = number + 1 WHERE one = 1").status());
  CLIENTROUTE_ASSIGN(const Head head, ReadHead(connection));
  LookEntry entry{.number = head.number,
                  .at = call.now,
                  .subject = call.identity.subject,
                  .on_behalf_of = call.identity.on_behalf_of,
                  .purpose = call.purpose,
                  .method = call.method,
                  .clients = look.clients(),
                  .municipalities = look.municipalities(),
                  .hash = {}};
  entry.hash = ChainedHash(head.hash, entry);
  CLIENTROUTE_RETURN_IF_ERROR(
      connection
          .Execute("INSERT INTO look (number, looked_at, subject, on_behalf_of, purpose, method, hash) "
                   "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                   {entry.number, std::int64_t{entry.at.time_since_epoch().count()}, std::string_view(entry.subject),
                    std::string_view(entry.on_behalf_of), std::string_view(entry.purpose),
                    std::string_view(entry.method), Blob{entry.hash}})
          .status());
  std::vector<std::vector<Parameter>> rows;
  for (std::size_t i = 0; i < entry.clients.size(); ++i) {
    rows.push_back({Parameter(entry.number), Parameter(static_cast<std::int64_t>(i) + 1),
                    Parameter(std::string_view(entry.clients[i])),
                    Parameter(std::string_view(entry.municipalities[i]))});
  }
  CLIENTROUTE_RETURN_IF_ERROR(connection.ExecuteMany(
      "INSERT INTO look_client (number, ordinal, client, municipality) VALUES ($1, $2, $3, $4)", rows));
  return connection.Execute("UPDATE look_head SET hash = $1 WHERE one = 1", {Blob{entry.hash}}).status();
}

absl::StatusOr<std::vector<LookEntry>> ListLooks(Connection& connection, std::int64_t after, int limit,
                                                 const std::optional<std::string>& client, const LookView& view) {
  if (limit < 1 || limit > kPageMost) {
    return Error(absl::StatusCode::kInvalidArgument, "LOOK_LIMIT",
                 Cat("a page of the look-log has 1 to ", kPageMost, " entries, not ", limit));
  }
  const ListText& text = view.newest_first ? kNewestFirst : kOldestFirst;
  TextSet shown = TextSetOf(view.municipalities.value_or(std::set<std::string>()));
  return ReadEntries(
      connection, client ? text.of_client : text.of_all,
      {after, std::int64_t{limit}, MaybeText(client), std::int64_t{!view.municipalities}, shown.parameter()});
}

absl::StatusOr<std::optional<std::int64_t>> FindBrokenLook(Connection& connection) {
  Head reached;
  // From the very least number: an entry before the first is one too many.
  std::int64_t after = std::numeric_limits<std::int64_t>::min();
  while (true) {
    CLIENTROUTE_ASSIGN(const auto page, ReadPage(connection, after, kCheckedAtOnce));
    if (page.empty()) break;
    for (const LookEntry& entry : page) {
      if (entry.number != reached.number + 1 || entry.hash != ChainedHash(reached.hash, entry)) {
        return reached.number + 1;
      }
      reached = {entry.number, entry.hash};
      after = entry.number;
    }
  }
  CLIENTROUTE_ASSIGN(const Head head, ReadHead(connection));
  if (head.number != reached.number || head.hash != reached.hash) return reached.number + 1;
  return std::nullopt;
}

}  // namespace clientroute
