#include "services/platform/calls/page_token.h"

#include <charconv>
#include <memory>

#include "absl/strings/escaping.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/status/status.h"

namespace clientroute {
namespace {

// Enough to tell queries and damaged tokens apart; a token gives no right, so it needs no secret.
// A token is the digest of its query, that of itself, and its key.
constexpr std::size_t kDigestBytes = 8;
constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kTokenBytesMax = 4'096;

std::string Deterministic(const google::protobuf::Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

// What the query is, whatever the page.
std::string QueryOf(const google::protobuf::Message& request) {
  std::unique_ptr<google::protobuf::Message> query(request.New());
  query->CopyFrom(request);
  for (const char* field : {"page_size", "page_token"}) {
    if (const auto* descriptor = query->GetDescriptor()->FindFieldByName(field); descriptor != nullptr) {
      query->GetReflection()->ClearField(query.get(), descriptor);
    }
  }
  return Cat(query->GetDescriptor()->full_name(), "\n", Deterministic(*query));
}

std::string Check(std::string_view bytes) { return Digest(bytes).substr(0, kDigestBytes); }

std::string TokenIn(const google::protobuf::Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("page_token");
  return field == nullptr ? std::string() : request.GetReflection()->GetString(request, field);
}

// The parts, each behind its length; false when the bytes are not whole.
bool Split(std::string_view bytes, std::vector<std::string>* parts) {
  while (!bytes.empty()) {
    if (bytes.size() < kLengthBytes) return false;
    std::size_t length = 0;
    for (std::size_t i = 0; i < kLengthBytes; ++i) length = length * 256 + static_cast<unsigned char>(bytes[i]);
    bytes.remove_prefix(kLengthBytes);
    if (length > bytes.size()) return false;
    parts->emplace_back(bytes.substr(0, length));
    bytes.remove_prefix(length);
  }
  return true;
}

absl::Status NoToken() {
  return Error(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN",
               "page_token: is none that a page gave, or it came damaged; begin without one",
               {{"field", "page_token"}});
}

absl::Status OfOtherQuery() {
  return Error(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN",
               "page_token: is of a page with another filter or order; ask on with those, or begin without one",
               {{"field", "page_token"}});
}

}  // namespace

absl::StatusOr<int> PageRows(std::int32_t asked) {
  if (asked < 0) return Error(absl::StatusCode::kInvalidArgument, "PAGE_SIZE", "page_size: must not be below 0");
  return asked == 0 ? kPageRows : std::min(asked, kPageRowsMax);
}

std::string MakePageToken(const google::protobuf::Message& request, const std::vector<std::string>& key) {
  std::string bytes;
  for (const std::string& part : key) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>((part.size() >> shift) & 0xff));
    bytes.append(part);
  }
  const std::string query = Check(QueryOf(request));
  return absl::WebSafeBase64Escape(Cat(query, Check(Cat(query, bytes)), bytes));
}

absl::StatusOr<std::vector<std::string>> ReadPageToken(const google::protobuf::Message& request, std::size_t parts) {
  const std::string token = TokenIn(request);
  std::vector<std::string> key;
  if (token.empty()) return key;
  std::string bytes;
  if (token.size() > kTokenBytesMax || !absl::WebSafeBase64Unescape(token, &bytes) || bytes.size() < 2 * kDigestBytes) {
    return NoToken();
  }
  const std::string_view query = std::string_view(bytes).substr(0, kDigestBytes);
  const std::string_view body = std::string_view(bytes).substr(2 * kDigestBytes);
  if (std::string_view(bytes).substr(kDigestBytes, kDigestBytes) != Check(Cat(query, body))) return NoToken();
  if (query != Check(QueryOf(request))) return OfOtherQuery();
  if (!Split(body, &key) || key.size() != parts) return NoToken();
  return key;
}

std::string KeyPart(std::int64_t number) { return std::to_string(number); }

std::int64_t NumberIn(std::string_view key_part) {
  std::int64_t number = 0;
  const auto read = std::from_chars(key_part.data(), key_part.data() + key_part.size(), number);
  return read.ec == std::errc() && read.ptr == key_part.data() + key_part.size() ? number : 0;
}

}  // namespace clientroute
