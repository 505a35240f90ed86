#include "services/platform/values/care_line.h"

#include "gtest/gtest.h"

namespace clientroute {
namespace {

TEST(LawTest, HasTheNumbersOfTheWire) {
  EXPECT_EQ(LawOf(1), Law::kJeugdwet);
  EXPECT_EQ(LawOf(2), Law::kWmo);
  EXPECT_EQ(LawOf(3), Law::kPWet);
  for (int code : {-1, 0, 4, 257}) EXPECT_EQ(LawOf(code), std::nullopt) << code;
}

TEST(ProductTest, KnowsItsShapes) {
  const struct {
    Product product;
    bool well_formed;
    const char* dutch;
  } cases[] = {
      {{"45", "45A04"}, true, "Product 45A04"},     {{"45", ""}, true, "Categorie 45"},
      {{"", ""}, true, "Zorg zonder vast product"}, {{"", "45A04"}, false, "Product 45A04"},
      {{"4", "45A04"}, false, "Product 45A04"},     {{"4A", ""}, false, "Categorie 4A"},
      {{"45", "45A4"}, false, "Product 45A4"},      {{"45", "45A044"}, false, "Product 45A044"},
      {{"45", "45a04"}, false, "Product 45a04"},    {{"45", "45 04"}, false, "Product 45 04"},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(one.product.IsWellFormed(), one.well_formed) << one.product.ToDutch();
    EXPECT_EQ(one.product.ToDutch(), one.dutch);
  }
}

TEST(ProductTest, AWholeCategoryCoversItsProducts) {
  const Product category{"45", ""};
  const Product product{"45", "45A04"};
  EXPECT_TRUE(category.Covers(product));
  EXPECT_TRUE(category.Covers(category));
  EXPECT_TRUE(product.Covers(product));
  EXPECT_FALSE(product.Covers(category));
  EXPECT_FALSE(product.Covers({"45", "45A05"}));
  EXPECT_FALSE(category.Covers({"46", "46A04"}));
}

}  // namespace
}  // namespace clientroute
