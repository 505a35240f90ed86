#include "services/messaging/hub/hub_answer.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/messaging/hub/letter_writer.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

constexpr char kReference[] = "9c0f7b90-5c69-41e5-a837-0800200c9a66";

std::string Written(LetterKind kind, const std::string& cross_reference, LetterFault fault = {}) {
  Letter letter;
  letter.kind = kind;
  letter.sender = {"IB", "GGK", "", ""};
  letter.receiver = {"0361", "Clientroute", "", ""};
  letter.reference = "b6e9f182-bc44-4f27-9863-9a5ccc1e1cf0";
  letter.cross_reference = cross_reference;
  letter.sent_at = "20260401100000";
  letter.fault = std::move(fault);
  return WriteLetter(letter);
}

TEST(HubAnswerTest, AnAnswerHasOneMeaning) {
  const std::string receipt = Written(LetterKind::kReceipt, kReference);
  const auto refusal = [](const std::string& code, const std::string& place = "client") {
    return Written(LetterKind::kRefusal, kReference, {code, place, "fout", ""});
  };
  const struct {
    const char* what;
    HttpAnswer answer;
    int offers;
    std::string reason;  // empty: it has the letter
    std::string code;
  } kCases[] = {
      {"a receipt", {200, receipt}, 1, "", ""},
      {"a receipt of another letter",
       {200, Written(LetterKind::kReceipt, "b6e9f182-bc44-4f27-9863-9a5ccc1e1cf0")},
       1,
       "HUB_FAILED",
       ""},
      {"a receipt with an error of HTTP", {500, receipt}, 1, "HUB_FAILED", ""},
      {"nothing", {200, ""}, 1, "HUB_FAILED", ""},
      {"something else", {200, "<html/>"}, 1, "HUB_FAILED", ""},
      {"an error without a letter", {500, ""}, 1, "HUB_FAILED", ""},
      {"not found", {404, ""}, 1, "HUB_FAILED", ""},
      {"closed", {503, "<html/>"}, 1, "HUB_UNREACHABLE", ""},
      {"no gateway", {502, ""}, 1, "HUB_UNREACHABLE", ""},
      {"a slow gateway", {504, ""}, 1, "HUB_UNREACHABLE", ""},
      {"too many", {429, ""}, 1, "HUB_UNREACHABLE", ""},
      {"too large", {413, ""}, 1, "HUB_REFUSED", "IB003"},
      {"refused", {500, refusal("IB010")}, 1, "HUB_REFUSED", "IB010"},
      {"refused by a code of no list", {500, refusal("IB210")}, 1, "HUB_REFUSED", "IB210"},
      {"the hub's own fault", {500, refusal("StUF058", "server")}, 1, "HUB_FAILED", "StUF058"},
      {"a reference that was used before", {500, refusal("IB016")}, 1, "HUB_REFUSED", "IB016"},
      {"the same of a repeat", {500, refusal("IB016")}, 2, "", ""},
      {"unreadable to the hub",
       {500, Written(LetterKind::kRefusal, "", {"IB001", "client", "fout", ""})},
       1,
       "HUB_REFUSED",
       "IB001"},
      {"an Fo01 at once",
       {200, Written(LetterKind::kFault, kReference, {"IB002", "client", "fout", ""})},
       1,
       "HUB_REFUSED",
       "IB002"},
  };
  for (const auto& one : kCases) {
    const absl::Status meaning = MeaningOfAnswer(one.answer, kReference, one.offers);
    EXPECT_EQ(meaning.ok(), one.reason.empty()) << one.what;
    EXPECT_EQ(ReasonOf(meaning), one.reason) << one.what;
    EXPECT_EQ(MetadataOf(meaning)["code"], one.code) << one.what;
    EXPECT_EQ(IsTransient(meaning), one.reason == "HUB_FAILED" || one.reason == "HUB_UNREACHABLE") << one.what;
  }
}

}  // namespace
}  // namespace clientroute::messaging
