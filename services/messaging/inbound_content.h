#ifndef CLIENTROUTE_SERVICES_MESSAGING_INBOUND_CONTENT_H_
#define CLIENTROUTE_SERVICES_MESSAGING_INBOUND_CONTENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/messaging/codec/message.h"
#include "services/messaging/message_record.h"
#include "services/platform/values/care_line.h"

// What a provider's message says, as values: the classes that the owners judge. Nothing is read from a comment field
// (MSG-5). Pure, thread-safe. All of it wants a message that passed levels 1 and 2.

namespace clientroute::messaging {

/// An AangevraagdProduct of a 315.
struct RequestedCare {
  std::string class_path;
  std::string client_path;
  CareLine line;  // `line-1`, `line-2`, … in the order of the message
};
/// A volume or budget of nothing is one that is not given.
std::vector<RequestedCare> ReadRequestedCare(const Message& message);

/// A StartProduct of a 305, or a StopProduct of a 307.
struct ReportedDelivery {
  std::string class_path;
  std::string client_path;
  bool stop = false;
  std::int64_t allocation_number = 0;  // ToewijzingNummer; 0 when not given
  Product product;
  std::optional<Date> allocation_start;  // ToewijzingIngangsdatum
  Date start;                            // Begindatum
  std::optional<Date> end;               // Einddatum of a stop
  std::string stop_reason;               // RedenBeeindiging of a stop
  int status = 1;                        // StatusAanlevering
};
std::vector<ReportedDelivery> ReadDeliveries(const Message& message);

/// The provider's references (ReferentieAanbieder) of what a 315 or 317 asks, by which an answer names it.
std::vector<std::string> RequestReferencesIn(const Message& message);

/// The citizen number that the message is about, when it is one: nine digits that keep the eleven test.
std::optional<CitizenNumber> CitizenNumberIn(const Message& message);

/// The return code of a message whose content breaks a rule (level 2).
inline constexpr std::string_view kContentCode = "0001";
/// Products in one request at most, with those that stay as they are: what a route carries. The schema sets no bound.
inline constexpr std::size_t kRequestedProductsMax = 100;
/// What a request asks that can be carried by nobody, before anyone is asked: a volume or budget of nothing (CD041,
/// CD079: not filled), more products than a route carries, and a ReferentieAanbieder that is no reference
/// (IsReference). Return code 0001, as for all content (level 2).
std::vector<MessageFinding> FindUncarriable(const Message& message);

/// The products whose code has another form than any product list gives it (TR381, S329).
std::vector<MessageFinding> FindImpossibleProducts(const Message& message);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_INBOUND_CONTENT_H_
