#include "services/platform/logging/logger.h"

#include <unistd.h>

#include <cerrno>
#include <mutex>

#include "services/platform/logging/json_text.h"

namespace clientroute {
namespace {

std::string_view NameOf(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return "debug";
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kWarning:
      return "warning";
    case LogLevel::kError:
      return "error";
  }
  return "error";
}

void AppendMember(std::string_view name, const LogValue& value, std::string& line) {
  if (line.size() > 1) line.push_back(',');
  AppendJsonText(name, line);
  line.push_back(':');
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    line.append(std::to_string(*number));
  } else if (const auto* flag = std::get_if<bool>(&value)) {
    line.append(*flag ? "true" : "false");
  } else {
    AppendJsonText(std::get<std::string_view>(value), line);
  }
}

class JsonLogger final : public Logger {
 public:
  JsonLogger(int file_descriptor, LogLevel least, const Clock* clock)
      : file_descriptor_(file_descriptor), least_(least), clock_(clock) {}

  void Write(LogLevel level, std::string_view service, std::string_view message,
             std::initializer_list<LogField> fields) override {
    if (level < least_) return;
    const std::string time = ToIso(clock_->Now());
    std::string line = "{";
    AppendMember("time", std::string_view(time), line);
    AppendMember("level", NameOf(level), line);
    AppendMember("service", service, line);
    AppendMember("message", message, line);
    for (const auto& [name, value] : fields) AppendMember(name, value, line);
    line.append("}\n");
    WriteWhole(line);
  }

 private:
  // One write a line. Only what a full pipe or a signal left over follows in another, still under the lock. A log that
  // cannot be written is no reason to fail a call, so other errors end here.
  void WriteWhole(std::string_view line) {
    const std::lock_guard lock(mutex_);
    while (!line.empty()) {
      const ssize_t written = write(file_descriptor_, line.data(), line.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return;
      line.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  const int file_descriptor_;
  const LogLevel least_;
  const Clock* const clock_;
  std::mutex mutex_;
};

}  // namespace

std::unique_ptr<Logger> MakeJsonLogger(int file_descriptor, LogLevel least, const Clock* clock) {
  return std::make_unique<JsonLogger>(file_descriptor, least, clock);
}

}  // namespace clientroute
