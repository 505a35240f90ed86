#include "services/platform/testing/capturing_logger.h"

#include <utility>

#include "services/platform/status/status.h"

namespace clientroute {
namespace {

std::string TextOf(const LogValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  return std::string(std::get<std::string_view>(value));
}

}  // namespace

void CapturingLogger::Write(LogLevel level, std::string_view service, std::string_view message,
                            std::initializer_list<LogField> fields) {
  Line line{level, std::string(service), std::string(message), {}};
  for (const auto& [name, value] : fields) line.fields[std::string(name)] = TextOf(value);
  std::lock_guard lock(mutex_);
  lines_.push_back(std::move(line));
}

std::vector<CapturingLogger::Line> CapturingLogger::lines() const {
  std::lock_guard lock(mutex_);
  return lines_;
}

std::string CapturingLogger::Text() const {
  std::string text;
  for (const Line& line : lines()) {
    text += Cat(line.service, " ", line.message);
    for (const auto& [name, value] : line.fields) text += Cat(" ", name, "=", value);
    text += "\n";
  }
  return text;
}

}  // namespace clientroute
