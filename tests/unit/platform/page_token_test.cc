#include "services/platform/calls/page_token.h"

#include "clientroute/contracting/v1/contracting.pb.h"
#include "gtest/gtest.h"
#include "services/platform/status/status.h"

namespace clientroute {
namespace {

using contracting::v1::ListContractsRequest;

ListContractsRequest Query(const char* provider) {
  ListContractsRequest request;
  request.set_provider(provider);
  return request;
}

TEST(PageTokenTest, GivesTheKeyBackToTheSameQuery) {
  const std::vector<std::string> key = {"contracts/lot-1", KeyPart(-7), std::string("a\0b", 3), ""};
  ListContractsRequest request = Query("42420001");
  request.set_page_token(MakePageToken(request, key));
  request.set_page_size(7);
  EXPECT_EQ(ReadPageToken(request, key.size()).value(), key);
  EXPECT_EQ(NumberIn(key[1]), -7);
}

TEST(PageTokenTest, IsEmptyOnTheFirstPage) { EXPECT_TRUE(ReadPageToken(Query("42420001"), 2).value().empty()); }

TEST(PageTokenTest, RefusesEveryOther) {
  const std::string token = MakePageToken(Query("42420001"), {"a", "b"});
  std::string changed = token;
  changed[changed.size() / 2] = changed[changed.size() / 2] == 'A' ? 'B' : 'A';
  const struct {
    ListContractsRequest query;
    std::string token;
    std::size_t parts;
  } cases[] = {
      {Query("42420002"), token, 2},
      {Query("42420001"), token, 1},
      {Query("42420001"), changed, 2},
      {Query("42420001"), token.substr(0, token.size() - 4), 2},
      {Query("42420001"), "!", 2},
      {Query("42420001"), "AAAA", 2},
      {Query("42420001"), std::string(10'000, 'A'), 2},
  };
  for (const auto& one : cases) {
    ListContractsRequest request = one.query;
    request.set_page_token(one.token);
    const auto key = ReadPageToken(request, one.parts);
    EXPECT_EQ(key.status().code(), absl::StatusCode::kInvalidArgument) << one.token;
    EXPECT_EQ(ReasonOf(key.status()), "PAGE_TOKEN");
  }
}

TEST(PageTokenTest, TellsADamagedTokenFromOneOfAnotherQuery) {
  ListContractsRequest request = Query("42420002");
  request.set_page_token(MakePageToken(Query("42420001"), {"a"}));
  EXPECT_NE(ReadPageToken(request, 1).status().message().find("another filter or order"), std::string_view::npos);
  request.set_page_token("AAAA");
  EXPECT_NE(ReadPageToken(request, 1).status().message().find("damaged"), std::string_view::npos);
}

TEST(PageRowsTest, KeepsItsBounds) {
  EXPECT_EQ(PageRows(0).value(), 50);
  EXPECT_EQ(PageRows(1).value(), 1);
  EXPECT_EQ(PageRows(1'000).value(), 1'000);
  EXPECT_EQ(PageRows(1'001).value(), 1'000);
  EXPECT_EQ(ReasonOf(PageRows(-1).status()), "PAGE_SIZE");
}

}  // namespace
}  // namespace clientroute
