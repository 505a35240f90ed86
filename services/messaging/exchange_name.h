#ifndef CLIENTROUTE_SERVICES_MESSAGING_EXCHANGE_NAME_H_
#define CLIENTROUTE_SERVICES_MESSAGING_EXCHANGE_NAME_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// Names of files in the exchange. A provider may call a file what he likes, and has been seen to use a citizen number;
// the product knows it only by a safe name. Pure, thread-safe.

namespace clientroute::messaging {

/// The longest name that is kept of an arrival; with what is put behind it, it stays below the 255 bytes of a file
/// system.
inline constexpr std::size_t kKnownNameBytesMax = 120;
/// Positions of Identificatie and IdentificatieRetour (RS017).
inline constexpr int kIdentificationDigits = 12;

/// Whether a name in in/ is that of a file that is ready: senders write under a name that starts with `.` or ends in
/// `.tmp` or `.part`, and rename.
bool IsReadyName(std::string_view name);

/// The name by which an arrival is known from then on: letters, digits and `._-` (others become `_`), never starting
/// with a dot, at most kKnownNameBytesMax, without citizen numbers. Never empty.
std::string KnownName(std::string_view arrival_name);

/// The name for the `use`-th file of the same known name in a folder: the name itself, then `name~2`, `name~3`, …
std::string NumberedName(std::string_view known_name, std::int64_t use);

/// `JW316_42420001_000000000017.xml`.
std::string OutgoingName(std::string_view kind, std::string_view provider, std::string_view identification);

/// The `number`-th identification of a municipality, in twelve digits. Precondition: 1 … 999,999,999,999.
std::string IdentificationOf(std::int64_t number);

/// The text with each run of exactly nine digits that keeps the eleven test replaced by `*********`: for names and
/// explanations that came from elsewhere.
std::string WithoutCitizenNumbers(std::string_view text);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_EXCHANGE_NAME_H_
