#include "services/platform/values/uuid.h"

#include <string>
#include <string_view>
#include <unordered_set>

#include "gtest/gtest.h"

namespace clientroute {
namespace {

// The name spaces for DNS names and URLs of RFC 9562.
const char kDns[] = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
const char kUrl[] = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";

TEST(UuidTest, ReadsAnyCaseAndWritesLower) {
  EXPECT_EQ(Uuid::Parse("2ED6657D-e927-568B-95e1-2665a8aea6a2").value().ToString(),
            "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

TEST(UuidTest, RefusesOtherShapes) {
  for (std::string_view text : {"", "2ed6657de927568b95e12665a8aea6a2", "2ed6657d-e927-568b-95e1-2665a8aea6a",
                                "2ed6657d-e927-568b-95e1-2665a8aea6a22", "{2ed6657d-e927-568b-95e1-2665a8aea6a}",
                                "2ed6657d-e927-568b-95e1-2665a8aea6g2", "2ed6657de-927-568b-95e1-2665a8aea6a2",
                                "2ed6657d-e927-568b-95e1+2665a8aea6a2"}) {
    EXPECT_EQ(Uuid::Parse(text), std::nullopt) << text;
  }
}

TEST(UuidTest, GoesThroughBytesUnchanged) {
  const Uuid id = Uuid::Parse("2ed6657d-e927-568b-95e1-2665a8aea6a2").value();
  EXPECT_EQ(id.bytes().size(), 16U);
  EXPECT_EQ(Uuid::FromBytes(id.bytes()), id);
  EXPECT_EQ(Uuid::FromBytes("short"), std::nullopt);
  EXPECT_EQ(Uuid::FromBytes(std::string(17, 'x')), std::nullopt);
}

TEST(UuidTest, DerivesAsTheStandardDoes) {
  const Uuid dns = Uuid::Parse(kDns).value();
  const struct {
    std::string name;
    std::string_view id;
  } cases[] = {
      {"www.example.com", "2ed6657d-e927-568b-95e1-2665a8aea6a2"},
      {"", "4ebd0208-8328-5d69-8c44-ec50939c0967"},
      {"ééé", "aaf8cf5f-9dc0-5362-9d92-8059f3b9131c"},
      {std::string(200, 'x'), "ddcc691a-b8e2-53e5-b059-6a232874b2eb"},
  };
  for (const auto& c : cases) EXPECT_EQ(Uuid::Derive(dns, c.name).ToString(), c.id) << c.name;
}

TEST(UuidTest, TheProductsNameSpaceIsDerivedFromItsName) {
  EXPECT_EQ(kClientrouteSpace, Uuid::Derive(Uuid::Parse(kUrl).value(), "urn:clientroute"));
}

TEST(UuidTest, OnlyTheZeroIdIsNil) {
  EXPECT_TRUE(Uuid().IsNil());
  EXPECT_EQ(Uuid().ToString(), "00000000-0000-0000-0000-000000000000");
  EXPECT_FALSE(kClientrouteSpace.IsNil());
}

TEST(UuidTest, StandsInHashedSets) {
  std::unordered_set<Uuid> ids;
  for (int i = 0; i < 100; ++i) ids.insert(Uuid::Derive(kClientrouteSpace, std::to_string(i % 50)));
  EXPECT_EQ(ids.size(), 50U);
}

}  // namespace
}  // namespace clientroute
