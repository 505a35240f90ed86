#include "services/platform/privacy/cipher.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>

#include <algorithm>
#include <memory>

#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"

namespace clientroute {
namespace {

// Shape of a sealed text: version (1 byte), nonce (12), AES-256-GCM of the plain text (its length), tag (16).
constexpr char kVersion = 1;
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kSealedBytesLeast = 1 + kNonceBytes + kTagBytes;
constexpr std::size_t kHashBytes = 32;
// OpenSSL counts in int; a message file is at most 25 MB, so a longer text is a defect of the caller.
constexpr std::size_t kPlainBytesMost = 256U << 20U;

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;

// The primitives fail only when memory or the library itself does; going on without them would write data unprotected.
void Require(bool holds, const char* what) {
  if (!holds) StopOnDefect(Cat("encryption: ", what, " failed"));
}

const unsigned char* In(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* Out(std::string& bytes, std::size_t at = 0) {
  return reinterpret_cast<unsigned char*>(bytes.data()) + at;
}
int Size(std::string_view bytes) { return static_cast<int>(bytes.size()); }

// What is authenticated beside the text: the version, so that it cannot be changed, and the place.
std::string Authenticated(std::string_view bound_to) {
  std::string bytes(1, kVersion);
  bytes.append(bound_to);
  return bytes;
}

absl::Status Damaged(std::string_view bound_to) {
  return Error(absl::StatusCode::kDataLoss, "SEALED_TEXT_DAMAGED",
               Cat("a sealed text at ", bound_to, " was changed, moved, or sealed with another key"));
}

}  // namespace

SecretKey::~SecretKey() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

absl::StatusOr<SecretKey> SecretKey::FromBytes(std::string_view bytes) {
  if (bytes.size() != kBytes) {
    return Error(absl::StatusCode::kInvalidArgument, "KEY_LENGTH",
                 Cat("a key has ", kBytes, " bytes, not ", bytes.size()));
  }
  SecretKey key;
  std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
  return key;
}

SecretKey SecretKey::Generate(Random& random) {
  std::string bytes = random.Bytes(kBytes);
  SecretKey key;
  Require(bytes.size() == kBytes, "the source of randomness");
  std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
  OPENSSL_cleanse(bytes.data(), bytes.size());
  return key;
}

SecretKey SecretKey::Derive(std::string_view use) const {
  const KeyContext context(EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr), &EVP_PKEY_CTX_free);
  Require(context != nullptr && EVP_PKEY_derive_init(context.get()) == 1, "HKDF");
  Require(EVP_PKEY_CTX_set_hkdf_md(context.get(), EVP_sha256()) == 1, "HKDF");
  Require(EVP_PKEY_CTX_set1_hkdf_key(context.get(), bytes_.data(), static_cast<int>(kBytes)) == 1, "HKDF");
  Require(EVP_PKEY_CTX_add1_hkdf_info(context.get(), In(use), Size(use)) == 1, "HKDF");
  SecretKey derived;
  std::size_t size = kBytes;
  Require(EVP_PKEY_derive(context.get(), derived.bytes_.data(), &size) == 1 && size == kBytes, "HKDF");
  return derived;
}

std::string Seal(const SecretKey& key, std::string_view plain, std::string_view bound_to, Random& random) {
  Require(plain.size() <= kPlainBytesMost && bound_to.size() <= kPlainBytesMost, "sealing a text over 256 MB");
  const std::string nonce = random.Bytes(kNonceBytes);
  Require(nonce.size() == kNonceBytes, "the source of randomness");
  std::string sealed(1, kVersion);
  sealed.append(nonce);
  const std::size_t body = sealed.size();
  sealed.resize(body + plain.size() + kTagBytes);

  const CipherContext context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  Require(context != nullptr, "AES-256-GCM");
  Require(EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, In(key.bytes()), In(nonce)) == 1,
          "AES-256-GCM");
  const std::string beside = Authenticated(bound_to);
  int written = 0;
  Require(EVP_EncryptUpdate(context.get(), nullptr, &written, In(beside), Size(beside)) == 1, "AES-256-GCM");
  Require(EVP_EncryptUpdate(context.get(), Out(sealed, body), &written, In(plain), Size(plain)) == 1, "AES-256-GCM");
  int rest = 0;
  Require(EVP_EncryptFinal_ex(context.get(), Out(sealed, body + static_cast<std::size_t>(written)), &rest) == 1,
          "AES-256-GCM");
  Require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(kTagBytes),
                              Out(sealed, body + plain.size())) == 1,
          "AES-256-GCM");
  return sealed;
}

absl::StatusOr<std::string> Open(const SecretKey& key, std::string_view sealed, std::string_view bound_to) {
  if (sealed.size() < kSealedBytesLeast || sealed.size() > kSealedBytesLeast + kPlainBytesMost ||
      sealed[0] != kVersion) {
    return Damaged(bound_to);
  }
  const std::string_view nonce = sealed.substr(1, kNonceBytes);
  const std::string_view body = sealed.substr(1 + kNonceBytes, sealed.size() - kSealedBytesLeast);
  std::string tag(sealed.substr(sealed.size() - kTagBytes));

  const CipherContext context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  Require(context != nullptr, "AES-256-GCM");
  Require(EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, In(key.bytes()), In(nonce)) == 1,
          "AES-256-GCM");
  const std::string beside = Authenticated(bound_to);
  std::string plain(body.size(), '\0');
  int written = 0;
  Require(EVP_DecryptUpdate(context.get(), nullptr, &written, In(beside), Size(beside)) == 1, "AES-256-GCM");
  Require(EVP_DecryptUpdate(context.get(), Out(plain), &written, In(body), Size(body)) == 1, "AES-256-GCM");
  Require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(kTagBytes), tag.data()) == 1,
          "AES-256-GCM");
  int rest = 0;
  if (EVP_DecryptFinal_ex(context.get(), Out(plain, static_cast<std::size_t>(written)), &rest) != 1) {
    // What was decrypted before the tag proved false must not stay in memory.
    OPENSSL_cleanse(plain.data(), plain.size());
    return Damaged(bound_to);
  }
  return plain;
}

std::string KeyedHash(const SecretKey& key, std::string_view text) {
  std::string hash(kHashBytes, '\0');
  unsigned size = 0;
  Require(HMAC(EVP_sha256(), key.bytes().data(), static_cast<int>(SecretKey::kBytes), In(text), text.size(), Out(hash),
               &size) != nullptr &&
              size == kHashBytes,
          "HMAC-SHA256");
  return hash;
}

std::string Digest(std::string_view text) {
  // Asking the library for the algorithm costs more than a short text's digest.
  static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                                     &EVP_MD_CTX_free);
  std::string digest(kHashBytes, '\0');
  unsigned size = 0;
  Require(sha256 != nullptr && context != nullptr && EVP_DigestInit_ex2(context.get(), sha256, nullptr) == 1 &&
              EVP_DigestUpdate(context.get(), text.data(), text.size()) == 1 &&
              EVP_DigestFinal_ex(context.get(), Out(digest), &size) == 1 && size == kHashBytes,
          "SHA-256");
  return digest;
}

std::string Hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text.push_back(kDigits[byte >> 4U]);
    text.push_back(kDigits[byte & 0x0fU]);
  }
  return text;
}

}  // namespace clientroute
