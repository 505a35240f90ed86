#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>

#include "services/platform/status/status.h"
#include "services/portal/http/encoding.h"
#include "tests/service/portal/portal_world.h"

namespace clientroute::portal {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// The content of a file in a zip archive; empty when it is not there.
std::string FileInZip(const std::string& archive, const std::string& name) {
  constexpr std::size_t kHeaderBytes = 30;  // of a local file; its name follows, and what its last two bytes count
  const std::size_t at = archive.find(name);
  if (at == std::string::npos) return "";
  const auto extra = static_cast<unsigned char>(archive[at - kHeaderBytes + 28]);
  const std::size_t begin = at + name.size() + extra;
  z_stream stream{};
  std::string content(1024 * 1024, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(archive.data() + begin));
  stream.avail_in = static_cast<uInt>(archive.size() - begin);
  stream.next_out = reinterpret_cast<Bytef*>(content.data());
  stream.avail_out = static_cast<uInt>(content.size());
  constexpr int kRawWindow = -15;
  if (inflateInit2(&stream, kRawWindow) != Z_OK) return "";
  inflate(&stream, Z_FINISH);
  content.resize(stream.total_out);
  inflateEnd(&stream);
  return content;
}

class ExportTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(browser_.SignIn("access-professional"), 303); }

  std::string PathOf(std::string_view format, std::string_view columns = "", std::string_view json = "{}") const {
    return Cat("/export/", format, "/", kListContracts, "?message=", Base64Url(json),
               "&columns=", PercentEncode(columns));
  }

  PortalWorld world_;
  Browser browser_{world_};
};

TEST_F(ExportTest, CsvHoldsEveryRowOfEveryPage) {
  const auto file = browser_.Get(PathOf("csv", "name:Contract,lot:Perceel"));
  ASSERT_TRUE(file);
  EXPECT_EQ(file->status, 200);
  EXPECT_EQ(file->get_header_value("Content-Type"), "text/csv; charset=utf-8");
  EXPECT_EQ(file->get_header_value("Content-Disposition"), "attachment; filename=\"contracts-2026-04-01.csv\"");
  EXPECT_THAT(file->body, StartsWith("\xEF\xBB\xBF"
                                     "Contract;Perceel\r\n"));
  EXPECT_THAT(file->body, testing::EndsWith("contracts/2499;perceel 4\r\n"));
  EXPECT_EQ(std::count(file->body.begin(), file->body.end(), '\n'), 2'501);
  EXPECT_EQ(world_.contracting().pages_given, 3);
}

TEST_F(ExportTest, NoCellIsAFormula) {
  const auto csv = browser_.Get(PathOf("csv", "lot,provider"));
  EXPECT_THAT(csv->body, AllOf(HasSubstr("\r\n\"'=HYPERLINK(\"\"http://evil.example\"\")\";42420001\r\n"),
                               HasSubstr(";'@SUM(1)\r\n"), Not(HasSubstr("\n=")), Not(HasSubstr(";@"))));
}

TEST_F(ExportTest, XlsxIsASheetWithoutFormulas) {
  world_.contracting().contracts = 10;
  const auto file = browser_.Get(PathOf("xlsx", "name:Contract,lot"));
  ASSERT_TRUE(file);
  EXPECT_EQ(file->status, 200);
  EXPECT_THAT(file->body, StartsWith("PK"));
  const std::string sheet = FileInZip(file->body, "xl/worksheets/sheet1.xml");
  EXPECT_THAT(sheet, AllOf(HasSubstr("<t>Contract</t>"), HasSubstr("<t>contracts/9</t>"), HasSubstr("<t>=HYPERLINK("),
                           Not(HasSubstr("<f>"))));
}

TEST_F(ExportTest, WithoutColumnsEverythingIsThere) {
  world_.contracting().contracts = 3;
  EXPECT_THAT(browser_.Get(PathOf("csv"))->body,
              HasSubstr("name;provider;lot;municipalities;products;period.startDate"));
}

TEST_F(ExportTest, WhatIsTooMuchIsSaidBeforeTheFirstByte) {
  world_.contracting().contracts = 100'001;
  const auto file = browser_.Get(PathOf("csv", "name"), {{"Accept", "application/json"}});
  EXPECT_EQ(file->status, 413);
  EXPECT_EQ(file->get_header_value("Content-Type"), "application/problem+json");
  EXPECT_THAT(file->body, HasSubstr("Beperk de lijst met een filter"));
}

TEST_F(ExportTest, WhatCannotBeExportedIsRefused) {
  const struct {
    std::string path;
    int status;
  } kCases[] = {
      {PathOf("pdf"), 404},
      {Cat("/export/csv/", kCountRoutes, "?message="), 404},
      {Cat("/export/csv/", kWatchRoute, "?message="), 404},
      {"/export/csv/clientroute.contracting.v1.Contracting/ImportCatalogue?message=", 404},
      {"/export/csv", 404},
      {PathOf("csv", "nosuch"), 400},
      {PathOf("csv", "name.inner"), 400},
      {PathOf("csv", "", "{\"nosuch\":1}"), 400},
      {Cat("/export/csv/", kListContracts, "?message=%%"), 400},
  };
  for (const auto& wrong : kCases) EXPECT_EQ(browser_.Get(wrong.path)->status, wrong.status) << wrong.path;
  Browser nobody(world_);
  EXPECT_EQ(nobody.Get(PathOf("csv"))->status, 401);
  EXPECT_EQ(browser_.Get(PathOf("csv"), {{"Sec-Fetch-Site", "cross-site"}})->status, 403);
}

}  // namespace
}  // namespace clientroute::portal
