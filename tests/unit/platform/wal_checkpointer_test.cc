#include "services/platform/store/wal_checkpointer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "services/platform/status/status.h"
#include "services/platform/store/sqlite_connection.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/temp_folder.h"

namespace clientroute {
namespace {

constexpr int kPageBytes = 4096;

TEST(WalCheckpointerTest, NoCommitCarriesTheLogOverHoweverLongItIs) {
  TempFolder folder;
  const std::string path = folder.File("store.db");
  auto opened = SqliteConnection::Open(path, 0);
  ASSERT_THAT(opened, IsOk());
  SqliteConnection& connection = **opened;
  ASSERT_THAT(connection.Script("CREATE TABLE page (id INTEGER PRIMARY KEY, filling TEXT) STRICT"), IsOk());
  const auto before = std::filesystem::file_size(path);
  const std::string filling(kPageBytes, 'x');
  for (int page = 0; page < 2 * WalCheckpointer::kPagesBeforeCheckpoint; ++page) {
    ASSERT_THAT(connection.Begin(SqliteConnection::Mode::kWrite), IsOk());
    ASSERT_THAT(connection.Execute("INSERT INTO page (filling) VALUES ($1)", {std::string_view(filling)}), IsOk());
    ASSERT_THAT(connection.Commit(), IsOk());
  }
  EXPECT_EQ(std::filesystem::file_size(path), before);
  EXPECT_GT(std::filesystem::file_size(path + "-wal"), 2U * WalCheckpointer::kPagesBeforeCheckpoint * kPageBytes);
}

}  // namespace
}  // namespace clientroute
