#include "services/platform/status/status.h"

#include <optional>
#include <utility>

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace clientroute {
namespace {

constexpr char kErrorInfoUrl[] = "type.googleapis.com/google.rpc.ErrorInfo";
constexpr char kBadRequestUrl[] = "type.googleapis.com/google.rpc.BadRequest";

// gRPC peers refuse trailing metadata above 8 KiB by default, and base64 adds a third: what is over is left out, field
// by field.
constexpr std::size_t kDetailBytesMost = 4'096;
constexpr std::size_t kMessageBytesMost = 1'024;
// How many violated fields the message itself names; the rest stands in the details.
constexpr std::size_t kViolationsInMessage = 3;

absl::string_view ToAbsl(std::string_view text) { return {text.data(), text.size()}; }

template <typename Detail>
std::optional<Detail> DetailOf(const absl::Status& status, const char* url) {
  auto payload = status.GetPayload(url);
  Detail detail;
  if (!payload.has_value() || !detail.ParseFromString(std::string(*payload))) return std::nullopt;
  return detail;
}

void SetDetail(absl::Status* status, const char* url, const google::protobuf::Message& detail) {
  status->SetPayload(url, absl::Cord(detail.SerializeAsString()));
}

}  // namespace

absl::Status Error(absl::StatusCode code, std::string_view reason, std::string_view message,
                   std::map<std::string, std::string> metadata) {
  absl::Status status(code, ToAbsl(message));
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  for (auto& [key, value] : metadata) (*info.mutable_metadata())[key] = std::move(value);
  SetDetail(&status, kErrorInfoUrl, info);
  return status;
}

absl::Status InvalidFields(std::string_view reason, std::vector<FieldViolation> violations) {
  std::string message;
  google::rpc::BadRequest detail;
  for (std::size_t i = 0; i < violations.size(); ++i) {
    if (i < kViolationsInMessage) {
      message += Cat(i == 0 ? "" : "; ", violations[i].field, ": ", violations[i].description);
    }
    auto* field = detail.add_field_violations();
    field->set_field(std::move(violations[i].field));
    field->set_description(std::move(violations[i].description));
  }
  if (violations.size() > kViolationsInMessage) {
    message += Cat("; and ", violations.size() - kViolationsInMessage, " more");
  }
  absl::Status status = Error(absl::StatusCode::kInvalidArgument, reason, message);
  SetDetail(&status, kBadRequestUrl, detail);
  return status;
}

std::string ReasonOf(const absl::Status& status) {
  auto info = DetailOf<google::rpc::ErrorInfo>(status, kErrorInfoUrl);
  return info ? info->reason() : std::string();
}

std::map<std::string, std::string> MetadataOf(const absl::Status& status) {
  auto info = DetailOf<google::rpc::ErrorInfo>(status, kErrorInfoUrl);
  if (!info) return {};
  return {info->metadata().begin(), info->metadata().end()};
}

std::vector<FieldViolation> ViolationsOf(const absl::Status& status) {
  std::vector<FieldViolation> violations;
  auto detail = DetailOf<google::rpc::BadRequest>(status, kBadRequestUrl);
  if (!detail) return violations;
  for (const auto& field : detail->field_violations()) violations.push_back({field.field(), field.description()});
  return violations;
}

grpc::Status ToGrpc(const absl::Status& status, std::string_view domain) {
  if (status.ok()) return grpc::Status::OK;
  google::rpc::Status wire;
  wire.set_code(static_cast<int>(status.code()));
  wire.set_message(CutText(std::string(status.message()), kMessageBytesMost));

  google::rpc::ErrorInfo info;
  if (auto found = DetailOf<google::rpc::ErrorInfo>(status, kErrorInfoUrl)) info = *std::move(found);
  if (info.reason().empty()) info.set_reason(absl::StatusCodeToString(status.code()));
  if (info.domain().empty()) info.set_domain(std::string(domain));
  if (info.ByteSizeLong() > kDetailBytesMost) info.clear_metadata();
  wire.add_details()->PackFrom(info);

  if (auto violations = DetailOf<google::rpc::BadRequest>(status, kBadRequestUrl)) {
    while (!violations->field_violations().empty() &&
           wire.ByteSizeLong() + violations->ByteSizeLong() > kDetailBytesMost) {
      violations->mutable_field_violations()->RemoveLast();
    }
    wire.add_details()->PackFrom(*violations);
  }
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), wire.message(), wire.SerializeAsString());
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status out(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  google::rpc::Status wire;
  if (status.error_details().empty() || !wire.ParseFromString(status.error_details())) return out;
  for (const auto& detail : wire.details()) {
    out.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  }
  return out;
}

std::string CutText(std::string text, std::size_t bytes_most) {
  if (text.size() <= bytes_most) return text;
  std::size_t end = bytes_most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text;
}

bool IsTransient(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kCancelled:
      return true;
    case absl::StatusCode::kUnknown:
      return ReasonOf(status).empty();
    default:
      return false;
  }
}

}  // namespace clientroute
