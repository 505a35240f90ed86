#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_PROVIDER_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_PROVIDER_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/suite/demo/message_maker.h"
#include "services/suite/demo/story_values.h"

namespace clientroute::suite {

/// The other side of the exchange: a provider with its own administration, that sends and receives real message files.
/// One thread.
class Provider {
 public:
  /// Identifications of a story's providers begin here; unique per sender and kind (TR056).
  static constexpr int kFirstNumber = 101;

  /// `code` is its AGB code, `municipality` with which it exchanges; `exchange` the suite's folder.
  Provider(std::string code, std::string municipality, std::string exchange, std::string_view standard = kYouthStandard)
      : code_(std::move(code)),
        municipality_(std::move(municipality)),
        exchange_(std::move(exchange)),
        maker_(code_, municipality_, kFirstNumber, standard) {}

  const std::string& code() const { return code_; }
  /// What writes its messages.
  MessageMaker& maker() { return maker_; }

  /// Puts a file at the municipality's door, as a sender does: under a temporary name, synced, then renamed. Errors:
  /// Unavailable.
  absl::Status Send(const StoryFile& file);

  /// The files for this provider in the municipality's out/ that were not seen before, by name. Errors: Unavailable;
  /// Internal for one that is no valid message; FailedPrecondition FILE_CHANGED for one that was seen before with other
  /// bytes.
  absl::StatusOr<std::vector<StoryFile>> Receive();

  std::string Folder(std::string_view box) const;

 private:
  const std::string code_;
  const std::string municipality_;
  const std::string exchange_;
  MessageMaker maker_;
  std::map<std::string, std::string> seen_;  // name to content, of what came
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_PROVIDER_H_
