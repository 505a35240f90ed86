#ifndef CLIENTROUTE_SERVICES_PLATFORM_LOGGING_LOGGER_H_
#define CLIENTROUTE_SERVICES_PLATFORM_LOGGING_LOGGER_H_

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "services/platform/clock/clock.h"

namespace clientroute {

enum class LogLevel { kDebug, kInfo, kWarning, kError };

/// A field of a log line. Never identifying data: values are ids, codes, counts, durations.
using LogValue = std::variant<std::int64_t, bool, std::string_view>;
using LogField = std::pair<std::string_view, LogValue>;

/// One JSON object a line: time, level, service, message, fields. Thread-safe; a line is written whole.
class Logger {
 public:
  virtual ~Logger() = default;
  virtual void Write(LogLevel level, std::string_view service, std::string_view message,
                     std::initializer_list<LogField> fields = {}) = 0;
};

/// Writes to the file descriptor (2 for standard error), nothing below `least`.
std::unique_ptr<Logger> MakeJsonLogger(int file_descriptor, LogLevel least, const Clock* clock);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_LOGGING_LOGGER_H_
