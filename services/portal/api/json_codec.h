#ifndef CLIENTROUTE_SERVICES_PORTAL_API_JSON_CODEC_H_
#define CLIENTROUTE_SERVICES_PORTAL_API_JSON_CODEC_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/util/type_resolver.h"
#include "grpcpp/support/byte_buffer.h"

namespace clientroute::portal {

/// Messages between their JSON (proto3: lowerCamelCase, 64-bit numbers as text, defaults left out) and their bytes, by
/// their descriptors alone: no message is made in between. Thread-safe.
class JsonCodec {
 public:
  JsonCodec();
  ~JsonCodec();

  /// The bytes of a message of the type (type.googleapis.com/…). An empty text is an empty message. Errors:
  /// InvalidArgument JSON_INVALID says where: no JSON, a field that the message does not have, a value that does not
  /// fit.
  absl::StatusOr<grpc::ByteBuffer> ToWire(const std::string& type_url, std::string_view json) const;
  /// Errors: Internal ANSWER_UNREADABLE for bytes that are no such message.
  absl::StatusOr<std::string> ToJson(const std::string& type_url, const grpc::ByteBuffer& wire) const;

 private:
  class KnownTypes;
  const std::unique_ptr<KnownTypes> types_;
};

/// The bytes in one piece. Empty when they cannot be read.
std::string BytesOf(const grpc::ByteBuffer& buffer);

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_API_JSON_CODEC_H_
