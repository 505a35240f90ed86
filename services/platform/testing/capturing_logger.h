#ifndef CLIENTROUTE_SERVICES_PLATFORM_TESTING_CAPTURING_LOGGER_H_
#define CLIENTROUTE_SERVICES_PLATFORM_TESTING_CAPTURING_LOGGER_H_

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "services/platform/logging/logger.h"

namespace clientroute {

/// Keeps what is logged, for tests. Thread-safe.
class CapturingLogger final : public Logger {
 public:
  struct Line {
    LogLevel level = LogLevel::kInfo;
    std::string service;
    std::string message;
    std::map<std::string, std::string> fields;  // numbers in decimal, truth values as true and false
  };

  void Write(LogLevel level, std::string_view service, std::string_view message,
             std::initializer_list<LogField> fields = {}) override;
  std::vector<Line> lines() const;
  /// Everything in one text, for "nowhere in the log stands …".
  std::string Text() const;

 private:
  mutable std::mutex mutex_;
  std::vector<Line> lines_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_TESTING_CAPTURING_LOGGER_H_
