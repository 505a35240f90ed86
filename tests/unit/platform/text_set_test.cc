#include "services/platform/store/text_set.h"

#include <algorithm>
#include <vector>

#include "gtest/gtest.h"
#include "services/platform/store/database.h"

namespace clientroute {
namespace {

std::vector<std::string> Elements(TextSet set) {
  auto database = OpenSqlite({.path = ":memory:"}, {}).value();
  std::vector<std::string> found;
  EXPECT_TRUE(database
                  ->Read([&](Connection& connection) {
                    return connection.Query("SELECT key FROM json_each($1)", {set.parameter()}, [&](const Row& row) {
                      found.emplace_back(row.Text(0));
                      return absl::OkStatus();
                    });
                  })
                  .ok());
  return found;
}

TEST(TextSetTest, HoldsWhatWasAdded) {
  EXPECT_TRUE(Elements(TextSet()).empty());
  const std::vector<std::string> texts = {"42420001", "", "a\"b\\c'", "één\n\t\x01", "{\"x\":1}"};
  EXPECT_EQ(Elements(TextSetOf(texts)), texts);
  EXPECT_EQ(Elements(TextSetOf(std::vector<std::int64_t>{7, -1})), (std::vector<std::string>{"7", "-1"}));
}

}  // namespace
}  // namespace clientroute
