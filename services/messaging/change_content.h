#ifndef CLIENTROUTE_SERVICES_MESSAGING_CHANGE_CONTENT_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CHANGE_CONTENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/messaging/codec/message.h"
#include "services/platform/values/care_line.h"

// What a request for change (317) says, as values. Pure, thread-safe. It wants a message that passed levels 1 and 2.

namespace clientroute::messaging {

/// OngewijzigdProduct.
struct KeptProduct {
  std::string class_path;
  std::int64_t allocation_number = 0;
};

/// TeWijzigenProduct: as it is to be from a day on.
struct ChangedProduct {
  std::string class_path;
  std::int64_t allocation_number = 0;
  Date change_date;         // GewensteIngangsdatum
  std::optional<Date> end;  // Einddatum
  std::optional<Volume> volume;
  std::optional<Money> budget;
};

/// NieuwProduct. The line has no name yet.
struct NewProduct {
  std::string class_path;
  CareLine line;
};

/// Verzoek. One message holds one, about one client.
struct RequestedChange {
  std::string client_path;
  std::string request_path;  // where the reference stands
  std::string reference;     // ReferentieAanbieder
  std::vector<KeptProduct> kept;
  std::vector<ChangedProduct> changed;
  std::vector<NewProduct> added;
};
/// nullopt for another kind of message.
std::optional<RequestedChange> ReadRequestedChange(const Message& message);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CHANGE_CONTENT_H_
