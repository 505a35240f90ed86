#include "services/portal/sign_in/session_store.h"

#include <algorithm>
#include <set>
#include <string>

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::portal {
namespace {

constexpr std::int64_t kPerson = 1;
constexpr std::int64_t kProvider = 2;

std::string Joined(const std::set<std::string>& values) {
  std::string out;
  for (const std::string& value : values) out += Cat(out.empty() ? "" : ",", value);
  return out;
}

std::set<std::string> Split(std::string_view text) {
  std::set<std::string> values;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    values.emplace(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return values;
}

Session ReadSession(const Row& row) {
  Session session;
  session.digest = row.Bytes(0);
  session.who.identity.kind = row.Int(1) == kProvider ? Identity::Kind::kProvider : Identity::Kind::kPerson;
  session.who.identity.subject = row.Text(2);
  session.who.name = row.Text(3);
  session.who.identity.roles = Split(row.Text(4));
  session.who.identity.municipalities = Split(row.Text(5));
  session.begun = FromMicros(row.Int(6));
  session.last_used = FromMicros(row.Int(7));
  return session;
}

}  // namespace

absl::Status InsertSession(Connection& connection, const Session& session) {
  const Identity& who = session.who.identity;
  const std::string roles = Joined(who.roles);
  const std::string municipalities = Joined(who.municipalities);
  return connection
      .Execute(
          "INSERT INTO session (digest, kind, subject, name, roles, municipalities, begun_at, used_at) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
          {Blob{session.digest}, who.kind == Identity::Kind::kProvider ? kProvider : kPerson,
           std::string_view(who.subject), std::string_view(session.who.name), std::string_view(roles),
           std::string_view(municipalities), ToMicros(session.begun), ToMicros(session.last_used)})
      .status();
}

absl::StatusOr<std::optional<Session>> FindSession(Connection& connection, std::string_view digest) {
  return connection.QueryOne(
      "SELECT digest, kind, subject, name, roles, municipalities, begun_at, used_at FROM session WHERE digest = $1",
      {Blob{digest}}, ReadSession);
}

absl::Status UseSession(Connection& connection, std::string_view digest, Instant now) {
  return connection.Execute("UPDATE session SET used_at = $2 WHERE digest = $1", {Blob{digest}, ToMicros(now)})
      .status();
}

absl::Status DeleteSession(Connection& connection, std::string_view digest) {
  return connection.Execute("DELETE FROM session WHERE digest = $1", {Blob{digest}}).status();
}

absl::Status DeleteOldSessions(Connection& connection, Instant used_before, Instant begun_before) {
  return connection
      .Execute("DELETE FROM session WHERE used_at < $1 OR begun_at < $2",
               {ToMicros(used_before), ToMicros(begun_before)})
      .status();
}

}  // namespace clientroute::portal
