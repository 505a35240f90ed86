#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "services/platform/clock/clock.h"
#include "services/platform/logging/json_text.h"
#include "services/platform/logging/logger.h"

namespace clientroute {
namespace {

std::string Json(std::string_view text) {
  std::string out;
  AppendJsonText(text, out);
  return out;
}

// A file in memory that collects what is written to its descriptor.
class Collector {
 public:
  Collector() : descriptor_(memfd_create("log", 0)) { EXPECT_GE(descriptor_, 0); }
  ~Collector() { close(descriptor_); }
  int descriptor() const { return descriptor_; }
  std::vector<std::string> Lines() const {
    std::string text(static_cast<std::size_t>(lseek(descriptor_, 0, SEEK_END)), '\0');
    EXPECT_EQ(pread(descriptor_, text.data(), text.size(), 0), static_cast<ssize_t>(text.size()));
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
  }

 private:
  const int descriptor_;
};

class LoggingTest : public testing::Test {
 protected:
  Collector collector_;
  ManualClock clock_{ParseIso("2026-04-03T09:15:00.5Z").value()};
};

TEST(JsonTextTest, EscapesWhatJsonAsksFor) {
  const struct {
    std::string_view text;
    std::string_view json;
  } cases[] = {
      {"", "\"\""},
      {"plain", "\"plain\""},
      {"a\"b\\c/d", "\"a\\\"b\\\\c/d\""},
      {"\n\r\t", "\"\\n\\r\\t\""},
      {std::string_view("\0\x01\x1f", 3), "\"\\u0000\\u0001\\u001f\""},
      {"\x7f", "\"\\u007f\""},
      {"één € 🙂", "\"één € 🙂\""},
  };
  for (const auto& c : cases) EXPECT_EQ(Json(c.text), c.json);
}

TEST(JsonTextTest, ReplacesWhatIsNotUtf8ByteByByte) {
  const std::string r = "\xEF\xBF\xBD";
  const struct {
    std::string_view text;
    std::string json;
  } cases[] = {
      {"a\x80z", "\"a" + r + "z\""},                      // a continuation alone
      {"\xC3", "\"" + r + "\""},                          // cut off
      {"\xE2\x82", "\"" + r + r + "\""},                  // cut off later
      {"\xC0\xAF", "\"" + r + r + "\""},                  // an overlong slash
      {"\xE0\x80\xAF", "\"" + r + r + r + "\""},          // a longer one
      {"\xF0\x80\x80\xAF", "\"" + r + r + r + r + "\""},  // the longest
      {"\xED\xA0\x80", "\"" + r + r + r + "\""},          // half a surrogate pair
      {"\xF4\x90\x80\x80", "\"" + r + r + r + r + "\""},  // beyond U+10FFFF
      {"\xFF\xFE", "\"" + r + r + "\""},                  // no first byte at all
      {"\xC3\"", "\"" + r + "\\\"\""},                    // the quote after it stays a quote
  };
  for (const auto& c : cases) EXPECT_EQ(Json(c.text), c.json);
}

TEST(JsonTextTest, AnyTwoBytesGiveWhatAParserReads) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; second += 5) {
      const std::array<char, 3> bytes = {static_cast<char>(first), static_cast<char>(second), 'x'};
      google::protobuf::Value value;
      const std::string json = Json({bytes.data(), bytes.size()});
      ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, &value).ok()) << json;
      ASSERT_EQ(value.string_value().back(), 'x');
    }
  }
}

TEST(JsonTextTest, CutsALongTextAtACharacter) {
  const std::string fits(kJsonTextBytesMost, 'a');
  EXPECT_EQ(Json(fits), "\"" + fits + "\"");
  EXPECT_EQ(Json(fits + "a"), "\"" + fits + "…\"");
  const std::string almost(kJsonTextBytesMost - 1, 'a');
  EXPECT_EQ(Json(almost + "€"), "\"" + almost + "…\"");
}

TEST_F(LoggingTest, WritesOneObjectALine) {
  const auto logger = MakeJsonLogger(collector_.descriptor(), LogLevel::kInfo, &clock_);
  logger->Write(LogLevel::kInfo, "intake", "call",
                {{"method", std::string_view("A/B")}, {"micros", std::int64_t{-7}}, {"replayed", true}});
  logger->Write(LogLevel::kError, "messaging", "file \"x\"\nrefused");
  const auto lines = collector_.Lines();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0], R"({"time":"2026-04-03T09:15:00.500000Z","level":"info","service":"intake","message":"call",)"
                      R"("method":"A/B","micros":-7,"replayed":true})");
  EXPECT_EQ(
      lines[1],
      R"({"time":"2026-04-03T09:15:00.500000Z","level":"error","service":"messaging","message":"file \"x\"\nrefused"})");
}

TEST_F(LoggingTest, NothingBelowTheLeastLevelIsWritten) {
  const auto logger = MakeJsonLogger(collector_.descriptor(), LogLevel::kWarning, &clock_);
  logger->Write(LogLevel::kDebug, "s", "debug");
  logger->Write(LogLevel::kInfo, "s", "info");
  logger->Write(LogLevel::kWarning, "s", "warning");
  logger->Write(LogLevel::kError, "s", "error");
  EXPECT_EQ(collector_.Lines().size(), 2U);
}

TEST_F(LoggingTest, ThreadsDoNotMixTheirLines) {
  const auto logger = MakeJsonLogger(collector_.descriptor(), LogLevel::kInfo, &clock_);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&logger] {
      for (int j = 0; j < 100; ++j) logger->Write(LogLevel::kInfo, "s", std::string(500, 'm'));
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto lines = collector_.Lines();
  ASSERT_EQ(lines.size(), 400U);
  for (const std::string& line : lines) ASSERT_EQ(line, lines[0]);
}

TEST_F(LoggingTest, ADescriptorThatCannotBeWrittenHurtsNobody) {
  const auto logger = MakeJsonLogger(-1, LogLevel::kInfo, &clock_);
  logger->Write(LogLevel::kError, "s", "lost");
  EXPECT_TRUE(collector_.Lines().empty());
}

}  // namespace
}  // namespace clientroute
