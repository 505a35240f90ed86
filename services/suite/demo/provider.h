#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_PROVIDER_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_PROVIDER_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/messaging/codec/message.h"
#include "services/platform/values/date.h"

namespace clientroute::suite {

/// The child that the story is about; made up, with a number that is nobody's.
struct StoryClient {
  std::string citizen_number;
  Date birth_date;
  std::string sex;  // COD046: 1 man, 2 vrouw
  std::string family_name;
  std::string initials;
};

/// A product that is asked for, started and stopped.
struct StoryProduct {
  std::string reference;  // the provider's own
  std::string category;
  std::string code;
  Date from;
  Date until;
  int volume = 0;
  std::string unit;       // WJ756
  std::string frequency;  // WMO757
};

/// What an allocation message said of one product.
struct AllocatedProduct {
  std::string reference;
  std::string number;
  std::string category;
  std::string code;
  Date from;
};

/// A message file as it went through the exchange.
struct StoryFile {
  std::string kind;  // `JW315`
  bool inbound = false;
  std::string file_name;
  std::string content;
};

/// The other side of the exchange: a provider with its own administration, that writes and reads real message files. It
/// shares the codec with the suite and nothing else. One thread.
class Provider {
 public:
  /// `code` is its AGB code, `municipality` with which it exchanges; `exchange` the suite's folder.
  Provider(std::string code, std::string municipality, std::string exchange)
      : code_(std::move(code)), municipality_(std::move(municipality)), exchange_(std::move(exchange)) {}

  /// The messages that it writes. The same call gives the same bytes: the story names each. Errors: Internal when the
  /// message would not be valid.
  absl::StatusOr<StoryFile> WriteRequest(int number, Date signed_on, const StoryClient& client,
                                         const std::vector<StoryProduct>& products) const;
  absl::StatusOr<StoryFile> WriteStart(int number, Date signed_on, const StoryClient& client,
                                       const AllocatedProduct& product, Date start) const;
  absl::StatusOr<StoryFile> WriteStop(int number, Date signed_on, const StoryClient& client,
                                      const AllocatedProduct& product, Date start, Date end,
                                      std::string_view reason) const;
  /// The return message that finds nothing to remark on an allocation message.
  absl::StatusOr<StoryFile> WriteApproval(int number, Date signed_on, const StoryFile& forward) const;

  /// Puts a file at the municipality's door, as a sender does: under a temporary name, synced, then renamed. Errors:
  /// Unavailable.
  absl::Status Send(const StoryFile& file);

  /// The files in the municipality's out/ that were not seen before, by name. Errors: Unavailable; Internal for one
  /// that is no valid message or is not for this provider; FailedPrecondition FILE_CHANGED for one that was seen before
  /// with other bytes.
  absl::StatusOr<std::vector<StoryFile>> Receive();

  const std::vector<StoryFile>& files() const { return files_; }
  std::string Folder(std::string_view box) const;

 private:
  absl::StatusOr<StoryFile> Finish(const messaging::Message& message, std::string_view kind, int number) const;
  absl::StatusOr<messaging::Message> Begin(std::string_view kind, int number, Date signed_on) const;

  const std::string code_;
  const std::string municipality_;
  const std::string exchange_;
  std::map<std::string, std::string> seen_;  // name to content, of what came
  std::vector<StoryFile> files_;             // all that went through, in order
};

/// Whether a return message says that nothing is wrong. Errors: Internal when it is none.
absl::StatusOr<bool> Approves(const StoryFile& file);
/// The products of an allocation message. Errors: Internal when it is none.
absl::StatusOr<std::vector<AllocatedProduct>> ReadAllocations(const StoryFile& file);
/// The message class by class, a line each, with the values that are there: for people. Errors: Internal when it is no
/// message.
absl::StatusOr<std::vector<std::string>> Describe(const StoryFile& file);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_PROVIDER_H_
