// Claims of thousands of lines: in chunks, in batches, in one effect.
#include <set>
#include <string>
#include <vector>

#include "tests/service/claims/claims_world.h"

namespace clientroute::claims {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

using LargeClaimTest = ClaimsWorld;

TEST_F(LargeClaimTest, PeersAreAskedInBatchesForWhatAFileNames) {
  constexpr int kLines = 2'300;
  std::vector<v1::SubmitMessageRequest> chunks = {Message(1)};
  std::int64_t total = 0;
  for (int i = 0; i < kLines; ++i) {
    const std::int64_t number = 10'000 + i;
    allocation_.allocations.emplace(number, Allocation(number, 1));
    if (chunks.back().lines_size() == 1'000) {
      chunks.emplace_back();
      *chunks.back().mutable_header() = chunks.front().header();  // for the period
    }
    v1::SubmittedClaimLine* line = AddHours(chunks.back(), Cat("R-", i), 1, number);
    line->set_class_path(Cat("Client[1]/Prestaties/Prestatie[", i + 1, "]"));
    total += line->amount().cents();
  }
  for (std::size_t i = 1; i < chunks.size(); ++i) chunks[i].clear_header();
  chunks.front().mutable_header()->mutable_total()->set_cents(total);
  const auto answer = Submit(chunks);
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(Told(*answer), IsEmpty());
  EXPECT_EQ(answer->total_accepted().cents(), total);
  EXPECT_THAT(allocation_.calls, ElementsAre(1'000, 1'000, 300));
  EXPECT_THAT(allocation_.purposes, Each("message-exchange"));
  EXPECT_THAT(contracting_.calls, ElementsAre(1)) << "one product in one month";
  EXPECT_EQ(contracting_.checks, 0) << "a product with a tariff is in the list";
  EXPECT_EQ(Balance().paid().cents(), total);
}

// A claim with so much wrong that its verdicts are more than one answer may hold is judged and told all the same, also
// to who asks again: otherwise it would come back for ever.
TEST_F(LargeClaimTest, MoreVerdictsThanAnAnswerHoldsComeInChunks) {
  constexpr int kLines = 1'700;
  constexpr std::size_t kAnswerBytesMost = 16 * 1024 * 1024;
  const std::string far_down(2'000, 'x');
  std::vector<v1::SubmitMessageRequest> chunks = {Message(1)};
  std::int64_t total = 0;
  for (int i = 0; i < kLines; ++i) {
    if (chunks.back().lines_size() == 1'000) {
      chunks.emplace_back();
      *chunks.back().mutable_header() = chunks.front().header();  // for the period
    }
    v1::SubmittedClaimLine* line = AddHours(chunks.back(), Cat("R-", i), 21);  // twenty are allocated
    line->set_class_path(Cat("Client[1]/Prestaties/", far_down, "/Prestatie[", i + 1, "]"));
    line->mutable_product()->set_code("45A05");
    *line->mutable_period() = ProtoDays("2026-05-02", "2026-05-30");
    total += line->amount().cents();
  }
  chunks.front().mutable_lines(0)->clear_client();  // a verdict on the client, once for both lines
  chunks.front().mutable_lines(1)->clear_client();
  for (std::size_t i = 1; i < chunks.size(); ++i) chunks[i].clear_header();
  chunks.front().mutable_header()->mutable_total()->set_cents(total);

  const auto parts = SubmitInParts(chunks);
  ASSERT_THAT(parts, IsOk());
  std::size_t bytes = 0;
  v1::SubmitMessageResponse whole;
  for (const v1::SubmitMessageResponse& part : *parts) {
    EXPECT_LE(part.verdicts_size(), 1'000);
    EXPECT_LE(part.ByteSizeLong(), std::size_t{2'000'000});
    bytes += part.ByteSizeLong();
    EXPECT_EQ(part.claim().empty(), &part != &parts->front());
    whole.MergeFrom(part);
  }
  EXPECT_GT(bytes, kAnswerBytesMost);
  EXPECT_EQ(whole.verdicts(0).class_path(), "Client[1]");
  const std::vector<std::string> told = Told(whole);
  EXPECT_EQ(std::set<std::string>(told.begin(), told.end()).size(), told.size()) << "each once";
  EXPECT_THAT(told, SizeIs(1 + (kLines - 2) * 5)) << "TR340, TR387, TR388, TR321, TR418";
  EXPECT_THAT(told.back(), testing::EndsWith("/Prestatie[1700], TR418, 0611"));

  const auto again = Submit(chunks);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), whole.SerializeAsString());
  EXPECT_THAT(Announced(), SizeIs(1));
  EXPECT_THAT(Entries(), IsEmpty());
}

}  // namespace
}  // namespace clientroute::claims
