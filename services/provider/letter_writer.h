#ifndef CLIENTROUTE_SERVICES_PROVIDER_LETTER_WRITER_H_
#define CLIENTROUTE_SERVICES_PROVIDER_LETTER_WRITER_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/messaging/codec/message.h"
#include "services/provider/book.h"

// A provider's own way of writing its messages: from its books to the classes of a message. It stands on the codec and
// the tables of the standard alone. Pure; the same values give the same message. Precondition of all: the values fit
// the message (the writer of the codec says when they do not).

namespace clientroute::provider {

/// The head of a message that a provider sends.
struct LetterHead {
  std::string standard;
  std::string provider;
  std::string municipality;
  std::string identification;
  Date signed_on;
};

/// A product that is asked for.
struct AskedProduct {
  std::string reference;
  std::string category;
  std::string code;
  Date first;
  Date last;
  std::int64_t amount = 0;
  std::string unit;
  std::string frequency;
  std::string referrer = "02";  // TypeVerwijzer
};

/// 315.
messaging::Message WriteRequest(const LetterHead& head, const Person& person,
                                const std::vector<AskedProduct>& products);
/// 305; `status` of StatusAanlevering: 1 for a start, 3 to take it back.
messaging::Message WriteStart(const LetterHead& head, const Person& person, const Allocation& allocation, Date began,
                              std::string_view status);
/// 307; `reason` of JZ588 or its equal of iWmo.
messaging::Message WriteStop(const LetterHead& head, const Person& person, const Allocation& allocation, Date began,
                             Date ended, std::string_view reason, std::string_view status);

/// What is asked instead of an allocation (317).
struct WantedChange {
  std::string reference;
  Allocation changed;
  Date from;
  std::int64_t amount = 0;  // of the volume, in the unit and frequency of the allocation
  std::vector<Allocation> kept;
};
messaging::Message WriteChange(const LetterHead& head, const WantedChange& change);

/// 323: the lines of each client, in order of citizen number, then as given.
struct WrittenLine {
  Allocation allocation;
  std::string code;  // that is claimed: that of the allocation, or one of its category
  ClaimLine line;
};
messaging::Message WriteClaim(const LetterHead& head, std::string_view number, Date month,
                              const std::vector<WrittenLine>& lines);

/// 302 or 320: that there is nothing to remark. Precondition: `forward` has a return message.
messaging::Message WriteApproval(const messaging::Message& forward, std::string_view identification, Date signed_on);

}  // namespace clientroute::provider

#endif  // CLIENTROUTE_SERVICES_PROVIDER_LETTER_WRITER_H_
