#ifndef CLIENTROUTE_SERVICES_PLATFORM_STORE_CARE_LINE_COLUMNS_H_
#define CLIENTROUTE_SERVICES_PLATFORM_STORE_CARE_LINE_COLUMNS_H_

#include <vector>

#include "services/platform/store/database.h"
#include "services/platform/values/care_line.h"

namespace clientroute {

/// How a line of care that is asked for or granted stands in a table, in this order of columns; its law is the one of
/// the row that it belongs to:
///   line TEXT, category TEXT, code TEXT, start_day INTEGER, end_day INTEGER NULL, amount INTEGER NULL,
///   unit INTEGER NULL, frequency INTEGER NULL, budget_cents INTEGER NULL, provider TEXT, provider_reference TEXT
/// Free functions, thread-safe.
inline constexpr int kCareLineColumns = 11;

/// Adds the line's columns to the parameters of an INSERT. They look at `line`.
void AddCareLine(const CareLine& line, std::vector<Parameter>* parameters);
/// The line in the columns from `first` on. A unit, frequency, period or provider that AddCareLine cannot have written
/// is left out: the schema's checks keep them away.
CareLine CareLineIn(const Row& row, int first, Law law);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_STORE_CARE_LINE_COLUMNS_H_
