#include <gtest/gtest.h>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
#include "tests/conformance/random_message.h"

namespace clientroute::conformance {
namespace {

using messaging::Message;

constexpr int kRounds = 100;

TEST(RoundTripTest, AMessageComesBackFromItsBytesWithEveryValue) {
  Choices choices(7);
  for (const auto& schema : messaging::Catalogue::Default().messages()) {
    for (int round = 0; round < kRounds; ++round) {
      const Message message = RandomMessage(*schema, choices);
      const messaging::WriteOutcome written = messaging::WriteMessage(message);
      ASSERT_TRUE(written.ok()) << schema->name();
      const messaging::ParseOutcome read = messaging::ParseMessage(written.bytes);
      ASSERT_TRUE(read.ok()) << schema->name() << " " << read.errors[0].path << " " << read.errors[0].reason;
      ASSERT_EQ(read.message->size(), message.size());
      for (messaging::InstanceIndex index = 0; index < message.size(); ++index) {
        const messaging::InstanceView before = message.at(index);
        const std::optional<messaging::InstanceView> after = read.message->Find(before.path());
        ASSERT_TRUE(after.has_value()) << before.path();
        for (const auto& [field, text] : before.values()) EXPECT_EQ(after->Get(field), text) << PathOf(field);
        EXPECT_EQ(after->values().size(), before.values().size());
        EXPECT_EQ(after->return_codes(), before.return_codes());
      }
      EXPECT_EQ(messaging::WriteMessage(*read.message).bytes, written.bytes);
    }
  }
}

}  // namespace
}  // namespace clientroute::conformance
