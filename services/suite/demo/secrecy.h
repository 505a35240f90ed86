#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_SECRECY_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_SECRECY_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/suite/demo/story_values.h"

/// Whether what may be known of a person stands open anywhere that it should not (PRI-2).
namespace clientroute::suite {

/// What identifies someone, as it would be found in a text: number, names, where he lives, and his day of birth unless
/// he is born while the stories play.
std::vector<std::string> IdentifyingDataOf(const StoryClient& client);

/// Those of the secrets that stand in the text. An empty secret stands nowhere.
std::vector<std::string> FoundIn(std::string_view text, const std::vector<std::string>& secrets);

/// `secret (file)` for each that stands, as it is, in a file of a suite's data folder: databases with their journals,
/// logs, whatever else is there. The exchange, whose files are the messages themselves, is left out. Errors:
/// Unavailable for what cannot be read.
absl::StatusOr<std::vector<std::string>> FoundInData(const std::string& data_folder,
                                                     const std::vector<std::string>& secrets);

/// The page of a suite's metrics; `address` as in RunningSuite. Errors: Unavailable.
absl::StatusOr<std::string> ReadMetrics(const std::string& address);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_SECRECY_H_
