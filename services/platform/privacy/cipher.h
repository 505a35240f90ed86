#ifndef CLIENTROUTE_SERVICES_PLATFORM_PRIVACY_CIPHER_H_
#define CLIENTROUTE_SERVICES_PLATFORM_PRIVACY_CIPHER_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/ids/random.h"

namespace clientroute {

/// 256 bits; wiped when it goes out of scope.
class SecretKey {
 public:
  static constexpr std::size_t kBytes = 32;
  SecretKey() = default;
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ~SecretKey();
  /// InvalidArgument unless exactly 32 bytes.
  static absl::StatusOr<SecretKey> FromBytes(std::string_view bytes);
  static SecretKey Generate(Random& random);
  std::string_view bytes() const { return {reinterpret_cast<const char*>(bytes_.data()), kBytes}; }
  /// A key for one use, by HKDF-SHA256: what is sealed with it tells nothing of this one (`messaging/raw`).
  SecretKey Derive(std::string_view use) const;

 private:
  std::array<std::uint8_t, kBytes> bytes_{};
};

/// AES-256-GCM; the sealed text carries version, nonce and tag. `bound_to` must be the same to open it: the place where
/// it stands
/// (`clients/…/name`), so that a sealed value moved to another row does not open. Pure but for the nonce; thread-safe.
std::string Seal(const SecretKey& key, std::string_view plain, std::string_view bound_to, Random& random);
/// DataLoss SEALED_TEXT_DAMAGED when it was changed, moved, or sealed with another key.
absl::StatusOr<std::string> Open(const SecretKey& key, std::string_view sealed, std::string_view bound_to);

/// HMAC-SHA256, 32 bytes: how a citizen number is found without standing anywhere.
std::string KeyedHash(const SecretKey& key, std::string_view text);
/// SHA-256, 32 bytes.
std::string Digest(std::string_view text);
/// Lower-case hexadecimal.
std::string Hex(std::string_view bytes);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_PRIVACY_CIPHER_H_
