#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_MESSAGE_MAKER_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_MESSAGE_MAKER_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/messaging/codec/message.h"
#include "services/messaging/control/return_message.h"
#include "services/platform/values/date.h"
#include "services/suite/demo/story_values.h"

namespace clientroute::suite {

/// Under which standard a provider and a municipality exchange: the first letters of its messages.
inline constexpr std::string_view kYouthStandard = "JW";
inline constexpr std::string_view kSocialStandard = "WMO";

/// Writes the messages of a provider, numbered one after another. It shares the codec with the suite and nothing else.
/// The same calls in the same order give the same bytes. Errors of each: Internal when the message would not be valid.
/// One thread.
class MessageMaker {
 public:
  /// `code` is the provider's AGB code, `municipality` whom it writes to, `number` that of its first message.
  MessageMaker(std::string code, std::string municipality, int number, std::string_view standard = kYouthStandard)
      : code_(std::move(code)), municipality_(std::move(municipality)), standard_(standard), number_(number) {}

  const std::string& standard() const { return standard_; }

  /// 315: asks for products.
  absl::StatusOr<StoryFile> Request(Date signed_on, const StoryClient& client,
                                    const std::vector<StoryProduct>& products);
  /// 305: care began.
  absl::StatusOr<StoryFile> Start(Date signed_on, const StoryClient& client, const AllocatedProduct& product,
                                  Date start);
  /// 307: care ended; `reason` of list JZ588.
  absl::StatusOr<StoryFile> Stop(Date signed_on, const StoryClient& client, const AllocatedProduct& product, Date start,
                                 Date end, std::string_view reason);
  /// 317: asks for a change.
  absl::StatusOr<StoryFile> Change(Date signed_on, const StoryClient& client, const StoryChange& change);
  /// 323: claims what was delivered in a month.
  absl::StatusOr<StoryFile> Claim(Date signed_on, const StoryClaim& claim);
  /// 302 or 320: the return message that finds nothing to remark on what the municipality sent.
  absl::StatusOr<StoryFile> Approval(Date signed_on, const StoryFile& forward);
  /// The same with a code at a class, such as `9355` at `Antwoord[1]`.
  absl::StatusOr<StoryFile> Remark(Date signed_on, const StoryFile& forward, std::string_view class_path,
                                   std::string_view code);

 private:
  absl::StatusOr<messaging::Message> Begin(int kind, Date signed_on);
  absl::StatusOr<StoryFile> Finish(const messaging::Message& message) const;
  absl::StatusOr<StoryFile> Return(Date signed_on, const StoryFile& forward,
                                   std::span<const messaging::ClassVerdict> verdicts);
  std::string NextIdentification();

  const std::string code_;
  const std::string municipality_;
  const std::string standard_;
  int number_;
  std::string identification_;  // of the message that is being written
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_MESSAGE_MAKER_H_
