#ifndef CLIENTROUTE_SERVICES_PROVIDER_BOOK_STORE_H_
#define CLIENTROUTE_SERVICES_PROVIDER_BOOK_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/platform/store/database.h"
#include "services/provider/book.h"

// Whom a provider in a box helps, and what was allocated and asked. Free functions inside a transaction of the caller.
// Errors of all: those of Connection; and what is said with each.

namespace clientroute::provider {

/// Keeps the value the first time; later what was kept first.
absl::StatusOr<std::string> KeepSetting(Connection& connection, std::string_view name, std::string_view value);
/// The next number of a row of numbers of a provider: 1, 2, …
absl::StatusOr<std::int64_t> NextNumber(Connection& connection, std::string_view provider, std::string_view what);

absl::Status SavePerson(Connection& connection, const Person& person);
/// NotFound CLIENT_UNKNOWN.
absl::StatusOr<Person> LoadPerson(Connection& connection, std::string_view bsn);
/// Someone else who is known; empty for nobody.
absl::StatusOr<std::string> FindOtherPerson(Connection& connection, std::string_view bsn);

/// Adds it, or changes the one with its number; `id` is filled.
absl::Status SaveAllocation(Connection& connection, Allocation* allocation);
/// NotFound ALLOCATION_UNKNOWN.
absl::StatusOr<Allocation> LoadAllocation(Connection& connection, std::int64_t id);
absl::StatusOr<std::optional<Allocation>> FindAllocation(Connection& connection, const Allocation& like);
/// Those of the client at the provider that are valid on or after the day and were not taken back, by number.
absl::StatusOr<std::vector<Allocation>> ListValid(Connection& connection, const Allocation& like, Date day);

/// Care began; a stay of that day is there once.
absl::Status BeginStay(Connection& connection, std::int64_t allocation, Date began);
/// Care ended on the day, or goes on after all (nullopt).
absl::Status EndStay(Connection& connection, std::int64_t allocation, Date began, std::optional<Date> ended);
absl::Status DropStay(Connection& connection, std::int64_t allocation, Date began);
absl::StatusOr<std::vector<Stay>> ListStays(Connection& connection, std::int64_t allocation);

absl::Status AddRequest(Connection& connection, const Request& request);
absl::Status SaveRequestState(Connection& connection, std::string_view provider, std::string_view reference,
                              RequestState state);
/// Whether a request about the client waits for its answer.
absl::StatusOr<bool> HasOpenRequest(Connection& connection, std::string_view provider, std::string_view bsn);
/// The reference of a request that was sent before; empty for none.
absl::StatusOr<std::string> EarlierReference(Connection& connection, std::string_view provider,
                                             std::string_view standard);

}  // namespace clientroute::provider

#endif  // CLIENTROUTE_SERVICES_PROVIDER_BOOK_STORE_H_
