#include "services/suite/commands/performance_input.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include "services/platform/status/status.h"

namespace clientroute::suite {
namespace {

namespace contracting = clientroute::contracting::v1;
namespace monitoring = clientroute::monitoring::v1;

std::string Trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(' ') - begin + 1));
}

std::optional<std::int64_t> WholeNumber(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// `5/100` or `8`.
bool ReadNumbers(std::string_view text, contracting::PerformanceValue* value) {
  const std::size_t slash = text.find('/');
  const auto amount = WholeNumber(text.substr(0, slash));
  const auto of =
      slash == std::string_view::npos ? std::optional<std::int64_t>(0) : WholeNumber(text.substr(slash + 1));
  value->set_amount(amount.value_or(0));
  value->set_of(of.value_or(0));
  return amount && of;
}

bool Counts(const monitoring::ListFigureDefinitionsResponse& definitions, const std::string& figure) {
  return std::ranges::any_of(definitions.definitions(), [&](const monitoring::FigureDefinition& one) {
    return one.figure() == figure &&
           (one.measure() == monitoring::FigureDefinition::COUNT || one.measure() == monitoring::FigureDefinition::SUM);
  });
}

// The value of one figure; nullopt when it is not known.
absl::StatusOr<std::optional<std::int64_t>> ValueOf(const contracting::PerformanceScore& draft,
                                                    const contracting::PerformanceMeasure& measure,
                                                    const std::string& figure, bool counts, const AskFigures& ask) {
  monitoring::ListFiguresRequest request;
  request.set_figure(figure);
  if (measure.of_contract()) {
    request.set_contract(draft.contract());
  } else {
    request.set_provider(draft.provider());
  }
  *request.mutable_from() = draft.period().start_date();
  *request.mutable_until() = draft.period().end_date();
  CLIENTROUTE_ASSIGN(const monitoring::ListFiguresResponse answer, ask(request));
  if (answer.rebuilding()) {
    return Error(absl::StatusCode::kFailedPrecondition, "FIGURES_REBUILDING", "figures are counted anew");
  }
  if (!answer.rows().empty()) return std::optional(answer.rows(0).value());
  return counts ? std::optional<std::int64_t>(0) : std::nullopt;
}

}  // namespace

absl::StatusOr<std::vector<contracting::PerformanceValue>> ReadValuesFlag(const Arguments& arguments) {
  std::vector<contracting::PerformanceValue> values;
  for (const std::string& part : arguments.List("values", ';')) {
    if (Trimmed(part).empty()) continue;
    const std::size_t equals = part.find('=');
    const std::size_t note = equals == std::string::npos ? equals : part.find('=', equals + 1);
    contracting::PerformanceValue value;
    value.set_measure(Trimmed(part.substr(0, equals)));
    if (note != std::string::npos) value.set_note(Trimmed(part.substr(note + 1)));
    if (equals == std::string::npos || !ReadNumbers(Trimmed(part.substr(equals + 1, note - equals - 1)), &value)) {
      return WrongUse(Cat("--values: '", Trimmed(part), "' is niet als 'visit=8' of 'lines_refused=5/100'"));
    }
    values.push_back(std::move(value));
  }
  return values;
}

absl::StatusOr<std::vector<contracting::PerformanceValue>> ValuesOfFigures(
    const contracting::PerformanceScore& draft, const std::vector<contracting::PerformanceValue>& given,
    const monitoring::ListFigureDefinitionsResponse& definitions, const AskFigures& ask) {
  std::vector<contracting::PerformanceValue> values;
  for (const contracting::PerformancePart& part : draft.parts()) {
    const contracting::PerformanceMeasure& measure = part.measure();
    const bool is_given = std::ranges::any_of(given, [&](const auto& one) { return one.measure() == measure.code(); });
    if (is_given || measure.source() != contracting::PerformanceMeasure::FIGURE) continue;
    contracting::PerformanceValue value;
    value.set_measure(measure.code());
    const bool counts = Counts(definitions, measure.figure());
    CLIENTROUTE_ASSIGN(const auto amount, ValueOf(draft, measure, measure.figure(), counts, ask));
    if (!amount) continue;
    value.set_amount(*amount);
    for (const std::string& figure : measure.of_figures()) {
      CLIENTROUTE_ASSIGN(const auto of, ValueOf(draft, measure, figure, true, ask));
      value.set_of(value.of() + of.value_or(0));
    }
    values.push_back(std::move(value));
  }
  return values;
}

}  // namespace clientroute::suite
