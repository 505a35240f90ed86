#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/allocation/message_judgement.h"
#include "tests/unit/allocation/message_cases.h"

namespace clientroute::allocation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const ProviderCode kProvider = ProviderCode::Parse("42420001").value();

Period Days(const char* start, const char* end) {
  return Period::Of(Day(start), end == nullptr ? std::nullopt : std::optional(Day(end))).value();
}

KnownAllocation Allocation(Product product, const char* start, const char* end) {
  KnownAllocation allocation{kClient, kProvider, {}, false, {}};
  allocation.line.product = std::move(product);
  allocation.line.period = Days(start, end);
  allocation.line.provider = kProvider;
  allocation.line.volume = Volume{4, Unit::kHour, Frequency::kPerWeek};
  return allocation;
}

// Two current allocations of the client, 7 and 8, and one that is over, 6.
Knowledge Knowing() {
  Knowledge known;
  known.today = Day("2026-04-01");
  known.allocations.emplace(6, Allocation(kGuidance, "2025-01-01", "2025-12-31"));
  known.allocations.emplace(7, Allocation(kGuidance, "2026-01-01", "2026-12-31"));
  known.allocations.emplace(8, Allocation(kTreatment, "2026-02-01", nullptr));
  return known;
}

MessageLine Line(decltype(MessageLine::content) content, const char* path) {
  return {path, "Client[1]", kClient, std::move(content)};
}
ChangedProduct Change(std::int64_t number = 7, const char* from = "2026-05-01", const char* until = "2026-12-31",
                      std::optional<Volume> volume = Volume{6, Unit::kHour, Frequency::kPerWeek}) {
  return {number, {Days(from, until), volume, std::nullopt}};
}
NewProduct New(Product product, const char* from = "2026-05-01", const char* until = nullptr) {
  NewProduct added;
  added.line.product = std::move(product);
  added.line.period = Days(from, until);
  return added;
}
// A request that keeps every rule: 7 changes and 8 stays.
Message Request(ChangedProduct change = Change(), std::vector<MessageLine> more = {}) {
  std::vector<MessageLine> lines = {Line(ContinuedProduct{8}, "V/O[1]"), Line(std::move(change), "V/T[1]")};
  for (MessageLine& line : more) lines.push_back(std::move(line));
  Message message = Of(MessageKind::kChange, std::move(lines));
  message.reference = "REF-1";
  message.request_path = "V";
  return message;
}

std::vector<std::string> Told(const Judgement& judgement) {
  std::vector<std::string> told;
  for (const Verdict& verdict : judgement.verdicts) {
    told.push_back(verdict.class_path + " " + verdict.rule + " " + verdict.return_code);
  }
  return told;
}

