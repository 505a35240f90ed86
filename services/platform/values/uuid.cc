#include "services/platform/values/uuid.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace clientroute {
namespace {

constexpr std::size_t kTextLength = 36;
constexpr std::size_t kSha1Bytes = 20;

constexpr bool IsDash(std::size_t at) { return at == 8 || at == 13 || at == 18 || at == 23; }

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

constinit const Uuid kClientrouteSpace({0xee, 0x2a, 0xa1, 0xf3, 0x45, 0x5b, 0x5c, 0x78, 0xa1, 0x5b, 0x48, 0x65, 0x83,
                                        0x4c, 0x76, 0xeb});

std::optional<Uuid> Uuid::Parse(std::string_view text) {
  if (text.size() != kTextLength) return std::nullopt;
  Uuid id;
  std::size_t nibble = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (IsDash(at)) {
      if (text[at] != '-') return std::nullopt;
      continue;
    }
    const int value = HexValue(text[at]);
    if (value < 0) return std::nullopt;
    std::uint8_t& byte = id.bytes_[nibble / 2];
    byte = static_cast<std::uint8_t>(byte << 4 | value);
    ++nibble;
  }
  return id;
}

std::optional<Uuid> Uuid::FromBytes(std::string_view bytes) {
  Uuid id;
  if (bytes.size() != id.bytes_.size()) return std::nullopt;
  std::copy(bytes.begin(), bytes.end(), id.bytes_.begin());
  return id;
}

Uuid Uuid::Derive(const Uuid& space, std::string_view name) {
  // Asking the library for the algorithm costs more than the digest of a name.
  static const EVP_MD* const sha1 = EVP_MD_fetch(nullptr, "SHA1", nullptr);
  thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                                     &EVP_MD_CTX_free);
  const std::string_view prefix = space.bytes();
  std::array<std::uint8_t, kSha1Bytes> digest{};
  unsigned size = 0;
  if (sha1 == nullptr || context == nullptr || EVP_DigestInit_ex2(context.get(), sha1, nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), prefix.data(), prefix.size()) != 1 ||
      EVP_DigestUpdate(context.get(), name.data(), name.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), digest.data(), &size) != 1 || size != kSha1Bytes) {
    std::fputs("Uuid: the crypto library gives no SHA-1\n", stderr);
    std::abort();
  }
  Uuid id;
  std::copy_n(digest.begin(), id.bytes_.size(), id.bytes_.begin());
  id.bytes_[6] = static_cast<std::uint8_t>((id.bytes_[6] & 0x0f) | 0x50);  // version 5
  id.bytes_[8] = static_cast<std::uint8_t>((id.bytes_[8] & 0x3f) | 0x80);  // the variant of RFC 9562
  return id;
}

std::string Uuid::ToString() const {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(kTextLength);
  for (const std::uint8_t byte : bytes_) {
    if (IsDash(text.size())) text.push_back('-');
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 0x0f]);
  }
  return text;
}

}  // namespace clientroute
