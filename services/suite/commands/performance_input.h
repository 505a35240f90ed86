#ifndef CLIENTROUTE_SERVICES_SUITE_COMMANDS_PERFORMANCE_INPUT_H_
#define CLIENTROUTE_SERVICES_SUITE_COMMANDS_PERFORMANCE_INPUT_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/contracting/v1/supplier_management.pb.h"
#include "clientroute/monitoring/v1/monitoring.pb.h"
#include "services/suite/cli/arguments.h"

/// What is given of the measures of a past performance score: what a person types, and what the figures say.
namespace clientroute::suite {

/// `--values 'visit=8; lines_refused=5/100=volgens de eigen telling'`: a measure with its amount, of a share with how
/// many it is of, and a note or none. Pure. Errors: WRONG_USE, which says how it is written.
absl::StatusOr<std::vector<contracting::v1::PerformanceValue>> ReadValuesFlag(const Arguments& arguments);

/// Answers a question for figures: Monitoring.ListFigures.
using AskFigures = std::function<absl::StatusOr<monitoring::v1::ListFiguresResponse>(
    const monitoring::v1::ListFiguresRequest& request)>;

/// What the figures say over the period of the draft, for each of its measures that is a FIGURE and is not among
/// `given`: of the contract alone or of its provider, as the measure wants. A count or sum of which there is no row is
/// 0; an average or share of which there is none is not known, and left out. Errors: FailedPrecondition
/// FIGURES_REBUILDING while figures are counted anew; those of `ask`.
absl::StatusOr<std::vector<contracting::v1::PerformanceValue>> ValuesOfFigures(
    const contracting::v1::PerformanceScore& draft, const std::vector<contracting::v1::PerformanceValue>& given,
    const monitoring::v1::ListFigureDefinitionsResponse& definitions, const AskFigures& ask);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_COMMANDS_PERFORMANCE_INPUT_H_
