#include "services/messaging/hub/hub_answer.h"

#include "services/messaging/exchange_name.h"
#include "services/messaging/hub/letter_reader.h"
#include "services/messaging/hub/transport_code.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

constexpr int kTooLarge = 413;
constexpr int kTooManyRequests = 429;

/// Of a hub, or of what stands before it, that takes nothing at present.
bool IsClosed(int status) { return status == 502 || status == 503 || status == 504 || status == kTooManyRequests; }

absl::Status Refused(std::string_view code, std::string_view why) {
  return Error(absl::StatusCode::kFailedPrecondition, "HUB_REFUSED", Cat(code, ": ", WithoutCitizenNumbers(why)),
               {{"code", std::string(code)}});
}

}  // namespace

absl::Status MeaningOfAnswer(const HttpAnswer& answer, std::string_view reference, int offers) {
  const LetterReading reading = ReadLetter(answer.body);
  const Letter& letter = reading.letter;
  const bool about_ours = !reading.fault && letter.cross_reference == reference;
  if (about_ours && letter.kind == LetterKind::kReceipt && answer.status == 200) return absl::OkStatus();
  // An unreadable letter of ours is refused without a reference.
  const bool refusal = !reading.fault && (letter.kind == LetterKind::kRefusal || letter.kind == LetterKind::kFault) &&
                       (about_ours || letter.cross_reference.empty());
  if (refusal) {
    switch (MeaningOf(letter.fault, offers)) {
      case FaultMeaning::kHas:
        return absl::OkStatus();
      case FaultMeaning::kLasting:
        return Refused(letter.fault.code, letter.fault.explanation);
      case FaultMeaning::kPassing:
        return Error(absl::StatusCode::kUnavailable, "HUB_FAILED", Cat("the hub's own fault ", letter.fault.code),
                     {{"code", letter.fault.code}});
    }
  }
  if (answer.status == kTooLarge) return Refused(kTooLargeForTransport, "the hub calls it too large");
  if (IsClosed(answer.status)) {
    return Error(absl::StatusCode::kUnavailable, "HUB_UNREACHABLE", Cat("the hub answers ", answer.status));
  }
  return Error(absl::StatusCode::kUnavailable, "HUB_FAILED", Cat("the hub answers ", answer.status, " and no receipt"));
}

}  // namespace clientroute::messaging
