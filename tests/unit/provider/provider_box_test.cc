#include "services/provider/provider_box.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>

#include "services/platform/status/status.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/temp_folder.h"
#include "services/provider/migrations.h"
#include "services/provider/post_store.h"
#include "tests/unit/provider/municipality.h"

namespace clientroute::provider::testing {
namespace {

using namespace messaging::literals;  // NOLINT(google-build-using-namespace): names of fields and classes
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

const Date kMonday = *Date::Of(2026, 3, 2);
const Habits kPlain = {{"ask-change", 0},  {"correct-start", 0}, {"take-back-start", 0}, {"pause", 0},
                       {"leave-early", 0}, {"correct-stop", 0},  {"credit", 0}};

Habits With(std::initializer_list<std::pair<const std::string, int>> set) {
  Habits habits = kPlain;
  for (const auto& [name, percent] : set) habits[name] = percent;
  return habits;
}

Profile YouthProfile() {
  return {kYouthProvider,
          "De Zeewering",
          {{"JW", "45", "45A05", {kMunicipality}, {{*Date::Of(2026, 1, 1), *Date::Of(2026, 12, 31), "04", 7'790}}}}};
}
Profile SocialProfile() {
  return {kSocialProvider,
          "Noorderzon",
          {{"WMO", "02", "02W02", {kMunicipality}, {{*Date::Of(2026, 1, 1), *Date::Of(2026, 12, 31), "04", 9'311}}}}};
}

/// The end of a run as a kill is.
struct Killed : std::runtime_error {
  Killed() : std::runtime_error("killed") {}
};

/// A provider and a municipality that answers it, day by day.
class World {
 public:
  explicit World(Habits habits = kPlain, std::uint64_t seed = 1) : municipality_(folder_.path()) {
    options_.exchange_folder = folder_.path();
    options_.profiles = {YouthProfile(), SocialProfile()};
    options_.seed = seed;
    options_.habits = std::move(habits);
    options_.tell = [this](const std::string& line) { told_ += line + "\n"; };
    Reopen();
  }

  ProviderBox::Options& options() { return options_; }
  Municipality& municipality() { return municipality_; }
  const std::string& told() const { return told_; }
  ProviderBox& box() { return *box_; }
  Database* database() { return database_.get(); }
  std::string exchange() const { return folder_.path(); }

  /// As after a kill: on the same record.
  void Reopen() {
    box_.reset();
    database_.reset();
    auto opened = OpenSqlite({folder_.File("provider.db")}, ProviderMigrations());
    ASSERT_THAT(opened, IsOk());
    database_ = *std::move(opened);
    box_ = std::make_unique<ProviderBox>(database_.get(), options_);
    ASSERT_THAT(box_->Open(), IsOk());
  }
  /// Every day a round in the morning and one when the municipality has answered. A kill is followed by a new start.
  void Live(Date from, Date until) {
    for (Date day = from; day <= until; day = day.AddDays(1)) {
      for (int i = 0; i < 2; ++i) {
        for (bool done = false; !done;) {
          try {
            const auto report = box_->Round(LocalMidnight(day) + std::chrono::hours(9));
            ASSERT_THAT(report, IsOk());
            done = true;
          } catch (const Killed&) {
            Reopen();
          }
        }
        municipality_.Answer(day);
      }
    }
  }
  std::vector<std::string> Dates(std::string_view kind, messaging::ClassId id, messaging::FieldId field) {
    std::vector<std::string> found;
    for (const auto* message : municipality_.Came(kind)) {
      for (const auto& instance : message->All(id)) found.emplace_back(instance.Get(field));
    }
    return found;
  }

 private:
  TempFolder folder_;
  Municipality municipality_;
  ProviderBox::Options options_;
  std::string told_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<ProviderBox> box_;
};

void AllocateYouth(World& world) {
  world.municipality().Allocate(kMonday, {{.first = kMonday.AddDays(7), .last = *Date::Of(2026, 5, 31)}});
}

TEST(ProviderBoxTest, AnAllocationBecomesCareThatIsReportedClaimedAndEnded) {
  World world;
  AllocateYouth(world);
  world.Live(kMonday, *Date::Of(2026, 6, 12));
  EXPECT_THAT(world.municipality().kinds(), ElementsAre("JW302", "JW305", "JW323", "JW323", "JW307", "JW323"));
  EXPECT_THAT(world.Dates("JW307", "StopProduct"_class, "Einddatum"_field), ElementsAre("2026-05-31"));
  EXPECT_THAT(world.Dates("JW323", "Declaratie"_class, "DeclaratiePeriode/Begindatum"_field),
              ElementsAre("2026-03-01", "2026-04-01", "2026-05-01"));
  // Its periods are the months within the allocation (TR387, TR388).
  EXPECT_EQ(world.Dates("JW323", "Prestatie"_class, "ProductPeriode/Begindatum"_field).front(), "2026-03-09");
  EXPECT_THAT(world.told(), HasSubstr("start op toewijzing 17"));
  EXPECT_EQ(world.told().find("999990019"), std::string::npos) << "no citizen number is told";
}

TEST(ProviderBoxTest, SupportIsDeliveredInTheSameWay) {
  World world;
  world.municipality().Allocate(
      kMonday,
      {{.provider = kSocialProvider, .standard = "WMO", .first = kMonday.AddDays(7), .last = *Date::Of(2026, 4, 30)}});
  world.Live(kMonday, *Date::Of(2026, 5, 15));
  EXPECT_THAT(world.municipality().kinds(), UnorderedElementsAre("WMO302", "WMO305", "WMO323", "WMO307", "WMO323"));
}

TEST(ProviderBoxTest, TheSameSeedGivesTheSameBytesAndAnotherOthers) {
  const auto play = [](std::uint64_t seed) {
    World world({}, seed);
    world.options().asks_a_day = 1;
    world.options().asked_municipalities = {kMunicipality};
    world.Reopen();
    AllocateYouth(world);
    world.Live(kMonday, *Date::Of(2026, 4, 15));
    return world.municipality().files();
  };
  const auto first = play(3);
  EXPECT_EQ(first, play(3));
  EXPECT_NE(first, play(4));
}

TEST(ProviderBoxTest, KilledAfterAnyStepItGoesOnAndSendsNothingTwice) {
  const Habits habits = With({{"correct-start", 100}, {"credit", 100}});
  const auto play = [&](int kill_at, int* steps) {
    World world(habits);
    int step = 0;
    world.options().after_step = [&](std::string_view) {
      if (++step == kill_at) throw Killed();
    };
    world.Reopen();
    AllocateYouth(world);
    world.Live(kMonday, *Date::Of(2026, 4, 20));
    *steps = step;
    return world.municipality().files();
  };
  int steps = 0;
  const auto whole = play(0, &steps);
  ASSERT_GT(steps, 30);
  for (int kill_at = 1; kill_at <= steps; ++kill_at) {
    int ignored = 0;
    EXPECT_EQ(play(kill_at, &ignored), whole) << "killed at step " << kill_at;
  }
}

TEST(ProviderBoxTest, AFileThatComesAgainHasNoSecondEffect) {
  World world;
  AllocateYouth(world);
  const std::string out = world.exchange() + "/" + kMunicipality + "/out";
  const auto name = std::filesystem::directory_iterator(out)->path();
  std::filesystem::copy_file(name, world.exchange() + "/kept.xml");
  world.Live(kMonday, kMonday.AddDays(3));
  std::filesystem::copy_file(world.exchange() + "/kept.xml", name);
  world.Live(kMonday.AddDays(4), *Date::Of(2026, 3, 25));
  EXPECT_THAT(world.municipality().kinds(), ElementsAre("JW302", "JW305"));
  EXPECT_THAT(world.told(), HasSubstr("kwam al eerder"));
}

TEST(ProviderBoxTest, AWrongStartIsRemovedAndReportedAnew) {
  World world(With({{"correct-start", 100}}));
  AllocateYouth(world);
  world.Live(kMonday, *Date::Of(2026, 3, 25));
  EXPECT_THAT(world.Dates("JW305", "StartProduct"_class, "StatusAanlevering"_field), ElementsAre("1", "3", "1"));
  const auto days = world.Dates("JW305", "StartProduct"_class, "Begindatum"_field);
  ASSERT_THAT(days, SizeIs(3));
  EXPECT_EQ(days[0], days[1]);
  EXPECT_EQ(Date::Parse(days[2])->DaysSince(*Date::Parse(days[0])), 1);
}

TEST(ProviderBoxTest, AStartThatNeverWasIsTakenBackAndCareBeginsLater) {
  World world(With({{"take-back-start", 100}}));
  AllocateYouth(world);
  world.Live(kMonday, *Date::Of(2026, 4, 10));
  EXPECT_THAT(world.Dates("JW305", "StartProduct"_class, "StatusAanlevering"_field), ElementsAre("1", "3", "1"));
}

TEST(ProviderBoxTest, CareThatPausesIsTakenUpAgain) {
  World world(With({{"pause", 100}, {"resume", 100}}));
  AllocateYouth(world);
  world.Live(kMonday, *Date::Of(2026, 6, 12));
  EXPECT_THAT(world.Dates("JW307", "StopProduct"_class, "RedenBeeindiging"_field), ElementsAre("20", "31"));
  EXPECT_THAT(world.Dates("JW305", "StartProduct"_class, "StatusAanlevering"_field), ElementsAre("1", "1"));
}

TEST(ProviderBoxTest, APauseMayBecomeTheEnd) {
  World world(With({{"pause", 100}, {"resume", 0}}));
  AllocateYouth(world);
  world.Live(kMonday, *Date::Of(2026, 6, 12));
  EXPECT_THAT(world.Dates("JW307", "StopProduct"_class, "RedenBeeindiging"_field), ElementsAre("20", "31"));
  EXPECT_THAT(world.Dates("JW305", "StartProduct"_class, "StatusAanlevering"_field), ElementsAre("1"));
  const auto began = world.Dates("JW307", "StopProduct"_class, "Begindatum"_field);
  EXPECT_EQ(began[0], began[1]) << "both end the same start (TR382)";
}

TEST(ProviderBoxTest, AWrongStopIsRemovedAndReportedAnew) {
  World world(With({{"correct-stop", 100}}));
  AllocateYouth(world);
  world.Live(kMonday, *Date::Of(2026, 6, 12));
  EXPECT_THAT(world.Dates("JW307", "StopProduct"_class, "StatusAanlevering"_field), ElementsAre("1", "3", "1"));
  EXPECT_THAT(world.Dates("JW307", "StopProduct"_class, "Einddatum"_field),
              ElementsAre("2026-05-31", "2026-05-31", "2026-05-30"));
}

TEST(ProviderBoxTest, AChangeIsAskedWithAllThatIsAllocated) {
  World world(With({{"ask-change", 100}}));
  world.municipality().Allocate(kMonday,
                                {{.number = 17, .first = kMonday.AddDays(7), .last = *Date::Of(2026, 12, 31)},
                                 {.number = 18, .first = *Date::Of(2026, 8, 1), .last = *Date::Of(2026, 12, 31)}});
  world.Live(kMonday, *Date::Of(2026, 4, 30));
  EXPECT_THAT(world.Dates("JW317", "TeWijzigenProduct"_class, "ToewijzingNummer"_field), ElementsAre("17"));
  EXPECT_THAT(world.Dates("JW317", "OngewijzigdProduct"_class, "ToewijzingNummer"_field), ElementsAre("18"));
}

TEST(ProviderBoxTest, AnAllocationThatIsTakenBackIsNotStartedAndAStretchedOneGoesOn) {
  World world;
  world.municipality().Allocate(kMonday,
                                {{.number = 17, .first = kMonday.AddDays(7), .last = *Date::Of(2026, 4, 30)},
                                 {.number = 18, .first = *Date::Of(2026, 4, 1), .last = *Date::Of(2026, 4, 30)}});
  world.Live(kMonday, *Date::Of(2026, 3, 20));
  world.municipality().Allocate(
      *Date::Of(2026, 3, 20),
      {{.number = 17, .first = kMonday.AddDays(7), .last = *Date::Of(2026, 5, 31)},
       {.number = 18, .first = *Date::Of(2026, 4, 1), .last = *Date::Of(2026, 4, 1), .change_reason = "13"}});
  world.Live(*Date::Of(2026, 3, 21), *Date::Of(2026, 6, 12));
  EXPECT_THAT(world.Dates("JW305", "StartProduct"_class, "ToewijzingNummer"_field), ElementsAre("17"));
  EXPECT_THAT(world.Dates("JW307", "StopProduct"_class, "Einddatum"_field), ElementsAre("2026-05-31"));
}

TEST(ProviderBoxTest, WhatIsReturnedIsMendedAndSentAgainAFewTimes) {
  World world;
  world.municipality().JudgeBy([](const messaging::Message& message) -> std::vector<messaging::ClassVerdict> {
    if (message.number() != 305) return {};
    return {{"Client[1]/StartProducten/StartProduct[1]", "9019"}};
  });
  AllocateYouth(world);
  world.Live(kMonday, *Date::Of(2026, 3, 31));
  EXPECT_THAT(world.municipality().Came("JW305"), SizeIs(kAttempts));
  EXPECT_THAT(world.told(), HasSubstr("wordt opgegeven: 9019"));
}

TEST(ProviderBoxTest, AMistakeIsMadeOnceAndMendedAfterTheCode) {
  World world;
  world.options().mistakes = {{"unknown-allocation", 100}, {"wrong-total", 100}};
  world.Reopen();
  world.municipality().JudgeBy([](const messaging::Message& message) -> std::vector<messaging::ClassVerdict> {
    if (message.number() == 305 && message.All("StartProduct"_class)[0].Get("ToewijzingNummer"_field) != "17") {
      return {{"Client[1]/StartProducten/StartProduct[1]", "9019"}};
    }
    const bool wrong =
        message.number() == 323 && message.body()->Get("TotaalIngediendBedrag/TotaalBedrag"_field) !=
                                       message.All("Prestatie"_class)[0].Get("IngediendBedrag/Bedrag"_field);
    return wrong ? std::vector<messaging::ClassVerdict>{{"Header", "0001"}} : std::vector<messaging::ClassVerdict>();
  });
  AllocateYouth(world);
  world.Live(kMonday, *Date::Of(2026, 4, 20));
  EXPECT_THAT(world.Dates("JW305", "StartProduct"_class, "ToewijzingNummer"_field), ElementsAre("999999999", "17"));
  const auto claims = world.municipality().Came("JW323");
  ASSERT_THAT(claims, SizeIs(2));
  EXPECT_NE(claims[0]->body()->Get("DeclaratieNummer"_field), claims[1]->body()->Get("DeclaratieNummer"_field));
}

TEST(ProviderBoxTest, ABrokenFileGetsNoAnswerAndIsSentWellAfterAFewDays) {
  World world;
  world.options().mistakes = {{"broken-file", 100}};
  world.Reopen();
  AllocateYouth(world);
  world.Live(kMonday, *Date::Of(2026, 4, 20));
  EXPECT_THAT(world.municipality().kinds(), ElementsAre("JW302", "?", "JW305", "?", "JW323"));
}

TEST(ProviderBoxTest, ALineThatCountedTooMuchIsCreditedWithTheRightOneBeside) {
  World world(With({{"credit", 100}}));
  AllocateYouth(world);
  world.Live(kMonday, *Date::Of(2026, 5, 15));
  const auto claims = world.municipality().Came("JW323");
  ASSERT_THAT(claims, SizeIs(2));
  const auto lines = claims[1]->All("Prestatie"_class);
  ASSERT_THAT(lines, SizeIs(3));
  EXPECT_EQ(lines[0].Get("IngediendBedrag/DebetCredit"_field), "C");
  EXPECT_EQ(lines[0].Get("ProductReferentie/VorigReferentieNummer"_field),
            claims[0]->All("Prestatie"_class)[0].Get("ProductReferentie/ReferentieNummer"_field));
  EXPECT_EQ(lines[1].Get("IngediendBedrag/DebetCredit"_field), "D");
}

TEST(ProviderBoxTest, ItAsksForNewClientsOnceAWorkingDay) {
  World world;
  world.options().asks_a_day = 2;
  world.Reopen();
  world.Live(kMonday, kMonday.AddDays(6));  // five working days, two rounds a day
  EXPECT_THAT(world.municipality().Came("JW315"), SizeIs(10));
  EXPECT_THAT(world.municipality().Came("WMO315"), SizeIs(10));
  std::set<std::string> numbers;
  for (const auto* message : world.municipality().Came("JW315")) numbers.emplace(message->body()->Get("Bsn"_field));
  EXPECT_THAT(numbers, SizeIs(10));
}

TEST(ProviderBoxTest, WhoIsNamedComesOnceByHisOwnReferrer) {
  World world;
  for (const char* type : {"02", "04", "06"}) {
    world.options().new_clients.push_back({std::string("named/") + type,
                                           kYouthProvider,
                                           kMunicipality,
                                           std::string(kYouth),
                                           YouthProfile().offers.front().code,
                                           type,
                                           {8, 8}});
  }
  world.Reopen();
  world.Live(kMonday, kMonday.AddDays(3));
  std::map<std::string, std::pair<bool, bool>> referrers;
  for (const auto* message : world.municipality().Came("JW315")) {
    const auto product = message->All("AangevraagdProduct"_class).front();
    referrers[std::string(product.Get("Verwijzer/Type"_field))] = {product.Has("Verwijzer/ZorgverlenerCode"_field),
                                                                   product.Has("Verwijzer/Naam"_field)};
    EXPECT_EQ(Date::Parse(message->All("Client"_class).front().Get("Geboortedatum/Datum"_field))->AgeOn(kMonday), 8);
  }
  EXPECT_THAT(world.municipality().Came("JW315"), SizeIs(3));
  // By code, by name, by neither (CD066, CD067, CD068).
  const std::map<std::string, std::pair<bool, bool>> expected = {
      {"02", {true, false}}, {"04", {false, true}}, {"06", {false, false}}};
  EXPECT_EQ(referrers, expected);
}

TEST(ProviderBoxTest, AnotherSeedOnTheSameBooksIsRefused) {
  World world;
  ProviderBox::Options other = world.options();
  other.seed = 2;
  EXPECT_THAT(ProviderBox(world.database(), other).Open(),
              Fails(absl::StatusCode::kFailedPrecondition, "PROVIDER_SEED"));
}

TEST(ProviderBoxTest, WhatIsNoMessageIsSaidAndNothingIsLost) {
  World world;
  world.municipality().Put(std::string("JW301_") + kYouthProvider + "_1.xml", "geen bericht");
  EXPECT_THAT(world.box().Round(LocalMidnight(kMonday)), Fails(absl::StatusCode::kDataLoss, "PROVIDER_UNREADABLE"));
  World gone;
  std::filesystem::remove_all(gone.exchange() + "/" + kMunicipality + "/out");
  EXPECT_THAT(gone.box().Round(LocalMidnight(kMonday)), Fails(absl::StatusCode::kUnavailable, "PROVIDER_FILE"));
}

TEST(ProviderBoxTest, ItsBooksTellHowItStands) {
  World world;
  AllocateYouth(world);
  world.Live(kMonday, *Date::Of(2026, 4, 20));
  std::vector<Standing> standings;
  ASSERT_THAT(world.database()->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(standings, ListStandings(connection));
    return absl::OkStatus();
  }),
              IsOk());
  ASSERT_THAT(standings, SizeIs(1));
  EXPECT_EQ(standings[0].provider, kYouthProvider);
  EXPECT_EQ(standings[0].in_care, 1);
  EXPECT_EQ(standings[0].sent, 3);
  EXPECT_EQ(standings[0].unanswered, 0);
  EXPECT_GT(standings[0].claimed_cents, 0);
  EXPECT_EQ(standings[0].granted_cents, standings[0].claimed_cents);
}

}  // namespace
}  // namespace clientroute::provider::testing
