#include "services/platform/values/resource_name.h"

#include "gtest/gtest.h"

namespace clientroute {
namespace {

constexpr char kId[] = "0b6f5a5e-6f0b-5a3c-9d55-0123456789ab";

TEST(ResourceNameTest, IsReadAsItIsWritten) {
  const Uuid id = Uuid::Parse(kId).value();
  EXPECT_EQ(NameOf("routes", id), std::string("routes/") + kId);
  EXPECT_EQ(IdIn(NameOf("routes", id), "routes"), id);
  EXPECT_EQ(NameOf("contracts", "lot-1"), "contracts/lot-1");
  EXPECT_EQ(CodeIn("contracts/lot-1", "contracts"), "lot-1");
}

TEST(ResourceNameTest, RefusesEverythingElse) {
  for (const char* name :
       {"", "routes", "routes/", "route/0b6f5a5e-6f0b-5a3c-9d55-0123456789ab",
        "routes/0B6F5A5E-6F0B-5A3C-9D55-0123456789AB", "routes/0b6f5a5e-6f0b-5a3c-9d55-0123456789a",
        "routes/0b6f5a5e-6f0b-5a3c-9d55-0123456789ab/parts", "clients/0b6f5a5e-6f0b-5a3c-9d55-0123456789ab"}) {
    EXPECT_EQ(IdIn(name, "routes"), std::nullopt) << name;
  }
  for (const char* name : {"", "contracts", "contracts/", "contracts/A", "contracts/-a", "contracts/a-",
                           "contracts/a b", "contracts/a/b", "lots/a", "contractsa"}) {
    EXPECT_EQ(CodeIn(name, "contracts"), std::nullopt) << name;
  }
  EXPECT_TRUE(IsResourceCode(std::string(63, 'a')));
  EXPECT_FALSE(IsResourceCode(std::string(64, 'a')));
}

}  // namespace
}  // namespace clientroute
