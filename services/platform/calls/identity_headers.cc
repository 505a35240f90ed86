#include "services/platform/calls/identity_headers.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>

#include "services/platform/status/status.h"
#include "services/platform/values/codes.h"

namespace clientroute {
namespace {

constexpr std::string_view kSubject = "clientroute-subject";
constexpr std::string_view kKind = "clientroute-kind";
constexpr std::string_view kRoles = "clientroute-roles";
constexpr std::string_view kMunicipalities = "clientroute-municipalities";
constexpr std::string_view kOnBehalfOf = "clientroute-on-behalf-of";
constexpr std::string_view kPurpose = "clientroute-purpose";
constexpr std::string_view kCause = "clientroute-cause";

constexpr std::size_t kValueBytesMost = 256;
constexpr std::size_t kListBytesMost = 4'096;

struct KindName {
  Identity::Kind kind;
  std::string_view name;
  std::string_view collection;  // how its subjects begin
};
constexpr std::array kKinds = {
    KindName{Identity::Kind::kPerson, "person", "persons/"},
    KindName{Identity::Kind::kProvider, "provider", "providers/"},
    KindName{Identity::Kind::kService, "service", "services/"},
};

bool Plain(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         (character >= '0' && character <= '9') || std::string_view("-_./:@").find(character) != std::string_view::npos;
}

std::string PercentEncode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char character : text) {
    if (Plain(character)) {
      out += character;
    } else {
      const auto byte = static_cast<unsigned char>(character);
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
  return out;
}

std::optional<int> HexDigit(char character) {
  if (character >= '0' && character <= '9') return character - '0';
  if (character >= 'A' && character <= 'F') return character - 'A' + 10;
  if (character >= 'a' && character <= 'f') return character - 'a' + 10;
  return std::nullopt;
}

std::optional<std::string> PercentDecode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const auto high = HexDigit(text[i + 1]);
    const auto low = HexDigit(text[i + 2]);
    if (!high || !low) return std::nullopt;
    out += static_cast<char>(*high * 16 + *low);
    i += 2;
  }
  return out;
}

// Small letters, digits and dashes: names of roles and purposes.
bool IsName(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

bool HasControl(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

// Well-formed UTF-8 (RFC 3629): the record and the messages hold nothing else as text.
bool IsUtf8(std::string_view text) {
  constexpr std::array<std::uint32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};  // by the length of its bytes
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t length = first < 0x80         ? 1
                               : first >> 5 == 0x06 ? 2
                               : first >> 4 == 0x0E ? 3
                               : first >> 3 == 0x1E ? 4
                                                    : 0;
    if (length == 0 || i + length > text.size()) return false;
    std::uint32_t point = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t k = 1; k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if (next >> 6 != 0x02) return false;
      point = point << 6 | (next & 0x3FU);
    }
    if (point < kLeast[length] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return false;
    i += length;
  }
  return true;
}

absl::Status Invalid(std::string_view header, std::string_view why) {
  return Error(absl::StatusCode::kUnauthenticated, "IDENTITY_INVALID", Cat(header, " ", why),
               {{"header", std::string(header)}});
}

std::string Joined(const std::set<std::string>& values) {
  std::string out;
  for (const std::string& value : values) out += Cat(out.empty() ? "" : ",", PercentEncode(value));
  return out;
}

using Metadata = std::multimap<grpc::string_ref, grpc::string_ref>;

// The raw value; empty when the header is absent.
absl::StatusOr<std::string_view> RawValue(const Metadata& metadata, std::string_view header, std::size_t bytes_most) {
  const auto [first, last] = metadata.equal_range(grpc::string_ref(header.data(), header.size()));
  if (first == last) return std::string_view();
  if (std::next(first) != last) return Invalid(header, "is given more than once");
  if (first->second.size() > bytes_most) return Invalid(header, "is too long");
  return std::string_view(first->second.data(), first->second.size());
}

