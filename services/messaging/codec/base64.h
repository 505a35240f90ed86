#ifndef CLIENTROUTE_SERVICES_MESSAGING_CODEC_BASE64_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CODEC_BASE64_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace clientroute::messaging {

/// Base64 (RFC 4648) in one line, with padding. Pure, thread-safe.
std::string EncodeBase64(std::string_view bytes);

/// Decodes base64 that comes in pieces, as xs:base64Binary allows it: white space anywhere, padding at the end. Keeps
/// at most `bytes_max` bytes; what is beyond is counted and not kept. One thread.
class Base64Decoder {
 public:
  explicit Base64Decoder(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// After something that is no base64 the rest is passed over.
  void Take(std::string_view piece);
  /// Whether all that came is whole base64. Call when the last piece was taken.
  bool IsWhole() const { return !wrong_ && (count_ + padding_) % 4 == 0; }
  /// Whether there is more than `bytes_max`.
  bool IsTooLarge() const { return too_large_; }
  /// The decoded bytes. Nothing else may be asked afterwards.
  std::string TakeBytes() { return std::move(bytes_); }

 private:
  /// How many characters of whole groups it took from the begin.
  std::size_t TakeWholeGroups(std::string_view piece);
  void TakeOne(char c);
  void Put(char byte);

  const std::size_t bytes_max_;
  std::string bytes_;
  std::uint32_t group_ = 0;
  std::size_t count_ = 0;    // characters that stand for six bits
  std::size_t padding_ = 0;  // equals signs
  bool too_large_ = false;
  bool wrong_ = false;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CODEC_BASE64_H_
