#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_WIRE_WRITER_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_WIRE_WRITER_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "services/platform/values/calendar.h"

namespace clientroute::orchestrator {

/// Writes the bytes of a message field by field, without the message: a route's record is hundreds of small fields that
/// are gone as soon as their bytes are there. As proto3 does, a field that holds nothing is left out, but for Message
/// and Time, which are there when they are written, and Present. Fields go by the numbers of the generated message.
/// One thread.
class WireWriter {
 public:
  /// Appends to `bytes`, which outlives this.
  explicit WireWriter(std::string* bytes) : bytes_(*bytes) {}

  void Int(int field, std::int64_t value) {
    if (value != 0) Present(field, value);
  }
  void Bool(int field, bool value) {
    if (value) Present(field, 1);
  }
  /// Of a oneof: also 0 is written.
  void Present(int field, std::int64_t value) {
    Head head;
    head.Tag(field, kVarint);
    head.Varint(static_cast<std::uint64_t>(value));
    Append(head);
  }
  /// Text or bytes.
  void Text(int field, std::string_view text) {
    if (!text.empty()) Bytes(field, text);
  }
  /// A message of which the bytes are there.
  void Bytes(int field, std::string_view bytes) {
    Head head;
    head.Tag(field, kLength);
    head.Varint(bytes.size());
    Append(head);
    bytes_.append(bytes);
  }
  /// A message of which `write()` writes the fields, by this.
  template <typename Write>
  void Message(int field, Write write) {
    Head head;
    head.Tag(field, kLength);
    head.Varint(0);
    Append(head);
    const std::size_t at = bytes_.size() - 1;
    write();
    const std::size_t size = bytes_.size() - at - 1;
    // Most are short: one byte for the length is there, and others are put in when it is known.
    if (size >= kMore) {
      Head length;
      length.Varint(size);
      bytes_.replace(at, 1, length.bytes.data(), length.size);
    } else {
      bytes_[at] = static_cast<char>(size);
    }
  }
  /// A google.protobuf.Timestamp.
  void Time(int field, Instant time) {
    const auto second = std::chrono::floor<std::chrono::seconds>(time);
    Head inner;
    inner.Number(1, second.time_since_epoch().count());
    inner.Number(2, std::chrono::duration_cast<std::chrono::nanoseconds>(time - second).count());
    Bytes(field, {inner.bytes.data(), inner.size});
  }
  /// One entry of a map of texts.
  void Entry(int field, std::string_view key, std::string_view value) {
    if (field < kFieldsInAByte && key.size() + value.size() < kShortEntry) return ShortEntry(field, key, value);
    Head before_key;
    Head before_value;
    before_key.Tag(1, kLength);
    before_key.Varint(key.size());
    before_value.Tag(2, kLength);
    before_value.Varint(value.size());
    Head head;
    head.Tag(field, kLength);
    head.Varint(before_key.size + key.size() + before_value.size + value.size());
    Append(head);
    Append(before_key);
    bytes_.append(key);
    Append(before_value);
    bytes_.append(value);
  }

 private:
  static constexpr std::uint64_t kVarint = 0;
  static constexpr std::uint64_t kLength = 2;
  static constexpr std::uint64_t kMore = 0x80;
  static constexpr unsigned kBits = 7;
  static constexpr int kFieldsInAByte = 16;
  static constexpr std::size_t kShortEntry = 124;

  /// What stands before a field's bytes, or a few numbers; put together before it is appended.
  struct Head {
    // Four varints of ten bytes at most.
    std::array<char, 40> bytes;
    std::size_t size = 0;

    void Varint(std::uint64_t value) {
      for (; value >= kMore; value >>= kBits) bytes[size++] = static_cast<char>((value & (kMore - 1)) | kMore);
      bytes[size++] = static_cast<char>(value);
    }
    void Tag(int field, std::uint64_t type) { Varint(static_cast<std::uint64_t>(field) << 3U | type); }
    void Number(int field, std::int64_t value) {
      if (value == 0) return;
      Tag(field, kVarint);
      Varint(static_cast<std::uint64_t>(value));
    }
  };

  /// One in which every tag and length is one byte, as nearly all are: it is appended at once.
  void ShortEntry(int field, std::string_view key, std::string_view value) {
    std::array<char, kShortEntry + 6> entry;
    entry[0] = static_cast<char>(static_cast<unsigned>(field) << 3U | kLength);
    entry[1] = static_cast<char>(key.size() + value.size() + 4);
    entry[2] = static_cast<char>(1U << 3U | kLength);
    entry[3] = static_cast<char>(key.size());
    key.copy(entry.data() + 4, key.size());
    char* rest = entry.data() + 4 + key.size();
    rest[0] = static_cast<char>(2U << 3U | kLength);
    rest[1] = static_cast<char>(value.size());
    value.copy(rest + 2, value.size());
    bytes_.append(entry.data(), key.size() + value.size() + 6);
  }

  void Append(const Head& head) { bytes_.append(head.bytes.data(), head.size); }

  std::string& bytes_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_WIRE_WRITER_H_
