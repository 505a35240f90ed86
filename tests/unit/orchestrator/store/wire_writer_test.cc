#include "services/orchestrator/store/wire_writer.h"

#include <gtest/gtest.h>

#include <limits>

#include "clientroute/orchestrator/v1/journal.pb.h"
#include "services/platform/calls/proto_values.h"

namespace clientroute::orchestrator {
namespace {

/// What a message reads of the bytes that `write` writes.
template <typename Message, typename Write>
Message ReadBack(Write write) {
  std::string bytes;
  WireWriter out(&bytes);
  write(out);
  Message message;
  EXPECT_TRUE(message.ParseFromString(bytes));
  return message;
}

TEST(WireWriter, ReadsBackAsTheMessageThatWasMeant) {
  for (const std::int64_t number :
       {std::int64_t{0}, std::int64_t{1}, std::int64_t{127}, std::int64_t{128}, std::int64_t{-1},
        std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
    const auto task = ReadBack<v1::RecordedTask>([&](WireWriter& out) {
      out.Int(v1::RecordedTask::kNumberFieldNumber, number);
      out.Text(v1::RecordedTask::kNameFieldNumber, "view");
      out.Text(v1::RecordedTask::kPartFieldNumber, "");
    });
    EXPECT_EQ(task.number(), number);
    EXPECT_EQ(task.name(), "view");
    EXPECT_EQ(task.part(), "");
  }
}

TEST(WireWriter, AMessageInsideMayHaveAnyLength) {
  for (const std::size_t size : {0U, 1U, 120U, 127U, 128U, 16'383U, 16'384U, 3'000'000U}) {
    const std::string text(size, 'x');
    const auto record = ReadBack<v1::JournalRecord>([&](WireWriter& out) {
      out.Message(v1::JournalRecord::kEventFieldNumber, [&] {
        out.Text(v1::RecordedEvent::kIdFieldNumber, text);
        out.Message(v1::RecordedEvent::kAnnouncedFieldNumber,
                    [&] { out.Entry(v1::RecordedAnnouncement::kAttributesFieldNumber, "name", text); });
      });
      out.Text(v1::JournalRecord::kStateFieldNumber, "after");
    });
    EXPECT_EQ(record.event().id(), text);
    EXPECT_EQ(record.event().announced().attributes().at("name"), text);
    EXPECT_EQ(record.state(), "after") << "what follows is where it should be";
  }
}

TEST(WireWriter, ATimeIsKeptToTheMicrosecondAlsoBefore1970) {
  for (const std::int64_t micros : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1},
                                    std::int64_t{1'775'000'000'123'456}, std::int64_t{-999'999}}) {
    const Instant time{std::chrono::microseconds(micros)};
    const auto timer =
        ReadBack<v1::RecordedTimer>([&](WireWriter& out) { out.Time(v1::RecordedTimer::kDueTimeFieldNumber, time); });
    ASSERT_TRUE(timer.has_due_time()) << "a time that is written is there, also the first moment of 1970";
    EXPECT_EQ(FromProto(timer.due_time()), time);
  }
}

TEST(WireWriter, WhatIsPresentIsThereAlsoWhenItIsZero) {
  const auto event = ReadBack<v1::RecordedEvent>(
      [&](WireWriter& out) { out.Present(v1::RecordedEvent::kTimerExpiredFieldNumber, 0); });
  EXPECT_EQ(event.what_case(), v1::RecordedEvent::kTimerExpired);
  const auto completed = ReadBack<v1::RecordedEvent>(
      [&](WireWriter& out) { out.Message(v1::RecordedEvent::kTaskCompletedFieldNumber, [] {}); });
  EXPECT_EQ(completed.what_case(), v1::RecordedEvent::kTaskCompleted);
  const auto empty = ReadBack<v1::RecordedTimer>([&](WireWriter& out) {
    out.Bool(v1::RecordedTimer::kFiredFieldNumber, false);
    out.Int(v1::RecordedTimer::kNumberFieldNumber, 0);
  });
  EXPECT_EQ(empty.ByteSizeLong(), 0U);
}

}  // namespace
}  // namespace clientroute::orchestrator
