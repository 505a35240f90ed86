#ifndef CLIENTROUTE_SERVICES_MESSAGING_ALLOCATION_MESSAGE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_ALLOCATION_MESSAGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/messaging/codec/message.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/care_line.h"

// The allocation message (301), from values. Pure, thread-safe.

namespace clientroute::messaging {

/// A Dutch address.
struct PostalAddress {
  std::string street;
  int house_number = 0;
  std::string addition;     // letter or addition
  std::string postal_code;  // `1234AB`
  std::string city;
};

/// Where a municipality can be written to on behalf of a client.
struct MunicipalityContact {
  std::string organisation;  // at most 35 characters
  PostalAddress address;
  std::string telephone;  // digits; empty for none
};

/// The client as the message names him. Identifying.
struct AddressedClient {
  std::string citizen_number;
  std::string family_name;
  std::string prefix;
  std::string first_names;
  std::string initials;
  Date birth_date;
  int birth_date_use = 0;  // DatumGebruik; 0 when the whole date is known
  int gender = 0;          // COD046
  std::optional<PostalAddress> address;
};

/// A ToegewezenProduct.
struct AllocatedProduct {
  std::int64_t number = 0;         // ToewijzingNummer
  std::string provider_reference;  // empty but for the first time that it is sent (TR379)
  Product product;
  Instant allocated_at;  // Toewijzingsdatum and -tijd
  Period period;
  std::string change_reason;  // RedenWijziging (JZ002, WMO002); empty for what never changed
  std::optional<Volume> volume;
  std::optional<Money> budget;
};

struct AllocationMessage {
  Law law = Law::kJeugdwet;    // one that has messages
  std::string municipality;    // CBS code
  std::string provider;        // AGB code
  std::string identification;  // twelve positions
  Date signed_on;              // Dagtekening
  AddressedClient client;
  /// Given as the address for correspondence when that of the client is not known (TR006, TR061).
  std::optional<MunicipalityContact> contact;
  std::vector<AllocatedProduct> products;
};

/// The message; the same values give the same one. Precondition: the client's address or the contact is there. What
/// does not fit an element is left to the writer to refuse, but for a street (24 characters), initials (letters, 6) and
/// an addition (4 characters), which are cut to what the standard has room for.
Message BuildAllocationMessage(const AllocationMessage& content);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_ALLOCATION_MESSAGE_H_
