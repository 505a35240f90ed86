#include "services/platform/authorisation/visible_rows.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/testing/personas.h"
#include "services/platform/testing/status_matchers.h"

namespace clientroute {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<Migration> kTables = {
    {1, "rows",
     "CREATE TABLE r (client INTEGER PRIMARY KEY, municipality TEXT NOT NULL) STRICT;"
     "CREATE TABLE involvement (client INTEGER NOT NULL, person TEXT NOT NULL) STRICT;"
     "INSERT INTO r VALUES (1, '0361'), (2, '0373'), (3, '0361');"
     "INSERT INTO involvement VALUES (3, 'persons/test.access-professional');"}};

// The clients of the rows that the caller may see.
std::vector<std::int64_t> SeenBy(const Caller& caller) {
  auto database = OpenSqlite({.path = ":memory:"}, kTables);
  EXPECT_THAT(database, IsOk());
  CallContext call;
  call.identity = caller.identity;
  call.purpose = caller.purpose;
  const VisibleRows visible(call, AccessQuestion::Subject::kRoute);
  std::vector<std::int64_t> seen;
  EXPECT_THAT((*database)->Read([&](Connection& db) -> absl::Status {
    CLIENTROUTE_ASSIGN(
        seen, db.QueryAll("SELECT r.client FROM r WHERE "
                          "($1 IS NULL OR r.municipality IN (SELECT key FROM json_each($1))) AND ($2 IS NULL OR "
                          "EXISTS (SELECT 1 FROM involvement i WHERE i.client = r.client AND i.person = $2)) "
                          "ORDER BY r.client",
                          {visible.municipalities(), visible.person()}, [](const Row& row) { return row.Int(0); }));
    return absl::OkStatus();
  }),
              IsOk());
  return seen;
}

TEST(VisibleRowsTest, AServiceWithAPurposeSeesAllAndWithoutOneNone) {
  EXPECT_THAT(SeenBy(ServicePersona("orchestrator")), ElementsAre(1, 2, 3));
  EXPECT_THAT(SeenBy(ServicePersona("orchestrator", "")), IsEmpty());
}

TEST(VisibleRowsTest, APersonSeesHisMunicipalities) {
  EXPECT_THAT(SeenBy(Persona("access-manager", {"0361"})), ElementsAre(1, 3));
  EXPECT_THAT(SeenBy(Persona("access-manager", {"0361", "0373"})), ElementsAre(1, 2, 3));
  EXPECT_THAT(SeenBy(Persona("access-manager", {"0399"})), IsEmpty());
}

TEST(VisibleRowsTest, WhereInvolvementIsNeededItNarrows) {
  EXPECT_THAT(SeenBy(Persona("access-professional", {"0361", "0373"})), ElementsAre(3));
  EXPECT_THAT(SeenBy(Persona("access-professional", {"0373"})), IsEmpty());
}

TEST(VisibleRowsTest, ARoleWithoutAGrantSeesNone) {
  EXPECT_THAT(SeenBy(Persona("contract-manager", {"0361"})), IsEmpty());
}

}  // namespace
}  // namespace clientroute
