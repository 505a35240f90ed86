#include "services/portal/api/json_codec.h"

#include <google/protobuf/type.pb.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/type_resolver_util.h>

#include <map>
#include <shared_mutex>
#include <utility>
#include <vector>

#include "services/platform/status/status.h"

namespace clientroute::portal {
namespace {

namespace util = google::protobuf::util;

constexpr char kUrlPrefix[] = "type.googleapis.com";
// What the parser says of a wrong text may be as long as the text.
constexpr std::size_t kWhyBytesMost = 300;

}  // namespace

/// The types of this program. Each is described once and kept: to describe one costs more than to read a request.
class JsonCodec::KnownTypes final : public util::TypeResolver {
 public:
  KnownTypes()
      : source_(
            util::NewTypeResolverForDescriptorPool(kUrlPrefix, google::protobuf::DescriptorPool::generated_pool())) {}

  util::Status ResolveMessageType(const std::string& url, google::protobuf::Type* type) override {
    return Resolve(messages_, url, type, [&](auto* fresh) { return source_->ResolveMessageType(url, fresh); });
  }
  util::Status ResolveEnumType(const std::string& url, google::protobuf::Enum* type) override {
    return Resolve(enums_, url, type, [&](auto* fresh) { return source_->ResolveEnumType(url, fresh); });
  }

 private:
  template <typename Type, typename Describe>
  util::Status Resolve(std::map<std::string, Type>& known, const std::string& url, Type* type, Describe describe) {
    {
      const std::shared_lock lock(mutex_);
      if (const auto found = known.find(url); found != known.end()) {
        *type = found->second;
        return {};
      }
    }
    // Only a type of this program is kept, so that nobody can fill the memory with names.
    util::Status described = describe(type);
    if (described.ok()) {
      const std::unique_lock lock(mutex_);
      known.emplace(url, *type);
    }
    return described;
  }

  const std::unique_ptr<util::TypeResolver> source_;
  std::shared_mutex mutex_;
  std::map<std::string, google::protobuf::Type> messages_;
  std::map<std::string, google::protobuf::Enum> enums_;
};

JsonCodec::JsonCodec() : types_(std::make_unique<KnownTypes>()) {}
JsonCodec::~JsonCodec() = default;

absl::StatusOr<grpc::ByteBuffer> JsonCodec::ToWire(const std::string& type_url, std::string_view json) const {
  std::string bytes;
  if (!json.empty()) {
    const google::protobuf::StringPiece text(json.data(), json.size());
    if (const util::Status read = util::JsonToBinaryString(types_.get(), type_url, text, &bytes); !read.ok()) {
      return Error(absl::StatusCode::kInvalidArgument, "JSON_INVALID",
                   CutText(std::string(read.message().data(), read.message().size()), kWhyBytesMost));
    }
  }
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

absl::StatusOr<std::string> JsonCodec::ToJson(const std::string& type_url, const grpc::ByteBuffer& wire) const {
  std::string json;
  if (const util::Status written = util::BinaryToJsonString(types_.get(), type_url, BytesOf(wire), &json);
      !written.ok()) {
    return Error(absl::StatusCode::kInternal, "ANSWER_UNREADABLE", Cat("the answer is no ", type_url));
  }
  return json;
}

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return {};
  std::string bytes;
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes;
}

}  // namespace clientroute::portal
