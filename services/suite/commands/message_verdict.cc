#include "services/suite/commands/message_verdict.h"

#include <cstdint>
#include <string>
#include <utility>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/control/level2.h"
#include "services/messaging/standard/rule.h"
#include "services/platform/logging/json_text.h"
#include "services/platform/status/status.h"

namespace clientroute::suite {
namespace {

using messaging::Finding;
using messaging::ParseOutcome;
using messaging::SchemaError;

constexpr std::string_view kSchemaRule = "schema";

/// One line of JSON, piece by piece, so that a message with many faults needs no more memory than one with few.
class JsonVerdict {
 public:
  JsonVerdict(std::string_view file, const ParseOutcome& outcome, std::ostream& out) : out_(out) {
    line_ = "{\"file\":";
    AppendJsonText(file, line_);
    line_ += ",\"message\":";
    if (outcome.schema == nullptr) {
      line_ += "null";
    } else {
      AppendJsonText(outcome.schema->name(), line_);
    }
  }

  void Schema(const SchemaError& error) { Code(1, kSchemaRule, "", error.path, error.line, error.reason); }
  void Content(const Finding& finding) {
    std::string element = finding.class_path;
    if (!finding.element.empty()) element += "/" + finding.element;
    Code(2, finding.rule, finding.return_code, element, finding.line, finding.explanation);
  }
  /// True when nothing was wrong.
  bool Close() {
    if (clean_) line_ += ",\"level\":0,\"codes\":[";
    out_ << line_ << "]}\n";
    return clean_;
  }

 private:
  void Code(int level, std::string_view rule, std::string_view return_code, std::string_view element,
            std::uint32_t line, std::string_view text) {
    line_ += clean_ ? ",\"level\":" + std::to_string(level) + ",\"codes\":[" : ",";
    clean_ = false;
    line_ += "{\"rule\":";
    AppendJsonText(rule, line_);
    line_ += ",\"return_code\":";
    if (return_code.empty()) {
      line_ += "null";
    } else {
      AppendJsonText(return_code, line_);
    }
    line_ += ",\"element\":";
    AppendJsonText(element, line_);
    line_ += ",\"line\":" + std::to_string(line) + ",\"text\":";
    AppendJsonText(text, line_);
    line_ += "}";
    out_ << line_;
    line_.clear();
  }

  std::ostream& out_;
  std::string line_;
  bool clean_ = true;
};

std::string Where(std::string_view element, std::uint32_t line) {
  std::string where = line > 0 ? Cat("regel ", line) : "";
  if (!element.empty()) where += Cat(where.empty() ? "" : ", ", element);
  return where;
}

ParseOutcome ParseAndLetGo(std::string bytes) { return messaging::ParseMessage(bytes); }

/// Every finding at level 2, in the order of the file.
template <typename Take>
std::size_t Judge(const ParseOutcome& outcome, Take take) {
  std::size_t count = 0;
  messaging::VisitFindings(*outcome.message, [&](const Finding& finding) {
    ++count;
    take(finding);
    return true;
  });
  return count;
}

}  // namespace

bool WriteVerdict(std::string_view file, std::string bytes, std::ostream& out) {
  const ParseOutcome outcome = ParseAndLetGo(std::move(bytes));
  JsonVerdict verdict(file, outcome, out);
  if (!outcome.ok()) {
    verdict.Schema(outcome.errors.front());
  } else {
    Judge(outcome, [&](const Finding& finding) { verdict.Content(finding); });
  }
  return verdict.Close();
}

bool WriteReadableVerdict(std::string_view file, std::string bytes, std::ostream& out) {
  const ParseOutcome outcome = ParseAndLetGo(std::move(bytes));
  out << file << ": " << (outcome.schema == nullptr ? "onbekend bericht" : outcome.schema->name());
  if (!outcome.ok()) {
    const SchemaError& error = outcome.errors.front();
    out << ", geweigerd op niveau 1 (het schema)\n  " << Where(error.path, error.line) << ": " << error.reason << "\n";
    return false;
  }
  const std::size_t count = Judge(outcome, [&, first = true](const Finding& finding) mutable {
    if (first) out << ", geweigerd op niveau 2 (de inhoud)\n";
    first = false;
    const std::string element = finding.class_path + (finding.element.empty() ? "" : "/" + finding.element);
    out << "  " << finding.rule << " (retourcode " << finding.return_code << "), " << Where(element, finding.line)
        << "\n    " << finding.explanation << "\n    Regel: " << messaging::FindRule(finding.rule)->text << ".\n";
  });
  out << (count == 0 ? std::string(", in orde\n")
                     : Cat("  ", count, count == 1 ? " overtreding\n" : " overtredingen\n"));
  return count == 0;
}

}  // namespace clientroute::suite
