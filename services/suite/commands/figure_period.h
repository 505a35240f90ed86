#ifndef CLIENTROUTE_SERVICES_SUITE_COMMANDS_FIGURE_PERIOD_H_
#define CLIENTROUTE_SERVICES_SUITE_COMMANDS_FIGURE_PERIOD_H_

#include <span>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "clientroute/monitoring/v1/monitoring.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/date.h"
#include "services/suite/cli/arguments.h"
#include "services/suite/cli/dutch_words.h"
#include "services/suite/cli/session.h"
#include "services/suite/commands/word_choice.h"

/// What the commands for figures have in common: their flags, and months as they are shown.
namespace clientroute::suite {

/// Today by the suite's clock. Errors: those of Ask.
absl::StatusOr<Date> Today(const Session& session);

/// `--from` and `--until`; without them the calendar year of the suite's clock. Errors: those of Ask; WRONG_USE.
absl::StatusOr<std::pair<Date, Date>> PeriodOf(const Session& session, const Arguments& arguments);

template <typename Request>
absl::Status SetPeriod(const Session& session, const Arguments& arguments, Request& request) {
  CLIENTROUTE_ASSIGN(const auto period, PeriodOf(session, arguments));
  *request.mutable_from() = ToProto(period.first);
  *request.mutable_until() = ToProto(period.second);
  return absl::OkStatus();
}

/// `--by`. Errors: WRONG_USE.
template <typename Request>
absl::Status ParseDivisions(const Arguments& arguments, Request& request) {
  for (const std::string& word : arguments.List("by")) {
    CLIENTROUTE_ASSIGN(int division, ParseWord("by", word, *monitoring::v1::Division_descriptor()));
    request.add_by(static_cast<monitoring::v1::Division>(division));
  }
  return absl::OkStatus();
}

/// `--order`; by what the rows are of without it. Errors: WRONG_USE.
template <typename Order, typename Request>
absl::Status SetOrder(const Arguments& arguments, std::span<const Choice<Order>> choices, Request& request) {
  CLIENTROUTE_ASSIGN(const Order order, Choose<Order>(choices, "order", arguments.Text("order", "naam")));
  request.set_order(order);
  return absl::OkStatus();
}

/// `2026-04`; empty when unset.
std::string MonthText(const type::v1::Date& day);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_COMMANDS_FIGURE_PERIOD_H_