absl::StatusOr<std::string> Value(const Metadata& metadata, std::string_view header) {
  CLIENTROUTE_ASSIGN(const std::string_view raw, RawValue(metadata, header, kValueBytesMost));
  auto value = PercentDecode(raw);
  if (!value || HasControl(*value) || !IsUtf8(*value)) return Invalid(header, "is not percent-encoded text");
  return *std::move(value);
}

absl::StatusOr<std::set<std::string>> List(const Metadata& metadata, std::string_view header, std::size_t count_most,
                                           bool (*valid)(std::string_view)) {
  CLIENTROUTE_ASSIGN(std::string_view rest, RawValue(metadata, header, kListBytesMost));
  std::set<std::string> values;
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    auto value = PercentDecode(rest.substr(0, comma));
    if (!value || !valid(*value)) return Invalid(header, "holds a value that is none");
    values.insert(*std::move(value));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  if (values.size() > count_most) return Invalid(header, "holds too many values");
  return values;
}

absl::StatusOr<Identity> ReadIdentity(const Metadata& metadata) {
  Identity identity;
  CLIENTROUTE_ASSIGN(identity.subject, Value(metadata, kSubject));
  if (identity.subject.empty()) {
    return Error(absl::StatusCode::kUnauthenticated, "IDENTITY_MISSING", "the call does not say who calls");
  }
  CLIENTROUTE_ASSIGN(const std::string kind, Value(metadata, kKind));
  const auto named =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const KindName& each) { return each.name == kind; });
  if (named == kKinds.end()) return Invalid(kKind, "is not person, provider or service");
  identity.kind = named->kind;
  if (!identity.subject.starts_with(named->collection) || identity.subject.size() == named->collection.size()) {
    return Invalid(kSubject, Cat("of a ", kind, " begins with ", named->collection));
  }
  CLIENTROUTE_ASSIGN(identity.on_behalf_of, Value(metadata, kOnBehalfOf));
  if (!identity.on_behalf_of.empty() && identity.kind != Identity::Kind::kService) {
    return Invalid(kOnBehalfOf, "is for services only");
  }
  CLIENTROUTE_ASSIGN(identity.roles, List(metadata, kRoles, kRolesMost, IsName));
  CLIENTROUTE_ASSIGN(identity.municipalities,
                     List(metadata, kMunicipalities, kMunicipalitiesMost,
                          [](std::string_view code) { return MunicipalityCode::Parse(code).has_value(); }));
  return identity;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> ToHeaders(const CallerHeaders& caller) {
  const auto* named = std::find_if(kKinds.begin(), kKinds.end(),
                                   [&](const KindName& each) { return each.kind == caller.identity.kind; });
  std::vector<std::pair<std::string, std::string>> headers;
  const auto add = [&](std::string_view header, std::string value) {
    if (!value.empty()) headers.emplace_back(header, std::move(value));
  };
  add(kSubject, PercentEncode(caller.identity.subject));
  add(kKind, std::string(named->name));
  add(kRoles, Joined(caller.identity.roles));
  add(kMunicipalities, Joined(caller.identity.municipalities));
  add(kOnBehalfOf, PercentEncode(caller.identity.on_behalf_of));
  add(kPurpose, PercentEncode(caller.purpose));
  add(kCause, PercentEncode(caller.cause));
  return headers;
}

absl::StatusOr<CallerHeaders> FromHeaders(const Metadata& metadata) {
  CallerHeaders caller;
  CLIENTROUTE_ASSIGN(caller.identity, ReadIdentity(metadata));
  CLIENTROUTE_ASSIGN(caller.purpose, Value(metadata, kPurpose));
  if (!caller.purpose.empty() && !IsName(caller.purpose)) return Invalid(kPurpose, "is not of a-z, 0-9 and -");
  CLIENTROUTE_ASSIGN(caller.cause, Value(metadata, kCause));
  return caller;
}

}  // namespace clientroute
