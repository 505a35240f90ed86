#include "services/messaging/message_kinds.h"

#include "gtest/gtest.h"

namespace clientroute::messaging {
namespace {

struct KindCase {
  Law law;
  MessageNumber number;
  std::string_view name;  // empty: there is none
};
constexpr KindCase kKinds[] = {
    {Law::kJeugdwet, kAllocationMessage, "JW301"},
    {Law::kWmo, kAllocationMessage, "WMO301"},
    {Law::kJeugdwet, kRequestAnswerMessage, "JW319"},
    {Law::kWmo, kRequestAnswerMessage, "WMO319"},
    {Law::kJeugdwet, kClaimAnswerMessage, "JW325"},
    {Law::kWmo, kClaimAnswerMessage, "WMO325"},
    {Law::kPWet, kAllocationMessage, ""},
    {Law::kWmo, 999, ""},
};

TEST(MessageKinds, EachLawHasItsOwnMessages) {
  for (const KindCase& one : kKinds) {
    const MessageSchema* schema = FindKind(one.law, one.number);
    ASSERT_EQ(schema == nullptr, one.name.empty()) << one.number;
    if (schema == nullptr) continue;
    EXPECT_EQ(schema->name(), one.name);
    EXPECT_EQ(LawOf(*schema), one.law);
  }
}

TEST(MessageKinds, AClaimIsAnsweredInTenWorkingDaysAndAllElseInThree) {
  EXPECT_EQ(AnswerTermWorkingDays(kClaimMessage), 10);
  for (const MessageNumber number : {kStartMessage, kStopMessage, kAllocationRequestMessage, kChangeRequestMessage}) {
    EXPECT_EQ(AnswerTermWorkingDays(number), 3) << number;
  }
}

}  // namespace
}  // namespace clientroute::messaging
