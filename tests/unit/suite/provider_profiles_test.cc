#include "services/suite/serve/provider_profiles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/testing/status_matchers.h"
#include "services/suite/serve/region.h"

namespace clientroute::suite {
namespace {

using testing::SizeIs;

std::vector<provider::Profile> OfTheReferenceRegion() {
  const auto files = ReadRegion(std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows", "reference");
  EXPECT_THAT(files, IsOk());
  return files.ok() ? ProviderProfiles(files->catalogue) : std::vector<provider::Profile>();
}

TEST(ProviderProfiles, KnowWhatTheirContractsSay) {
  const auto chosen = ChooseProfiles(OfTheReferenceRegion(), {"42420001", "42420017"});
  ASSERT_THAT(chosen, IsOk());
  ASSERT_THAT(*chosen, SizeIs(2));
  const provider::Offer* guidance = provider::FindOffer(chosen->front(), provider::kYouth, "45", "45A05");
  ASSERT_NE(guidance, nullptr);
  const provider::Tariff* tariff = provider::TariffOn(*guidance, *Date::Of(2026, 4, 1));
  ASSERT_NE(tariff, nullptr);
  EXPECT_EQ(tariff->cents, 7'790);
  EXPECT_EQ(tariff->unit, "04");
  EXPECT_EQ(provider::TariffOn(*guidance, *Date::Of(2035, 1, 1)), nullptr);
  EXPECT_NE(provider::FindOffer(chosen->back(), provider::kSocial, "02", "02W02"), nullptr);
  EXPECT_EQ(provider::FindOffer(chosen->back(), provider::kYouth, "45", "45A05"), nullptr);
}

TEST(ProviderProfiles, EveryProviderOfTheRegionThatHasATariffCanBePlayed) {
  const auto all = OfTheReferenceRegion();
  EXPECT_GT(all.size(), 10U);
  for (const provider::Profile& profile : all) {
    for (const provider::Offer& offer : profile.offers) {
      EXPECT_FALSE(offer.tariffs.empty()) << profile.code << " " << offer.code;
      EXPECT_FALSE(offer.municipalities.empty()) << profile.code << " " << offer.code;
    }
  }
  EXPECT_THAT(*ChooseProfiles(all, {"alle"}), SizeIs(all.size()));
}

TEST(ProviderProfiles, WhoHasNoContractIsNotPlayed) {
  EXPECT_THAT(ChooseProfiles(OfTheReferenceRegion(), {"42429999"}),
              Fails(absl::StatusCode::kInvalidArgument, "WRONG_USE"));
}

}  // namespace
}  // namespace clientroute::suite
