#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_STRUCTURE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_STRUCTURE_H_

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "services/messaging/standard/simple_type.h"

// The vocabulary in which the message tables are written. A release of the standard is data in these types, never code:
//
//   inline constexpr Element kStartProductRows[] = {
//       {"ToewijzingNummer", "Nummer"_type, kOptional},
//       {"Product", kProduct, kOptional},
//       {"Begindatum", "Datum"_type},
//   };
//   inline constexpr MessageClass kStartProduct{"StartProduct", kStartProductRows, kStartProductKey};
//
// Everything here has static storage and is immutable: safe from any thread.

namespace clientroute::messaging {

struct Element;

/// How often an element may stand in its place.
struct Occurs {
  std::uint32_t min = 1;
  std::uint32_t max = 1;
};
inline constexpr std::uint32_t kUnbounded = std::numeric_limits<std::uint32_t>::max();
inline constexpr Occurs kOnce{1, 1};
inline constexpr Occurs kOptional{0, 1};

/// A simple type by its row number in the shared table, so that a release can put another type in the same place.
struct TypeIndex {
  std::uint16_t row;
};

/// A composite data type (CDT): elements that belong together inside a class, such as Omvang. Its elements stand in the
/// namespace of the shared schema, everything else in the namespace of the message.
struct Composite {
  std::string_view name;
  std::span<const Element> elements;
};

/// A message class (berichtklasse): what a return code is attached to. Values come first, classes inside it last.
struct MessageClass {
  std::string_view name;
  std::span<const Element> elements;
  std::span<const std::string_view> key = {};  // paths of the values that are its logical key (TR101); empty: none
};

/// A wrapper around one or more instances of a class, such as StartProducten around StartProduct.
struct ListOf {
  const MessageClass& item;
};

/// What the header's own elements must hold; filled in per message and release.
enum class HeaderValue : std::uint8_t { kNone, kMessageCode, kVersion, kSubversion, kSender, kReceiver };

/// One row: an element, what is in it and how often.
struct Element {
  std::string_view name;
  Occurs occurs;
  TypeIndex type{0};
  const Composite* composite = nullptr;
  const MessageClass* message_class = nullptr;
  bool list = false;
  Pattern pattern = Pattern::kAny;  // narrows the simple type in this place alone
  HeaderValue header_value = HeaderValue::kNone;

  constexpr Element(std::string_view element, TypeIndex simple, Occurs count = kOnce)
      : name(element), occurs(count), type(simple) {}
  constexpr Element(std::string_view element, const Composite& group, Occurs count = kOnce)
      : name(element), occurs(count), composite(&group) {}
  constexpr Element(std::string_view element, const MessageClass& inner, Occurs count = kOnce)
      : name(element), occurs(count), message_class(&inner) {}
  constexpr Element(std::string_view element, ListOf inner, Occurs count = kOnce)
      : name(element), occurs(count), message_class(&inner.item), list(true) {}
  constexpr Element(std::string_view element, TypeIndex simple, HeaderValue value)
      : name(element), occurs(kOnce), type(simple), header_value(value) {}
  constexpr Element(std::string_view element, TypeIndex simple, Pattern narrower, Occurs count = kOnce)
      : name(element), occurs(count), type(simple), pattern(narrower) {}
};

using MessageNumber = std::uint16_t;
inline constexpr MessageNumber kAllocationMessage = 301;
inline constexpr MessageNumber kStartMessage = 305;
inline constexpr MessageNumber kStopMessage = 307;
inline constexpr MessageNumber kAllocationRequestMessage = 315;
inline constexpr MessageNumber kChangeRequestMessage = 317;
inline constexpr MessageNumber kRequestAnswerMessage = 319;
inline constexpr MessageNumber kClaimMessage = 323;
inline constexpr MessageNumber kClaimAnswerMessage = 325;

enum class Direction : std::uint8_t { kMunicipalityToProvider, kProviderToMunicipality };

/// One message of a release. A return message has no `body` of its own: it is derived from the message that it answers,
/// by one rule (header extended, body optional, every class closed by its return codes).
struct MessageRow {
  MessageNumber number;
  std::string_view code;      // BerichtCode
  const MessageClass* body;   // what stands beside the header; null for a return message that has what it returns
  MessageNumber answers = 0;  // the forward message that this one returns; 0 for a forward message
  Direction direction =
      Direction::kMunicipalityToProvider;     // of the forward message; a return message copies it unchanged
  Occurs body_occurs = kOnce;                 // of a forward message
  std::span<const Element> more_header = {};  // what its header has beside that of the release
  bool carries_return_codes = false;          // a forward message of which every class ends with its return codes (325)
};

enum class Standard : std::uint8_t { kIjw, kIwmo };

/// A release of a standard: its namespaces, versions and tables.
struct Release {
  Standard standard;
  std::uint8_t version;
  std::uint8_t subversion;
  std::string_view name;               // "iJw 3.2"
  std::string_view message_prefix;     // "JW": with the number the name of a message
  std::string_view namespace_base;     // "http://www.istandaarden.nl/ijw/3_2/"
  std::string_view basis_prefix;       // "ijw": prefix that the writer gives the shared namespace
  std::string_view basis_xsd_version;  // of the shared schema, written in XsdVersie
  std::string_view message_xsd_version;
  std::span<const SimpleType> types;       // the shared table
  std::span<const SimpleType> own_types;   // rows that take the place of the shared row of the same name
  const MessageClass& header;              // of every forward message
  std::span<const Element> return_header;  // what a return message adds to it
  TypeIndex return_code_type;
  TypeIndex municipality_type;
  TypeIndex provider_type;
  std::span<const std::string_view> free_categories;  // product categories that may overlap any other (TR302)
  std::span<const MessageRow> messages;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_STRUCTURE_H_