// Allocation 7 of a whole category, or of nothing but a budget.
Knowledge Without(bool code, bool category) {
  return With(Knowing(), [&](Knowledge& known) {
    KnownAllocation& allocation = known.allocations.at(7);
    if (!code) allocation.line.product.code.clear();
    if (!category) allocation.line.product = {};
    allocation.line.volume.reset();
    allocation.line.budget = Money::Cents(100'000);
    known.allocations.erase(8);
  });
}
Message Alone(ChangedProduct change) {
  return With(Request(std::move(change)), [](Message& it) { it.lines.erase(it.lines.begin()); });
}

std::vector<Case> CasesOfAllocations() {
  const auto change = [](auto alter) { return With(Request(), alter); };
  return {
      {"TR304", "a client that is known", false, Request(), Knowing()},
      {"TR304", "a citizen number of nobody", true, change([](Message& it) {
         for (MessageLine& line : it.lines) line.client.reset();
       }),
       Knowing()},
      {"TR349", "all current ones", false, Request(), Knowing()},
      {"TR349", "one left out", true, change([](Message& it) { it.lines.erase(it.lines.begin()); }), Knowing()},
      {"TR349", "one left out that is withdrawn", false, change([](Message& it) { it.lines.erase(it.lines.begin()); }),
       With(Knowing(), [](Knowledge& known) { known.allocations.at(8).withdrawn = true; })},
      {"TR349", "one left out of another provider", false,
       change([](Message& it) { it.lines.erase(it.lines.begin()); }),
       With(Knowing(),
            [](Knowledge& known) { known.allocations.at(8).provider = ProviderCode::Parse("42420002").value(); })},
      {"TR349", "one left out that begins later", true, change([](Message& it) { it.lines.erase(it.lines.begin()); }),
       With(Knowing(), [](Knowledge& known) { known.allocations.at(8).line.period = Days("2027-01-01", nullptr); })},
      {"TR350", "a current one", false, Request(), Knowing()},
      {"TR350", "an unknown number", true, change([](Message& it) { it.lines[0].content = ContinuedProduct{99}; }),
       Knowing()},
      {"TR350", "one that is over", true, change([](Message& it) { it.lines[0].content = ContinuedProduct{6}; }),
       Knowing()},
      {"TR350", "one that ends today", false, Request(),
       With(Knowing(),
            [](Knowledge& known) { known.allocations.at(8).line.period = Days("2026-02-01", "2026-04-01"); })},
      {"TR351", "a current one", false, Request(), Knowing()},
      {"TR351", "one that is over", true, Request(Change(6)), Knowing()},
      {"TR351", "another client's", true, Request(),
       With(Knowing(), [](Knowledge& known) { known.allocations.at(7).client = kOtherClient; })},
      {"TR351", "withdrawn", true, Request(),
       With(Knowing(), [](Knowledge& known) { known.allocations.at(7).withdrawn = true; })},
      {"TR378", "a municipality that exists", false, Request(), Knowing()},
      {"TR378", "a municipality that is gone", true,
       change([](Message& it) { it.municipality = MunicipalityCode::Parse("0416").value(); }), Knowing()},
      {"TR347", "a new reference", false, Request(), Knowing()},
      {"TR347", "a used reference", true, Request(),
       With(Knowing(), [](Knowledge& known) { known.used_references = {"REF-1"}; })},
      {"TR374", "nothing open", false, Request(), Knowing()},
      {"TR374", "an open request", true, Request(),
       With(Knowing(), [](Knowledge& known) { known.clients_with_open_request = {kClient}; })},
  };
}

std::vector<Case> CasesOfWishes() {
  const Volume total{90, Unit::kHour, Frequency::kTotal};
  const ChangedProduct empty = Change(7, "2026-05-01", "2026-12-31", std::nullopt);
  const Knowledge totalled = With(Knowing(), [&](Knowledge& known) { known.allocations.at(7).line.volume = total; });
  const Knowledge budgeted = With(Knowing(), [](Knowledge& known) {
    known.allocations.at(7).line.volume.reset();
    known.allocations.at(7).line.budget = Money::Cents(100'000);
  });
  const auto budget = [](const char* from, std::int64_t cents) {
    ChangedProduct change = Change(7, from, "2026-12-31", std::nullopt);
    change.wanted.budget = Money::Cents(cents);
    return change;
  };
  return {
      {"TR357", "from a day to come", false, Request(Change(7, "2026-04-02")), Knowing()},
      {"TR357", "from the first day of the allocation", false, Request(Change(7, "2026-01-01")), Knowing()},
      {"TR357", "from today", true, Request(Change(7, "2026-04-01")), Knowing()},
      {"TR361", "the same product before and after", false,
       Request(Change(), {Line(New(kGuidance, "2027-01-01"), "V/N[1]")}), Knowing()},
      {"TR361", "the same product beside it", true, Request(Change(), {Line(New(kGuidance), "V/N[1]")}), Knowing()},
      {"TR361", "its whole category beside it", true, Request(Change(), {Line(New({"45", ""}), "V/N[1]")}), Knowing()},
      {"TR361", "another category beside it", false, Request(Change(), {Line(New({"44", ""}), "V/N[1]")}), Knowing()},
      {"TR361", "the stretched period over another", true, Request(Change(8, "2026-05-01", "2027-06-30")),
       With(Knowing(), [](Knowledge& known) { known.allocations.at(8).line.product = kGuidance; })},
      {"TR373", "a budget for the whole duration", false, Alone(budget("2026-01-01", 200'000)), Without(false, false)},
      {"TR373", "the same budget from a day on", false, Alone(budget("2026-05-01", 100'000)), Without(false, false)},
      {"TR373", "another budget from a day on", true, Alone(budget("2026-05-01", 200'000)), Without(false, false)},
      {"TR373", "another total from a day on", true, Request(Change(7, "2026-05-01", "2026-12-31", total)), Knowing()},
      {"TR373", "another total for the whole duration", false, Request(Change(7, "2026-01-01", "2026-12-31", total)),
       Knowing()},
      {"TR373", "more a week from a day on", false, Request(), Knowing()},
      {"TR373", "an amount a week instead of a total from a day on", true, Request(), totalled},
      {"TR373", "an amount a week instead of a total for the whole duration", false, Request(Change(7, "2026-01-01")),
       totalled},
      {"TR373", "the same total from a day on", false, Request(Change(7, "2026-05-01", "2026-12-31", total)), totalled},
      {"TR373", "an amount a week instead of a budget from a day on", true, Request(), budgeted},
      {"TR373", "nothing said about a budget from a day on", false, Request(empty), budgeted},
      {"TR375", "no volume without a product", false, Alone(empty), Without(false, false)},
      {"TR375", "a volume without a product", true, Alone(Change()), Without(false, false)},
      {"TR375", "a volume until 2020", false, Alone(Change(7, "2020-01-01", "2020-12-31")), Without(false, false)},
      {"TR411", "a volume with a product code", false, Request(), Knowing()},
      {"TR411", "no volume with a product code", true, Request(empty), Knowing()},
      {"TR411", "no volume with a category", false, Alone(empty), Without(false, true)},
      {"TR412", "no volume with a category", false, Alone(empty), Without(false, true)},
      {"TR412", "a volume with a category", true, Alone(Change()), Without(false, true)},
      {"TR412", "a volume with a product code", false, Request(), Knowing()},
      {"TR381", "a code that fits", false, Request(Change(), {Line(New({"44", "44A01"}), "V/N[1]")}), Knowing()},
      {"TR381", "a code that does not fit", true, Request(Change(), {Line(New({"44", "44A01"}), "V/N[1]")}),
       With(Knowing(),
            [](Knowledge& known) {
              known.misfits = {{Product{"44", "44A01"}, Day("2026-05-01")}};
            })},
  };
}

}  // namespace

std::vector<Case> ChangeCases() {
  std::vector<Case> cases = CasesOfAllocations();
  for (Case& one : CasesOfWishes()) cases.push_back(std::move(one));
  return cases;
}

namespace {

TEST(ChangeRulesTest, AnApprovedRequestHasOneEffect) {
  const Judgement judgement = JudgeMessage(Request(Change(), {Line(New({"44", "44A01"}), "V/N[1]")}), Knowing());
  EXPECT_THAT(Told(judgement), IsEmpty());
  ASSERT_EQ(judgement.effects.size(), 1U);
  EXPECT_EQ(judgement.effects[0].kind, Effect::Kind::kRequestChange);
}

TEST(ChangeRulesTest, VerdictsOnTheWholeStandAtTheRequestOrItsClientOnce) {
  Message message = Request(Change(7, "2026-04-01"));
  message.lines[0].content = ContinuedProduct{6};
  Knowledge known = Knowing();
  known.used_references = {"REF-1"};
  known.clients_with_open_request = {kClient};
  const Judgement judgement = JudgeMessage(message, known);
  EXPECT_THAT(Told(judgement), ElementsAre("V TR347 9347", "Client[1] TR374 9374", "V TR349 9349", "V/O[1] TR350 9350",
                                           "V/T[1] TR357 9357"));
  EXPECT_THAT(judgement.effects, IsEmpty());
  EXPECT_THAT(judgement.verdicts[2].explanation, testing::HasSubstr("ontbreekt: 8."));
}

}  // namespace
}  // namespace clientroute::allocation
