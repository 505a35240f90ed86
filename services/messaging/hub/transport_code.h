#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_TRANSPORT_CODE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_TRANSPORT_CODE_H_

#include <span>
#include <string_view>

#include "services/messaging/hub/letter.h"

// The error codes of the transport (Foutcodelijst Berichtenverkeer). Pure, thread-safe.

namespace clientroute::messaging {

struct TransportCode {
  std::string_view code;         // `IB001`
  std::string_view explanation;  // in Dutch
};
/// All of the list.
std::span<const TransportCode> TransportCodes();
/// Null when the list does not have it.
const TransportCode* FindTransportCode(std::string_view code);

// Those that we say ourselves.
inline constexpr std::string_view kAgainstSchema = "IB001";
inline constexpr std::string_view kTooLargeForTransport = "IB003";
inline constexpr std::string_view kFunctionUnsupported = "IB004";
inline constexpr std::string_view kMunicipalityUnknown = "IB005";
inline constexpr std::string_view kReferenceNotUnique = "IB016";

/// What an error means for the letter that it is about.
enum class FaultMeaning {
  kLasting,  // a repeat cannot mend it: a person must do something
  kPassing,  // the same letter may be taken later
  kHas,      // the receiver has it already: an earlier offer of the same letter arrived, though its receipt did not
};

/// Every code of the list says something of the message, its sender, its receiver or the hub's settings that stays so
/// until a person changes it. A code outside the list passes when the hub calls it its own fault (place `server`).
/// `offers` is how often the letter was offered under its reference: IB016, IB019 or IB020 to one that was offered
/// before is about the repeat.
FaultMeaning MeaningOf(const LetterFault& fault, int offers);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_TRANSPORT_CODE_H_
