#include "services/suite/cli/output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "clientroute/orchestrator/v1/orchestrator.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/arguments.h"

namespace clientroute::suite {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

TEST(Output, WidthCountsCharactersAndNoColours) {
  EXPECT_EQ(Width("cliënt"), 6u);
  EXPECT_EQ(Width("\033[1mvet\033[0m"), 3u);
  EXPECT_EQ(Padded("één", 5), "één  ");
  EXPECT_EQ(Padded("te lang", 3), "te lang");
}

TEST(Output, TextIsWrappedAtBlanks) {
  EXPECT_THAT(Wrapped("een twee drie", 8), ElementsAre("een twee", "drie"));
  EXPECT_THAT(Wrapped("onafbreekbaar lang", 5), ElementsAre("onafbreekbaar", "lang"));
  EXPECT_THAT(Wrapped("regel\nregel", 80), ElementsAre("regel", "regel"));
  EXPECT_TRUE(Wrapped("", 10).empty());
}

TEST(Output, ColoursAreThereOnlyWhenAskedFor) {
  std::ostringstream text;
  EXPECT_EQ(Output(text, false, false).Styled(Style::kBad, "fout"), "fout");
  EXPECT_EQ(Output(text, false, true).Styled(Style::kBad, "fout"), "\033[31mfout\033[0m");
  EXPECT_EQ(Output(text, false, true).Styled(Style::kPlain, "gewoon"), "gewoon");
}

TEST(Output, ATableIsAlignedAndShortRowsAreFilled) {
  std::ostringstream text;
  Output out(text, false, false);
  TextTable table({"A", "NAAM", "C"});
  table.Add({"één", "x", "y"});
  table.Add({"2"});
  table.Print(out);
  EXPECT_EQ(text.str(), "A    NAAM  C\néén  x     y\n2\n");
}

TEST(Output, AListSaysWhenItIsEmptyAndWhenThereIsMore) {
  const auto printed = [](int rows, const char* token) {
    std::ostringstream stream;
    Output out(stream, /*json=*/false, /*colour=*/false);
    TextTable table({"ROUTE"});
    for (int i = 0; i < rows; ++i) table.Add({"een"});
    orchestrator::v1::ListRoutesResponse page;
    page.set_next_page_token(token);
    PrintRows(table, "Geen routes.", page, out);
    return stream.str();
  };
  EXPECT_EQ(printed(0, ""), "Geen routes.\n");
  EXPECT_EQ(printed(1, ""), "ROUTE\neen\n");
  EXPECT_EQ(printed(1, "verder"), "ROUTE\neen\nEr zijn er meer; --limit zegt hoeveel er getoond worden.\n");
}

TEST(Output, TheExitCodeTellsRefusedFromWrongUse) {
  std::ostringstream text;
  EXPECT_EQ(Conclude(absl::OkStatus(), false, text), 0);
  EXPECT_EQ(text.str(), "");
  EXPECT_EQ(Conclude(Error(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND", "no such route"), false, text), 1);
  EXPECT_THAT(text.str(), StartsWith("clientroute: niet gevonden [ROUTE_NOT_FOUND]: die route is er niet"))
      << "a reason of the work is told in Dutch";
  text.str("");
  EXPECT_EQ(Conclude(Error(absl::StatusCode::kInternal, "STORE_IO", "disk I/O error"), false, text), 1);
  EXPECT_EQ(text.str(), "clientroute: mislukt [STORE_IO]: dit is voor het beheer: disk I/O error\n")
      << "one of the system is for who runs it";
  text.str("");
  EXPECT_EQ(Conclude(InvalidFields("PLAN_INVALID", {{"plan.goals", "must be said"}}), false, text), 1);
  EXPECT_EQ(text.str(), "clientroute: onjuiste gegevens [PLAN_INVALID]\n  plan.goals: klopt niet: must be said\n")
      << "once";
  EXPECT_EQ(Conclude(WrongUse("verkeerd"), false, text), 2);
  EXPECT_THAT(text.str(), HasSubstr("clientroute: verkeerd\n"));
}

TEST(Output, MachinesGetAnErrorAsOneObject) {
  std::ostringstream text;
  absl::Status status = InvalidFields("REQUEST_INVALID", {{"route", "is missing"}});
  EXPECT_EQ(Conclude(status, true, text), 1);
  EXPECT_THAT(text.str(), HasSubstr("\"reason\":\"REQUEST_INVALID\""));
  EXPECT_THAT(text.str(), HasSubstr("\"field\":\"route\""));
}

}  // namespace
}  // namespace clientroute::suite
