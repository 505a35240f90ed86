#include "services/portal/export/list_shape.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clientroute/contracting/v1/contracting.pb.h"
#include "clientroute/orchestrator/v1/route_operations.pb.h"
#include "services/platform/testing/status_matchers.h"
#include "services/portal/export/sheet.h"

namespace clientroute::portal {
namespace {

using testing::ElementsAre;

std::string At(const google::protobuf::Message& row, std::string_view column) {
  const auto columns = ParseColumns(column, row.GetDescriptor());
  return columns.ok() ? CellOf(row, columns->front()).text : columns.status().ToString();
}

contracting::v1::Contract Contract() {
  contracting::v1::Contract contract;
  contract.set_name("contracts/1");
  contract.add_municipalities("0361");
  contract.add_municipalities("0400");
  contract.mutable_yearly_ceiling()->set_cents(-123'405);
  auto* start = contract.mutable_period()->mutable_start_date();
  start->set_year(2026);
  start->set_month(1);
  start->set_day(9);
  for (const char* code : {"45A05", "45A06"}) {
    auto* product = contract.add_products();
    product->set_category("45");
    product->set_code(code);
  }
  contract.mutable_record_time()->set_seconds(1'775'030'400);  // 1 April 2026, 08:00 UTC
  return contract;
}

TEST(CellTest, IsWhatAPersonWouldWrite) {
  const auto contract = Contract();
  EXPECT_EQ(At(contract, "name"), "contracts/1");
  EXPECT_EQ(At(contract, "municipalities"), "0361, 0400");
  EXPECT_EQ(At(contract, "yearlyCeiling"), "-1234.05");
  EXPECT_EQ(At(contract, "yearly_ceiling"), "-1234.05");
  EXPECT_EQ(At(contract, "period.startDate"), "2026-01-09");
  EXPECT_EQ(At(contract, "period.endDate"), "");
  EXPECT_EQ(At(contract, "products"), "45 45A05, 45 45A06");
  EXPECT_EQ(At(contract, "products.code"), "45A05, 45A06");
  EXPECT_EQ(At(contract, "recordTime"), "2026-04-01 10:00:00");
  EXPECT_EQ(At(contract, "dutyToAccept"), "nee");
}

TEST(ColumnsTest, AreReadWithTheirTitles) {
  const auto columns =
      ParseColumns("name:Contract,period.startDate:Vanaf,lot", contracting::v1::Contract::descriptor());
  ASSERT_THAT(columns, IsOk());
  std::vector<std::string> titles;
  for (const Column& column : *columns) titles.push_back(column.title);
  EXPECT_THAT(titles, ElementsAre("Contract", "Vanaf", "lot"));
}

TEST(ColumnsTest, OneThatIsNotThereIsRefused) {
  for (const char* text : {"nosuch", "name.inner", "period.nosuch", ":Kop", "name,,lot", "."}) {
    EXPECT_THAT(ParseColumns(text, contracting::v1::Contract::descriptor()),
                Fails(absl::StatusCode::kInvalidArgument, "COLUMN_UNKNOWN"))
        << text;
  }
}

TEST(ListShapeTest, OnlyAPagedListHasOne) {
  const auto* contracting = contracting::v1::Contract::descriptor()->file()->service(0);
  const auto shape = ListShapeOf(contracting->FindMethodByName("ListContracts"));
  ASSERT_TRUE(shape.has_value());
  EXPECT_EQ(shape->rows->name(), "contracts");
  EXPECT_EQ(ListShapeOf(contracting->FindMethodByName("ImportCatalogue")), std::nullopt);
  const auto* routes = orchestrator::v1::CountRoutesRequest::descriptor()->file()->service(0);
  EXPECT_EQ(ListShapeOf(routes->FindMethodByName("CountRoutes")), std::nullopt);
  EXPECT_EQ(ListShapeOf(routes->FindMethodByName("WatchRoutes")), std::nullopt);
}

TEST(CsvFieldTest, IsHarmlessAndExact) {
  const struct {
    Cell cell;
    const char* field;
  } kCases[] = {
      {{false, "gewoon"}, "gewoon"},
      {{false, "a;b"}, "\"a;b\""},
      {{false, "zegt \"ja\""}, "\"zegt \"\"ja\"\"\""},
      {{false, "twee\nregels"}, "\"twee\nregels\""},
      {{false, "=1+1"}, "'=1+1"},
      {{false, "+31"}, "'+31"},
      {{false, "-x"}, "'-x"},
      {{false, "@SUM(A1)"}, "'@SUM(A1)"},
      {{false, "  =1"}, "'  =1"},
      {{false, "\t=1"}, "'\t=1"},
      {{true, "-1234.05"}, "-1234,05"},
      {{false, ""}, ""},
  };
  for (const auto& each : kCases) EXPECT_EQ(CsvField(each.cell), each.field);
}

}  // namespace
}  // namespace clientroute::portal
